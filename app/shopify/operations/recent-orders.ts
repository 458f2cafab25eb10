import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';
import { gidOf } from '../gid.ts';

const text = z.string().nullish();
const shopMoney = z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }) });
const moneyBag = z.object({
  shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }),
  presentmentMoney: z.object({ amount: z.string(), currencyCode: z.string() }),
});
const attributes = z.array(z.object({ key: z.string(), value: z.string().nullable() }));
const address = z.object({ address1: text, address2: text, city: text, zip: text, countryCodeV2: text }).nullish();
const line = z.object({
  id: z.string(),
  customAttributes: attributes,
  product: z.object({ id: z.string() }).nullish(),
  isGiftCard: z.boolean(),
  quantity: z.number().int(),
  currentQuantity: z.number().int(),
  originalUnitPriceSet: shopMoney,
  discountAllocations: z.array(z.object({ allocatedAmountSet: shopMoney })),
  taxLines: z.array(z.object({ priceSet: shopMoney })),
});
const lines = z.object({
  nodes: z.array(line),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});
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
  displayFulfillmentStatus: text,
  fulfillments: z.array(z.object({ status: text, createdAt: text, updatedAt: text, displayStatus: text, deliveredAt: text })),
  taxesIncluded: z.boolean(),
  currentSubtotalPriceSet: shopMoney,
  subtotalPriceSet: shopMoney.nullish(),
  totalPriceSet: moneyBag,
  sourceName: text,
  clientIp: text,
  shippingAddress: address,
  billingAddress: address,
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
  lineItems: lines,
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

const lineFields = `#graphql
  fragment Line on LineItem {
    id isGiftCard quantity currentQuantity customAttributes { key value } product { id }
    originalUnitPriceSet { ...Shop } discountAllocations { allocatedAmountSet { ...Shop } } taxLines { priceSet { ...Shop } }
  }
  fragment Shop on MoneyBag { shopMoney { amount currencyCode } }`;

const orderFields = `#graphql
  fragment Whole on Order {
    id name createdAt processedAt updatedAt cancelledAt test displayFinancialStatus taxesIncluded
    displayFulfillmentStatus fulfillments(first: 10) { status createdAt updatedAt displayStatus deliveredAt }
    currentSubtotalPriceSet { ...Shop } subtotalPriceSet { ...Shop } totalPriceSet { ...Both }
    sourceName clientIp customAttributes { key value } discountCodes email phone
    shippingAddress { ...Door } billingAddress { ...Door }
    customer { id firstName lastName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } }
    customerJourneySummary {
      firstVisit { landingPage referrerUrl referralCode }
      lastVisit { landingPage referrerUrl referralCode }
    }
    lineItems(first: 15) { nodes { ...Line } pageInfo { hasNextPage endCursor } }
    refunds(first: 10) { id createdAt totalRefundedSet { ...Both } }
  }
  fragment Door on MailingAddress { address1 address2 city zip countryCodeV2 }
  fragment Both on MoneyBag {
    shopMoney { amount currencyCode }
    presentmentMoney { amount currencyCode }
  }`;

/** As many rows as fit a query's 1,000 points when every object counts. */
export const recentOrders: Operation<{ query: string; after: string | null }, z.infer<typeof result>> = {
  name: 'RecentOrders',
  document: `#graphql
    query RecentOrders($query: String!, $after: String) {
      orders(first: 4, after: $after, query: $query, sortKey: UPDATED_AT) {
        nodes {
          ...Whole
        }
        pageInfo { hasNextPage endCursor }
      }
    }
    ${orderFields}
    ${lineFields}`,
  result,
  toleratesDenial: true,
};

const oneResult = z.object({ order: orderSchema.extend({ confirmationNumber: text }).nullable() });

export const oneOrder: Operation<{ id: string }, z.infer<typeof oneResult>> = {
  name: 'OneOrder',
  document: `#graphql
    query OneOrder($id: ID!) { order(id: $id) { ...Whole confirmationNumber } }
    ${orderFields}
    ${lineFields}`,
  result: oneResult,
  toleratesDenial: true,
};

const moreResult = z.object({ order: z.object({ lineItems: lines }).nullable() });

/** The lines after the first fifteen; of those after a hundred the engine knows nothing. */
export const moreOrderLines: Operation<{ id: string; after: string | null }, z.infer<typeof moreResult>> = {
  name: 'MoreOrderLines',
  document: `#graphql
    query MoreOrderLines($id: ID!, $after: String) {
      order(id: $id) { lineItems(first: 85, after: $after) { nodes { ...Line } pageInfo { hasNextPage endCursor } } }
    }
    ${lineFields}`,
  result: moreResult,
  toleratesDenial: true,
};

/**
 * Orders changed since `from`, oldest change first, page by page.
 * @param from epoch milliseconds; Shopify shows an app the last 60 days only
 */
export function readRecentOrders(client: AdminClient, from: number): AsyncGenerator<RecentOrder[]> {
  return readPages(client, `updated_at:>='${new Date(from).toISOString()}'`);
}

/** Orders of the last 60 days that Shopify's search finds, latest change last. @param most at least so many are looked at, if there are */
export async function searchOrders(client: AdminClient, query: string, most: number): Promise<RecentOrder[]> {
  const found: RecentOrder[] = [];
  for await (const page of readPages(client, query)) {
    found.push(...page);
    if (found.length >= most) break;
  }
  return found;
}

/** One order with the number that only its buyer is shown; null when there is none, or when it is older than 60 days. @param orderId numeric part */
export async function readOneOrder(
  client: AdminClient,
  orderId: string,
): Promise<{ order: RecentOrder; confirmationNumber: string | null } | null> {
  const { order } = await client.run(oneOrder, { id: gidOf('Order', orderId) });
  if (order === null) return null;
  const { confirmationNumber = null, ...rest } = order;
  return { order: await withAllLines(client, rest), confirmationNumber };
}

async function* readPages(client: AdminClient, query: string): AsyncGenerator<RecentOrder[]> {
  let after: string | null = null;
  do {
    const { orders }: z.infer<typeof result> = await client.run(recentOrders, { query, after });
    const whole: RecentOrder[] = [];
    for (const order of orders.nodes) whole.push(await withAllLines(client, order));
    if (whole.length > 0) yield whole;
    after = orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null;
  } while (after !== null);
}

async function withAllLines(client: AdminClient, order: RecentOrder): Promise<RecentOrder> {
  const { nodes, pageInfo } = order.lineItems;
  if (!pageInfo.hasNextPage) return order;
  const more = await client.run(moreOrderLines, { id: order.id, after: pageInfo.endCursor });
  const rest = more.order?.lineItems;
  return rest === undefined ? order : { ...order, lineItems: { ...rest, nodes: [...nodes, ...rest.nodes] } };
}
