/** What Shopify is told about a discount with a code: https://shopify.dev/docs/api/admin-graphql/2026-10/input-objects/DiscountCodeBasicInput */
import type { CodeTerms } from '../domain/benefit.ts';
import { formatDecimal } from '../domain/money.ts';
import type { CodeValue } from '../domain/rewards.ts';
import { gidOf } from './gid.ts';

/** A discount with its first code. */
export type NewCodeDiscount = {
  code: string;
  /** What the merchant reads in the list of discounts. */
  title: string;
  /** Names what it was made for, so that a repeated creation recognises its own: at most 255 characters. */
  tag: string;
  value: CodeValue;
  terms: CodeTerms;
  /** ISO 4217: currency of the amounts, the shop's. */
  currency: string;
  /** Minor units; "0" for none. */
  minimumSubtotalMinor: string;
  /** How often each code can be used; null: any number of times. */
  usesPerCode: number | null;
  /** The only customer (numeric id) who can use it; null: whoever holds a code. */
  customerId: string | null;
  /** epoch milliseconds */
  startsAt: number;
  /** epoch milliseconds; null = never */
  endsAt: number | null;
};

export type DiscountAnswer = { created: string } | { taken: true } | { rejected: string };

/** `taken`: the code exists already, ours or not. `rejected`: Shopify refuses the discount, in its own words. */
export function readDiscountAnswer(answer: {
  codeDiscountNode: { id: string } | null;
  userErrors: { message: string; code: string | null }[];
}): DiscountAnswer {
  if (answer.codeDiscountNode) return { created: answer.codeDiscountNode.id };
  if (answer.userErrors.some((error) => error.code === 'TAKEN' || error.code === 'DUPLICATE')) return { taken: true };
  return { rejected: answer.userErrors.map((error) => error.message).join(' ') || 'Shopify gave no reason.' };
}

/** What all kinds have in common. */
export function sharedInput({ terms, ...input }: NewCodeDiscount): Record<string, unknown> {
  const { combinesWith } = terms;
  return {
    title: input.title,
    code: input.code,
    tags: [input.tag],
    startsAt: new Date(input.startsAt).toISOString(),
    endsAt: input.endsAt === null ? null : new Date(input.endsAt).toISOString(),
    context: input.customerId === null ? { all: 'ALL' } : { customers: { add: [gidOf('Customer', input.customerId)] } },
    usageLimit: input.usesPerCode,
    appliesOncePerCustomer: terms.oncePerCustomer,
    combinesWith: {
      orderDiscounts: combinesWith.order,
      productDiscounts: combinesWith.product,
      shippingDiscounts: combinesWith.shipping,
    },
  };
}

/** Nothing for a minimum of zero. */
export function minimumInput({ minimumSubtotalMinor, currency }: NewCodeDiscount): Record<string, unknown> {
  const minimum = { minor: BigInt(minimumSubtotalMinor), currency };
  return {
    minimumRequirement: minimum.minor === 0n ? null : { subtotal: { greaterThanOrEqualToSubtotal: formatDecimal(minimum) } },
  };
}

/** On which purchases, and on how many bills of a subscription (0: all, says Shopify). */
export function purchaseInput({ purchases }: CodeTerms): { appliesOnOneTimePurchase: boolean; appliesOnSubscription: boolean } {
  return { appliesOnOneTimePurchase: purchases !== 'subscriptions', appliesOnSubscription: purchases !== 'one-time' };
}

/** Only where subscriptions count at all. */
export function billsInput({ purchases, bills }: CodeTerms): Record<string, unknown> {
  return purchases === 'one-time' ? {} : { recurringCycleLimit: bills ?? 0 };
}

/** What the discount comes off. */
export function itemsInput({ on }: Pick<CodeTerms, 'on'>): Record<string, unknown> {
  if (on.of === 'products') return { products: { productsToAdd: on.ids.map((id) => gidOf('Product', id)) } };
  if (on.of === 'collections') return { collections: { add: on.ids.map((id) => gidOf('Collection', id)) } };
  return { all: true };
}
