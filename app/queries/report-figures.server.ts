/**
 * The figures of a report: what happened in a period of the shop's calendar. Every figure is defined in docs/metrics.md, and is the count or sum of the rows that
 * its link shows (tests/queries/report-figures.test.ts). Sums are of rows in the shop's currency; those in another are counted in `otherCurrency`.
 */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import type { Grain, ReportDays } from '../domain/report-period.ts';
import { within } from './period.server.ts';
import { count, minorUnits, type Reader, readRow, readRows } from './read-rows.server.ts';

/** The shop that is asked about: days are days of its time zone. */
export type ReportShop = { id: string; timeZone: string; currency: string };

const figures = z.object({
  visits: count,
  claims: count,
  /** Placed in the period and credited now: not held, not reversed. */
  orders: count,
  /** What those came to, refunds taken off. */
  revenueMinor: minorUnits,
  /** Those of them that were the friend's first order in the shop. */
  newFriends: count,
  /** What discounts took off their lines, ours and others'. */
  discountMinor: minorUnits,
  /** Placed in the period; the credit waits for a verdict. */
  heldOrders: count,
  /** Placed in the period with evidence, and nobody was credited. */
  lostOrders: count,
  reversedOrders: count,
  /** Credited orders of the period in another currency than the shop's: counted, not summed. */
  otherCurrency: count,
  /** Rewards promised in the period, whatever became of them. */
  rewards: count,
  /** What the ledger says rewards have come to in the period: promised and corrected, less what expired or was taken back. */
  rewardCostMinor: minorUnits,
});
export type ReportFigures = z.infer<typeof figures>;

export async function readReportFigures(prisma: Reader, shop: ReportShop, days: ReportDays): Promise<ReportFigures> {
  const shopId = Prisma.sql`${shop.id}::uuid`;
  const during = (at: Prisma.Sql) => within(at, days, shop.timeZone);
  return readRow(
    prisma,
    figures,
    Prisma.sql`
      SELECT v.visits, c.claims, o.*, w.rewards, l."rewardCostMinor"
      FROM (SELECT count(*) AS visits FROM visit WHERE shop_id = ${shopId} AND ${during(Prisma.sql`at`)}) v,
           (SELECT count(*) AS claims FROM claim WHERE shop_id = ${shopId} AND ${during(Prisma.sql`claimed_at`)}) c,
           (SELECT count(*) FILTER (WHERE r.state = 'credited') AS orders,
                   COALESCE(sum(o.total_minor - o.refunded_minor) FILTER (WHERE r.state = 'credited' AND o.currency = ${shop.currency}), 0)::bigint
                     AS "revenueMinor",
                   count(*) FILTER (WHERE r.state = 'credited' AND o.facts->>'earlierOrders' = '0') AS "newFriends",
                   COALESCE(sum((SELECT sum((line->>'fullMinor')::bigint - (line->>'discountedMinor')::bigint)
                                 FROM jsonb_array_elements(o.facts->'lines') line))
                     FILTER (WHERE r.state = 'credited' AND o.currency = ${shop.currency}), 0)::bigint AS "discountMinor",
                   count(*) FILTER (WHERE r.state = 'held') AS "heldOrders",
                   count(*) FILTER (WHERE r.state IS NULL AND o.reason NOT IN ('no-evidence', 'test-order', 'order-not-paid')) AS "lostOrders",
                   count(*) FILTER (WHERE r.state = 'reversed') AS "reversedOrders",
                   count(*) FILTER (WHERE r.state = 'credited' AND o.currency <> ${shop.currency}) AS "otherCurrency"
            FROM buyer_order o LEFT JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id
            WHERE o.shop_id = ${shopId} AND o.kind = 'order' AND ${during(Prisma.sql`o.placed_at`)}) o,
           (SELECT count(*) AS rewards FROM reward WHERE shop_id = ${shopId} AND ${during(Prisma.sql`created_at`)}) w,
           (SELECT COALESCE(sum(CASE WHEN from_account IN ('program-cost', 'expired', 'revoked') THEN amount_minor ELSE 0 END
                              - CASE WHEN to_account IN ('program-cost', 'expired', 'revoked') THEN amount_minor ELSE 0 END), 0)::bigint
                     AS "rewardCostMinor"
            FROM ledger_entry WHERE shop_id = ${shopId} AND currency = ${shop.currency} AND ${during(Prisma.sql`at`)}) l`,
  );
}

const step = z.object({
  /** First day of the step, `YYYY-MM-DD`; a week begins on Monday. */
  day: z.string(),
  visits: count,
  claims: count,
  orders: count,
  revenueMinor: minorUnits,
});
/** One point of the course. */
export type ReportStep = z.infer<typeof step>;

/** The course of the period in steps of one day, week or month; steps without anything are there, too, and the ends are cut off at the period's. */
export async function readReportCourse(prisma: Reader, shop: ReportShop, days: ReportDays, grain: Grain): Promise<ReportStep[]> {
  const shopId = Prisma.sql`${shop.id}::uuid`;
  const stepOf = (at: Prisma.Sql) => Prisma.sql`date_trunc(${grain}, ${at} AT TIME ZONE ${shop.timeZone})::date`;
  const counted = (table: Prisma.Sql, at: Prisma.Sql) => Prisma.sql`
    (SELECT ${stepOf(at)} AS step, count(*) AS n FROM ${table} WHERE shop_id = ${shopId} AND ${within(at, days, shop.timeZone)} GROUP BY 1)`;
  return readRows(
    prisma,
    step,
    Prisma.sql`
      SELECT to_char(greatest(s.step::date, ${days.from}::date), 'YYYY-MM-DD') AS day, COALESCE(v.n, 0) AS visits, COALESCE(c.n, 0) AS claims,
        COALESCE(o.n, 0) AS orders, COALESCE(o.revenue, 0)::bigint AS "revenueMinor"
      FROM generate_series(date_trunc(${grain}, ${days.from}::date), ${days.to}::date, ('1 ' || ${grain})::interval) AS s(step)
      LEFT JOIN ${counted(Prisma.sql`visit`, Prisma.sql`at`)} v ON v.step = s.step
      LEFT JOIN ${counted(Prisma.sql`claim`, Prisma.sql`claimed_at`)} c ON c.step = s.step
      LEFT JOIN (
        SELECT ${stepOf(Prisma.sql`o.placed_at`)} AS step, count(*) AS n,
          sum(o.total_minor - o.refunded_minor) FILTER (WHERE o.currency = ${shop.currency}) AS revenue
        FROM buyer_order o JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id AND r.state = 'credited'
        WHERE o.shop_id = ${shopId} AND o.kind = 'order' AND ${within(Prisma.sql`o.placed_at`, days, shop.timeZone)}
        GROUP BY 1) o ON o.step = s.step
      ORDER BY s.step`,
  );
}
