/** What orders do to rewards that exist: a reversed credit takes its reward back, one that stands again restores it, an order that carries a code uses it. */
import type { Context } from '../context.server.ts';
import { appendEntries, readRewardBalances } from '../data/ledger.server.ts';
import { changeRewards, lockRewards, type LockedReward, type RewardChange, turnRewards } from '../data/rewards.server.ts';
import type { Sql } from '../db.server.ts';
import {
  ACCOUNT_OF,
  entriesForCarry,
  entriesForForgiving,
  entriesForOwing,
  entriesForRedemption,
  entriesForRestoring,
  entriesForTakingBack,
  type LedgerPosting,
  type RewardBalance,
  rewardBalance,
} from '../domain/ledger.ts';
import type { Money } from '../domain/money.ts';
import { consequenceOf } from '../domain/refunds.ts';
import { moveReward, type RewardState } from '../domain/reward-state.ts';
import { BY_STAFF } from '../domain/staff-action.ts';
import type { KeyedJob } from '../jobs/queue.server.ts';
import { enqueueGrants } from './enqueue-grants.server.ts';

/** An order that carries discount codes. */
export type CodeUse = { code: string; orderId: string; at: number; amount: Money | null };

/**
 * Rewards whose credit has just changed, and is stored so: with the reason's code when it was reversed, with its new state when it stands (again).
 * What staff keep for its recipient is not taken back, and what staff took back does not come back.
 */
export type CreditChanges = { reversed: ReadonlyMap<string, string>; standing: ReadonlyMap<string, 'credited' | 'held'> };

/** What is to be written; collected reward by reward. */
type Work = {
  changes: RewardChange[];
  entries: LedgerPosting[];
  turned: string[];
  revocations: KeyedJob<'revoke-reward-code'>[];
  /** Rewards to be granted. */
  grants: string[];
};

/** Locks the rewards until the transaction ends. */
export async function settleRewards(
  context: Context,
  tx: Sql,
  shop: { id: string },
  { reversed, standing }: CreditChanges,
  uses: readonly CodeUse[],
): Promise<void> {
  const ids = [...reversed.keys(), ...standing.keys()];
  const rewards = await lockRewards(tx, shop.id, { ids, codes: uses.map(({ code }) => code) });
  if (rewards.length === 0) return;
  const balances = await readRewardBalances(
    tx,
    shop.id,
    rewards.map(({ rewardId }) => rewardId),
  );
  const at = context.now();
  const work: Work = { changes: [], entries: [], turned: [], revocations: [], grants: [] };
  for (const reward of rewards) {
    const { rewardId } = reward;
    const balance = balances.get(rewardId) ?? rewardBalance([]);
    const reason = reversed.get(rewardId);
    const credit = standing.get(rewardId);
    const job = { data: { shopId: shop.id, rewardId }, once: rewardId };
    let { state } = reward;
    if (reason !== undefined && !reward.kept) {
      state = takeBack(work, reward, balance, reason, at);
      // The job switches the code off in Shopify first; only then the ledger says so.
      if (consequenceOf(reward.state) === 'deactivate') work.revocations.push(job);
    } else if (credit !== undefined && !reward.reversed) {
      state = restore(work, reward, balance, at);
      if (credit === 'credited' && (state === 'approved' || state === 'issuing')) work.grants.push(rewardId);
    }
    const use = uses.find(({ code }) => code === reward.code);
    if (use !== undefined && moveReward(state, 'redeem') === 'redeemed') {
      work.changes.push({ rewardId, to: 'redeemed', orderId: use.orderId, at: use.at });
      work.entries.push(...redemption(reward, state, balance, use, at));
    }
  }
  await context.queue.enqueueAll(tx, 'revoke-reward-code', work.revocations);
  await enqueueGrants(context, tx, shop.id, work.grants);
  await changeRewards(tx, shop.id, work.changes);
  await turnRewards(tx, shop.id, work.turned);
  await appendEntries(tx, shop.id, work.entries);
}

function takeBack(work: Work, reward: LockedReward, balance: RewardBalance, reason: string, at: number): RewardState {
  const { rewardId, state } = reward;
  const { accounts, setOff, owed } = balance;
  const consequence = consequenceOf(state);
  if (consequence === 'carry') {
    const parts = { returned: 0n, kept: accounts.redeemed, setOff, owed };
    work.entries.push(...entriesForTakingBack({ ...reward, at }, state, parts));
  }
  if (consequence !== 'revoke') return state;
  work.changes.push({ rewardId, to: 'revoked', reason, at });
  const parts = { returned: accounts[ACCOUNT_OF[state]], kept: 0n, setOff, owed };
  work.entries.push(...entriesForTakingBack({ ...reward, at }, state, parts));
  return 'revoked';
}

/**
 * A reward whose discount the merchant deleted stays revoked; what the advocate owed for a used one is forgiven, and what of a payout had been
 * brought back is owed to the advocate.
 */
function restore(work: Work, reward: LockedReward, balance: RewardBalance, at: number): RewardState {
  const { rewardId, state, currency } = reward;
  const turn = reward.turn + 1;
  const { owed, accounts } = balance;
  if (state === 'redeemed' && (owed > 0n || accounts.revoked > 0n)) {
    work.turned.push(rewardId);
    work.entries.push(...entriesForForgiving({ rewardId, turn, amount: { minor: owed, currency }, at }));
    work.entries.push(...entriesForOwing({ rewardId, turn, amount: { minor: accounts.revoked, currency }, at }));
  }
  if (!isRestorable(reward)) return state;
  work.changes.push({ rewardId, to: 'pending', at });
  work.entries.push(...entriesForRestoring({ rewardId, turn, amount: { minor: accounts.revoked, currency }, at }));
  return 'pending';
}

/** Only staff bring back what staff took back, or what the merchant deleted in Shopify. */
function isRestorable({ state, revokedReason, kept }: LockedReward): boolean {
  const final = revokedReason === 'deleted-in-shopify' || revokedReason === BY_STAFF;
  return moveReward(state, 'restore') === 'pending' && (kept || !final);
}

/** The code of a credit that does not stand was faster than its deactivation: what it took off is carried. */
function redemption(reward: LockedReward, state: RewardState, balance: RewardBalance, use: CodeUse, at: number): LedgerPosting[] {
  const { rewardId, turn } = reward;
  const amount = { minor: balance.accounts[ACCOUNT_OF[state]], currency: reward.currency };
  // Without a comparable amount (told by a source that has none, or in a currency that the shop has left) the estimate stands.
  const used = use.amount?.currency === reward.currency ? use.amount : amount;
  return [
    ...entriesForRedemption({ rewardId, turn, amount, at }, state, used),
    ...(reward.reversed ? entriesForCarry({ rewardId, turn, amount: used, at }) : []),
  ];
}
