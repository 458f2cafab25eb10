import { expect, test } from 'vitest';
import { scopesMissingFor, scopesMissingForProgram } from '#app/domain/payout-scopes.ts';
import { defaultRules } from '#app/domain/program.ts';

const credit = { kind: 'store-credit' as const, minor: '500' };
const card = { kind: 'gift-card' as const, minor: '500' };
const cardScopes = ['read_gift_cards', 'write_gift_cards'];
const rules = defaultRules('EUR');

test('codes need no permission beyond the ordinary ones', () => {
  expect(scopesMissingForProgram(rules, 'write_discounts')).toEqual([]);
});

test('an offer, a step, a bonus and a sign-up that are paid out each ask for their permission, and each permission once', () => {
  expect(scopesMissingForProgram({ ...rules, offer: { ...rules.offer, value: card } }, '')).toEqual(cardScopes);
  const steps = [
    { from: '3', value: { kind: 'order-share' as const, basisPoints: 500, capMinor: null, as: 'gift-card' as const } },
  ];
  const tiers = { by: 'referrals' as const, days: null, keeps: true, steps };
  const milestones = [{ at: 5, value: card }];
  expect(scopesMissingForProgram({ ...rules, reward: { ...rules.reward, tiers, milestones } }, '')).toEqual(cardScopes);
  const signUps = { ...rules.signUps, value: card };
  expect(scopesMissingForProgram({ ...rules, signUps: { ...signUps, credited: true } }, '')).toEqual(cardScopes);
  expect(scopesMissingForProgram({ ...rules, signUps: { ...signUps, credited: false } }, '')).toEqual([]);
});

test('what is granted is not asked for again, and writing includes reading', () => {
  const offer = { ...rules.offer, value: credit };
  expect(scopesMissingForProgram({ ...rules, offer }, 'write_gift_cards, write_store_credit_account_transactions')).toEqual([
    'read_store_credit_accounts',
  ]);
  expect(scopesMissingFor(card, 'write_discounts,write_gift_cards')).toEqual([]);
});
