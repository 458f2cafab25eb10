/** How much a program promises at most, and why a credited referral may earn no reward. */
import type { Money } from './money.ts';
import type { ProgramRules } from './program.ts';

/**
 * `advocate`: the advocate has as many rewards as the program allows in so many days. `month`: what rewards may be worth in a calendar month is
 * promised already. `share`: the reward would be worth more than the allowed share of the referred order. `nothing`: the share of the order that the
 * program pays is less than the smallest unit of money. `minimum`: the friend's offer asks for a larger order.
 */
export const UNREWARDED_REASONS = ['advocate', 'month', 'share', 'nothing', 'minimum'] as const;
export type UnrewardedReason = (typeof UNREWARDED_REASONS)[number];

export type Caps = ProgramRules['reward']['caps'];

/** The rules of which such a reason tells the numbers. */
export type UnrewardedRules = {
  currency: string;
  reward: { caps: Caps };
  offer: Pick<ProgramRules['offer'], 'minimumSubtotalMinor'>;
};

/** What is promised so far; rewards that were taken back do not count. */
export type Promised = {
  /** Rewards of the advocate in the last `caps.perAdvocate.days` days. */
  advocateRewards: number;
  /** What the rewards promised in the shop's calendar month are worth, minor units. */
  monthMinor: bigint;
};

/** The limit that one more reward would exceed; null when it may be promised. @param worth as the ledger carries it, in the currency of the program */
export function limitOf(caps: Caps, worth: Money, promised: Promised): 'advocate' | 'month' | null {
  const { perAdvocate, programMonthMinor } = caps;
  if (perAdvocate !== null && promised.advocateRewards >= perAdvocate.rewards) return 'advocate';
  if (programMonthMinor !== null && promised.monthMinor + worth.minor > BigInt(programMonthMinor)) return 'month';
  return null;
}

/** Whether an amount is more than the allowed share of an order. */
export function exceedsShare({ mostShareBasisPoints }: Caps, amount: Money, subtotal: Money): boolean {
  return mostShareBasisPoints !== null && amount.minor * 10_000n > subtotal.minor * BigInt(mostShareBasisPoints);
}
