import { beforeEach, expect, test } from 'vitest';
import { eraseShop } from '#app/data/redaction.server.ts';
import { findShop } from '#app/data/shops.server.ts';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import { type AssignmentInput, type AssignmentResult, assignOrder } from '#app/services/assign-order.server.ts';
import { CART_ATTRIBUTE } from '#app/domain/storefront-contract.ts';
import { askJourneys, planJourneys } from '#app/services/ask-journeys.server.ts';
import { Fault } from '#app/shopify/faults.ts';
import { storeNow } from '#devstore/clock.ts';
import { visitOf } from '#devstore/orders/journey.ts';
import { type NewOrder, placeOrder } from '#devstore/orders/place-order.ts';
import { orderJson } from '#devstore/orders/order-json.ts';
import type { OrderState } from '#devstore/state.ts';
import { addAdvocate, deliver } from '#tests/fixtures/order-events.ts';
import { useAdminApi } from '#tests/support/admin-api.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { addAppShop, type FixtureShop } from '#tests/support/reward-fixture.ts';

const database = useDatabase();
const api = useAdminApi({ customers: 12 });
const HOUR = 3_600_000;
let context: TestContext;
let shop: FixtureShop;
let anna: { advocateId: string; code: string };

beforeEach(async () => {
  const former = await database.prisma.shop.findUnique({ where: { domain: api.shop.domain } });
  if (former) await database.prisma.$transaction((tx) => eraseShop(tx, former));
  Object.assign(api.store.injectors.adminApi, { throttle: false, failRate: 0, loseAnswerRate: 0, refuse: false });
  api.shop.orders.clear();
  api.shop.throttle.available = 2000;
  context = testContext(database, {
    at: storeNow(api.store).getTime(),
    shopify: () => Promise.resolve(api.client()),
    newId: () => crypto.randomUUID(),
  });
  context.clock.at -= 30 * 24 * HOUR; // the program is older than the orders
  shop = await addAppShop(context, api.shop.domain);
  anna = await addAdvocate(context, shop, { customerId: '5001', email: 'anna@advocate.example' });
  context.clock.at = storeNow(api.store).getTime();
});

let buyers = 0;

function order(over: Partial<NewOrder> = {}): OrderState {
  const variant = [...api.shop.products.values()].flatMap((product) => product.variants)[0];
  const lines = [{ variantId: variant?.id ?? '', quantity: 1 }];
  return placeOrder(api.store, api.shop, { lines, email: `buyer${(buyers += 1)}@friend.example`, ...over });
}

const payload = (placed: OrderState) => orderJson(api.store, api.shop, placed);

async function tell(...orders: OrderState[]): Promise<void> {
  for (const placed of orders) await deliver(context, shop, 'orders/paid', payload(placed));
  await drainInbox(context);
}

async function assign(input: Partial<AssignmentInput>, with_ = context): Promise<AssignmentResult> {
  const record = await findShop(database.prisma, shop.domain);
  if (record === null) throw new Error('no shop');
  let settled = false;
  const assigned = assignOrder(with_, record, {
    order: '',
    advocateId: anna.advocateId,
    by: '71001',
    note: null,
    ...input,
  }).finally(() => (settled = true));
  while (!settled) await drainInbox(context);
  return assigned;
}

async function credit(orderId: string) {
  const row = await database.prisma.buyerOrder.findFirst({ where: { shopId: shop.id, orderId }, include: { referral: true } });
  return row === null
    ? null
    : {
        outcome: row.outcome,
        reason: row.decision,
        advocateId: row.referral?.advocateId ?? null,
        state: row.referral?.state ?? null,
      };
}

test('an order without evidence is fetched from Shopify by its name or id and credited as staff says', async () => {
  const [byName, byId] = [order(), order()];
  await tell(byName, byId);
  expect(await credit(byName.id)).toBeNull();
  expect(await assign({ order: ` ${byName.name} ` })).toEqual({ assigned: byName.id });
  expect(await assign({ order: byId.id, note: 'They called.' })).toEqual({ assigned: byId.id });
  for (const { id } of [byName, byId]) {
    expect(await credit(id)).toMatchObject({
      outcome: 'credited',
      advocateId: anna.advocateId,
      state: 'credited',
      reason: { reason: { code: 'credited', signal: 'merchant' } },
    });
  }
  expect(await assign({ order: byName.name.slice(1) })).toEqual({ refused: 'already-credited' });
});

test('an order with other evidence is credited to the advocate whom staff names', async () => {
  const placed = order({ landingSite: '/?ref=NOBODY7' });
  await tell(placed);
  expect(await credit(placed.id)).toMatchObject({ outcome: 'not-credited', state: null });
  expect(await assign({ order: placed.name })).toEqual({ assigned: placed.id });
  expect(await credit(placed.id)).toMatchObject({ outcome: 'credited', advocateId: anna.advocateId });
});

test('an assignment names what is wrong with it', async () => {
  const placed = order();
  const stranger = await addAppShop(context, 'stranger.myshopify.com');
  const other = await addAdvocate(context, stranger, { customerId: '5001', email: 'anna@advocate.example' });
  expect(await assign({ order: placed.name, advocateId: other.advocateId })).toEqual({ refused: 'advocate-not-found' });
  expect(await assign({ order: placed.name, advocateId: 'anna' })).toEqual({ refused: 'advocate-not-found' });
  expect(await assign({ order: '#999999' })).toEqual({ refused: 'order-not-found' });
  expect(await assign({ order: "' OR name:*" })).toEqual({ refused: 'order-not-found' });
  const away = { ...context, shopify: () => Promise.reject(new Fault('unreachable', 'no answer')) };
  expect(await assign({ order: placed.name }, away)).toEqual({ refused: 'later' });
  expect(await database.prisma.orderNote.count({ where: { shopId: shop.id } })).toBe(0);
  await database.prisma.$transaction((tx) => eraseShop(tx, stranger));
});

const visited = (ref: string, readyAfter: number): Partial<NewOrder> => {
  const at = new Date(storeNow(api.store).getTime() - 2 * HOUR).toISOString();
  const visit = visitOf(api.shop, `/?ref=${ref}`, null, at);
  return {
    landingSite: null,
    journey: { first: visit, last: visit, readyAt: new Date(storeNow(api.store).getTime() + readyAfter).toISOString() },
  };
};
const pending = () => database.prisma.seenOrder.count({ where: { shopId: shop.id, journeyDueAt: { not: null } } });

test('an order that came without evidence is credited when Shopify knows the visit, however long that takes', async () => {
  const [soon, late, plain] = [order(visited(anna.code, 4 * 60_000)), order(visited(anna.code, 40 * 60_000)), order()];
  await tell(soon, late, plain);
  expect(await pending()).toBe(3);
  await planJourneys(context);
  expect(context.jobs.filter(({ name }) => name === 'ask-journeys')).toEqual([]);

  for (let minutes = 0; minutes < 120; minutes += 5) {
    for (const clock of [context.clock]) clock.at += 5 * 60_000;
    api.store.clockOffset += 5 * 60_000;
    await planJourneys(context);
    if (context.jobs.some(({ name }) => name === 'ask-journeys')) await askJourneys(context, { shopId: shop.id });
    context.jobs.length = 0;
    await drainInbox(context);
  }
  for (const { id } of [soon, late]) {
    expect(await credit(id)).toMatchObject({ outcome: 'credited', advocateId: anna.advocateId });
  }
  expect(await credit(plain.id)).toBeNull();
  expect(await pending()).toBe(0);
  const asked = await database.prisma.seenOrder.findMany({ where: { shopId: shop.id } });
  expect(Math.max(...asked.map(({ journeyAttempts }) => journeyAttempts))).toBeLessThanOrEqual(5);
});

test('an order that was not credited gets the visit as further evidence, once', async () => {
  const placed = order({ ...visited(anna.code, 0), attributes: { [CART_ATTRIBUTE]: JSON.stringify({ f: ['NOBODY7', 0] }) } });
  await tell(placed);
  context.clock.at += 10 * 60_000;
  for (const _repeat of [1, 2]) await askJourneys(context, { shopId: shop.id });
  await drainInbox(context);
  expect(await credit(placed.id)).toMatchObject({ outcome: 'credited', reason: { reason: { signal: 'journey' } } });
  expect(await database.prisma.delivery.count({ where: { shopDomain: shop.domain, topic: 'vouchsafe/journey' } })).toBe(1);
  expect(await database.prisma.referral.count({ where: { shopId: shop.id } })).toBe(1);
});

test('where the app may not know, nothing is asked for any more; while Shopify does not answer, nothing is given up', async () => {
  await tell(order(), order());
  context.clock.at += HOUR;
  const away = { ...context, shopify: () => Promise.reject(new Fault('unreachable', 'no answer')) };
  await expect(askJourneys(away, { shopId: shop.id })).rejects.toThrow(Fault);
  expect(await pending()).toBe(2);
  const forbidden = { shopDomain: shop.domain, run: () => Promise.reject(new Fault('forbidden', 'no approval')) };
  await askJourneys({ ...context, shopify: () => Promise.resolve(forbidden) }, { shopId: shop.id });
  expect(await pending()).toBe(0);
});
