import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { appendEntries } from '#app/data/ledger.server.ts';
import { noteRewardEvents } from '#app/data/reward-events.server.ts';
import { entriesForAccrual, entriesForReduction } from '#app/domain/ledger.ts';
import { readRewardDetail } from '#app/queries/reward-detail.server.ts';
import { chooseRewards, listRewards, type RewardFilter } from '#app/queries/reward-list.server.ts';
import { insertAdvocate, insertOrder, insertShop, revealPlain, type TestShop } from '#tests/fixtures/referral-rows.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
let shop: TestShop;
let stranger: TestShop;
let anna: string;
let followed: string;
let bonus: string;

beforeAll(async () => {
  const { prisma } = database;
  shop = await insertShop(prisma);
  stranger = await insertShop(prisma);
  anna = await insertAdvocate(prisma, shop, { name: 'Anna Berg', email: 'anna@example.com', code: 'ANNA7K2Q', customerId: '77' });
  const credit = { kind: 'store-credit', percentage: null, amountMinor: 750n };
  followed = (await insertOrder(prisma, shop, { orderId: '1', placedAt: '2026-11-01T12:00:00Z', advocateId: anna, reward: { ...credit, dueAt: null } })) ?? ''; // prettier-ignore
  await insertOrder(prisma, shop, { orderId: '2', placedAt: '2026-11-02T12:00:00Z', advocateId: anna, held: true, reward: { recipient: 'friend', customerId: '88' } }); // prettier-ignore
  await insertOrder(prisma, shop, { orderId: '3', placedAt: '2026-11-03T12:00:00Z', advocateId: anna, reversed: true, reward: { state: 'revoked' } }); // prettier-ignore
  bonus = randomUUID();
  await prisma.reward.create({
    data: {
      ...{ shopId: shop.id, id: bonus, advocateId: anna, programVersion: 1, purpose: 'milestone', milestone: 5 },
      ...{ kind: 'gift-card', amountMinor: 2500n, currency: 'USD', state: 'issued', issuedAt: '2026-11-05T12:00:00Z' },
      ...{ dueAt: '2026-11-05T12:00:00Z', createdAt: '2026-11-05T12:00:00Z', trouble: 'edited' },
    },
  });
  const at = Date.parse('2026-11-01T12:00:00Z');
  await appendEntries(prisma, shop.id, [
    ...entriesForAccrual({ rewardId: followed, amount: { minor: 1000n, currency: 'USD' }, at }),
    ...entriesForReduction({ rewardId: followed, place: 0, currency: 'USD', at: at + 1 }, 'pending', {
      released: 250n,
      carried: 0n,
    }),
  ]);
  const event = { rewardId: followed, note: null, by: null, at: at + 1 };
  await noteRewardEvents(prisma, shop.id, [{ ...event, id: randomUUID(), kind: 'reduced', detail: { from: '1000', to: '750' } }]);
});

const detail = (id: string, of = shop) => readRewardDetail(database.prisma, of.id, id, revealPlain);

test('one reward is told with its recipient, its reason, its life, its ledger in words, and what can be done', async () => {
  expect(await detail(followed)).toMatchObject({
    ...{ advocateName: 'Anna Berg', customerId: '77', orderId: '1', purpose: 'referral', dueAt: null, credit: 'credited' },
    events: [{ kind: 'reduced', detail: { from: '1000', to: '750' } }],
    entries: [
      { movement: 'promised', minor: '1000', from: 'program-cost', to: 'pending' },
      { key: `reduced:${followed}:0`, minor: '250', from: 'pending', to: 'program-cost' },
    ],
    balances: [
      { account: 'program-cost', minor: '-750' },
      { account: 'pending', minor: '750' },
    ],
    actions: ['approve', 'revoke', 'keep'],
  });
  expect(await detail(bonus)).toMatchObject({
    ...{ purpose: 'milestone', milestone: 5, orderId: null, trouble: 'edited', credit: 'credited' },
    actions: ['revoke', 'keep', 'message'],
  });
});

test('another shop’s reward does not exist', async () => {
  expect(await detail(followed, stranger)).toBeNull();
  expect(await detail(randomUUID())).toBeNull();
});

test('the list and a change of all of it are filtered alike: by kind, recipient, purpose, state and search', async () => {
  const filters: [RewardFilter, number][] = [
    [{}, 4],
    [{ kind: 'gift-card' }, 1],
    [{ recipient: 'friend' }, 1],
    [{ purpose: 'milestone' }, 1],
    [{ purpose: 'referral', recipient: 'advocate' }, 2],
    [{ group: 'revoked' }, 1],
    [{ search: { text: '1', code: null, emailHash: null, wordHashes: [] } }, 1],
    [{ search: { text: 'ANNA7K2Q', code: 'ANNA7K2Q', emailHash: null, wordHashes: [] } }, 4],
  ];
  for (const [filter, count] of filters) {
    const listed = await listRewards(database.prisma, shop, filter, null, 50, revealPlain);
    const chosen = await chooseRewards(database.prisma, shop, filter, 50);
    expect([filter, listed.rows.length]).toEqual([filter, count]);
    expect(chosen.rows.map(({ id }) => id).sort()).toEqual(listed.rows.map(({ id }) => id).sort());
  }
  const few = await chooseRewards(database.prisma, shop, {}, 2);
  expect([few.rows.length, few.capped]).toEqual([2, true]);
  expect(few.rows[0]).toMatchObject({ id: bonus, state: 'issued', credit: 'credited', amountMinor: '2500' });
  expect((await chooseRewards(database.prisma, stranger, {}, 50)).rows).toEqual([]);
});
