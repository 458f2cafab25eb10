import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';
import { gidOf, numericId } from '../gid.ts';

const visit = z
  .object({ occurredAt: z.string(), landingPage: z.string().nullish(), referralCode: z.string().nullish() })
  .nullish();
const result = z.object({
  nodes: z.array(
    z
      .object({
        id: z.string(),
        customerJourneySummary: z.object({ ready: z.boolean(), firstVisit: visit, lastVisit: visit }).nullish(),
      })
      .nullable(),
  ),
});

export const orderJourneys: Operation<{ ids: string[] }, z.infer<typeof result>> = {
  name: 'OrderJourneys',
  document: `#graphql
    query OrderJourneys($ids: [ID!]!) {
      nodes(ids: $ids) {
        ... on Order {
          id
          customerJourneySummary {
            ready
            firstVisit { occurredAt landingPage referralCode }
            lastVisit { occurredAt landingPage referralCode }
          }
        }
      }
    }`,
  result,
  toleratesDenial: true,
};

/** A visit that may have come through a link; `at` in epoch milliseconds. */
export type JourneyVisit = { landingPage: string | null; referralCode: string | null; at: number | null };
/** `denied`: there is none (a sale at the till), or the app is not approved to know. Not `ready`: Shopify is still working it out. */
export type OrderJourney = 'denied' | { ready: boolean; visits: JourneyVisit[] };

/** As many as `readOrderJourneys` asks for with one call. */
export const JOURNEYS_PER_CALL = 50;

/** How the buyers of these orders came. @param orderIds numeric parts, at most `JOURNEYS_PER_CALL`; an order that is not found is not in the answer */
export async function readOrderJourneys(client: AdminClient, orderIds: readonly string[]): Promise<Map<string, OrderJourney>> {
  const { nodes } = await client.run(orderJourneys, { ids: orderIds.map((id) => gidOf('Order', id)) });
  return new Map(nodes.flatMap((node) => (node ? [[numericId(node.id), journeyOf(node)]] : [])));
}

function journeyOf({ customerJourneySummary: summary }: NonNullable<z.infer<typeof result>['nodes'][number]>): OrderJourney {
  if (!summary) return 'denied';
  const visits = [summary.firstVisit, summary.lastVisit].flatMap((told) => {
    if (!told) return [];
    const at = Date.parse(told.occurredAt);
    return [{ landingPage: told.landingPage ?? null, referralCode: told.referralCode ?? null, at: Number.isNaN(at) ? null : at }];
  });
  return { ready: summary.ready, visits };
}
