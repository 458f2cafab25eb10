/** Whether somebody without an account is the buyer of an order. */
import type { Context } from '../context.server.ts';
import { Fault } from '../shopify/faults.ts';
import { readOneOrder, type RecentOrder } from '../shopify/operations/recent-orders.ts';

export type OrderProof = {
  /** Numeric part of the gid. */
  orderId: string;
  /** As the thank-you and order-status pages show it. Orders can be counted; this cannot be guessed: who knows it has bought. */
  confirmationNumber: string;
};

/** The order that is proved; null when there is none or the number is another's; `later`: Shopify does not answer at the moment. */
export async function proveOrder(
  context: Context,
  shop: { domain: string },
  proof: OrderProof,
): Promise<RecentOrder | null | 'later'> {
  try {
    const found = await readOneOrder(await context.shopify(shop.domain, 'person'), proof.orderId);
    const given = proof.confirmationNumber.trim().replace(/^#/, '').toUpperCase();
    return found === null || found.confirmationNumber === null || found.confirmationNumber !== given ? null : found.order;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    context.log.warn({ shop: shop.domain, fault: error.kind }, 'order not asked for');
    return 'later';
  }
}
