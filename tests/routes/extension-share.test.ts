import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { ShareAnswer } from '#app/domain/extension-contract.ts';
import { defaultRules, type ProgramRules } from '#app/domain/program.ts';
import { readLink } from '#app/link-signer.server.ts';
import { Fault } from '#app/shopify/faults.ts';
import { storeNow } from '#devstore/clock.ts';
import { confirmationNumber } from '#devstore/orders/order-json.ts';
import { placeOrder } from '#devstore/orders/place-order.ts';
import { addAdvocate } from '#tests/fixtures/order-events.ts';
import { useAdminApi } from '#tests/support/admin-api.ts';
import { responseOf } from '#tests/support/admin-requests.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { addAppShop, type FixtureShop } from '#tests/support/reward-fixture.ts';

const database = useDatabase();
const api = useAdminApi({ customers: 8 });
let context: TestContext;
let shop: FixtureShop;
let version = 98;
let visitors = 0;

beforeAll(async () => {
  context = testContext(database, { at: storeNow(api.store).getTime(), newId: () => randomUUID() });
  (globalThis as Record<symbol, unknown>)[Symbol.for('vouchsafe.context')] = context;
  shop = await addAppShop(context, api.shop.domain);
});
beforeEach(async () => {
  context.shopify = () => Promise.resolve(api.client());
  await saveRules({ live: true });
});

async function saveRules(rules: Partial<ProgramRules>): Promise<void> {
  const data = { shopId: shop.id, version: (version += 1), createdAt: new Date(context.now()), createdBy: '1' };
  await database.prisma.program.create({ data: { ...data, rules: { ...defaultRules('USD'), ...rules } } });
}

type Options = { customerId?: string; claims?: Record<string, unknown>; secret?: string; address?: string; language?: string };

async function ask(body: unknown, { customerId, claims = {}, secret, address, language = 'en' }: Options = {}) {
  const { action } = await import('#app/routes/extension.share.ts');
  const subject = customerId === undefined ? {} : { sub: `gid://shopify/Customer/${customerId}` };
  const token = await new SignJWT({
    dest: shop.domain,
    aud: context.env.SHOPIFY_API_KEY,
    nbf: Math.floor(Date.now() / 1000),
    exp: Math.floor(Date.now() / 1000) + 60,
    ...subject,
    ...claims,
  })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret ?? context.env.SHOPIFY_API_SECRET));
  visitors += 1;
  const request = new Request('https://app.vouchsafe.test/extension/share', {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify({ discountCodes: [], join: false, ...(body as object) }),
    headers: {
      authorization: `Bearer ${token}`,
      origin: 'null',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      'accept-language': language,
      'x-forwarded-for': address ?? `198.51.${visitors >> 8}.${visitors & 255}`,
    },
  });
  const response = await responseOf(action({ request, params: {}, context: {} }));
  const text = await response.text();
  const answer = response.status === 200 ? (JSON.parse(text) as ShareAnswer) : null;
  return { status: response.status, cors: response.headers.get('access-control-allow-origin'), text, answer };
}

function buy(customerId: string | null, test = false) {
  const [variant] = [...api.shop.products.values()].flatMap(({ variants }) => variants);
  const lines = [{ variantId: variant?.id ?? '', quantity: 1 }];
  const order = placeOrder(api.store, api.shop, {
    lines,
    ...(customerId === null ? { email: `guest${visitors}@friend.example` } : { customerId }),
    ...(test ? { test } : {}),
  });
  return { orderId: `gid://shopify/OrderIdentity/${order.id}`, confirmationNumber: confirmationNumber(api.shop, order) };
}

const customers = () => [...api.shop.customers.keys()];
const enrolled = () => database.prisma.advocate.count();

test('a buyer without an account gets a link for the order that they prove, and no other way', async () => {
  const order = buy(customers()[3] ?? '');
  const before = await enrolled();
  expect((await ask({ ...order, confirmationNumber: 'GUESSED12', join: true })).answer?.share).toBeNull();
  expect((await ask({ ...order, orderId: '1', join: true })).answer?.share).toBeNull();
  expect((await ask({ orderId: order.orderId, join: true })).answer?.share).toBeNull();
  expect((await ask({ ...order, join: false })).answer?.share).toBeNull();
  expect(await enrolled()).toBe(before);

  const first = await ask({ ...order, join: true });
  expect(first.cors).toBe('*');
  const advocate = await database.prisma.advocate.findFirstOrThrow({ where: { customerId: customers()[3] ?? '' } });
  for (const [name, link] of Object.entries(first.answer?.share?.links ?? {})) {
    const ref = new URL(link).searchParams.get('ref');
    expect(readLink(context.env, shop.id, ref)).toEqual({ code: advocate.code, trust: 'signed', channel: name });
  }
  expect(Object.keys(first.answer?.share?.links ?? {})).toEqual(['copy', 'qr', 'email', 'whatsapp', 'sms']);
  expect((await ask({ ...order, join: true })).text).toBe(first.text);
  expect(await enrolled()).toBe(before + 1);
});

test('a signed-in customer reads what joining brings, joins, and is told their link; in French, too', async () => {
  const customerId = customers()[4] ?? '';
  const looking = await ask({}, { customerId });
  expect(looking.answer).toMatchObject({ share: null, invitation: { offer: '10% off your first order' } });
  const joined = await ask({ join: true }, { customerId, language: 'fr' });
  expect(joined.answer?.share?.offer).toContain('de remise sur votre première commande');
  expect((await ask({}, { customerId })).answer?.share?.links).toEqual(joined.answer?.share?.links);
});

test('whose token it is, only its signature and audience say: staff of the admin, strangers and other apps are nobody', async () => {
  const customerId = customers()[5] ?? '';
  for (const sub of ['42', 'gid://shopify/User/42', `gid://shopify/Customer/${customerId}/x`, ''])
    expect((await ask({ join: true }, { claims: { sub } })).answer?.share, sub).toBeNull();
  expect((await ask({}, { claims: { aud: 'another-app' } })).status).toBe(401);
  expect((await ask({}, { claims: { exp: 1 } })).status).toBe(401);
  expect((await ask({}, { claims: { nbf: Math.floor(Date.now() / 1000) + 600 } })).status).toBe(401);
  expect((await ask({}, { secret: 'another secret, as long as it should be' })).status).toBe(401);
  expect((await ask({}, { claims: { dest: 'other.myshopify.com' } })).status).toBe(404);
  for (const body of ['', '{', '{}', '[]', 'x'.repeat(9_999), { join: 'yes' }, { discountCodes: ['x'.repeat(256)] }])
    expect((await ask(body)).status).toBe(400);
});

test('a friend’s code is known however it is typed: a claimed offer’s, an advocate’s own; the merchant’s discounts are not', async () => {
  const anna = await addAdvocate(context, shop, { customerId: '5001', email: 'anna@example.com' });
  await database.prisma.claim.create({
    data: {
      shopId: shop.id, id: randomUUID(), advocateId: anna.advocateId, offerCode: 'FRIEND-7K2M-XM4P-9CDF', state: 'ready',
      claimedAt: new Date(context.now()), expiresAt: null, programVersion: version,
    },
  }); // prettier-ignore
  expect((await ask({ discountCodes: ['SUMMER', ' friend-7k2mxm4p9cdf'] })).answer?.knowsFriend).toBe(true);
  expect((await ask({ discountCodes: [anna.code.toLowerCase()] })).answer?.knowsFriend).toBe(true);
  expect((await ask({ discountCodes: ['SUMMER', 'FRIEND-FFFF-FFFF-FFFF'] })).answer?.knowsFriend).toBe(false);
});

test('a resting program promises nothing and takes nobody in; a blocked advocate and a test order have no link', async () => {
  const customerId = customers()[6] ?? '';
  await saveRules({ live: false });
  const before = await enrolled();
  expect((await ask({ join: true }, { customerId })).answer).toEqual({ share: null, invitation: null, knowsFriend: false });
  await saveRules({ live: true });
  expect((await ask({ ...buy(customers()[7] ?? '', true), join: true })).answer?.share).toBeNull();
  expect(await enrolled()).toBe(before);

  expect((await ask({ join: true }, { customerId })).answer?.share).not.toBeNull();
  await database.prisma.advocate.updateMany({ where: { customerId }, data: { state: 'blocked' } });
  expect((await ask({ join: true }, { customerId })).answer?.share).toBeNull();
});

test('when Shopify does not answer there is no link, and no error', async () => {
  context.shopify = () => Promise.reject(new Fault('unreachable', 'no answer'));
  expect(await ask({ ...buy(null), join: true })).toMatchObject({ status: 200, answer: { share: null } });
});

test('too much from one network, or about one order, is refused with a kind word', async () => {
  const order = { orderId: '77', confirmationNumber: 'GUESS' };
  for (let guess = 0; guess < 20; guess += 1) await ask(order);
  const refused = await ask(order);
  expect([refused.status, refused.cors]).toEqual([429, '*']);
  expect(refused.text).toContain('Please wait a minute');
  for (let other = 0; other < 60; other += 1)
    await ask({ orderId: `${other + 100}`, confirmationNumber: 'GUESS' }, { address: '198.18.0.1' });
  expect((await ask({ orderId: '999', confirmationNumber: 'GUESS' }, { address: '198.18.0.1' })).status).toBe(429);
});

test('nothing of a person stands in the log', async () => {
  context.shopify = () => Promise.reject(new Fault('unreachable', 'no answer'));
  const lines: unknown[] = [];
  const warn = context.log.warn.bind(context.log);
  context.log.warn = ((...line: unknown[]) => void lines.push(line)) as typeof context.log.warn;
  await ask({ ...buy(customers()[3] ?? ''), join: true });
  context.log.warn = warn;
  expect(lines).toEqual([[{ shop: shop.domain, fault: 'unreachable' }, 'order not asked for']]);
});
