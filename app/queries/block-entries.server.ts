/** The shop's block list, newest entry first. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { BLOCK_KINDS, type BlockKind } from '../domain/facts.ts';
import { type Page, pageBy, type Place } from './keyset.server.ts';
import { isoTime, type Reader, readRows, type Reveal, sealed } from './read-rows.server.ts';

export type BlockFilter = {
  kind?: BlockKind | null;
  /** Entries of one of these hashes (hex), or whose note has this text. */
  search?: { text: string; hashes: readonly string[] } | null;
};

const row = z.object({
  id: z.string(),
  kind: z.enum(BLOCK_KINDS),
  labelSealed: sealed,
  note: z.string().nullable(),
  addedAt: isoTime,
  /** Staff member's Shopify user id. */
  addedBy: z.string(),
});
/** `label` is empty when its person was erased. */
export type BlockEntryRow = Omit<z.infer<typeof row>, 'labelSealed'> & { label: string };

export async function listBlockEntries(
  prisma: Reader,
  shopId: string,
  { kind, search }: BlockFilter,
  place: Place | null,
  size: number,
  reveal: Reveal,
): Promise<Page<BlockEntryRow>> {
  const paging = pageBy({ at: Prisma.sql`b.added_at`, id: Prisma.sql`b.id`, idType: 'uuid' }, place, size);
  const conditions = [paging.beyond];
  if (kind) conditions.push(Prisma.sql`b.kind = ${kind}`);
  if (search) {
    const hashes = search.hashes.map((hex) => Buffer.from(hex, 'hex'));
    const words = `%${search.text.replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(Prisma.sql`(b.hash = ANY(${hashes}::bytea[]) OR b.note ILIKE ${words})`);
  }
  const found = await readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT b.id, b.kind, b.label_sealed AS "labelSealed", b.note, b.added_at AS "addedAt", b.added_by AS "addedBy"
      FROM block_entry b
      WHERE b.shop_id = ${shopId}::uuid AND ${Prisma.join(conditions, ' AND ')}
      ${paging.inOrder}`,
  );
  const page = paging.cut(found, ({ addedAt, id }) => ({ at: addedAt, id }));
  return { ...page, rows: page.rows.map(({ labelSealed, ...entry }) => ({ ...entry, label: reveal(labelSealed) ?? '' })) };
}
