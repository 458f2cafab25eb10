/** Whether Shopify's news arrives and is worked off. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { count, isoTime, type Reader, readRow, readRows, sealed } from './read-rows.server.ts';

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
  /** The beginning of what was told. */
  head: sealed,
});
export type DeliveryRow = Omit<z.infer<typeof row>, 'head'> & {
  /** The order that it tells of. `isListed`: the app has a page for it. */
  order: { id: string; name: string | null; isListed: boolean } | null;
};

/** The newest deliveries, or the newest of one state. */
export async function listDeliveries(
  prisma: Reader,
  { id: shopId, domain: shopDomain }: { id: string; domain: string },
  state: DeliveryRow['state'] | null,
  limit: number,
): Promise<DeliveryRow[]> {
  const rows = await readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT d.id, substring(d.body FROM 1 FOR ${HEAD}) AS head, d.topic, d.source, d.state, d.reason, d.attempts, d.received_at AS "receivedAt", d.settled_at AS "settledAt"
      FROM delivery d
      WHERE d.shop_domain = ${shopDomain} AND ${state === null ? Prisma.sql`TRUE` : Prisma.sql`d.state = ${state}`}
      ORDER BY d.id DESC LIMIT ${limit}`,
  );
  const told = rows.map(({ head, ...delivery }) => ({ ...delivery, ...orderIn(delivery.topic, head) }));
  const names = await nameOrders(prisma, shopId, [...new Set(told.flatMap(({ orderId }) => orderId ?? []))]);
  return told.map(({ orderId, orderName, ...delivery }) => ({
    ...delivery,
    order: orderId === null ? null : { id: orderId, name: names.get(orderId) ?? orderName, isListed: names.has(orderId) },
  }));
}

/** Bytes in which Shopify's and the app's own messages name their order. */
const HEAD = 600;

/** The order of a message that may be anything, its beginning alone: id and name stand among the first fields. */
function orderIn(topic: string, head: Uint8Array | null): { orderId: string | null; orderName: string | null } {
  const unknown = { orderId: null, orderName: null };
  if (head === null || !/^(orders|refunds|disputes|vouchsafe)\//.test(topic)) return unknown;
  const text = Buffer.from(head).toString('latin1');
  const [, named] = /"(?:order_id|orderId)"\s*:\s*"?(\d{1,20})\b/.exec(text) ?? [];
  if (named !== undefined) return { ...unknown, orderId: named };
  if (!topic.startsWith('orders/')) return unknown;
  const [, orderId = null] = /^\s*\{\s*"id"\s*:\s*(\d{1,20})\b/.exec(text) ?? [];
  return { orderId, orderName: /"name"\s*:\s*"(#[\w-]{1,32})"/.exec(text)?.[1] ?? null };
}

async function nameOrders(prisma: Reader, shopId: string, orderIds: string[]): Promise<ReadonlyMap<string, string>> {
  if (orderIds.length === 0) return new Map();
  const rows = await readRows(
    prisma,
    z.object({ id: z.string(), name: z.string() }),
    Prisma.sql`SELECT order_id AS id, name FROM buyer_order WHERE shop_id = ${shopId}::uuid AND order_id = ANY (${orderIds})`,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
