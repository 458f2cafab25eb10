/** Whether orders are seen and led back to advocates as they should be, and what is left of the Admin API's budget. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { count, isoTime, type Reader, readRows } from './read-rows.server.ts';

const orderCount = z.object({ from: isoTime, to: isoTime, expected: z.number(), seen: z.number() });
export type OrderCount = z.infer<typeof orderCount>;

/** As Shopify and the app counted last; null before the first time. */
export async function readOrderCount(prisma: Reader, shopId: string): Promise<OrderCount | null> {
  const [found] = await readRows(
    prisma,
    orderCount,
    Prisma.sql`SELECT from_at AS "from", to_at AS "to", expected, seen FROM order_count WHERE shop_id = ${shopId}::uuid`,
  );
  return found ?? null;
}

const apiBudget = z.object({
  at: isoTime,
  maximum: z.number(),
  available: z.number(),
  restoreRate: z.number(),
  longestWaitMs: z.number(),
  longestWaitAt: isoTime,
});
export type ApiBudget = z.infer<typeof apiBudget>;

/** As Shopify told it last; null before the first call. */
export async function readApiBudget(prisma: Reader, shopId: string): Promise<ApiBudget | null> {
  const [found] = await readRows(
    prisma,
    apiBudget,
    Prisma.sql`
      SELECT at, maximum, available, restore_rate AS "restoreRate", longest_wait_ms AS "longestWaitMs", longest_wait_at AS "longestWaitAt"
      FROM api_budget WHERE shop_id = ${shopId}::uuid`,
  );
  return found ?? null;
}

const trackingDay = z.object({
  /** YYYY-MM-DD in the shop's time zone. */
  day: z.string(),
  orders: count,
  withEvidence: count,
  credited: count,
});
export type TrackingDay = z.infer<typeof trackingDay>;

/** Paid orders of each of the last days, the newest first; a day without any has zeros. @param now epoch milliseconds */
export async function readTrackingDays(
  prisma: Reader,
  shop: { id: string; timeZone: string },
  now: number,
  days: number,
): Promise<TrackingDay[]> {
  const today = Prisma.sql`(${new Date(now)}::timestamptz AT TIME ZONE ${shop.timeZone})::date`;
  return readRows(
    prisma,
    trackingDay,
    Prisma.sql`
      SELECT d.day::date::text AS day, count(s.order_id) AS orders, count(s.order_id) FILTER (WHERE s.has_evidence) AS "withEvidence",
        count(r.order_id) AS credited
      FROM generate_series((${today} - ${days - 1}::int)::timestamp, ${today}::timestamp, interval '1 day') AS d(day)
      LEFT JOIN seen_order s ON s.shop_id = ${shop.id}::uuid AND s.placed_at >= d.day AT TIME ZONE ${shop.timeZone}
        AND s.placed_at < (d.day + interval '1 day') AT TIME ZONE ${shop.timeZone}
      LEFT JOIN referral r ON r.shop_id = ${shop.id}::uuid AND r.order_id = s.order_id AND r.state = 'credited'
      GROUP BY d.day ORDER BY d.day DESC`,
  );
}
