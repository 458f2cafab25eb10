/**
 * How long friends take from their first visit or claim to the order. Read from what was stored with the decision: visits themselves are pruned. At most the
 * period's latest 5,000 credited orders are read.
 */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import type { SignalKind } from '../domain/facts.ts';
import type { ReportDays } from '../domain/report-period.ts';
import { within } from './period.server.ts';
import { count, type Reader, readRow } from './read-rows.server.ts';
import type { ReportShop } from './report-figures.server.ts';

export type TimeToConvert = {
  /** Orders whose first touch is known. */
  orders: number;
  /** Credited orders without a dated visit or claim of their advocate's: by staff's word, say. */
  unknown: number;
  /** In milliseconds; null while fewer than 20 orders are known. */
  quartiles: { lower: number; median: number; upper: number } | null;
  /** `day` 0: within 24 hours; the last one has everything later. */
  histogram: { day: number; orders: number }[];
  /** The period has more orders than were read. */
  sampled: boolean;
};

/** Day 30 and everything after it is one. */
export const LAST_DAY = 30;
const SAMPLE = 5_000;
const FEWEST = 20;

/** What a friend does on the way to an order; a code's time is that of its claim. */
const TOUCHES: SignalKind[] = [
  'discount-code',
  'claim',
  'signed-in-visit',
  'cart-attribute',
  'line-item',
  'landing-link',
  'journey',
];

const row = z.object({
  read: count,
  orders: count,
  quartiles: z.array(z.number()).nullable(),
  histogram: z.array(z.number().int()),
});

export async function readTimeToConvert(prisma: Reader, shop: ReportShop, days: ReportDays): Promise<TimeToConvert> {
  const { read, orders, quartiles, histogram } = await readRow(
    prisma,
    row,
    Prisma.sql`
      WITH credited AS MATERIALIZED (
        SELECT o.placed_at, (
          SELECT min((signal->>'at')::float8) FROM jsonb_array_elements(o.facts->'signals') AS signal
          WHERE signal->>'kind' = ANY (${TOUCHES}) AND signal #>> '{resolution,advocateId}' = o.decision->>'advocateId'
            AND (signal->>'at')::float8 <= extract(epoch FROM o.placed_at) * 1000) AS touched
        FROM buyer_order o JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id AND r.state = 'credited'
        WHERE o.shop_id = ${shop.id}::uuid AND o.kind = 'order' AND ${within(Prisma.sql`o.placed_at`, days, shop.timeZone)}
        ORDER BY o.placed_at DESC, o.order_id LIMIT ${SAMPLE + 1}),
      took AS (SELECT extract(epoch FROM placed_at) * 1000 - touched AS ms FROM credited WHERE touched IS NOT NULL),
      by_day AS (
        SELECT day, count(took.ms)::int AS orders FROM generate_series(0, ${LAST_DAY}::int) AS day
        LEFT JOIN took ON least(floor(took.ms / 86400000), ${LAST_DAY}::int) = day GROUP BY 1)
      SELECT (SELECT count(*) FROM credited) AS read, (SELECT count(*) FROM took) AS orders,
        (SELECT percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY ms::float8) FROM took) AS quartiles,
        (SELECT array_agg(orders ORDER BY day) FROM by_day) AS histogram`,
  );
  const [lower, median, upper] = quartiles ?? [];
  const known = orders >= FEWEST && lower !== undefined && median !== undefined && upper !== undefined;
  return {
    ...{ orders, unknown: read - orders, sampled: read > SAMPLE },
    quartiles: known ? { lower, median, upper } : null,
    histogram: histogram.map((orders, day) => ({ day, orders })),
  };
}
