/** What staff did, newest first. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { SCREENS, STAFF_ACT_NAMES, type StaffAct } from '../domain/staff-act.ts';
import { type Page, pageBy, type Place } from './keyset.server.ts';
import { isoTime, type Reader, readRows } from './read-rows.server.ts';

const row = z.object({
  /** Its number in the shop's log, as text of one length. */
  id: z.string(),
  at: isoTime,
  /** Staff's user id at Shopify. */
  by: z.string(),
  act: z.enum(STAFF_ACT_NAMES),
  screen: z.enum(SCREENS),
  subjects: z.array(z.string()),
  value: z.string().nullable(),
  /** Those of the subjects that were left as they were. */
  refused: z.array(z.string()),
  /** Nothing came of it. */
  refusedAll: z.boolean(),
});
export type AuditRow = z.infer<typeof row>;

export async function listAuditEntries(
  prisma: Reader,
  shopId: string,
  filter: { act?: StaffAct | null },
  place: Place | null,
  size: number,
): Promise<Page<AuditRow>> {
  const id = Prisma.sql`lpad(e.seq::text, 19, '0')`;
  const paging = pageBy({ at: Prisma.sql`e.at`, id, idType: 'text' }, place, size);
  const conditions = [
    paging.beyond,
    filter.act ? Prisma.sql`e.act = ${filter.act}` : Prisma.sql`e.act = ANY(${STAFF_ACT_NAMES})`,
  ];
  const found = await readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT ${id} AS id, e.at, e.by, e.act, e.screen, e.subjects, e.value, coalesce(left_over.subjects, '{}') AS refused,
        left_over.subjects IS NOT NULL AND cardinality(left_over.subjects) >= cardinality(e.subjects) AS "refusedAll"
      FROM audit_entry e
      LEFT JOIN audit_entry left_over
        ON left_over.shop_id = e.shop_id AND left_over.act = 'not-done' AND left_over.value = e.seq::text
      WHERE e.shop_id = ${shopId}::uuid AND ${Prisma.join(conditions, ' AND ')}
      ${paging.inOrder}`,
  );
  return paging.cut(found, ({ at, id: key }) => ({ at, id: key }));
}
