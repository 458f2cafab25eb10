/** What steps of a scale are chosen by (domain/tiers.ts). */
import { z } from 'zod';
import type { Sql } from '../db.server.ts';

export type TallyQuestion = {
  advocateId: string;
  /** Orders after this are told one by one, epoch milliseconds … */
  from: number;
  /** … and those until then as a sum, where all of them are asked for. */
  whole: boolean;
};

export type AdvocateTally = {
  advocateId: string;
  /** Credited orders until `from`, and what is left of them: current subtotals in minor units. */
  earlier: { orders: number; minor: bigint };
  /** Credited orders after it; times are epoch milliseconds. */
  orders: { at: number; minor: bigint }[];
  /** The highest step that any reward was on, by the version of the program that promised it. */
  steps: { version: number; from: bigint }[];
};

const minor = z.string().transform((text) => BigInt(text));
const row = z.object({
  advocateId: z.string(),
  earlier: z.object({ orders: z.number(), minor }),
  orders: z.array(z.object({ at: z.number(), minor })),
  steps: z.array(z.object({ version: z.number(), from: minor })),
});

/** One statement, however many advocates. @param currency the shop's: what was sold in another one counts as an order, not as money */
export async function findTallies(
  tx: Sql,
  shopId: string,
  currency: string,
  asked: readonly TallyQuestion[],
): Promise<AdvocateTally[]> {
  if (asked.length === 0) return [];
  const rows = asked.map((question) => ({ ...question, from: new Date(question.from) }));
  const found = await tx.$queryRaw`
    SELECT asked."advocateId",
      jsonb_build_object('orders', count(o.at) FILTER (WHERE o.at <= asked."from"),
        'minor', coalesce(sum(o.minor) FILTER (WHERE o.at <= asked."from"), 0)::text) AS earlier,
      coalesce(jsonb_agg(jsonb_build_object('at', (extract(epoch FROM o.at) * 1000)::bigint, 'minor', o.minor::text))
        FILTER (WHERE o.at > asked."from"), '[]') AS orders,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('version', w.program_version, 'from', w.tier_from::text)), '[]')
       FROM (SELECT program_version, max(tier_from) AS tier_from FROM reward
             WHERE shop_id = ${shopId}::uuid AND advocate_id = asked."advocateId" AND tier_from IS NOT NULL GROUP BY program_version) w) AS steps
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS asked("advocateId" uuid, "from" timestamptz, whole boolean)
    LEFT JOIN LATERAL (
      SELECT o.placed_at AS at, CASE WHEN o.currency <> ${currency} THEN 0
        ELSE coalesce((o.standing->>'currentMinor')::bigint, (o.facts->'subtotal'->>'minor')::bigint) END AS minor
      FROM referral r JOIN buyer_order o ON o.shop_id = r.shop_id AND o.order_id = r.order_id
      WHERE r.shop_id = ${shopId}::uuid AND r.advocate_id = asked."advocateId" AND r.state = 'credited' AND o.kind = 'order'
        AND (asked.whole OR o.placed_at > asked."from")) o ON true
    GROUP BY asked."advocateId", asked."from"`;
  return z.array(row).parse(found);
}
