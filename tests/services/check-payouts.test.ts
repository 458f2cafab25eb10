import { expect, test } from 'vitest';
import { defaultRules } from '#app/domain/program.ts';
import { formOf, type ProgramForm } from '#app/program-form.ts';
import { payoutProblems } from '#app/services/check-payouts.server.ts';
import { useAdminApi } from '#tests/support/admin-api.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const api = useAdminApi();
const plain = formOf(defaultRules('USD'));
const card = { ...plain.rewardValue, kind: 'gift-card' as const, amount: '2000' };
const scopes = 'write_discounts,write_gift_cards';

function ask(changes: Partial<ProgramForm>, granted = scopes, isReached = true) {
  const context = testContext(database, isReached ? { shopify: () => Promise.resolve(api.client()) } : {});
  const shop = { domain: api.shop.domain, currency: 'USD', scopes: granted };
  return payoutProblems(context, shop, { ...plain, ...changes });
}

test('store credit is paid only in currencies that the shop sells in', async () => {
  const [market] = api.shop.markets.filter(({ currency }) => currency !== 'USD');
  if (market === undefined) throw new Error('the dev store sells abroad');
  const currencyAmounts = [
    { currency: market.currency.toLowerCase(), amount: '9' },
    { currency: 'ISK', amount: '900' },
  ];
  expect(await ask({ currencyAmounts }, 'write_discounts')).toEqual({
    'currency1.currency': { problem: 'unsold', currency: 'ISK' },
  });
});

test('no gift card is promised that is larger than the shop may make, wherever it is promised', async () => {
  api.shop.grantedScopes = [...api.shop.grantedScopes, 'read_gift_cards', 'write_gift_cards'];
  const larger = { ...card, amount: '2000.01' };
  const problem = { problem: 'card', most: '200000', currency: 'USD' };
  const share = { ...card, kind: 'order-share' as const, paidAs: 'gift-card' as const };
  expect(await ask({ rewardValue: card, milestones: [{ at: '5', value: card }] })).toBeNull();
  expect(
    await ask({
      offerValue: larger,
      tiersBy: 'referrals',
      tierSteps: [
        { from: '2', value: { ...share, most: '' } },
        { from: '3', value: { ...share, most: '3000' } },
      ],
      milestones: [{ at: '5', value: larger }],
      signUpValue: larger,
    }),
  ).toEqual({ 'offerValue.amount': problem, 'tier1.most': problem, 'milestone0.amount': problem });
});

test('a program can be saved while Shopify does not answer, and nothing is asked that was not allowed', async () => {
  const larger = { ...card, amount: '2000.01' };
  expect(await ask({ rewardValue: larger }, scopes, false)).toBeNull();
  expect(await ask({ rewardValue: larger }, 'write_discounts')).toBeNull();
});
