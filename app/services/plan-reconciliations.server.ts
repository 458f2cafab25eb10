/** Every hour: spreads the asking for recent orders over the hour, so that ten thousand shops are not asked at once. */
import { createHash } from 'node:crypto';
import type { Context } from '../context.server.ts';

const HOUR = 3_600_000;

/** Enqueues one reconcile-orders job per installed shop, each at its own minute of the hour. A shop's waiting job is not doubled. */
export async function planReconciliations(context: Context): Promise<void> {
  const { prisma } = context.db;
  const start = context.now();
  const shops = await prisma.shop.findMany({ where: { state: 'installed' }, select: { id: true } });
  const jobs = shops.map(({ id: shopId }) => ({ data: { shopId }, once: shopId, runAt: start + offsetOf(shopId) }));
  await context.queue.enqueueAll(prisma, 'reconcile-orders', jobs);
}

/** Always the same for one shop. Milliseconds. */
function offsetOf(shopId: string): number {
  return createHash('sha256').update(shopId).digest().readUInt32BE(0) % HOUR;
}
