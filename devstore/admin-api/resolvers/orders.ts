import { fulfillmentFields } from '#devstore/admin-api/resolvers/fulfillments.ts';
import { allows } from '#devstore/auth/install.ts';
import { storeNow } from '#devstore/clock.ts';
import { apiError, count, idOf, notImitated, type Answer, type ApiContext, type Fields } from '#devstore/admin-api/answers.ts';
import { connection, type PageArgs } from '#devstore/admin-api/connections.ts';
import { addressAnswer } from '#devstore/admin-api/resolvers/addresses.ts';
import { customerAnswer } from '#devstore/admin-api/resolvers/customers.ts';
import { journeyAnswer } from '#devstore/admin-api/resolvers/journey.ts';
import { metafieldFields } from '#devstore/admin-api/resolvers/metafields.ts';
import { channelFields } from '#devstore/admin-api/resolvers/order-channel.ts';
import {
  applicationConnection,
  lineConnection,
  moneyFields,
  refundAnswer,
  shippingLineAnswer,
  transactionAnswer,
} from '#devstore/admin-api/resolvers/order-parts.ts';
import { searchFilter, type SearchFields } from '#devstore/admin-api/search.ts';
import { fulfillmentStatus } from '#devstore/orders/fulfillment-status.ts';
import { currentRisk } from '#devstore/orders/assess-risk.ts';
import { confirmationNumber } from '#devstore/orders/order-json.ts';
import { gid } from '#devstore/store.ts';
import type { OrderState } from '#devstore/state.ts';

export type OrdersArgs = PageArgs & { query?: string | null; sortKey?: string | null };

/** How far back `read_orders` sees; further takes read_all_orders. */
const visibleDays = 60;

export function orderQueries(context: ApiContext): Fields {
  const byId = (id: string) => orderOrNull(context, findOrder(context, idOf(id)));
  return {
    order: ({ id }: { id: string }) => byId(id),
    orderByIdentifier: ({ identifier }: { identifier: { id?: string; customId?: unknown } }) => {
      if (identifier.id === undefined) throw notImitated('orderByIdentifier(customId)');
      return byId(identifier.id);
    },
    orders: (args: OrdersArgs) => orderConnection(context, ordersOf(context, null), args),
    ordersCount: ({ query }: { query?: string | null }) =>
      count(ordersOf(context, null).filter(searchFilter(query, orderSearch)).length),
  };
}

/** The order, unless it is older than the token may see. */
export function findOrder(context: ApiContext, id: string): OrderState | null {
  const order = context.shop.orders.get(id);
  return order !== undefined && isVisible(context, order) ? order : null;
}

/** Every order that the token may see, of one customer or of all, oldest first. */
export function ordersOf(context: ApiContext, customerId: string | null): OrderState[] {
  return [...context.shop.orders.values()].filter(
    (order) => (customerId === null || order.customerId === customerId) && isVisible(context, order),
  );
}

export function orderConnection(context: ApiContext, orders: OrderState[], args: OrdersArgs): Answer {
  return connection(orders.filter(searchFilter(args.query, orderSearch)), args, {
    type: 'Order',
    id: (order) => order.id,
    ...sortedBy(args.sortKey),
    node: (order) => orderAnswer(context, order),
  });
}

export function orderAnswer(context: ApiContext, order: OrderState): Answer {
  const { shop } = context;
  const id = gid('Order', order.id);
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
  const address = (kind: 'shippingAddress' | 'billingAddress', suffix: string) => () => {
    const value = order[kind];
    return value === null ? null : addressAnswer(value, `${order.id}${suffix}`);
  };
  return {
    __typename: 'Order',
    id,
    legacyResourceId: order.id,
    name: order.name,
    number: order.number,
    email: order.email,
    phone: order.phone,
    note: order.note,
    tags: order.tags,
    test: order.test,
    closed: false,
    closedAt: null,
    confirmed: true,
    createdAt: order.createdAt,
    processedAt: order.processedAt,
    updatedAt: order.updatedAt,
    cancelledAt: order.cancelledAt,
    cancelReason: order.cancelReason?.toUpperCase() ?? null,
    clientIp: order.browserIp,
    cartToken: order.cartToken,
    checkoutToken: order.checkoutToken,
    confirmationNumber: confirmationNumber(shop, order),
    customerLocale: order.customerLocale,
    customerAcceptsMarketing: order.acceptsMarketing,
    currencyCode: order.currency,
    presentmentCurrencyCode: order.presentmentCurrency,
    displayFinancialStatus: order.financialStatus.toUpperCase(),
    fullyPaid: !['pending', 'partially_paid'].includes(order.financialStatus),
    unpaid: order.financialStatus === 'pending',
    edited: order.lines.some((line) => line.addedByEdit || line.removedQuantity > 0),
    taxesIncluded: false,
    taxExempt: false,
    paymentGatewayNames: [...new Set(order.transactions.map(({ gateway }) => gateway))],
    discountCode: order.discountCodes[0]?.code ?? null,
    discountCodes: order.discountCodes.map(({ code }) => code),
    customAttributes: () => attributes(order.attributes),
    customer: () => (customer === undefined ? null : customerAnswer(context, customer)),
    customerJourneySummary: () => journeyAnswer(context, order),
    shippingAddress: address('shippingAddress', '1'),
    billingAddress: address('billingAddress', '2'),
    billingAddressMatchesShippingAddress: JSON.stringify(order.billingAddress) === JSON.stringify(order.shippingAddress),
    discountApplications: (args: PageArgs) => applicationConnection(order, args),
    shippingLine: () => shippingLineAnswer(order),
    lineItems: (args: PageArgs) => lineConnection(context, order, args),
    refunds: ({ first }: { first?: number | null }) =>
      order.refunds.slice(0, first ?? order.refunds.length).map((refund) => refundAnswer(context, order, refund)),
    transactions: ({ first }: { first?: number | null }) =>
      order.transactions.slice(0, first ?? order.transactions.length).map((each) => transactionAnswer(context, order, each)),
    disputes: () =>
      order.disputes.map((dispute) => ({
        __typename: 'OrderDisputeSummary',
        id: gid('ShopifyPaymentsDispute', dispute.id),
        initiatedAs: dispute.type.toUpperCase(),
        status: dispute.status.toUpperCase(),
      })),
    risk: () => riskAnswer(context, order),
    ...fulfillmentFields(order),
    ...channelFields(order),
    ...moneyFields(order),
    ...metafieldFields(context, id),
  };
}

/** One assessment for its provider, the latest; `provider` is null for Shopify itself. */
function riskAnswer(context: ApiContext, order: OrderState): Answer {
  const risk = currentRisk(context.store, order);
  return {
    __typename: 'OrderRiskSummary',
    recommendation: risk?.recommendation ?? 'NONE',
    assessments: () =>
      risk === null
        ? []
        : [
            {
              __typename: 'OrderRiskAssessment',
              riskLevel: risk.level,
              provider: null,
              facts: () => risk.facts.map((fact) => ({ __typename: 'RiskFact', ...fact })),
            },
          ],
  };
}

export function attributes(values: Record<string, string>): Answer[] {
  return Object.entries(values).map(([key, value]) => ({ __typename: 'Attribute', key, value }));
}

function orderOrNull(context: ApiContext, order: OrderState | null): Answer | null {
  return order === null ? null : orderAnswer(context, order);
}

function isVisible(context: ApiContext, order: OrderState): boolean {
  if (allows(context.scopes, 'read_all_orders')) return true;
  return Date.parse(order.createdAt) >= storeNow(context.store).getTime() - visibleDays * 86_400_000;
}

const orderSearch: SearchFields<OrderState> = {
  words: (order) => [order.name, order.email],
  fields: {
    id: { kind: 'number', read: (order) => Number(order.id) },
    name: { kind: 'text', read: (order) => [order.name, order.name.replace(/^#/, '')] },
    email: { kind: 'text', read: (order) => [order.email] },
    customer_id: { kind: 'text', read: (order) => [order.customerId] },
    discount_code: { kind: 'text', read: (order) => order.discountCodes.map(({ code }) => code) },
    financial_status: { kind: 'text', read: (order) => [order.financialStatus] },
    fulfillment_status: { kind: 'text', read: (order) => [fulfillmentStatus(order) ?? 'unfulfilled'] },
    // No order of the dev store is ever archived.
    status: { kind: 'text', read: (order) => [order.cancelledAt === null ? 'open' : 'cancelled', 'not_closed'] },
    source_name: { kind: 'text', read: (order) => [order.sourceName] },
    cart_token: { kind: 'text', read: (order) => [order.cartToken] },
    checkout_token: { kind: 'text', read: (order) => [order.checkoutToken] },
    tag: { kind: 'text', read: (order) => order.tags },
    test: { kind: 'text', read: (order) => [String(order.test)] },
    created_at: { kind: 'time', read: (order) => order.createdAt },
    processed_at: { kind: 'time', read: (order) => order.processedAt },
    updated_at: { kind: 'time', read: (order) => order.updatedAt },
  },
};

function sortedBy(key: string | null | undefined): { sortValue?: (order: OrderState) => string | number } {
  switch (key ?? 'PROCESSED_AT') {
    case 'ID':
      return {};
    case 'CREATED_AT':
      return { sortValue: (order) => Date.parse(order.createdAt) };
    case 'UPDATED_AT':
      return { sortValue: (order) => Date.parse(order.updatedAt) };
    case 'PROCESSED_AT':
      return { sortValue: (order) => Date.parse(order.processedAt) };
    case 'ORDER_NUMBER':
      return { sortValue: (order) => order.number };
    case 'TOTAL_PRICE':
      return { sortValue: (order) => Number(order.total) };
    case 'RELEVANCE':
      throw apiError('RELEVANCE sorts the results of a search by words only', 'BAD_REQUEST');
    default:
      throw notImitated(`sorting orders by ${key}`);
  }
}
