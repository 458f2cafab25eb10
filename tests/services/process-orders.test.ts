import { expect, test } from 'vitest';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import { reasonSchema } from '#app/domain/reasons.ts';
import type { Finding } from '#app/domain/risk/check.ts';
import {
  addAdvocate,
  deliver,
  openShop,
  orderBody,
  type OrderFields,
  refundBody,
  refundInOrder,
  shopifyThatNumbersOrders,
  type TestShop,
  work,
} from '#tests/fixtures/order-events.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { Fault } from '#app/shopify/faults.ts';

const database = useDatabase();
const start = (over = {}) => testContext(database, { shopify: shopifyThatNumbersOrders(), ...over });
const anna = { customerId: '5001', email: 'anna@advocate.example' };

async function read(context: TestContext, shop: TestShop, orderId: string) {
  const where = { shopId_orderId: { shopId: shop.id, orderId } };
  const order = await context.db.prisma.buyerOrder.findUnique({ where, include: { referral: true, findings: true } });
  const { findings = [] } = (order?.decision ?? {}) as { findings?: Finding[] };
  const reward = order?.referral
    ? await context.db.prisma.reward.findFirst({ where: { shopId: shop.id, referralId: order.referral.id } })
    : null;
  const reason = order === null ? null : reasonSchema.parse((order.decision as { reason: unknown }).reason);
  return { order, reason, findings, referral: order?.referral ?? null, reward };
}

async function balances(shop: TestShop): Promise<Record<string, bigint>> {
  const entries = await database.prisma.ledgerEntry.findMany({ where: { shopId: shop.id } });
  const sums: Record<string, bigint> = {};
  for (const { fromAccount, toAccount, amountMinor } of entries) {
    sums[fromAccount] = (sums[fromAccount] ?? 0n) - amountMinor;
    sums[toAccount] = (sums[toAccount] ?? 0n) + amountMinor;
  }
  return sums;
}

async function outcomes(shop: TestShop) {
  const rows = await database.prisma.delivery.findMany({ where: { shopDomain: shop.domain }, orderBy: { id: 'asc' } });
  return rows.map(({ state, reason }) => (reason === null ? state : `${state}: ${reason.split('\n')[0]}`));
}

const paid = (order: OrderFields) => ['orders/paid', orderBody(order)] as const;

test('a paid order with an advocate code credits the advocate, promises the reward and enrols the buyer', async () => {
  const context = start();
  const shop = await openShop(context);
  const { advocateId, code } = await addAdvocate(context, shop, anna);
  await work(context, shop, paid({ orderId: '9001', ref: code }));

  const { order, reason, findings, referral, reward } = await read(context, shop, '9001');
  expect(reason).toEqual({ code: 'credited', signal: 'cart-attribute' });
  expect(order).toMatchObject({ outcome: 'credited', advocateId, totalMinor: 9000n, customerId: '7001', programVersion: 1 });
  expect(findings.find(({ check }) => check === 'same-email')).toMatchObject({ grade: 'clear', points: 0 });
  expect(order?.findings).toEqual([]); // rows are of checks that saw something
  expect(referral).toMatchObject({ advocateId, state: 'credited' });
  expect(reward).toMatchObject({ state: 'pending', kind: 'percentage', percentage: 1000, currency: 'USD' });
  expect(reward?.dueAt?.toISOString()).toBe('2026-12-04T10:00:00.000Z'); // 14 days after payment
  expect(await balances(shop)).toEqual({ 'program-cost': -800n, pending: 800n });
  const buyer = await database.prisma.advocate.findFirstOrThrow({ where: { shopId: shop.id, customerId: '7001' } });
  expect(context.vault.open(buyer.nameSealed ?? new Uint8Array())).toBe('Finn Friend');
  expect(context.jobs).toEqual([{ name: 'write-advocate-links', data: { shopId: shop.id }, runAt: null, once: shop.id }]);
  expect(await outcomes(shop)).toEqual(['settled']);
});

test('an order without evidence leaves a known buyer and an advocate, and no row of its own', async () => {
  const context = start();
  const shop = await openShop(context);
  await work(context, shop, paid({ orderId: '9001' }));
  expect((await read(context, shop, '9001')).order).toBeNull();
  expect(await database.prisma.knownBuyer.count({ where: { shopId: shop.id } })).toBe(2); // customer id and e-mail
  expect(await database.prisma.advocate.count({ where: { shopId: shop.id } })).toBe(1);
});

test('a buyer whom our own history knows is returning, even as a guest with another spelling of the address', async () => {
  const context = start({ shopify: () => Promise.reject(new Error('must not be asked')) });
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  const before = { orderId: '9001', placedAt: '2026-11-01T10:00:00Z', customer: { id: 7001, email: 'finn.friend@gmail.com' } };
  await work(
    context,
    shop,
    paid(before),
    paid({ orderId: '9002', ref: code, customer: { id: null, email: 'FinnFriend+tea@googlemail.com' } }),
  );
  expect((await read(context, shop, '9002')).reason).toEqual({ code: 'returning-customer', earlierOrders: 1 });
});

test('of two orders of a new friend in one batch the earlier one is credited, whichever was delivered first', async () => {
  const context = start({ shopify: shopifyThatNumbersOrders(null, 1) });
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  const first = { orderId: '9001', ref: code, placedAt: '2026-11-20T10:00:00Z' };
  const second = { orderId: '9002', ref: code, placedAt: '2026-11-20T11:00:00Z' };
  await work(context, shop, paid(second), paid(first));
  expect((await read(context, shop, '9001')).reason?.code).toBe('credited');
  expect((await read(context, shop, '9002')).reason?.code).toBe('returning-customer');
});

test('a friend holds one credit at a time when returning customers count, too', async () => {
  const context = start();
  const shop = await openShop(context, (rules) => ({ ...rules, attribution: { ...rules.attribution, newCustomersOnly: false } }));
  const { code } = await addAdvocate(context, shop, anna);
  const second = { orderId: '9002', ref: code, placedAt: '2026-11-21T10:00:00Z' };
  await work(context, shop, paid({ orderId: '9001', ref: code }), paid(second));
  expect((await read(context, shop, '9002')).reason).toEqual({ code: 'friend-already-credited', orderId: '9001' });
  // The first is taken back: the next order of the friend may be credited.
  await work(context, shop, [
    'orders/cancelled',
    orderBody({
      orderId: '9001',
      ref: code,
      updatedAt: '2026-11-22T00:00:00Z',
      cancelledAt: '2026-11-22T00:00:00Z',
      status: 'refunded',
    }),
  ]);
  await work(context, shop, paid({ orderId: '9003', ref: code, placedAt: '2026-11-22T09:00:00Z' }));
  expect((await read(context, shop, '9003')).reason?.code).toBe('credited');
});

test('orders with evidence and no credit are stored with their reason', async () => {
  const context = start();
  const shop = await openShop(context, (rules) => ({
    ...rules,
    attribution: { ...rules.attribution, minimumSubtotalMinor: '5000' },
  }));
  const { code } = await addAdvocate(context, shop, anna);
  await work(
    context,
    shop,
    paid({ orderId: '9001', ref: 'NOBODYSCODE', customer: { id: 1, email: 'a@x.example' } }),
    paid({ orderId: '9002', ref: code, customer: { id: 5001, email: 'other@x.example' } }),
    paid({ orderId: '9003', ref: code, subtotal: '49.99', customer: { id: 3, email: 'c@x.example' } }),
    paid({ orderId: '9004', ref: code, test: true, customer: { id: 4, email: 'd@x.example' } }),
    ['orders/updated', orderBody({ orderId: '9005', ref: code, status: 'pending', customer: { id: 6, email: 'e@x.example' } })],
  );
  const reasons = await Promise.all(
    ['9001', '9002', '9003', '9004', '9005'].map(async (id) => (await read(context, shop, id)).reason?.code),
  );
  expect(reasons).toEqual(['code-malformed', 'self-referral', 'below-minimum', 'test-order', 'order-not-paid']);
  expect(await database.prisma.referral.count({ where: { shopId: shop.id } })).toBe(0);
  await work(
    context,
    shop,
    paid({ orderId: '9005', ref: code, updatedAt: '2026-11-21T08:00:00Z', customer: { id: 6, email: 'e@x.example' } }),
  );
  const late = await read(context, shop, '9005');
  expect(late.reason?.code).toBe('credited');
  expect(late.reward?.dueAt?.toISOString()).toBe('2026-12-05T08:00:00.000Z');
});

test("a friend with the advocate's telephone is held until staff has looked: families share a number", async () => {
  const context = start();
  const shop = await openShop(context);
  const asAnna = { id: 5001, email: anna.email, phone: '+49 (0)151 234-5678' };
  await work(context, shop, paid({ orderId: '9001', placedAt: '2026-11-01T10:00:00Z', customer: asAnna }));
  const { code } = await database.prisma.advocate.findFirstOrThrow({ where: { shopId: shop.id, customerId: '5001' } });
  const asFriend = { id: 7001, email: 'finn@friend.example', phone: '00491512345678' };
  await work(context, shop, paid({ orderId: '9002', ref: code, customer: asFriend }));
  const { order, reason, referral } = await read(context, shop, '9002');
  expect(reason).toEqual({ code: 'in-review', checks: ['same-phone'], score: 50 });
  expect(order?.findings.find(({ check }) => check === 'same-phone')).toMatchObject({ grade: 'review', points: 50 });
  expect(referral).toMatchObject({ state: 'held' });
});

test('an advocate of whom no telephone was known is compared by it after the next order', async () => {
  const context = start();
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  const known = { id: 5001, email: anna.email, phone: '+1 613 555 0127' };
  await work(context, shop, paid({ orderId: '9001', placedAt: '2026-11-01T10:00:00Z', customer: known }));
  await work(context, shop, paid({ orderId: '9002', ref: code, customer: { ...known, id: 7001, email: 'finn@friend.example' } }));
  expect((await read(context, shop, '9002')).reason).toEqual({ code: 'in-review', checks: ['same-phone'], score: 50 });
});

test('the rules in force when the order was placed decide, and later rules do not take a credit back', async () => {
  const context = start();
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  const rules = (await database.prisma.program.findFirstOrThrow({ where: { shopId: shop.id } })).rules as { attribution: object };
  const version = (number: number, createdAt: string, change: object) =>
    database.prisma.program.create({
      data: { shopId: shop.id, version: number, rules: { ...rules, ...change }, createdAt, createdBy: '1' },
    });
  await version(2, '2026-11-19T00:00:00Z', { live: false });
  await version(3, '2026-11-21T00:00:00Z', {});
  await work(context, shop, paid({ orderId: '9001', ref: code, placedAt: '2026-11-18T10:00:00Z' }));
  await work(
    context,
    shop,
    paid({ orderId: '9002', ref: code, placedAt: '2026-11-20T10:00:00Z', customer: { id: 2, email: 'b@x.example' } }),
  );
  expect((await read(context, shop, '9001')).order).toMatchObject({ outcome: 'credited', programVersion: 1 });
  expect((await read(context, shop, '9002')).order).toMatchObject({ reason: 'program-paused', programVersion: 2 });
  await work(context, shop, [
    'orders/updated',
    orderBody({
      orderId: '9001',
      ref: code,
      placedAt: '2026-11-18T10:00:00Z',
      updatedAt: '2026-11-22T00:00:00Z',
      currentSubtotal: '70.00',
    }),
  ]);
  expect(await read(context, shop, '9001')).toMatchObject({ order: { outcome: 'credited' }, referral: { state: 'credited' } });
});

test('a full refund revokes a pending reward, switches an issued code off, and carries a used one', async () => {
  const context = start();
  const shop = await openShop(context, (rules) => ({
    ...rules,
    reward: { ...rules.reward, value: { kind: 'fixed-amount', minor: '500' } },
  }));
  const { code } = await addAdvocate(context, shop, anna);
  const friends = ['9001', '9002', '9003'].map((orderId, index) => ({
    orderId,
    ref: code,
    customer: { id: 70 + index, email: `f${index}@x.example` },
  }));
  await work(context, shop, ...friends.map(paid));
  await database.prisma.reward.updateMany({
    where: { shopId: shop.id, referral: { orderId: { not: '9001' } } },
    data: { state: 'issued' },
  });
  const third = (await read(context, shop, '9003')).reward;
  await database.prisma.reward.update({
    where: { shopId_id: { shopId: shop.id, id: third?.id ?? '' } },
    data: { code: 'THANKS-ABCD-EFGH-JKMN' },
  });
  await work(
    context,
    shop,
    paid({
      orderId: '9010',
      customer: { id: 5001, email: anna.email },
      discounts: [{ code: 'thanks-abcd-efgh-jkmn', amount: '3.20' }],
    }),
  );
  expect((await read(context, shop, '9003')).reward).toMatchObject({ state: 'redeemed', redeemedOn: '9010' });

  context.jobs.length = 0;
  const refunds = friends.map(
    ({ orderId }) => ['refunds/create', refundBody({ refundId: `8${orderId}`, orderId, amount: '90.00' })] as const,
  );
  await work(context, shop, ...refunds, ...refunds);
  const [pending, issued, redeemed] = await Promise.all(friends.map(({ orderId }) => read(context, shop, orderId)));
  expect(pending).toMatchObject({
    order: { refundedMinor: 9000n, outcome: 'credited' },
    referral: { state: 'reversed', reversedReason: 'order-refunded', friendKey: null },
    reward: { state: 'revoked' },
  });
  expect(issued).toMatchObject({ referral: { state: 'reversed' }, reward: { state: 'issued' } });
  expect(redeemed).toMatchObject({ referral: { state: 'reversed' }, reward: { state: 'redeemed' } });
  expect(context.jobs).toEqual([
    {
      name: 'revoke-reward-code',
      data: { shopId: shop.id, rewardId: issued?.reward?.id },
      runAt: null,
      once: issued?.reward?.id,
    },
  ]);
  const sums = await balances(shop);
  expect(sums['carried']).toBe(-320n);
  expect(sums['revoked']).toBe(500n);
  expect(Object.values(sums).reduce((sum, balance) => sum + balance, 0n)).toBe(0n);
});

test('a refund in the currency the buyer paid in is whole when all of it went back', async () => {
  const context = start();
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  const order = { orderId: '9001', ref: code, presentment: { currency: 'JPY', total: '13333' } };
  await work(
    context,
    shop,
    ['refunds/create', refundBody({ refundId: '81', orderId: '9001', amount: '3333', currency: 'JPY' })],
    paid(order),
  );
  expect(await read(context, shop, '9001')).toMatchObject({
    order: { refundedMinor: 2250n, presentment: { currency: 'JPY', totalMinor: '13333' } },
    referral: { state: 'credited' },
  });
  const rest = refundInOrder({ refundId: '82', orderId: '9001', amount: '10000', currency: 'JPY' });
  await work(context, shop, [
    'orders/updated',
    orderBody({ ...order, updatedAt: '2026-11-22T09:00:00Z', status: 'refunded', refunds: [rest] }),
  ]);
  expect(await read(context, shop, '9001')).toMatchObject({
    order: { refundedMinor: 9000n },
    referral: { state: 'reversed', reversedReason: 'order-refunded' },
  });
});

test('a friend whose code was claimed is credited by it, and the claim is used', async () => {
  const context = start();
  const shop = await openShop(context);
  const { advocateId } = await addAdvocate(context, shop, anna);
  const claim = {
    shopId: shop.id,
    id: '018f0000-0000-7000-8000-00000000c1a1',
    advocateId,
    programVersion: 1,
    offerCode: 'FRIEND-2345-6789-CDFH',
    state: 'ready',
    claimedAt: '2026-11-19T10:00:00Z',
  };
  await database.prisma.claim.create({ data: claim });
  await work(context, shop, paid({ orderId: '9001', discounts: [{ code: 'friend-2345-6789-cdfh', amount: '8.00' }] }));
  expect((await read(context, shop, '9001')).reason).toEqual({ code: 'credited', signal: 'discount-code' });
  expect(await database.prisma.claim.findFirst({ where: { shopId: shop.id } })).toMatchObject({ state: 'used' });
});

test('ids that a JavaScript number cannot hold stay exact, and withheld personal data is no obstacle', async () => {
  const context = start();
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  const body = JSON.stringify(orderBody({ orderId: '9001', ref: code, customer: null })).replace(
    '"id":9001',
    '"id":820982911946154508',
  );
  await work(context, shop, ['orders/paid', body]);
  expect((await read(context, shop, '820982911946154508')).reason?.code).toBe('credited'); // Shopify says it is the first
  expect(await database.prisma.knownBuyer.count({ where: { shopId: shop.id } })).toBe(0);
});

test('text that PostgreSQL cannot hold is taken out of an order, wherever it stands', async () => {
  const context = start();
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  const customer = { id: 7001, email: 'f\0inn@friend.example', phone: '\0', first_name: 'Fi\0nn', last_name: '\uD800' };
  const hostile = {
    ...{ ...orderBody({ orderId: '9001', ref: code }), customer, name: '#9\0', source_name: 'we\0b\uDC00' },
    ...{ email: '\0', landing_site: '/?ref=\0', discount_codes: [{ code: '\0', amount: '1.00' }] },
  };
  await work(context, shop, ['orders/paid', hostile]);
  expect(await outcomes(shop)).toEqual(['settled']);
  const { order } = await read(context, shop, '9001');
  expect(order).toMatchObject({ outcome: 'credited', name: '#9', facts: { sourceName: 'web\uFFFD' } });
});

test('while Shopify does not answer, orders that need it wait and others go on', async () => {
  const context = start({ shopify: () => Promise.reject(new Fault('throttled', 'slow down', { retryAfter: 20_000 })) });
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  await work(
    context,
    shop,
    paid({ orderId: '9001', ref: code }),
    paid({ orderId: '9002', customer: { id: 2, email: 'b@x.example' } }),
  );
  expect(await outcomes(shop)).toEqual(['waiting: shopify: throttled', 'settled']);
  context.shopify = shopifyThatNumbersOrders();
  expect(await drainInbox(context)).toBe(0);
  context.clock.at += 20_000;
  expect(await drainInbox(context)).toBe(1);
  expect((await read(context, shop, '9001')).reason?.code).toBe('credited');
});

test('an order that Shopify has not numbered yet waits, unless it is the only one of its buyer', async () => {
  const context = start({ shopify: shopifyThatNumbersOrders(null, 2) });
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  await work(context, shop, paid({ orderId: '9001', ref: code }));
  expect(await outcomes(shop)).toEqual(['waiting: shopify: order not numbered yet']);
  context.clock.at += 2 * 3_600_000;
  await drainInbox(context);
  expect((await read(context, shop, '9001')).reason).toEqual({ code: 'returning-customer', earlierOrders: 1 });
});

test('where the app may not ask, our own history is believed', async () => {
  const context = start({ shopify: () => Promise.reject(new Fault('forbidden', 'no approval')) });
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  await work(context, shop, paid({ orderId: '9001', ref: code }), paid({ orderId: '9002', ref: code, customer: null }));
  expect((await read(context, shop, '9001')).reason?.code).toBe('credited');
  expect((await read(context, shop, '9002')).reason?.code).toBe('new-customer-unknown');
});

test('two shops with the same order id, customer and code never meet', async () => {
  const context = start();
  const [mine, other] = [await openShop(context), await openShop(context)];
  const { code } = await addAdvocate(context, mine, anna);
  await deliver(context, mine, 'orders/paid', orderBody({ orderId: '9001', ref: code }));
  await deliver(context, other, 'orders/paid', orderBody({ orderId: '9001', ref: code }));
  await drainInbox(context);
  expect((await read(context, mine, '9001')).reason?.code).toBe('credited');
  expect((await read(context, other, '9001')).reason?.code).toBe('code-unknown');
  const hashes = await database.prisma.knownBuyer.findMany({ where: { shopId: { in: [mine.id, other.id] }, kind: 'email' } });
  expect(new Set(hashes.map(({ hash }) => Buffer.from(hash).toString('hex'))).size).toBe(2);
});

test('an order deleted in Shopify loses its credit', async () => {
  const context = start();
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  await work(context, shop, paid({ orderId: '9001', ref: code }), ['orders/delete', { id: 9001 }]);
  expect(await read(context, shop, '9001')).toMatchObject({
    referral: { state: 'reversed', reversedReason: 'order-cancelled' },
    reward: { state: 'revoked' },
  });
});

test('an order whose deletion was faster than the order itself earns nothing', async () => {
  const context = start();
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  await work(context, shop, ['orders/delete', { id: 9001 }]);
  await work(context, shop, paid({ orderId: '9001', ref: code }));
  expect(await read(context, shop, '9001')).toMatchObject({
    referral: { state: 'reversed', reversedReason: 'order-cancelled' },
    reward: { state: 'revoked' },
  });
});

test('a reward is promised and taken back in the currency of its order, when the shop has changed its currency since the program was saved', async () => {
  const context = start();
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  const order = { orderId: '9001', ref: code, currency: 'EUR' };
  const cancelled = { ...order, cancelledAt: '2026-11-21T00:00:00Z', updatedAt: '2026-11-21T00:00:00Z', status: 'refunded' };
  await work(context, shop, paid(order), ['orders/cancelled', orderBody(cancelled)]);
  expect((await read(context, shop, '9001')).reward).toMatchObject({ state: 'revoked', currency: 'EUR' });
  const entries = await database.prisma.ledgerEntry.findMany({ where: { shopId: shop.id } });
  expect(entries.map(({ currency }) => currency)).toEqual(['EUR', 'EUR']);
});

test('what an advocate shops in is learnt from their latest order', async () => {
  const context = start();
  const shop = await openShop(context);
  const { advocateId } = await addAdvocate(context, shop, anna);
  const order = (orderId: string, placedAt: string, currency: string) => {
    const body = orderBody({ orderId, placedAt, customer: { id: 5001, email: anna.email } });
    const total = body['total_price_set'] as { shop_money: object };
    return [
      'orders/paid',
      { ...body, total_price_set: { ...total, presentment_money: { amount: '9', currency_code: currency } } },
    ] as const;
  };
  const currency = async () =>
    (await database.prisma.advocate.findFirstOrThrow({ where: { shopId: shop.id, id: advocateId } })).currency;
  await work(context, shop, order('9101', '2026-11-20T11:00:00Z', 'EUR'), order('9102', '2026-11-20T10:00:00Z', 'GBP'));
  expect(await currency()).toBe('EUR');
  await work(context, shop, order('9103', '2026-11-20T12:00:00Z', 'CAD'));
  expect(await currency()).toBe('CAD');
});
