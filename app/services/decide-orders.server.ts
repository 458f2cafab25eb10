/** From gathered facts to what is to be saved. Pure: nothing is read or written here. */
import type { BuyerOrder, StoredOrder } from '../data/buyer-orders.server.ts';
import type { FriendCredit } from '../data/referrals.server.ts';
import { DAY, decideAttribution } from '../domain/attribution.ts';
import type { OrderFacts, PersonalHash } from '../domain/facts.ts';
import type { Reason } from '../domain/reasons.ts';
import type { Caps } from '../domain/reward-limits.ts';
import { dueAtOf, planRewards, type RewardPlans } from '../domain/rewards.ts';
import { storeFacts } from '../domain/stored-decision.ts';
import { type BatchCredit, type BatchTally, tallyChange, withBatchCredits, withBatchTallies } from './count-batch-credits.ts';
import { currentFacts, currentOrder, type OrderRow } from './current-order.server.ts';
import { friendCredit, friendKeyFor, friendTaken } from './friend-credits.ts';
import type { GatheredBatch, GatheredOrder } from './gather-order-facts.server.ts';
import { asPlaced, type CreditStanding, type Judgement, judgeOrder, standingOfCredit } from './judge-order.ts';

/** How a credit stands; a reversed one says when that happened to the order. */
export type Stands = { state: 'credited' | 'held' } | { state: 'reversed'; reason: Reason; at: number };

export type OrderOutcome = {
  /** The row as it shall be. */
  order: BuyerOrder;
  /** A credit that the order did not have before, held ones included. */
  credit: {
    advocateId: string;
    friendKey: PersonalHash | null;
    programVersion: number;
    stands: Stands;
    /** What it promises, or why nothing, as far as this order alone says so. */
    plans: RewardPlans;
    /** What its version of the rules allows, in the program's currency; counted when it is saved. */
    limits: { caps: Caps; currency: string };
  } | null;
  /** How the stored credit stands from now on; null when nothing changes. */
  change: { to: Stands; friendKey: PersonalHash | null } | null;
  /** The credit before this batch. */
  stored: Pick<StoredOrder, 'referral' | 'rewards'> & { currentMinor: bigint };
  /** When the stored rewards are due (null: nobody knows yet), if that changed. */
  due: { at: number | null } | null;
  /** The friend's account, where a stored reward of theirs waited for one. */
  friendAccount: string | null;
};

/** How many orders the buyer of an order had placed before it; null = nobody can tell. */
export type EarlierOrders = ReadonlyMap<string, number | null>;

/** What the orders of this batch came to so far. */
type Credits = { friends: FriendCredit[]; batch: BatchCredit[]; tallies: BatchTally[] };

/** Decides a batch, oldest order first, so that the first of a friend's orders gets the credit. */
export function decideOrders(batch: GatheredBatch, earlierOrders: EarlierOrders, now: number): OrderOutcome[] {
  const credits: Credits = { friends: [...batch.friendCredits], batch: [], tallies: [] };
  const oldestFirst = batch.orders
    .filter(({ news, stored }) => news.snapshot !== null || stored !== null)
    .sort((a, b) => placedAt(a) - placedAt(b) || (a.news.orderId < b.news.orderId ? -1 : 1));
  return oldestFirst.map((gathered) => {
    const outcome = decideOrder(gathered, earlierOrders.get(gathered.news.orderId) ?? null, credits, now);
    remember(credits, outcome, gathered);
    credits.tallies.push(...tallyChange(outcome, gathered.program.rules));
    return outcome;
  });
}

export function placedAt({ news, stored }: GatheredOrder): number {
  return news.snapshot?.placedAt ?? stored?.placedAt ?? 0;
}

function decideOrder(gathered: GatheredOrder, earlierOrders: number | null, credits: Credits, now: number): OrderOutcome {
  const { news, stored } = gathered;
  const { shopifyRisk, dispute } = news.told;
  const row = currentOrder(gathered);
  const friend = friendCredit(gathered, credits.friends);
  const told = { earlierOrders, ...friend, shopifyRisk, dispute, verdict: null };
  const counted = withBatchTallies(withBatchCredits(currentFacts(gathered, row, told), credits.batch), credits.tallies);
  const facts = steady(counted, stored);
  return stored?.referral ? standAgain(gathered, stored, row, facts, now) : decideAnew(gathered, row, facts, now);
}

/** A credit stays with its advocate whatever evidence or rules come later. What happens to the order, Shopify's assessment and verdicts decide how it stands. */
function standAgain(gathered: GatheredOrder, stored: StoredOrder, row: OrderRow, facts: OrderFacts, now: number): OrderOutcome {
  const { rules, version } = gathered.program;
  const { referral, rewards } = stored;
  const creditedTo = referral?.advocateId ?? null;
  const { shopifyRisk, paidAt, fulfilledAt, deliveredAt } = facts;
  const journey = { paidAt, fulfilledAt, deliveredAt };
  const dispute = facts.dispute === 'lost' ? null : facts.dispute;
  const judged = judgeOrder(
    { ...stored.facts, ...journey, shopifyRisk, dispute },
    rules,
    version,
    gathered.news.told.verdicts,
    creditedTo,
  );
  const kept = keepsItsDecision(stored, judged)
    ? { ...judged, decision: stored.decision, facts: { ...stored.facts, ...journey } }
    : judged;
  const stands = standsAt(friendTaken(standingOfCredit(kept, facts, rules), facts, gathered, stored), gathered, facts, row);
  const changed = JSON.stringify(kept.decision) !== JSON.stringify(stored.decision);
  const dueAt = dueAtOf({ ...stored.facts, ...journey }, rules);
  return {
    order: {
      ...{ ...row, facts: kept.facts, decision: kept.decision, decidedAt: changed ? now : stored.decidedAt },
      reviewDueAt: reviewDueAt(gathered, stands, now),
    },
    credit: null,
    change: isNews(stands, referral) ? { to: stands, friendKey: friendKeyFor(gathered, facts) } : null,
    stored: { referral, rewards, currentMinor: stored.standing.currentMinor },
    due: rewards.every((reward) => reward.dueAt === dueAt) ? null : { at: dueAt },
    friendAccount: rewards.some(({ recipient, customerId }) => recipient === 'friend' && customerId === null)
      ? facts.buyer.customerId
      : null,
  };
}

/** Judged as it was placed, then by what happened to it since: so every sequence of its events ends in the same credit. */
function decideAnew(gathered: GatheredOrder, row: OrderRow, facts: OrderFacts, now: number): OrderOutcome {
  const { stored, program, news } = gathered;
  const { rules, version } = program;
  const judged = judgeOrder(asPlaced(facts, row.standing.placedMinor), rules, version, news.told.verdicts);
  const none = {
    credit: null,
    change: null,
    stored: { referral: null, rewards: [], currentMinor: 0n },
    due: null,
    friendAccount: null,
  };
  if (judged.credit === null) {
    // What has happened since may say more plainly why there is no credit.
    const today = { ...facts, verdict: judged.facts.verdict };
    const plain = decideAttribution(today, rules, version);
    const used = plain.advocateId === null ? { facts: today, decision: plain } : judged;
    if (stored !== null && sameNews(stored.facts, used.facts)) {
      const { decision, decidedAt } = stored;
      // A later credit waits from it, though no decision asks for it.
      const before = { ...stored.facts, fulfilledAt: facts.fulfilledAt, deliveredAt: facts.deliveredAt };
      return { ...none, order: { ...row, facts: before, decision, decidedAt, reviewDueAt: null } };
    }
    return { ...none, order: { ...row, facts: used.facts, decision: used.decision, decidedAt: now, reviewDueAt: null } };
  }
  const stands = standsAt(standingOfCredit(judged, facts, rules), gathered, facts, row);
  return {
    ...none,
    order: {
      ...row,
      facts: judged.facts,
      decision: judged.decision,
      decidedAt: now,
      reviewDueAt: reviewDueAt(gathered, stands, now),
    },
    credit: {
      advocateId: judged.credit.advocateId ?? '',
      friendKey: friendKeyFor(gathered, facts),
      programVersion: version,
      stands,
      plans: planRewards(judged.facts, rules, judged.credit),
      limits: { caps: rules.reward.caps, currency: rules.currency },
    },
  };
}

/** Nothing was told that the stored decision does not know, or it was made by an engine that saw more in the same facts. */
function keepsItsDecision(stored: StoredOrder, { facts, credit, refusal }: Judgement): boolean {
  const told = ({ shopifyRisk, dispute, verdict }: OrderFacts) => JSON.stringify([shopifyRisk, dispute, verdict]);
  return told(stored.facts) === told(facts) || (refusal === null && credit?.advocateId !== stored.referral?.advocateId);
}

type StoredFacts = ReturnType<typeof storeFacts>;

/** Nothing happened to the order: a repeat, an old state, or a change of what does not matter. */
function sameNews(before: OrderFacts, after: OrderFacts): boolean {
  const told = (facts: StoredFacts) =>
    JSON.stringify([
      [facts.placedAt, facts.paidAt, facts.cancelledAt, facts.test, facts.buyer, facts.subtotal, facts.total, facts.refunded],
      [facts.lines, facts.signals.map(inOneOrder), facts.shopifyRisk, facts.dispute, facts.verdict],
    ]);
  return told(storeFacts(before)) === told(storeFacts(after));
}

/** Stored ones name their parts in another sequence. */
function inOneOrder({ kind, rawCode, at, trust, channel, resolution }: StoredFacts['signals'][number]) {
  return { kind, rawCode, at, trust, channel, resolution };
}

/** What was counted when the order was decided first stays so: later credits are not held against it. */
function steady(facts: OrderFacts, stored: StoredOrder | null): OrderFacts {
  if (stored === null) return facts;
  const before = new Map(stored.facts.advocates.map((advocate) => [advocate.advocateId, advocate]));
  return {
    ...facts,
    networkCreditsLastWeek: stored.facts.networkCreditsLastWeek ?? facts.networkCreditsLastWeek,
    advocates: facts.advocates.map((advocate) => {
      const known = before.get(advocate.advocateId);
      return {
        ...advocate,
        creditsLastDay: known?.creditsLastDay ?? advocate.creditsLastDay,
        creditsLast30Days: known?.creditsLast30Days ?? advocate.creditsLast30Days,
        tally: known?.tally ?? advocate.tally,
      };
    }),
  };
}

function remember(credits: Credits, { order, credit, change }: OrderOutcome, gathered: GatheredOrder): void {
  const stands = credit?.stands ?? change?.to ?? null;
  if (stands === null) return;
  const { orderId, placedAt: at, facts } = order;
  credits.friends = credits.friends.filter((friend) => friend.orderId !== orderId);
  if (stands.state === 'reversed') return;
  const advocateId = credit?.advocateId ?? gathered.stored?.referral?.advocateId ?? '';
  const { customerId, networkHash } = facts.buyer;
  if (facts.kind === 'order') {
    credits.friends.push({ orderId, advocateId, friendKey: gathered.buyerKeys[0]?.hash ?? null, customerId });
  }
  if (credit !== null && stands.state === 'credited') credits.batch.push({ advocateId, placedAt: at, networkHash });
}

function isNews(stands: Stands, referral: StoredOrder['referral']): boolean {
  if (stands.state !== 'reversed') return stands.state !== referral?.state;
  return referral?.state !== 'reversed' || stands.reason.code !== referral.reversedReason;
}

/** The program's rule decides later, unless staff or the rule itself is to wait. */
function reviewDueAt({ program: { rules }, stored }: GatheredOrder, stands: Stands, now: number): number | null {
  const { after, then } = rules.risk.unlooked;
  return stands.state === 'held' && then !== 'wait' ? (stored?.reviewDueAt ?? now + after * DAY) : null;
}

function standsAt(standing: CreditStanding, { refunds, news }: GatheredOrder, facts: OrderFacts, row: OrderRow): Stands {
  if (standing.state !== 'reversed') return standing;
  const { code } = standing.reason;
  const notedAt = (kind: 'dispute' | 'verdict') => news.notes.flatMap((note) => (note.kind === kind ? [note.at] : []));
  const times =
    code === 'order-cancelled'
      ? [facts.cancelledAt ?? row.sourceVersion]
      : code === 'order-refunded'
        ? refunds.map(({ at }) => at)
        : notedAt(code === 'dispute-lost' ? 'dispute' : 'verdict');
  const told = code === 'below-minimum' || times.length === 0 ? [row.sourceVersion] : times;
  return { ...standing, at: Math.max(...told) };
}
