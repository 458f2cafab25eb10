/** Credits that wait for a person, oldest order first, each with everything that a verdict needs. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { REWARD_KINDS } from '../domain/rewards.ts';
import { riskRulesSchema } from '../domain/program.ts';
import type { RiskCheckCode } from '../domain/risk/codes.ts';
import { readStoredDecision } from '../domain/stored-decision.ts';
import { type NamedAdvocate, nameAdvocates } from './advocate-names.server.ts';
import { findAdvocateIds, type SearchTerms } from './advocate-search.server.ts';
import { type Page, pageBy, type Place } from './keyset.server.ts';
import { count, isoTime, minorUnits, type Reader, readRow, readRows, type Reveal } from './read-rows.server.ts';

export type ReviewFilter = {
  /** A fraud check that saw something. */
  check?: RiskCheckCode | null;
  /** Order name or advocate. */
  search?: SearchTerms | null;
};

const row = z.object({
  orderId: z.string(),
  name: z.string(),
  kind: z.enum(['order', 'sign-up']),
  placedAt: isoTime,
  decidedAt: isoTime,
  currency: z.string(),
  totalMinor: minorUnits,
  refundedMinor: minorUnits,
  score: z.number(),
  /** Orders that the buyer had placed before; null: not known. */
  earlierOrders: z.number().nullable(),
  /** ISO 3166 alpha-2; null: not known. */
  country: z.string().nullable(),
  sourceName: z.string().nullable(),
  advocateId: z.string(),
  /** Credits that this advocate has and did not lose. */
  advocateCredits: count,
  decision: z.unknown().transform(readStoredDecision),
  /** The fraud rules of the version that decided. */
  risk: z.unknown().transform((stored) => riskRulesSchema.parse(stored ?? {})),
  /** When the program decides by itself; null: it waits. */
  reviewDueAt: isoTime.nullable(),
  /** What the credit promises, the advocate's reward before the friend's. */
  rewards: z.array(
    z.object({
      recipient: z.enum(['advocate', 'friend']),
      kind: z.enum(REWARD_KINDS),
      percentage: z.number().nullable(),
      amountMinor: z.string().nullable(),
      currency: z.string(),
    }),
  ),
});
export type ReviewRow = Omit<z.infer<typeof row>, 'risk'> & {
  reviewFrom: number | null;
  refuseFrom: number | null;
  /** What the program does at `reviewDueAt`. */
  then: 'approve' | 'refuse' | 'wait';
  /** Every advocate that the evidence names. */
  advocates: NamedAdvocate[];
};

const held = Prisma.sql`o.outcome = 'review' AND r.state = 'held'`;

/** One page of the queue. */
export async function listHeldCredits(
  prisma: Reader,
  shop: { id: string },
  filter: ReviewFilter,
  place: Place | null,
  size: number,
  reveal: Reveal,
): Promise<Page<ReviewRow>> {
  const paging = pageBy({ at: Prisma.sql`o.placed_at`, id: Prisma.sql`o.order_id`, idType: 'text', upwards: true }, place, size);
  const conditions = [held, paging.beyond, ...(await narrowing(prisma, shop, filter))];
  const found = await readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT o.order_id AS "orderId", o.name, o.kind, o.placed_at AS "placedAt", o.decided_at AS "decidedAt", o.currency,
             o.total_minor AS "totalMinor", o.refunded_minor AS "refundedMinor", o.score, (o.facts->>'earlierOrders')::int AS "earlierOrders",
             o.facts->>'country' AS country, o.facts->>'sourceName' AS "sourceName", r.advocate_id AS "advocateId",
             (SELECT count(*) FROM referral c WHERE c.shop_id = r.shop_id AND c.advocate_id = r.advocate_id AND c.state = 'credited')
               AS "advocateCredits",
             o.decision, p.rules->'risk' AS risk, o.review_due_at AS "reviewDueAt",
             (SELECT coalesce(jsonb_agg(jsonb_build_object('recipient', w.recipient, 'kind', w.kind, 'percentage', w.percentage,
                'amountMinor', w.amount_minor::text, 'currency', w.currency) ORDER BY w.recipient), '[]')
              FROM reward w WHERE w.shop_id = r.shop_id AND w.referral_id = r.id) AS rewards
      FROM buyer_order o
      JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id
      LEFT JOIN program p ON p.shop_id = o.shop_id AND p.version = o.program_version
      WHERE o.shop_id = ${shop.id}::uuid AND ${Prisma.join(conditions, ' AND ')}
      ${paging.inOrder}`,
  );
  const page = paging.cut(found, (order) => ({ at: order.placedAt, id: order.orderId }));
  const named = await nameAdvocates(
    prisma,
    shop.id,
    page.rows.flatMap(({ advocateId, decision }) => [advocateId, ...decision.candidates.flatMap((one) => one.advocateId ?? [])]),
    reveal,
  );
  return {
    ...page,
    rows: page.rows.map(({ risk, ...order }) => ({
      ...order,
      reviewFrom: risk.reviewFrom,
      refuseFrom: risk.refuseFrom,
      then: risk.unlooked.then,
      advocates: named.filter(
        ({ id }) => id === order.advocateId || order.decision.candidates.some(({ advocateId }) => advocateId === id),
      ),
    })),
  };
}

async function narrowing(prisma: Reader, shop: { id: string }, { check, search }: ReviewFilter): Promise<Prisma.Sql[]> {
  const conditions: Prisma.Sql[] = [];
  if (check)
    conditions.push(Prisma.sql`EXISTS (SELECT FROM finding f WHERE f.shop_id = o.shop_id AND f.order_id = o.order_id
      AND f."check" = ${check} AND f.grade IN ('note', 'review', 'refuse'))`);
  if (search) {
    const advocates = await findAdvocateIds(prisma, shop.id, search);
    conditions.push(Prisma.sql`(o.name IN (${search.text}, ${`#${search.text}`}) OR r.advocate_id = ANY(${advocates}::uuid[]))`);
  }
  return conditions;
}

const summary = z.object({ orders: count, oldestAt: isoTime.nullable(), dueAt: isoTime.nullable() });
/** How many wait, since when, and when the program decides the first of them by itself. */
export type HeldSummary = z.infer<typeof summary>;

export async function countHeldCredits(prisma: Reader, shopId: string): Promise<HeldSummary> {
  return readRow(
    prisma,
    summary,
    Prisma.sql`
      SELECT count(*) AS orders, min(o.placed_at) AS "oldestAt", min(o.review_due_at) AS "dueAt"
      FROM buyer_order o JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id
      WHERE o.shop_id = ${shopId}::uuid AND ${held}`,
  );
}
