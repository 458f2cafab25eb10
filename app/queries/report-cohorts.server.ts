/**
 * Friends by the month of their first referred order, advocates by the month in which they joined, and what became of them. Of each month at most the first
 * 250 people are followed: enough for a share with its interval, and a bound on what the largest shop costs.
 */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { type Estimate, shareInterval } from '../domain/interval.ts';
import { count, type Reader, readRows } from './read-rows.server.ts';
import type { ReportShop } from './report-figures.server.ts';

/** Within so many days of the first referred order. */
export const RETURN_DAYS = [30, 60, 90, 180] as const;

export type FriendCohort = {
  /** `YYYY-MM` of the shop's calendar. */
  month: string;
  /** Followed ones. */
  friends: number;
  /** As many as are followed: there may have been more. */
  sampled: boolean;
  /** Share of those for whom the days are over who ordered again in them; with evidence or without. */
  returned: { days: number; share: Estimate }[];
};

export type AdvocateCohort = {
  month: string;
  advocates: number;
  sampled: boolean;
  /** Share who have brought a friend by now whose credit stands. */
  brought: Estimate;
};

const FOLLOWED = 250;
/** A month's first orders with evidence, among which they are found: `LIMIT` keeps each look-up on its index. */
const LOOKED_AT = 1_000;
/** A month is what it is; below ten people a share is a story about somebody. */
const FEWEST = 10;

const followed = { month: z.string(), people: count };
const friendRow = z.object({ ...followed, over: z.array(count), again: z.array(count) });
const advocateRow = z.object({ ...followed, brought: count });

/**
 * The latest months, the oldest first; months without anybody are there, too. Orders of unknown buyers cannot be followed and are left out.
 * @param now epoch milliseconds
 */
export async function readFriendCohorts(prisma: Reader, shop: ReportShop, now: number, months = 12): Promise<FriendCohort[]> {
  const shopId = Prisma.sql`${shop.id}::uuid`;
  const at = Prisma.sql`${new Date(now)}::timestamptz`;
  const over = (days: number) => Prisma.sql`friend.placed_at <= ${at} - ${`${days} days`}::interval`;
  const again = (days: number) => Prisma.sql`${over(days)} AND later.at <= friend.placed_at + ${`${days} days`}::interval`;
  const counts = (which: (days: number) => Prisma.Sql) =>
    Prisma.sql`ARRAY[${Prisma.join(RETURN_DAYS.map((days) => Prisma.sql`count(*) FILTER (WHERE ${which(days)})`))}]`;
  const rows = await readRows(
    prisma,
    friendRow,
    Prisma.sql`
      SELECT to_char(m.first, 'YYYY-MM') AS month, count(friend.buyer_hash) AS people, ${counts(over)} AS over, ${counts(again)} AS again
      FROM ${monthsOf(shop, at, months)}
      LEFT JOIN LATERAL (
        SELECT s.buyer_hash, o.placed_at FROM (
          SELECT order_id, placed_at FROM buyer_order
          WHERE shop_id = ${shopId} AND kind = 'order' AND placed_at >= m.starts AND placed_at < m.ends
          ORDER BY placed_at, order_id DESC LIMIT ${LOOKED_AT}) o
        CROSS JOIN LATERAL (
          SELECT FROM referral r WHERE r.shop_id = ${shopId} AND r.order_id = o.order_id AND r.state = 'credited' LIMIT 1) credit
        CROSS JOIN LATERAL (
          SELECT buyer_hash FROM seen_order s WHERE s.shop_id = ${shopId} AND s.order_id = o.order_id AND s.buyer_hash IS NOT NULL LIMIT 1) s
        LEFT JOIN LATERAL (
          SELECT TRUE AS found FROM seen_order e JOIN referral c ON c.shop_id = e.shop_id AND c.order_id = e.order_id AND c.state = 'credited'
          WHERE e.shop_id = ${shopId} AND e.buyer_hash = s.buyer_hash AND e.has_evidence
            AND (e.placed_at, e.order_id) < (o.placed_at, o.order_id) LIMIT 1) earlier ON TRUE
        WHERE earlier.found IS NULL ORDER BY o.placed_at, o.order_id LIMIT ${FOLLOWED}) friend ON TRUE
      LEFT JOIN LATERAL (
        SELECT placed_at AS at FROM seen_order n
        WHERE n.shop_id = ${shopId} AND n.buyer_hash = friend.buyer_hash AND n.placed_at > friend.placed_at
        ORDER BY placed_at LIMIT 1) later ON TRUE
      GROUP BY m.first ORDER BY m.first`,
  );
  return rows.map(({ month, people, over, again }) => ({
    ...{ month, friends: people, sampled: people === FOLLOWED },
    returned: RETURN_DAYS.map((days, place) => ({ days, share: shareInterval(again[place] ?? 0, over[place] ?? 0, FEWEST) })),
  }));
}

/** The same of advocates. Two that were merged count as the two they were. @param now epoch milliseconds */
export async function readAdvocateCohorts(prisma: Reader, shop: ReportShop, now: number, months = 12): Promise<AdvocateCohort[]> {
  const shopId = Prisma.sql`${shop.id}::uuid`;
  const at = Prisma.sql`${new Date(now)}::timestamptz`;
  const rows = await readRows(
    prisma,
    advocateRow,
    Prisma.sql`
      SELECT to_char(m.first, 'YYYY-MM') AS month, count(advocate.id) AS people, count(*) FILTER (WHERE credit.found) AS brought
      FROM ${monthsOf(shop, at, months)}
      LEFT JOIN LATERAL (
        SELECT id FROM advocate a WHERE a.shop_id = ${shopId} AND a.enrolled_at >= m.starts AND a.enrolled_at < m.ends
        ORDER BY a.enrolled_at LIMIT ${FOLLOWED}) advocate ON TRUE
      LEFT JOIN LATERAL (
        SELECT TRUE AS found FROM referral r
        WHERE r.shop_id = ${shopId} AND r.advocate_id = advocate.id AND r.state = 'credited' LIMIT 1) credit ON TRUE
      GROUP BY m.first ORDER BY m.first`,
  );
  return rows.map(({ month, people, brought }) => ({
    ...{ month, advocates: people, sampled: people === FOLLOWED },
    brought: shareInterval(brought, people, FEWEST),
  }));
}

/** Months of the shop's calendar as `m(first, starts, ends)`. */
function monthsOf({ timeZone }: ReportShop, at: Prisma.Sql, months: number): Prisma.Sql {
  return Prisma.sql`(
    SELECT first, first AT TIME ZONE ${timeZone} AS starts, (first + interval '1 month') AT TIME ZONE ${timeZone} AS ends
    FROM generate_series(date_trunc('month', ${at} AT TIME ZONE ${timeZone}) - ${`${months - 1} months`}::interval,
      date_trunc('month', ${at} AT TIME ZONE ${timeZone}), interval '1 month') AS first) m`;
}
