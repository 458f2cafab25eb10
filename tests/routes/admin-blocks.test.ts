import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import type { CustomerBlock, OrderBlock } from '#app/admin-blocks.server.ts';
import { responseOf, useAdmin } from '#tests/support/admin-requests.ts';
import { furnish, newTenantIds } from '#tests/support/tenants.ts';

const admin = useAdmin();
const ids = newTenantIds('ANNA');
type Asked = Parameters<typeof admin.signedIn>[1];

beforeAll(async () => {
  await furnish(admin.context, admin.shop, ids);
});

async function order(orderId: string, options: Asked = {}, language = 'en') {
  const { loader } = await import('#app/routes/app.block.orders.$orderId.ts');
  const args = await admin.signedIn(`/app/block/orders/${orderId}?locale=${language}`, { ...options, params: { orderId } });
  return responseOf(loader(args));
}
async function customer(customerId: string, options: Asked = {}) {
  const { loader } = await import('#app/routes/app.block.customers.$customerId.ts');
  const args = await admin.signedIn(`/app/block/customers/${customerId}?locale=en`, { ...options, params: { customerId } });
  return responseOf(loader(args));
}
const orderOf = async (response: Response) => ((await response.json()) as OrderBlock).order;
const advocateOf = async (response: Response) => ((await response.json()) as CustomerBlock).advocate;

test('an order tells who was credited and why, in the language of the block, with the state of its rewards', async () => {
  const english = await orderOf(await order(ids.orderId));
  expect(english).toMatchObject({
    ...{ path: `app/referrals/${ids.orderId}`, standing: 'credited' },
    rewards: [{ recipient: 'advocate', worth: '$10.00 off', state: 'issued' }],
    advocate: { name: 'Anna Berg', path: `app/advocates/${ids.advocateId}` },
  });
  expect(english?.why).toContain('Anna Berg');
  const german = await orderOf(await order(ids.orderId, {}, 'de'));
  expect(german?.why).not.toBe(english?.why);
  expect(await orderOf(await order(ids.heldOrderId))).toMatchObject({ standing: 'held' });
  const lost = await orderOf(await order(ids.lostOrderId));
  expect(lost).toMatchObject({ standing: 'not-credited', rewards: [], advocate: null });
  expect(lost?.lost.length).toBeGreaterThan(0);
});

test('a customer who is an advocate tells link, code, figures and rewards; one whom Shopify merged into them, too', async () => {
  const advocate = await advocateOf(await customer(ids.customerId));
  expect(advocate).toMatchObject({
    ...{ path: `app/advocates/${ids.advocateId}`, state: 'active', code: ids.chosenCode },
    ...{ visits: 1, referrals: 1, rewardsOwed: 1, rewardsReady: 1 },
  });
  expect(advocate?.link).toContain(ids.chosenCode);
  expect(await advocateOf(await customer('500010'))).toEqual(advocate);
});

test('what another shop has, what nobody has and what is no id is not there', async () => {
  const { stranger } = admin;
  for (const orderId of [ids.orderId, ids.heldOrderId]) expect(await orderOf(await order(orderId, { as: stranger }))).toBeNull();
  expect(await advocateOf(await customer(ids.customerId, { as: stranger }))).toBeNull();
  for (const id of ['1', "' OR 1=1", 'é'.repeat(50)]) {
    expect(await orderOf(await order(id))).toBeNull();
    expect(await advocateOf(await customer(id))).toBeNull();
  }
});

test('a forged token and one that is over are answered 401; the page of Shopify may read a good answer', async () => {
  expect((await order(ids.orderId, { secret: 'not-the-secret' })).status).toBe(401);
  expect((await customer(ids.customerId, { secret: 'not-the-secret' })).status).toBe(401);
  const { env } = admin.context;
  const { domain } = admin.shop;
  const past = Math.floor(Date.now() / 1000) - 600;
  const token = await new SignJWT({ dest: `https://${domain}`, sid: randomUUID(), iss: `https://${domain}/admin`, sub: '71001' })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(env.SHOPIFY_API_KEY)
    .setNotBefore(past - 60)
    .setExpirationTime(past)
    .sign(new TextEncoder().encode(env.SHOPIFY_API_SECRET));
  const { loader } = await import('#app/routes/app.block.orders.$orderId.ts');
  const args = await admin.signedIn(`/app/block/orders/${ids.orderId}`, { params: { orderId: ids.orderId } });
  args.request.headers.set('authorization', `Bearer ${token}`);
  expect((await responseOf(loader(args))).status).toBe(401);

  const good = await admin.signedIn(`/app/block/orders/${ids.orderId}`, { params: { orderId: ids.orderId } });
  good.request.headers.set('origin', 'https://extensions.shopifycdn.com');
  expect((await responseOf(loader(good))).headers.get('access-control-allow-origin')).toBe('*');
});
