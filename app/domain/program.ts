/** The rules of a shop's program. A version, once stored, is never changed (decisions name the version that made them). */
import { z } from 'zod';

const moneyAmount = z.string().regex(/^\d{1,12}$/, 'whole minor units');

/** A discount as the merchant describes it; amounts in the shop's currency, minor units as decimal strings (JSON has no bigint). */
export const discountValueSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percentage'), basisPoints: z.int().min(1).max(10_000) }),
  z.object({ kind: z.literal('fixed-amount'), minor: moneyAmount.refine((value) => BigInt(value) > 0n, 'more than zero') }),
]);
export type DiscountValue = z.infer<typeof discountValueSchema>;

export const programRulesSchema = z.object({
  live: z.boolean(),
  /** ISO 4217, the currency of every amount below. */
  currency: z.string().length(3),
  attribution: z.object({
    /** Days between landing (or claim) and order. */
    windowDays: z.int().min(1).max(365),
    touch: z.enum(['first', 'last']),
    newCustomersOnly: z.boolean(),
    oneCreditPerFriend: z.boolean(),
    /** Smallest subtotal (after discounts) that earns credit; "0" for none. */
    minimumSubtotalMinor: moneyAmount,
  }),
  offer: z.object({
    value: discountValueSchema,
    minimumSubtotalMinor: moneyAmount,
    /** Days until an unused friend's code expires. */
    validDays: z.int().min(1).max(365),
    /** How many codes one advocate's link may mint in 24 hours. */
    claimsPerLinkPerDay: z.int().min(1).max(1000),
  }),
  reward: z.object({
    value: discountValueSchema,
    minimumSubtotalMinor: moneyAmount,
    /** Days after payment before the reward is issued; 0 = at once. */
    waitingDays: z.int().min(0).max(120),
    /** Days until an unused reward code expires; null = never. */
    validDays: z.int().min(1).max(1095).nullable(),
  }),
});
export type ProgramRules = z.infer<typeof programRulesSchema>;

/** First version for a shop that has chosen nothing yet: 10 % for the friend, 10 % for the advocate after 14 days. Not live until the merchant says so. */
export function defaultRules(currency: string): ProgramRules {
  return {
    live: false,
    currency,
    attribution: { windowDays: 30, touch: 'last', newCustomersOnly: true, oneCreditPerFriend: true, minimumSubtotalMinor: '0' },
    offer: {
      value: { kind: 'percentage', basisPoints: 1000 },
      minimumSubtotalMinor: '0',
      validDays: 30,
      claimsPerLinkPerDay: 50,
    },
    reward: { value: { kind: 'percentage', basisPoints: 1000 }, minimumSubtotalMinor: '0', waitingDays: 14, validDays: 365 },
  };
}
