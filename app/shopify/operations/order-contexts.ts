import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';
import { gidOf, numericId } from '../gid.ts';

const result = z.object({
  nodes: z.array(
    z
      .object({
        id: z.string(),
        customer: z.object({ numberOfOrders: z.coerce.number().int() }).nullish(),
        customerJourneySummary: z.object({ ready: z.boolean(), customerOrderIndex: z.number().int().nullable() }).nullish(),
      })
      .nullable(),
  ),
});

export const orderContexts: Operation<{ ids: string[] }, z.infer<typeof result>> = {
  name: 'OrderContexts',
  document: `#graphql
    query OrderContexts($ids: [ID!]!) {
      nodes(ids: $ids) {
        ... on Order {
          id
          customer { numberOfOrders }
          customerJourneySummary { ready customerOrderIndex }
        }
      }
    }`,
  result,
  toleratesDenial: true,
};

export type OrderContext = {
  /** Of the buyer, up to now, this one included; null for a guest without customer or when the app is not approved to know. */
  numberOfOrders: number | null;
  /** The how-manieth order of the buyer this is (1 = first), test orders not counted; null until Shopify has worked it out. */
  customerOrderIndex: number | null;
};

const PER_CALL = 50;

/** What Shopify knows about the buyers of these orders. @param orderIds numeric parts; an order that is not found is not in the answer */
export async function readOrderContexts(client: AdminClient, orderIds: string[]): Promise<Map<string, OrderContext>> {
  const contexts = new Map<string, OrderContext>();
  for (let start = 0; start < orderIds.length; start += PER_CALL) {
    const ids = orderIds.slice(start, start + PER_CALL).map((id) => gidOf('Order', id));
    const { nodes } = await client.run(orderContexts, { ids });
    for (const node of nodes) {
      if (!node) continue;
      const journey = node.customerJourneySummary;
      contexts.set(numericId(node.id), {
        numberOfOrders: node.customer?.numberOfOrders ?? null,
        customerOrderIndex: journey?.ready ? journey.customerOrderIndex : null,
      });
    }
  }
  return contexts;
}
