/** What was credited before the orders that a what-if replays. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import type { Tiers } from '../domain/benefit.ts';
import type { EarlierOrders } from '../domain/replayed-tallies.ts';
import { count, type Reader, readRows } from './read-rows.server.ts';

const row = z.object({
  advocateId: z.string(),
  at: z.date().transform((at) => at.getTime()),
  orders: count,
  minor: z.bigint(),
});

/** What the scale counts of before the first replayed order, oldest first: a sum of each advocate, or order by order where only the last days count. */
export async function readEarlierCredits(
  prisma: Reader,
  shopId: string,
  tiers: Tiers | null,
  since: string,
): Promise<EarlierOrders[]> {
  if (tiers === null) return [];
  const at = tiers.days === null ? Prisma.sql`max(o.placed_at)` : Prisma.sql`o.placed_at`;
  const days = Prisma.sql`o.placed_at > ${since}::timestamptz - ${tiers.days ?? 0} * interval '24 hours'`;
  return readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT r.advocate_id AS "advocateId", ${at} AS at, count(*) AS orders,
             coalesce(sum((o.standing->>'placedMinor')::bigint), 0)::bigint AS minor
      FROM referral r JOIN buyer_order o ON o.shop_id = r.shop_id AND o.order_id = r.order_id
      WHERE r.shop_id = ${shopId}::uuid AND r.state = 'credited' AND o.kind = 'order' AND o.placed_at < ${since}::timestamptz
        AND ${tiers.days === null ? Prisma.sql`true` : days}
      GROUP BY r.advocate_id${tiers.days === null ? Prisma.empty : Prisma.sql`, o.placed_at`}
      ORDER BY at`,
  );
}
