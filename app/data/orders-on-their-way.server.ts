/** Orders whose rewards wait for them to leave. Reads only. */
import type { Transaction } from '../db.server.ts';

/**
 * Ids of orders placed since `since` (epoch milliseconds) with a promised reward whose waiting time has not begun, in ascending order.
 * @param after the last id of the page before; '' for the first
 */
export async function findOrdersOnTheirWay(
  tx: Transaction,
  shopId: string,
  { since, after, limit }: { since: number; after: string; limit: number },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ orderId: string }[]>`
    SELECT DISTINCT r.order_id AS "orderId"
    FROM reward w
    JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
    JOIN buyer_order o ON o.shop_id = r.shop_id AND o.order_id = r.order_id
    WHERE w.shop_id = ${shopId}::uuid AND w.state = 'pending' AND w.due_at IS NULL AND r.state <> 'reversed'
      AND o.placed_at >= ${new Date(since)} AND r.order_id > ${after}
    ORDER BY 1 LIMIT ${limit}`;
  return rows.map(({ orderId }) => orderId);
}
