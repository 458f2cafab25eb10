/** What was told about one order beside its own state: by Shopify, by staff, by the friend. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { isoTime, type Reader, readRows } from './read-rows.server.ts';

const at = { at: isoTime };
const row = z.discriminatedUnion('kind', [
  z.object({
    ...at,
    kind: z.literal('risk'),
    detail: z.object({ level: z.enum(['none', 'pending', 'low', 'medium', 'high']) }),
  }),
  z.object({ ...at, kind: z.literal('dispute'), detail: z.object({ status: z.enum(['open', 'won', 'lost']) }) }),
  z.object({
    ...at,
    kind: z.literal('verdict'),
    /** `by`: 'rule', or the staff member's Shopify user id. */
    detail: z.object({
      kind: z.enum(['approve', 'refuse']),
      advocateId: z.string(),
      by: z.string(),
      note: z.string().nullable(),
    }),
  }),
  z.object({
    ...at,
    kind: z.literal('assignment'),
    detail: z.object({ advocateId: z.string(), by: z.string(), note: z.string().nullable() }),
  }),
  z.object({ ...at, kind: z.literal('answer'), detail: z.object({ text: z.string() }) }),
  z.object({ ...at, kind: z.literal('journey'), detail: z.object({ visits: z.array(z.unknown()) }) }),
]);
export type OrderNoteRow = z.infer<typeof row>;

/** Oldest first. */
export async function readOrderNotes(prisma: Reader, shopId: string, orderId: string): Promise<OrderNoteRow[]> {
  return readRows(
    prisma,
    row,
    Prisma.sql`SELECT kind, detail, at FROM order_note WHERE shop_id = ${shopId}::uuid AND order_id = ${orderId} ORDER BY at, kind, key`,
  );
}
