/** Orders deleted in Shopify whose own news may still be on its way: a deletion may arrive first. */
import type { Sql, Transaction } from '../db.server.ts';

/** `at` in epoch milliseconds */
export type DeletedOrder = { orderId: string; at: number };

export async function findDeletedOrders(
  tx: Sql,
  shopId: string,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ orderId: string; at: Date }[]>`
    SELECT order_id AS "orderId", at FROM deleted_order WHERE shop_id = ${shopId}::uuid AND order_id = ANY(${orderIds})`;
  return new Map(rows.map(({ orderId, at }) => [orderId, at.getTime()]));
}

export async function noteDeletedOrders(tx: Sql, shopId: string, deleted: readonly DeletedOrder[]): Promise<void> {
  if (deleted.length === 0) return;
  const rows = deleted.map(({ orderId, at }) => ({ orderId, at: new Date(at) }));
  await tx.$executeRaw`
    INSERT INTO deleted_order (shop_id, order_id, at)
    SELECT ${shopId}::uuid, d."orderId", d.at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS d("orderId" text, at timestamptz)
    ON CONFLICT DO NOTHING`;
}

/** Forgets deletions that are older than any delivery can be late. */
export async function pruneDeletedOrders(tx: Transaction, shopId: string, before: number): Promise<void> {
  await tx.$executeRaw`DELETE FROM deleted_order WHERE shop_id = ${shopId}::uuid AND at < ${new Date(before)}`;
}
