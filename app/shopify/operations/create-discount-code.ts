import { z } from 'zod';
import type { DiscountValue } from '../../domain/benefit.ts';
import { formatDecimal } from '../../domain/money.ts';
import type { AdminClient, Operation } from '../client.server.ts';

const result = z.object({
  discountCodeBasicCreate: z.object({
    codeDiscountNode: z.object({ id: z.string() }).nullable(),
    userErrors: z.array(z.object({ field: z.array(z.string()).nullable(), message: z.string(), code: z.string().nullable() })),
  }),
});

export const createDiscount: Operation<{ discount: Record<string, unknown> }, z.infer<typeof result>> = {
  name: 'CreateDiscountCode',
  document: `#graphql
    mutation CreateDiscountCode($discount: DiscountCodeBasicInput!) {
      discountCodeBasicCreate(basicCodeDiscount: $discount) {
        codeDiscountNode { id }
        userErrors { field message code }
      }
    }`,
  result,
};

/** A code that works once, on the whole order, for whoever holds it. */
export type NewDiscountCode = {
  code: string;
  /** What the merchant reads in the list of discounts. */
  title: string;
  /** Names what the code was made for, so that a repeated creation recognises its own: at most 255 characters. */
  tag: string;
  value: DiscountValue;
  /** ISO 4217: currency of the amounts, the shop's. */
  currency: string;
  /** Minor units; "0" for none. */
  minimumSubtotalMinor: string;
  /** epoch milliseconds */
  startsAt: number;
  /** epoch milliseconds; null = never */
  endsAt: number | null;
};

/**
 * Creates a discount with one single-use code. Shopify has no idempotency key for this: after a lost answer a second call is answered `taken`.
 * `taken`: the code exists already, ours or not. `rejected`: Shopify refuses the discount, in its own words.
 */
export async function createDiscountCode(
  client: AdminClient,
  input: NewDiscountCode,
): Promise<{ created: string } | { taken: true } | { rejected: string }> {
  const { discountCodeBasicCreate: answer } = await client.run(createDiscount, { discount: discountInput(input) });
  if (answer.codeDiscountNode) return { created: answer.codeDiscountNode.id };
  if (answer.userErrors.some((error) => error.code === 'TAKEN' || error.code === 'DUPLICATE')) return { taken: true };
  return { rejected: answer.userErrors.map((error) => error.message).join(' ') || 'Shopify gave no reason.' };
}

function discountInput(input: NewDiscountCode): Record<string, unknown> {
  const { value, currency } = input;
  return {
    ...codeTerms(input),
    customerGets: {
      items: { all: true },
      value:
        value.kind === 'percentage'
          ? { percentage: value.basisPoints / 10_000 }
          : {
              discountAmount: { amount: formatDecimal({ minor: BigInt(value.minor), currency }), appliesOnEachItem: false },
            },
    },
    combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: true },
  };
}

/** What all of the app's codes have in common, whatever they take off. */
export function codeTerms(input: Omit<NewDiscountCode, 'value'>): Record<string, unknown> {
  const minimum = { minor: BigInt(input.minimumSubtotalMinor), currency: input.currency };
  return {
    title: input.title,
    code: input.code,
    tags: [input.tag],
    startsAt: new Date(input.startsAt).toISOString(),
    endsAt: input.endsAt === null ? null : new Date(input.endsAt).toISOString(),
    context: { all: 'ALL' },
    minimumRequirement: minimum.minor === 0n ? null : { subtotal: { greaterThanOrEqualToSubtotal: formatDecimal(minimum) } },
    usageLimit: 1,
    appliesOncePerCustomer: true,
  };
}
