/** The log of staff acts: appended to, and read back to be verified. A trigger refuses changes. */
import type { Sql } from '../db.server.ts';

export type AuditEntry = {
  seq: bigint;
  at: Date;
  by: string;
  act: string;
  screen: string;
  subjects: string[];
  value: string | null;
};
export type StoredEntry = AuditEntry & { hash: string };

/** The shop's newest entry; null before the first. Until the transaction ends nobody else appends. */
export async function lockNewestEntry(tx: Sql, shopId: string): Promise<{ seq: bigint; hash: string } | null> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('audit:' || ${shopId}, 0))`;
  const [newest] = await tx.$queryRaw<{ seq: bigint; hash: string }[]>`
    SELECT seq, encode(hash, 'hex') AS hash FROM audit_entry WHERE shop_id = ${shopId}::uuid ORDER BY seq DESC LIMIT 1`;
  return newest ?? null;
}

export async function insertEntry(tx: Sql, shopId: string, entry: StoredEntry): Promise<void> {
  const { seq, at, by, act, screen, subjects, value, hash } = entry;
  await tx.$executeRaw`
    INSERT INTO audit_entry (shop_id, seq, at, by, act, screen, subjects, value, hash)
    VALUES (${shopId}::uuid, ${seq}, ${at}, ${by}, ${act}, ${screen}, ${subjects}, ${value}, decode(${hash}, 'hex'))`;
}

/** In sequence, those after `after`. */
export async function readEntries(tx: Sql, shopId: string, after: bigint, limit: number): Promise<StoredEntry[]> {
  return tx.$queryRaw<StoredEntry[]>`
    SELECT seq, at, by, act, screen, subjects, value, encode(hash, 'hex') AS hash FROM audit_entry
    WHERE shop_id = ${shopId}::uuid AND seq > ${after} ORDER BY seq LIMIT ${limit}`;
}
