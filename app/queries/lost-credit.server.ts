/**
 * What became of the paid orders of a period, and what lost the credit of those that earned none. Each figure is the count or sum of the rows that
 * the list of referrals shows under the same filter (a test ties them); orders without evidence have no rows.
 */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { LOST_GROUPS, type LostGroup, type LostReason, reasonsOf } from '../domain/lost-groups.ts';
import { STANDINGS, type Standing } from '../domain/referral-standing.ts';
import { type Period, within } from './period.server.ts';
import { count, minorUnits, type Reader, readRow, readRows } from './read-rows.server.ts';

/** Orders and the sum of their totals in the shop's currency, as they were placed. */
const tally = z.object({ orders: count, totalMinor: minorUnits });
export type Tally = z.infer<typeof tally>;
const line = tally.extend({ standing: z.enum(STANDINGS), reason: z.string() });

export type LostCredit = {
  /** Every paid order. */
  seen: Tally;
  /** Those of them that came with evidence. */
  withEvidence: Tally;
  withoutEvidence: Tally;
  standings: Record<Standing, Tally>;
  /** What lost the credit of orders with evidence, the largest group first; empty groups are left out. */
  groups: { group: LostGroup; all: Tally; lines: (Tally & { reason: LostReason })[] }[];
};

/** @param shop days of the period are days of its time zone */
export async function readLostCredit(
  prisma: Reader,
  shop: { id: string; timeZone: string; currency: string },
  period: Period,
): Promise<LostCredit> {
  const [lines, withoutEvidence] = await Promise.all([
    readRows(
      prisma,
      line,
      Prisma.sql`
        SELECT COALESCE(r.state, 'not-credited') AS standing, o.reason, count(*) AS orders,
               COALESCE(sum(o.total_minor) FILTER (WHERE o.currency = ${shop.currency}), 0)::bigint AS "totalMinor"
        FROM buyer_order o LEFT JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id
        WHERE o.shop_id = ${shop.id}::uuid AND o.kind = 'order' AND o.reason NOT IN ('no-evidence', 'test-order', 'order-not-paid')
          AND ${within(Prisma.sql`o.placed_at`, period, shop.timeZone)}
        GROUP BY 1, 2`,
    ),
    readRow(
      prisma,
      tally,
      Prisma.sql`
        SELECT count(*) AS orders, COALESCE(sum(total_minor) FILTER (WHERE currency = ${shop.currency}), 0)::bigint AS "totalMinor"
        FROM seen_order
        WHERE shop_id = ${shop.id}::uuid AND NOT has_evidence AND ${within(Prisma.sql`placed_at`, period, shop.timeZone)}`,
    ),
  ]);
  const withEvidence = sumOf(lines);
  const of = (standing: Standing) => lines.filter((one) => one.standing === standing);
  return {
    seen: sumOf([withEvidence, withoutEvidence]),
    withEvidence,
    withoutEvidence,
    standings: {
      credited: sumOf(of('credited')),
      held: sumOf(of('held')),
      'not-credited': sumOf(of('not-credited')),
      reversed: sumOf(of('reversed')),
    },
    groups: LOST_GROUPS.map((group) => groupOf(group, of('not-credited')))
      .filter(({ lines }) => lines.length > 0)
      .sort((a, b) => b.all.orders - a.all.orders),
  };
}

function groupOf(group: LostGroup, lost: z.infer<typeof line>[]): LostCredit['groups'][number] {
  const lines = reasonsOf(group).flatMap((reason) => {
    const own = lost.filter((one) => one.reason === reason);
    return own.length === 0 ? [] : [{ reason, ...sumOf(own) }];
  });
  return { group, all: sumOf(lines), lines: lines.sort((a, b) => b.orders - a.orders) };
}

function sumOf(tallies: Tally[]): Tally {
  return {
    orders: tallies.reduce((sum, { orders }) => sum + orders, 0),
    totalMinor: tallies.reduce((sum, { totalMinor }) => sum + BigInt(totalMinor), 0n).toString(),
  };
}
