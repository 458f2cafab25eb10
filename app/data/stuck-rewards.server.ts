/** Rewards with a problem that a person was told of. */
import type { Transaction } from '../db.server.ts';
import { creditOfRow } from '../reward-standing.server.ts';

/** What is left to do for a stuck reward; null when the shop has no such reward, or nothing is wrong with it. */
export async function findStuckReward(
  tx: Transaction,
  shopId: string,
  rewardId: string,
): Promise<{ needs: 'grant' | 'revocation' } | null> {
  const reward = await tx.reward.findUnique({
    where: { shopId_id: { shopId, id: rewardId } },
    select: { state: true, lastError: true, kept: true, stands: true, referral: { select: { state: true } } },
  });
  if (reward === null || reward.lastError === null) return null;
  if (creditOfRow(reward) === 'reversed' || reward.state === 'issued') return { needs: 'revocation' };
  return reward.state === 'approved' || reward.state === 'issuing' ? { needs: 'grant' } : null;
}
