/** A merchant deleted a discount in Shopify: when it was a reward's code, the reward is worth nothing any more; a friend who asks again gets another. */
import { z } from 'zod';
import type { Context } from '../context.server.ts';
import { noteClaimTrouble } from '../data/claims.server.ts';
import { appendEntries, readRewardBalances } from '../data/ledger.server.ts';
import { changeRewards, lockRewards } from '../data/rewards.server.ts';
import { noteSharedCodeTrouble } from '../data/shared-codes.server.ts';
import { entriesForMove } from '../domain/ledger.ts';

const payloadSchema = z.object({ admin_graphql_api_id: z.string() });

/** Revokes the reward whose code was deleted, so that nobody is told to use it. Codes used before stay redeemed. @throws ZodError */
export async function noteDeletedDiscount(context: Context, shop: { id: string }, payload: unknown): Promise<void> {
  const { admin_graphql_api_id: discountId } = payloadSchema.parse(payload);
  await context.db.prisma.$transaction(async (tx) => {
    await noteClaimTrouble(tx, shop.id, { discountId }, 'deleted');
    await noteSharedCodeTrouble(tx, shop.id, discountId, 'deleted');
    const [reward] = await lockRewards(tx, shop.id, { discountId });
    if (reward?.state !== 'issued') return;
    const { rewardId, turn, currency } = reward;
    const at = context.now();
    const balances = await readRewardBalances(tx, shop.id, [rewardId]);
    const amount = { minor: balances.get(rewardId)?.accounts.issued ?? 0n, currency };
    await changeRewards(tx, shop.id, [{ rewardId, to: 'revoked', reason: 'deleted-in-shopify', at }]);
    await appendEntries(tx, shop.id, entriesForMove({ rewardId, turn, amount, at }, 'issued', 'revoked'));
  });
}
