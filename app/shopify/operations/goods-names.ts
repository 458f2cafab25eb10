import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';
import { gidOf, numericId } from '../gid.ts';

const result = z.object({ nodes: z.array(z.object({ id: z.string(), title: z.string() }).nullable()) });

export const goodsNames: Operation<{ ids: string[] }, z.infer<typeof result>> = {
  name: 'GoodsNames',
  document: `#graphql
    query GoodsNames($ids: [ID!]!) {
      nodes(ids: $ids) {
        ... on Product { id title }
        ... on Collection { id title }
      }
    }`,
  result,
};

/** What products or collections are called, by their numbers. @param ids numeric parts, at most 250; one that does not exist is not in the answer */
export async function readGoodsNames(
  client: AdminClient,
  of: 'products' | 'collections',
  ids: readonly string[],
): Promise<Record<string, string>> {
  const type = of === 'products' ? 'Product' : 'Collection';
  const { nodes } = await client.run(goodsNames, { ids: ids.map((id) => gidOf(type, id)) });
  return Object.fromEntries(nodes.flatMap((node) => (node === null ? [] : [[numericId(node.id), node.title]])));
}
