/** The optional access scopes of Shopify without which a kind of reward cannot be paid. */
import type { RewardValue } from './benefit.ts';
import type { PayoutValue, PlannedValue } from './rewards.ts';

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

/** What a reward of this kind is paid as; null for a code. @param as of a share of the order */
export function payoutKindOf(kind: RewardValue['kind'], as: PayoutValue['kind']): PayoutValue['kind'] | null {
  if (kind === 'order-share') return as;
  return kind === 'store-credit' || kind === 'gift-card' ? kind : null;
}
