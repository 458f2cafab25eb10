import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';

const result = z.object({
  discountCodeRedeemCodeBulkDelete: z.object({
    job: z.object({ id: z.string() }).nullable(),
    userErrors: z.array(z.object({ message: z.string(), code: z.string().nullable() })),
  }),
});

export const bulkDelete: Operation<{ id: string; codes: string[] }, z.infer<typeof result>> = {
  name: 'RemoveDiscountCodes',
  document: `#graphql
    mutation RemoveDiscountCodes($id: ID!, $codes: [ID!]!) {
      discountCodeRedeemCodeBulkDelete(discountId: $id, ids: $codes) {
        job { id }
        userErrors { message code }
      }
    }`,
  result,
};

/**
 * Takes codes out of a discount; Shopify does it a moment later. Codes that are not there (any more), or a discount that is not, count as removed.
 * @param discountId gid of the DiscountCodeNode @param codeIds gids of its DiscountRedeemCodes
 */
export async function removeDiscountCodes(
  client: AdminClient,
  discountId: string,
  codeIds: readonly string[],
): Promise<{ removed: true } | { rejected: string }> {
  const { discountCodeRedeemCodeBulkDelete: answer } = await client.run(bulkDelete, { id: discountId, codes: [...codeIds] });
  if (answer.job) return { removed: true };
  const message = answer.userErrors.map((error) => error.message).join(' ');
  if (answer.userErrors.some((error) => error.code === 'INVALID') && /exist|found/i.test(message)) return { removed: true };
  return { rejected: message || 'Shopify gave no reason.' };
}
