import { beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '#app/domain/risk/check.ts';
import { readCursor } from '#app/queries/keyset.server.ts';
import { readOpenProblems } from '#app/queries/open-problems.server.ts';
import { readReferralDetail } from '#app/queries/referral-detail.server.ts';
import { countHeldCredits, listHeldCredits, type ReviewFilter } from '#app/queries/review-queue.server.ts';
import { insertAdvocate, insertOrder, insertShop, revealPlain, type TestShop } from '#tests/fixtures/referral-rows.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
let shop: TestShop;
let stranger: TestShop;
let anna: string;
let bo: string;

const disposable: Finding = { check: 'disposable-email', grade: 'review', points: 40, detail: {} };
const network: Finding = { check: 'same-network', grade: 'note', points: 15, detail: {} };
const clearRing: Finding = { check: 'ring', grade: 'clear', points: 0, detail: {} };

beforeAll(async () => {
  const { prisma } = database;
  shop = await insertShop(prisma);
  stranger = await insertShop(prisma);
  anna = await insertAdvocate(prisma, shop, { name: 'Anna Berg', email: 'anna@example.com', code: 'ANNA7K2Q' });
  bo = await insertAdvocate(prisma, shop, { name: 'Bo Lind', email: 'bo@example.com', code: 'BO99WXYZ' });
  const other = await insertAdvocate(prisma, stranger, { name: 'Cleo', email: 'cleo@example.com', code: 'CLEO7K2Q' });
  const held = { held: true, findings: [disposable, network, clearRing] };
  await insertOrder(prisma, shop, { orderId: '1001', placedAt: '2026-11-01T12:00:00Z', advocateId: anna }); // credited
  await insertOrder(prisma, shop, {
    ...{ orderId: '1003', placedAt: '2026-11-03T12:00:00Z', advocateId: anna, ...held },
    ...{ country: 'SE', earlierOrders: null, reviewDueAt: '2026-11-17T12:00:00Z' },
  });
  // The same millisecond: neither may be lost between two pages.
  for (const orderId of ['1005', '1004'])
    await insertOrder(prisma, shop, {
      orderId,
      placedAt: '2026-11-04T12:00:00Z',
      advocateId: bo,
      held: true,
      findings: [disposable],
    });
  await insertOrder(prisma, shop, {
    orderId: '1006',
    placedAt: '2026-11-02T12:00:00Z',
    advocateId: anna,
    reversed: true,
    ...held,
  });
  await insertOrder(prisma, stranger, { orderId: '2001', placedAt: '2026-11-01T12:00:00Z', advocateId: other, ...held });
});

const queue = (filter: ReviewFilter = {}, cursor: string | null = null, size = 50) =>
  listHeldCredits(database.prisma, shop, filter, readCursor(cursor), size, revealPlain);
const ids = (page: { rows: { orderId: string }[] }) => page.rows.map(({ orderId }) => orderId);
const search = (text: string, over = {}) => ({ text, code: null, emailHash: null, wordHashes: [], ...over });

describe('the review queue', () => {
  test('has the held credits of one shop, the order that was placed first before the others; one that was refunded meanwhile is gone', async () => {
    expect(ids(await queue())).toEqual(['1003', '1005', '1004']);
    expect(await countHeldCredits(database.prisma, shop.id)).toEqual({
      orders: 3,
      oldestAt: '2026-11-03T12:00:00.000Z',
      dueAt: '2026-11-17T12:00:00.000Z',
    });
    expect(await readOpenProblems(database.prisma, shop, 0)).toMatchObject({ heldCredits: 3 });
  });

  test('tells what is at stake, why it is held, and what the deciding rules say', async () => {
    const [first] = (await queue()).rows;
    expect(first).toMatchObject({
      name: '#1003',
      country: 'SE',
      earlierOrders: null,
      score: 55,
      advocateCredits: 1,
      rewards: [{ recipient: 'advocate', kind: 'percentage', percentage: 1000 }],
      reviewDueAt: '2026-11-17T12:00:00.000Z',
      reviewFrom: 60,
      refuseFrom: 100,
      then: 'wait',
      advocates: [{ id: anna, name: 'Anna Berg', code: 'ANNA7K2Q' }],
      decision: {
        reason: { code: 'in-review', checks: ['disposable-email'], score: 55 },
        findings: [{ points: 40 }, { points: 15 }, { points: 0 }],
      },
    });
  });

  test('walks forward and back without losing or repeating one', async () => {
    const first = await queue({}, null, 2);
    const second = await queue({}, first.next, 2);
    expect([ids(first), ids(second)]).toEqual([['1003', '1005'], ['1004']]);
    expect(ids(await queue({}, second.previous, 2))).toEqual(['1003', '1005']);
  });

  test('is narrowed to what a check saw, not to what it looked at', async () => {
    expect(ids(await queue({ check: 'same-network' }))).toEqual(['1003']);
    expect(ids(await queue({ check: 'disposable-email' }))).toHaveLength(3);
    expect(ids(await queue({ check: 'ring' }))).toEqual([]);
  });

  test('is searched by order and by advocate', async () => {
    expect(ids(await queue({ search: search('1004') }))).toEqual(['1004']);
    expect(ids(await queue({ search: search('bo99wxyz', { code: 'BO99WXYZ' }) }))).toEqual(['1005', '1004']);
    expect(ids(await queue({ search: search('2001') }))).toEqual([]);
  });
});

describe("one order's page", () => {
  const detail = (orderId: string) => readReferralDetail(database.prisma, shop.id, orderId, revealPlain);

  test('says which verdicts are open', async () => {
    const open = async (orderId: string) => (await detail(orderId))?.verdicts;
    await insertOrder(database.prisma, shop, {
      ...{ orderId: '1007', placedAt: '2026-11-05T12:00:00Z', advocateId: anna },
      reason: { code: 'check-refused', check: 'block-list' },
    });
    await insertOrder(database.prisma, shop, {
      ...{ orderId: '1008', placedAt: '2026-11-05T12:00:00Z', advocateId: anna },
      reason: { code: 'returning-customer', earlierOrders: 1 },
    });
    await insertOrder(database.prisma, shop, { orderId: '1009', placedAt: '2026-11-05T12:00:00Z', reason: { code: 'code-unknown', received: 'X' } }); // prettier-ignore
    expect([await open('1003'), await open('1001'), await open('1007'), await open('1008'), await open('1009')]).toEqual([
      ['approve', 'refuse'],
      ['refuse'],
      ['approve'],
      [],
      [],
    ]);
  });

  test("carries what was told about the order, oldest first, with the name of a note's advocate", async () => {
    const note = (kind: string, key: string, at: string, detail: object) => ({
      shopId: shop.id,
      orderId: '1003',
      kind,
      key,
      at,
      detail,
    });
    await database.prisma.orderNote.createMany({
      data: [
        note('verdict', bo, '2026-11-06T12:00:00Z', { kind: 'approve', advocateId: bo, by: '71001', note: 'Called her' }),
        note('risk', '', '2026-11-04T12:00:00Z', { level: 'high' }),
        note('dispute', '5', '2026-11-05T12:00:00Z', { status: 'open' }),
        note('answer', '', '2026-11-03T13:00:00Z', { text: 'Anna' }),
        note('journey', '', '2026-11-03T14:00:00Z', { visits: [{ ref: 'ANNA7K2Q', at: null }] }),
        note('assignment', '', '2026-11-07T12:00:00Z', { advocateId: bo, by: '71001', note: null }),
      ],
    });
    const told = await detail('1003');
    expect(told?.notes.map(({ kind }) => kind)).toEqual(['answer', 'journey', 'risk', 'dispute', 'verdict', 'assignment']);
    expect(told?.advocates.map(({ name }) => name).sort()).toEqual(['Anna Berg', 'Bo Lind']);
  });
});
