/** What a refund, a cancellation or an edit does to a credit that was given, and to its reward. */
import type { OrderFacts } from './facts.ts';
import { stopOfMinimum, stopOfOrder } from './order-standing.ts';
import type { ProgramRules } from './program.ts';
import type { Reason } from './reasons.ts';
import type { RewardState } from './reward-state.ts';

export type CreditReview =
  | { credit: 'kept' }
  | {
      credit: 'reversed';
      /** Why: the order was cancelled, refunded as a whole, or what is left of it is too small. */
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

/**
 * Judges a credited order again, after something happened to it. Works at any time: before the release of the reward, after it, after its use.
 * A partial refund leaves everything as it is unless the current subtotal falls below the program's minimum: the advocate's reward is no
 * share of this order. Only what happens to the order can undo a credit: not new evidence, later rules, or a later block of the advocate.
 *
 * @param facts as they are now (current subtotal, refunded, cancelledAt)
 * @param rules the version that made the decision
 * @param rewardState null when no reward was planned
 */
export function reviewCredit(facts: OrderFacts, rules: ProgramRules, rewardState: RewardState | null): CreditReview {
  const stop = stopOfOrder(facts);
  const undone = stop?.code === 'order-cancelled' || stop?.code === 'order-refunded';
  const reason = undone ? stop : stopOfMinimum(facts, rules);
  if (reason === null) return { credit: 'kept' };
  return { credit: 'reversed', reason, reward: rewardState === null ? 'none' : consequenceOf(rewardState) };
}

/** What becomes of the reward of a reversed credit. */
export function consequenceOf(rewardState: RewardState): RewardConsequence {
  return CONSEQUENCES[rewardState];
}
