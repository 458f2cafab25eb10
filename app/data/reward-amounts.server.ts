/** What rewards are worth that follow their orders. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import type { Sql, Transaction } from '../db.server.ts';
import { REWARD_STATES, type RewardState } from '../domain/reward-state.ts';
import { creditOf } from '../reward-standing.server.ts';
import { ofHolder, type PayoutHolder } from './payout-holder.server.ts';

/** A reward of an amount; its row is locked until the transaction ends. Amounts in minor units. */
export type RewardAmount = {
  rewardId: string;
  /** Of its referral; null for bonuses and what staff give. */
  orderId: string | null;
  /** The rules that promised it. */
  programVersion: number;
  kind: 'fixed-amount' | 'store-credit' | 'gift-card';
  recipient: 'advocate' | 'friend';
  tierFrom: bigint | null;
  state: RewardState;
  currency: string;
  /** What was promised at first. */
  promised: bigint;
  /** What it is worth now; the ledger follows where money has to be moved first. */
  amount: bigint;
  /** Until then a try of the payout, or of taking it back, may be under way (epoch milliseconds). */
  lease: number | null;
  /** How many postings the ledger has of parts that were taken back. */
  parts: number;
  /** Nothing is to be taken off it: what it was given for does not stand, or staff keep it for its recipient. */
  untouchable: boolean;
};

const row = z.object({
  rewardId: z.string(),
  orderId: z.string().nullable(),
  programVersion: z.number(),
  kind: z.enum(['fixed-amount', 'store-credit', 'gift-card']),
  recipient: z.enum(['advocate', 'friend']),
  tierFrom: z.bigint().nullable(),
  state: z.enum(REWARD_STATES),
  currency: z.string(),
  promised: z.bigint(),
  amount: z.bigint(),
  lease: z
    .date()
    .nullable()
    .transform((at) => at && at.getTime()),
  parts: z.number(),
  untouchable: z.boolean(),
});

/** Those of these rewards, or of these orders' referrals, that are of an amount. */
export async function lockRewardAmounts(
  tx: Sql,
  shopId: string,
  { rewardIds = [], orderIds = [] }: { rewardIds?: readonly string[]; orderIds?: readonly string[] },
): Promise<RewardAmount[]> {
  if (rewardIds.length === 0 && orderIds.length === 0) return [];
  const meant =
    orderIds.length === 0 ? Prisma.sql`w.id = ANY(${[...rewardIds]}::uuid[])` : Prisma.sql`r.order_id = ANY(${[...orderIds]})`;
  const from = Prisma.sql`
    FROM reward w LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
    WHERE w.shop_id = ${shopId}::uuid AND ${meant} AND w.amount_minor IS NOT NULL ORDER BY w.id`;
  // Locked first: a statement that has waited for a row still sees referral and ledger as they were before.
  await tx.$queryRaw`SELECT 1 ${from} FOR UPDATE OF w`;
  const rows = await tx.$queryRaw`
    SELECT w.id AS "rewardId", r.order_id AS "orderId", w.program_version AS "programVersion", w.kind, w.recipient, w.tier_from AS "tierFrom", w.state, w.currency, w.amount_minor AS amount, w.payout_lease AS lease,
      coalesce((SELECT e.amount_minor FROM ledger_entry e WHERE e.shop_id = w.shop_id AND e.key = 'accrue:' || w.id), w.amount_minor) AS promised,
      (SELECT count(*)::int FROM ledger_entry e WHERE e.shop_id = w.shop_id AND e.reward_id = w.id AND e.key LIKE 'reduced%') AS parts,
      (w.kept OR (${creditOf}) = 'reversed') AS untouchable ${from}`;
  return z.array(row).parse(rows);
}

export async function setRewardAmounts(
  tx: Sql,
  shopId: string,
  amounts: readonly { rewardId: string; amount: bigint }[],
): Promise<void> {
  if (amounts.length === 0) return;
  const rows = amounts.map(({ rewardId, amount }) => ({ rewardId, amount: amount.toString() }));
  await tx.$executeRaw`
    UPDATE reward w SET amount_minor = c.amount FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS c("rewardId" uuid, amount bigint)
    WHERE w.shop_id = ${shopId}::uuid AND w.id = c."rewardId"`;
}

/** A part of a payout is back, or will not come back: another return may be planned. */
export async function endPartReturn(tx: Transaction, shopId: string, rewardId: string, returnId: string | null): Promise<void> {
  await tx.reward.update({
    where: { shopId_id: { shopId, id: rewardId } },
    data: {
      ...{ returnSince: null, returnMinor: null, payoutLease: null, lastError: null },
      ...(returnId === null ? {} : { returnId }),
    },
  });
}

/** The store credit transactions (gids) by which parts of payouts to this person were taken back. */
export async function findPartReturns(tx: Transaction, shopId: string, holder: PayoutHolder): Promise<string[]> {
  const rows = await tx.$queryRaw`
    SELECT v.detail->>'returnId' AS id FROM reward w JOIN reward_event v ON v.shop_id = w.shop_id AND v.reward_id = w.id
    WHERE w.shop_id = ${shopId}::uuid AND ${ofHolder(holder)} AND v.kind = 'reduced' AND v.detail->>'returnId' IS NOT NULL`;
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id);
}
