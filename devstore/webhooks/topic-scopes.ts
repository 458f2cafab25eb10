/** What a subscription to a topic asks for. Source: shopify.dev, WebhookSubscriptionTopic; for disputes, Monitoring and resiliency. */
import { allows } from '#devstore/auth/install.ts';

const scopes: Record<string, string> = {
  orders: 'read_orders',
  refunds: 'read_orders',
  disputes: 'read_shopify_payments_disputes',
  customers: 'read_customers',
  discounts: 'read_discounts',
  fulfillments: 'read_fulfillments',
  products: 'read_products',
  collections: 'read_products',
};
/** Topics that ask for another scope than their neighbours. */
const own: Record<string, string> = { 'customers/merge': 'read_customer_merge' };
/** The compliance topics ask for none. */
const free = new Set(['customers/data_request', 'customers/redact']);

/** The scope that a topic asks for and that is not among `granted`; null when nothing is missing. @param topic "orders/paid" */
export function missingScope(topic: string, granted: string[]): string | null {
  const needed = free.has(topic) ? undefined : (own[topic] ?? scopes[topic.split('/')[0] ?? '']);
  return needed === undefined || allows(granted, needed) ? null : needed;
}
