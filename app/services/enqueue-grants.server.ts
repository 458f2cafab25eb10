/** Approved rewards are granted by jobs: one for all codes of a shop that share discounts, one each for the others and for what is tried again. */
import type { Context } from '../context.server.ts';
import { findPooled } from '../data/pool-grants.server.ts';
import type { Sql } from '../db.server.ts';

export async function enqueueGrants(
  context: Pick<Context, 'queue'>,
  tx: Sql,
  shopId: string,
  rewardIds: readonly string[],
): Promise<void> {
  const pooled = await findPooled(tx, shopId, rewardIds);
  const jobs = rewardIds
    .filter((rewardId) => !pooled.has(rewardId))
    .map((rewardId) => ({ data: { shopId, rewardId }, once: rewardId }));
  await context.queue.enqueueAll(tx, 'grant-reward', jobs);
  if (pooled.size > 0) await context.queue.enqueue(tx, 'fill-pools', { shopId }, { once: shopId });
}
