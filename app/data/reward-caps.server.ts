/** What is promised so far, counted for the program's limits (domain/reward-limits.ts). Rewards that were taken back do not count, held ones do. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import type { Sql } from '../db.server.ts';

/**
 * Whoever is about to promise waits here for all others who do, so that what is counted afterwards holds until the transaction ends.
 * The month before the advocates, and these by id: so nobody waits in a circle.
 * @param limits.month whether a month's sum is to be counted
 */
export async function lockPromises(
  tx: Sql,
  shopId: string,
  limits: { month: boolean; advocateIds: readonly string[] },
): Promise<void> {
  if (limits.month) await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('promises ' || ${shopId}, 0))`;
  if (limits.advocateIds.length === 0) return;
  await lockAdvocates(tx, shopId, limits.advocateIds);
}

/** Others may still refer to the locked advocates. */
export async function lockAdvocates(tx: Sql, shopId: string, advocateIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM advocate WHERE shop_id = ${shopId}::uuid AND id = ANY(${[...advocateIds]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
}

/** Rewards that this transaction is about to take back make room already, while nothing is made of them. */
const counts = (leaving: readonly string[]) =>
  Prisma.sql`(w.state <> 'revoked' AND NOT (w.state = 'pending' AND NOT w.kept AND w.id = ANY(${[...leaving]}::uuid[])))`;

/** The last so many days of one advocate. */
export type Window = { advocateId: string; days: number };

/** `now` in epoch milliseconds; `leaving`: ids of rewards. */
export type Counting = { now: number; leaving: readonly string[] };

/** How many rewards were promised in each window, in the sequence of the windows. */
export async function countRewards(
  tx: Sql,
  shopId: string,
  windows: readonly Window[],
  { now, leaving }: Counting,
): Promise<number[]> {
  const rows = await tx.$queryRaw`
    SELECT count(w.id)::int AS rewards
    FROM jsonb_to_recordset(${JSON.stringify(windows.map((window, place) => ({ ...window, place })))}::jsonb)
      AS asked("advocateId" uuid, days int, place int)
    LEFT JOIN reward w ON w.shop_id = ${shopId}::uuid AND w.advocate_id = asked."advocateId" AND w.recipient = 'advocate' AND ${counts(leaving)}
      AND w.created_at >= ${new Date(now)}::timestamptz - asked.days * interval '24 hours'
    GROUP BY asked.place ORDER BY asked.place`;
  return z
    .array(z.object({ rewards: z.number() }))
    .parse(rows)
    .map(({ rewards }) => rewards);
}

/**
 * What the rewards promised in the calendar month of `now` are worth, as the ledger accrued them, minor units of `currency`; those that are paid in
 * another one, what they stand for in the program's. The month is that of the shop's time zone.
 */
export async function worthOfMonth(tx: Sql, shopId: string, currency: string, { now, leaving }: Counting): Promise<bigint> {
  const month = Prisma.sql`date_trunc('month', ${new Date(now)}::timestamptz, (SELECT time_zone FROM shop WHERE id = ${shopId}::uuid))`;
  const rows = await tx.$queryRaw`
    SELECT coalesce(sum(coalesce(w.cap_minor, e.amount_minor)), 0)::bigint AS minor
    FROM ledger_entry e JOIN reward w ON w.shop_id = e.shop_id AND w.id = e.reward_id
    WHERE e.shop_id = ${shopId}::uuid AND e.key = 'accrue:' || e.reward_id AND e.at >= ${month} AND ${counts(leaving)}
      AND ${currency} = CASE WHEN w.cap_minor IS NULL THEN e.currency ELSE
        (SELECT p.rules->>'currency' FROM program p WHERE p.shop_id = w.shop_id AND p.version = w.program_version) END`;
  return z.tuple([z.object({ minor: z.bigint() })]).parse(rows)[0].minor;
}
