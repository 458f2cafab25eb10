/** Rewards may wait for their order to leave or to arrive: once a day Shopify is asked about orders that have not left yet, so that lost news hold none for ever. */
import type { Context } from '../context.server.ts';
import { findOrdersOnTheirWay } from '../data/orders-on-their-way.server.ts';
import { insertOwnDeliveries } from '../data/own-deliveries.server.ts';
import type { Transaction } from '../db.server.ts';
import { FULFILLMENTS_PER_CALL, findFulfilled } from '../shopify/operations/fulfillment-states.ts';
import { askOrderStates } from './ask-order-states.server.ts';
import { REACH } from './reconcile-orders.server.ts';

/** Whether there is anything to ask about. */
export async function anyOnItsWay({ now }: Pick<Context, 'now'>, tx: Transaction, shopId: string): Promise<boolean> {
  return (await findOrdersOnTheirWay(tx, shopId, { since: now() - REACH, after: '', limit: 1 })).length > 0;
}

/**
 * Asks for the state of all such orders of one shop, and puts those that have left into the inbox. What is older than Shopify shows waits for staff.
 * Repeats are harmless. Throws Fault.
 */
export async function askParcels(context: Context, { shopId }: { shopId: string }): Promise<void> {
  const { prisma } = context.db;
  const shop = await prisma.shop.findUnique({ where: { id: shopId }, select: { id: true, domain: true, state: true } });
  if (shop?.state !== 'installed') return;
  const since = context.now() - REACH;
  let after = '';
  for (;;) {
    const waiting = await findOrdersOnTheirWay(prisma, shopId, { since, after, limit: FULFILLMENTS_PER_CALL });
    if (waiting.length === 0) return;
    const client = await context.shopify(shop.domain, 'background');
    const states = await askOrderStates(client, await findFulfilled(client, waiting));
    await prisma.$transaction((tx) => insertOwnDeliveries(tx, shop, states, context.now()));
    if (states.length > 0) context.log.info({ shopId, asked: waiting.length, left: states.length }, 'orders have left');
    after = waiting.at(-1) ?? '';
  }
}
