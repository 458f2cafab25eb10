import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';
import { gidOf, numericId } from '../gid.ts';

const result = z.object({
  nodes: z.array(
    z
      .object({
        id: z.string(),
        tags: z.array(z.string()).nullish(),
        collections: z.object({ nodes: z.array(z.object({ id: z.string() })) }).nullish(),
      })
      .nullable(),
  ),
});

export const productGroups: Operation<{ ids: string[] }, z.infer<typeof result>> = {
  name: 'ProductGroups',
  document: `#graphql
    query ProductGroups($ids: [ID!]!) {
      nodes(ids: $ids) {
        ... on Product { id tags collections(first: 60) { nodes { id } } }
      }
    }`,
  result,
  toleratesDenial: true,
};

/** Tags in lower case; collections as numeric parts of their gids, at most sixty. */
export type ProductGroups = { tags: string[]; collections: string[] };

/** As many as fit a query's 1,000 points with sixty collections each. */
const PER_CALL = 15;

/** What products belong to. @param productIds numeric parts; a product that is gone is not in the answer */
export async function readProductGroups(client: AdminClient, productIds: string[]): Promise<Map<string, ProductGroups>> {
  const groups = new Map<string, ProductGroups>();
  for (let start = 0; start < productIds.length; start += PER_CALL) {
    const ids = productIds.slice(start, start + PER_CALL).map((id) => gidOf('Product', id));
    const { nodes } = await client.run(productGroups, { ids });
    for (const node of nodes) {
      if (!node) continue;
      groups.set(numericId(node.id), {
        tags: (node.tags ?? []).map((tag) => tag.toLowerCase()).sort(),
        collections: (node.collections?.nodes ?? []).map(({ id }) => numericId(id)).sort(),
      });
    }
  }
  return groups;
}
