import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { listClaims, listVisits } from '#app/queries/arrivals.server.ts';
import { readHomeFigures, readRevenueDays } from '#app/queries/home-figures.server.ts';
import { readOpenProblems } from '#app/queries/open-problems.server.ts';
import { dayAt, readPeriod, recentPeriods } from '#app/queries/period.server.ts';
import { listReferrals } from '#app/queries/referral-list.server.ts';
import { listRewards } from '#app/queries/reward-list.server.ts';
import {
  insertAdvocate,
  insertOrder,
  insertShop,
  plainBytes,
  revealPlain,
  type TestShop,
} from '#tests/fixtures/referral-rows.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const november = { from: '2026-11-01', to: '2026-11-30' };
let shop: TestShop;

beforeAll(async () => {
  shop = await insertShop(database.prisma);
  const stranger = await insertShop(database.prisma);
  for (const tenant of [shop, stranger]) {
    const advocateId = await insertAdvocate(database.prisma, tenant, {
      name: 'Anna Berg',
      email: 'a@example.com',
      code: 'ANNA7K2Q',
    });
    const times = ['2026-11-01T03:30:00Z', '2026-11-01T05:00:00Z', '2026-12-01T04:59:59Z']; // the first is 31 October in New York
    for (const at of times)
      await database.prisma.visit.create({
        data: { shopId: tenant.id, id: randomUUID(), advocateId, code: 'ANNA7K2Q', at, landingPath: '/' },
      });
    await database.prisma.claim.create({
      data: {
        shopId: tenant.id, id: randomUUID(), advocateId, programVersion: 1, offerCode: 'WELCOME1', claimedAt: '2026-11-02T12:00:00Z', state: 'failed',
      },
    }); // prettier-ignore
    await insertOrder(database.prisma, tenant, { orderId: '1', placedAt: '2026-11-03T12:00:00Z', advocateId, totalMinor: 10_000n, refundedMinor: 2500n, reward: { state: 'issued', issuedAt: '2026-11-20T12:00:00Z', code: 'THANKS1' } }); // prettier-ignore
    await insertOrder(database.prisma, tenant, { orderId: '2', placedAt: '2026-12-01T03:00:00Z', advocateId, totalMinor: 4000n }); // 30 November, 22:00
    await insertOrder(database.prisma, tenant, { orderId: '3', placedAt: '2026-11-05T12:00:00Z', advocateId, reversed: true, reward: { state: 'revoked' } }); // prettier-ignore
    await insertOrder(database.prisma, tenant, {
      orderId: '4',
      placedAt: '2026-11-06T12:00:00Z',
      reason: { code: 'code-unknown', received: 'X' },
    });
    await insertOrder(database.prisma, tenant, { orderId: '5', placedAt: '2026-12-02T12:00:00Z', advocateId });
    await insertOrder(database.prisma, tenant, {
      ...{ orderId: 'signup-9', placedAt: '2026-11-07T12:00:00Z', advocateId, kind: 'sign-up', totalMinor: 0n },
      reward: { createdAt: '2026-12-02T12:00:00Z', state: 'revoked' },
    });
  }
});

test('figures count one shop and the days of its time zone, with refunds taken off and reversals left out', async () => {
  expect(await readHomeFigures(database.prisma, shop, november)).toEqual({
    visits: 2,
    claims: 1,
    referredOrders: 2,
    referredRevenueMinor: '11500',
    rewardsEarned: 3,
    rewardsIssued: 1,
    rewardsOwed: 1,
  });
});

test('every figure is the number of rows that its list shows for the same period', async () => {
  const figures = await readHomeFigures(database.prisma, shop, november);
  const orders = await listReferrals(
    database.prisma,
    shop,
    { standing: 'credited', kind: 'order', period: november },
    null,
    50,
    revealPlain,
  );
  const rewards = await listRewards(database.prisma, shop, { period: november }, null, 50, revealPlain);
  const visits = await listVisits(database.prisma, shop, november, null, 50, revealPlain);
  const claims = await listClaims(database.prisma, shop, { period: november, state: null }, null, 50, revealPlain);
  expect([visits.rows.length, claims.rows.length]).toEqual([figures.visits, figures.claims]);
  expect(rewards.rows).toHaveLength(figures.rewardsEarned);
  expect(orders.rows).toHaveLength(figures.referredOrders);
  const revenue = orders.rows.reduce((sum, order) => sum + BigInt(order.totalMinor) - BigInt(order.refundedMinor), 0n);
  expect(String(revenue)).toBe(figures.referredRevenueMinor);
});

test('the days of the chart add up to the figure, and days without orders are there', async () => {
  const days = await readRevenueDays(database.prisma, shop, november);
  expect(days).toHaveLength(30);
  expect(days.filter(({ orders }) => orders > 0)).toEqual([
    { day: '2026-11-03', orders: 1, revenueMinor: '7500' },
    { day: '2026-11-30', orders: 1, revenueMinor: '4000' },
  ]);
});

test('what waits for a person is counted for this shop', async () => {
  await database.prisma.delivery.create({
    data: {
      shopDomain: shop.domain, webhookId: 'w1', topic: 'orders/paid', apiVersion: '2026-10', receivedAt: '2026-11-08T00:00:00Z',
      dueAt: '2026-11-08T00:00:00Z', bodyHash: plainBytes('x'), state: 'dead', reason: 'The body is not JSON',
    },
  }); // prettier-ignore
  await database.prisma.dataRequest.create({
    data: { shopId: shop.id, id: '77', orderIds: [], receivedAt: '2026-11-01T00:00:00Z', dueAt: '2026-12-01T00:00:00Z' },
  });
  await database.prisma.reward.updateMany({
    where: { shopId: shop.id, state: 'pending' },
    data: { lastError: 'Shopify refused the discount: title too long' },
  });
  expect(await readOpenProblems(database.prisma, shop, Date.parse('2026-11-08T12:00:00Z'))).toEqual({
    heldCredits: 0,
    deadDeliveries: 1,
    failingRewards: 2,
    failedClaims: 1,
    dataRequests: 1,
    dataRequestDueAt: '2026-12-01T00:00:00.000Z',
  });
});

test('periods are whole days of the shop, across the end of summer time', () => {
  const now = Date.parse('2026-11-03T02:00:00Z'); // still 2 November in New York, the day after the clocks went back
  expect(dayAt(now, 'America/New_York')).toBe('2026-11-02');
  expect(recentPeriods(now, 'America/New_York', 30)).toEqual({
    current: { from: '2026-10-04', to: '2026-11-02' },
    before: { from: '2026-09-04', to: '2026-10-03' },
  });
  expect(readPeriod(new URLSearchParams('period=7'), now, 'Pacific/Auckland')).toEqual({ from: '2026-10-28', to: '2026-11-03' });
  expect(readPeriod(new URLSearchParams('from=2026-11-02&to=2026-11-01'), now, 'UTC')).toBeNull();
  expect(readPeriod(new URLSearchParams('period=31'), now, 'UTC')).toBeNull();
});
