/** The optional access scopes of Shopify without which a kind of reward cannot be paid. */
import type { PlannedValue } from './rewards.ts';

const SCOPES: Readonly<Partial<Record<PlannedValue['kind'], readonly string[]>>> = {
  'store-credit': [
    'read_store_credit_accounts',
    'read_store_credit_account_transactions',
    'write_store_credit_account_transactions',
  ],
  'gift-card': ['read_gift_cards', 'write_gift_cards'],
};

/** Those that a shop has not granted; writing includes reading. @param granted comma-separated, as Shopify lists them */
export function missingScopes(kind: PlannedValue['kind'], granted: string): string[] {
  const held = new Set(granted.split(',').map((scope) => scope.trim()));
  return (SCOPES[kind] ?? []).filter((scope) => !held.has(scope) && !held.has(scope.replace(/^read_/, 'write_')));
}
