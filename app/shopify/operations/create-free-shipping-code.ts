import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';
import {
  billsInput,
  type DiscountAnswer,
  minimumInput,
  type NewCodeDiscount,
  purchaseInput,
  readDiscountAnswer,
  sharedInput,
} from '../code-discount-input.ts';

const result = z.object({
  discountCodeFreeShippingCreate: z.object({
    codeDiscountNode: z.object({ id: z.string() }).nullable(),
    userErrors: z.array(z.object({ field: z.array(z.string()).nullable(), message: z.string(), code: z.string().nullable() })),
  }),
});

export const createFreeShipping: Operation<{ discount: Record<string, unknown> }, z.infer<typeof result>> = {
  name: 'CreateFreeShippingCode',
  document: `#graphql
    mutation CreateFreeShippingCode($discount: DiscountCodeFreeShippingInput!) {
      discountCodeFreeShippingCreate(freeShippingCodeDiscount: $discount) {
        codeDiscountNode { id }
        userErrors { field message code }
      }
    }`,
  result,
};

/** Creates a discount that takes the shipping off an order, to anywhere, whatever it costs. Answers as `createDiscountCode` does. */
export async function createFreeShippingCode(client: AdminClient, input: NewCodeDiscount): Promise<DiscountAnswer> {
  const { discountCodeFreeShippingCreate: answer } = await client.run(createFreeShipping, { discount: freeShippingInput(input) });
  return readDiscountAnswer(answer);
}

/** Two shipping discounts never combine, whatever the terms say. */
export function freeShippingInput(input: NewCodeDiscount): Record<string, unknown> {
  const { combinesWith } = input.terms;
  return {
    ...sharedInput(input),
    ...minimumInput(input),
    ...billsInput(input.terms),
    ...purchaseInput(input.terms),
    destination: { all: true },
    combinesWith: { orderDiscounts: combinesWith.order, productDiscounts: combinesWith.product, shippingDiscounts: false },
  };
}
