/** Staff looked at held or refused credits and decided. */
import type { Context } from '../context.server.ts';
import { insertOwnDeliveries } from '../data/own-deliveries.server.ts';
import { findOpenings } from '../data/verdict-openings.server.ts';
import type { ShopRecord } from '../data/shops.server.ts';
import { staffNote } from './staff-note.ts';
import { untilSettled } from './until-settled.server.ts';

export type VerdictInput = {
  orderIds: string[];
  kind: 'approve' | 'refuse';
  /** The staff member's Shopify user id. */
  by: string;
  note: string | null;
};

export type VerdictResult = { given: string[]; refused: { orderId: string; why: 'not-found' | 'not-open' }[] };

/**
 * Puts a verdict on each order into the inbox and waits up to 5 s until they are worked in. `not-open`: the verdict would change nothing
 * (domain/open-verdicts.ts).
 */
export async function giveVerdict(context: Context, shop: ShopRecord, input: VerdictInput): Promise<VerdictResult> {
  const { kind, by } = input;
  const orderIds = [...new Set(input.orderIds)];
  const note = staffNote(input.note);
  const at = context.now();
  const openings = new Map((await findOpenings(context.db.prisma, shop.id, orderIds)).map((order) => [order.orderId, order]));
  const result: VerdictResult = { given: [], refused: [] };
  const bodies: string[] = [];
  for (const orderId of orderIds) {
    const opening = openings.get(orderId);
    if (opening === undefined) result.refused.push({ orderId, why: 'not-found' });
    else if (opening.advocateId === null || !opening.open.includes(kind)) result.refused.push({ orderId, why: 'not-open' });
    else {
      result.given.push(orderId);
      bodies.push(JSON.stringify({ orderId, kind, advocateId: opening.advocateId, by, note, at }));
    }
  }
  const deliveries = bodies.map((body) => ({ topic: 'vouchsafe/verdict' as const, source: 'staff' as const, body }));
  const names = await context.db.prisma.$transaction((tx) => insertOwnDeliveries(tx, shop, deliveries, at));
  await untilSettled(context, shop, names);
  return result;
}
