/** Rewards as orders make, undo and use them. Granting them is in reward-grants.server.ts. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import type { Sql } from '../db.server.ts';
import { REWARD_STATES, type RewardState } from '../domain/reward-state.ts';
import type { PlannedReward, PlannedValue } from '../domain/rewards.ts';
import { creditOf } from '../reward-standing.server.ts';

export type NewReward = PlannedReward & {
  id: string;
  advocateId: string;
  /** The version of the rules that promises it. */
  programVersion: number;
  createdAt: number;
} & (
    | { purpose: 'referral'; referralId: string; recipient: 'advocate' }
    | { purpose: 'referral'; referralId: string; recipient: 'friend'; customerId: string | null }
    | { purpose: 'milestone'; milestone: number }
    | { purpose: 'manual' }
  );

/** A reward whose row is locked until the transaction ends. */
export type LockedReward = {
  rewardId: string;
  referralId: string | null;
  recipient: 'advocate' | 'friend';
  purpose: 'referral' | 'milestone' | 'manual';
  state: RewardState;
  currency: string;
  code: string | null;
  /** How often it was promised again. */
  turn: number;
  /** Why it was taken back: a reason code (domain/reasons.ts), or that its discount was deleted. */
  revokedReason: string | null;
  /** Whether what it was given for does not hold any more. */
  reversed: boolean;
  /** Staff leave it to its recipient, whatever becomes of its referral. */
  kept: boolean;
};

/** How a reward leaves its state; times are epoch milliseconds. */
export type RewardChange = { rewardId: string } & (
  { to: 'revoked'; reason: string; at: number } | { to: 'redeemed'; orderId: string; at: number } | { to: 'pending'; at: number }
);

export async function insertRewards(tx: Sql, shopId: string, rewards: readonly NewReward[]): Promise<void> {
  if (rewards.length === 0) return;
  const rows = rewards.map((reward) => ({
    ...{ id: reward.id, advocateId: reward.advocateId, currency: reward.currency, programVersion: reward.programVersion },
    ...{ purpose: reward.purpose, recipient: 'recipient' in reward ? reward.recipient : 'advocate' },
    referralId: 'referralId' in reward ? reward.referralId : null,
    milestone: 'milestone' in reward ? reward.milestone : null,
    customerId: 'customerId' in reward ? reward.customerId : null,
    ...valueColumns(reward.value),
    ...{ tierFrom: reward.tierFrom?.toString() ?? null, capMinor: reward.capMinor?.toString() ?? null },
    dueAt: reward.dueAt === null ? null : new Date(reward.dueAt),
    createdAt: new Date(reward.createdAt),
  }));
  await tx.$executeRaw`
    INSERT INTO reward (shop_id, id, referral_id, recipient, purpose, milestone, advocate_id, customer_id, program_version, kind, percentage,
      amount_minor, detail, currency, tier_from, cap_minor, due_at, created_at)
    SELECT ${shopId}::uuid, w.id, w."referralId", w.recipient, w.purpose, w.milestone, w."advocateId", w."customerId", w."programVersion", w.kind,
      w.percentage, w."amountMinor", w.detail, w.currency, w."tierFrom", w."capMinor", w."dueAt", w."createdAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS w(id uuid, "referralId" uuid, recipient text, purpose text, milestone int,
      "advocateId" uuid, "customerId" text, "programVersion" int, kind text, percentage int, "amountMinor" bigint, detail jsonb, currency text,
      "tierFrom" bigint, "capMinor" bigint,
      "dueAt" timestamptz, "createdAt" timestamptz)`;
}

function valueColumns(value: PlannedValue) {
  const { kind } = value;
  return {
    kind,
    percentage: kind === 'percentage' ? value.basisPoints : null,
    amountMinor: 'minor' in value ? value.minor : null,
    detail: kind === 'free-product' ? value : null,
  };
}

const lockedRow = z.object({
  rewardId: z.string(),
  referralId: z.string().nullable(),
  recipient: z.enum(['advocate', 'friend']),
  purpose: z.enum(['referral', 'milestone', 'manual']),
  state: z.enum(REWARD_STATES),
  currency: z.string(),
  code: z.string().nullable(),
  turn: z.number(),
  revokedReason: z.string().nullable(),
  reversed: z.boolean(),
  kept: z.boolean(),
});

/** Rewards by id, by discount code (upper case) or by the gid of their discount. The jobs that grant and revoke wait for the lock, so what is read here holds. */
export async function lockRewards(
  tx: Sql,
  shopId: string,
  { ids = [], codes = [], discountId = null }: { ids?: readonly string[]; codes?: readonly string[]; discountId?: string | null },
): Promise<LockedReward[]> {
  if (ids.length === 0 && codes.length === 0 && discountId === null) return [];
  const meant = Prisma.sql`w.shop_id = ${shopId}::uuid AND (w.id = ANY(${ids}::uuid[]) OR w.code = ANY(${codes}) OR w.discount_id = ${discountId})`;
  // Locked first: a statement that has waited for a row still sees the referral as it was before.
  await tx.$queryRaw`SELECT 1 FROM reward w WHERE ${meant} ORDER BY w.id FOR UPDATE`;
  const rows = await tx.$queryRaw`
    SELECT w.id AS "rewardId", w.referral_id AS "referralId", w.recipient, w.purpose, w.state, w.currency, w.code, w.turn,
      w.revoked_reason AS "revokedReason", (${creditOf}) = 'reversed' AS reversed, w.kept
    FROM reward w LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
    WHERE ${meant} ORDER BY w.id`;
  return z.array(lockedRow).parse(rows);
}

/** The caller has checked the moves (domain/reward-state.ts) on locked rows. One that is pending again begins its next turn without a code. */
export async function changeRewards(tx: Sql, shopId: string, changes: readonly RewardChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((change) => ({ ...change, at: new Date(change.at) }));
  await tx.$executeRaw`
    UPDATE reward SET state = c."to",
      revoked_at = CASE c."to" WHEN 'revoked' THEN c.at WHEN 'pending' THEN NULL ELSE revoked_at END,
      revoked_reason = CASE c."to" WHEN 'revoked' THEN c.reason WHEN 'pending' THEN NULL ELSE revoked_reason END,
      redeemed_at = CASE WHEN c."to" = 'redeemed' THEN c.at ELSE redeemed_at END,
      redeemed_on = CASE WHEN c."to" = 'redeemed' THEN c."orderId" ELSE redeemed_on END,
      turn = CASE WHEN c."to" = 'pending' THEN turn + 1 ELSE turn END,
      code = CASE WHEN c."to" = 'pending' THEN NULL ELSE code END,
      discount_id = CASE WHEN c."to" = 'pending' THEN NULL ELSE discount_id END,
      pool_id = CASE WHEN c."to" = 'pending' THEN NULL ELSE pool_id END,
      redeem_code_id = CASE WHEN c."to" = 'pending' THEN NULL ELSE redeem_code_id END,
      trouble = CASE WHEN c."to" = 'pending' THEN NULL ELSE trouble END,
      issued_at = CASE WHEN c."to" = 'pending' THEN NULL ELSE issued_at END,
      expires_at = CASE WHEN c."to" = 'pending' THEN NULL ELSE expires_at END,
      payout_id = CASE WHEN c."to" = 'pending' THEN NULL ELSE payout_id END,
      issuing_since = CASE WHEN c."to" = 'pending' THEN NULL ELSE issuing_since END,
      payout_lease = CASE WHEN c."to" = 'pending' THEN NULL ELSE payout_lease END,
      return_id = CASE WHEN c."to" = 'pending' THEN NULL ELSE return_id END,
      return_minor = CASE WHEN c."to" = 'pending' THEN NULL ELSE return_minor END,
      return_since = CASE WHEN c."to" = 'pending' THEN NULL ELSE return_since END,
      last_error = NULL
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS c("rewardId" uuid, "to" text, reason text, "orderId" text, at timestamptz)
    WHERE reward.shop_id = ${shopId}::uuid AND reward.id = c."rewardId"`;
}

/** The waiting time began at another time than was thought (null: nobody knows when), while that matters or the reward came to nothing. */
export async function moveDueDates(
  tx: Sql,
  shopId: string,
  moves: readonly { rewardId: string; dueAt: number | null }[],
): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map(({ rewardId, dueAt }) => ({ rewardId, dueAt: dueAt === null ? null : new Date(dueAt) }));
  await tx.$executeRaw`
    UPDATE reward SET due_at = m."dueAt" FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS m("rewardId" uuid, "dueAt" timestamptz)
    WHERE reward.shop_id = ${shopId}::uuid AND reward.id = m."rewardId" AND reward.state IN ('pending', 'revoked')`;
}

/** Used rewards of which the advocate owes nothing any more begin another turn, so that a later debt is a new fact. */
export async function turnRewards(tx: Sql, shopId: string, rewardIds: readonly string[]): Promise<void> {
  if (rewardIds.length === 0) return;
  await tx.$executeRaw`UPDATE reward SET turn = turn + 1 WHERE shop_id = ${shopId}::uuid AND id = ANY(${rewardIds}::uuid[])`;
}

/** The account of a friend who ordered without one has become known. */
export async function setFriendAccounts(
  tx: Sql,
  shopId: string,
  accounts: readonly { rewardId: string; customerId: string }[],
): Promise<void> {
  if (accounts.length === 0) return;
  await tx.$executeRaw`
    UPDATE reward SET customer_id = a."customerId" FROM jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) AS a("rewardId" uuid, "customerId" text)
    WHERE reward.shop_id = ${shopId}::uuid AND reward.id = a."rewardId" AND reward.customer_id IS NULL`;
}
