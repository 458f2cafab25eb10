/** Access scopes in words, for the merchant who grants them. */

const subjects: Record<string, string> = {
  customers: 'customers',
  discounts: 'discounts',
  orders: 'orders of the last 60 days',
  app_proxy: 'pages of the online store that the app answers',
  store_credit_accounts: 'store credit accounts',
  store_credit_account_transactions: 'store credit transactions',
  gift_cards: 'gift cards',
};

/** "read_orders" → "View orders of the last 60 days"; an unknown subject is shown as Shopify calls it. */
export function describeScope(scope: string): string {
  const [, verb = '', subject = scope] = /^(read|write)_(.+)$/.exec(scope) ?? [];
  const words = subjects[subject] ?? subject.replaceAll('_', ' ');
  return verb === 'write' ? `View and edit ${words}` : `View ${words}`;
}
