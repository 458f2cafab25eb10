import { beforeAll, expect, test } from 'vitest';
import { listAdvocates } from '#app/queries/advocate-list.server.ts';
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

test('the list of advocates counts what each brought, reversals left out and refunds taken off', async () => {
  const page = await listAdvocates(database.prisma, shop.id, {}, null, 50, revealPlain);
  expect(page.rows.map(({ name, referrals, revenueMinor, rewards }) => [name, referrals, revenueMinor, rewards])).toEqual([
    ['Bo Ek', 0, '0', 0],
    ['Anna Berg', 3, '17600', 4],
  ]);
});

test('the list of advocates filters by state and turns pages', async () => {
  const blocked = await listAdvocates(database.prisma, shop.id, { state: 'blocked' }, null, 50, revealPlain);
  expect(blocked.rows.map(({ code }) => code)).toEqual(['BO99WXYZ']);
  const first = await listAdvocates(database.prisma, shop.id, {}, null, 1, revealPlain);
  const second = await listAdvocates(database.prisma, shop.id, {}, readCursor(first.next), 1, revealPlain);
  expect([first.rows[0]?.code, second.rows[0]?.code, second.next]).toEqual(['BO99WXYZ', 'ANNA7K2Q', null]);
});

test("a profile is given to the advocate's own shop only", async () => {
  expect(await readAdvocateProfile(database.prisma, shop.id, anna, revealPlain)).toMatchObject({
    name: 'Anna Berg',
    referrals: 3,
    reversed: 1,
    revenueMinor: '17600',
    rewardsOwed: 2,
    rewardsIssued: 1,
  });
  expect(await readAdvocateProfile(database.prisma, shop.id, foreign, revealPlain)).toBeNull();
  expect(await readAdvocateProfile(database.prisma, shop.id, 'not-an-id', revealPlain)).toBeNull();
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
  expect((await listDeliveries(database.prisma, shop.domain, null, 50)).map(({ state }) => state)).toEqual([
    'waiting',
    'dead',
    'settled',
  ]);
  expect(await listDeliveries(database.prisma, shop.domain, 'dead', 50)).toMatchObject([{ reason: 'The body is not JSON' }]);
});
