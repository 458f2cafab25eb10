import type { TFunction } from 'i18next';

/** What an order is called: its name in Shopify ("#1042"). A sign-up has none there and is called so in the reader's language. */
export function orderName({ orderId, name }: { orderId: string; name: string }, t: TFunction): string {
  return orderId.startsWith('signup-') ? t('referral.signUp') : name;
}
