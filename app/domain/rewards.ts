/** What a decision promises to the advocate. */
import type { Decision } from './attribution.ts';
import type { OrderFacts } from './facts.ts';
import { DAY } from './judge-signal.ts';
import { type Money, percentageOf } from './money.ts';
import type { DiscountValue, ProgramRules } from './program.ts';

export type PlannedReward = {
  value: DiscountValue;
  currency: string;
  /** When the waiting time is over, epoch milliseconds. */
  dueAt: number;
  /** What the ledger carries: a fixed amount, or for a percentage the estimate "this percentage of the referred order's subtotal". */
  ledgerAmount: Money;
};

/**
 * The reward for a credited order or sign-up, and for one that waits for review (whose reward waits, too); null when nothing was credited.
 * The waiting time starts with payment, for a sign-up with the sign-up; a day is 24 hours.
 */
export function planReward(facts: OrderFacts, rules: ProgramRules, { outcome }: Pick<Decision, 'outcome'>): PlannedReward | null {
  if (outcome === 'not-credited') return null;
  const { value, waitingDays } = facts.kind === 'sign-up' ? rules.signUps : rules.reward;
  return {
    value,
    currency: rules.currency,
    dueAt: (facts.paidAt ?? facts.placedAt) + waitingDays * DAY,
    ledgerAmount: worthOf(value, facts.subtotal, rules.currency),
  };
}

/** When a code issued now stops being valid, epoch milliseconds; null = never. */
export function expiryOf(issuedAt: number, validDays: number | null): number | null {
  return validDays === null ? null : issuedAt + validDays * DAY;
}

function worthOf(value: DiscountValue, subtotal: Money, currency: string): Money {
  if (value.kind === 'fixed-amount') return { minor: BigInt(value.minor), currency };
  const estimate = percentageOf(subtotal, value.basisPoints);
  return estimate.minor < 0n ? { ...estimate, minor: 0n } : estimate;
}
