/** Every paid order leaves a small trace, and those that are not credited are asked for from Shopify once more. Pure. */
import type { BuyerKey, KnownBuyer } from '../data/known-buyers.server.ts';
import type { OrderRefund } from '../data/order-refunds.server.ts';
import type { ProgramVersion } from '../data/programs.server.ts';
import type { SeenOrder } from '../data/seen-orders.server.ts';
import type { PersonalHash } from '../domain/facts.ts';
import { refundedIn } from './current-order.server.ts';
import type { OrderOutcome } from './decide-orders.server.ts';
import type { OrderNews } from './merge-order-news.server.ts';

/** By what a buyer is told from others, the most lasting first. */
const TELLING: readonly BuyerKey['kind'][] = ['customer', 'email', 'phone'];

/** What is gathered about the orders of a batch. */
type Known = {
  versions: readonly ProgramVersion[];
  /** Buyers of the batch's paid orders. */
  newBuyers: readonly KnownBuyer[];
  /** Stored ones of the batch's orders. */
  refunds: readonly OrderRefund[];
};

/** @param askAt when Shopify may know how the buyer came, epoch milliseconds */
export function seenOrdersIn(
  news: readonly OrderNews[],
  outcomes: readonly OrderOutcome[],
  { versions, newBuyers, refunds: stored }: Known,
  askAt: number,
): SeenOrder[] {
  const decided = new Map(outcomes.map((outcome) => [outcome.order.orderId, outcome]));
  const buyers = buyersByOrder(newBuyers);
  return news.flatMap(({ orderId, snapshot, paidAt, refunds }) => {
    if (snapshot === null || snapshot.kind !== 'order' || snapshot.test || paidAt === null) return [];
    const { placedAt, total, presentmentTotal: paidIn, country } = snapshot;
    const outcome = decided.get(orderId);
    const earned = outcome !== undefined && (outcome.credit ?? outcome.stored.referral) !== null;
    const live = versions.findLast(({ createdAt }) => createdAt <= placedAt)?.rules.live ?? false;
    return [
      {
        ...{ orderId, placedAt, country, currency: total.currency, totalMinor: total.minor },
        refundedMinor: refundedIn(total, paidIn, [...stored.filter((refund) => refund.orderId === orderId), ...refunds]),
        paidIn: paidIn.currency === total.currency ? null : paidIn,
        hasEvidence: outcome !== undefined,
        buyerHash: buyers.get(orderId) ?? null,
        journeyDueAt: live && !earned ? askAt : null,
      },
    ];
  });
}

/** Refunds of orders that the batch tells nothing else about, those known before included. */
export function refundsAlone(news: readonly OrderNews[], stored: readonly OrderRefund[]): OrderRefund[] {
  const alone = news.filter(({ snapshot, refunds }) => snapshot === null && refunds.length > 0);
  const ids = new Set(alone.map(({ orderId }) => orderId));
  return [...stored.filter(({ orderId }) => ids.has(orderId)), ...alone.flatMap(({ refunds }) => refunds)];
}

function buyersByOrder(buyers: readonly KnownBuyer[]): ReadonlyMap<string, PersonalHash> {
  const found = new Map<string, KnownBuyer>();
  for (const buyer of buyers) {
    const known = found.get(buyer.firstOrderId);
    if (known === undefined || TELLING.indexOf(buyer.kind) < TELLING.indexOf(known.kind)) found.set(buyer.firstOrderId, buyer);
  }
  return new Map([...found].map(([orderId, { hash }]) => [orderId, hash]));
}
