/** What is told about an order beside its own state: by Shopify, by staff, by the friend. A note may come before its order. */
import { z } from 'zod';
import type { Sql } from '../db.server.ts';

/**
 * What notes say. Of several notes of one order, kind and key the newest counts.
 *
 * | kind | key |
 * |---|---|
 * | risk | who assessed: '' for Shopify, else the id of another app |
 * | dispute | the dispute's id |
 * | verdict | the advocate it is about |
 * | assignment, answer, journey | '' |
 */
const noteSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('risk'), detail: z.object({ level: z.enum(['none', 'pending', 'low', 'medium', 'high']) }) }),
  z.object({ kind: z.literal('dispute'), detail: z.object({ status: z.enum(['open', 'won', 'lost']) }) }),
  z.object({
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
    kind: z.literal('assignment'),
    detail: z.object({ advocateId: z.string(), by: z.string(), note: z.string().nullable() }),
  }),
  z.object({ kind: z.literal('answer'), detail: z.object({ text: z.string() }) }),
  z.object({
    kind: z.literal('journey'),
    detail: z.object({ visits: z.array(z.object({ ref: z.string(), at: z.number().nullable() })) }),
  }),
]);

/** `at` in epoch milliseconds */
export type OrderNote = { orderId: string; key: string; at: number } & z.infer<typeof noteSchema>;

const rowSchema = z
  .object({ orderId: z.string(), key: z.string(), at: z.date().transform((at) => at.getTime()) })
  .and(noteSchema) as z.ZodType<OrderNote>;

export async function findOrderNotes(tx: Sql, shopId: string, orderIds: readonly string[]): Promise<OrderNote[]> {
  if (orderIds.length === 0) return [];
  const rows = await tx.$queryRaw`
    SELECT order_id AS "orderId", kind, key, detail, at FROM order_note
    WHERE shop_id = ${shopId}::uuid AND order_id = ANY(${orderIds}) ORDER BY order_id, kind, key`;
  return z.array(rowSchema).parse(rows);
}

/** Notes that have been weighed against those stored before: they take their place. Saving them again changes nothing. */
export async function saveOrderNotes(tx: Sql, shopId: string, notes: readonly OrderNote[]): Promise<void> {
  if (notes.length === 0) return;
  const rows = notes.map((note) => ({ ...note, at: new Date(note.at) }));
  await tx.$executeRaw`
    INSERT INTO order_note AS known (shop_id, order_id, kind, key, detail, at)
    SELECT ${shopId}::uuid, note."orderId", note.kind, note.key, note.detail, note.at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS note("orderId" text, kind text, key text, detail jsonb, at timestamptz)
    ON CONFLICT (shop_id, order_id, kind, key) DO UPDATE SET detail = excluded.detail, at = excluded.at
      WHERE (known.detail, known.at) IS DISTINCT FROM (excluded.detail, excluded.at)`;
}
