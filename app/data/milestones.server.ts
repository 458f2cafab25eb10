/** What bonuses for the nth credited order are settled by. */
import { z } from 'zod';
import type { Sql } from '../db.server.ts';
import { MILESTONE_LOST, type StoredBonus } from '../domain/milestones.ts';

export type BonusAccount = {
  advocateId: string;
  /** What the advocate shops in; null: not known. */
  currency: string | null;
  /** Orders that are credited now; sign-ups are none. */
  credited: number;
  bonuses: StoredBonus[];
};

const bonus = z.object({
  rewardId: z.string(),
  milestone: z.number(),
  stands: z.boolean(),
  revokedReason: z.string().nullable(),
});
const row = z.object({
  ...{ advocateId: z.string(), currency: z.string().nullable(), credited: z.number() },
  bonuses: z.array(bonus),
});

/** One statement. The caller has locked the advocates. */
export async function readBonusAccounts(tx: Sql, shopId: string, advocateIds: readonly string[]): Promise<BonusAccount[]> {
  const rows = await tx.$queryRaw`
    SELECT a.id AS "advocateId", a.currency, c.credited, w.bonuses
    FROM advocate a
    CROSS JOIN LATERAL (
      SELECT array_agg(one.id) AS rows FROM advocate one WHERE one.shop_id = a.shop_id AND (one.id = a.id OR one.merged_into = a.id)) p
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS credited FROM referral r JOIN buyer_order o ON o.shop_id = r.shop_id AND o.order_id = r.order_id
      WHERE r.shop_id = a.shop_id AND r.advocate_id = ANY(p.rows) AND r.state = 'credited' AND o.kind = 'order') c
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object('rewardId', w.id, 'milestone', w.milestone, 'stands', w.stands, 'revokedReason', w.revoked_reason)
        ORDER BY w.milestone), '[]') AS bonuses
      FROM reward w WHERE w.shop_id = a.shop_id AND w.advocate_id = ANY(p.rows) AND w.milestone IS NOT NULL) w
    WHERE a.shop_id = ${shopId}::uuid AND a.id = ANY(${[...advocateIds]}::uuid[])
    ORDER BY a.id`;
  return z.array(row).parse(rows);
}

/** The versions of the program that these rows' credited orders were decided by, oldest order first. */
export async function versionsOfCredits(tx: Sql, shopId: string, advocateIds: readonly string[]): Promise<number[]> {
  const rows = await tx.$queryRaw<{ version: number }[]>`
    SELECT r.program_version AS version FROM referral r JOIN buyer_order o ON o.shop_id = r.shop_id AND o.order_id = r.order_id
    WHERE r.shop_id = ${shopId}::uuid AND r.advocate_id = ANY(${[...advocateIds]}::uuid[]) AND r.state = 'credited' AND o.kind = 'order'
    ORDER BY o.placed_at, o.order_id`;
  return rows.map(({ version }) => version);
}

/** Writes down which bonuses do not stand any more, and which stand again. One that is to be taken back names the reason already. */
export async function setBonusStanding(
  tx: Sql,
  shopId: string,
  { lost, regained }: { lost: readonly string[]; regained: readonly string[] },
): Promise<void> {
  if (lost.length === 0 && regained.length === 0) return;
  await tx.$executeRaw`
    UPDATE reward SET stands = id = ANY(${[...regained]}::uuid[]),
      revoked_reason = CASE
        WHEN state IN ('revoked', 'redeemed', 'expired') OR kept THEN revoked_reason
        WHEN id = ANY(${[...lost]}::uuid[]) THEN ${MILESTONE_LOST} END
    WHERE shop_id = ${shopId}::uuid AND id = ANY(${[...lost, ...regained]}::uuid[])`;
}
