import { beforeAll, describe, expect, test } from 'vitest';
import { type AdvocateSort, everyAdvocate, FIRST_TO_THANK, listAdvocates } from '#app/queries/advocate-list.server.ts';
import { readAdvocateProfile } from '#app/queries/advocate-profile.server.ts';
import { listDeliveries, readDeliverySummary } from '#app/queries/delivery-health.server.ts';
import { readCursor } from '#app/queries/keyset.server.ts';
import { countOpenRewards, listRewards } from '#app/queries/reward-list.server.ts';
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
let shop: TestShop;
let stranger: TestShop;
let anna: string;
let foreign: string;

beforeAll(async () => {
  shop = await insertShop(database.prisma, { currency: 'JPY' });
  stranger = await insertShop(database.prisma);
  anna = await insertAdvocate(database.prisma, shop, { name: 'Anna Berg', email: 'anna@example.com', code: 'ANNA7K2Q' });
  await insertAdvocate(database.prisma, shop, { name: 'Bo Ek', email: 'bo@example.com', code: 'BO99WXYZ', state: 'blocked', enrolledAt: '2026-10-02T12:00:00Z' }); // prettier-ignore
  foreign = await insertAdvocate(database.prisma, stranger, { name: 'Cleo', email: 'c@example.com', code: 'CLEO1234' });
  const yen = { kind: 'fixed-amount', percentage: null, amountMinor: 500n };
  await insertOrder(database.prisma, shop, { orderId: '1', placedAt: '2026-11-01T12:00:00Z', advocateId: anna, totalMinor: 9000n, reward: { ...yen, state: 'issued', code: 'THANKS1', issuedAt: '2026-11-15T12:00:00Z' } }); // prettier-ignore
  await insertOrder(database.prisma, shop, { orderId: '2', placedAt: '2026-11-02T12:00:00Z', advocateId: anna, totalMinor: 1000n, refundedMinor: 400n, reward: yen }); // prettier-ignore
  await insertOrder(database.prisma, shop, { orderId: '3', placedAt: '2026-11-03T12:00:00Z', advocateId: anna, reversed: true, reward: { ...yen, state: 'revoked' } }); // prettier-ignore
  await insertOrder(database.prisma, shop, { orderId: '4', placedAt: '2026-11-04T12:00:00Z', advocateId: anna, reward: { ...yen, state: 'issuing', lastError: 'Shopify refused' } }); // prettier-ignore
  await insertOrder(database.prisma, stranger, { orderId: '1', placedAt: '2026-11-04T12:00:00Z', advocateId: foreign });
});

const list = (
  over: Parameters<typeof listAdvocates>[2] = {},
  sort: AdvocateSort = FIRST_TO_THANK,
  cursor: string | null = null,
  size = 50,
) => listAdvocates(database.prisma, shop, over, sort, readCursor(cursor), size, revealPlain);
const codes = (page: { rows: { code: string }[] }) => page.rows.map(({ code }) => code);

test('the list of advocates counts what each brought, reversals left out and refunds taken off', async () => {
  const page = await list();
  expect(page.rows.map(({ name, referrals, revenueMinor, rewards }) => [name, referrals, revenueMinor, rewards])).toEqual([
    ['Anna Berg', 3, '17600', 3],
    ['Bo Ek', 0, '0', 0],
  ]);
});

test('the list of advocates filters by state', async () => {
  expect(codes(await list({ state: 'blocked' }))).toEqual(['BO99WXYZ']);
});

describe('the order of advocates', () => {
  let crowded: TestShop;
  const inShop = (sort: AdvocateSort, cursor: string | null = null, size = 50) =>
    listAdvocates(database.prisma, crowded, {}, sort, readCursor(cursor), size, revealPlain);

  beforeAll(async () => {
    crowded = await insertShop(database.prisma);
    const day = (number: number) => `2026-10-0${number}T12:00:00Z`;
    const enrol = (code: string, on: number) =>
      insertAdvocate(database.prisma, crowded, { name: code, email: `${code}@example.com`, code, enrolledAt: day(on) });
    const [two, big, back, , abroad] = [
      await enrol('TWO', 1),
      await enrol('BIG', 2),
      await enrol('BACK', 3),
      await enrol('NONE', 4),
      await enrol('ABROAD', 5),
    ];
    const order = (orderId: string, advocateId: string, totalMinor: bigint, over = {}) =>
      insertOrder(database.prisma, crowded, { orderId, advocateId, totalMinor, placedAt: day(9), ...over });
    await order('1', two, 4000n);
    await order('2', two, 5000n, { refundedMinor: 1000n });
    await order('3', big, 9000n);
    await order('4', back, 90_000n, { reversed: true });
    await order('5', abroad, 70_000n, { currency: 'EUR' }); // from before the shop's currency was changed
    await order('6', back, 90_000n, { reason: { code: 'program-paused' } });
  });

  test.each<[AdvocateSort, string[]]>([
    ['revenue-desc', ['BIG', 'TWO', 'ABROAD', 'NONE', 'BACK']],
    ['revenue-asc', ['BACK', 'NONE', 'ABROAD', 'TWO', 'BIG']],
    ['referrals-desc', ['TWO', 'ABROAD', 'BIG', 'NONE', 'BACK']],
    ['referrals-asc', ['BACK', 'NONE', 'BIG', 'ABROAD', 'TWO']],
    ['enrolled-desc', ['ABROAD', 'NONE', 'BACK', 'BIG', 'TWO']],
    ['enrolled-asc', ['TWO', 'BIG', 'BACK', 'NONE', 'ABROAD']],
  ])('%s: is that of the figures shown, and its pages are turned forward and back', async (sort, expected) => {
    const whole = await inShop(sort);
    expect(codes(whole)).toEqual(expected);
    const shown = whole.rows.map(({ referrals, revenueMinor, enrolledAt }) =>
      sort.startsWith('revenue') ? Number(revenueMinor) : sort.startsWith('referrals') ? referrals : Date.parse(enrolledAt),
    );
    expect(shown).toEqual([...shown].sort((one, other) => (sort.endsWith('asc') ? one - other : other - one)));

    const first = await inShop(sort, null, 2);
    const second = await inShop(sort, first.next, 2);
    const third = await inShop(sort, second.next, 2);
    expect([first, second, third].flatMap(codes)).toEqual(expected);
    expect([first.previous, third.next]).toEqual([null, null]);
    const back = await inShop(sort, third.previous, 2);
    expect(codes(back)).toEqual(codes(second));
    expect(codes(await inShop(sort, back.previous, 2))).toEqual(codes(first));
  });

  test('a cursor of another order is the first page', async () => {
    const { next } = await inShop('enrolled-desc', null, 2);
    expect(codes(await inShop('revenue-desc', next, 2))).toEqual(['BIG', 'TWO']);
    const foreign = Buffer.from('["after","2026-10-01T12:00:00.000Z","no-uuid","5"]').toString('base64url');
    expect(codes(await inShop('revenue-desc', foreign, 2))).toEqual(['BIG', 'TWO']);
  });

  test('the whole list tells everyone once, even when figures change while it is read', async () => {
    const told: string[] = [];
    for await (const { code } of everyAdvocate(database.prisma, crowded, {}, 'revenue-desc', 2, revealPlain)) {
      if (told.push(code) !== 2) continue;
      await database.prisma.buyerOrder.updateMany({ where: { shopId: crowded.id, orderId: '5' }, data: { currency: 'USD' } });
    }
    expect(told).toEqual(['BIG', 'TWO', 'ABROAD', 'NONE', 'BACK']);
    expect(codes(await inShop('revenue-desc'))[0]).toBe('ABROAD');
  });
});

test("a profile is given to the advocate's own shop only", async () => {
  expect(await readAdvocateProfile(database.prisma, shop, anna, revealPlain)).toMatchObject({
    name: 'Anna Berg',
    referrals: 3,
    reversed: 1,
    revenueMinor: '17600',
    rewards: 3,
    rewardsOwed: 2,
  });
  expect(await readAdvocateProfile(database.prisma, shop, foreign, revealPlain)).toBeNull();
  expect(await readAdvocateProfile(database.prisma, shop, 'not-an-id', revealPlain)).toBeNull();
});

test('rewards are grouped by what has become of them', async () => {
  const inGroup = async (group: Parameters<typeof listRewards>[2]['group']) =>
    (await listRewards(database.prisma, shop, { group: group ?? null }, null, 50, revealPlain)).rows.map(
      ({ orderName }) => orderName,
    );
  expect(await inGroup('owed')).toEqual(['#4', '#2']);
  expect(await inGroup('issued')).toEqual(['#1']);
  expect(await inGroup('revoked')).toEqual(['#3']);
  expect(await inGroup('failing')).toEqual(['#4']);
  expect(await inGroup(null)).toHaveLength(4);
  expect(await countOpenRewards(database.prisma, shop.id)).toEqual({ owed: 2, failing: 1 });
});

test('a reward is found by its code, whatever the case of its letters', async () => {
  const search = { text: 'thanks1', code: null, emailHash: null, wordHashes: [] };
  const page = await listRewards(database.prisma, shop, { search }, null, 50, revealPlain);
  expect(page.rows).toMatchObject([{ code: 'THANKS1', amountMinor: '500', currency: 'JPY', advocateName: 'Anna Berg' }]);
});

test('deliveries are counted by state and listed newest first, for one shop', async () => {
  const deliver = (webhookId: string, state: string, over = {}) =>
    database.prisma.delivery.create({
      data: {
        shopDomain: shop.domain, webhookId, topic: 'orders/paid', apiVersion: '2026-10', receivedAt: '2026-11-08T00:00:00Z',
        dueAt: '2026-11-08T00:00:00Z', bodyHash: plainBytes(webhookId), state, ...over,
      },
    }); // prettier-ignore
  await deliver('a', 'settled', { settledAt: '2026-11-08T00:00:01Z' });
  await deliver('b', 'dead', { reason: 'The body is not JSON' });
  await deliver('c', 'waiting');
  await deliver('d', 'settled', { shopDomain: stranger.domain });
  expect(await readDeliverySummary(database.prisma, shop.domain, Date.parse('2026-11-08T12:00:00Z'))).toEqual({
    waiting: 1,
    dead: 1,
    settledToday: 1,
    lastReceivedAt: '2026-11-08T00:00:00.000Z',
  });
  expect((await listDeliveries(database.prisma, shop, null, 50)).map(({ state }) => state)).toEqual([
    'waiting',
    'dead',
    'settled',
  ]);
  expect(await listDeliveries(database.prisma, shop, 'dead', 50)).toMatchObject([{ reason: 'The body is not JSON' }]);
});
