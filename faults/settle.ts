/** After the storm: until nothing is left to do. Waits of the queue and leases of open payouts are cut short; nothing else is helped along. */
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import type { PgBoss } from 'pg-boss';
import { startBoss } from '#app/jobs/queue.server.ts';
import { createLog } from '#app/log.server.ts';
import type { World } from './world.ts';

/** Longer than the lease of a payout. */
const LEASE_IS_OVER = 4 * 60_000;

/** Work that ends; the schedule's own is not waited for. */
const WORK = ['grant-reward', 'fill-pools', 'revoke-reward-code', 'reconcile-orders', 'settle-in', 'write-advocate-links'];

/** Returns what is left after so many milliseconds: nothing, when all is well. */
export async function settle(world: World, pool: pg.Pool, patience: number): Promise<string[]> {
  const deadline = Date.now() + patience;
  const queue = await startBoss(world.database.ownUrl, false, createLog('warn'));
  try {
    await world.courier.untilAtMost(0);
    await compareOrders(queue, pool);
    for (let quiet = 0; quiet < 3;) {
      const left = await whatIsLeft(pool);
      quiet = left.length === 0 ? quiet + 1 : 0;
      if (Date.now() > deadline) return left;
      await helpAlong(world, pool);
      await pressRetry(queue, pool);
      await wait(400);
    }
    return [];
  } finally {
    await queue.stop();
  }
}

async function whatIsLeft(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ what: string }>(
    `SELECT concat_ws(' ', 'delivery', topic, state, reason) AS what FROM delivery WHERE state = 'waiting'
     UNION ALL SELECT concat_ws(' ', 'reward', id, state, last_error) FROM reward WHERE state IN ('pending', 'approved', 'issuing')
     UNION ALL SELECT concat_ws(' ', 'job', name, state, output) FROM pgboss.job
       WHERE state IN ('created', 'retry', 'active') AND name = ANY($1) AND NOT (name = 'reconcile-orders' AND start_after > now())`,
    [WORK],
  );
  return rows.map(({ what }) => what);
}

async function helpAlong(world: World, pool: pg.Pool): Promise<void> {
  await pool.query(
    `UPDATE pgboss.job SET start_after = now() WHERE state IN ('created', 'retry') AND start_after > now() AND name = ANY($1) AND name <> 'reconcile-orders'`,
    [WORK],
  );
  const { rowCount } = await pool.query(
    `SELECT 1 FROM reward WHERE payout_lease IS NOT NULL AND state IN ('issuing', 'issued') LIMIT 1`,
  );
  const { rowCount: due } = await pool.query(`SELECT 1 FROM delivery WHERE state = 'waiting' AND due_at > now() LIMIT 1`);
  if (rowCount === 0 && due === 0) return;
  world.devstore.store.clockOffset += LEASE_IS_OVER / 4;
  world.workers.forEach((_, place) => world.turnWorker(place, 0));
}

/** What happens every hour: Shopify is asked for the orders that changed. */
async function compareOrders(queue: PgBoss, pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(`SELECT id FROM shop WHERE state = 'installed'`);
  for (const { id: shopId } of rows) await queue.send('reconcile-orders', { shopId }, { singletonKey: `${shopId} at once` });
}

/** What the merchant's Retry enqueues: beside a payout that Shopify refused stands its reason, and it waits for a person. */
async function pressRetry(queue: PgBoss, pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ shopId: string; rewardId: string }>(
    `SELECT shop_id AS "shopId", id AS "rewardId" FROM reward WHERE state = 'approved' AND last_error LIKE 'payout-refused%'`,
  );
  for (const data of rows) await queue.send('grant-reward', data, { singletonKey: data.rewardId });
}
