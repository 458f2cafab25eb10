/** Where webhooks begin: something happened in the shop, and every subscription to the topic gets a delivery. */
import { randomUUID } from 'node:crypto';
import { storeNow } from '#devstore/clock.ts';
import type { DeliveryState, ShopState, Store } from '#devstore/state.ts';
import { queueDelivery } from '#devstore/webhooks/dispatch.ts';
import { passesFilter } from '#devstore/webhooks/filter.ts';
import { includeFields } from '#devstore/webhooks/include-fields.ts';
import { withoutProtectedData } from '#devstore/webhooks/protected-data.ts';

type EmitOptions = {
  /** Shared by everything that one action of the merchant or buyer caused; a fresh one by default. */
  eventId?: string | undefined;
  /** When it happened, ISO; now on the virtual clock by default. */
  at?: string | undefined;
  /** Sent so many milliseconds later, on the virtual clock. */
  delayMs?: number | undefined;
};

/** Sent whether the app is installed or not, and never emptied. */
const compliance = new Set(['customers/data_request', 'customers/redact', 'shop/redact']);
const twoDays = 48 * 3_600_000;

/**
 * Queues one delivery for each subscription to the topic. An app that is not installed gets nothing but app/uninstalled and the
 * compliance topics, as with Shopify; app/uninstalled is followed by shop/redact 48 hours later. Returns at once; `whenIdle`
 * (dispatch.ts) waits for the answers.
 */
export function emitWebhook(store: Store, shop: ShopState, topic: string, payload: unknown, options: EmitOptions = {}): void {
  if (topic === 'app/uninstalled') {
    send(store, shop, topic, payload, options);
    send(store, shop, 'shop/redact', { shop_id: Number(shop.id), shop_domain: shop.domain }, { delayMs: twoDays });
    return;
  }
  if (shop.installed || compliance.has(topic)) send(store, shop, topic, payload, options);
}

function send(store: Store, shop: ShopState, topic: string, payload: unknown, options: EmitOptions): void {
  const now = storeNow(store);
  const eventId = options.eventId ?? randomUUID();
  const visible = shop.protectedDataApproved || compliance.has(topic) ? payload : withoutProtectedData(payload);
  for (const subscription of subscriptionsTo(store, shop, topic)) {
    if (!passesFilter(visible, subscription.filter)) continue;
    const delivery: DeliveryState = {
      webhookId: randomUUID(),
      eventId,
      topic,
      shop: shop.domain,
      uri: subscription.uri,
      body: JSON.stringify(includeFields(visible, subscription.includeFields)),
      triggeredAt: microseconds(options.at === undefined ? now : new Date(options.at)),
      name: subscription.name,
      subscriptionId: subscription.id,
      attempts: [],
      state: 'waiting',
      dueAt: now.getTime() + (options.delayMs ?? 0),
    };
    queueDelivery(store, shop, delivery);
  }
}

function subscriptionsTo(store: Store, shop: ShopState, topic: string) {
  const ofApp = store.app.subscriptions.map((subscription) => ({ ...subscription, id: null }));
  return [...ofApp, ...shop.webhookSubscriptions.values()].filter(
    (subscription) => topicName(subscription.topic) === topicName(topic),
  );
}

/** Configuration files write "orders/paid", the Admin API ORDERS_PAID. */
function topicName(topic: string): string {
  return topic.toUpperCase().replaceAll('/', '_').replaceAll('.', '_');
}

/** "2025-07-10T16:15:47.000000Z", as the header has it. */
function microseconds(at: Date): string {
  return `${at.toISOString().slice(0, -1)}000Z`;
}
