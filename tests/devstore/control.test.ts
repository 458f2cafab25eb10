import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CART_ATTRIBUTE, storedReferralSchema } from '#app/domain/storefront-contract.ts';
import { createControl } from '#devstore/control/app.ts';
import type { ShopState, Store } from '#devstore/state.ts';
import { whenIdle } from '#devstore/webhooks/dispatch.ts';
import { samplePayload, shapeDifferences } from '#tests/support/payload-sample.ts';
import { storeWithReceiver, subscribe, type Receiver } from '#tests/support/webhook-receiver.ts';

type Answer = { status: number; body: Record<string, unknown> & unknown[] };

let store: Store;
let shop: ShopState;
let receiver: Receiver;
let base: string;
let server: http.Server;

beforeEach(async () => {
  ({ store, shop, receiver } = await storeWithReceiver());
  server = http.createServer(createControl(store)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/__dev`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function call(method: string, path: string, body?: unknown): Promise<Answer> {
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${base}/api${path}`, { method, ...init });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

function firstVariant(): string {
  const [variant] = [...shop.products.values()].flatMap((product) => product.variants);
  return variant?.id ?? '';
}

test('the page shows the shop and everything that can be done to it, with every value escaped', async () => {
  shop.name = 'Hill & <b>Side</b>';
  await call('POST', '/shops/hillside-roasters/orders', {
    email: 'a@example.com',
    lines: [{ variantId: firstVariant(), quantity: 1 }],
  });
  const response = await fetch(base);
  const page = await response.text();
  expect(response.status).toBe(200);
  expect(page).toContain('Hill &amp; &lt;b&gt;Side&lt;/b&gt;');
  expect(page).not.toContain('<b>Side');
  for (const part of [
    'Place an order',
    '#1001',
    'orders/paid',
    '+15 days',
    'Sign in as',
    'Uninstall',
    `https://${shop.domain}/`,
  ]) {
    expect(page).toContain(part);
  }
  for (const asset of ['control.css', 'control.client.js']) expect((await fetch(`${base}/assets/${asset}`)).status).toBe(200);
});

test('the page answers on names of this machine only', async () => {
  const status = await new Promise<number | undefined>((resolve) => {
    http.get(base, { headers: { host: 'evil.example' } }, (response) => resolve(response.resume().statusCode));
  });
  expect(status).toBe(403);
});

test('an order is placed as anyone, with a referral said the short way, on any day', async () => {
  const placed = await call('POST', '/shops/hillside-roasters/orders', {
    email: 'friend@example.com',
    lines: [{ variantId: firstVariant(), quantity: 2 }],
    referral: { code: 'ANNA7K2QX', evidence: ['attribute', 'landing'], landedDaysBefore: 3 },
    daysAgo: 20,
  });
  expect(placed).toMatchObject({ status: 200, body: { name: '#1001', financialStatus: 'paid', landingSite: '/?ref=ANNA7K2QX' } });
  const [order] = shop.orders.values();
  const remembered = storedReferralSchema.parse(JSON.parse(order?.attributes[CART_ATTRIBUTE] ?? ''));
  expect(remembered.f?.[0]).toBe('ANNA7K2QX');
  expect(Math.round((Date.parse(order?.createdAt ?? '') - (remembered.f?.[1] ?? 0)) / 86_400_000)).toBe(3);
  expect(Math.round((Date.now() - Date.parse(order?.createdAt ?? '')) / 86_400_000)).toBe(20);
  await whenIdle(store);
  expect(receiver.of('orders/paid')).toHaveLength(1);
});

test('a referral travels on the products only, or is known to the journey only, its seal unharmed', async () => {
  const code = 'ANNA7K2QXW.CQ7WKD2XM';
  const place = async (evidence: string[], landedDaysBefore: number) => {
    const lines = [{ variantId: firstVariant(), quantity: 1 }];
    const referral = { code, evidence, landedDaysBefore };
    const { body } = await call('POST', '/shops/hillside-roasters/orders', { email: 'f@example.com', lines, referral });
    const order = shop.orders.get(String(body['id']));
    if (order === undefined) throw new Error('no order was placed');
    return order;
  };
  const bought = await place(['line-property'], 1);
  const remembered = storedReferralSchema.parse(JSON.parse(bought.lines[0]?.properties[CART_ATTRIBUTE] ?? ''));
  expect(remembered.f?.[0]).toBe(code);
  expect(bought).toMatchObject({ attributes: {}, landingSite: null, journey: { first: null, last: null } });
  const seen = await place(['journey'], 3);
  expect(seen).toMatchObject({ attributes: {}, landingSite: null, lines: [{ properties: {} }] });
  expect(seen.journey).toMatchObject({ first: { referralCode: code }, last: { referralCode: null, referrerUrl: null } });
  const first = Date.parse(seen.journey.first?.at ?? '');
  expect(Math.round((Date.parse(seen.createdAt) - first) / 86_400_000)).toBe(3);
  const long = await place(['journey'], 40);
  expect(long.journey.first?.referralCode).toBeNull();
  const landed = await place(['landing'], 0);
  expect(landed).toMatchObject({ landingSite: `/?ref=${code}`, journey: { last: { referralCode: code } } });
});

test('the journey is known when the shop says: a switch of virtual minutes', async () => {
  const order = async () => {
    const lines = [{ variantId: firstVariant(), quantity: 1 }];
    await call('POST', '/shops/hillside-roasters/orders', { email: 'f@example.com', lines });
    const newest = [...shop.orders.values()].at(-1);
    return (Date.parse(newest?.journey.readyAt ?? '') - Date.parse(newest?.createdAt ?? '')) / 60_000;
  };
  expect(await order()).toBe(2);
  const switched = await call('PATCH', '/shops/hillside-roasters/switches', { journeyReadyAfterMinutes: 90 });
  expect(switched.body).toMatchObject({ journeyReadyAfterMinutes: 90 });
  expect(await order()).toBe(90);
});

test('a dispute goes through every status; a customer signs up at a time of the past', async () => {
  store.app.subscriptions = [];
  subscribe(shop, ['disputes/create', 'disputes/update', 'customers/create']);
  const path = '/shops/hillside-roasters/orders';
  const lines = [{ variantId: firstVariant(), quantity: 1 }];
  const { body: placed } = await call('POST', path, { email: 'a@example.com', lines });
  const act = async (name: string, body: unknown) => (await call('POST', `${path}/1001/${name}`, body)).body['disputes'];
  await act('dispute', { type: 'inquiry' });
  expect(await act('settle-dispute', { status: 'under_review' })).toMatchObject([{ status: 'under_review' }]);
  expect(await act('settle-dispute', { status: 'charge_refunded' })).toMatchObject([
    { type: 'inquiry', status: 'charge_refunded' },
  ]);
  expect((await call('POST', `${path}/1001/settle-dispute`, { status: 'lost' })).status).toBe(422);
  await whenIdle(store);
  const orderId = Number(placed['id']);
  expect(receiver.of('disputes/create')).toMatchObject([{ order_id: orderId, status: 'needs_response', type: 'inquiry' }]);
  expect(receiver.of('disputes/update')).toMatchObject([
    { order_id: orderId, status: 'under_review', finalized_on: null, evidence_sent_on: expect.any(String) as string },
    { order_id: orderId, status: 'charge_refunded', finalized_on: expect.any(String) as string },
  ]);
  const person = { firstName: 'Ola', lastName: 'Berg', email: 'ola@example.com' };
  const { body } = await call('POST', '/shops/hillside-roasters/customers', { ...person, daysAgo: 10 });
  const customer = shop.customers.get(String(body['id']));
  expect(Math.round((Date.now() - Date.parse(customer?.createdAt ?? '')) / 86_400_000)).toBe(10);
  await whenIdle(store);
  expect(receiver.of('customers/create').at(-1)).toMatchObject({ email: 'ola@example.com', state: 'enabled' });
});

test('an order is refunded, edited, paid, disputed, fulfilled, delivered, cancelled and deleted by name', async () => {
  const path = '/shops/hillside-roasters/orders';
  await call('POST', path, { email: 'a@example.com', lines: [{ variantId: firstVariant(), quantity: 3 }] });
  const lineId = [...shop.orders.values()][0]?.lines[0]?.id ?? '';
  const act = async (name: string, body: unknown = {}) => (await call('POST', `${path}/1001/${name}`, body)).body;
  expect(await act('refund', { lines: [{ lineId, quantity: 1 }] })).toMatchObject({ financialStatus: 'partially_refunded' });
  expect(await act('edit', { add: [{ variantId: firstVariant(), quantity: 1 }] })).toMatchObject({ outstanding: '18.36' });
  expect(await act('pay')).toMatchObject({ outstanding: '0.00' });
  expect(await act('risk', { level: 'HIGH' })).toMatchObject({ risk: 'HIGH' });
  expect(await act('fulfill', { lines: [{ lineId, quantity: 1 }] })).toMatchObject({
    fulfilled: false,
    parcels: [{ status: 'success' }],
  });
  expect(await act('cancel-fulfillment')).toMatchObject({ parcels: [{ status: 'cancelled' }] });
  expect(await act('fulfill')).toMatchObject({ fulfilled: true, delivered: false });
  expect(await act('deliver', { status: 'in_transit' })).toMatchObject({ delivered: false });
  expect(await act('deliver')).toMatchObject({ delivered: true });
  expect(await act('dispute', { reason: 'fraudulent' })).toMatchObject({ disputed: true });
  expect(await act('settle-dispute', { status: 'won' })).toMatchObject({ disputed: true });
  expect(await act('refund', { amount: '1.00' })).toMatchObject({ financialStatus: 'partially_refunded' });
  expect(await act('cancel', { reason: 'fraud' })).toMatchObject({ financialStatus: 'refunded' });
  expect((await call('GET', `${path}/1001`)).body).toMatchObject({ name: '#1001', cancel_reason: 'fraud' });
  await act('delete');
  expect((await call('GET', `${path}/1001`)).status).toBe(404);
  expect((await call('GET', path)).body).toEqual([]);
});

test('nonsense is refused with the reason: unknown fields and shops, wrong types, foreign forms, impossible refunds', async () => {
  const path = '/shops/hillside-roasters/orders';
  expect(await call('POST', path, { lines: [], emial: 'x' })).toMatchObject({
    status: 400,
    body: { details: [{ at: 'lines' }, { message: expect.stringContaining('emial') as string }] },
  });
  expect((await call('POST', '/shops/nowhere/orders', {})).status).toBe(404);
  expect((await call('GET', '/nothing')).status).toBe(404);
  const form = await fetch(`${base}/api${path}`, {
    method: 'POST',
    body: '{"lines":[]}',
    headers: { 'content-type': 'text/plain' },
  });
  expect(form.status).toBe(415);
  const empty = await fetch(`${base}/api/shops/hillside-roasters/uninstall`, { method: 'POST' });
  expect(empty.status).toBe(415);
  expect(shop.installed).toBe(true);
  const broken = await fetch(`${base}/api${path}`, {
    method: 'POST',
    body: '{',
    headers: { 'content-type': 'application/json' },
  });
  expect(broken.status).toBe(400);
  await call('POST', path, { email: 'a@example.com', lines: [{ variantId: firstVariant(), quantity: 1 }] });
  expect(await call('POST', `${path}/1001/refund`, { amount: '1000.00' })).toMatchObject({
    status: 422,
    body: { error: expect.stringContaining('cannot be given back') as string },
  });
  expect(await call('POST', path, { customerId: '1', lines: [{ variantId: firstVariant(), quantity: 1 }] })).toMatchObject({
    status: 422,
  });
});

test('the clock goes forward and brings what was due', async () => {
  store.injectors.webhooks.delayMs = 3 * 3_600_000;
  await call('POST', '/shops/hillside-roasters/orders', {
    email: 'a@example.com',
    lines: [{ variantId: firstVariant(), quantity: 1 }],
  });
  await call('POST', '/idle', {});
  expect(receiver.received).toEqual([]);
  const before = Date.parse(String((await call('GET', '/')).body['now']));
  const { body } = await call('POST', '/clock', { days: 1, hours: 1 });
  expect(Math.round((Date.parse(String(body['now'])) - before) / 3_600_000)).toBe(25);
  await call('POST', '/idle', {});
  expect(receiver.received.length).toBeGreaterThan(0);
  expect((await call('POST', '/clock', { hours: -1 })).status).toBe(400);
});

test('injectors and switches are set one by one', async () => {
  await call('PATCH', '/injectors', { webhooks: { lose: 2 }, adminApi: { failRate: 0.5 } });
  await call('PATCH', '/injectors', { webhooks: { shuffle: true } });
  expect(store.injectors).toMatchObject({
    webhooks: { lose: 2, shuffle: true, duplicate: 0 },
    adminApi: { failRate: 0.5, throttle: false },
  });
  expect((await call('PATCH', '/injectors', { webhooks: { loose: 2 } })).status).toBe(400);
  await call('PATCH', '/injectors', { webhooks: { lose: 0, shuffle: false } });
  const { body } = await call('PATCH', '/shops/hillside-roasters/switches', {
    embedEnabled: true,
    consentRequired: true,
    protectedDataApproved: false,
    plan: 'Advanced',
    password: 'open sesame',
  });
  expect(body).toMatchObject({
    embedEnabled: true,
    consentRequired: true,
    protectedDataApproved: false,
    plan: 'Advanced',
    password: 'open sesame',
  });
  expect(shop).toMatchObject({
    plan: 'Advanced',
    password: 'open sesame',
    consent: { required: true },
    theme: { embedEnabled: true },
  });
  await whenIdle(store);
  expect(receiver.of('shop/update')).toMatchObject([{ plan_display_name: 'Advanced', password_enabled: true }]);
  expect((await call('PATCH', '/shops/hillside-roasters/switches', { blocks: { 'no-such-block': true } })).status).toBe(400);
});

test('a delivery is looked into, sent again, and everything that waits is sent now', async () => {
  receiver.answers.push(500, 500);
  await call('POST', '/shops/hillside-roasters/orders', {
    email: 'a@example.com',
    lines: [{ variantId: firstVariant(), quantity: 1 }],
  });
  await whenIdle(store);
  const path = '/shops/hillside-roasters/deliveries';
  const waiting = (await call('GET', `${path}?state=waiting`)).body as unknown as { webhookId: string; topic: string }[];
  expect(waiting).toHaveLength(2);
  expect((await call('POST', `${path}/retry-now`, {})).body).toEqual({ retried: 2, delivered: 2 });
  const webhookId = waiting[0]?.webhookId ?? '';
  const one = await call('GET', `${path}/${webhookId}`);
  expect(JSON.parse(String(one.body['body']))).toMatchObject({ name: '#1001' });
  expect((await call('POST', `${path}/${webhookId}/resend`, {})).body).toMatchObject({
    state: 'delivered',
    attempts: [{ status: 500 }, {}, {}],
  });
  expect((await call('POST', `${path}/none/resend`, {})).status).toBe(404);
});

test('customers are made, ask for their data, are erased after ten days, and deleted when they have not bought', async () => {
  subscribe(shop, ['customers/create']);
  const path = '/shops/hillside-roasters/customers';
  const made = await call('POST', path, { firstName: 'Mia', lastName: 'Lund', email: 'mia@example.com' });
  const id = String(made.body['id']);
  expect((await call('POST', path, { firstName: 'M', lastName: 'L', email: 'MIA@example.com' })).status).toBe(422);
  await call('POST', '/shops/hillside-roasters/orders', { customerId: id, lines: [{ variantId: firstVariant(), quantity: 1 }] });
  await call('POST', `${path}/${id}/data-request`, {});
  await call('POST', `${path}/${id}/redact`, {});
  await whenIdle(store);
  const [request] = receiver.of('customers/data_request');
  expect(shapeDifferences(samplePayload('customers-data_request.official-2026-07'), request)).toEqual([]);
  expect(request).toMatchObject({
    customer: { id: Number(id), email: 'mia@example.com' },
    orders_requested: [expect.any(Number)],
  });
  expect(receiver.of('customers/redact')).toEqual([]);
  await call('POST', '/clock', { days: 10 });
  await whenIdle(store);
  const [erasure] = receiver.of('customers/redact');
  expect(shapeDifferences(samplePayload('customers-redact.official-2026-07'), erasure)).toEqual([]);
  expect((await call('DELETE', `${path}/${id}`)).status).toBe(422);
  const other = await call('POST', path, { firstName: 'No', lastName: 'Orders', email: 'none@example.com' });
  expect((await call('DELETE', `${path}/${String(other.body['id'])}`)).status).toBe(200);
  await whenIdle(store);
  expect(receiver.of('customers/delete')).toMatchObject([{ id: other.body['id'] === undefined ? 0 : Number(other.body['id']) }]);
});

test('the app is uninstalled, erased two days later, and installed again', async () => {
  const shopPath = '/shops/hillside-roasters';
  expect((await call('POST', `${shopPath}/uninstall`, {})).body).toMatchObject({ installed: false });
  await call('POST', '/clock', { hours: 48 });
  await whenIdle(store);
  expect(receiver.received.map((each) => each.topic)).toEqual(['app/uninstalled', 'shop/redact']);
  expect((await call('POST', `${shopPath}/install`, {})).body).toMatchObject({
    installed: true,
    grantedScopes: expect.arrayContaining(['read_orders']) as string[],
  });
  expect((await call('POST', '/shops', { handle: 'second-shop', currency: 'EUR', customers: 1 })).body).toMatchObject({
    currency: 'EUR',
    installed: false,
  });
  expect((await call('GET', '/')).body['shops']).toHaveLength(2);
});
