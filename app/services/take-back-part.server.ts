/** Takes back the part of a payout that its order does not bear any more. */
import type { Context } from '../context.server.ts';
import { appendEntries, readRewardBalances } from '../data/ledger.server.ts';
import { leasePayout } from '../data/payouts.server.ts';
import { endPartReturn, lockRewardAmounts } from '../data/reward-amounts.server.ts';
import { noteRewardEvents } from '../data/reward-events.server.ts';
import { type Grant, noteProblem } from '../data/reward-grants.server.ts';
import type { Transaction } from '../db.server.ts';
import { entriesForReduction, type RewardBalance, rewardBalance, standingWorth } from '../domain/ledger.ts';
import { Fault } from '../shopify/faults.ts';
import { LEASE } from './begin-payout.server.ts';
import { noAccount } from './payout-problems.ts';
import { reducedEvent } from './reduce-rewards.server.ts';
import { returnStoreCredit } from './return-store-credit.server.ts';
import type { Returned } from './take-back-payout.server.ts';

type Begun = { lease: number; more: bigint; most: bigint };

/**
 * For a payout that is worth less by now than what was paid. Store credit is debited as far as it is there, and the rest carried; what is on a gift
 * card is the customer's, so it is carried. Repeats are harmless. Throws Fault when asking again later can help, or for the merchant to read.
 */
export async function takeBackPart(context: Context, grant: Grant): Promise<void> {
  const { shop, rewardId, value, customerId, payoutId } = grant;
  const begun = await begin(context, grant);
  if (begun === null) return;
  let returned: Returned = { minor: 0n, returnId: null };
  if (payoutId !== null && value.kind === 'store-credit' && begun.most > 0n) {
    if (!shop.installed) throw new Fault('uninstalled', `${shop.domain} has removed the app`);
    if (customerId === null) return noteProblem(context.db.prisma, shop.id, rewardId, noAccount(grant));
    returned = await returnStoreCredit(context, await context.shopify(shop.domain), grant, { ...begun, customerId });
  }
  if (returned !== null) await record(context, grant, begun, returned);
}

/** One try at a time. null: nothing is to be taken back, or another try is under way (then the job comes again). */
async function begin(context: Context, { shop, rewardId }: Grant): Promise<Begun | null> {
  const at = context.now();
  return context.db.prisma.$transaction(async (tx) => {
    const [reward] = await lockRewardAmounts(tx, shop.id, { rewardIds: [rewardId] });
    if (reward?.state !== 'issued' || reward.untouchable) return null;
    const balance = await balanceOf(tx, shop.id, rewardId);
    const more = standingWorth(balance) - reward.amount;
    if (more <= 0n) return null;
    if (reward.lease !== null && reward.lease > at) {
      const later = { once: `${rewardId} later`, runAt: reward.lease };
      await context.queue.enqueue(tx, 'revoke-reward-code', { shopId: shop.id, rewardId }, later);
      return null;
    }
    await leasePayout(tx, shop.id, rewardId, at + LEASE);
    return { lease: at + LEASE, more, most: more < balance.accounts.issued ? more : balance.accounts.issued };
  });
}

/** Whatever did not come back is carried; what an earlier try had brought back may be a part of it only, and the job goes on. */
async function record(context: Context, { shop, rewardId }: Grant, { more }: Begun, back: NonNullable<Returned>): Promise<void> {
  const at = context.now();
  await context.db.prisma.$transaction(async (tx) => {
    const [reward] = await lockRewardAmounts(tx, shop.id, { rewardIds: [rewardId] });
    if (reward?.state !== 'issued') return;
    const goesOn = back.found === true && back.minor < more;
    const carried = goesOn || reward.untouchable || more < back.minor ? 0n : more - back.minor;
    const reduction = { released: back.minor, carried };
    const from = standingWorth(await balanceOf(tx, shop.id, rewardId));
    const to = from - reduction.released - reduction.carried;
    const { currency, parts: place } = reward;
    await endPartReturn(tx, shop.id, rewardId, back.returnId);
    await appendEntries(tx, shop.id, entriesForReduction({ rewardId, place, currency, at }, 'issued', reduction));
    await noteRewardEvents(tx, shop.id, [reducedEvent(context.newId(), reward, { from, to, at }, reduction, back.returnId)]);
    if (goesOn) await context.queue.enqueue(tx, 'revoke-reward-code', { shopId: shop.id, rewardId }, { once: rewardId });
  });
  context.log.info({ shopId: shop.id, rewardId }, 'part of a payout taken back');
}

async function balanceOf(tx: Transaction, shopId: string, rewardId: string): Promise<RewardBalance> {
  return (await readRewardBalances(tx, shopId, [rewardId])).get(rewardId) ?? rewardBalance([]);
}
