import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { appendEntries } from '#app/data/ledger.server.ts';
import { listClaims, listVisits } from '#app/queries/arrivals.server.ts';
import { NOT_TOLD } from '#app/domain/channel.ts';
import { type Place, readCursor } from '#app/queries/keyset.server.ts';
import { listReferrals, type ReferralFilter } from '#app/queries/referral-list.server.ts';
import { readReportCourse, readReportFigures } from '#app/queries/report-figures.server.ts';
import { readChannels, readCountries, readLeaders, readProducts } from '#app/queries/report-slices.server.ts';
import { insertAdvocate, insertOrder, insertShop, revealPlain, type TestShop } from '#tests/fixtures/referral-rows.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const november = { from: '2026-11-01', to: '2026-11-30' };
const none = { from: '2026-06-01', to: '2026-06-02' };
let shop: TestShop;
let anna: string;

beforeAll(async () => {
  const { prisma } = database;
  shop = await insertShop(prisma);
  const stranger = await insertShop(prisma);
  for (const tenant of [shop, stranger]) {
    anna = await insertAdvocate(prisma, tenant, { name: 'Anna Berg', email: 'a@example.com', code: 'ANNA7K2Q' });
    const ben = await insertAdvocate(prisma, tenant, { name: 'Ben Ash', email: 'b@example.com', code: 'BENB7K2Q' });
    // Ben and Anna are one person by now.
    await prisma.advocate.update({ where: { shopId_id: { shopId: tenant.id, id: ben } }, data: { mergedInto: anna } });
    const visits = [
      ['2026-11-01T03:30:00Z', null], // 31 October in New York
      ['2026-11-01T05:00:00Z', 'whatsapp'],
      ['2026-11-10T05:00:00Z', null],
      ['2026-12-01T04:59:59Z', 'whatsapp'],
      ['2026-12-01T05:00:00Z', 'whatsapp'], // December
    ] as const;
    for (const [at, channel] of visits) {
      await prisma.visit.create({
        data: { shopId: tenant.id, id: randomUUID(), advocateId: anna, code: 'ANNA7K2Q', at, channel, landingPath: '/' },
      });
    }
    await prisma.claim.create({
      data: {
        ...{ shopId: tenant.id, id: randomUUID(), advocateId: anna, programVersion: 1, offerCode: 'WELCOME1' },
        ...{ claimedAt: '2026-11-02T12:00:00Z', state: 'ready' },
      },
    });
    const order = (orderId: string, over: Partial<Parameters<typeof insertOrder>[2]>) =>
      insertOrder(prisma, tenant, { orderId, placedAt: '2026-11-03T12:00:00Z', advocateId: anna, ...over });
    await order('1', { totalMinor: 10_000n, refundedMinor: 2500n, country: 'DE', signal: { channel: 'whatsapp' } });
    await order('2', { placedAt: '2026-12-01T03:00:00Z', totalMinor: 4000n, country: 'FR', advocateId: ben, earlierOrders: 3 }); // 30 November, 22:00
    await order('3', { placedAt: '2026-11-05T12:00:00Z', reversed: true });
    await order('4', { placedAt: '2026-11-06T12:00:00Z', reason: { code: 'code-unknown', received: 'X' } });
    await order('5', { placedAt: '2026-12-02T12:00:00Z' });
    await order('6', { placedAt: '2026-11-07T12:00:00Z', currency: 'EUR', totalMinor: 9000n, country: 'DE' });
    await order('7', { placedAt: '2026-11-08T12:00:00Z', held: true });
    await order('8', { placedAt: '2026-11-08T12:00:00Z', reason: { code: 'test-order' } });
    await order('signup-9', { placedAt: '2026-11-07T12:00:00Z', kind: 'sign-up', totalMinor: 0n });
    // A code won, and the link in the cart says how it was shared.
    const shared = await prisma.buyerOrder.findUniqueOrThrow({ where: { shopId_orderId: { shopId: tenant.id, orderId: '6' } } });
    const decision = structuredClone(shared.decision) as { candidates: Record<string, unknown>[] };
    const [winner] = decision.candidates;
    decision.candidates.push({ ...winner, verdict: 'lost', signal: { ...(winner?.['signal'] as object), channel: 'qr' } });
    decision.candidates.push({ ...winner, advocateId: ben, signal: { ...(winner?.['signal'] as object), channel: 'sms' } });
    await prisma.buyerOrder.update({
      where: { shopId_orderId: { shopId: tenant.id, orderId: '6' } },
      data: { decision: decision as object },
    });
    const lines = [
      { productId: '11', quantity: 2, fullMinor: '9000', discountedMinor: '8000' },
      { productId: '12', quantity: 1, fullMinor: '2500', discountedMinor: '2000' },
      { productId: null, quantity: 1, fullMinor: '100', discountedMinor: '100' },
    ];
    for (const orderId of ['1', '6']) {
      const where = { shopId_orderId: { shopId: tenant.id, orderId } };
      const { facts } = await prisma.buyerOrder.findUniqueOrThrow({ where });
      await prisma.buyerOrder.update({ where, data: { facts: { ...(facts as Record<string, unknown>), lines } } });
    }
    const rewardId = randomUUID();
    await prisma.reward.create({
      data: {
        ...{ shopId: tenant.id, id: rewardId, purpose: 'manual', advocateId: anna, programVersion: 1, kind: 'store-credit' },
        ...{ amountMinor: 1000n, currency: 'USD', createdAt: '2026-11-09T12:00:00Z' },
      },
    });
    const entry = (
      key: string,
      from: 'program-cost' | 'pending' | 'issued',
      to: 'pending' | 'revoked' | 'program-cost' | 'issued',
      minor: bigint,
      at: string,
    ) => ({
      ...{ key: `${key}:${rewardId}`, rewardId, from, to, at: Date.parse(at), amount: { minor, currency: 'USD' } },
    });
    await appendEntries(prisma, tenant.id, [
      entry('accrue', 'program-cost', 'pending', 1000n, '2026-11-09T12:00:00Z'),
      entry('issued', 'pending', 'issued', 1000n, '2026-11-10T12:00:00Z'),
      entry('reduced', 'issued', 'program-cost', 250n, '2026-11-11T12:00:00Z'),
      entry('revoked', 'issued', 'revoked', 500n, '2026-12-05T12:00:00Z'),
    ]);
  }
  anna = (await database.prisma.advocate.findFirstOrThrow({ where: { shopId: shop.id, code: 'ANNA7K2Q' } })).id;
});

test('figures count one shop and the days of its time zone: no sign-up, no held or reversed credit, sums in its currency alone', async () => {
  expect(await readReportFigures(database.prisma, shop, november)).toEqual({
    ...{ visits: 3, claims: 1, orders: 3, revenueMinor: '11500', newFriends: 2, discountMinor: '1500' },
    ...{ heldOrders: 1, lostOrders: 1, reversedOrders: 1, otherCurrency: 1, rewards: 7, rewardCostMinor: '750' },
  });
  expect(await readReportFigures(database.prisma, shop, none)).toEqual({
    ...{ visits: 0, claims: 0, orders: 0, revenueMinor: '0', newFriends: 0, discountMinor: '0' },
    ...{ heldOrders: 0, lostOrders: 0, reversedOrders: 0, otherCurrency: 0, rewards: 0, rewardCostMinor: '0' },
  });
  // What was taken back lowers the cost of the days in which it was.
  expect((await readReportFigures(database.prisma, shop, { from: '2026-12-01', to: '2026-12-31' })).rewardCostMinor).toBe('-500');
});

test('every figure is what its list shows, and the sum of its course and of its parts', async () => {
  const { prisma } = database;
  const figures = await readReportFigures(prisma, shop, november);
  const visits = await listVisits(prisma, shop, november, null, 100, revealPlain);
  const claims = await listClaims(prisma, shop, { period: november, state: null }, null, 100, revealPlain);
  expect([visits.rows.length, claims.rows.length]).toEqual([figures.visits, figures.claims]);
  const rowsOf = async (standing: 'credited' | 'held' | 'reversed' | 'not-credited') =>
    (await listReferrals(prisma, shop, { kind: 'order', standing, period: november }, null, 100, revealPlain)).rows;
  const credited = await rowsOf('credited');
  expect(credited).toHaveLength(figures.orders);
  const lengths = [await rowsOf('held'), await rowsOf('reversed')].map((rows) => rows.length);
  expect(lengths).toEqual([figures.heldOrders, figures.reversedOrders]);
  const sum = (values: (string | number)[]) => values.reduce<bigint>((all, value) => all + BigInt(value), 0n).toString();
  for (const grain of ['day', 'week', 'month'] as const) {
    const course = await readReportCourse(prisma, shop, november, grain);
    expect(course.map(({ day }) => day)[0]).toBe('2026-11-01');
    expect(sum(course.map((step) => step.visits))).toBe(String(figures.visits));
    expect(sum(course.map((step) => step.orders))).toBe(String(figures.orders));
    expect(sum(course.map((step) => step.revenueMinor))).toBe(figures.revenueMinor);
  }
  const parts = [
    await readChannels(prisma, shop, november),
    await readCountries(prisma, shop, november, 100),
    await readLeaders(prisma, shop, november, 100, revealPlain),
  ];
  for (const part of parts) {
    expect(sum(part.map(({ orders }) => orders))).toBe(String(figures.orders));
    expect(sum(part.map(({ revenueMinor }) => revenueMinor))).toBe(figures.revenueMinor);
  }
});

test('parts: by channel, country, product and advocate, the largest first', async () => {
  const { prisma } = database;
  expect(await readChannels(prisma, shop, november)).toEqual([
    { channel: 'whatsapp', visits: 2, orders: 1, revenueMinor: '7500' },
    { channel: null, visits: 1, orders: 1, revenueMinor: '4000' },
    { channel: 'qr', visits: 0, orders: 1, revenueMinor: '0' },
  ]);
  expect(await readCountries(prisma, shop, november, 1)).toEqual([{ country: 'DE', orders: 2, revenueMinor: '7500' }]);
  expect(await readProducts(prisma, shop, november, 10)).toEqual([
    { productId: '11', orders: 2, pieces: 4, revenueMinor: '8000' },
    { productId: '12', orders: 2, pieces: 2, revenueMinor: '2000' },
  ]);
  expect(await readLeaders(prisma, shop, november, 10, revealPlain)).toEqual([
    { advocateId: anna, code: 'ANNA7K2Q', name: 'Anna Berg', visits: 3, orders: 3, revenueMinor: '11500' },
  ]);
});

test('every row of a breakdown is what the list of referrals shows under its filter, page by page', async () => {
  const { prisma } = database;
  const list = async (filter: ReferralFilter) => {
    const found: string[] = [];
    let place: Place | null = null;
    do {
      const all: ReferralFilter = { kind: 'order', standing: 'credited', period: november, ...filter };
      const page = await listReferrals(prisma, shop, all, place, 1, revealPlain);
      found.push(...page.rows.map(({ orderId }) => orderId));
      place = readCursor(page.next);
    } while (place !== null);
    return found.length;
  };
  for (const { channel, orders } of await readChannels(prisma, shop, november))
    expect(await list({ channel: channel ?? NOT_TOLD }), channel ?? 'none').toBe(orders);
  for (const { country, orders } of await readCountries(prisma, shop, november, 100))
    expect(await list({ country: country ?? NOT_TOLD }), country ?? 'none').toBe(orders);
  for (const { productId, orders } of await readProducts(prisma, shop, november, 100))
    expect(await list({ productId }), productId).toBe(orders);
  for (const { advocateId, orders } of await readLeaders(prisma, shop, november, 100, revealPlain))
    expect(await list({ advocateId })).toBe(orders);
  expect(await list({ productId: '99' })).toBe(0);
});

test('pages of one channel, country or product are read from an index', async () => {
  const plan = async (where: string) => {
    const rows = await database.prisma.$transaction(async (tx) => {
      await tx.$executeRawUnsafe('SET LOCAL enable_seqscan = off');
      return tx.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(
        `EXPLAIN SELECT order_id FROM buyer_order o WHERE shop_id = '${shop.id}'::uuid AND ${where} ORDER BY placed_at DESC, order_id DESC LIMIT 26`,
      );
    });
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };
  expect(await plan(`credited_channel(o.decision) = 'whatsapp'`)).toContain('buyer_order_channel_idx');
  expect(await plan(`(o.facts->>'country') = 'DE'`)).toContain('buyer_order_country_idx');
});
