/** The figures of the home page. Each is the count or sum of the rows that its list shows for the same period (a test ties them). */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { type Period, within } from './period.server.ts';
import { count, minorUnits, type Reader, readRow, readRows } from './read-rows.server.ts';

const figures = z.object({
  visits: count,
  claims: count,
  /** Orders placed in the period that are credited and not reversed. */
  referredOrders: count,
  /** What those orders brought, refunds taken off; shop currency. */
  referredRevenueMinor: minorUnits,
  /** Rewards earned in the period, whatever became of them. */
  rewardsEarned: count,
  rewardsIssued: count,
  rewardsOwed: count,
});
export type HomeFigures = z.infer<typeof figures>;

/** @param shop days of the period are days of its time zone */
export async function readHomeFigures(
  prisma: Reader,
  shop: { id: string; timeZone: string; currency: string },
  period: Period,
): Promise<HomeFigures> {
  const shopId = Prisma.sql`${shop.id}::uuid`;
  const during = (at: Prisma.Sql) => within(at, period, shop.timeZone);
  return readRow(
    prisma,
    figures,
    Prisma.sql`
      SELECT v.visits, c.claims, o."referredOrders", o."referredRevenueMinor", w.*
      FROM (SELECT count(*) AS visits FROM visit WHERE shop_id = ${shopId} AND ${during(Prisma.sql`at`)}) v,
           (SELECT count(*) AS claims FROM claim WHERE shop_id = ${shopId} AND ${during(Prisma.sql`claimed_at`)}) c,
           (SELECT count(*) AS "referredOrders",
                   COALESCE(sum(o.total_minor - o.refunded_minor) FILTER (WHERE o.currency = ${shop.currency}), 0)::bigint
                     AS "referredRevenueMinor"
            FROM buyer_order o JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id AND r.state = 'credited'
            WHERE o.shop_id = ${shopId} AND o.kind = 'order' AND ${during(Prisma.sql`o.placed_at`)}) o,
           (SELECT count(*) AS "rewardsEarned", count(*) FILTER (WHERE issued_at IS NOT NULL) AS "rewardsIssued",
                   count(*) FILTER (WHERE state IN ('pending', 'approved', 'issuing')) AS "rewardsOwed"
            FROM reward WHERE shop_id = ${shopId} AND ${during(Prisma.sql`created_at`)}) w`,
  );
}

const day = z.object({
  /** `YYYY-MM-DD` in the shop's time zone. */
  day: z.string(),
  orders: count,
  revenueMinor: minorUnits,
});
export type RevenueDay = z.infer<typeof day>;

/** Referred revenue of every day of the period, days without orders included. */
export async function readRevenueDays(
  prisma: Reader,
  shop: { id: string; timeZone: string; currency: string },
  period: Period,
): Promise<RevenueDay[]> {
  return readRows(
    prisma,
    day,
    Prisma.sql`
      SELECT to_char(d.day, 'YYYY-MM-DD') AS day, COALESCE(o.orders, 0) AS orders, COALESCE(o.revenue, 0)::bigint AS "revenueMinor"
      FROM generate_series(${period.from}::date, ${period.to}::date, interval '1 day') AS d(day)
      LEFT JOIN (
        SELECT (o.placed_at AT TIME ZONE ${shop.timeZone})::date AS day, count(*) AS orders, sum(o.total_minor - o.refunded_minor) AS revenue
        FROM buyer_order o JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id AND r.state = 'credited'
        WHERE o.shop_id = ${shop.id}::uuid AND o.kind = 'order' AND o.currency = ${shop.currency}
          AND ${within(Prisma.sql`o.placed_at`, period, shop.timeZone)}
        GROUP BY 1) o ON o.day = d.day
      ORDER BY d.day`,
  );
}

/** Whether a test order has come by a link, or any order has been credited. */
export async function wasTried(prisma: Reader, shopId: string): Promise<boolean> {
  const { tried } = await readRow(
    prisma,
    z.object({ tried: z.boolean() }),
    Prisma.sql`
      SELECT EXISTS (SELECT 1 FROM referral WHERE shop_id = ${shopId}::uuid)
        OR EXISTS (SELECT 1 FROM buyer_order WHERE shop_id = ${shopId}::uuid AND reason = 'test-order') AS tried`,
  );
  return tried;
}
