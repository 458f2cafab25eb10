/** Whether Shopify's news arrives and is worked off. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { count, isoTime, type Reader, readRow, readRows } from './read-rows.server.ts';

const summary = z.object({
  waiting: count,
  dead: count,
  /** Worked off in the last 24 hours. */
  settledToday: count,
  lastReceivedAt: isoTime.nullable(),
});
export type DeliverySummary = z.infer<typeof summary>;

/** Each figure has an index of its own (partial ones for waiting and dead). @param now epoch milliseconds */
export async function readDeliverySummary(prisma: Reader, shopDomain: string, now: number): Promise<DeliverySummary> {
  const dayAgo = new Date(now - 86_400_000).toISOString();
  return readRow(
    prisma,
    summary,
    Prisma.sql`
      SELECT (SELECT count(*) FROM delivery WHERE shop_domain = ${shopDomain} AND state = 'waiting') AS waiting,
             (SELECT count(*) FROM delivery WHERE shop_domain = ${shopDomain} AND state = 'dead') AS dead,
             (SELECT count(*) FROM delivery
              WHERE shop_domain = ${shopDomain} AND state = 'settled' AND settled_at >= ${dayAgo}::timestamptz) AS "settledToday",
             (SELECT received_at FROM delivery WHERE shop_domain = ${shopDomain} ORDER BY id DESC LIMIT 1) AS "lastReceivedAt"`,
  );
}

export const DELIVERY_STATES = ['waiting', 'settled', 'ignored', 'dead'] as const;

const row = z.object({
  id: z.bigint().transform(String),
  topic: z.string(),
  source: z.string(),
  state: z.enum(DELIVERY_STATES),
  reason: z.string().nullable(),
  attempts: z.number(),
  receivedAt: isoTime,
  settledAt: isoTime.nullable(),
});
export type DeliveryRow = z.infer<typeof row>;

/** The newest deliveries, or the newest of one state. */
export async function listDeliveries(
  prisma: Reader,
  shopDomain: string,
  state: DeliveryRow['state'] | null,
  limit: number,
): Promise<DeliveryRow[]> {
  return readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT d.id, d.topic, d.source, d.state, d.reason, d.attempts, d.received_at AS "receivedAt", d.settled_at AS "settledAt"
      FROM delivery d
      WHERE d.shop_domain = ${shopDomain} AND ${state === null ? Prisma.sql`TRUE` : Prisma.sql`d.state = ${state}`}
      ORDER BY d.id DESC LIMIT ${limit}`,
  );
}
