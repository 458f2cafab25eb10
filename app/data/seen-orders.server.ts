/** Every paid order, with evidence or not: what reports count, and whose journey is still to be asked. */
import type { Sql } from '../db.server.ts';

/** A paid order that is no test; times are epoch milliseconds, the total is shop money. */
export type SeenOrder = {
  orderId: string;
  placedAt: number;
  currency: string;
  totalMinor: bigint;
  hasEvidence: boolean;
  /** When Shopify is to be asked for the buyer's visits; null: not worth asking. It counts when the order is seen first, later ones do not. */
  journeyDueAt: number | null;
};

/** Notes orders, several of one id once. Repeats change nothing but the total and, once there is evidence, that there is. */
export async function noteSeenOrders(tx: Sql, shopId: string, orders: readonly SeenOrder[]): Promise<void> {
  if (orders.length === 0) return;
  const unique = new Map(orders.map((order) => [order.orderId, order]));
  const rows = [...unique.values()].map((order) => ({
    ...order,
    placedAt: new Date(order.placedAt),
    totalMinor: order.totalMinor.toString(),
    journeyDueAt: order.journeyDueAt === null ? null : new Date(order.journeyDueAt),
  }));
  await tx.$executeRaw`
    INSERT INTO seen_order AS seen (shop_id, order_id, placed_at, currency, total_minor, has_evidence, journey_due_at)
    SELECT ${shopId}::uuid, o."orderId", o."placedAt", o.currency, o."totalMinor", o."hasEvidence", o."journeyDueAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS o("orderId" text, "placedAt" timestamptz, currency text, "totalMinor" bigint,
      "hasEvidence" boolean, "journeyDueAt" timestamptz)
    ON CONFLICT (shop_id, order_id) DO UPDATE SET
      total_minor = excluded.total_minor, has_evidence = seen.has_evidence OR excluded.has_evidence
      WHERE (seen.total_minor, seen.has_evidence) IS DISTINCT FROM (excluded.total_minor, seen.has_evidence OR excluded.has_evidence)`;
}
