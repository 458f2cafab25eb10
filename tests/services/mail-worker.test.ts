import { expect, test } from 'vitest';
import { startContext } from '#app/context.server.ts';
import { startWorker } from '#app/jobs/worker.server.ts';
import { queueRewardMail } from '#app/services/tell-recipient.server.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useMailServer } from '#tests/support/mail-server.ts';
import { addAppShop, addReward } from '#tests/support/reward-fixture.ts';

const database = useDatabase();
const server = useMailServer();

test('a worker with SMTP_URL sends what a transaction wrote into the outbox, nothing of one that was rolled back, and comes back for what was put off', async () => {
  const web = testContext(database, { newId: () => crypto.randomUUID(), at: Date.now() });
  const shop = await addAppShop(web, 'tea.myshopify.com');
  const env = { ...web.env, SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: 'rewards@vouchsafe.example' };
  const issued = async () => {
    const { rewardId } = await addReward(web, shop, 'approved');
    const where = { shopId_id: { shopId: shop.id, id: rewardId } };
    await database.prisma.reward.update({ where, data: { state: 'issued', code: rewardId, issuedAt: new Date() } });
    return { rewardId, turn: 0, kind: 'ready' } as const;
  };
  const [told, undone, deferred] = [await issued(), await issued(), await issued()];
  const context = await startContext({ env, databaseUrl: database.url, worker: true });
  const worker = await startWorker(context, database.url);
  try {
    const rolledBack = context.db.prisma.$transaction(async (tx) => {
      await queueRewardMail(tx, context, shop.id, undone);
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    await context.db.prisma.$transaction((tx) => queueRewardMail(tx, context, shop.id, told));
    await expect
      .poll(() => server.mails.map(({ text }) => text), { timeout: 15_000 })
      .toEqual([expect.stringContaining(told.rewardId)]);

    server.faults.defer = 1;
    await context.db.prisma.$transaction((tx) => queueRewardMail(tx, context, shop.id, deferred));
    const waiting = () =>
      database.prisma.mail.findMany({ where: { rewardId: deferred.rewardId }, select: { state: true, attempts: true } });
    await expect.poll(waiting, { timeout: 15_000 }).toEqual([{ state: 'waiting', attempts: 1 }]);
    const [job] = (await context.boss.findJobs<{ mailId: string }>('send-mail')).filter(({ state }) => state === 'created');
    expect((job?.startAfter.getTime() ?? 0) - Date.now()).toBeGreaterThan(50_000);
    expect(await database.prisma.mail.count()).toBe(2);
  } finally {
    await worker.stop();
    await context.stop();
  }
});
