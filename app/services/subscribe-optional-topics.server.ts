/** Webhooks that ask for a permission which a merchant may withhold: subscribed to in the shops that give it. */
import type { Context } from '../context.server.ts';
import { MERGE_SCOPE } from '../domain/payout-scopes.ts';
import { Fault } from '../shopify/faults.ts';
import { ensureSubscription } from '../shopify/operations/webhook-subscriptions.ts';

/**
 * Shopify ends such a subscription itself when the app is removed. Repeats are harmless.
 * @throws Fault when asking again can help
 */
export async function subscribeOptionalTopics(
  context: Context,
  shop: { domain: string },
  granted: readonly string[],
): Promise<void> {
  if (!granted.includes(MERGE_SCOPE)) return;
  try {
    await ensureSubscription(
      await context.shopify(shop.domain),
      'CUSTOMERS_MERGE',
      new URL('/webhooks', context.env.SHOPIFY_APP_URL).href,
    );
  } catch (error) {
    if (!(error instanceof Fault) || error.retry) throw error;
    context.log.error({ shop: shop.domain, fault: error.kind }, 'merged customers are not told of');
  }
}
