import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';

const result = z.object({
  discountNode: z
    .object({
      discount: z.object({
        __typename: z.string(),
        codes: z.object({ nodes: z.array(z.object({ id: z.string(), code: z.string() })) }).optional(),
      }),
    })
    .nullable(),
});

export const newestCodes: Operation<{ id: string; first: number }, z.infer<typeof result>> = {
  name: 'NewestDiscountCodes',
  document: `#graphql
    query NewestDiscountCodes($id: ID!, $first: Int!) {
      discountNode(id: $id) {
        discount {
          __typename
          ... on DiscountCodeBasic { codes(first: $first, reverse: true) { nodes { id code } } }
          ... on DiscountCodeFreeShipping { codes(first: $first, reverse: true) { nodes { id code } } }
          ... on DiscountCodeBxgy { codes(first: $first, reverse: true) { nodes { id code } } }
        }
      }
    }`,
  result,
};

/** The codes that were added last to a discount, with their gids. @param first at most 250 */
export async function readNewestCodes(client: AdminClient, discountId: string, first: number): Promise<Map<string, string>> {
  const { discountNode: node } = await client.run(newestCodes, { id: discountId, first });
  return new Map(node?.discount.codes?.nodes.map(({ id, code }) => [code.toUpperCase(), id]));
}
