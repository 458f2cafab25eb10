import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { getContext, startContext } from '#app/context.server.ts';
import { createInboxSignal } from '#app/jobs/inbox-signal.server.ts';
import { startWorker } from '#app/jobs/worker.server.ts';
import { deliver, openShop, orderBody } from '#tests/fixtures/order-events.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();

async function jobsOf(name: string): Promise<number> {
  const { rows } = await database.pool.query<{ jobs: string }>('SELECT count(*) AS jobs FROM pgboss.job WHERE name = $1', [name]);
  return Number(rows[0]?.jobs);
}

test('a worker works in what a web process stored and does what a transaction enqueued, and nothing of one that was rolled back', async () => {
  const web = testContext(database);
  const shop = await openShop(web);
  await database.prisma.shop.update({ where: { id: shop.id }, data: { state: 'uninstalled' } });
  const context = await startContext({ env: web.env, databaseUrl: database.url, worker: true });
  expect(getContext().db).toBe(context.db);
  const worker = await startWorker(context, database.url);
  try {
    await deliver(web, shop, 'app/scopes_update', { current: [] });
    createInboxSignal(database.pool, web.log)();
    await expect.poll(() => database.prisma.delivery.count({ where: { shopDomain: shop.domain, state: 'ignored' } })).toBe(1);

    const broken = context.db.prisma.$transaction(async (tx) => {
      await context.queue.enqueue(tx, 'settle-in', { shopId: shop.id }, { once: shop.id });
      throw new Error('rolled back');
    });
    await expect(broken).rejects.toThrow('rolled back');
    expect(await jobsOf('settle-in')).toBe(0);

    // A job later than the test, twice under one key; and one that runs at once: the shop is uninstalled, so it has nothing to do.
    const runAt = Date.now() + 3_600_000;
    await context.db.prisma.$transaction(async (tx) => {
      const data = { shopId: shop.id };
      await context.queue.enqueue(tx, 'reconcile-orders', data, { once: shop.id, runAt });
      const keys = [shop.id, 'another', 'another'];
      await context.queue.enqueueAll(
        tx,
        'reconcile-orders',
        keys.map((once) => ({ data, once, runAt })),
      );
      await context.queue.enqueue(tx, 'settle-in', { shopId: shop.id }, { once: shop.id });
    });
    expect(await jobsOf('reconcile-orders')).toBe(2);
    const finished = () => context.boss.findJobs('settle-in', { key: shop.id });
    await expect.poll(async () => (await finished()).map(({ state }) => state), { timeout: 10_000 }).toEqual(['completed']);
  } finally {
    await worker.stop();
    await context.stop();
  }
  expect(() => getContext()).toThrow('startContext has not run');
});

test('a process that is told to stop finishes and leaves with 0', async () => {
  const web = testContext(database);
  const shop = await openShop(web);
  const { SHOPIFY_API_KEY, SHOPIFY_API_SECRET, SHOPIFY_APP_URL, APP_ENCRYPTION_KEY } = web.env;
  const env = {
    ...process.env,
    SHOPIFY_API_KEY,
    SHOPIFY_API_SECRET,
    SHOPIFY_APP_URL,
    APP_ENCRYPTION_KEY,
    DATABASE_URL: database.url,
    LOG_LEVEL: 'info',
  };
  const child = spawn(process.execPath, ['server.ts', '--role=worker'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  try {
    await expect.poll(() => said, { timeout: 20_000 }).toContain('"started"');
    await deliver(web, shop, 'orders/paid', orderBody({ orderId: '9001' }));
    await expect
      .poll(() => database.prisma.delivery.count({ where: { shopDomain: shop.domain, state: 'settled' } }), { timeout: 10_000 })
      .toBe(1);
  } finally {
    child.kill('SIGTERM');
  }
  expect(await exited).toEqual([0, null]);
  expect(said).toContain('"stopped"');
  expect(said).not.toContain('finn@friend.example');
});
