import type { Api as OrderStatusApi } from '@shopify/ui-extensions/customer-account.order-status.block.render';
import type { Api as ThankYouApi } from '@shopify/ui-extensions/purchase.thank-you.block.render';
import type { PurchasePage } from './after-purchase.tsx';

/** What both pages have, read from the one that is open. */
export function pageOf(shopify: ThankYouApi | OrderStatusApi): PurchasePage {
  const { extension, settings, appMetafields, attributes, discountCodes, localization, sessionToken, storage, i18n } = shopify;
  return {
    ...{ extension, settings, appMetafields, attributes, discountCodes, localization, sessionToken, storage },
    translate: (key, replacements) => i18n.translate(key, replacements),
  };
}
