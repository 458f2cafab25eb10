import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';

const result = z.object({
  discountCodeDelete: z.object({
    deletedCodeDiscountId: z.string().nullable(),
    userErrors: z.array(z.object({ message: z.string(), code: z.string().nullable() })),
  }),
});

export const remove: Operation<{ id: string }, z.infer<typeof result>> = {
  name: 'DeleteDiscount',
  document: `#graphql
    mutation DeleteDiscount($id: ID!) {
      discountCodeDelete(id: $id) {
        deletedCodeDiscountId
        userErrors { message code }
      }
    }`,
  result,
};

/**
 * Deletes a discount, so that its code can be given to another one; orders that used it keep it. One that is not there any more counts as deleted.
 * @param discountId gid of the DiscountCodeNode
 */
export async function deleteDiscount(client: AdminClient, discountId: string): Promise<{ deleted: true } | { rejected: string }> {
  const { discountCodeDelete: answer } = await client.run(remove, { id: discountId });
  if (answer.deletedCodeDiscountId !== null) return { deleted: true };
  const message = answer.userErrors.map((error) => error.message).join(' ');
  if (answer.userErrors.some((error) => error.code === 'INVALID') && /exist|found/i.test(message)) return { deleted: true };
  return { rejected: message || 'Shopify gave no reason.' };
}
