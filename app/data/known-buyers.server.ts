/** Who has bought before, guests included, as keyed hashes. */
import type { Sql } from '../db.server.ts';
import type { PersonalHash } from '../domain/facts.ts';

export type BuyerKey = { kind: 'customer' | 'email' | 'phone'; hash: PersonalHash };
/** The first paid order of a buyer that we know of; `firstOrderAt` in epoch milliseconds. */
export type KnownBuyer = BuyerKey & { firstOrderId: string; firstOrderAt: number };

export async function findKnownBuyers(tx: Sql, shopId: string, keys: readonly BuyerKey[]): Promise<KnownBuyer[]> {
  if (keys.length === 0) return [];
  const rows = await tx.$queryRaw<(Omit<KnownBuyer, 'firstOrderAt'> & { firstOrderAt: Date })[]>`
    SELECT known.kind, encode(known.hash, 'hex') AS hash, known.first_order_id AS "firstOrderId", known.first_order_at AS "firstOrderAt"
    FROM jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) AS asked(kind text, hash text)
    JOIN known_buyer known ON known.shop_id = ${shopId}::uuid AND known.kind = asked.kind AND known.hash = decode(asked.hash, 'hex')`;
  return rows.map((row) => ({ ...row, firstOrderAt: row.firstOrderAt.getTime() }));
}

/** Notes buyers of paid orders. The earliest order stays the first one, in whatever sequence orders come. */
export async function noteKnownBuyers(tx: Sql, shopId: string, buyers: readonly KnownBuyer[]): Promise<void> {
  if (buyers.length === 0) return;
  const rows = buyers.map((buyer) => ({ ...buyer, firstOrderAt: new Date(buyer.firstOrderAt) }));
  await tx.$executeRaw`
    INSERT INTO known_buyer AS known (shop_id, kind, hash, first_order_id, first_order_at)
    SELECT DISTINCT ON (buyer.kind, buyer.hash)
      ${shopId}::uuid, buyer.kind, decode(buyer.hash, 'hex'), buyer."firstOrderId", buyer."firstOrderAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS buyer(kind text, hash text, "firstOrderId" text, "firstOrderAt" timestamptz)
    ORDER BY buyer.kind, buyer.hash, buyer."firstOrderAt", buyer."firstOrderId"
    ON CONFLICT (shop_id, kind, hash) DO UPDATE
      SET first_order_id = excluded.first_order_id, first_order_at = excluded.first_order_at
      WHERE (excluded.first_order_at, excluded.first_order_id) < (known.first_order_at, known.first_order_id)`;
}
