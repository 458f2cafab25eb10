/** A guest wants to be forgotten. Shopify tells of the wishes of customers with an account only, so guests tell the app. */
import type { Context } from '../context.server.ts';
import type { Storefront } from '../data/storefronts.server.ts';
import { advocateWithKey } from './open-personal-link.server.ts';
import { redactCustomer } from './redact-customer.server.ts';

/** Erases whoever the personal link belongs to, as `customers/redact` does. False when it opens nothing, or its advocate has an account: that is the shop's to erase. */
export async function forgetGuest(context: Context, shop: Storefront, { key }: { key: string }): Promise<boolean> {
  const advocate = await advocateWithKey(context, shop, key);
  if (advocate === null || advocate.customerId !== null) return false;
  const row = await context.db.prisma.advocate.findUnique({
    where: { shopId_id: { shopId: shop.id, id: advocate.advocateId } },
    select: { emailSealed: true },
  });
  if (!row?.emailSealed) return false;
  const customer = { id: null, email: context.vault.open(row.emailSealed) };
  await redactCustomer(context, shop, { customer, orders_to_redact: [] });
  return true;
}
