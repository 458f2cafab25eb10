/** Customers' requests for their data: the store owner downloads each answer and passes it on. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { count, isoTime, type Reader, readRows } from './read-rows.server.ts';

const row = z.object({
  id: z.string(),
  customerId: z.string().nullable(),
  orders: count,
  receivedAt: isoTime,
  dueAt: isoTime,
  answeredAt: isoTime.nullable(),
});
export type PrivacyRequestRow = z.infer<typeof row>;

/** Open ones first, then the newest. */
export async function listPrivacyRequests(prisma: Reader, shopId: string, limit: number): Promise<PrivacyRequestRow[]> {
  return readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT d.id, d.customer_id AS "customerId", cardinality(d.order_ids)::bigint AS orders, d.received_at AS "receivedAt",
             d.due_at AS "dueAt", d.answered_at AS "answeredAt"
      FROM data_request d WHERE d.shop_id = ${shopId}::uuid
      ORDER BY (d.answered_at IS NULL) DESC, d.received_at DESC LIMIT ${limit}`,
  );
}
