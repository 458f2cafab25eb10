/** Code rewards whose codes share a discount: many move through their states with one statement each. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import type { Sql, Transaction } from '../db.server.ts';
import { type ProgramRules, programRulesSchema } from '../domain/program.ts';
import { statesBefore } from '../domain/reward-state.ts';
import { type PlannedValue, REWARD_KINDS } from '../domain/rewards.ts';
import { creditOf } from '../reward-standing.server.ts';
import { type Moved, movedOutOf, readMoved } from './reward-grants.server.ts';
import { amountOf, plannedValueOf } from './reward-value.server.ts';

/** A code reward `w` under rules `p` that do not lock codes to their advocates. */
const isPooled = Prisma.sql`(w.kind IN ('percentage', 'fixed-amount', 'free-shipping', 'free-product')
  AND coalesce(p.rules->'reward'->>'codes', 'pool') = 'pool')`;

/** A reward whose code is to be made; `code` is the one that was tried before, null at the first try. */
export type PooledReward = { rewardId: string; turn: number; code: string | null };
/** Rewards that are worth the same under the same rules, so that their codes fit one discount. */
export type PoolBatch = { rewards: PooledReward[]; value: PlannedValue; rules: ProgramRules };

const batchRow = z.object({
  ...{ rewardId: z.string(), turn: z.number(), code: z.string().nullable() },
  ...{ kind: z.enum(REWARD_KINDS), percentage: z.number().nullable(), amountMinor: z.bigint().nullable(), detail: z.unknown() },
  rules: z.unknown(),
});

/**
 * The rewards that are due for longest, with others like them: approved ones that no person has to look at first, and those that an earlier try left
 * in the middle. Null: there are none, but for those passed over.
 */
export async function nextPoolBatch(
  tx: Transaction,
  shopId: string,
  { passOver, limit }: { passOver: readonly string[]; limit: number },
): Promise<PoolBatch | null> {
  const rows = z.array(batchRow).parse(
    await tx.$queryRaw`
      WITH waiting AS (
        SELECT w.id, w.turn, w.code, w.kind, w.percentage, w.amount_minor, w.detail, w.program_version, w.due_at, p.rules
        FROM reward w JOIN program p ON p.shop_id = w.shop_id AND p.version = w.program_version
        LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
        WHERE w.shop_id = ${shopId}::uuid AND ${isPooled} AND NOT w.id = ANY(${[...passOver]}::uuid[])
          AND (w.state = 'issuing' OR (w.state = 'approved' AND w.last_error IS NULL AND (${creditOf}) = 'credited'))),
      oldest AS (SELECT * FROM waiting ORDER BY due_at, id LIMIT 1)
      SELECT w.id AS "rewardId", w.turn, w.code, w.kind, w.percentage, w.amount_minor AS "amountMinor", w.detail, w.rules
      FROM waiting w JOIN oldest o ON (w.program_version, w.kind) = (o.program_version, o.kind) AND w.percentage IS NOT DISTINCT FROM o.percentage
        AND w.amount_minor IS NOT DISTINCT FROM o.amount_minor AND w.detail IS NOT DISTINCT FROM o.detail
      ORDER BY w.due_at, w.id LIMIT ${limit}`,
  );
  const [first] = rows;
  if (first === undefined) return null;
  return {
    rewards: rows.map(({ rewardId, turn, code }) => ({ rewardId, turn, code })),
    value: plannedValueOf({ ...first, id: first.rewardId }),
    rules: programRulesSchema.parse(first.rules),
  };
}

/** Writes codes down before Shopify is asked for them. Returns those that are being issued with this very code, and are worth what they were when they were read. */
export async function startIssuingAll(
  tx: Transaction,
  shopId: string,
  codes: readonly { rewardId: string; turn: number; code: string }[],
  value: PlannedValue,
): Promise<Set<string>> {
  const amountMinor = amountOf({ value });
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE reward w SET state = 'issuing', code = c.code, attempts = w.attempts + 1
    FROM jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) AS c("rewardId" uuid, turn int, code text)
    WHERE w.shop_id = ${shopId}::uuid AND w.id = c."rewardId" AND w.turn = c.turn AND w.amount_minor IS NOT DISTINCT FROM ${amountMinor}::bigint
      AND (w.state = ANY(${statesBefore('start-issuing')}) OR (w.state = 'issuing' AND w.code = c.code))
    RETURNING w.id`;
  return new Set(rows.map(({ id }) => id));
}

/** A code that exists in Shopify. `redeemCodeId`: its gid; null where Shopify was not asked. */
export type IssuedCode = { rewardId: string; code: string; redeemCodeId: string | null };

/** The codes exist in this discount. Returns the rewards that were being issued with them, each once. */
export async function markIssuedAll(
  tx: Transaction,
  shopId: string,
  codes: readonly IssuedCode[],
  where: { discountId: string; poolId: string | null; at: number; endsAt: number | null },
): Promise<Moved[]> {
  const expiresAt = where.endsAt === null ? null : new Date(where.endsAt);
  return readMoved(
    await tx.$queryRaw`
      UPDATE reward w SET state = 'issued', discount_id = ${where.discountId}, pool_id = ${where.poolId}::uuid, redeem_code_id = c."redeemCodeId",
        trouble = NULL, issued_at = ${new Date(where.at)}, expires_at = ${expiresAt}, last_error = NULL
      FROM jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) AS c("rewardId" uuid, code text, "redeemCodeId" text)
      WHERE w.shop_id = ${shopId}::uuid AND w.id = c."rewardId" AND w.code = c.code AND w.state = ANY(${statesBefore('issue')})
      RETURNING ${movedOutOf('payable')}`,
  );
}

/** Of codes that exist, those that are no reward's: it was revoked meanwhile, or is promised again with another code. */
export async function codesWithoutReward(
  tx: Transaction,
  shopId: string,
  codes: readonly IssuedCode[],
): Promise<{ rewardId: string; code: string }[]> {
  return tx.$queryRaw<{ rewardId: string; code: string }[]>`
    SELECT w.id AS "rewardId", c.code FROM jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) AS c("rewardId" uuid, code text)
    JOIN reward w ON w.shop_id = ${shopId}::uuid AND w.id = c."rewardId"
    WHERE w.code IS DISTINCT FROM c.code OR w.state = 'revoked'`;
}

/** Shopify refuses these codes: back to waiting for a person, who reads why. */
export async function failIssuingAll(
  tx: Transaction,
  shopId: string,
  rewardIds: readonly string[],
  lastError: string,
): Promise<void> {
  await tx.reward.updateMany({
    where: { shopId, id: { in: [...rewardIds] }, state: { in: statesBefore('fail-issuing') } },
    data: { state: 'approved', lastError },
  });
}

/** What the merchant reads about rewards that are stuck for the moment. */
export async function noteProblems(
  tx: Transaction,
  shopId: string,
  rewardIds: readonly string[],
  lastError: string,
): Promise<void> {
  await tx.reward.updateMany({
    where: { shopId, id: { in: [...rewardIds] }, state: { in: ['approved', 'issuing'] } },
    data: { lastError },
  });
}

/** Of rewards that are to be granted, those that `nextPoolBatch` finds. */
export async function findPooled(tx: Sql, shopId: string, rewardIds: readonly string[]): Promise<Set<string>> {
  if (rewardIds.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT w.id FROM reward w JOIN program p ON p.shop_id = w.shop_id AND p.version = w.program_version
    WHERE w.shop_id = ${shopId}::uuid AND w.id = ANY(${[...rewardIds]}::uuid[]) AND ${isPooled}
      AND NOT (w.state = 'approved' AND w.last_error IS NOT NULL)`;
  return new Set(rows.map(({ id }) => id));
}
