/** Refunds, one row each: their sum is what was given back, in whatever sequence they and their order arrive. */
import type { Sql } from '../db.server.ts';

export type OrderRefund = {
  refundId: string;
  orderId: string;
  /** Minor units of `currency`: what the buyer got, in the currency the buyer paid in. */
  amountMinor: bigint;
  currency: string;
  /** epoch milliseconds */
  at: number;
};

export async function findOrderRefunds(tx: Sql, shopId: string, orderIds: readonly string[]): Promise<OrderRefund[]> {
  if (orderIds.length === 0) return [];
  const rows = await tx.$queryRaw<(Omit<OrderRefund, 'at'> & { at: Date })[]>`
    SELECT refund_id AS "refundId", order_id AS "orderId", amount_minor AS "amountMinor", currency, at
    FROM order_refund WHERE shop_id = ${shopId}::uuid AND order_id = ANY(${orderIds}) ORDER BY at, refund_id`;
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

/** A refund whose payment was pending grows when it succeeds; it never shrinks. */
export async function noteOrderRefunds(tx: Sql, shopId: string, refunds: readonly OrderRefund[]): Promise<void> {
  if (refunds.length === 0) return;
  const rows = refunds.map((refund) => ({ ...refund, amountMinor: refund.amountMinor.toString(), at: new Date(refund.at) }));
  await tx.$executeRaw`
    INSERT INTO order_refund AS known (shop_id, refund_id, order_id, amount_minor, currency, at)
    SELECT ${shopId}::uuid, refund."refundId", refund."orderId", refund."amountMinor", refund.currency, refund.at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS refund("refundId" text, "orderId" text, "amountMinor" bigint, currency text, at timestamptz)
    ON CONFLICT (shop_id, refund_id) DO UPDATE SET amount_minor = excluded.amount_minor, currency = excluded.currency
      WHERE excluded.amount_minor > known.amount_minor`;
}
