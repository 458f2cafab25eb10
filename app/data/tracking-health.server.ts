/** What Health tells of the ties to Shopify: orders counted there and here, and the Admin API's budget. */
import type { Sql, Transaction } from '../db.server.ts';

/** Notes how many orders Shopify counts in a time (epoch milliseconds), beside those that were seen. */
export async function noteOrderCount(
  tx: Transaction,
  shopId: string,
  { from, to, expected }: { from: number; to: number; expected: number },
): Promise<void> {
  const [start, end] = [new Date(from), new Date(to)];
  await tx.$executeRaw`
    INSERT INTO order_count (shop_id, from_at, to_at, expected, seen)
    SELECT ${shopId}::uuid, ${start}, ${end}, ${expected}, count(*)::int FROM seen_order
    WHERE shop_id = ${shopId}::uuid AND placed_at >= ${start} AND placed_at < ${end}
    ON CONFLICT (shop_id) DO UPDATE SET from_at = excluded.from_at, to_at = excluded.to_at, expected = excluded.expected, seen = excluded.seen`;
}

/** What Shopify said of the bucket last, and the longest that a call has waited for it since the note before. */
export type BudgetNote = { at: number; maximum: number; available: number; restoreRate: number; longestWait: number };

/** The longest wait is that of a day. Of a shop that is not known nothing is noted. */
export async function noteApiBudget(tx: Sql, shopDomain: string, note: BudgetNote): Promise<void> {
  const at = new Date(note.at);
  await tx.$executeRaw`
    INSERT INTO api_budget AS known (shop_id, at, maximum, available, restore_rate, longest_wait_ms, longest_wait_at)
    SELECT id, ${at}, ${note.maximum}, ${note.available}, ${note.restoreRate}, ${Math.round(note.longestWait)}, ${at} FROM shop WHERE domain = ${shopDomain}
    ON CONFLICT (shop_id) DO UPDATE SET at = excluded.at, maximum = excluded.maximum, available = excluded.available, restore_rate = excluded.restore_rate,
      longest_wait_ms = CASE WHEN known.longest_wait_at < excluded.at - interval '1 day' THEN excluded.longest_wait_ms
        ELSE greatest(known.longest_wait_ms, excluded.longest_wait_ms) END,
      longest_wait_at = CASE WHEN known.longest_wait_at < excluded.at - interval '1 day' OR excluded.longest_wait_ms >= known.longest_wait_ms
        THEN excluded.longest_wait_at ELSE known.longest_wait_at END`;
}
