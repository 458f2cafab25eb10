/** Whom the merchant keeps out: compared as keyed hashes, shown by sealed labels. The only writer of the table, apart from erasing a shop. */
import type { Sql, Transaction } from '../db.server.ts';
import type { BlockKind, PersonalHash } from '../domain/facts.ts';

export type BlockKey = { kind: BlockKind; hash: PersonalHash };

/** An entry to store; `addedAt` in epoch milliseconds. */
export type NewBlockEntry = BlockKey & {
  id: string;
  labelSealed: Uint8Array;
  note: string | null;
  addedAt: number;
  /** Staff member's Shopify user id. */
  addedBy: string;
};

/** Which of these stand on the shop's block list: one query for a whole batch. */
export async function findBlocks(tx: Sql, shopId: string, asked: readonly BlockKey[]): Promise<BlockKey[]> {
  if (asked.length === 0) return [];
  return tx.$queryRaw<BlockKey[]>`
    SELECT DISTINCT entry.kind, encode(entry.hash, 'hex') AS hash
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS asked(kind text, hash text)
    JOIN block_entry entry ON entry.shop_id = ${shopId}::uuid AND entry.kind = asked.kind AND entry.hash = decode(asked.hash, 'hex')`;
}

/** False when the list has it already: the entry that is there stays. */
export async function insertBlockEntry(tx: Transaction, shopId: string, entry: NewBlockEntry): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO block_entry (shop_id, id, kind, hash, label_sealed, note, added_at, added_by)
    VALUES (${shopId}::uuid, ${entry.id}::uuid, ${entry.kind}, decode(${entry.hash}, 'hex'), ${entry.labelSealed}, ${entry.note},
      ${new Date(entry.addedAt)}, ${entry.addedBy})
    ON CONFLICT DO NOTHING`;
  return inserted === 1;
}

/** False when this shop has no such entry. */
export async function deleteBlockEntry(tx: Transaction, shopId: string, id: string): Promise<boolean> {
  const deleted = await tx.$executeRaw`DELETE FROM block_entry WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid`;
  return deleted === 1;
}

/**
 * Takes a person's address or account out of the labels, when Shopify asks for their erasure. The entries stay: the list is the merchant's
 * own, and a hash names nobody.
 * @param labelSealed what stands there instead
 */
export async function redactBlockEntries(
  tx: Transaction,
  shopId: string,
  person: { emailHash: PersonalHash | null; customerHash: PersonalHash | null },
  labelSealed: Uint8Array,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE block_entry SET label_sealed = ${labelSealed}, note = NULL
    WHERE shop_id = ${shopId}::uuid AND (
      (kind = 'email' AND hash = decode(${person.emailHash}, 'hex'))
      OR (kind = 'customer' AND hash = decode(${person.customerHash}, 'hex')))`;
}
