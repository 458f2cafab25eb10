/** An order that was asked for from Shopify, as the delivery that would have brought it. */
import type { OwnDelivery } from '../data/own-deliveries.server.ts';
import { orderPayload } from '../shopify/order-payload.ts';
import type { RecentOrder } from '../shopify/operations/recent-orders.ts';

/** Its topic is the one under which a webhook would have told this state. */
export function topicOf(order: RecentOrder): 'orders/paid' | 'orders/updated' | 'orders/cancelled' {
  if (order.cancelledAt) return 'orders/cancelled';
  return order.displayFinancialStatus === 'PAID' ? 'orders/paid' : 'orders/updated';
}

export function stateOfOrder(order: RecentOrder): OwnDelivery {
  return { topic: topicOf(order), source: 'reconcile', body: orderPayload(order) };
}
