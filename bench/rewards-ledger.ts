/** Random moves of real rewards through the ledger, beside a model that knows nothing of accounts. */
import type { Context } from '#app/context.server.ts';
import { appendEntries, readRewardBalances } from '#app/data/ledger.server.ts';
import {
  ACCOUNT_OF,
  entriesForMove,
  entriesForRestoring,
  entriesForSetOff,
  entriesForTakingBack,
  type LedgerPosting,
} from '#app/domain/ledger.ts';
import type { RewardState } from '#app/domain/reward-state.ts';

/** What the model believes: where the reward is, what of its worth lies there, and what of it settled a debt. */
type Known = { rewardId: string; state: RewardState; turn: number; minor: bigint; setOff: bigint; currency: string };

const BATCH = 2_000;

/**
 * Restores, releases, pays (some with a debt set off) and takes back issued rewards at random, `operations` times in all. `ledgerSum`: all accounts
 * together. `ledgerUnlike`: rewards whose stored balance is not what the model says.
 */
export async function shakeLedger(
  context: Context,
  shop: { id: string },
  operations: number,
): Promise<{ ledgerOperations: number; ledgerEntries: number; ledgerSum: number; ledgerUnlike: number }> {
  const { prisma } = context.db;
  const rows = await prisma.reward.findMany({ where: { shopId: shop.id, state: 'issued' } });
  const stored = await readRewardBalances(
    prisma,
    shop.id,
    rows.map(({ id }) => id),
  );
  const rewards = rows.map(({ id, currency, turn }): Known => {
    const balance = stored.get(id);
    return {
      rewardId: id,
      state: 'issued',
      turn,
      minor: balance?.accounts.issued ?? 0n,
      setOff: balance?.setOff ?? 0n,
      currency,
    };
  });
  const random = generator(11);
  let done = 0;
  let entries: LedgerPosting[] = [];
  while (done < operations && rewards.length > 0) {
    const reward = rewards[Math.floor(random() * rewards.length)];
    if (reward !== undefined) entries.push(...step(reward, random, context.now()));
    done += 1;
    if (entries.length < BATCH && done < operations) continue;
    await appendEntries(prisma, shop.id, entries);
    await appendEntries(prisma, shop.id, entries.slice(0, 50)); // repeats are harmless
    entries = [];
  }
  const after = await readRewardBalances(
    prisma,
    shop.id,
    rewards.map(({ rewardId }) => rewardId),
  );
  const sum = [...after.values()].flatMap(({ accounts }) => Object.values(accounts)).reduce((total, minor) => total + minor, 0n);
  const unlike = rewards.filter(({ rewardId, state, minor, setOff }) => {
    const balance = after.get(rewardId);
    return (balance?.accounts[ACCOUNT_OF[state]] ?? 0n) !== minor || (balance?.setOff ?? 0n) !== setOff;
  });
  return {
    ledgerOperations: done,
    ledgerEntries: await prisma.ledgerEntry.count({ where: { shopId: shop.id } }),
    ledgerSum: Number(sum),
    ledgerUnlike: unlike.length,
  };
}

/** One allowed move, chosen at random. */
function step(reward: Known, random: () => number, at: number): LedgerPosting[] {
  const { rewardId, currency, state } = reward;
  const amount = { minor: reward.minor, currency };
  const move = (to: RewardState): LedgerPosting[] => {
    reward.state = to;
    return entriesForMove({ rewardId, turn: reward.turn, amount, at }, state, to);
  };
  if (state === 'revoked') {
    reward.turn += 1;
    reward.state = 'pending';
    return entriesForRestoring({ rewardId, turn: reward.turn, amount, at });
  }
  if (random() < 0.3) {
    const parts = { returned: reward.minor, kept: 0n, setOff: reward.setOff, owed: 0n };
    const entries = entriesForTakingBack({ rewardId, turn: reward.turn, currency, at }, state, parts);
    Object.assign(reward, { state: 'revoked', minor: reward.minor + reward.setOff, setOff: 0n });
    return entries;
  }
  if (state === 'pending') return move('approved');
  if (state === 'approved') {
    const part = random() < 0.5 ? BigInt(Math.floor(random() * Number(reward.minor + 1n))) : 0n;
    const entries = entriesForSetOff({ rewardId, turn: reward.turn, amount: { minor: part, currency }, at });
    Object.assign(reward, { state: 'issuing', minor: reward.minor - part, setOff: reward.setOff + part });
    return entries;
  }
  return state === 'issuing' ? move('issued') : [];
}

/** A small pseudo-random generator (mulberry32): the same seed shakes the same way. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
