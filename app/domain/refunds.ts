/** What a refund, a cancellation or an edit does to a credit that was given, and to its reward. */
import { stopOfMinimum, stopOfProducts } from './eligibility.ts';
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
