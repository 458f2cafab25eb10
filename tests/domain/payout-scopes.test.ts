import { expect, test } from 'vitest';
import { missingScopes } from '#app/domain/payout-scopes.ts';

test('codes need no permission beyond the ordinary ones', () => {
  expect(missingScopes('percentage', 'write_discounts')).toEqual([]);
  expect(missingScopes('free-product', 'write_discounts')).toEqual([]);
});

test('what is granted is not asked for again, and writing includes reading', () => {
  expect(missingScopes('store-credit', 'write_gift_cards, write_store_credit_account_transactions')).toEqual([
    'read_store_credit_accounts',
  ]);
  expect(missingScopes('gift-card', 'write_discounts,write_gift_cards')).toEqual([]);
  expect(missingScopes('gift-card', '')).toEqual(['read_gift_cards', 'write_gift_cards']);
});
