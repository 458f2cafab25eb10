/** Creates the kind of discount that gives a value, and tells whose a code is. */
import type { CodeTerms } from '../domain/benefit.ts';
import type { CodeValue } from '../domain/rewards.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import type { DiscountAnswer, NewCodeDiscount } from '../shopify/code-discount-input.ts';
import { Fault } from '../shopify/faults.ts';
import { createDiscountCode } from '../shopify/operations/create-discount-code.ts';
import { createFreeProductCode } from '../shopify/operations/create-free-product-code.ts';
import { createFreeShippingCode } from '../shopify/operations/create-free-shipping-code.ts';
import { findDiscountByCode, type FoundDiscount } from '../shopify/operations/find-discount-by-code.ts';

export type DiscountLabel = { title: string; tag: string };

export type CodeToMint = {
  purpose: 'offer' | 'reward';
  code: string;
  /** Of a discount of its own. */
  label: DiscountLabel;
  value: CodeValue;
  terms: CodeTerms;
  /** ISO 4217 of the amounts. */
  currency: string;
  /** Minor units; "0" for none. */
  minimumSubtotalMinor: string;
  /** epoch milliseconds */
  startsAt: number;
  /** epoch milliseconds; null = never. A code of a pool ends with its week, never earlier. */
  endsAt: number | null;
  /**
   * `pool`: works once; codes with the same value, terms and end share a discount. `locked`: works once, for this customer (numeric id) alone, in a
   * discount of its own. `shared`: works for everybody, any number of times, in a discount of its own.
   */
  mode: { kind: 'pool' } | { kind: 'locked'; customerId: string } | { kind: 'shared' };
};

/** Asks Shopify once. */
export function createCodeDiscount(client: AdminClient, input: NewCodeDiscount): Promise<DiscountAnswer> {
  const { value } = input;
  if (value.kind === 'free-shipping') return createFreeShippingCode(client, input);
  if (value.kind === 'free-product') return createFreeProductCode(client, { ...input, value });
  return createDiscountCode(client, { ...input, value });
}

/** What Shopify is told of it. @param endsAt of the discount: a pool's may be later */
export function discountOf({ mode, ...input }: CodeToMint, label: DiscountLabel, endsAt: number | null): NewCodeDiscount {
  return {
    ...input,
    ...label,
    endsAt,
    // Of all codes that share a discount a customer could use one only, and an advocate may earn several.
    terms: mode.kind === 'pool' && input.purpose === 'reward' ? { ...input.terms, oncePerCustomer: false } : input.terms,
    usesPerCode: mode.kind === 'shared' ? null : 1,
    customerId: mode.kind === 'locked' ? mode.customerId : null,
  };
}

/** A discount that was made for one code alone: the merchant may have edited its tags or its title. */
export function isOurs(found: FoundDiscount, label: DiscountLabel): boolean {
  return found.tags.includes(label.tag) || found.title === label.title;
}

/** Taken, but not to be seen (yet), or deleted this moment: only asking again tells whose it is. Another code might be the second one. */
export async function findTaken(client: AdminClient, code: string): Promise<FoundDiscount> {
  const found = await findDiscountByCode(client, code);
  if (found === null) throw new Fault('unreachable', 'the discount code exists, but Shopify does not show it yet');
  return found;
}
