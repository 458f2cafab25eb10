/** What merchants do in Shopify to discounts of ours: whose they are, and what is wrong with them. */
import { z } from 'zod';
import type { Transaction } from '../db.server.ts';
import { type ProgramRules, programRulesSchema } from '../domain/program.ts';
import type { RewardTrouble } from '../domain/reward-event.ts';
import { type PlannedValue, REWARD_KINDS } from '../domain/rewards.ts';
import { creditOf } from '../reward-standing.server.ts';
import { plannedValueOf } from './reward-value.server.ts';

/** What one of our discounts was made for. Times are epoch milliseconds; null: it never ends. */
export type DiscountOwner =
  | { of: 'pool'; poolId: string; purpose: 'offer' | 'reward'; endsAt: number | null }
  | { of: 'reward'; rewardId: string; endsAt: number | null; customerId: string | null }
  | { of: 'shared-code'; programVersion: number; advocateId: string; code: string; turn: number }
  | { of: 'claim' };

/** @param discountId gid of the DiscountCodeNode; null when it is none of ours */
export async function findDiscountOwner(tx: Transaction, shopId: string, discountId: string): Promise<DiscountOwner | null> {
  const where = { shopId, discountId };
  const pool = await tx.discountPool.findFirst({ where, select: { id: true, purpose: true, endsAt: true } });
  if (pool !== null) {
    const purpose = z.enum(['offer', 'reward']).parse(pool.purpose);
    return { of: 'pool', poolId: pool.id, purpose, endsAt: pool.endsAt?.getTime() ?? null };
  }
  const reward = await tx.reward.findFirst({
    where: { ...where, poolId: null },
    select: { id: true, expiresAt: true, recipient: true, customerId: true, advocate: { select: { customerId: true } } },
  });
  if (reward !== null) {
    const customerId = reward.recipient === 'friend' ? reward.customerId : reward.advocate.customerId;
    return { of: 'reward', rewardId: reward.id, endsAt: reward.expiresAt?.getTime() ?? null, customerId };
  }
  const select = { programVersion: true, advocateId: true, code: true, turn: true };
  const shared = await tx.sharedCode.findFirst({ where, select });
  if (shared !== null) return { of: 'shared-code', ...shared };
  return (await tx.claim.count({ where: { ...where, poolId: null } })) > 0 ? { of: 'claim' } : null;
}

const valueRow = z.object({
  ...{ id: z.string(), kind: z.enum(REWARD_KINDS), percentage: z.number().nullable() },
  ...{ amountMinor: z.bigint().nullable(), detail: z.unknown(), rules: z.unknown() },
});

/** The value and rules of a reward, of a given one or of any in a pool: all of them are alike. Null: there is none. */
export async function rewardTerms(
  tx: Transaction,
  shopId: string,
  which: { rewardId: string } | { poolId: string },
): Promise<{ value: PlannedValue; rules: ProgramRules } | null> {
  const [rewardId, poolId] = 'rewardId' in which ? [which.rewardId, null] : [null, which.poolId];
  const rows = z.array(valueRow).parse(
    await tx.$queryRaw`
      SELECT w.id, w.kind, w.percentage, w.amount_minor AS "amountMinor", w.detail, p.rules
      FROM reward w JOIN program p ON p.shop_id = w.shop_id AND p.version = w.program_version
      WHERE w.shop_id = ${shopId}::uuid AND (w.id = ${rewardId}::uuid OR w.pool_id = ${poolId}::uuid) LIMIT 1`,
  );
  const [row] = rows;
  return row === undefined ? null : { value: plannedValueOf(row), rules: programRulesSchema.parse(row.rules) };
}

/** The rules by which the claims of a pool were opened; null: it has none. */
export async function offerRules(
  tx: Transaction,
  shopId: string,
  which: { poolId: string } | { version: number },
): Promise<ProgramRules | null> {
  const claim =
    'poolId' in which
      ? await tx.claim.findFirst({ where: { shopId, poolId: which.poolId }, select: { programVersion: true } })
      : { programVersion: which.version };
  if (claim === null) return null;
  const program = await tx.program.findUnique({ where: { shopId_version: { shopId, version: claim.programVersion } } });
  return program && programRulesSchema.parse(program.rules);
}

/**
 * Says on rewards whose code can be used what was done to it; null: it is as it was made. Those whose credit was reversed are being taken back.
 * Returns the rewards of which something else was said before.
 */
export async function markRewardTrouble(
  tx: Transaction,
  shopId: string,
  which: { poolId: string } | { rewardId: string } | { code: string },
  trouble: Exclude<RewardTrouble, 'customer-deleted'> | null,
): Promise<string[]> {
  const [poolId, rewardId, code] = [
    'poolId' in which ? which.poolId : null,
    'rewardId' in which ? which.rewardId : null,
    'code' in which ? which.code : null,
  ];
  // What is gone for good is not covered up by later news of its discount: only a new code mends a removed one, and a merge a deleted customer.
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE reward SET trouble = ${trouble}
    FROM (SELECT w.id FROM reward w LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
          WHERE w.shop_id = ${shopId}::uuid AND (w.pool_id = ${poolId}::uuid OR w.id = ${rewardId}::uuid OR w.code = ${code})
            AND w.state = 'issued' AND (${creditOf}) <> 'reversed'
            AND w.trouble IS DISTINCT FROM ${trouble} AND (w.trouble IS DISTINCT FROM 'code-removed' OR ${trouble} = 'deleted' OR w.id = ${rewardId}::uuid)
            AND (w.trouble IS DISTINCT FROM 'customer-deleted' OR ${trouble} = 'deleted')
          ORDER BY w.id FOR UPDATE OF w) hit
    WHERE reward.shop_id = ${shopId}::uuid AND reward.id = hit.id
    RETURNING reward.id`;
  return rows.map(({ id }) => id);
}

/**
 * Codes that only this customer may use, issued and not used: nobody can while the customer is deleted; null: the customer is there again, as another
 * one. Returns the rewards of which something else was said before.
 * @param advocateIds the rows of this person
 */
export async function markLockedCodes(
  tx: Transaction,
  shopId: string,
  { customerId, advocateIds }: { customerId: string | null; advocateIds: readonly string[] },
  trouble: 'customer-deleted' | null,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE reward SET trouble = ${trouble}
    FROM (SELECT w.id FROM reward w JOIN program p ON p.shop_id = w.shop_id AND p.version = w.program_version
          WHERE w.shop_id = ${shopId}::uuid AND w.state = 'issued' AND w.code IS NOT NULL AND w.pool_id IS NULL
            AND p.rules->'reward'->>'codes' = 'locked'
            AND (w.recipient = 'advocate' AND w.advocate_id = ANY (${[...advocateIds]}::uuid[])
                 OR w.recipient = 'friend' AND w.customer_id = ${customerId})
            AND w.trouble IS DISTINCT FROM ${trouble}
            AND CASE WHEN ${trouble}::text IS NULL THEN w.trouble = 'customer-deleted' ELSE w.trouble IS NULL OR w.trouble IN ('edited', 'deactivated') END
          ORDER BY w.id FOR UPDATE OF w) hit
    WHERE reward.shop_id = ${shopId}::uuid AND reward.id = hit.id
    RETURNING reward.id`;
  return rows.map(({ id }) => id);
}
