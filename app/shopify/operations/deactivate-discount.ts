import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';

const result = z.object({
  discountCodeDeactivate: z.object({
    codeDiscountNode: z.object({ id: z.string() }).nullable(),
    userErrors: z.array(z.object({ message: z.string(), code: z.string().nullable() })),
  }),
});

export const deactivate: Operation<{ id: string }, z.infer<typeof result>> = {
  name: 'DeactivateDiscount',
  document: `#graphql
    mutation DeactivateDiscount($id: ID!) {
      discountCodeDeactivate(id: $id) {
        codeDiscountNode { id }
        userErrors { message code }
      }
    }`,
  result,
};

/**
 * Ends a discount now; doing it twice is harmless, and a discount that the merchant has deleted counts as ended.
 * @param discountId gid of the DiscountCodeNode
 */
export async function deactivateDiscount(
  client: AdminClient,
  discountId: string,
): Promise<{ ended: true } | { rejected: string }> {
  const { discountCodeDeactivate: answer } = await client.run(deactivate, { id: discountId });
  if (answer.codeDiscountNode) return { ended: true };
  const message = answer.userErrors.map((error) => error.message).join(' ');
  if (answer.userErrors.some((error) => error.code === 'INVALID') && /exist|found/i.test(message)) return { ended: true };
  return { rejected: message || 'Shopify gave no reason.' };
}
