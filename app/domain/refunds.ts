/** What a refund, a cancellation or an edit does to a credit that was given, and to its reward. */
import type { RewardValue } from './benefit.ts';
import { countedSubtotal, stopOfMinimum, stopOfProducts } from './eligibility.ts';
import type { OrderFacts } from './facts.ts';
import { isAssigned } from './judge-signal.ts';
import { stopOfOrder } from './order-standing.ts';
import type { ProgramRules } from './program.ts';
import type { Reason, ReasonCode } from './reasons.ts';
import type { RewardState } from './reward-state.ts';

export type CreditReview =
  | { credit: 'kept' }
  | {
      credit: 'reversed';
      /** Why: the order was cancelled, refunded as a whole, lost in a dispute, or what is left of it is too little. */
      reason: Reason;
      reward: RewardConsequence;
    };

/**
 * `none`: there is no reward, or it is worth nothing any more. `revoke`: no code exists in Shopify, the promise is withdrawn.
 * `deactivate`: a code exists or may exist (an answer of the Admin API may have been lost): revoke, and switch it off in Shopify.
 * `carry`: the code was used; its value stays with the advocate as a debt.
 */
export type RewardConsequence = 'none' | 'revoke' | 'deactivate' | 'carry';

const CONSEQUENCES: Readonly<Record<RewardState, RewardConsequence>> = {
  pending: 'revoke',
  approved: 'revoke',
  issuing: 'deactivate',
  issued: 'deactivate',
  redeemed: 'carry',
  expired: 'none',
  revoked: 'none',
};

/** What can happen to an order after its credit. */
const UNDOING: ReadonlySet<ReasonCode> = new Set(['order-cancelled', 'order-refunded', 'dispute-lost']);

/**
 * Judges a credited (or held) order again, after something happened to it. Works at any time: before the release of the reward, after it, after
 * its use. A partial refund leaves everything as it is unless no eligible product is left or what counts falls below the program's minimum:
 * the advocate's reward is no share of this order. These two do not matter where staff assigned the order. Only what happens to the order
 * can undo a credit: not new evidence, later rules, or a later block of the advocate.
 *
 * @param facts as they are now (current subtotal, lines, refunded, cancelledAt, dispute)
 * @param rules the version that made the decision
 * @param rewardState null when no reward was planned
 */
export function reviewCredit(facts: OrderFacts, rules: ProgramRules, rewardState: RewardState | null): CreditReview {
  const stop = stopOfOrder(facts, rules);
  const reason = stop !== null && UNDOING.has(stop.code) ? stop : stopOfRest(facts, rules);
  if (reason === null) return { credit: 'kept' };
  return { credit: 'reversed', reason, reward: rewardState === null ? 'none' : consequenceOf(rewardState) };
}

function stopOfRest(facts: OrderFacts, rules: ProgramRules): Reason | null {
  if (facts.signals.some((signal) => isAssigned(signal) && 'advocateId' in signal.resolution)) return null;
  return stopOfProducts(facts, rules.eligibility) ?? stopOfMinimum(facts, rules);
}

/** What becomes of the reward of a reversed credit. */
export function consequenceOf(rewardState: RewardState): RewardConsequence {
  return CONSEQUENCES[rewardState];
}

/** What counts of an order, as it was placed and as it is now; minor units of one currency, `left` from zero to `placed`. */
export type OrderPart = { placed: bigint; left: bigint };

/** @param placed the facts of the order as it was placed @param now as it is */
export function partOf(placed: OrderFacts, now: OrderFacts, rules: ProgramRules): OrderPart {
  const whole = atLeastZero(countedSubtotal(placed, rules).minor);
  const left = atLeastZero(countedSubtotal(now, rules).minor);
  return { placed: whole, left: left < whole ? left : whole };
}

/** Whether a partial refund takes its part of such a reward: a share of the order follows the order, another amount where the program says so. */
export function followsOrder(value: RewardValue, { reward }: ProgramRules): boolean {
  return value.kind === 'order-share' || ('minor' in value && reward.partialRefunds === 'proportional');
}

/** What the rules promise to whom. @param reward.tierFrom the step of the scale that set its value; null: none did */
export function promisedValue(
  rules: ProgramRules,
  reward: { recipient: 'advocate' | 'friend'; tierFrom: bigint | null },
): RewardValue {
  if (reward.recipient === 'friend') return rules.offer.value;
  const step = rules.reward.tiers?.steps.find(({ from }) => BigInt(from) === reward.tierFrom);
  return step?.value ?? rules.reward.value;
}

/**
 * What is left of a promised amount, rounded down; never less than the smallest amount of money, for a credit that stands is not worth nothing. It
 * depends on how the order stands alone, so several refunds come to what one refund of their sum comes to.
 */
export function amountLeft(promised: bigint, { placed, left }: OrderPart): bigint {
  if (placed <= 0n || left >= placed || promised <= 0n) return promised;
  const share = (promised * left) / placed;
  return share > 1n ? share : 1n;
}

function atLeastZero(minor: bigint): bigint {
  return minor > 0n ? minor : 0n;
}
