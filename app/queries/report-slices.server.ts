/** A period cut by one trait of what happened in it: how links were shared, where friends live, what they bought, whose friends they are. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { CHANNEL_NAMES } from '../domain/channel.ts';
import type { ReportDays } from '../domain/report-period.ts';
import type { ReportShop } from './report-figures.server.ts';
import { CREDITED_CHANNEL } from './referral-list.server.ts';
import { within } from './period.server.ts';
import { count, minorUnits, type Reader, readRows, type Reveal, sealed } from './read-rows.server.ts';

/** Credited orders of the period, with what is left of them in the shop's currency. */
const orders = { orders: count, revenueMinor: minorUnits };

const channelRow = z.object({ channel: z.enum(CHANNEL_NAMES).nullable(), visits: count, ...orders });
/** `channel`: null where the link did not say it under its seal. */
export type ChannelRow = z.infer<typeof channelRow>;

const countryRow = z.object({ country: z.string().nullable(), ...orders });
/** `country`: ISO 3166 alpha-2; null: not known. */
export type CountryRow = z.infer<typeof countryRow>;

const productRow = z.object({ productId: z.string(), orders: count, pieces: count, revenueMinor: minorUnits });
/** `productId`: numeric part of the gid; revenue is of the product's own lines as they were placed, after discounts. */
export type ProductRow = z.infer<typeof productRow>;

const leaderRow = z.object({ advocateId: z.string(), code: z.string(), nameSealed: sealed, visits: count, ...orders });
/** An advocate by what their friends have bought. */
export type LeaderRow = Omit<z.infer<typeof leaderRow>, 'nameSealed'> & { name: string | null };

/** Of each table of a report; the rest is in its file. */
export const REPORT_ROWS = 10;

export async function readChannels(prisma: Reader, shop: ReportShop, days: ReportDays): Promise<ChannelRow[]> {
  return readRows(
    prisma,
    channelRow,
    Prisma.sql`
      SELECT channel, sum(visits)::bigint AS visits, sum(orders)::bigint AS orders, sum("revenueMinor")::bigint AS "revenueMinor"
      FROM (
        SELECT channel, count(*) AS visits, 0::bigint AS orders, 0::bigint AS "revenueMinor" FROM visit
        WHERE shop_id = ${shop.id}::uuid AND ${within(Prisma.sql`at`, days, shop.timeZone)} GROUP BY 1
        UNION ALL
        SELECT ${CREDITED_CHANNEL}, 0, ${sums(shop)} ${credited(shop, days)} GROUP BY 1) told
      GROUP BY 1 ORDER BY 3 DESC, 2 DESC, 1 NULLS LAST`,
  );
}

export async function readCountries(prisma: Reader, shop: ReportShop, days: ReportDays, limit: number): Promise<CountryRow[]> {
  return readRows(
    prisma,
    countryRow,
    Prisma.sql`SELECT o.facts->>'country' AS country, ${sums(shop)} ${credited(shop, days)} GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1 LIMIT ${limit}`,
  );
}

export async function readProducts(prisma: Reader, shop: ReportShop, days: ReportDays, limit: number): Promise<ProductRow[]> {
  return readRows(
    prisma,
    productRow,
    Prisma.sql`
      SELECT line->>'productId' AS "productId", count(DISTINCT o.order_id) AS orders, COALESCE(sum((line->>'quantity')::int), 0)::bigint AS pieces,
        COALESCE(sum((line->>'discountedMinor')::bigint) FILTER (WHERE o.currency = ${shop.currency}), 0)::bigint AS "revenueMinor"
      FROM buyer_order o JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id AND r.state = 'credited'
      CROSS JOIN LATERAL jsonb_array_elements(o.facts->'lines') line
      WHERE o.shop_id = ${shop.id}::uuid AND o.kind = 'order' AND ${within(Prisma.sql`o.placed_at`, days, shop.timeZone)}
        AND line->>'productId' IS NOT NULL
      GROUP BY 1 ORDER BY 4 DESC, 2 DESC, 1 LIMIT ${limit}`,
  );
}

/** Those who lead in revenue; visits through their links in the same days beside it. A merged advocate's friends are the kept one's. */
export async function readLeaders(
  prisma: Reader,
  shop: ReportShop,
  days: ReportDays,
  limit: number,
  reveal: Reveal,
): Promise<LeaderRow[]> {
  const rows = await readRows(
    prisma,
    leaderRow,
    Prisma.sql`
      WITH led AS (
        SELECT COALESCE(a.merged_into, a.id) AS id, ${sums(shop)}
        ${credited(shop, days, Prisma.sql`JOIN advocate a ON a.shop_id = r.shop_id AND a.id = r.advocate_id`)}
        GROUP BY 1 ORDER BY 3 DESC, 2 DESC, 1 LIMIT ${limit})
      SELECT a.id AS "advocateId", a.code, a.name_sealed AS "nameSealed", led.orders, led."revenueMinor",
        (SELECT count(*) FROM visit v WHERE v.shop_id = a.shop_id AND v.advocate_id = a.id AND ${within(Prisma.sql`v.at`, days, shop.timeZone)}) AS visits
      FROM led JOIN advocate a ON a.shop_id = ${shop.id}::uuid AND a.id = led.id
      ORDER BY led."revenueMinor" DESC, led.orders DESC, a.id`,
  );
  return rows.map(({ nameSealed, ...row }) => ({ ...row, name: reveal(nameSealed) }));
}

function sums(shop: ReportShop): Prisma.Sql {
  return Prisma.sql`count(*) AS orders,
    COALESCE(sum(o.total_minor - o.refunded_minor) FILTER (WHERE o.currency = ${shop.currency}), 0)::bigint AS "revenueMinor"`;
}

function credited(shop: ReportShop, days: ReportDays, joined = Prisma.empty): Prisma.Sql {
  return Prisma.sql`
    FROM buyer_order o JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id AND r.state = 'credited' ${joined}
    WHERE o.shop_id = ${shop.id}::uuid AND o.kind = 'order' AND ${within(Prisma.sql`o.placed_at`, days, shop.timeZone)}`;
}
