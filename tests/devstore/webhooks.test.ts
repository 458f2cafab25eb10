import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readAppConfig } from '#devstore/app-config.ts';
import { emitWebhook } from '#devstore/webhooks/emit.ts';
import { resendDelivery, wakeDeliveries, whenIdle } from '#devstore/webhooks/dispatch.ts';
import type { Store } from '#devstore/state.ts';
import { storeWithReceiver, subscribe } from '#tests/support/webhook-receiver.ts';

const hour = 3_600_000;

function advance(store: Store, ms: number): void {
  store.clockOffset += ms;
  wakeDeliveries(store);
}

test("a delivery carries Shopify's headers and a signature over its raw bytes", async () => {
  const { store, shop, receiver } = await storeWithReceiver();
  emitWebhook(store, shop, 'shop/update', { id: 1, name: 'Café Żółw ☕' }, { eventId: 'event-1', at: '2026-09-01T10:00:00Z' });
  await whenIdle(store);
  const [delivery] = receiver.received;
  expect(delivery).toMatchObject({ signatureHolds: true, path: '/webhooks', shop: shop.domain, eventId: 'event-1' });
  expect(delivery?.headers).toEqual(
    expect.arrayContaining([
      'Content-Type',
      'X-Shopify-Topic',
      'X-Shopify-Hmac-Sha256',
      'X-Shopify-Shop-Domain',
      'X-Shopify-API-Version',
      'X-Shopify-Webhook-Id',
      'X-Shopify-Triggered-At',
      'X-Shopify-Event-Id',
    ]),
  );
  expect(delivery?.payload).toEqual({ id: 1, name: 'Café Żółw ☕' });
  expect(shop.deliveries).toMatchObject([
    { state: 'delivered', triggeredAt: '2026-09-01T10:00:00.000000Z', attempts: [{ status: 200, error: null }] },
  ]);
});

test('a topic nobody subscribed to is not sent', async () => {
  const { store, shop, receiver } = await storeWithReceiver();
  emitWebhook(store, shop, 'products/update', { id: 1 });
  await whenIdle(store);
  expect(receiver.received).toEqual([]);
});

test('each subscription gets its own reduced and filtered copy under one event id', async () => {
  const { store, shop, receiver } = await storeWithReceiver();
  subscribe(shop, ['products/update'], { includeFields: ['id', 'maker.name', 'variants.price'] });
  subscribe(shop, ['products/update'], { filter: 'variants.price:>=10 AND NOT maker.name:Nobody', includeFields: ['id'] });
  const product = {
    id: 7,
    secret: 'x',
    maker: { name: 'Ann', phone: '1' },
    variants: [
      { price: '9.00', sku: 'a' },
      { price: '12.00', sku: 'b' },
    ],
  };
  emitWebhook(store, shop, 'products/update', product);
  emitWebhook(store, shop, 'products/update', { ...product, id: 8, variants: [{ price: '9.99' }] });
  emitWebhook(store, shop, 'products/update', { id: 9, maker: null });
  await whenIdle(store);
  const bodies = receiver.received.map((each) => each.body);
  expect(bodies).toHaveLength(4);
  expect(bodies).toContain('{"id":7}');
  expect(bodies).toContain('{"id":7,"maker":{"name":"Ann"},"variants":[{"price":"9.00"},{"price":"12.00"}]}');
  expect(bodies).toContain('{"id":9,"maker":null}');
  const [seven, eight] = [shop.deliveries.slice(0, 2), shop.deliveries.slice(2, 3)];
  expect(new Set(seven.map((each) => each.eventId)).size).toBe(1);
  expect(new Set(seven.map((each) => each.webhookId)).size).toBe(2);
  expect(eight[0]?.eventId).not.toBe(seven[0]?.eventId);
});

test('a filter that cannot be read is refused loudly', async () => {
  const { store, shop } = await storeWithReceiver();
  subscribe(shop, ['products/update'], { filter: 'price:>=10 AND (vendor:Ann' });
  expect(() => emitWebhook(store, shop, 'products/update', { price: 12, vendor: 'Ann' })).toThrow(/filter/);
});

test('deliveries of one shop begin in order and share kept-alive connections', async () => {
  const { store, shop, receiver } = await storeWithReceiver();
  for (let index = 0; index < 200; index += 1) emitWebhook(store, shop, 'shop/update', { index });
  await whenIdle(store);
  expect(receiver.received).toHaveLength(200);
  expect(shop.deliveries.map((each) => (JSON.parse(each.body) as { index: number }).index)).toEqual([...Array(200).keys()]);
  expect(receiver.connections()).toBeLessThanOrEqual(16);
});

test('any answer that is not 2xx is tried again eight times over four hours, then given up', async () => {
  const { store, shop, receiver } = await storeWithReceiver();
  receiver.answers.push(500, 301, 404, 500, 500, 500, 500, 500, 500);
  emitWebhook(store, shop, 'shop/update', { id: 1 });
  await whenIdle(store);
  const [delivery] = shop.deliveries;
  const waited: number[] = [];
  while (delivery?.state === 'waiting') {
    const pause = delivery.dueAt - (Date.now() + store.clockOffset);
    waited.push(pause);
    advance(store, pause + 1);
    await whenIdle(store);
  }
  expect(delivery?.state).toBe('failed');
  expect(delivery?.attempts.map((attempt) => attempt.status)).toEqual([500, 301, 404, 500, 500, 500, 500, 500, 500]);
  expect(waited.reduce((sum, each) => sum + each, 0) / hour).toBeCloseTo(4, 1);
  expect(waited.every((pause, index) => index === 0 || pause > (waited[index - 1] ?? 0) * 1.9)).toBe(true);
  expect(new Set(receiver.received.map((each) => each.webhookId)).size).toBe(1);
  expect(new Set(receiver.received.map((each) => each.body)).size).toBe(1);
});

test('a subscription made through the Admin API is removed when its delivery is given up, one of the configuration stays', async () => {
  const { store, shop, receiver } = await storeWithReceiver();
  subscribe(shop, ['products/update']);
  const count = store.app.subscriptions.length;
  for (const topic of ['products/update', 'shop/update']) {
    receiver.answers.push(...Array<number>(9).fill(500));
    emitWebhook(store, shop, topic, { id: 1 });
    for (let attempt = 0; attempt < 9; attempt += 1) {
      await whenIdle(store);
      advance(store, 3 * hour);
    }
    await whenIdle(store);
  }
  expect(shop.deliveries.map((each) => each.state)).toEqual(['failed', 'failed']);
  expect(shop.webhookSubscriptions.size).toBe(0);
  expect(store.app.subscriptions).toHaveLength(count);
});

test('an answer that never comes counts as failed after five seconds, and a resend delivers it', async () => {
  const { store, shop, receiver } = await storeWithReceiver();
  receiver.answers.push(null);
  emitWebhook(store, shop, 'shop/update', { id: 1 });
  await whenIdle(store);
  const [delivery] = shop.deliveries;
  expect(delivery?.attempts).toMatchObject([{ status: null, error: 'no answer within 5 seconds' }]);
  resendDelivery(store, shop, delivery?.webhookId ?? '');
  await whenIdle(store);
  expect(delivery).toMatchObject({ state: 'delivered', attempts: [{ status: null }, { status: 200 }] });
});

test('an app that does not listen is tried again when it does', async () => {
  const { store, shop, receiver } = await storeWithReceiver();
  store.app.origin = 'http://127.0.0.1:1';
  emitWebhook(store, shop, 'shop/update', { id: 1 });
  await whenIdle(store);
  expect(shop.deliveries[0]?.attempts[0]).toMatchObject({
    status: null,
    error: expect.stringContaining('ECONNREFUSED') as string,
  });
  store.app.origin = receiver.origin;
  advance(store, 60_000);
  await whenIdle(store);
  expect(shop.deliveries[0]?.state).toBe('delivered');
});

test('injectors send twice, again under a new id, late, too slow or never', async () => {
  const { store, shop, receiver } = await storeWithReceiver();
  const { webhooks } = store.injectors;
  const emit = (id: number) => emitWebhook(store, shop, 'shop/update', { id }, { eventId: `event-${id}` });
  webhooks.duplicate = 1;
  emit(1);
  webhooks.newIdDuplicate = 1;
  emit(2);
  webhooks.lose = 1;
  emit(3);
  await whenIdle(store);
  const ids = (id: number) => receiver.received.filter((each) => each.payload['id'] === id);
  expect(ids(1)).toHaveLength(2);
  expect(new Set(ids(1).map((each) => each.webhookId)).size).toBe(1);
  expect(ids(2)).toHaveLength(2);
  expect(new Set(ids(2).map((each) => each.webhookId)).size).toBe(2);
  expect(new Set(ids(2).map((each) => each.eventId))).toEqual(new Set(['event-2']));
  expect(ids(3)).toEqual([]);
  expect(shop.deliveries.filter((each) => each.state === 'lost')).toHaveLength(1);

  webhooks.delayMs = hour;
  emit(4);
  webhooks.delayMs = 0;
  await whenIdle(store);
  expect(ids(4)).toEqual([]);
  advance(store, hour);
  await whenIdle(store);
  expect(ids(4)).toHaveLength(1);

  webhooks.slow = 1;
  emit(5);
  await whenIdle(store);
  expect(ids(5)).toHaveLength(1);
  expect(shop.deliveries.at(-1)?.attempts).toMatchObject([{ status: null, error: 'no answer within 5 seconds' }]);
  advance(store, 60_000);
  await whenIdle(store);
  expect(ids(5)).toHaveLength(2);
  expect(new Set(ids(5).map((each) => each.webhookId)).size).toBe(1);
});

test('shuffled deliveries arrive newest first', async () => {
  const { store, shop, receiver } = await storeWithReceiver();
  store.injectors.webhooks.shuffle = true;
  for (const id of [1, 2, 3, 4]) emitWebhook(store, shop, 'shop/update', { id });
  await whenIdle(store);
  expect(receiver.received.map((each) => each.payload['id'])).toEqual([4, 3, 2, 1]);
});

test('an uninstalled app is told that it is gone, two days later to erase, and nothing else', async () => {
  const { store, shop, receiver } = await storeWithReceiver();
  emitWebhook(store, shop, 'app/uninstalled', { id: Number(shop.id) });
  shop.installed = false;
  emitWebhook(store, shop, 'shop/update', { id: 1 });
  emitWebhook(store, shop, 'customers/redact', { shop_id: 1 });
  await whenIdle(store);
  expect(receiver.received.map((each) => each.topic).sort()).toEqual(['app/uninstalled', 'customers/redact']);
  advance(store, 47 * hour);
  await whenIdle(store);
  expect(receiver.of('shop/redact')).toEqual([]);
  advance(store, hour);
  await whenIdle(store);
  expect(receiver.of('shop/redact')).toEqual([{ shop_id: Number(shop.id), shop_domain: shop.domain }]);
});

test('an address that is neither the app nor this machine is refused', async () => {
  const { store, shop } = await storeWithReceiver();
  subscribe(shop, ['products/update']);
  for (const subscription of shop.webhookSubscriptions.values()) subscription.uri = 'arn:aws:events:us-east-1::event-source/x';
  expect(() => emitWebhook(store, shop, 'products/update', { id: 1 })).toThrow(/not imitated/);
});

test('a topic that asks for a scope the app does not require is refused when the configuration is read', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'app-config-'));
  const configFile = path.join(folder, 'shopify.app.toml');
  const config = readFileSync(path.resolve(import.meta.dirname, '../../shopify.app.toml'), 'utf8');
  const read = (scopes: string) => {
    const disputes = '\n[[webhooks.subscriptions]]\ntopics = ["disputes/create"]\nuri = "/webhooks"\n';
    writeFileSync(configFile, config.replace(/^scopes = .*$/m, `scopes = "${scopes}"`) + disputes);
    return readAppConfig({ apiKey: 'key', apiSecret: 'secret', appOrigin: 'http://127.0.0.1:9', configFile });
  };
  const orders = 'read_orders,write_customers,read_discounts,read_products';
  expect(() => read(orders)).toThrow('disputes/create needs the scope read_shopify_payments_disputes');
  expect(() => read('read_shopify_payments_disputes')).toThrow('needs the scope read_orders');
  expect(read(`${orders},read_shopify_payments_disputes`).subscriptions.map(({ topic }) => topic)).toContain('disputes/create');
  rmSync(folder, { recursive: true });
});
