/** The webhooks of one action on an order: several topics, one event id, one time. */
import { randomUUID } from 'node:crypto';
import { orderJson } from '#devstore/orders/order-json.ts';
import { customerJson } from '#devstore/orders/person-json.ts';
import type { OrderState, ShopState, Store } from '#devstore/state.ts';
import { emitWebhook } from '#devstore/webhooks/emit.ts';

/**
 * Emits the topics in the given order. `orders/…` topics carry the order as it is now, `customers/…` its customer;
 * `payloads` holds the documents of other topics.
 */
export function emitOrderEvents(
  store: Store,
  shop: ShopState,
  order: OrderState,
  topics: readonly string[],
  options: { at: string; payloads?: Record<string, unknown> },
): void {
  const eventId = randomUUID();
  const document = orderJson(store, shop, order);
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
  for (const topic of topics) {
    const given = options.payloads?.[topic];
    if (given !== undefined) emitWebhook(store, shop, topic, given, { eventId, at: options.at });
    else if (topic.startsWith('orders/')) emitWebhook(store, shop, topic, document, { eventId, at: options.at });
    else if (!topic.startsWith('customers/')) throw new Error(`dev store: an order has no document for ${topic}`);
    else if (customer !== undefined) emitWebhook(store, shop, topic, customerJson(shop, customer), { eventId, at: options.at });
  }
}
