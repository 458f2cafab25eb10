/** Saved views of one list, as one person sees them: their own and the shop's, in the sequence in which they were saved. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import type { ViewList } from '../domain/saved-view.ts';
import { type Reader, readRows } from './read-rows.server.ts';

const row = z.object({
  id: z.string(),
  name: z.string(),
  /** Filters of the address, as they were when it was saved. */
  query: z.string(),
  /** Everybody's in the shop. */
  isShared: z.boolean(),
  opensFirst: z.boolean(),
});
export type SavedViewRow = z.infer<typeof row>;

/** @param userId staff's user id at Shopify */
export async function listSavedViews(prisma: Reader, shopId: string, list: ViewList, userId: string): Promise<SavedViewRow[]> {
  return readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT id, name, query, owner IS NULL AS "isShared", opens_first AS "opensFirst" FROM saved_view
      WHERE shop_id = ${shopId}::uuid AND list = ${list} AND (owner = ${userId} OR owner IS NULL) ORDER BY saved_at, id`,
  );
}
