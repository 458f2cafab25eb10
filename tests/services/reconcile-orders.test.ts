import { beforeEach, expect, test } from 'vitest';
import { signedRef } from '#app/link-signer.server.ts';
import { eraseShop } from '#app/data/redaction.server.ts';
import { reconcileOrders } from '#app/services/reconcile-orders.server.ts';
import { refreshShop } from '#app/services/refresh-shop.server.ts';
import { settleIn } from '#app/services/settle-in.server.ts';
import { writeAdvocateLinks } from '#app/services/write-advocate-links.server.ts';
import { Fault } from '#app/shopify/faults.ts';
import { storeNow } from '#devstore/clock.ts';
import { cancelOrder } from '#devstore/orders/cancel-order.ts';
import { placeOrder } from '#devstore/orders/place-order.ts';
import type { OrderState } from '#devstore/state.ts';
import { useAdminApi } from '../support/admin-api.ts';
import { testContext, type TestContext } from '../support/context.ts';
import { useDatabase } from '../support/database.ts';
import { addAppShop, addReward, type FixtureShop } from '../support/reward-fixture.ts';

const database = useDatabase();
const api = useAdminApi({ customers: 40 });
let context: TestContext;
let shop: FixtureShop;

beforeEach(async () => {
  const former = await database.prisma.shop.findUnique({ where: { domain: api.shop.domain } });
  if (former) await database.prisma.$transaction((tx) => eraseShop(tx, former));
  Object.assign(api.store.injectors.adminApi, { throttle: false, failRate: 0, loseAnswerRate: 0 });
  api.shop.orders.clear();
  api.shop.metafields.clear();
  api.shop.throttle.available = 2000;
  context = testContext(database, {
    at: storeNow(api.store).getTime(),
    shopify: () => Promise.resolve(api.client()),
    newId: () => crypto.randomUUID(),
  });
  shop = await addAppShop(context, api.shop.domain);
});

function order(createdAt?: Date, financialStatus: 'paid' | 'pending' = 'paid'): OrderState {
  const variant = [...api.shop.products.values()].flatMap((product) => product.variants)[0];
  return placeOrder(api.store, api.shop, {
    lines: [{ variantId: variant?.id ?? '', quantity: 1 }],
    customerId: [...api.shop.customers.keys()][0] ?? null,
    financialStatus,
    ...(createdAt ? { createdAt: createdAt.toISOString() } : {}),
  });
}

const reconcile = () => reconcileOrders(context, { shopId: shop.id });
const inbox = () => database.prisma.delivery.findMany({ where: { shopDomain: shop.domain }, orderBy: { id: 'asc' } });

test('orders that no webhook brought come into the inbox as deliveries, oldest change first', async () => {
  const [paid, pending, cancelled] = [order(), order(undefined, 'pending'), order()];
  cancelOrder(api.store, api.shop, cancelled, {});
  await reconcile();
  const found = await inbox();
  expect(new Set(found.map((delivery) => [delivery.topic, delivery.source, delivery.state].join(' ')))).toEqual(
    new Set(['orders/paid reconcile waiting', 'orders/updated reconcile waiting', 'orders/cancelled reconcile waiting']),
  );
  const bodies = found.map((delivery) => JSON.parse(Buffer.from(delivery.body ?? []).toString()) as { name: string });
  expect(bodies.map(({ name }) => name).sort()).toEqual([paid, pending, cancelled].map(({ name }) => name).sort());
});

test('asking again brings only what has changed since', async () => {
  const first = order();
  await reconcile();
  await reconcile();
  expect(await inbox()).toHaveLength(1);
  api.store.clockOffset += 60_000;
  cancelOrder(api.store, api.shop, first, {});
  await reconcile();
  expect((await inbox()).map(({ topic }) => topic)).toEqual(['orders/paid', 'orders/cancelled']);
});

test('an order that has been worked in at this state or a newer one is not brought again', async () => {
  const reward = await addReward(context, shop, 'pending');
  const placed = order();
  await database.prisma.buyerOrder.create({
    data: {
      ...(await database.prisma.buyerOrder.findFirstOrThrow({ where: { orderId: reward.orderId } })),
      orderId: placed.id,
      sourceVersion: new Date(placed.updatedAt),
      facts: {},
      decision: {},
      presentment: {},
      standing: {},
    },
  });
  await reconcile();
  expect(await inbox()).toEqual([]);
});

test('the first run goes back 60 days, page after page, and no further', async () => {
  const now = storeNow(api.store).getTime();
  for (let day = 0; day < 30; day += 1) order(new Date(now - day * 2 * 86_400_000 - 3_600_000));
  order(new Date(now - 61 * 86_400_000));
  await reconcile();
  expect(await inbox()).toHaveLength(30);
});

test('a run that is cut short goes on where it was', async () => {
  const now = storeNow(api.store).getTime();
  for (let hour = 30; hour > 0; hour -= 1) order(new Date(now - hour * 86_400_000));
  let calls = 0;
  const dying = testContext(database, {
    at: now,
    shopify: () =>
      Promise.resolve(
        api.client((url, init) => ((calls += 1) > 1 ? Promise.reject(new TypeError('connection lost')) : api.fetch(url, init))),
      ),
  });
  await expect(reconcileOrders(dying, { shopId: shop.id })).rejects.toBeInstanceOf(Fault);
  const before = (await inbox()).length;
  expect(before).toBeGreaterThan(0);
  const queries: string[] = [];
  const going = testContext(database, {
    at: now,
    shopify: () =>
      Promise.resolve(
        api.client((url, init) => {
          queries.push(String(init?.body));
          return api.fetch(url, init);
        }),
      ),
  });
  await reconcileOrders(going, { shopId: shop.id });
  expect(await inbox()).toHaveLength(30);
  expect(queries.filter((query) => query.includes('RecentOrders')).length).toBeLessThan(8); // what the whole takes, four orders a page
});

test('Shopify’s own count of paid orders stands beside what was seen; tests, unpaid and older orders are in neither', async () => {
  const now = storeNow(api.store).getTime();
  const counts = () => database.prisma.orderCount.findUnique({ where: { shopId: shop.id } });
  const before = [...api.shop.orders.values()].filter(
    ({ processedAt, test: isTest, financialStatus }) =>
      !isTest && ['paid', 'partially_refunded', 'refunded'].includes(financialStatus) && inWeek(Date.parse(processedAt), now),
  ).length;
  for (const hours of [2, 30, 24 * 8]) order(new Date(now - hours * 3_600_000));
  order(new Date(now - 60_000)); // its news may still be on its way
  context.clock.at = now;
  await reconcile();
  expect(await counts()).toMatchObject({ expected: before + 2, seen: 0 });
  const seen = { currency: 'USD', totalMinor: 100n, hasEvidence: false, refundedMinor: 0n };
  await database.prisma.seenOrder.create({
    data: { shopId: shop.id, orderId: '1', placedAt: new Date(now - 7_200_000), ...seen },
  });
  await reconcile();
  expect(await counts()).toMatchObject({ expected: before + 2, seen: 1 });
});

const inWeek = (at: number, now: number) => at >= now - 3_600_000 - 7 * 86_400_000 && at < now - 3_600_000;

test('an uninstalled shop is not asked', async () => {
  order();
  await database.prisma.shop.update({ where: { id: shop.id }, data: { state: 'uninstalled' } });
  await reconcile();
  await settleIn(context, { shopId: shop.id });
  await writeAdvocateLinks(context, { shopId: shop.id });
  expect([await inbox(), context.jobs]).toEqual([[], []]);
});

test('settling in reads the shop, brings its recent orders and takes up what waited', async () => {
  order();
  await addReward(context, shop, 'approved');
  await settleIn(context, { shopId: shop.id });
  expect(await database.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } })).toMatchObject({
    shopifyId: api.shop.id,
    timeZone: 'America/New_York',
  });
  expect(await inbox()).toHaveLength(1);
  expect(context.jobs.map(({ name, data }) => [name, data])).toEqual([
    ['fill-pools', { shopId: shop.id }],
    ['write-advocate-links', { shopId: shop.id }],
  ]);
});

async function addAdvocates(customerIds: string[]): Promise<void> {
  for (const [index, customerId] of customerIds.entries())
    await database.prisma.advocate.create({
      data: {
        shopId: shop.id, id: crypto.randomUUID(), code: `CODE${index}`, customerId, source: 'storefront', enrolledAt: new Date(context.now() + index),
      },
    }); // prettier-ignore
}

const written = () => [...api.shop.metafields.values()].filter((metafield) => metafield.key === 'referral_link');

test('every advocate gets the link on the customer, 25 a call, and joins the list with name and address', async () => {
  const customers = [...api.shop.customers.values()].slice(0, 30);
  await addAdvocates(customers.map(({ id }) => id));
  await writeAdvocateLinks(context, { shopId: shop.id });
  expect(written().map(({ ownerId, value }) => [ownerId, value])).toEqual(
    customers.map(({ id }, index) => [
      `gid://shopify/Customer/${id}`,
      `https://tea.myshopify.com/?ref=${signedRef(context.env, shop.id, `CODE${index}`, 'metafield')}`,
    ]),
  );
  const advocates = await database.prisma.advocate.findMany({ orderBy: { enrolledAt: 'asc' } });
  expect(advocates.every((advocate) => advocate.linkWrittenAt !== null)).toBe(true);
  expect(context.vault.open(advocates[0]?.nameSealed ?? new Uint8Array())).toBe(
    `${customers[0]?.firstName} ${customers[0]?.lastName}`,
  );
  expect(context.vault.open(advocates[0]?.emailSealed ?? new Uint8Array())).toBe(customers[0]?.email);
});

test('a customer who was deleted does not keep the others from their links', async () => {
  const customers = [...api.shop.customers.keys()].slice(0, 27);
  await addAdvocates(['404', ...customers]);
  await writeAdvocateLinks(context, { shopId: shop.id });
  expect(written()).toHaveLength(27);
  const left = await database.prisma.advocate.findMany({ where: { linkWrittenAt: null } });
  expect(left.map(({ customerId }) => customerId)).toEqual(['404']);
});

test('when the storefront moves, every link is written again', async () => {
  await addAdvocates([...api.shop.customers.keys()].slice(0, 2));
  await writeAdvocateLinks(context, { shopId: shop.id });
  await refreshShop(context, shop);
  expect(context.jobs).toEqual([]);
  await database.prisma.shop.update({ where: { id: shop.id }, data: { storefrontUrl: 'https://old.example' } });
  await refreshShop(context, shop);
  expect(context.jobs.map(({ name }) => name)).toEqual(['write-advocate-links']);
  expect(await database.prisma.advocate.count({ where: { linkWrittenAt: null } })).toBe(2);
});
