/** Evidence about a signed-in customer may come after their sign-up: then the sign-up is judged (again). */
import type { Context } from '../context.server.ts';
import { insertOwnDeliveries } from '../data/own-deliveries.server.ts';
import type { Storefront } from '../data/storefronts.server.ts';

/**
 * Puts the reminder into the inbox. Whether the customer has signed up lately is looked up there: this visit and the account's webhook may arrive
 * at the same moment, and the inbox knows their sequence.
 */
export async function remindOfSignUp(context: Context, shop: Storefront, customerId: string): Promise<void> {
  const body = JSON.stringify({ customerId, at: context.now() });
  await insertOwnDeliveries(context.db.prisma, shop, [{ topic: 'vouchsafe/sign-up', source: 'storefront', body }], context.now());
}
