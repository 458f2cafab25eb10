import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';
import { codeTerms, type NewDiscountCode } from './create-discount-code.ts';

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

/** Creates a single-use code that takes the shipping off one order, to anywhere, whatever it costs. Answers as `createDiscountCode` does. */
export async function createFreeShippingCode(
  client: AdminClient,
  input: Omit<NewDiscountCode, 'value'>,
): Promise<{ created: string } | { taken: true } | { rejected: string }> {
  const { discountCodeFreeShippingCreate: answer } = await client.run(createFreeShipping, {
    discount: {
      ...codeTerms(input),
      destination: { all: true },
      combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: false },
    },
  });
  if (answer.codeDiscountNode) return { created: answer.codeDiscountNode.id };
  if (answer.userErrors.some((error) => error.code === 'TAKEN' || error.code === 'DUPLICATE')) return { taken: true };
  return { rejected: answer.userErrors.map((error) => error.message).join(' ') || 'Shopify gave no reason.' };
}
