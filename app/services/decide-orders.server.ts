/** From gathered facts to what is to be saved. Pure: nothing is read or written here. */
import type { BuyerOrder, StoredOrder } from '../data/buyer-orders.server.ts';
import type { FriendCredit } from '../data/referrals.server.ts';
import { decideAttribution } from '../domain/attribution.ts';
import type { OrderFacts, PersonalHash } from '../domain/facts.ts';
import { zeroMoney } from '../domain/money.ts';
import type { Reason } from '../domain/reasons.ts';
import { reviewCredit } from '../domain/refunds.ts';
import { type PlannedReward, planReward } from '../domain/rewards.ts';
import { storeFacts } from '../domain/stored-decision.ts';
import { currentFacts, currentOrder, type OrderRow } from './current-order.server.ts';
import type { GatheredBatch, GatheredOrder } from './gather-order-facts.server.ts';

export type OrderOutcome = {
  /** The row as it shall be. */
  order: BuyerOrder;
  /** A credit that the order did not have before. */
  credit: { advocateId: string; friendKey: PersonalHash | null; programVersion: number; reward: PlannedReward | null } | null;
  /** Why the credit, old or new, does not stand (any more); null when it stands or when that is known already. */
  reversal: { reason: Reason; at: number } | null;
  /** The credit before this batch. */
  stored: Pick<StoredOrder, 'referral' | 'reward'>;
  /** When the stored reward is due, if that changed. */
  dueAt: number | null;
};

/** How many orders the buyer of an order had placed before it; null = nobody can tell. */
export type EarlierOrders = ReadonlyMap<string, number | null>;

/** Decides a batch, oldest order first, so that the first of a friend's orders gets the credit. */
export function decideOrders(batch: GatheredBatch, earlierOrders: EarlierOrders, now: number): OrderOutcome[] {
  const credits = [...batch.friendCredits];
  const oldestFirst = batch.orders
    .filter(({ news, stored }) => news.snapshot !== null || stored !== null)
    .sort((a, b) => placedAt(a) - placedAt(b) || (a.news.orderId < b.news.orderId ? -1 : 1));
  return oldestFirst.map((gathered) => {
    const outcome = decideOrder(gathered, earlierOrders.get(gathered.news.orderId) ?? null, credits, now);
    const { orderId } = outcome.order;
    if (outcome.credit !== null && outcome.reversal === null) {
      const { advocateId } = outcome.credit;
      credits.push({ orderId, advocateId, friendKey: friendKeyOf(gathered), customerId: gathered.buyer.customerId });
    }
    if (outcome.reversal !== null) credits.splice(0, credits.length, ...credits.filter((credit) => credit.orderId !== orderId));
    return outcome;
  });
}

export function placedAt({ news, stored }: GatheredOrder): number {
  return news.snapshot?.placedAt ?? stored?.placedAt ?? 0;
}

function decideOrder(gathered: GatheredOrder, earlierOrders: number | null, credits: FriendCredit[], now: number): OrderOutcome {
  const { news, stored, program } = gathered;
  const { rules, version } = program;
  const order = currentOrder(gathered);
  const facts = currentFacts(gathered, order, {
    earlierOrders,
    ...friendCredit(gathered, credits),
    ...{ shopifyRisk: null, dispute: null, verdict: null },
  });
  const kept = { referral: stored?.referral ?? null, reward: stored?.reward ?? null };

  if (stored !== null && kept.referral !== null) {
    // A credit stands whatever evidence or rules come later; only what happens to the order can undo it.
    const review = reviewCredit(facts, rules, null);
    const { paidAt } = facts;
    const credited = { ...order, facts: { ...stored.facts, paidAt }, decision: stored.decision, decidedAt: stored.decidedAt };
    const dueAt = planReward(credited.facts, rules, stored.decision)?.dueAt ?? null;
    const known = review.credit === 'reversed' && review.reason.code === kept.referral.reversedReason;
    return {
      ...{ order: credited, credit: null, stored: kept },
      reversal:
        review.credit === 'kept' || known
          ? null
          : { reason: review.reason, at: reversedAt(review.reason, facts, gathered, order) },
      dueAt: dueAt === kept.reward?.dueAt ? null : dueAt,
    };
  }
  if (stored !== null && sameNews(stored.facts, facts)) {
    const { decision, decidedAt } = stored;
    return {
      order: { ...order, facts: stored.facts, decision, decidedAt },
      credit: null,
      reversal: null,
      stored: kept,
      dueAt: null,
    };
  }

  // A refund may be faster than its order: the order is judged as it was placed, then what happened to it since. So every sequence of its events
  // ends in the same credit, kept or reversed.
  const placed = {
    ...facts,
    cancelledAt: null,
    refunded: zeroMoney(facts.total.currency),
    subtotal: news.snapshot?.placedSubtotal ?? facts.subtotal,
  };
  const first = decideAttribution(placed, rules, version);
  const used = first.outcome === 'credited' ? placed : facts;
  const decision = first.outcome === 'credited' ? first : decideAttribution(facts, rules, version);
  const decided = { ...order, facts: used, decision, decidedAt: now };
  if (decision.advocateId === null) return { order: decided, credit: null, reversal: null, stored: kept, dueAt: null };
  const review = reviewCredit(facts, rules, null);
  return {
    order: decided,
    credit: {
      advocateId: decision.advocateId,
      friendKey: rules.attribution.oneCreditPerFriend ? friendKeyOf(gathered) : null,
      programVersion: version,
      reward: planReward(used, rules, decision),
    },
    reversal: review.credit === 'kept' ? null : { reason: review.reason, at: reversedAt(review.reason, facts, gathered, order) },
    stored: kept,
    dueAt: null,
  };
}

/** Nothing happened to the order: a repeat, an old state, or a change of what does not matter. */
function sameNews(before: OrderFacts, after: OrderFacts): boolean {
  const told = ({
    orderId,
    placedAt,
    paidAt,
    cancelledAt,
    test,
    buyer,
    subtotal,
    total,
    refunded,
    signals,
  }: ReturnType<typeof storeFacts>) =>
    JSON.stringify([orderId, placedAt, paidAt, cancelledAt, test, buyer, subtotal, total, refunded, signals]);
  return told(storeFacts(before)) === told(storeFacts(after));
}

function friendKeyOf({ buyerKeys }: GatheredOrder): PersonalHash | null {
  return buyerKeys[0]?.hash ?? null;
}

function friendCredit(
  { buyerKeys, buyer, news }: GatheredOrder,
  credits: readonly FriendCredit[],
): Pick<OrderFacts, 'friendCreditedOn' | 'friendCreditedTo'> {
  const held = credits
    .filter(
      (credit) =>
        credit.orderId !== news.orderId &&
        (buyerKeys.some(({ hash }) => hash === credit.friendKey) ||
          (buyer.customerId !== null && credit.customerId === buyer.customerId)),
    )
    .sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
  return { friendCreditedOn: held[0]?.orderId ?? null, friendCreditedTo: held[0]?.advocateId ?? null };
}

function reversedAt(reason: Reason, facts: OrderFacts, { refunds }: GatheredOrder, order: OrderRow): number {
  if (reason.code === 'order-cancelled' && facts.cancelledAt !== null) return facts.cancelledAt;
  if (reason.code === 'order-refunded') return Math.max(...refunds.map(({ at }) => at));
  return order.sourceVersion;
}
