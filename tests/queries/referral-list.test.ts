import { beforeAll, describe, expect, test } from 'vitest';
import { readCursor } from '#app/queries/keyset.server.ts';
import { listReferrals } from '#app/queries/referral-list.server.ts';
import { readReferralDetail } from '#app/queries/referral-detail.server.ts';
import { hashOf, insertAdvocate, insertOrder, insertShop, revealPlain, type TestShop } from '#tests/fixtures/referral-rows.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
let shop: TestShop;
let stranger: TestShop;
let anna: string;

beforeAll(async () => {
  shop = await insertShop(database.prisma);
  stranger = await insertShop(database.prisma);
  anna = await insertAdvocate(database.prisma, shop, { name: 'Anna Berg', email: 'anna@example.com', code: 'ANNA7K2Q' });
  const bo = await insertAdvocate(database.prisma, shop, { name: 'Bo Berg', email: 'bo@example.com', code: 'BO99WXYZ' });
  const other = await insertAdvocate(database.prisma, stranger, {
    name: 'Anna Berg',
    email: 'anna@example.com',
    code: 'ANNA7K2Q',
  });
  // 1001-1003 were placed in the same millisecond: the cursor must not lose or repeat one
  for (const orderId of ['1001', '1002', '1003'])
    await insertOrder(database.prisma, shop, { orderId, placedAt: '2026-11-10T12:00:00Z', advocateId: anna });
  await insertOrder(database.prisma, shop, {
    orderId: '1004',
    placedAt: '2026-11-11T12:00:00Z',
    advocateId: bo,
    reversed: true,
    friendEmail: 'eva@example.com',
  });
  await insertOrder(database.prisma, shop, {
    orderId: '1005',
    placedAt: '2026-11-12T04:30:00Z', // 11 November, 23:30 in New York
    reason: { code: 'returning-customer', earlierOrders: 2 },
    advocateId: anna,
  });
  await insertOrder(database.prisma, stranger, { orderId: '2001', placedAt: '2026-11-13T12:00:00Z', advocateId: other });
});

const list = async (filter: Parameters<typeof listReferrals>[2], cursor: string | null = null, size = 50) =>
  listReferrals(database.prisma, shop, filter, readCursor(cursor), size, revealPlain);
const ids = (page: { rows: { orderId: string }[] }) => page.rows.map(({ orderId }) => orderId);
const search = (text: string, over = {}) => ({ text, code: null, emailHash: null, wordHashes: [], ...over });

describe('the list of referrals', () => {
  test('shows the orders of one shop only, newest first, with names and states', async () => {
    const page = await list({});
    expect(ids(page)).toEqual(['1005', '1004', '1001', '1002', '1003']);
    expect(page.rows[1]).toMatchObject({
      standing: 'reversed',
      advocateName: 'Bo Berg',
      totalMinor: '8000',
      rewardState: 'pending',
    });
    expect(page.rows[0]).toMatchObject({ standing: 'not-credited', reason: { code: 'returning-customer', earlierOrders: 2 } });
    expect([page.next, page.previous]).toEqual([null, null]);
  });

  test('walks forward and back through rows of the same moment without losing or repeating one', async () => {
    const first = await list({}, null, 2);
    const second = await list({}, first.next, 2);
    const third = await list({}, second.next, 2);
    expect([...ids(first), ...ids(second), ...ids(third)]).toEqual(['1005', '1004', '1001', '1002', '1003']);
    expect([first.previous, third.next]).toEqual([null, null]);
    const back = await list({}, third.previous, 2);
    expect(ids(back)).toEqual(ids(second));
    expect(ids(await list({}, back.previous, 2))).toEqual(ids(first));
  });

  test('a cursor that was tampered with is the first page', async () => {
    expect(ids(await list({}, 'bm90IGpzb24', 2))).toEqual(['1005', '1004']);
    expect(readCursor(Buffer.from('["after","yesterday","1"]').toString('base64url'))).toBeNull();
    const ranked = Buffer.from('["after","2026-11-10T12:00:00.000Z","1001","5"]').toString('base64url'); // of a list in another order
    expect(ids(await list({}, ranked, 2))).toEqual(['1005', '1004']);
  });

  test.each([
    ['credited', ['1001', '1002', '1003']],
    ['reversed', ['1004']],
    ['not-credited', ['1005']],
  ] as const)('filters by what became of the order: %s', async (standing, expected) => {
    expect(ids(await list({ standing }))).toEqual(expected);
  });

  test('filters by reason', async () => {
    expect(ids(await list({ reason: 'returning-customer' }))).toEqual(['1005']);
  });

  test('filters by a kind of evidence, and by orders or sign-ups', async () => {
    const own = await insertShop(database.prisma);
    const advocateId = await insertAdvocate(database.prisma, own, { name: 'Dora', email: 'dora@example.com', code: 'DORA7K2Q' });
    const at = { placedAt: '2026-11-10T12:00:00Z', advocateId };
    await insertOrder(database.prisma, own, { orderId: '1', ...at });
    await insertOrder(database.prisma, own, { orderId: '2', ...at, signal: { kind: 'claim', trust: 'verified' } });
    await insertOrder(database.prisma, own, { orderId: 'signup-3', ...at, kind: 'sign-up', signal: { kind: 'claim' } });
    const found = async (filter: Parameters<typeof listReferrals>[2]) =>
      ids(await listReferrals(database.prisma, own, filter, null, 50, revealPlain));
    expect(await found({ evidence: 'claim' })).toEqual(['2', 'signup-3']);
    expect(await found({ evidence: 'claim', kind: 'order' })).toEqual(['2']);
    expect(await found({ kind: 'sign-up' })).toEqual(['signup-3']);
    expect(await found({ evidence: 'journey' })).toEqual([]);
  });

  test("days are the shop's days, not UTC's", async () => {
    expect(ids(await list({ period: { from: '2026-11-11', to: '2026-11-11' } }))).toEqual(['1005', '1004']);
    expect(ids(await list({ period: { from: '2026-11-12', to: '2026-11-12' } }))).toEqual([]);
  });

  test('finds an order by its name with or without the number sign', async () => {
    expect(ids(await list({ search: search('1004') }))).toEqual(['1004']);
    expect(ids(await list({ search: search('#1004') }))).toEqual(['1004']);
  });

  test('finds the orders of an advocate by code, e-mail address, or all words of the name', async () => {
    const ofAnna = ['1005', '1001', '1002', '1003'];
    expect(ids(await list({ search: search('anna7k2q', { code: 'ANNA7K2Q' }) }))).toEqual(ofAnna);
    expect(ids(await list({ search: search('anna@example.com', { emailHash: hashOf('anna@example.com') }) }))).toEqual(ofAnna);
    expect(ids(await list({ search: search('berg anna', { wordHashes: [hashOf('berg'), hashOf('anna')] }) }))).toEqual(ofAnna);
    expect(ids(await list({ search: search('berg', { wordHashes: [hashOf('berg')] }) }))).toHaveLength(5);
    expect(ids(await list({ search: search("' OR 1=1 --") }))).toEqual([]);
  });
});

test("finds the orders of a friend by e-mail address, through its keyed hash, in the merchant's own shop only", async () => {
  const byEmail = (email: string) => search(email, { emailHash: hashOf(email) });
  expect(ids(await list({ search: byEmail('eva@example.com') }))).toEqual(['1004']);
  expect(ids(await list({ search: byEmail('eva@example.com'), standing: 'credited' }))).toEqual([]);
  expect(ids(await list({ search: byEmail('nobody@example.com') }))).toEqual([]);
  expect(
    ids(await listReferrals(database.prisma, stranger, { search: byEmail('eva@example.com') }, null, 50, revealPlain)),
  ).toEqual([]);
});

describe("one order's explanation", () => {
  test('carries decision, advocates, reward and refunds', async () => {
    await database.prisma.orderRefund.create({
      data: { shopId: shop.id, refundId: '9', orderId: '1001', amountMinor: 500n, currency: 'USD', at: '2026-11-11T00:00:00Z' },
    });
    const detail = await readReferralDetail(database.prisma, shop.id, '1001', revealPlain);
    expect(detail).toMatchObject({
      name: '#1001',
      referralState: 'credited',
      earlierOrders: 0,
      decision: { outcome: 'credited', findings: [{ check: 'same-customer', grade: 'clear' }] },
      advocates: [{ id: anna, name: 'Anna Berg', code: 'ANNA7K2Q' }],
      refunds: [{ refundId: '9', amountMinor: '500' }],
      reward: { state: 'pending', percentage: 1000 },
    });
  });

  test('is not given for an order of another shop', async () => {
    expect(await readReferralDetail(database.prisma, shop.id, '2001', revealPlain)).toBeNull();
    expect(await readReferralDetail(database.prisma, stranger.id, '2001', revealPlain)).not.toBeNull();
  });
});
