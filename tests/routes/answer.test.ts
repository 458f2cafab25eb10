import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { defaultRules } from '#app/domain/program.ts';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import { Fault } from '#app/shopify/faults.ts';
import { storeNow } from '#devstore/clock.ts';
import { confirmationNumber } from '#devstore/orders/order-json.ts';
import { placeOrder } from '#devstore/orders/place-order.ts';
import type { OrderState } from '#devstore/state.ts';
import { addAdvocate } from '#tests/fixtures/order-events.ts';
import { useAdminApi } from '#tests/support/admin-api.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { responseOf } from '#tests/support/admin-requests.ts';
import { addAppShop, type FixtureShop } from '#tests/support/reward-fixture.ts';

const database = useDatabase();
const api = useAdminApi();
const day = 86_400_000;
let context: TestContext;
let shop: FixtureShop;
let anna: { advocateId: string; code: string };
let buyers = 0;

beforeAll(async () => {
  const now = storeNow(api.store).getTime();
  context = testContext(database, {
    at: now - 40 * day,
    shopify: () => Promise.resolve(api.client()),
    newId: () => randomUUID(),
  });
  (globalThis as Record<symbol, unknown>)[Symbol.for('vouchsafe.context')] = context;
  shop = await addAppShop(context, api.shop.domain);
  const rules = { ...defaultRules('USD'), live: true };
  await database.prisma.program.create({
    data: { shopId: shop.id, version: 99, rules, createdAt: new Date(context.now()), createdBy: '1' },
  });
  anna = await addAdvocate(context, shop, { customerId: '5001', email: 'anna@advocate.example' });
  context.clock.at = now;
});
beforeEach(() => {
  context.shopify = () => Promise.resolve(api.client());
});

function order(daysAgo = 0): OrderState {
  const [variant] = [...api.shop.products.values()].flatMap(({ variants }) => variants);
  const createdAt = new Date(context.now() - daysAgo * day).toISOString();
  const lines = [{ variantId: variant?.id ?? '', quantity: 4 }];
  return placeOrder(api.store, api.shop, { lines, email: `buyer${(buyers += 1)}@friend.example`, createdAt });
}

/** As the thank-you page of this order sends it. */
const from = (placed: OrderState, answer: string) => ({
  orderId: `gid://shopify/OrderIdentity/${placed.id}`,
  confirmationNumber: confirmationNumber(api.shop, placed),
  answer,
});

async function say(body: unknown, { secret = context.env.SHOPIFY_API_SECRET, address = '', language = 'en' } = {}) {
  const { action } = await import('#app/routes/extension.answer.ts');
  const token = await new SignJWT({ dest: shop.domain })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(`https://${shop.domain}`)
    .setAudience(context.env.SHOPIFY_API_KEY)
    .setJti(randomUUID())
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime('60s')
    .sign(new TextEncoder().encode(secret));
  const request = new Request('https://app.vouchsafe.test/extension/answer', {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {
      authorization: `Bearer ${token}`,
      origin: 'null',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      'accept-language': language,
      'x-forwarded-for': `6.6.6.6, ${address === '' ? `198.51.${(buyers += 1) >> 8}.${buyers & 255}` : address}`,
    },
  });
  const response = await responseOf(action({ request, params: {}, context: {} }));
  return { status: response.status, cors: response.headers.get('access-control-allow-origin'), text: await response.text() };
}

async function creditOf(placed: OrderState) {
  while ((await drainInbox(context)) > 0);
  const row = await database.prisma.buyerOrder.findFirst({ where: { orderId: placed.id }, include: { referral: true } });
  return row?.referral?.advocateId ?? null;
}
const told = () => database.prisma.delivery.count({ where: { topic: 'vouchsafe/answer' } });

test('the answer of a friend who has bought credits the advocate, also by name, for an order that carried no evidence', async () => {
  for (const answer of [anna.code, ` https://${shop.domain}/?ref=${anna.code} `, 'anna@advocate.example']) {
    const placed = order();
    expect(await say(from(placed, answer))).toMatchObject({ status: 200, cors: '*' });
    expect(await creditOf(placed), answer).toBe(anna.advocateId);
  }
});

test('the words are the same, whoever is meant, whether anybody is, and whosever order it is', async () => {
  const [placed, strangers] = [order(), order()];
  const before = await told();
  const noted = await say(from(placed, 'Somebody Nobody-Knows'));
  expect(noted.text).toContain('Thank you.');
  for (const body of [
    from(order(), anna.code),
    { ...from(strangers, anna.code), confirmationNumber: 'GUESSED12' },
    { ...from(placed, anna.code), orderId: '1' },
    from(order(31), anna.code),
    from(order(), '<script>alert(1)</script>{{ shop.name }}'),
  ])
    expect(await say(body)).toEqual(noted);
  expect(await told()).toBe(before + 3);
  expect(await creditOf(strangers)).toBeNull();
});

test('what is no answer, carries no token of Shopify’s, or comes too often is refused with a kind word', async () => {
  const placed = order();
  const before = await told();
  const { orderId, confirmationNumber: number } = from(placed, '');
  for (const body of [
    '',
    '{',
    {},
    { orderId, answer: 'Anna' },
    from(placed, ''),
    from(placed, 'x'.repeat(513)),
    'x'.repeat(9_999),
  ])
    expect((await say(body)).status).toBe(400);
  expect((await say({ orderId: `${orderId}'; --`, confirmationNumber: number, answer: 'Anna' })).status).toBe(400);
  expect((await say(from(placed, 'Anna'), { secret: 'another secret, as long as it should be' })).status).toBe(401);
  expect(await told()).toBe(before);

  for (let guess = 0; guess < 5; guess += 1) await say({ ...from(placed, anna.code), confirmationNumber: `GUESS${guess}` });
  const sixth = await say(from(placed, anna.code), { language: 'fr' });
  expect([sixth.status, sixth.cors]).toEqual([429, '*']);
  expect(sixth.text).toContain('patienter');

  for (let other = 0; other < 20; other += 1) await say(from(order(), 'Nobody'), { address: '198.18.0.1' });
  expect((await say(from(order(), 'Nobody'), { address: '198.18.0.1' })).status).toBe(429);
});

test('an answer that could not be kept is said so, and may be given again', async () => {
  const placed = order();
  context.shopify = () => Promise.reject(new Fault('unreachable', 'no answer'));
  expect((await say(from(placed, anna.code))).status).toBe(503);
  context.shopify = () => Promise.resolve(api.client());
  expect((await say(from(placed, anna.code))).status).toBe(200);
  expect(await creditOf(placed)).toBe(anna.advocateId);
});
