import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';
import { gidOf } from '../gid.ts';

const result = z.object({ nodes: z.array(z.object({ title: z.string(), handle: z.string() }).nullable()) });

export const productTitles: Operation<{ ids: string[] }, z.infer<typeof result>> = {
  name: 'ProductTitles',
  document: `#graphql
    query ProductTitles($ids: [ID!]!) {
      nodes(ids: $ids) { ... on Product { title handle } }
    }`,
  result,
};

/** What products are called, and their addresses in the store (/products/HANDLE). @param productIds numeric parts, at most 100; one that is gone is not in the answer */
export async function readProductTitles(
  client: AdminClient,
  productIds: readonly string[],
): Promise<{ title: string; handle: string }[]> {
  const { nodes } = await client.run(productTitles, { ids: productIds.map((id) => gidOf('Product', id)) });
  return nodes.filter((node) => node !== null);
}
