/** Appends to a shop's log of staff acts, and verifies it: each entry's hash covers the entry and the hash before it, with a key of the shop's. */
import type { Context } from '../context.server.ts';
import { type AuditEntry, insertEntry, lockNewestEntry, readEntries } from '../data/audit-entries.server.ts';
import type { Screen, StaffAct } from '../domain/staff-act.ts';
import type { ShopHasher } from '../personal-data.server.ts';

type LoggedShop = { id: string; personalKey: Uint8Array };
type Wherewithal = Pick<Context, 'db' | 'vault'>;

export type NewEntry = {
  /** Staff's user id at Shopify. */
  by: string;
  act: StaffAct | 'not-done';
  screen: Screen;
  /** Ids, never anything of people: the log outlives them. */
  subjects: string[];
  value: string | null;
};

const BATCH = 500;
const TIME_OUT = 5_000;

/** @returns the entry's number in the shop's log */
export async function noteStaffAct(
  context: Wherewithal & Pick<Context, 'now'>,
  shop: LoggedShop,
  entry: NewEntry,
): Promise<bigint> {
  const hasher = context.vault.forShop(shop.personalKey);
  return context.db.inTransaction(TIME_OUT, async (tx) => {
    const newest = await lockNewestEntry(tx, shop.id);
    const next = { ...entry, seq: (newest?.seq ?? 0n) + 1n, at: new Date(context.now()) };
    await insertEntry(tx, shop.id, { ...next, hash: hashOf(hasher, shop.id, next, newest?.hash ?? '') });
    return next.seq;
  });
}

export type Verdict = {
  entries: number;
  /** Hash of the newest entry: kept elsewhere, it shows when entries were cut off the end. */
  head: string | null;
  /** The first entry that is missing or was changed; null: none. */
  brokenAt: bigint | null;
};

/** Reads the whole log of a shop. */
export async function verifyAuditLog({ db, vault }: Wherewithal, shop: LoggedShop): Promise<Verdict> {
  const hasher = vault.forShop(shop.personalKey);
  let [seq, hash] = [0n, ''];
  for (;;) {
    const entries = await readEntries(db.sql, shop.id, seq, BATCH);
    for (const entry of entries) {
      if (entry.seq !== seq + 1n || entry.hash !== hashOf(hasher, shop.id, entry, hash))
        return { entries: Number(seq), head: hash || null, brokenAt: seq + 1n };
      [seq, hash] = [entry.seq, entry.hash];
    }
    if (entries.length < BATCH) return { entries: Number(seq), head: hash || null, brokenAt: null };
  }
}

function hashOf(hasher: ShopHasher, shopId: string, entry: AuditEntry, before: string): string {
  const { seq, at, by, act, screen, subjects, value } = entry;
  return hasher.auditEntry(JSON.stringify([shopId, String(seq), at.toISOString(), by, act, screen, subjects, value, before]));
}
