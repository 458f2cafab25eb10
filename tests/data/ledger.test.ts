import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { appendEntries, readRewardBalances } from '#app/data/ledger.server.ts';
import { entriesForAccrual, entriesForMove } from '#app/domain/ledger.ts';
import { useDatabase } from '#tests/support/database.ts';
import { insertAdvocate, insertOrder, insertShop } from '#tests/fixtures/referral-rows.ts';

const database = useDatabase();

async function reward() {
  const shop = await insertShop(database.prisma);
  const advocateId = await insertAdvocate(database.prisma, shop, { name: 'Anna', email: 'anna@x.example', code: 'K7M2XPD4TW' });
  const rewardId = await insertOrder(database.prisma, shop, { orderId: '1', placedAt: '2026-11-20T10:00:00Z', advocateId });
  return { shop, rewardId: rewardId ?? '' };
}

test('a posting that is repeated later is no news, one with other content is an error and saves nothing', async () => {
  const { shop, rewardId } = await reward();
  const amount = { minor: 9_007_199_254_740_993n, currency: 'USD' };
  const accrual = entriesForAccrual({ rewardId, amount, at: 1_000 });
  await appendEntries(database.prisma, shop.id, accrual);
  await appendEntries(database.prisma, shop.id, entriesForAccrual({ rewardId, amount, at: 2_000 }));
  await appendEntries(database.prisma, shop.id, []);
  expect(await database.prisma.ledgerEntry.findMany({ where: { shopId: shop.id } })).toMatchObject([
    { amountMinor: amount.minor, at: new Date(1_000) },
  ]);

  const other = [
    ...entriesForMove({ rewardId, amount, at: 3_000 }, 'pending', 'revoked'),
    ...entriesForAccrual({ rewardId, amount: { ...amount, minor: 1n }, at: 3_000 }),
  ];
  await expect(database.prisma.$transaction((tx) => appendEntries(tx, shop.id, other))).rejects.toThrow(
    `accrue:${rewardId} exists with other content`,
  );
  expect(await database.prisma.ledgerEntry.count({ where: { shopId: shop.id } })).toBe(1);
  const balances = await readRewardBalances(database.prisma, shop.id, [rewardId, randomUUID()]);
  expect([...balances]).toMatchObject([[rewardId, { accounts: { pending: amount.minor, redeemed: 0n }, owed: 0n, setOff: 0n }]]);
});
