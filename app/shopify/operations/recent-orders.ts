import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';

const text = z.string().nullish();
const moneyBag = z.object({
  shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }),
  presentmentMoney: z.object({ amount: z.string(), currencyCode: z.string() }),
});
const attributes = z.array(z.object({ key: z.string(), value: z.string().nullable() }));
const visit = z.object({ landingPage: text, referrerUrl: text, referralCode: text }).nullish();

const orderSchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  processedAt: z.string(),
  updatedAt: z.string(),
  cancelledAt: text,
  test: z.boolean(),
  displayFinancialStatus: text,
  currencyCode: z.string(),
  presentmentCurrencyCode: z.string(),
  currentSubtotalPriceSet: moneyBag,
  currentTotalPriceSet: moneyBag,
  subtotalPriceSet: moneyBag.nullish(),
  totalPriceSet: moneyBag,
  sourceName: text,
  clientIp: text,
  customerLocale: text,
  customAttributes: attributes,
  discountCodes: z.array(z.string()),
  email: text,
  phone: text,
  customer: z
    .object({
      id: z.string(),
      firstName: text,
      lastName: text,
      defaultEmailAddress: z.object({ emailAddress: text }).nullish(),
      defaultPhoneNumber: z.object({ phoneNumber: text }).nullish(),
    })
    .nullish(),
  customerJourneySummary: z.object({ firstVisit: visit, lastVisit: visit }).nullish(),
  lineItems: z.object({ nodes: z.array(z.object({ id: z.string(), customAttributes: attributes })) }),
  refunds: z.array(
    z.object({
      id: z.string(),
      createdAt: z.string().nullable(),
      totalRefundedSet: moneyBag,
    }),
  ),
});
export type RecentOrder = z.infer<typeof orderSchema>;

const result = z.object({
  orders: z.object({
    nodes: z.array(orderSchema),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});

/** As many rows as fit a query's 1,000 points when every object counts. */
export const recentOrders: Operation<{ query: string; after: string | null }, z.infer<typeof result>> = {
  name: 'RecentOrders',
  document: `#graphql
    query RecentOrders($query: String!, $after: String) {
      orders(first: 11, after: $after, query: $query, sortKey: UPDATED_AT) {
        nodes {
          id name createdAt processedAt updatedAt cancelledAt test displayFinancialStatus currencyCode presentmentCurrencyCode
          currentSubtotalPriceSet { ...Both } currentTotalPriceSet { ...Both } subtotalPriceSet { ...Both } totalPriceSet { ...Both }
          sourceName clientIp customerLocale customAttributes { key value } discountCodes email phone
          customer { id firstName lastName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } }
          customerJourneySummary {
            firstVisit { landingPage referrerUrl referralCode }
            lastVisit { landingPage referrerUrl referralCode }
          }
          lineItems(first: 10) { nodes { id customAttributes { key value } } }
          refunds(first: 10) { id createdAt totalRefundedSet { ...Both } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
    fragment Both on MoneyBag {
      shopMoney { amount currencyCode }
      presentmentMoney { amount currencyCode }
    }`,
  result,
  toleratesDenial: true,
};

/**
 * Orders changed since `from`, oldest change first, page by page.
 * @param from epoch milliseconds; Shopify shows an app the last 60 days only
 */
export async function* readRecentOrders(client: AdminClient, from: number): AsyncGenerator<RecentOrder[]> {
  const query = `updated_at:>='${new Date(from).toISOString()}'`;
  let after: string | null = null;
  do {
    const { orders }: z.infer<typeof result> = await client.run(recentOrders, { query, after });
    if (orders.nodes.length > 0) yield orders.nodes;
    after = orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null;
  } while (after !== null);
}

/** The first page of a search in Shopify's syntax, latest change last: at most eleven orders of the last 60 days. */
export async function searchOrders(client: AdminClient, query: string): Promise<RecentOrder[]> {
  return (await client.run(recentOrders, { query, after: null })).orders.nodes;
}
