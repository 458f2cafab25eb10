/** What a decision promises to the advocate. */
import type { Decision } from './attribution.ts';
import { countedSubtotal } from './eligibility.ts';
import type { OrderFacts } from './facts.ts';
import { DAY } from './judge-signal.ts';
import { type Money, percentageOf } from './money.ts';
import type { DiscountValue, RewardValue } from './benefit.ts';
import type { ProgramRules } from './program.ts';
import { exceedsShare, type UnrewardedReason } from './reward-limits.ts';

/** A reward's value as it is promised and stored: a share of an order has become its amount. */
export type PlannedValue = DiscountValue | Exclude<RewardValue, { kind: 'order-share' }>;
/** Every kind that a stored reward can be of. */
export const REWARD_KINDS = [
  'percentage',
  'fixed-amount',
  'free-shipping',
  'store-credit',
  'gift-card',
] as const satisfies readonly PlannedValue['kind'][];
/** Money that is put down at once, in contrast to a code for a later order. */
export type PayoutValue = Extract<PlannedValue, { kind: 'store-credit' | 'gift-card' }>;

export type PlannedReward = {
  value: PlannedValue;
  currency: string;
  /** When the waiting time is over, epoch milliseconds. */
  dueAt: number;
  /**
   * What the ledger carries: an amount as it is; for a percentage the estimate "this percentage of the referred order's subtotal"; nothing for free
   * shipping, of which nobody knows the worth before it is used.
   */
  ledgerAmount: Money;
};

/** Without a reward, `unrewarded` says why; it is null, too, when nothing was credited. */
export type RewardPlan =
  | { reward: PlannedReward; unrewarded: null }
  | { reward: null; unrewarded: Extract<UnrewardedReason, 'share' | 'nothing'> | null };

/**
 * The reward for a credited order or sign-up, and for one that waits for review (whose reward waits, too).
 * The waiting time starts with payment, for a sign-up with the sign-up; a day is 24 hours.
 * Limits that count other rewards are no matter of one order (reward-limits.ts).
 */
export function planReward(facts: OrderFacts, rules: ProgramRules, { outcome }: Pick<Decision, 'outcome'>): RewardPlan {
  if (outcome === 'not-credited') return { reward: null, unrewarded: null };
  const isSignUp = facts.kind === 'sign-up';
  const value = resolve(isSignUp ? rules.signUps.value : rules.reward.value, facts, rules);
  const currency = value.of === 'order' ? facts.subtotal.currency : rules.currency;
  if ('minor' in value.planned) {
    const amount = { minor: BigInt(value.planned.minor), currency };
    if (amount.minor <= 0n) return { reward: null, unrewarded: 'nothing' };
    if (!isSignUp && exceedsShare(rules.reward.caps, amount, facts.subtotal)) return { reward: null, unrewarded: 'share' };
  }
  const ledgerAmount = worthOf(value.planned, facts.subtotal, currency);
  return { reward: { value: value.planned, currency, dueAt: dueAtOf(facts, rules), ledgerAmount }, unrewarded: null };
}

/** When the waiting time of a credit's reward is over, epoch milliseconds. */
export function dueAtOf(facts: OrderFacts, { reward, signUps }: ProgramRules): number {
  const { waitingDays } = facts.kind === 'sign-up' ? signUps : reward;
  return (facts.paidAt ?? facts.placedAt) + waitingDays * DAY;
}

/** When a code issued now stops being valid, epoch milliseconds; null = never. */
export function expiryOf(issuedAt: number, validDays: number | null): number | null {
  return validDays === null ? null : issuedAt + validDays * DAY;
}

/** Codes have a minimum and an end; money that is put down has neither. */
export function isCodeKind(kind: RewardValue['kind']): boolean {
  return kind === 'percentage' || kind === 'fixed-amount' || kind === 'free-shipping';
}

/** Only a promise of money can be paid out. */
export function isPayout(value: PlannedValue): value is PayoutValue {
  return value.kind === 'store-credit' || value.kind === 'gift-card';
}

/** A share of the order is rounded down to whole minor units of the order's currency: never more than was said. */
function resolve(value: RewardValue, facts: OrderFacts, rules: ProgramRules): { planned: PlannedValue; of: 'program' | 'order' } {
  if (value.kind !== 'order-share') return { planned: value, of: 'program' };
  const counted = countedSubtotal(facts, rules).minor;
  const share = counted > 0n ? (counted * BigInt(value.basisPoints)) / 10_000n : 0n;
  const cap = value.capMinor === null ? share : BigInt(value.capMinor);
  return { planned: { kind: value.as, minor: (share < cap ? share : cap).toString() }, of: 'order' };
}

function worthOf(value: PlannedValue, subtotal: Money, currency: string): Money {
  if (value.kind === 'free-shipping') return { minor: 0n, currency };
  if (value.kind !== 'percentage') return { minor: BigInt(value.minor), currency };
  const estimate = percentageOf(subtotal, value.basisPoints);
  return estimate.minor < 0n ? { ...estimate, minor: 0n } : estimate;
}
