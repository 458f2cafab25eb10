/** How an order stands now: what was stored, joined with the news about it. Pure. */
import type { BuyerOrder, Standing, StoredOrder } from '../data/buyer-orders.server.ts';
import type { OrderRefund } from '../data/order-refunds.server.ts';
import type { OrderFacts } from '../domain/facts.ts';
import type { Money } from '../domain/money.ts';
import type { GatheredOrder } from './gather-order-facts.server.ts';
import { ageOf, compareStates, earliest } from './merge-order-news.server.ts';
import type { OrderSnapshot } from './read-order-payload.server.ts';

/** A row without its decision. */
export type OrderRow = Omit<BuyerOrder, 'facts' | 'decision' | 'decidedAt' | 'reviewDueAt'>;

/** The newest state that is known, joined with what cannot be undone. */
export function currentOrder(gathered: GatheredOrder): OrderRow {
  const { news, stored } = gathered;
  const { snapshot } = news;
  const fresh = snapshot !== null && isNewer(gathered) ? snapshot : null;
  const base = fresh ?? stored ?? snapshot;
  if (base === null) throw new Error(`order ${news.orderId} has neither news nor a row`);
  const { total, presentmentTotal } = 'total' in base ? base : storedTotals(base);
  return {
    orderId: news.orderId,
    name: base.name,
    placedAt: base.placedAt,
    sourceVersion: 'updatedAt' in base ? base.updatedAt : base.sourceVersion,
    currency: total.currency,
    totalMinor: total.minor,
    refundedMinor: refundedIn(total, presentmentTotal, gathered.refunds),
    presentment:
      presentmentTotal.currency === total.currency
        ? null
        : { currency: presentmentTotal.currency, totalMinor: presentmentTotal.minor },
    cancelledAt: earliest(stored?.cancelledAt ?? null, news.cancelledAt),
    standing: 'standing' in base ? base.standing : standingOf(base),
  };
}

function standingOf({ placedSubtotal, currentSubtotal, lines }: OrderSnapshot): Standing {
  return { placedMinor: placedSubtotal.minor, currentMinor: currentSubtotal.minor, lines };
}

/** What is neither in the order's own state nor gathered with it. */
export type ToldFacts = Pick<
  OrderFacts,
  'earlierOrders' | 'friendCreditedOn' | 'friendCreditedTo' | 'shopifyRisk' | 'dispute' | 'verdict'
>;

/** What the decision is told of that state. */
export function currentFacts(gathered: GatheredOrder, order: OrderRow, told: ToldFacts): OrderFacts {
  const { news, stored, buyer, signals, advocates, risk } = gathered;
  const { snapshot } = news;
  const fresh = isNewer(gathered) ? snapshot : null;
  const { currency } = order;
  return {
    kind: stored?.facts.kind ?? snapshot?.kind ?? 'order',
    orderId: order.orderId,
    placedAt: order.placedAt,
    paidAt: earliest(stored?.facts.paidAt ?? null, news.paidAt),
    // Told by the newest state: a parcel may come back before it arrives.
    fulfilledAt: (fresh ?? stored?.facts)?.fulfilledAt ?? null,
    deliveredAt: (fresh ?? stored?.facts)?.deliveredAt ?? null,
    cancelledAt: order.cancelledAt,
    test: fresh?.test ?? stored?.facts.test ?? false,
    sourceName: fresh?.sourceName ?? stored?.facts.sourceName ?? null,
    country: fresh?.country ?? stored?.facts.country ?? null,
    buyer,
    subtotal: { minor: order.standing.currentMinor, currency },
    total: { minor: order.totalMinor, currency },
    paidIn: order.presentment?.currency ?? currency,
    refunded: { minor: order.refundedMinor, currency },
    taxesIncluded: fresh?.taxesIncluded ?? stored?.facts.taxesIncluded ?? false,
    lines: order.standing.lines,
    signals,
    advocates,
    ...risk,
    ...told,
    earlierOrders: stored?.facts.earlierOrders ?? told.earlierOrders,
  };
}

function isNewer({ news: { snapshot }, stored }: GatheredOrder): boolean {
  if (snapshot === null || stored === null) return snapshot !== null;
  const { fulfilledAt, deliveredAt } = stored.facts;
  const known = { updatedAt: stored.sourceVersion, currentMinor: stored.standing.currentMinor, fulfilledAt, deliveredAt };
  return compareStates(ageOf(snapshot), known) > 0;
}

function storedTotals(stored: StoredOrder): { total: Money; presentmentTotal: Money } {
  const total = { minor: stored.totalMinor, currency: stored.currency };
  const { presentment } = stored;
  return { total, presentmentTotal: presentment ? { minor: presentment.totalMinor, currency: presentment.currency } : total };
}

/** Shop money. Refunds are told in the buyer's currency: all of it is all of it, a part is converted at the order's own rate. */
export function refundedIn(total: Money, presentmentTotal: Money, refunds: readonly OrderRefund[]): bigint {
  const unique = new Map<string, OrderRefund>();
  for (const refund of refunds) {
    const known = unique.get(refund.refundId);
    if (known === undefined || refund.amountMinor > known.amountMinor) unique.set(refund.refundId, refund);
  }
  const sumIn = (currency: string) =>
    [...unique.values()].reduce((sum, refund) => (refund.currency === currency ? sum + refund.amountMinor : sum), 0n);
  const inShopMoney = sumIn(total.currency);
  if (presentmentTotal.currency === total.currency || presentmentTotal.minor === 0n) return inShopMoney;
  return (
    inShopMoney + (sumIn(presentmentTotal.currency) * total.minor * 2n + presentmentTotal.minor) / (presentmentTotal.minor * 2n)
  );
}
