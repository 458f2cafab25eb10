/** Who buyers are to the program: what earlier credits of theirs say, and whether they share themselves. Reads only; each function is one statement. */
import { Prisma } from '@prisma/client';
import type { Sql } from '../db.server.ts';
import type { PersonalHash } from '../domain/facts.ts';

/** Of the order `o`, which has one at most; by its limit the planner looks it up order by order, also while it knows nothing about the tables yet. */
const creditOf = Prisma.sql`
  SELECT advocate_id, state FROM referral WHERE referral.shop_id = o.shop_id AND referral.order_id = o.order_id LIMIT 1`;

/** A credit that stands: its advocate, and when the customer signed up. */
export type SignUpCredit = { customerId: string; advocateId: string; at: Date };

/** Credited sign-ups; a customer who was merged with others may have several. */
export async function findSignUpCredits(tx: Sql, shopId: string, customerIds: readonly string[]): Promise<SignUpCredit[]> {
  if (customerIds.length === 0) return [];
  return tx.$queryRaw<SignUpCredit[]>`
    SELECT o.customer_id AS "customerId", r.advocate_id AS "advocateId", o.placed_at AS at
    FROM buyer_order o CROSS JOIN LATERAL (${creditOf}) r
    WHERE o.shop_id = ${shopId}::uuid AND o.customer_id = ANY(${[...customerIds]}) AND o.kind = 'sign-up' AND r.state = 'credited'`;
}

/** A renewal order; `placedAt` in epoch milliseconds. */
export type Renewal = { orderId: string; customerId: string; placedAt: number };
/** `renewals`: those of the same customer that came before, as far as they are stored. The credit: of their first order that is no renewal. */
export type RenewalHistory = { orderId: string; renewals: number; advocateId: string | null; at: Date | null };

/** Shopify's orders do not name their subscription: the customer's first credited order stands for it. */
export async function findRenewalHistories(tx: Sql, shopId: string, renewals: readonly Renewal[]): Promise<RenewalHistory[]> {
  if (renewals.length === 0) return [];
  const rows = renewals.map((renewal) => ({ ...renewal, placedAt: new Date(renewal.placedAt) }));
  return tx.$queryRaw<RenewalHistory[]>`
    SELECT renewal."orderId", coalesce(before.renewals, 0) AS renewals, credit.advocate_id AS "advocateId", credit.placed_at AS at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS renewal("orderId" text, "customerId" text, "placedAt" timestamptz)
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS renewals FROM buyer_order o
      WHERE o.shop_id = ${shopId}::uuid AND o.customer_id = renewal."customerId" AND o.kind = 'order'
        AND (o.placed_at, o.order_id) < (renewal."placedAt", renewal."orderId") AND o.facts ->> 'renewal' IS NOT NULL
    ) before ON true
    LEFT JOIN LATERAL (
      SELECT r.advocate_id, o.placed_at FROM buyer_order o CROSS JOIN LATERAL (${creditOf}) r
      WHERE o.shop_id = ${shopId}::uuid AND o.customer_id = renewal."customerId" AND o.kind = 'order' AND r.state = 'credited'
        AND (o.placed_at, o.order_id) < (renewal."placedAt", renewal."orderId") AND o.facts ->> 'renewal' IS NULL
      ORDER BY o.placed_at, o.order_id LIMIT 1
    ) credit ON true`;
}

export type SharingBuyer = {
  orderId: string;
  customerId: string | null;
  emailHash: PersonalHash | null;
  /** epoch milliseconds */
  placedAt: number;
};

/** Buyers who shared before their order, by account, else by e-mail address: order id → advocate id. */
export async function findAdvocatesAmongBuyers(
  tx: Sql,
  shopId: string,
  buyers: readonly SharingBuyer[],
): Promise<Map<string, string>> {
  const rows = buyers
    .filter(({ customerId, emailHash }) => customerId !== null || emailHash !== null)
    .map((buyer) => ({ ...buyer, placedAt: new Date(buyer.placedAt) }));
  if (rows.length === 0) return new Map();
  const found = await tx.$queryRaw<{ orderId: string; advocateId: string }[]>`
    SELECT buyer."orderId", coalesce(own.merged_into, own.id) AS "advocateId"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS buyer("orderId" text, "customerId" text, "emailHash" text, "placedAt" timestamptz)
    CROSS JOIN LATERAL (
      SELECT 1 AS place, id, merged_into, enrolled_at FROM advocate
      WHERE shop_id = ${shopId}::uuid AND customer_id = buyer."customerId" AND enrolled_at < buyer."placedAt"
      UNION ALL
      SELECT 2, id, merged_into, enrolled_at FROM advocate
      WHERE shop_id = ${shopId}::uuid AND email_hash = decode(buyer."emailHash", 'hex') AND enrolled_at < buyer."placedAt"
      ORDER BY place, enrolled_at, id LIMIT 1
    ) own`;
  return new Map(found.map(({ orderId, advocateId }) => [orderId, advocateId]));
}

/** How far up a chain is followed. */
const LONGEST_CHAIN = 5;

/** Who referred each advocate, nearest first; of several who did, the first. A ring ends where it began. */
export async function findReferrersAbove(
  tx: Sql,
  shopId: string,
  advocateIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (advocateIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ advocateId: string; above: string[] }[]>`
    WITH RECURSIVE chain(advocate_id, above) AS (
      SELECT id, ARRAY[]::uuid[] FROM unnest(${advocateIds}::uuid[]) AS id
      UNION ALL
      SELECT chain.advocate_id, chain.above || up.advocate_id
      FROM chain
      CROSS JOIN LATERAL (
        SELECT customer_id FROM advocate
        WHERE shop_id = ${shopId}::uuid AND id = coalesce(chain.above[cardinality(chain.above)], chain.advocate_id) LIMIT 1
      ) advocate
      CROSS JOIN LATERAL (
        SELECT r.advocate_id FROM buyer_order o CROSS JOIN LATERAL (${creditOf}) r
        WHERE o.shop_id = ${shopId}::uuid AND o.customer_id = advocate.customer_id AND r.state IN ('credited', 'held')
        ORDER BY o.placed_at, o.order_id LIMIT 1
      ) up
      WHERE cardinality(chain.above) < ${LONGEST_CHAIN} AND up.advocate_id <> chain.advocate_id AND up.advocate_id <> ALL(chain.above)
    )
    SELECT DISTINCT ON (advocate_id) advocate_id AS "advocateId", above FROM chain
    WHERE cardinality(above) > 0 ORDER BY advocate_id, cardinality(above) DESC`;
  return new Map(rows.map(({ advocateId, above }) => [advocateId, above]));
}
