/** What a merchant does while the app looks elsewhere, over the control API. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createControl } from '#devstore/control/app.ts';
import { metafieldKey } from '#devstore/metafields.ts';
import { placeOrder } from '#devstore/orders/place-order.ts';
import { priceCart } from '#devstore/pricing/price-cart.ts';
import type { ShopState, Store } from '#devstore/state.ts';
import { whenIdle } from '#devstore/webhooks/dispatch.ts';
import { addDiscount, variantIn } from '#tests/support/storefront.ts';
import { storeWithReceiver, subscribe, type Receiver } from '#tests/support/webhook-receiver.ts';

let store: Store;
let shop: ShopState;
let receiver: Receiver;
let base: string;
let server: http.Server;

beforeEach(async () => {
  ({ store, shop, receiver } = await storeWithReceiver());
  // Those of shopify.app.toml would tell the same a second time.
  store.app.subscriptions = [];
  subscribe(shop, [
    'discounts/update', 'discounts/delete', 'discounts/redeemcode_removed', 'customers/merge', 'customers/delete', 'customers/update',
    'app/scopes_update',
  ]); // prettier-ignore
  server = http.createServer(createControl(store)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/__dev/api/shops/${shop.handle}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function call(method: string, path: string, body?: unknown) {
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${base}${path}`, { method, ...init });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function told(topic: string) {
  await whenIdle(store);
  return receiver.of(topic);
}

function off(code: string): string | null {
  const lines = [{ variantId: variantIn(shop, 'hand-grinder').id, quantity: 1 }];
  return priceCart(store, shop, { lines, discountCodes: [code], customerId: null }).discountCodes[0]?.amount ?? null;
}

test('a discount’s value and end are changed, it is ended, revived and deleted, and each is told with the keys of the samples', async () => {
  const { id } = addDiscount(store, shop, 'TEN');
  expect(off('TEN')).toBe('8.90');
  expect(await call('PATCH', '/discounts/ten', { percentage: 0.5 })).toMatchObject({ status: 200, body: { status: 'ACTIVE' } });
  expect(off('TEN')).toBe('44.50');
  await call('PATCH', `/discounts/${id}`, { endsAt: '2020-01-01T00:00:00-05:00' });
  expect([off('TEN'), shop.discounts.get(id)?.endsAt]).toEqual([null, '2020-01-01T05:00:00Z']);
  await call('POST', `/discounts/${id}/activate`, {});
  expect(off('TEN')).toBe('44.50');
  expect((await call('POST', `/discounts/${id}/deactivate`, {})).body['status']).toBe('EXPIRED');
  const updates = await told('discounts/update');
  expect(updates.map((each) => each['status'])).toEqual(['ACTIVE', 'EXPIRED', 'ACTIVE', 'EXPIRED']);
  const shopTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[45]:00$/) as string;
  const gid = `gid://shopify/DiscountCodeNode/${id}`;
  expect(updates[0]).toEqual({
    admin_graphql_api_id: gid,
    title: 'TEN',
    status: 'ACTIVE',
    created_at: shopTime,
    updated_at: shopTime,
  });
  expect((await call('DELETE', `/discounts/${id}`)).status).toBe(200);
  expect(await told('discounts/delete')).toEqual([{ admin_graphql_api_id: gid, deleted_at: shopTime }]);
  expect((await call('DELETE', `/discounts/${id}`)).status).toBe(404);
});

test('one code of a pool is deleted: it is told, and the others still work', async () => {
  const { id, codes } = addDiscount(store, shop, 'POOL', { codes: ['POOL-A', 'POOL-B'] });
  await call('DELETE', `/discounts/${id}/codes/pool-a`);
  expect([off('POOL-A'), off('POOL-B')]).toEqual([null, '8.90']);
  expect(await told('discounts/redeemcode_removed')).toMatchObject([
    { redeem_code: { id: `gid://shopify/DiscountRedeemCode/${codes[0]?.id}`, code: 'POOL-A' } },
  ]);
});

test('merged customers become one: orders, credit, discounts and metafields are the kept one’s, and the app is told', async () => {
  const [gone, kept] = [...shop.customers.values()];
  if (gone === undefined || kept === undefined) throw new Error('the shop has no customers');
  const order = placeOrder(store, shop, {
    customerId: gone.id,
    lines: [{ variantId: variantIn(shop, 'paper-filters').id, quantity: 1 }],
  });
  const own = {
    id: '1',
    namespace: 'custom',
    key: 'size',
    type: 'single_line_text_field',
    value: 'M',
    createdAt: '',
    updatedAt: '',
  };
  const owner = (id: string) => `gid://shopify/Customer/${id}`;
  shop.metafields.set(metafieldKey(owner(gone.id), 'custom', 'size'), { ...own, ownerId: owner(gone.id) });
  addDiscount(store, shop, 'LOCKED', { customerIds: [gone.id], usedByCustomer: { [gone.id]: 1 } });
  for (const { id, credit } of [
    { id: gone.id, credit: '7.00' },
    { id: kept.id, credit: '5.00' },
  ])
    await call('POST', `/customers/${id}/store-credit`, { credit });
  const merged = await call('POST', `/customers/${gone.id}/merge`, { intoEmail: kept.email });
  expect(merged.body).toMatchObject({ id: kept.id, orders: 1, storeCredit: [{ currency: 'USD', balance: '12.00' }] });
  expect([order.customerId, shop.customers.has(gone.id)]).toEqual([kept.id, false]);
  expect([...shop.discounts.values()][0]).toMatchObject({ customerIds: [kept.id], usedByCustomer: { [kept.id]: 1 } });
  expect([...shop.metafields.values()]).toMatchObject([{ ownerId: owner(kept.id), value: 'M' }]);
  expect(await told('customers/merge')).toEqual([
    {
      admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept.id}`,
      admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${gone.id}`,
      admin_graphql_api_job_id: expect.stringMatching(/^gid:\/\/shopify\/Job\//) as string,
      status: 'completed',
      errors: [],
    },
  ]);
  expect(await told('customers/delete')).toMatchObject([{ id: Number(gone.id) }]);
  expect((await told('customers/update')).at(-1)).toMatchObject({ id: Number(kept.id) });
  expect((await call('POST', `/customers/${kept.id}/merge`, { into: kept.id })).status).toBe(422);
});

test('credit is taken by the merchant, a gift card switched off, and what customers would be written is listed', async () => {
  const [customer] = shop.customers.values();
  const path = `/customers/${customer?.id}/store-credit`;
  await call('POST', path, { credit: '9.00' });
  expect((await call('POST', path, { debit: '4.00' })).body['storeCredit']).toEqual([{ currency: 'USD', balance: '5.00' }]);
  expect((await call('POST', path, { debit: '6.00' })).status).toBe(422);
  expect((await call('GET', '/gift-cards')).body).toEqual([]);
  expect((await call('GET', '/notifications')).body).toEqual([]);
});

test('optional scopes are granted and taken back, tokens revoked, features switched', async () => {
  const grant = ['write_gift_cards'];
  expect((await call('POST', '/scopes', { grant })).body['grantedScopes']).toContain('write_gift_cards');
  expect((await call('POST', '/scopes', { revoke: grant })).body['grantedScopes']).not.toContain('write_gift_cards');
  expect((await call('POST', '/scopes', { grant: ['write_themes'] })).status).toBe(422);
  expect(await told('app/scopes_update')).toMatchObject([
    { current: expect.arrayContaining(grant) as string[] },
    { previous: expect.arrayContaining(grant) as string[] },
  ]);
  shop.accessTokens.set('token', { kind: 'offline', expiresAt: null, userId: null });
  shop.refreshTokens.set('refresh', { expiresAt: Date.now() + 1_000, usedAt: null, replaces: null });
  await call('POST', '/revoke-tokens', {});
  expect([shop.accessTokens.size, shop.refreshTokens.size]).toEqual([0, 1]);
  await call('POST', '/revoke-tokens', { refreshTokens: true });
  expect(shop.refreshTokens.size).toBe(0);
  const switched = await call('PATCH', '/switches', { giftCards: false, storeCredit: false, storeCreditLimit: '50.00' });
  expect(switched.body).toMatchObject({ giftCards: false, storeCredit: false, storeCreditLimit: '50.00' });
});

test('the page offers all of it', async () => {
  addDiscount(store, shop, 'POOL', { title: 'Pool of autumn', codes: ['POOL-A', 'POOL-B'] });
  const page = await (await fetch(base.replace(/\/api\/.*/, ''))).text();
  for (const part of [
    'Pool of autumn',
    'End it now',
    'Delete the code POOL-A',
    'Merge into (e-mail)',
    'Revoke its tokens',
    'Gift cards',
  ])
    expect(page).toContain(part);
});
