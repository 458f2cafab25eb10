/** What orders do to rewards that exist: a reversed credit takes its reward back, an order that carries a reward's code uses it. */
import type { Context } from '../context.server.ts';
import { appendEntries, readRewardBalances, type RewardBalance } from '../data/ledger.server.ts';
import { changeRewards, lockRewards, type LockedReward, type RewardChange } from '../data/rewards.server.ts';
import type { Transaction } from '../db.server.ts';
import { entriesForCarry, entriesForMove, entriesForRedemption, type LedgerPosting } from '../domain/ledger.ts';
import type { Money } from '../domain/money.ts';
import { consequenceOf } from '../domain/refunds.ts';
import { moveReward, type RewardState } from '../domain/reward-state.ts';
import type { KeyedJob } from '../jobs/queue.server.ts';

/** An order that carries discount codes. */
export type CodeUse = { code: string; orderId: string; at: number; amount: Money | null };

/** @param reversed rewards of credits that have just been reversed, with the reason's code */
export async function settleRewards(
  context: Context,
  tx: Transaction,
  shop: { id: string },
  reversed: ReadonlyMap<string, string>,
  uses: readonly CodeUse[],
): Promise<void> {
  const rewards = await lockRewards(tx, shop.id, { ids: [...reversed.keys()], codes: uses.map(({ code }) => code) });
  if (rewards.length === 0) return;
  const balances = await readRewardBalances(
    tx,
    shop.id,
    rewards.map(({ rewardId }) => rewardId),
  );
  const at = context.now();
  const changes: RewardChange[] = [];
  const entries: LedgerPosting[] = [];
  const revocations: KeyedJob<'revoke-reward-code'>[] = [];

  for (const reward of rewards) {
    const { rewardId } = reward;
    const balance = balances.get(rewardId) ?? { rewardId, accrued: 0n, redeemed: 0n };
    let { state } = reward;
    const reason = reversed.get(rewardId);
    if (reason !== undefined) {
      const consequence = consequenceOf(state);
      if (consequence === 'revoke') {
        changes.push({ rewardId, to: 'revoked', reason, at });
        entries.push(...entriesForMove({ rewardId, amount: accruedOf(reward, balance), at }, state, 'revoked'));
        state = 'revoked';
      }
      // The job switches the code off in Shopify first; only then the ledger says so.
      if (consequence === 'deactivate') revocations.push({ data: { shopId: shop.id, rewardId }, once: rewardId });
      if (consequence === 'carry')
        entries.push(...entriesForCarry({ rewardId, amount: { minor: balance.redeemed, currency: reward.currency }, at }));
    }
    const use = uses.find(({ code }) => code === reward.code);
    if (use !== undefined && moveReward(state, 'redeem') === 'redeemed') {
      changes.push({ rewardId, to: 'redeemed', orderId: use.orderId, at: use.at });
      entries.push(...redemption(reward, state, balance, use, at));
    }
  }
  await context.queue.enqueueAll(tx, 'revoke-reward-code', revocations);
  await changeRewards(tx, shop.id, changes);
  await appendEntries(tx, shop.id, entries);
}

/** The code of a credit that does not stand was faster than its deactivation: what it took off is carried. */
function redemption(reward: LockedReward, state: RewardState, balance: RewardBalance, use: CodeUse, at: number): LedgerPosting[] {
  const { rewardId } = reward;
  const amount = accruedOf(reward, balance);
  // Without a comparable amount (told by a source that has none, or in a currency that the shop has left) the estimate stands.
  const used = use.amount?.currency === reward.currency ? use.amount : amount;
  return [
    ...entriesForRedemption({ rewardId, amount, at }, state, used),
    ...(reward.reversed ? entriesForCarry({ rewardId, amount: used, at }) : []),
  ];
}

function accruedOf({ currency }: LockedReward, { accrued }: RewardBalance): Money {
  return { minor: accrued, currency };
}
