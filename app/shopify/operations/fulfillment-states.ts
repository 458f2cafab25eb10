import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';
import { gidOf, numericId } from '../gid.ts';

const result = z.object({
  nodes: z.array(z.object({ id: z.string(), displayFulfillmentStatus: z.string().nullish() }).nullable()),
});

export const fulfillmentStates: Operation<{ ids: string[] }, z.infer<typeof result>> = {
  name: 'FulfillmentStates',
  document: `#graphql
    query FulfillmentStates($ids: [ID!]!) {
      nodes(ids: $ids) { ... on Order { id displayFulfillmentStatus } }
    }`,
  result,
  toleratesDenial: true,
};

/** As many as `findFulfilled` asks for with one call. */
export const FULFILLMENTS_PER_CALL = 100;

/** Those of these orders that have left as a whole. @param orderIds numeric parts, at most `FULFILLMENTS_PER_CALL` */
export async function findFulfilled(client: AdminClient, orderIds: readonly string[]): Promise<string[]> {
  const { nodes } = await client.run(fulfillmentStates, { ids: orderIds.map((id) => gidOf('Order', id)) });
  return nodes.flatMap((node) => (node?.displayFulfillmentStatus === 'FULFILLED' ? [numericId(node.id)] : []));
}
