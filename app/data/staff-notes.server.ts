/** Notes of staff about advocates and orders: the only writer of their table, beside the merging of advocates. */
import { Prisma } from '@prisma/client';
import type { Transaction } from '../db.server.ts';
import { MOST_NOTES, type NoteAbout, type NoteKind } from '../domain/staff-note.ts';

export type NewNote = { id: string; kind: NoteKind; textSealed: Uint8Array; by: string; at: number };

/** Notes of merged advocates stay with their rows, and are read as the kept one's. */
const isAbout = (shopId: string, about: NoteAbout) =>
  'advocateId' in about
    ? Prisma.sql`advocate_id IN (SELECT a.id FROM advocate a WHERE a.shop_id = ${shopId}::uuid AND (a.id = ${about.advocateId}::uuid OR a.merged_into = ${about.advocateId}::uuid))`
    : Prisma.sql`order_id = ${about.orderId}`;

/** `unknown`: the shop has no such advocate or order, or the advocate's data was erased. Needs a transaction. */
export async function insertNote(
  tx: Transaction,
  shopId: string,
  about: NoteAbout,
  { id, kind, textSealed, by, at }: NewNote,
): Promise<'added' | 'unknown' | 'too-many'> {
  // An erasure waits for this row, or this one for the erasure: a note cannot slip past it.
  const subjects =
    'advocateId' in about
      ? await tx.$queryRaw<unknown[]>`
          SELECT FROM advocate WHERE shop_id = ${shopId}::uuid AND id = ${about.advocateId}::uuid AND state <> 'redacted' FOR NO KEY UPDATE`
      : await tx.$queryRaw<unknown[]>`
          SELECT FROM buyer_order WHERE shop_id = ${shopId}::uuid AND order_id = ${about.orderId} FOR NO KEY UPDATE`;
  if (subjects.length === 0) return 'unknown';
  const added = await tx.$executeRaw`
    INSERT INTO staff_note (shop_id, id, kind, advocate_id, order_id, text_sealed, by, at)
    SELECT ${shopId}::uuid, ${id}::uuid, ${kind}, ${'advocateId' in about ? about.advocateId : null}::uuid,
      ${'orderId' in about ? about.orderId : null}, ${textSealed}, ${by}, ${new Date(at)}
    WHERE ${kind} <> 'note' OR (SELECT count(*) FROM staff_note WHERE shop_id = ${shopId}::uuid AND ${isAbout(shopId, about)}) < ${MOST_NOTES}`;
  return added === 1 ? 'added' : 'too-many';
}

/** False unless this member of staff wrote it, about this. */
export async function rewriteNote(
  tx: Transaction,
  shopId: string,
  about: NoteAbout,
  { id, textSealed, by, at }: Omit<NewNote, 'kind'>,
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE staff_note SET text_sealed = ${textSealed}, changed_at = ${new Date(at)}
    WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid AND by = ${by} AND ${isAbout(shopId, about)}`;
  return changed === 1;
}

/** False when there is no such note about this. */
export async function deleteNote(tx: Transaction, shopId: string, about: NoteAbout, id: string): Promise<boolean> {
  const deleted = await tx.$executeRaw`
    DELETE FROM staff_note WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid AND ${isAbout(shopId, about)}`;
  return deleted === 1;
}

/** Deletes what was written about erased advocates, about orders that are theirs, and about a person's own orders. */
export async function eraseNotes(
  tx: Transaction,
  shopId: string,
  { advocateIds, orderIds }: { advocateIds: readonly string[]; orderIds: readonly string[] },
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM staff_note WHERE shop_id = ${shopId}::uuid AND (advocate_id = ANY(${advocateIds}::uuid[]) OR order_id = ANY(${orderIds})
      OR order_id IN (SELECT order_id FROM buyer_order WHERE shop_id = ${shopId}::uuid AND advocate_id = ANY(${advocateIds}::uuid[])))`;
}
