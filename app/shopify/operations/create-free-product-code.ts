import { z } from 'zod';
import { formatDecimal } from '../../domain/money.ts';
import type { CodeValue } from '../../domain/rewards.ts';
import type { AdminClient, Operation } from '../client.server.ts';
import {
  type DiscountAnswer,
  type NewCodeDiscount,
  itemsInput,
  readDiscountAnswer,
  sharedInput,
} from '../code-discount-input.ts';

const result = z.object({
  discountCodeBxgyCreate: z.object({
    codeDiscountNode: z.object({ id: z.string() }).nullable(),
    userErrors: z.array(z.object({ field: z.array(z.string()).nullable(), message: z.string(), code: z.string().nullable() })),
  }),
});

export const createFreeProduct: Operation<{ discount: Record<string, unknown> }, z.infer<typeof result>> = {
  name: 'CreateFreeProductCode',
  document: `#graphql
    mutation CreateFreeProductCode($discount: DiscountCodeBxgyInput!) {
      discountCodeBxgyCreate(bxgyCodeDiscount: $discount) {
        codeDiscountNode { id }
        userErrors { field message code }
      }
    }`,
  result,
};

export type FreeProduct = Extract<CodeValue, { kind: 'free-product' }>;

/** Creates "spend so much, get these for nothing", once per order. Answers as `createDiscountCode` does. */
export async function createFreeProductCode(
  client: AdminClient,
  input: NewCodeDiscount & { value: FreeProduct },
): Promise<DiscountAnswer> {
  const { discountCodeBxgyCreate: answer } = await client.run(createFreeProduct, { discount: freeProductInput(input) });
  return readDiscountAnswer(answer);
}

/** Shopify has no minimum beside what is to be bought: the larger of the two counts. */
export function freeProductInput(
  input: NewCodeDiscount & { value: FreeProduct },
): Record<string, unknown> & { customerBuys: Record<string, unknown>; customerGets: Record<string, unknown> } {
  const { value, terms, currency } = input;
  const [spend, minimum] = [BigInt(value.spendMinor), BigInt(input.minimumSubtotalMinor)];
  return {
    ...sharedInput(input),
    usesPerOrderLimit: 1,
    customerBuys: {
      items: itemsInput({ on: value.buys ?? { of: 'products', ids: value.productIds } }),
      value: { amount: formatDecimal({ minor: spend > minimum ? spend : minimum, currency }) },
      isOneTimePurchase: terms.purchases !== 'subscriptions',
      isSubscription: terms.purchases !== 'one-time',
    },
    customerGets: {
      items: itemsInput({ on: { of: 'products', ids: value.productIds } }),
      value: { discountOnQuantity: { quantity: String(value.quantity), effect: { percentage: 1 } } },
    },
  };
}
