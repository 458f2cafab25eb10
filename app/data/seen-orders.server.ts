/** Every paid order, with evidence or not: what reports count and compare, and whose journey is still to be asked. */
import type { Sql, Transaction } from '../db.server.ts';
import type { PersonalHash } from '../domain/facts.ts';
import type { OrderRefund } from './order-refunds.server.ts';
import type { Person } from './redaction.server.ts';

/** A paid order that is no test; times are epoch milliseconds, the amounts shop money. */
export type SeenOrder = {
  orderId: string;
  placedAt: number;
  currency: string;
  totalMinor: bigint;
  refundedMinor: bigint;
  /** The total in what the buyer paid in; null: in the shop's money. */
  paidIn: { currency: string; minor: bigint } | null;
  hasEvidence: boolean;
  /** Of the account, else of the e-mail address, else of the telephone; null: nobody knows who bought. */
  buyerHash: PersonalHash | null;
  /** ISO 3166 alpha-2 */
  country: string | null;
  /** When Shopify is to be asked for the buyer's visits; null: not worth asking. It counts when the order is seen first, later ones do not. */
  journeyDueAt: number | null;
};

/**
 * Notes orders, several of one id once. Repeats change nothing but the amounts, what was not known before and, once there is evidence, that there is.
 * Whose data was erased stays unknown where the news names nobody.
 */
export async function noteSeenOrders(tx: Sql, shopId: string, orders: readonly SeenOrder[]): Promise<void> {
  if (orders.length === 0) return;
  const unique = new Map(orders.map((order) => [order.orderId, order]));
  const rows = [...unique.values()].map(({ paidIn, ...order }) => ({
    ...order,
    placedAt: new Date(order.placedAt),
    totalMinor: order.totalMinor.toString(),
    refundedMinor: order.refundedMinor.toString(),
    paidCurrency: paidIn?.currency ?? null,
    paidMinor: paidIn?.minor.toString() ?? null,
    journeyDueAt: order.journeyDueAt === null ? null : new Date(order.journeyDueAt),
  }));
  await tx.$executeRaw`
    INSERT INTO seen_order AS seen (shop_id, order_id, placed_at, currency, total_minor, refunded_minor, paid_currency, paid_minor, has_evidence,
      buyer_hash, country, journey_due_at)
    SELECT ${shopId}::uuid, o."orderId", o."placedAt", o.currency, o."totalMinor", o."refundedMinor", o."paidCurrency", o."paidMinor", o."hasEvidence",
      decode(o."buyerHash", 'hex'), o.country, o."journeyDueAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS o("orderId" text, "placedAt" timestamptz, currency text, "totalMinor" bigint,
      "refundedMinor" bigint, "paidCurrency" text, "paidMinor" bigint, "hasEvidence" boolean, "buyerHash" text, country text, "journeyDueAt" timestamptz)
    ON CONFLICT (shop_id, order_id) DO UPDATE SET
      total_minor = excluded.total_minor, refunded_minor = excluded.refunded_minor, paid_currency = excluded.paid_currency, paid_minor = excluded.paid_minor,
      has_evidence = seen.has_evidence OR excluded.has_evidence, buyer_hash = coalesce(excluded.buyer_hash, seen.buyer_hash),
      country = coalesce(excluded.country, seen.country)
      WHERE (seen.total_minor, seen.refunded_minor, seen.paid_currency, seen.paid_minor, seen.has_evidence, seen.buyer_hash, seen.country)
        IS DISTINCT FROM (excluded.total_minor, excluded.refunded_minor, excluded.paid_currency, excluded.paid_minor,
          seen.has_evidence OR excluded.has_evidence, coalesce(excluded.buyer_hash, seen.buyer_hash), coalesce(excluded.country, seen.country))`;
}

/**
 * What refunds told without their order come to, in shop money. An order that was seen before amounts were kept learns of it with its own next news.
 * @param refunds every refund of these orders
 */
export async function noteSeenRefunds(tx: Sql, shopId: string, refunds: readonly OrderRefund[]): Promise<void> {
  if (refunds.length === 0) return;
  const rows = refunds.map(({ orderId, refundId, currency, amountMinor }) => ({
    ...{ orderId, refundId, currency, minor: amountMinor.toString() },
  }));
  await tx.$executeRaw`
    UPDATE seen_order seen SET refunded_minor = told.minor
    FROM (
      SELECT o.order_id, sum(CASE r.currency
          WHEN o.currency THEN r.minor
          WHEN o.paid_currency THEN div(r.minor * o.total_minor * 2 + o.paid_minor, nullif(o.paid_minor, 0) * 2)
          ELSE 0 END)::bigint AS minor
      FROM (
        SELECT "orderId", currency, sum(minor) AS minor FROM (
          SELECT "orderId", currency, max(minor)::numeric AS minor
          FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t("orderId" text, "refundId" text, currency text, minor bigint)
          GROUP BY "orderId", "refundId", currency) each GROUP BY 1, 2) r
      JOIN seen_order o ON o.shop_id = ${shopId}::uuid AND o.order_id = r."orderId"
      WHERE o.refunded_minor IS NOT NULL GROUP BY o.order_id) told
    WHERE seen.shop_id = ${shopId}::uuid AND seen.order_id = told.order_id AND seen.refunded_minor IS DISTINCT FROM told.minor`;
}

/** The gone customer's orders are the kept one's. */
export async function moveSeenOrders(
  tx: Transaction,
  shopId: string,
  goneHash: PersonalHash,
  keptHash: PersonalHash,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE seen_order SET buyer_hash = decode(${keptHash}, 'hex') WHERE shop_id = ${shopId}::uuid AND buyer_hash = decode(${goneHash}, 'hex')`;
}

/**
 * Takes the person off their orders: those of their hashes, those that are named, and every other order of whoever placed them. Before the first orders of
 * known buyers are forgotten: where Shopify tells an address only, they lead to the account.
 */
export async function redactSeenOrders(
  tx: Transaction,
  shopId: string,
  person: Person,
  orderIds: readonly string[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE seen_order SET buyer_hash = NULL
    WHERE shop_id = ${shopId}::uuid AND buyer_hash IN (
      SELECT decode(hash, 'hex') FROM unnest(ARRAY[${person.customerHash}, ${person.emailHash}, ${person.phoneHash}]::text[]) AS hash WHERE hash IS NOT NULL
      UNION SELECT buyer_hash FROM seen_order WHERE shop_id = ${shopId}::uuid AND buyer_hash IS NOT NULL AND (
        order_id = ANY(${[...orderIds]}) OR order_id IN (
          SELECT first_order_id FROM known_buyer WHERE shop_id = ${shopId}::uuid AND (
            (kind = 'customer' AND hash = decode(${person.customerHash}, 'hex')) OR (kind = 'email' AND hash = decode(${person.emailHash}, 'hex')))))
      UNION SELECT hash FROM known_buyer WHERE shop_id = ${shopId}::uuid AND kind = 'customer' AND first_order_id = ANY(${[...orderIds]}))`;
}
