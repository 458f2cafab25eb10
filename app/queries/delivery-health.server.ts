/** Whether Shopify's news arrives and is worked off. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { count, isoTime, type Reader, readRow, readRows } from './read-rows.server.ts';

const summary = z.object({
  waiting: count,
  dead: count,
  /** Received in the last 24 hours, by what became of them. */
  settledToday: count,
  ignoredToday: count,
  lastReceivedAt: isoTime.nullable(),
  lastSettledAt: isoTime.nullable(),
  /** The oldest one that waits and is due. */
  waitingSince: isoTime.nullable(),
});
export type DeliverySummary = z.infer<typeof summary>;

/** @param now epoch milliseconds */
export async function readDeliverySummary(prisma: Reader, shopDomain: string, now: number): Promise<DeliverySummary> {
  const dayAgo = new Date(now - 86_400_000).toISOString();
  return readRow(
    prisma,
    summary,
    Prisma.sql`
      SELECT count(*) FILTER (WHERE d.state = 'waiting') AS waiting,
             count(*) FILTER (WHERE d.state = 'dead') AS dead,
             count(*) FILTER (WHERE d.state = 'settled' AND d.received_at >= ${dayAgo}::timestamptz) AS "settledToday",
             count(*) FILTER (WHERE d.state = 'ignored' AND d.received_at >= ${dayAgo}::timestamptz) AS "ignoredToday",
             max(d.received_at) AS "lastReceivedAt",
             max(d.settled_at) AS "lastSettledAt",
             min(d.received_at) FILTER (WHERE d.state = 'waiting') AS "waitingSince"
      FROM delivery d WHERE d.shop_domain = ${shopDomain}`,
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
