/** The webhook is the fast way, not the truth: Shopify does not promise to deliver it. Every hour the Admin API is asked for what changed. */
import type { Context } from '../context.server.ts';
import { insertReconciledOrders, moveWatermark } from '../data/reconciled-orders.server.ts';
import { noteOrderCount } from '../data/tracking-health.server.ts';
import { ADMIN_API_VERSION } from '../shopify/client.server.ts';
import { numericId } from '../shopify/gid.ts';
import { countPaidOrders } from '../shopify/operations/count-orders.ts';
import { readRecentOrders } from '../shopify/operations/recent-orders.ts';
import { orderPayload } from '../shopify/order-payload.ts';
import { topicOf } from './state-of-order.ts';

/** Shopify's search may show a change later than its time says. */
const OVERLAP = 3_600_000;
/** What read_orders shows: https://shopify.dev/docs/api/usage/access-scopes#orders-permissions */
export const REACH = 60 * 86_400_000;

/**
 * Puts the shop's orders that changed since the last run into the inbox, where they travel the road of webhooks; the first run after an installation goes back
 * 60 days. Progress is kept page by page, so a run that is cut short goes on where it was. Repeats are harmless. Throws Fault.
 */
export async function reconcileOrders(context: Context, { shopId }: { shopId: string }): Promise<void> {
  const { prisma } = context.db;
  const shop = await prisma.shop.findUnique({ where: { id: shopId } });
  if (shop?.state !== 'installed') return;
  const started = context.now();
  const from = Math.max((shop.reconciledTo?.getTime() ?? 0) - OVERLAP, started - REACH);
  let found = 0;
  for await (const page of readRecentOrders(await context.shopify(shop.domain, 'background'), from)) {
    const orders = page.map((order) => ({
      orderId: numericId(order.id),
      updatedAt: order.updatedAt,
      topic: topicOf(order),
      body: orderPayload(order),
    }));
    const reached = Math.max(...page.map((order) => Date.parse(order.updatedAt)));
    found += await prisma.$transaction(async (tx) => {
      const inserted = await insertReconciledOrders(tx, shop, orders, ADMIN_API_VERSION, context.now());
      await moveWatermark(tx, shopId, reached);
      return inserted;
    });
  }
  await moveWatermark(prisma, shopId, started);
  await compareCounts(context, shop);
  if (found > 0) context.log.info({ shopId, orders: found }, 'orders found by reconciliation');
}

/** What is told later than this is on its way, not missing. */
const NEWS_TAKES = 3_600_000;
const COUNTED = 7 * 86_400_000;

/** The truth about the truth: how many paid orders Shopify counts in a week, beside those that were seen. */
async function compareCounts(context: Context, shop: { id: string; domain: string }): Promise<void> {
  const to = context.now() - NEWS_TAKES;
  const from = to - COUNTED;
  const expected = await countPaidOrders(await context.shopify(shop.domain, 'background'), from, to);
  if (expected !== null) await noteOrderCount(context.db.prisma, shop.id, { from, to, expected });
}
