/** The rows that a batch of orders left behind, and the same rows written again without a look-up or a decision. */
import { z } from 'zod';
import type { Database } from '#app/db.server.ts';
import type { TestShop } from '#tests/fixtures/order-events.ts';

/** What an order may leave behind, in an order that foreign keys allow. */
const TABLES = [
  ...['advocate', 'advocate_trait', 'known_buyer', 'seen_order', 'buyer_order', 'finding', 'referral', 'reward'],
  ...['reward_event', 'ledger_entry', 'mail'],
];

export type Written = { table: string; rows: string[] };

/** Orders are numbered from `firstOrder` on, their deliveries stand behind `deliveriesBefore` others. */
export type Batches = { firstOrder: number; size: number; count: number; deliveriesBefore: number };

/** Every row of the shop that was not there before, as JSON. */
export async function rowsOf(database: Database, shop: TestShop, before: readonly Written[] = []): Promise<Written[]> {
  const found: Written[] = [];
  for (const table of TABLES) {
    const { rows } = await database.pool.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM "${table}" t WHERE shop_id = $1 ORDER BY ctid`,
      [shop.id],
    );
    const known = new Set(before.find((each) => each.table === table)?.rows.map(idOf));
    found.push({ table, rows: rows.map(({ row }) => row).filter((row) => !known.has(idOf(row))) });
  }
  return found;
}

function idOf(row: string): string {
  const { id } = z.object({ id: z.unknown().optional() }).parse(JSON.parse(row));
  return typeof id === 'string' ? id : row;
}

/** The same rows in as many batches as the worker needed, a transaction each; every constraint is kept. */
export async function writeAgain(
  database: Database,
  shop: TestShop,
  batches: readonly Written[][],
  { size, deliveriesBefore }: Batches,
): Promise<void> {
  const client = await database.pool.connect();
  try {
    for (const [place, batch] of batches.entries()) {
      await client.query('BEGIN');
      for (const { table, rows } of batch) {
        if (rows.length === 0) continue;
        await client.query(`INSERT INTO "${table}" SELECT * FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb)`, [
          `[${rows.join(',')}]`,
        ]);
      }
      await client.query(
        `UPDATE delivery SET state = 'settled', settled_at = now() WHERE shop_domain = $1
          AND id = ANY (ARRAY(SELECT id FROM delivery WHERE shop_domain = $1 ORDER BY id OFFSET $2 LIMIT $3))`,
        [shop.domain, deliveriesBefore + place * size, size],
      );
      await client.query('COMMIT');
    }
  } finally {
    client.release();
  }
}

const keysSchema = z.object({
  ...{ id: z.unknown().optional(), order_id: z.string().optional() },
  ...{ referral_id: z.string().nullish(), reward_id: z.string().optional() },
});

/** What belongs to an order goes into its batch; the rest is dealt out evenly. */
export function inBatches(written: readonly Written[], { firstOrder, size, count }: Batches): Written[][] {
  const orderOf = new Map<unknown, string>();
  const batches: Written[][] = Array.from({ length: count }, () => []);
  for (const { table, rows } of written) {
    const parts: string[][] = Array.from({ length: count }, () => []);
    for (const [place, row] of rows.entries()) {
      const { id, order_id: orderId, referral_id: referralId, reward_id: rewardId } = keysSchema.parse(JSON.parse(row));
      const order = orderId ?? orderOf.get(referralId ?? rewardId);
      if (order !== undefined) orderOf.set(id, order);
      const batch = order === undefined ? (place * count) / rows.length : (Number(order) - firstOrder) / size;
      parts[Math.floor(batch)]?.push(row);
    }
    for (const [place, part] of parts.entries()) batches[place]?.push({ table, rows: part });
  }
  return batches;
}
