/** A merchant asks to try a dead delivery again, after the cause is gone. */
import type { Context } from '../context.server.ts';
import { reviveDelivery } from '../data/dead-deliveries.server.ts';

/** @param id `delivery.id`, decimal. Returns false when the shop has no dead delivery of this id (any more). */
export async function retryDelivery(context: Context, shop: { domain: string }, id: string): Promise<boolean> {
  if (!/^\d{1,18}$/.test(id)) return false;
  return reviveDelivery(context.db.prisma, shop.domain, BigInt(id), context.now());
}
