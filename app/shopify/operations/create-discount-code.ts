import { z } from 'zod';
import { formatDecimal } from '../../domain/money.ts';
import type { AdminClient, Operation } from '../client.server.ts';
import {
  billsInput,
  type DiscountAnswer,
  itemsInput,
  minimumInput,
  type NewCodeDiscount,
  purchaseInput,
  readDiscountAnswer,
  sharedInput,
} from '../code-discount-input.ts';

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

export type AmountOff = Extract<NewCodeDiscount['value'], { kind: 'percentage' | 'fixed-amount' }>;

/**
 * Creates a percentage or an amount off the order, off products or collections (an amount comes off once, not off each piece).
 * Shopify has no idempotency key for this: after a lost answer a second call is answered `taken`.
 */
export async function createDiscountCode(
  client: AdminClient,
  input: NewCodeDiscount & { value: AmountOff },
): Promise<DiscountAnswer> {
  const { discountCodeBasicCreate: answer } = await client.run(createDiscount, { discount: basicInput(input) });
  return readDiscountAnswer(answer);
}

export function basicInput(
  input: NewCodeDiscount & { value: AmountOff },
): Record<string, unknown> & { customerGets: Record<string, unknown> } {
  const { value, currency, terms } = input;
  const amount = (minor: string) => formatDecimal({ minor: BigInt(minor), currency });
  return {
    ...sharedInput(input),
    ...minimumInput(input),
    ...billsInput(terms),
    customerGets: {
      ...purchaseInput(terms),
      items: itemsInput(terms),
      value:
        value.kind === 'percentage'
          ? { percentage: value.basisPoints / 10_000 }
          : { discountAmount: { amount: amount(value.minor), appliesOnEachItem: false } },
    },
  };
}
