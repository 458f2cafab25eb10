/**
 * Referred customers beside all others, on the orders that the shop has seen (docs/metrics.md, "Referred and other customers"). A sample is enough for what has an
 * interval: at most the period's latest 10,000 orders are read, so that the largest shop's answer takes as long as a middling one's.
 */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { averageInterval, differenceInterval, type Estimate, shareInterval } from '../domain/interval.ts';
import type { ReportDays } from '../domain/report-period.ts';
import { within } from './period.server.ts';
import { count, isoTime, type Reader, readRows } from './read-rows.server.ts';
import type { ReportShop } from './report-figures.server.ts';

export type CustomerGroup = {
  people: number;
  orders: number;
  /** Of an order as it was placed, in minor units of the shop's money. */
  averageOrder: Estimate;
  /** Of those whose first order lies in what was read, who ordered again in it; 0–1. */
  repeatRate: Estimate;
  /** Of the orders, those of which anything was given back; 0–1. */
  refundRate: Estimate;
};

type Difference = ReturnType<typeof differenceInterval>;

export type CustomerComparison = {
  referred: CustomerGroup;
  others: CustomerGroup;
  /** Referred less others; null while one of them is not known. */
  difference: { averageOrder: Difference; repeatRate: Difference; refundRate: Difference };
  /** Orders of the period that cannot be compared. */
  leftOut: {
    /** Nobody knows who bought: seen before buyers were kept, erased, or bought without telling anything. */
    unknownBuyer: number;
    /** In another currency than the shop's. */
    otherCurrency: number;
  };
  /** When the oldest order that was read was placed, where the period has more of them; null: all were read. */
  sampledFrom: string | null;
};

const SAMPLE = 10_000;

const row = z.object({
  referred: z.boolean().nullable(),
  people: count,
  newcomers: count,
  repeated: count,
  orders: count,
  refunded: count,
  sum: z.number(),
  squares: z.number(),
  unknownBuyer: count,
  otherCurrency: count,
  read: count,
  oldest: isoTime.nullable(),
});
type Row = z.infer<typeof row>;

/** @param sample at most so many orders are read, the latest first */
export async function compareCustomers(
  prisma: Reader,
  shop: ReportShop,
  days: ReportDays,
  sample = SAMPLE,
): Promise<CustomerComparison> {
  const rows = await readRows(prisma, row, statement(shop, days, sample));
  const whole = rows.find(({ referred }) => referred === null);
  const of = (referred: boolean) => groupOf(rows.find((one) => one.referred === referred));
  const [referred, others] = [of(true), of(false)];
  return {
    ...{ referred, others },
    difference: {
      averageOrder: differenceInterval(referred.averageOrder, others.averageOrder),
      repeatRate: differenceInterval(referred.repeatRate, others.repeatRate),
      refundRate: differenceInterval(referred.refundRate, others.refundRate),
    },
    leftOut: { unknownBuyer: whole?.unknownBuyer ?? 0, otherCurrency: whole?.otherCurrency ?? 0 },
    sampledFrom: whole !== undefined && whole.read > sample ? whole.oldest : null,
  };
}

function groupOf(found: Row | undefined): CustomerGroup {
  const { people = 0, orders = 0, sum = 0, squares = 0, newcomers = 0, repeated = 0, refunded = 0 } = found ?? {};
  return {
    ...{ people, orders },
    averageOrder: averageInterval({ people, orders, sum, squares }),
    repeatRate: shareInterval(repeated, newcomers),
    refundRate: shareInterval(refunded, orders),
  };
}

/** A line for each group, and one (`referred` null) for the whole. `LIMIT 1` keeps the look-ups of a person's other orders on their index. */
function statement(shop: ReportShop, days: ReportDays, sample: number): Prisma.Sql {
  const shopId = Prisma.sql`${shop.id}::uuid`;
  return Prisma.sql`
    WITH ahead AS MATERIALIZED (
      SELECT placed_at, currency, total_minor, refunded_minor, buyer_hash, row_number() OVER (ORDER BY placed_at DESC, order_id) AS place
      FROM seen_order WHERE shop_id = ${shopId} AND ${within(Prisma.sql`placed_at`, days, shop.timeZone)}
      ORDER BY placed_at DESC, order_id LIMIT ${sample + 1}),
    seen AS (SELECT * FROM ahead WHERE place <= ${sample}),
    person AS MATERIALIZED (
      SELECT buyer_hash, count(*) AS orders, count(*) FILTER (WHERE refunded_minor > 0) AS refunded, sum(total_minor)::float8 AS sum, min(placed_at) AS first_at
      FROM seen WHERE buyer_hash IS NOT NULL AND refunded_minor IS NOT NULL AND currency = ${shop.currency} GROUP BY 1),
    told AS MATERIALIZED (
      SELECT person.*, credit.found IS NOT NULL AS referred, earlier.found IS NULL AS newcomer FROM person
      LEFT JOIN LATERAL (
        SELECT TRUE AS found FROM seen_order o JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id AND r.state = 'credited'
        WHERE o.shop_id = ${shopId} AND o.buyer_hash = person.buyer_hash AND o.has_evidence LIMIT 1) credit ON TRUE
      LEFT JOIN LATERAL (
        SELECT TRUE AS found FROM seen_order o
        WHERE o.shop_id = ${shopId} AND o.buyer_hash = person.buyer_hash AND o.placed_at < person.first_at LIMIT 1) earlier ON TRUE),
    average AS (SELECT referred, sum(sum) / sum(orders)::float8 AS minor FROM told GROUP BY 1)
    SELECT referred, count(*) AS people, count(*) FILTER (WHERE newcomer) AS newcomers,
      count(*) FILTER (WHERE newcomer AND orders > 1) AS repeated, sum(orders)::bigint AS orders, sum(refunded)::bigint AS refunded,
      sum(sum) AS sum, sum((sum - orders * average.minor) ^ 2)::float8 AS squares,
      0::bigint AS "unknownBuyer", 0::bigint AS "otherCurrency", 0::bigint AS read, NULL::timestamptz AS oldest
    FROM told JOIN average USING (referred) GROUP BY 1
    UNION ALL
    SELECT NULL, 0, 0, 0, 0, 0, 0, 0,
      count(*) FILTER (WHERE currency = ${shop.currency} AND (buyer_hash IS NULL OR refunded_minor IS NULL) AND place <= ${sample}),
      count(*) FILTER (WHERE currency <> ${shop.currency} AND place <= ${sample}), count(*), min(placed_at) FILTER (WHERE place <= ${sample})
    FROM ahead`;
}
