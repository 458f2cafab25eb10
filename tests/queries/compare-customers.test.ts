/** Referred customers beside others, cohorts, and the time that friends take: small shops whose figures can be counted by hand. */
import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { averageInterval, shareInterval } from '#app/domain/interval.ts';
import { compareCustomers } from '#app/queries/compare-customers.server.ts';
import { readAdvocateCohorts, readFriendCohorts } from '#app/queries/report-cohorts.server.ts';
import { readTimeToConvert } from '#app/queries/time-to-convert.server.ts';
import { insertAdvocate, insertOrder, insertShop, type TestShop } from '#tests/fixtures/referral-rows.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };
const DAY = 86_400_000;
const hashed = (person: string) => new Uint8Array(createHash('sha256').update(person).digest());

type Seen = { person: string | null; placedAt: string; totalMinor?: bigint; refundedMinor?: bigint | null; currency?: string };
let orders = 100;

async function see(shop: TestShop, seen: Seen, advocateId?: string): Promise<void> {
  const { person, placedAt, totalMinor = 8000n, refundedMinor = 0n, currency = 'USD' } = seen;
  const orderId = String((orders += 1));
  const buyerHash = person === null ? null : hashed(person);
  const row = { orderId, placedAt, totalMinor, refundedMinor, currency, buyerHash, hasEvidence: advocateId !== undefined };
  await database.prisma.seenOrder.create({ data: { shopId: shop.id, ...row } });
  if (advocateId !== undefined) await insertOrder(database.prisma, shop, { orderId, placedAt, totalMinor, advocateId });
}

let shop: TestShop;
let anna: string;

beforeAll(async () => {
  shop = await insertShop(database.prisma);
  const other = await insertShop(database.prisma);
  anna = await insertAdvocate(database.prisma, shop, {
    name: 'Anna',
    email: 'anna@a.example',
    code: 'ANNA7K2Q',
    enrolledAt: '2026-09-10T12:00:00Z',
  });
  await insertAdvocate(database.prisma, shop, {
    name: 'Bo',
    email: 'bo@a.example',
    code: 'BO7K2QXX',
    enrolledAt: '2026-09-11T12:00:00Z',
  });
  for (let n = 0; n < 40; n += 1) {
    const hour = String(n % 24).padStart(2, '0');
    // 40 friends in November: 90.00 each; every fourth comes again at 50.00 without any evidence, every eighth is given 10.00 back.
    const refundedMinor = n % 8 === 0 ? 1000n : 0n;
    await see(shop, { person: `friend ${n}`, placedAt: `2026-11-02T${hour}:30:00Z`, totalMinor: 9000n, refundedMinor }, anna);
    if (n % 4 === 0) await see(shop, { person: `friend ${n}`, placedAt: `2026-11-20T${hour}:30:00Z`, totalMinor: 5000n });
    // 40 others, half of them known from before; one of the new ones in four comes again.
    if (n % 2 === 0) await see(shop, { person: `other ${n}`, placedAt: `2026-09-05T${hour}:00:00Z` });
    await see(shop, { person: `other ${n}`, placedAt: `2026-11-05T${hour}:00:00Z`, totalMinor: BigInt(4000 + n * 10) });
    if (n % 8 === 1) await see(shop, { person: `other ${n}`, placedAt: `2026-11-06T${hour}:00:00Z`, totalMinor: 4000n });
    await see(other, { person: `friend ${n}`, placedAt: `2026-11-05T${hour}:00:00Z`, totalMinor: 1n, refundedMinor: 1n });
  }
  await see(shop, { person: null, placedAt: '2026-11-07T12:00:00Z' });
  await see(shop, { person: 'before', placedAt: '2026-11-07T12:00:00Z', refundedMinor: null });
  await see(shop, { person: 'abroad', placedAt: '2026-11-07T12:00:00Z', currency: 'EUR' });
  await see(shop, { person: 'other 1', placedAt: '2026-12-01T05:30:00Z', totalMinor: 1n }); // the first of December in New York
});

test('referred customers stand beside others with average, return and refunds, each with its interval; what cannot be compared is counted', async () => {
  const { referred, others, leftOut, sampledFrom, difference } = await compareCustomers(database.prisma, shop, NOVEMBER);
  expect(referred).toMatchObject({ people: 40, orders: 50 });
  expect(referred.repeatRate).toEqual(shareInterval(10, 40));
  expect(referred.refundRate).toEqual(shareInterval(5, 50));
  const average = (40 * 9000 + 10 * 5000) / 50;
  const squares = 30 * (9000 - average) ** 2 + 10 * (14000 - 2 * average) ** 2;
  expect(referred.averageOrder).toMatchObject({ known: true, value: average });
  const expected = averageInterval({ people: 40, orders: 50, sum: 50 * average, squares });
  expect(referred.averageOrder.known && referred.averageOrder.low).toBeCloseTo(expected.known ? expected.low : 0, 6);

  expect(others).toMatchObject({ people: 40, orders: 45 });
  expect(others.repeatRate, '20 new ones are too few').toEqual({ known: false, sample: 20, needed: 30 });
  expect(others.refundRate).toEqual(shareInterval(0, 45));
  expect(difference.averageOrder?.low, 'friends spend more, and not by chance').toBeGreaterThan(0);
  expect(difference.repeatRate).toBeNull();
  expect(leftOut).toEqual({ unknownBuyer: 2, otherCurrency: 1 });
  expect(sampledFrom).toBeNull();
});

test('of more orders than are read the latest count, and from when on is said', async () => {
  const { referred, others, sampledFrom } = await compareCustomers(database.prisma, shop, NOVEMBER, 10);
  expect(referred.orders + others.orders).toBe(10);
  expect(sampledFrom).toBe('2026-11-20T00:30:00.000Z');
  expect(await compareCustomers(database.prisma, shop, { from: '2025-01-01', to: '2025-01-31' })).toMatchObject({
    referred: { people: 0, averageOrder: { known: false, sample: 0 } },
    sampledFrom: null,
  });
});

test('friends are followed from the month of their first referred order, for as long as each span has had the time to pass', async () => {
  const late = Date.parse('2027-01-15T12:00:00Z');
  const cohorts = await readFriendCohorts(database.prisma, shop, late, 3);
  expect(cohorts.map(({ month, friends }) => [month, friends])).toEqual([['2026-11', 40], ['2026-12', 0], ['2027-01', 0]]); // prettier-ignore
  expect(cohorts[0]?.returned).toEqual([
    { days: 30, share: shareInterval(10, 40, 10) },
    { days: 60, share: shareInterval(10, 40, 10) },
    { days: 90, share: { known: false, sample: 0, needed: 10 } },
    { days: 180, share: { known: false, sample: 0, needed: 10 } },
  ]);
  const [early] = await readFriendCohorts(database.prisma, shop, Date.parse('2026-11-25T12:00:00Z'), 1);
  expect(early?.returned[0]?.share, 'the 30 days are not over').toMatchObject({ known: false, sample: 0 });
});

test('advocates are counted by the month they joined in, and whether a friend came', async () => {
  const cohorts = await readAdvocateCohorts(database.prisma, shop, Date.parse('2026-11-25T12:00:00Z'), 3);
  expect(cohorts.map(({ month, advocates, brought }) => [month, advocates, brought.known])).toEqual([
    ['2026-09', 2, false],
    ['2026-10', 0, false],
    ['2026-11', 0, false],
  ]);
  for (let n = 0; n < 10; n += 1) {
    const person = { name: 'Carl', email: `carl${n}@a.example`, code: `CARL7K2${n}`, enrolledAt: '2026-10-10T12:00:00Z' };
    const id = await insertAdvocate(database.prisma, shop, person);
    if (n < 3) await insertOrder(database.prisma, shop, { orderId: `90${n}`, placedAt: '2026-10-11T12:00:00Z', advocateId: id });
  }
  const october = (await readAdvocateCohorts(database.prisma, shop, Date.parse('2026-11-25T12:00:00Z'), 2))[0];
  expect(october?.brought).toEqual(shareInterval(3, 10, 10));
});

test('the time to an order counts from the first visit or claim of the credited advocate; staff’s word has none', async () => {
  const place = await insertShop(database.prisma);
  const [anna, bo] = await Promise.all(
    ['ANNA7K2Q', 'BO7K2QXX'].map((code) =>
      insertAdvocate(database.prisma, place, { name: code, email: `${code}@a.example`, code }),
    ),
  );
  if (anna === undefined || bo === undefined) throw new Error('two advocates');
  const placed = Date.parse('2026-11-10T12:00:00Z');
  const visit = (advocateId: string, hoursBefore: number, kind = 'cart-attribute') => ({
    ...{ kind, rawCode: 'X', at: placed - hoursBefore * 3_600_000, trust: 'hint', channel: null, resolution: { advocateId } },
  });
  const stories = [
    ...Array.from({ length: 21 }, (_, n) => [visit(anna, n * 24 + 1), visit(anna, 0.5, 'claim'), visit(bo, 900)]),
    [visit(anna, 24 * 50, 'landing-link')],
    [visit(anna, 30, 'merchant')],
    [visit(anna, -30)],
  ];
  for (const [n, signals] of stories.entries()) {
    const order = { orderId: String(7000 + n), placedAt: new Date(placed).toISOString(), advocateId: anna };
    await insertOrder(database.prisma, place, order);
    const key = { shopId_orderId: { shopId: place.id, orderId: order.orderId } };
    await database.prisma.buyerOrder.update({ where: key, data: { facts: { signals } } });
  }
  const time = await readTimeToConvert(database.prisma, place, NOVEMBER);
  expect(time).toMatchObject({ orders: 22, unknown: 2, sampled: false });
  expect(time.quartiles?.median).toBeCloseTo(10.5 * DAY + 3_600_000, -1);
  expect(time.histogram.filter(({ orders }) => orders > 0).map(({ day }) => day)).toEqual([
    ...Array.from({ length: 21 }, (_, n) => n),
    30,
  ]);
  expect(await readTimeToConvert(database.prisma, place, { from: '2026-10-01', to: '2026-10-31' })).toMatchObject({
    ...{ orders: 0, unknown: 0, quartiles: null },
  });
});
