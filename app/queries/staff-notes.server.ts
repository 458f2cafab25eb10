/** Notes of staff about one advocate, with those who were merged into them, or about one order: the newest first. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { NOTE_KINDS, type NoteAbout } from '../domain/staff-note.ts';
import { rowsOfPerson } from './advocate-search.server.ts';
import { isoTime, type Reader, readRows, type Reveal } from './read-rows.server.ts';

const row = z.object({
  id: z.string(),
  kind: z.enum(NOTE_KINDS),
  textSealed: z.instanceof(Uint8Array),
  /** Staff's user id at Shopify. */
  by: z.string(),
  at: isoTime,
  changedAt: isoTime.nullable(),
});
export type StaffNoteRow = Omit<z.infer<typeof row>, 'textSealed'> & { text: string };

export async function listStaffNotes(prisma: Reader, shopId: string, about: NoteAbout, reveal: Reveal): Promise<StaffNoteRow[]> {
  const those =
    'advocateId' in about
      ? Prisma.sql`n.advocate_id IN ${rowsOfPerson(shopId, about.advocateId)}`
      : Prisma.sql`n.order_id = ${about.orderId}`;
  const rows = await readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT n.id, n.kind, n.text_sealed AS "textSealed", n.by, n.at, n.changed_at AS "changedAt" FROM staff_note n
      WHERE n.shop_id = ${shopId}::uuid AND ${those} ORDER BY n.at DESC, n.id DESC`,
  );
  return rows.map(({ textSealed, ...note }) => ({ ...note, text: reveal(textSealed) ?? '' }));
}
