/** Writes down that a payout was made, whatever became of its reward meanwhile. */
import type { Context } from '../context.server.ts';
import { appendEntries, readRewardBalances } from '../data/ledger.server.ts';
import { findPayoutHolder } from '../data/payout-holder.server.ts';
import { lockPayout, markPaid, waitingPayouts } from '../data/payouts.server.ts';
import { lockRewardAmounts } from '../data/reward-amounts.server.ts';
import type { Grant } from '../data/reward-grants.server.ts';
import { ACCOUNT_OF, entriesForMove, standingWorth } from '../domain/ledger.ts';
import { moveReward } from '../domain/reward-state.ts';
import { queueRewardMail } from './tell-recipient.server.ts';

/**
 * The reward is issued. One that was taken back while Shopify paid is issued, too, and its taking back is a job. Other payouts that wait for the
 * same person's go on. @param payoutId gid; null when the whole of it settled a debt
 */
export async function recordPayout(context: Context, grant: Grant, payoutId: string | null): Promise<void> {
  const { rewardId, shop } = grant;
  const at = context.now();
  await context.db.prisma.$transaction(async (tx) => {
    const row = await lockPayout(tx, shop.id, rewardId);
    const event = row?.state === 'revoked' ? 'pay-late' : 'issue';
    if (row === null || moveReward(row.state, event) !== 'issued') return;
    const account = ACCOUNT_OF[row.state];
    const balance = (await readRewardBalances(tx, shop.id, [rewardId])).get(rewardId);
    const amount = { ...grant.accrued, minor: balance?.accounts[account] ?? 0n };
    const turn = event === 'pay-late' ? row.turn + 1 : row.turn;
    await markPaid(tx, shop.id, rewardId, { payoutId, at, turn });
    await appendEntries(tx, shop.id, entriesForMove({ rewardId, turn, amount, at }, row.state, 'issued'));
    await queueRewardMail(tx, context, shop.id, { rewardId, turn, kind: 'ready' });
    const job = (id: string) => ({ data: { shopId: shop.id, rewardId: id }, once: id });
    const [reward] = await lockRewardAmounts(tx, shop.id, { rewardIds: [rewardId] });
    const less = reward !== undefined && balance !== undefined && reward.amount < standingWorth(balance);
    if (row.credit === 'reversed' || less) await context.queue.enqueueAll(tx, 'revoke-reward-code', [job(rewardId)]);
    const waiting = await waitingPayouts(tx, shop.id, await findPayoutHolder(tx, shop.id, grant));
    await context.queue.enqueueAll(tx, 'grant-reward', waiting.map(job));
  });
  context.log.info({ shopId: shop.id, rewardId }, 'reward paid');
}
