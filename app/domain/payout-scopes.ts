/** The optional access scopes of Shopify: without some a kind of reward cannot be paid, without another nobody tells of merged customers. */
import type { RewardValue } from './benefit.ts';
import type { PayoutValue, PlannedValue } from './rewards.ts';

/** Without it Shopify says that one of two merged customers is gone, but not who they are now. */
export const MERGE_SCOPE = 'read_customer_merge';

/** What an optional scope is needed for. */
export type ScopedUse = PayoutValue['kind'] | 'merged-customers';

const SCOPES: Readonly<Partial<Record<PlannedValue['kind'] | ScopedUse, readonly string[]>>> = {
  'store-credit': [
    'read_store_credit_accounts',
    'read_store_credit_account_transactions',
    'write_store_credit_account_transactions',
  ],
  'gift-card': ['read_gift_cards', 'write_gift_cards'],
  'merged-customers': [MERGE_SCOPE],
};

/** Those that a shop has not granted; writing includes reading. @param granted comma-separated, as Shopify lists them */
export function missingScopes(kind: PlannedValue['kind'] | ScopedUse, granted: string): string[] {
  const held = new Set(granted.split(',').map((scope) => scope.trim()));
  return (SCOPES[kind] ?? []).filter((scope) => !held.has(scope) && !held.has(scope.replace(/^read_/, 'write_')));
}

/** What a reward of this kind is paid as; null for a code. @param as of a share of the order */
export function payoutKindOf(kind: RewardValue['kind'], as: PayoutValue['kind']): PayoutValue['kind'] | null {
  if (kind === 'order-share') return as;
  return kind === 'store-credit' || kind === 'gift-card' ? kind : null;
}
