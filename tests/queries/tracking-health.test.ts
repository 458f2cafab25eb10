/** What Health tells of orders, of messages about them, and of the Admin API's budget. */
import { beforeAll, expect, test } from 'vitest';
import { createBudgetNotes } from '#app/api-budget-notes.server.ts';
import { listDeliveries } from '#app/queries/delivery-health.server.ts';
import { readApiBudget, readTrackingDays } from '#app/queries/tracking-health.server.ts';
import { insertAdvocate, insertOrder, insertShop, type TestShop } from '#tests/fixtures/referral-rows.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
let shop: TestShop;
beforeAll(async () => {
  shop = await insertShop(database.prisma, { personalKey: testContext(database).vault.newShopKey() });
});

test('orders are counted by the shop’s days, with those that had evidence and those that are credited', async () => {
  const noon = Date.parse('2026-11-22T12:00:00Z');
  const add = (orderId: string, placedAt: string, hasEvidence: boolean) =>
    database.prisma.seenOrder.create({
      data: { shopId: shop.id, orderId, placedAt: new Date(placedAt), currency: 'USD', totalMinor: 100n, hasEvidence },
    });
  await add('1', '2026-11-22T04:59:59Z', true); // the 21st in New York
  await add('2', '2026-11-22T05:00:00Z', true);
  await add('3', '2026-11-22T06:00:00Z', false);
  await add('4', '2026-11-18T06:00:00Z', true);
  const advocateId = await insertAdvocate(database.prisma, shop, {
    name: 'Anna',
    email: 'anna@advocate.example',
    code: 'ANNA7K2QX',
  });
  await insertOrder(database.prisma, shop, { orderId: '2', placedAt: '2026-11-22T05:00:00Z', advocateId });
  expect(await readTrackingDays(database.prisma, { ...shop, timeZone: 'America/New_York' }, noon, 3)).toEqual([
    { day: '2026-11-22', orders: 2, withEvidence: 1, credited: 1 },
    { day: '2026-11-21', orders: 1, withEvidence: 1, credited: 0 },
    { day: '2026-11-20', orders: 0, withEvidence: 0, credited: 0 },
  ]);
});

test('a message names its order, whatever else it holds', async () => {
  const bodies: [string, string][] = [
    ['orders/paid', '{"id": 2, "name": "#2"}'],
    ['refunds/create', '{"id":31,"order_id":2}'],
    ['vouchsafe/verdict', '{"orderId":"404","kind":"approve"}'],
    ['orders/updated', 'not JSON {"id":2}'],
    ['orders/paid', '\u00ff\u0000{'],
    ['customers/create', '{"id":2}'],
    ['orders/paid', '{"id":405,"name":"#1042","line_items":[{"name":"Tea"}]}'],
    ['orders/paid', '{"id":406,"line_items":[{"name":"Tea"}]}'],
  ];
  for (const [place, [topic, body]] of bodies.entries()) {
    const at = new Date();
    const bytes = new Uint8Array(Buffer.from(body, 'latin1'));
    const names = { shopDomain: shop.domain, webhookId: `w${place}`, topic, apiVersion: '2026-10' };
    await database.prisma.delivery.create({ data: { ...names, receivedAt: at, dueAt: at, body: bytes, bodyHash: bytes } });
  }
  const rows = await listDeliveries(database.prisma, shop, null, 25);
  const name = (await database.prisma.buyerOrder.findFirstOrThrow({ where: { orderId: '2' } })).name;
  expect(rows.map(({ order }) => order).reverse()).toEqual([
    { id: '2', name, isListed: true },
    { id: '2', name, isListed: true },
    { id: '404', name: null, isListed: false },
    ...[null, null, null],
    { id: '405', name: '#1042', isListed: false },
    { id: '406', name: null, isListed: false },
  ]);
});

test('the budget is noted once a minute, with the longest wait of a day', async () => {
  let at = Date.parse('2026-11-22T12:00:00Z');
  const note = createBudgetNotes(database.sql, () => at, testContext(database).log);
  const call = async (waited: number, available = 900) => {
    note(shop.domain, { maximumAvailable: 1000, currentlyAvailable: available, restoreRate: 50 }, waited);
    const now = at;
    const noted = await expect
      .poll(() => readApiBudget(database.prisma, shop.id), { timeout: 5_000 })
      .toMatchObject({ maximum: 1000 })
      .then(() => readApiBudget(database.prisma, shop.id));
    return { ...noted, isNew: noted?.at === new Date(now).toISOString() };
  };
  expect(await call(40)).toMatchObject({ available: 900, restoreRate: 50, longestWaitMs: 40 });
  at += 30_000;
  expect(await call(7_000, 10)).toMatchObject({ available: 900, longestWaitMs: 40, isNew: false });
  at += 31_000;
  note(shop.domain, { maximumAvailable: 1000, currentlyAvailable: 800, restoreRate: 50 }, 0);
  await expect.poll(() => readApiBudget(database.prisma, shop.id)).toMatchObject({ available: 800, longestWaitMs: 7_000 });
  at += 2 * 86_400_000;
  note(shop.domain, { maximumAvailable: 1000, currentlyAvailable: 700, restoreRate: 50 }, 5);
  await expect.poll(() => readApiBudget(database.prisma, shop.id)).toMatchObject({ available: 700, longestWaitMs: 5 });
  note('nobody.myshopify.com', { maximumAvailable: 1, currentlyAvailable: 1, restoreRate: 1 }, 0);
});
