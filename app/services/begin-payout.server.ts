/** The step of a payout that comes before Shopify is asked: what is to be paid is worked out and written down. */
import type { Context } from '../context.server.ts';
import { appendEntries, readDebt, readRewardBalances } from '../data/ledger.server.ts';
import { findOpenPayout, leasePayout, lockPayout, startPayout } from '../data/payouts.server.ts';
import { findPayoutHolder, lockPayoutHolder } from '../data/payout-holder.server.ts';
import { lockRewardAmounts } from '../data/reward-amounts.server.ts';
import { type Grant, noteProblem } from '../data/reward-grants.server.ts';
import type { Transaction } from '../db.server.ts';
import {
  entriesForReduction,
  entriesForSetOff,
  reductionTo,
  rewardBalance,
  type RewardBalance,
  standingWorth,
} from '../domain/ledger.ts';
import type { Money } from '../domain/money.ts';
import { writeProblem } from '../domain/problem.ts';

/** Longer than everything that one try asks of Shopify can take (client.server.ts), and than Shopify takes to carry out what it no longer answers. */
export const LEASE = 3 * 60_000;

export type BegunPayout = {
  /** What is left after the advocate's debt; zero: nothing is to be paid. */
  amount: Money;
  /** When it was tried first, epoch milliseconds. */
  since: number;
  /** An earlier try may have paid. */
  inDoubt: boolean;
  /** Until then no other try begins (epoch milliseconds). */
  lease: number;
};

/**
 * Sets the recipient's debt against the payout, once per turn of the reward. The recipient is locked, so that a debt is set off once.
 * @param exclusive one payout of a person at a time: where Shopify cannot be asked which payment was which
 * @returns null when there is nothing to do now: the reward has left its state, or another try is under way; then the job comes again
 */
export async function beginPayout(context: Context, grant: Grant, exclusive: boolean): Promise<BegunPayout | null> {
  const { rewardId, shop } = grant;
  const { currency } = grant.accrued;
  const at = context.now();
  return context.db.prisma.$transaction(async (tx) => {
    const holder = await findPayoutHolder(tx, shop.id, grant);
    await lockPayoutHolder(tx, shop.id, holder);
    const row = await lockPayout(tx, shop.id, rewardId);
    if (row === null || (row.state !== 'approved' && row.state !== 'issuing')) return null;
    if (row.credit === 'reversed') return null; // taking it back finds out whether it was paid
    const again = (runAt: number) =>
      context.queue.enqueue(tx, 'grant-reward', { shopId: shop.id, rewardId }, { once: `${rewardId} later`, runAt });
    if (exclusive && row.lease !== null && row.lease.getTime() > at) {
      await again(row.lease.getTime());
      return null;
    }
    const lease = at + LEASE;
    const read = async () => (await readRewardBalances(tx, shop.id, [rewardId])).get(rewardId) ?? rewardBalance([]);
    if (row.state === 'issuing') {
      await leasePayout(tx, shop.id, rewardId, lease);
      const amount = { minor: (await read()).accounts.payable, currency };
      return { amount, since: (row.issuingSince ?? new Date(at)).getTime(), inDoubt: true, lease };
    }
    const open = exclusive ? await findOpenPayout(tx, shop.id, holder, rewardId) : null;
    if (open !== null) {
      // A settled one wakes this one up; a crashed one may never.
      await again(Math.max(open.lease?.getTime() ?? 0, at + LEASE));
      await noteProblem(tx, shop.id, rewardId, writeProblem('behind-another'));
      return null;
    }
    await matchAmount(tx, shop.id, rewardId, await read(), at);
    const { accounts, setOff } = await read();
    if (setOff === 0n) {
      const debt = await readDebt(tx, shop.id, holder, currency);
      const part = debt < accounts.payable ? debt : accounts.payable;
      const amount = { minor: part, currency };
      await appendEntries(tx, shop.id, entriesForSetOff({ rewardId, turn: row.turn, amount, at }));
    }
    await startPayout(tx, shop.id, rewardId, { since: at, lease });
    return { amount: { minor: (await read()).accounts.payable, currency }, since: at, inDoubt: false, lease };
  });
}

/** A part of its order was given back while an earlier try was open, which Shopify then refused. */
async function matchAmount(tx: Transaction, shopId: string, rewardId: string, balance: RewardBalance, at: number): Promise<void> {
  const [reward] = await lockRewardAmounts(tx, shopId, { rewardIds: [rewardId] });
  if (reward === undefined || reward.amount >= standingWorth(balance)) return;
  const { amount, parts: place, currency } = reward;
  const reduction = reductionTo(amount, balance, 'payable');
  await appendEntries(tx, shopId, entriesForReduction({ rewardId, place, currency, at }, 'payable', reduction));
}
