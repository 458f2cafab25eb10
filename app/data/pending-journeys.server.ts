/** Orders of which Shopify may know more about how the buyer came: when to ask for each. */
import type { Transaction } from '../db.server.ts';

/** `known`: the order has a row, so its evidence can be added to. */
export type PendingJourney = { orderId: string; placedAt: Date; attempts: number; known: boolean };

/** Installed shops with orders to ask for. One index probe per shop that has some, however many. */
export async function shopsWithDueJourneys(tx: Transaction, now: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM shop s
    WHERE s.state = 'installed' AND EXISTS (
      SELECT 1 FROM seen_order o WHERE o.shop_id = s.id AND o.journey_due_at <= ${new Date(now)})`;
  return rows.map(({ id }) => id);
}

export async function findDueJourneys(tx: Transaction, shopId: string, now: number, limit: number): Promise<PendingJourney[]> {
  return tx.$queryRaw<PendingJourney[]>`
    SELECT o.order_id AS "orderId", o.placed_at AS "placedAt", o.journey_attempts AS attempts, b.order_id IS NOT NULL AS known
    FROM seen_order o LEFT JOIN buyer_order b ON b.shop_id = o.shop_id AND b.order_id = o.order_id
    WHERE o.shop_id = ${shopId}::uuid AND o.journey_due_at <= ${new Date(now)}
    ORDER BY o.journey_due_at, o.order_id LIMIT ${limit}`;
}

/** Asked once more; `dueAt` null: nothing more is to be learnt. Times are epoch milliseconds. */
export async function postponeJourneys(
  tx: Transaction,
  shopId: string,
  orders: readonly { orderId: string; dueAt: number | null }[],
): Promise<void> {
  if (orders.length === 0) return;
  const rows = orders.map(({ orderId, dueAt }) => ({ orderId, dueAt: dueAt === null ? null : new Date(dueAt) }));
  await tx.$executeRaw`
    UPDATE seen_order SET journey_due_at = asked."dueAt", journey_attempts = journey_attempts + 1
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS asked("orderId" text, "dueAt" timestamptz)
    WHERE seen_order.shop_id = ${shopId}::uuid AND seen_order.order_id = asked."orderId"`;
}

/** Nothing of this shop is asked for any more: the app is not approved to know. Returns how many orders that concerns. */
export async function giveUpJourneys(tx: Transaction, shopId: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE seen_order SET journey_due_at = NULL WHERE shop_id = ${shopId}::uuid AND journey_due_at IS NOT NULL`;
}
