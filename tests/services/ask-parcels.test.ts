import { beforeEach, expect, test } from 'vitest';
import { defaultRules } from '#app/domain/program.ts';
import { handleJob } from '#app/jobs/handlers.server.ts';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import { eraseShop } from '#app/data/redaction.server.ts';
import { keepHouse } from '#app/services/keep-house.server.ts';
import { reconcileOrders } from '#app/services/reconcile-orders.server.ts';
import { storeNow } from '#devstore/clock.ts';
import { deliverOrder } from '#devstore/orders/deliver-order.ts';
import { fulfillOrder } from '#devstore/orders/fulfill-order.ts';
import { placeOrder } from '#devstore/orders/place-order.ts';
import type { OrderState } from '#devstore/state.ts';
import { CART_ATTRIBUTE } from '#app/domain/storefront-contract.ts';
import { addAdvocate } from '#tests/fixtures/order-events.ts';
import { useAdminApi } from '../support/admin-api.ts';
import { testContext, type TestContext } from '../support/context.ts';
import { useDatabase } from '../support/database.ts';
import { addAppShop, type FixtureShop } from '../support/reward-fixture.ts';

const database = useDatabase();
const api = useAdminApi({ customers: 3 });
const DAY = 86_400_000;
let context: TestContext;
let shop: FixtureShop;

beforeEach(async () => {
  const former = await database.prisma.shop.findUnique({ where: { domain: api.shop.domain } });
  if (former) await database.prisma.$transaction((tx) => eraseShop(tx, former));
  api.shop.orders.clear();
  const at = storeNow(api.store).getTime();
  context = testContext(database, { at, shopify: () => Promise.resolve(api.client()), newId: () => crypto.randomUUID() });
  const rules = defaultRules('USD');
  shop = await addAppShop(context, api.shop.domain, {
    reward: { ...rules.reward, waitsFrom: 'delivered', waitingDays: 7, assumedDeliveryDays: 10 },
    attribution: { ...rules.attribution, newCustomersOnly: false, oneCreditPerFriend: false },
  });
});

/** Paid, credited, and all of it known to the app; what happens afterwards nobody tells. */
async function credited(count: number): Promise<OrderState[]> {
  const { code } = await addAdvocate(context, shop, { customerId: '5001', email: 'anna@advocate.example' });
  const variantId = [...api.shop.products.values()].flatMap(({ variants }) => variants)[0]?.id ?? '';
  const orders = Array.from({ length: count }, (_, place) =>
    placeOrder(api.store, api.shop, {
      lines: [{ variantId, quantity: 3 }],
      email: `friend${place}@friends.example`,
      attributes: { [CART_ATTRIBUTE]: JSON.stringify({ f: [code, context.now() - 60_000] }) },
    }),
  );
  await reconcileOrders(context, { shopId: shop.id });
  await drainInbox(context);
  expect(await database.prisma.reward.count({ where: { shopId: shop.id, dueAt: null } })).toBe(count);
  return orders;
}

/** What the daily look enqueues, done. */
async function nextDay(): Promise<void> {
  context.clock.at += DAY;
  context.jobs.length = 0;
  await keepHouse(context);
  for (const { name } of context.jobs) if (name === 'ask-parcels') await handleJob(context, name, { shopId: shop.id });
  await drainInbox(context);
}

test('orders whose parcels nobody told of are found by asking, in pages, and their rewards get a date; the others wait on', async () => {
  const orders = await credited(104);
  for (const order of orders.slice(4)) fulfillOrder(api.store, api.shop, order);
  const [first, last] = [orders[4], orders.at(-1)];
  const [lineId = ''] = orders[0]?.lines.map(({ id }) => id) ?? [];
  if (orders[0]) fulfillOrder(api.store, api.shop, orders[0], { lines: [{ lineId, quantity: 1 }] });
  if (first) deliverOrder(api.store, api.shop, first);
  await nextDay();

  const dueAt = async (order: OrderState | undefined) => {
    const where = { shopId: shop.id, referral: { orderId: order?.id ?? '' } };
    return (await database.prisma.reward.findFirstOrThrow({ where })).dueAt?.toISOString() ?? null;
  };
  const parcel = (order: OrderState | undefined) => order?.parcels[0] ?? null;
  const plus = (iso: string | null | undefined, days: number) => new Date(Date.parse(iso ?? '') + days * DAY).toISOString();
  expect(await database.prisma.reward.count({ where: { shopId: shop.id, dueAt: null } })).toBe(4);
  expect(await dueAt(first)).toBe(plus(parcel(first)?.deliveredAt, 7));
  expect(await dueAt(last)).toBe(plus(parcel(last)?.createdAt, 17)); // no carrier has told: it is taken to have arrived

  await nextDay();
  expect(await database.prisma.delivery.count({ where: { shopDomain: shop.domain, state: { not: 'settled' } } })).toBe(0);
  expect(await database.prisma.reward.count({ where: { shopId: shop.id, dueAt: null } })).toBe(4);
});

test('parcels that left in the very second of the state that is known are found, too', async () => {
  const [order] = await credited(1);
  if (order === undefined) throw new Error('no order');
  const { updatedAt } = order;
  fulfillOrder(api.store, api.shop, order);
  order.updatedAt = updatedAt;
  await reconcileOrders(context, { shopId: shop.id }); // sees the time of a state that it has brought already
  await drainInbox(context);
  expect(await database.prisma.reward.count({ where: { shopId: shop.id, dueAt: null } })).toBe(1);
  await nextDay();
  expect(await database.prisma.reward.count({ where: { shopId: shop.id, dueAt: null } })).toBe(0);
});

test('what is older than Shopify shows is not asked for', async () => {
  await credited(1);
  context.clock.at += 61 * DAY;
  await keepHouse(context);
  expect(context.jobs.map(({ name }) => name)).not.toContain('ask-parcels');
});
