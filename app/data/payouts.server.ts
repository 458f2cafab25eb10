/** Payouts on their way to Shopify and back. The row is locked while it is judged; every change names the state that it may leave. */
import { z } from 'zod';
import type { Transaction } from '../db.server.ts';
import { REWARD_STATES, type RewardState } from '../domain/reward-state.ts';
import { BY_STAFF } from '../domain/staff-action.ts';
import { ofHolder, type PayoutHolder } from './payout-holder.server.ts';
import { creditOf } from '../reward-standing.server.ts';

export type LockedPayout = {
  state: RewardState;
  turn: number;
  credit: 'credited' | 'held' | 'reversed';
  issuingSince: Date | null;
  lease: Date | null;
  returnSince: Date | null;
  returnMinor: bigint | null;
};

const lockedRow = z.object({
  ...{ state: z.enum(REWARD_STATES), turn: z.number(), credit: z.enum(['credited', 'held', 'reversed']) },
  ...{ issuingSince: z.date().nullable(), lease: z.date().nullable() },
  ...{ returnSince: z.date().nullable(), returnMinor: z.bigint().nullable() },
});

/** null when the reward is gone. */
export async function lockPayout(tx: Transaction, shopId: string, rewardId: string): Promise<LockedPayout | null> {
  // Locked first: a statement that has waited for a row still sees the referral as it was before.
  await tx.$queryRaw`SELECT 1 FROM reward WHERE shop_id = ${shopId}::uuid AND id = ${rewardId}::uuid FOR UPDATE`;
  const rows = await tx.$queryRaw`
    SELECT w.state, w.turn, ${creditOf} AS credit, w.issuing_since AS "issuingSince", w.payout_lease AS lease,
      w.return_since AS "returnSince", w.return_minor AS "returnMinor"
    FROM reward w LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
    WHERE w.shop_id = ${shopId}::uuid AND w.id = ${rewardId}::uuid`;
  return z.array(lockedRow).parse(rows)[0] ?? null;
}

/** Another payout of store credit to the same person whose outcome is open: one at a time, or its transaction could be taken for this one's. */
export async function findOpenPayout(
  tx: Transaction,
  shopId: string,
  holder: PayoutHolder,
  rewardId: string,
): Promise<{ lease: Date | null } | null> {
  const rows = await tx.$queryRaw`
    SELECT w.payout_lease AS lease FROM reward w
    WHERE w.shop_id = ${shopId}::uuid AND w.kind = 'store-credit' AND w.state = 'issuing' AND w.id <> ${rewardId}::uuid AND ${ofHolder(holder)}
    ORDER BY w.payout_lease DESC NULLS LAST LIMIT 1`;
  return z.array(z.object({ lease: z.date().nullable() })).parse(rows)[0] ?? null;
}

/** Store credit of this person that waits for its turn. */
export async function waitingPayouts(tx: Transaction, shopId: string, holder: PayoutHolder): Promise<string[]> {
  const rows = await tx.$queryRaw`
    SELECT w.id FROM reward w
    WHERE w.shop_id = ${shopId}::uuid AND w.kind = 'store-credit' AND w.state = 'approved' AND ${ofHolder(holder)}`;
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id);
}

/** Written before Shopify is asked. */
export async function startPayout(
  tx: Transaction,
  shopId: string,
  rewardId: string,
  { since, lease }: { since: number; lease: number },
): Promise<void> {
  await tx.reward.update({
    where: { shopId_id: { shopId, id: rewardId } },
    data: { state: 'issuing', issuingSince: new Date(since), payoutLease: new Date(lease), attempts: { increment: 1 } },
  });
}

/** One more try of what is under way already. */
export async function leasePayout(tx: Transaction, shopId: string, rewardId: string, lease: number): Promise<void> {
  await tx.reward.update({ where: { shopId_id: { shopId, id: rewardId } }, data: { payoutLease: new Date(lease) } });
}

/** Moves the end of a lease (epoch milliseconds; null: it is over). False when it is not ours any more: another try has begun. */
export async function moveLease(
  tx: Transaction,
  shopId: string,
  rewardId: string,
  mine: number,
  until: number | null,
): Promise<boolean> {
  const { count } = await tx.reward.updateMany({
    where: { shopId, id: rewardId, payoutLease: new Date(mine) },
    data: { payoutLease: until === null ? null : new Date(until) },
  });
  return count === 1;
}

/** Of these transactions, those that no reward has. */
export async function ownerless(tx: Transaction, shopId: string, ids: readonly string[]): Promise<string[]> {
  const taken = await tx.reward.findMany({
    where: { shopId, OR: [{ payoutId: { in: [...ids] } }, { returnId: { in: [...ids] } }] },
    select: { payoutId: true, returnId: true },
  });
  const owned = new Set(taken.flatMap(({ payoutId, returnId }) => [payoutId, returnId]));
  return ids.filter((id) => !owned.has(id));
}

/** The money is there. @param payoutId null when nothing was left to pay. @param turn of the ledger, one more when it came late */
export async function markPaid(
  tx: Transaction,
  shopId: string,
  rewardId: string,
  { payoutId, at, turn }: { payoutId: string | null; at: number; turn: number },
): Promise<void> {
  await tx.reward.update({
    where: { shopId_id: { shopId, id: rewardId } },
    data: {
      ...{ state: 'issued', payoutId, turn, issuedAt: new Date(at), payoutLease: null, lastError: null },
      revokedAt: null,
    },
  });
  const unlessByStaff = { shopId, id: rewardId, revokedReason: { not: BY_STAFF } };
  await tx.reward.updateMany({ where: unlessByStaff, data: { revokedReason: null } });
}

/** Shopify refuses the payout and has not made it: back to waiting for a person, who reads why. */
export async function failPayout(tx: Transaction, shopId: string, rewardId: string, lastError: string): Promise<void> {
  await tx.reward.updateMany({
    where: { shopId, id: rewardId, state: 'issuing' },
    data: { state: 'approved', payoutLease: null, lastError },
  });
}

/** Written before Shopify is asked to take store credit back; null: nothing was taken so far, after all. */
export async function planReturn(
  tx: Transaction,
  shopId: string,
  rewardId: string,
  plan: { since: number; minor: bigint } | null,
): Promise<void> {
  await tx.reward.update({
    where: { shopId_id: { shopId, id: rewardId } },
    data: { returnSince: plan && new Date(plan.since), returnMinor: plan && plan.minor },
  });
}

/** Taken back: `revoked` when nothing stays with its recipient, else `redeemed`. The reason is that of the referral's reversal, if that is why. */
export async function markReturned(
  tx: Transaction,
  shopId: string,
  rewardId: string,
  { state, returnId, returned, at }: { state: 'revoked' | 'redeemed'; returnId: string | null; returned: bigint; at: number },
): Promise<void> {
  const when = new Date(at);
  await tx.$executeRaw`
    UPDATE reward w SET state = ${state}, return_id = ${returnId}, return_minor = ${returned}, payout_lease = NULL, last_error = NULL,
      redeemed_at = CASE WHEN ${state} = 'redeemed' THEN ${when}::timestamptz END,
      revoked_at = CASE WHEN ${state} = 'revoked' THEN ${when}::timestamptz END,
      revoked_reason = CASE WHEN ${state} = 'revoked' OR w.revoked_reason = ${BY_STAFF}
        THEN coalesce(w.revoked_reason, (SELECT f.reversed_reason FROM referral f WHERE f.shop_id = w.shop_id AND f.id = w.referral_id)) END
    WHERE w.shop_id = ${shopId}::uuid AND w.id = ${rewardId}::uuid`;
}
