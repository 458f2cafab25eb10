/** Every paid order leaves a small trace, and those that are not credited are asked for from Shopify once more. Pure. */
import type { ProgramVersion } from '../data/programs.server.ts';
import type { SeenOrder } from '../data/seen-orders.server.ts';
import type { OrderOutcome } from './decide-orders.server.ts';
import type { OrderNews } from './merge-order-news.server.ts';

/** @param askAt when Shopify may know how the buyer came, epoch milliseconds */
export function seenOrdersIn(
  news: readonly OrderNews[],
  outcomes: readonly OrderOutcome[],
  versions: readonly ProgramVersion[],
  askAt: number,
): SeenOrder[] {
  const decided = new Map(outcomes.map((outcome) => [outcome.order.orderId, outcome]));
  return news.flatMap(({ orderId, snapshot, paidAt }) => {
    if (snapshot === null || snapshot.kind !== 'order' || snapshot.test || paidAt === null) return [];
    const { placedAt, total } = snapshot;
    const outcome = decided.get(orderId);
    const earned = outcome !== undefined && (outcome.credit ?? outcome.stored.referral) !== null;
    const live = versions.findLast(({ createdAt }) => createdAt <= placedAt)?.rules.live ?? false;
    const journeyDueAt = live && !earned ? askAt : null;
    return [
      { orderId, placedAt, currency: total.currency, totalMinor: total.minor, hasEvidence: outcome !== undefined, journeyDueAt },
    ];
  });
}
