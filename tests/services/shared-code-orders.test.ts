import { expect, test } from 'vitest';
import { openSharedCode } from '#app/data/shared-codes.server.ts';
import { addAdvocate, openShop, orderBody, shopifyThatNumbersOrders, type TestShop, work } from '#tests/fixtures/order-events.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const anna = { customerId: '5001', email: 'anna@advocate.example' };
const HOUR = 3_600_000;
const start = Date.parse('2026-11-20T10:00:00Z');

async function stage() {
  const context = testContext(database, { shopify: shopifyThatNumbersOrders() });
  // Many credits in a day are not what is tried here.
  const shop = await openShop(context, (rules) => ({
    ...rules,
    risk: { ...rules.risk, advocatePerDay: 1_000, advocatePer30Days: 1_000 },
  }));
  const advocate = await addAdvocate(context, shop, anna);
  return { context, shop, ...advocate };
}

function share(context: TestContext, shop: TestShop, advocateId: string) {
  const wish = { wanted: 'a discount', programVersion: 1 };
  return context.db.prisma.$transaction((tx) => openSharedCode(tx, shop.id, advocateId, wish, context.now()));
}

/** A buyer of their own, at a network of their own. */
function order(index: number, code: string, at = start): ['orders/paid', object] {
  const body = orderBody({
    orderId: String(9_001 + index),
    placedAt: new Date(at).toISOString(),
    customer: { id: 7_001 + index, email: `friend${index}@friends.example` },
    discounts: [{ code, amount: '8.00' }],
  });
  return ['orders/paid', { ...body, browser_ip: `203.0.${index}.9`, client_details: { user_agent: `Browser ${index}` } }];
}

async function read(shop: TestShop) {
  const orders = await database.prisma.buyerOrder.findMany({
    where: { shopId: shop.id },
    include: { findings: true },
    orderBy: { placedAt: 'asc' },
  });
  return orders.map(({ orderId, outcome, reason, sharedCodeOf, findings }) => ({
    ...{ orderId, outcome, reason, sharedCodeOf },
    checks: findings.map(({ check }) => check).sort(),
  }));
}

test('an order with an advocate’s shared code is theirs, and says that its buyer was never seen', async () => {
  const { context, shop, advocateId, code } = await stage();
  await share(context, shop, advocateId);
  await work(context, shop, order(0, code.toLowerCase()));
  expect(await read(shop)).toEqual([
    { orderId: '9001', outcome: 'credited', reason: 'credited', sharedCodeOf: advocateId, checks: ['unseen-code'] },
  ]);
});

test('a shared code that has ended still tells whom its orders came by', async () => {
  const { context, shop, advocateId, code } = await stage();
  await share(context, shop, advocateId);
  await database.prisma.sharedCode.updateMany({ where: { shopId: shop.id }, data: { wanted: null, state: 'ended' } });
  await work(context, shop, order(0, code));
  expect(await read(shop)).toMatchObject([{ outcome: 'credited', sharedCodeOf: advocateId }]);
});

test('a merchant’s own discount that is called like an advocate’s code leads to nobody', async () => {
  const { context, shop, code } = await stage();
  await work(context, shop, order(0, code));
  expect(await read(shop)).toMatchObject([{ outcome: 'not-credited', reason: 'code-unknown', sharedCodeOf: null }]);
});

test.each([
  ['in one batch', 1],
  ['one by one', 20],
])(
  'a shared code that twenty strangers use within an hour waits for a person from the sixteenth on, %s',
  async (_how, batches) => {
    const { context, shop, advocateId, code } = await stage();
    await share(context, shop, advocateId);
    const uses = Array.from({ length: 20 }, (_, index) => order(index, code, start + index * 60_000));
    const size = uses.length / batches;
    for (let from = 0; from < uses.length; from += size) await work(context, shop, ...uses.slice(from, from + size));
    const orders = await read(shop);
    expect(orders.map(({ checks }) => checks.includes('leak-burst'))).toEqual(uses.map((_use, index) => index >= 15));
    expect(orders.slice(15).map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => 'review'));
    // An hour later the code is no news any more.
    await work(context, shop, order(30, code, start + 3 * HOUR));
    expect((await read(shop)).at(-1)?.checks).not.toContain('leak-burst');
  },
);
