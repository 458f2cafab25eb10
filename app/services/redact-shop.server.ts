/** Shopify asks for the erasure of a shop, 48 hours after it removed the app (shop/redact). */
import type { Context } from '../context.server.ts';
import { eraseShop } from '../data/redaction.server.ts';

const TEN_MINUTES = 600_000;

/**
 * Deletes every row of the shop. A shop that has installed the app again meanwhile keeps its data.
 * https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance
 */
export async function redactShop(context: Context, domain: string): Promise<void> {
  await context.db.prisma.$transaction(
    async (tx) => {
      // The lock makes a reinstallation wait, so that it either is seen here or starts from nothing.
      const [shop] = await tx.$queryRaw<
        { id: string; state: string }[]
      >`SELECT id, state FROM shop WHERE domain = ${domain} FOR UPDATE`;
      if (!shop) return;
      if (shop.state === 'installed') {
        context.log.info({ shop: domain }, 'installed again: not erased');
        return;
      }
      await eraseShop(tx, { id: shop.id, domain });
      context.log.info({ shop: domain }, 'erased');
    },
    { timeout: TEN_MINUTES },
  );
}
