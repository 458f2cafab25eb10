/**
 * "What if the rules were these?" Stored orders are decided again, from the facts they were decided by, oldest first.
 *
 * Which orders a friend was credited for depends on the rules, so "friend credited before" is worked out anew across the replayed orders.
 * Everything else is taken as it was then: staff's verdicts and assignments, how many credits an advocate had, which subscriptions were
 * credited, what an order was like when it was decided (later refunds are no part of a decision). What the scale counts is taken as it was then, too,
 * unless the scale counted something else, or was not there: then it is counted across the replayed orders. Limits and bonuses are left out.
 */
import { type Decision, decideAttribution } from './attribution.ts';
import type { OrderFacts } from './facts.ts';
import type { ProgramRules } from './program.ts';
import { type EarlierOrders, replayTallies } from './replayed-tallies.ts';
import { planRewards } from './rewards.ts';

/** What is compared of a decision. */
export type Outcome = Pick<Decision, 'outcome' | 'advocateId' | 'programVersion'>;

/** An order or sign-up as it was decided. */
export type DecidedOrder = { facts: OrderFacts; decision: Outcome };

/** An order that another advocate would get, or nobody, or only after review, or without. */
export type ChangedOrder = { orderId: string; before: Outcome; after: Decision };

export type BeforeAfter<Figure> = { before: Figure; after: Figure };

/** `before` is what was decided, `after` what the other rules decide. */
export type Comparison = {
  /** Orders judged; sign-ups are counted on their own. */
  orders: number;
  credited: BeforeAfter<number>;
  held: BeforeAfter<number>;
  signUps: number;
  signUpsCredited: BeforeAfter<number>;
  /** How many orders and sign-ups changed. */
  changed: number;
  /** Current subtotals of credited orders, in minor units by currency. */
  revenue: Map<string, BeforeAfter<bigint>>;
  /** What the rewards of credited orders and sign-ups are worth to the ledger, in minor units by currency. */
  rewardCost: Map<string, BeforeAfter<bigint>>;
};

export type RulesComparison = {
  /** Decides the next order; null when nothing changed. Orders must come oldest first. */
  add(order: DecidedOrder): ChangedOrder | null;
  totals(): Comparison;
};

/**
 * A comparison that is fed as orders are read. It keeps a line per credited friend, nothing of the orders themselves.
 * @param rules the other rules, @param version what their decisions shall name
 * @param rulesOf the version that made a stored decision; null when it is not known any more (its reward then counts nothing)
 * @param earlier what was credited before the first order, for scales; oldest first
 */
export function startComparison(
  rules: ProgramRules,
  version: number,
  rulesOf: (version: number) => ProgramRules | null,
  earlier: Iterable<EarlierOrders> = [],
): RulesComparison {
  const totals = noTotals();
  const friends = rememberFriends();
  const tallies = replayTallies(rules.reward.tiers, earlier);
  return {
    add({ facts, decision: before }) {
      const replayed = tallies.factsOf(friends.factsOf(facts));
      const after = decideAttribution(replayed, rules, version);
      friends.remember(facts, before, after);
      if (after.outcome === 'credited' && after.advocateId !== null) tallies.credit(replayed, after.advocateId);
      count(totals, facts, 'before', before, rulesOf(before.programVersion));
      count(totals, replayed, 'after', after, rules);
      totals[facts.kind === 'order' ? 'orders' : 'signUps'] += 1;
      if (before.outcome === after.outcome && before.advocateId === after.advocateId) return null;
      totals.changed += 1;
      return { orderId: facts.orderId, before, after };
    },
    totals: () => totals,
  };
}

type FriendCredit = { orderId: string; advocateId: string };

/** Who holds which friend's credit in the replay. */
function rememberFriends() {
  const held = new Map<string, FriendCredit>();
  const won = new Map<string, FriendCredit>();
  const lost = new Set<string>();
  return {
    /**
     * The credit that the stored facts name counts, unless its order lost it in the replay; then another of the friend's credits does. Where
     * they name none, only a credit that the order did not have then is news: the others were known, and had been taken back.
     */
    factsOf(facts: OrderFacts): OrderFacts {
      const named = facts.friendCreditedOn;
      if (named !== null && !lost.has(named)) return facts;
      const credits = named === null ? won : held;
      const credit = friendKeys(facts)
        .map((key) => credits.get(key))
        .find((found) => found !== undefined);
      if (named === null && credit === undefined) return facts;
      return { ...facts, friendCreditedOn: credit?.orderId ?? null, friendCreditedTo: credit?.advocateId ?? null };
    },
    remember(facts: OrderFacts, before: Outcome, after: Outcome) {
      if (facts.kind === 'sign-up' || facts.renewal !== null) return;
      const { orderId } = facts;
      if (after.advocateId === null) {
        if (before.advocateId !== null) lost.add(orderId);
        return;
      }
      for (const key of friendKeys(facts)) {
        const credit = { orderId, advocateId: after.advocateId };
        if (!held.has(key)) held.set(key, credit);
        if (before.advocateId === null && !won.has(key)) won.set(key, credit);
      }
    },
  };
}

/** A friend is the same by mailbox or by customer account. */
function friendKeys({ buyer }: OrderFacts): string[] {
  return [
    ...(buyer.emailHash === null ? [] : [`mailbox ${buyer.emailHash}`]),
    ...(buyer.customerId === null ? [] : [`customer ${buyer.customerId}`]),
  ];
}

function noTotals(): Comparison {
  const none = () => ({ before: 0, after: 0 });
  return {
    ...{ orders: 0, credited: none(), held: none(), signUps: 0, signUpsCredited: none(), changed: 0 },
    ...{ revenue: new Map(), rewardCost: new Map() },
  };
}

function count(
  totals: Comparison,
  facts: OrderFacts,
  side: keyof BeforeAfter<unknown>,
  decision: Outcome,
  rules: ProgramRules | null,
): void {
  const isOrder = facts.kind === 'order';
  if (decision.outcome === 'review' && isOrder) totals.held[side] += 1;
  if (decision.outcome !== 'credited') return;
  totals[isOrder ? 'credited' : 'signUpsCredited'][side] += 1;
  if (isOrder) add(totals.revenue, facts.subtotal, side);
  if (rules === null) return;
  const { advocate, friend } = planRewards(facts, rules, decision);
  for (const { reward } of [advocate, friend]) if (reward !== null) add(totals.rewardCost, reward.ledgerAmount, side);
}

function add(sums: Comparison['revenue'], { minor, currency }: OrderFacts['subtotal'], side: keyof BeforeAfter<unknown>): void {
  const sum = sums.get(currency) ?? { before: 0n, after: 0n };
  sums.set(currency, { ...sum, [side]: sum[side] + minor });
}
