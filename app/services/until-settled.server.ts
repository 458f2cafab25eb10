/** Staff's word and its effect belong together on the screen: what was put into the inbox is waited for, but not for long. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../context.server.ts';
import { countWaiting } from '../data/own-deliveries.server.ts';

const PATIENCE = 5_000;
const LOOK_EVERY = 50;

/** True when all of them are worked in; false when that takes longer than 5 s: they will be, later. */
export async function untilSettled(context: Context, shop: { domain: string }, webhookIds: readonly string[]): Promise<boolean> {
  if (webhookIds.length === 0) return true;
  for (let looks = 0; looks < PATIENCE / LOOK_EVERY; looks += 1) {
    if ((await countWaiting(context.db.prisma, shop, webhookIds)) === 0) return true;
    await pause(LOOK_EVERY);
  }
  context.log.warn({ shop: shop.domain, deliveries: webhookIds.length }, 'staff does not see the effect yet');
  return false;
}
