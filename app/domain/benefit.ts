/** What one person may get, how its code may be used, and how it grows with the number of referrals. Amounts: minor units as decimal strings (JSON has no bigint). */
import { z } from 'zod';

export const moneyAmount = z.string().regex(/^\d{1,12}$/, 'whole minor units');
export const positiveAmount = moneyAmount.refine((value) => BigInt(value) > 0n, 'more than zero');

/** A discount as the merchant describes it; amounts in the shop's currency, minor units as decimal strings (JSON has no bigint). */
export const discountValueSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percentage'), basisPoints: z.int().min(1).max(10_000) }),
  z.object({ kind: z.literal('fixed-amount'), minor: positiveAmount }),
]);
export type DiscountValue = z.infer<typeof discountValueSchema>;

export const numericId = z.string().regex(/^\d{1,20}$/);
/** Shopify takes no more for one discount. */
const goods = z.array(numericId).min(1).max(100);

const someProducts = z.object({ of: z.literal('products'), ids: goods });
const someCollections = z.object({ of: z.literal('collections'), ids: goods });

/** What can be given where no order says how much: for a sign-up, as a bonus, by staff. */
export const orderlessValueSchema = z.discriminatedUnion('kind', [
  ...discountValueSchema.options,
  z.object({ kind: z.literal('free-shipping') }),
  /**
   * `quantity` pieces of the products for nothing, once per order, for whoever spends at least `spendMinor` on `buys` (null: on more of the same).
   * Shopify must be told what is bought: https://shopify.dev/docs/api/admin-graphql/2026-10/input-objects/DiscountCustomerBuysInput
   */
  z.object({
    kind: z.literal('free-product'),
    productIds: goods,
    quantity: z.int().min(1).max(100),
    spendMinor: positiveAmount,
    buys: z.discriminatedUnion('of', [someProducts, someCollections]).nullable().default(null),
  }),
  z.object({ kind: z.literal('store-credit'), minor: positiveAmount }),
  z.object({ kind: z.literal('gift-card'), minor: positiveAmount }),
]);
export type OrderlessValue = z.infer<typeof orderlessValueSchema>;

/**
 * What one person may get. A code: a discount on an order, its shipping, or pieces of a product. A payout: money put down at once, as store credit
 * or on a gift card, of a fixed amount or as a share of the referred order (at most `capMinor`; null: no cap).
 */
export const rewardValueSchema = z.discriminatedUnion('kind', [
  ...orderlessValueSchema.options,
  z.object({
    kind: z.literal('order-share'),
    basisPoints: z.int().min(1).max(10_000),
    capMinor: positiveAmount.nullable(),
    as: z.enum(['store-credit', 'gift-card']),
  }),
]);
export type RewardValue = z.infer<typeof rewardValueSchema>;

/** How a code may be used; without meaning for payouts. */
export const codeTermsSchema = z.object({
  /** What a percentage or an amount comes off. */
  on: z.discriminatedUnion('of', [z.object({ of: z.literal('order') }), someProducts, someCollections]).default({ of: 'order' }),
  /** Classes of other discounts that may be used on the same order. */
  combinesWith: z.object({ order: z.boolean(), product: z.boolean(), shipping: z.boolean() }).default({
    ...{ order: false, product: false, shipping: true },
  }),
  oncePerCustomer: z.boolean().default(true),
  /** Purchases it works on, and on how many bills of a subscription (null: all). */
  purchases: z.enum(['one-time', 'subscriptions', 'both']).default('one-time'),
  bills: z.int().min(1).max(120).nullable().default(1),
});
export type CodeTerms = z.infer<typeof codeTermsSchema>;

/** Steps of a scale, the lowest first: whoever has reached `from` earns `value` instead of the program's. */
export const tiersSchema = z.object({
  /** What is counted before the order at hand: credited orders, or what they came to (minor units). */
  by: z.enum(['referrals', 'revenue']),
  /** Of so many days; null: of all time. */
  days: z.int().min(1).max(3650).nullable(),
  /** A tier once reached is kept when less is counted later. */
  keeps: z.boolean(),
  steps: z
    .array(z.object({ from: positiveAmount, value: rewardValueSchema }))
    .min(1)
    .max(10)
    .refine(
      (steps) => steps.every(({ from }, place) => place === 0 || BigInt(from) > BigInt(steps[place - 1]?.from ?? '0')),
      'each step higher than the one before',
    ),
});
export type Tiers = z.infer<typeof tiersSchema>;

/** A bonus for the advocate's nth credited order. */
export const milestonesSchema = z
  .array(z.object({ at: z.int().min(1).max(10_000), value: orderlessValueSchema }))
  .max(10)
  .refine((all) => all.every(({ at }, place) => place === 0 || at > (all[place - 1]?.at ?? 0)), 'each later than the one before');
export type Milestone = z.infer<typeof milestonesSchema>[number];
