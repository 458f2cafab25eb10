/** A merchant asks to try a stuck reward again, after the cause is gone. */
import type { Context } from '../context.server.ts';
import { findStuckReward } from '../data/stuck-rewards.server.ts';
import { enqueueGrants } from './enqueue-grants.server.ts';

/** Enqueues what is left to do: grant it, or switch its code off. False when the shop has no stuck reward of this id. */
export async function retryReward(context: Context, shop: { id: string }, rewardId: string): Promise<boolean> {
  return context.db.prisma.$transaction(async (tx) => {
    const stuck = await findStuckReward(tx, shop.id, rewardId);
    if (stuck === null) return false;
    if (stuck.needs === 'grant') await enqueueGrants(context, tx, shop.id, [rewardId]);
    else await context.queue.enqueue(tx, 'revoke-reward-code', { shopId: shop.id, rewardId }, { once: rewardId });
    return true;
  });
}
