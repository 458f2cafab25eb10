/** Keeps what we know of a shop as Shopify knows it. */
import type { Context } from '../context.server.ts';
import { forgetWrittenLinks } from '../data/advocate-links.server.ts';
import { readShopDetails } from '../shopify/operations/shop-details.ts';

/**
 * Asks Shopify for the shop's name, contact address, currency, time zone, plan and storefront. When the storefront has moved, every advocate's link is written again.
 * Does nothing for an uninstalled shop. Throws Fault.
 * @param locale its primary language, where Shopify has just told it: asking would need a permission of its own
 */
export async function refreshShop(
  context: Context,
  shop: { id: string; domain: string },
  locale: string | null = null,
): Promise<void> {
  const { prisma } = context.db;
  const known = await prisma.shop.findUnique({ where: { id: shop.id } });
  if (known?.state !== 'installed') return;
  const details = await readShopDetails(await context.shopify(shop.domain));
  await prisma.$transaction(async (tx) => {
    await tx.shop.update({ where: { id: shop.id }, data: { ...details, ...(locale === null ? {} : { locale }) } });
    if (details.storefrontUrl === known.storefrontUrl) return;
    await forgetWrittenLinks(tx, shop.id);
    await context.queue.enqueue(tx, 'write-advocate-links', { shopId: shop.id }, { once: shop.id });
  });
}
