/** "The first ten that nobody has locked" must be asked once, however PostgreSQL chooses to join. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { claimDeliveries, insertDeliveries } from '#app/data/deliveries.server.ts';
import { approveDue, expireDue } from '#app/data/reward-grants.server.ts';
import type { Transaction } from '#app/db.server.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { addAppShop, addReward } from '#tests/support/reward-fixture.ts';

const database = useDatabase();
const DAY = 86_400_000;

/** The plan of tables without statistics: for every row, the other side is asked again. */
async function withNestedLoops<Result>(ask: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return database.prisma.$transaction(async (tx) => {
    for (const way of ['hashjoin', 'mergejoin', 'material', 'memoize', 'hashagg']) {
      await tx.$executeRawUnsafe(`SET LOCAL enable_${way} = off`);
    }
    return ask(tx);
  });
}

test('a claim of ten deliveries is one of ten', async () => {
  const context = testContext(database);
  const shopDomain = 'claims.myshopify.com';
  const deliveries = Array.from({ length: 40 }, () => ({
    ...{ shopDomain, webhookId: randomUUID(), eventId: null, topic: 'orders/paid', apiVersion: '2026-10', triggeredAt: null },
    ...{ body: Buffer.from('{}'), bodyHash: Buffer.alloc(32), receivedAt: context.now() },
  }));
  await insertDeliveries(database.pool, deliveries);
  const claim = { now: context.now(), leaseUntil: context.now() + 60_000, limit: 10 };
  expect(await withNestedLoops((tx) => claimDeliveries(tx, shopDomain, claim))).toHaveLength(10);
});

test('ten due rewards are approved, and ten expire, when ten were asked for', async () => {
  const context = testContext(database, { newId: randomUUID });
  const shop = await addAppShop(context, 'due-rewards.myshopify.com');
  for (let place = 0; place < 25; place += 1) await addReward(context, shop, 'pending', { dueAt: context.now() - DAY });
  expect(await withNestedLoops((tx) => approveDue(tx, shop.id, context.now(), 10))).toHaveLength(10);
  await database.prisma.reward.updateMany({
    where: { shopId: shop.id },
    data: { state: 'issued', expiresAt: new Date(context.now() - DAY) },
  });
  expect(await withNestedLoops((tx) => expireDue(tx, shop.id, context.now(), 10))).toHaveLength(10);
});
