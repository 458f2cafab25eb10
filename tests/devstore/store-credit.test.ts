import { beforeAll, beforeEach, expect, test } from 'vitest';
import { grantOptionalScopes } from '#devstore/auth/install.ts';
import { creditAccount, openAccount } from '#devstore/credit/store-credit.ts';
import { cancelOrder } from '#devstore/orders/cancel-order.ts';
import { orderJson } from '#devstore/orders/order-json.ts';
import { refundOrder } from '#devstore/orders/refund-order.ts';
import type { CustomerState } from '#devstore/state.ts';
import { useDevstore } from '#tests/support/devstore.ts';
import { openStorefront, variantIn, type Shopper, type Stand } from '#tests/support/storefront.ts';

const used = useDevstore();
let token = '';
const optional = [
  'read_store_credit_accounts',
  'read_store_credit_account_transactions',
  'write_store_credit_account_transactions',
];
const hour = 3_600_000;

beforeAll(async () => {
  token = await used().accessToken();
  grantOptionalScopes(used().devstore.store, used().shop, optional);
});

beforeEach(() => {
  used().shop.storeCreditAccounts.clear();
  used().devstore.store.clockOffset = 0;
});

type Payload = {
  storeCreditAccountTransaction: { id: string; account: { id: string } } & Record<string, unknown>;
  userErrors: { code: string; field: string[] }[];
};

async function change(
  kind: 'credit' | 'debit',
  id: string,
  amount: string,
  more: Record<string, unknown> = {},
  currency = 'USD',
) {
  const name = kind === 'credit' ? 'Credit' : 'Debit';
  const answer = await used().graphql(
    token,
    `mutation ($id: ID!, $input: StoreCreditAccount${name}Input!) { storeCreditAccount${name}(id: $id, ${kind}Input: $input) {
      storeCreditAccountTransaction { id event amount { amount currencyCode } balanceAfterTransaction { amount } account { id balance { amount } } }
      userErrors { code field message } } }`,
    { id, input: { [`${kind}Amount`]: { amount, currencyCode: currency }, ...more } },
  );
  expect(answer.errors).toBeUndefined();
  return Object.values(answer.data ?? {})[0] as unknown as Payload;
}

const customer = () => `gid://shopify/Customer/${[...used().shop.customers.keys()][0]}`;
const later = (hours: number) => new Date(Date.now() + hours * hour).toISOString();

async function transactions(accountId: string, args = 'first: 10') {
  const answer = await used().graphql(
    token,
    `query ($id: ID!) { storeCreditAccount(id: $id) { balance { amount } owner { ... on Customer { id } } transactions(${args}) { nodes {
      __typename event amount { amount } balanceAfterTransaction { amount } origin { ... on OrderTransaction { gateway } }
      ... on StoreCreditAccountCreditTransaction { remainingAmount { amount } expiresAt }
      ... on StoreCreditAccountExpirationTransaction { creditTransaction { id } } } } } }`,
    { id: accountId },
  );
  expect(answer.errors).toBeUndefined();
  const account = answer.data?.['storeCreditAccount'] as unknown as {
    balance: { amount: string };
    transactions: { nodes: { __typename: string; amount: { amount: string }; balanceAfterTransaction: { amount: string } }[] };
  };
  const short = (name: string) => name.replace(/^StoreCreditAccount|Transaction$/g, '');
  const nodes = account.transactions.nodes;
  return {
    balance: account.balance.amount,
    nodes,
    lines: nodes.map((each) => `${short(each.__typename)} ${each.amount.amount} = ${each.balanceAfterTransaction.amount}`),
  };
}

test('credit makes an account in its currency; a debit is a negative amount; both are listed, newest first when asked so', async () => {
  const first = await change('credit', customer(), '10');
  expect(first).toMatchObject({
    userErrors: [],
    storeCreditAccountTransaction: {
      event: 'ADJUSTMENT',
      amount: { amount: '10.0', currencyCode: 'USD' },
      balanceAfterTransaction: { amount: '10.0' },
    },
  });
  const { account } = first.storeCreditAccountTransaction;
  const taken = await change('debit', account.id, '4.50');
  expect(taken.storeCreditAccountTransaction).toMatchObject({
    id: expect.stringContaining('gid://shopify/StoreCreditAccountDebitTransaction/') as string,
    amount: { amount: '-4.5' },
    account: { id: account.id, balance: { amount: '5.5' } },
  });
  await change('credit', customer(), '3', {}, 'CAD');
  expect(used().shop.storeCreditAccounts.size).toBe(2);
  const { lines, nodes } = await transactions(account.id, 'first: 10, reverse: true');
  expect(lines).toEqual(['Debit -4.5 = 5.5', 'Credit 10.0 = 10.0']);
  expect(nodes[1]).toMatchObject({ remainingAmount: { amount: '5.5' }, origin: null });
});

test.each([
  ['an amount of nothing', 'credit', '0', {}, 'USD', 'NEGATIVE_OR_ZERO_AMOUNT'],
  ['an expiry in the past', 'credit', '1', { expiresAt: '2020-01-01T00:00:00Z' }, 'USD', 'EXPIRES_AT_IN_PAST'],
  ['a currency that the shop lacks', 'credit', '1', {}, 'JPY', 'UNSUPPORTED_CURRENCY'],
  ['more than an account may hold', 'credit', '15000.01', {}, 'USD', 'CREDIT_LIMIT_EXCEEDED'],
  ['a debit of somebody without an account', 'debit', '1', {}, 'USD', 'ACCOUNT_NOT_FOUND'],
] as const)('%s is refused', async (_, kind, amount, more, currency, code) => {
  const { userErrors, storeCreditAccountTransaction } = await change(kind, customer(), amount, more, currency);
  expect([storeCreditAccountTransaction, userErrors.map((error) => error.code)]).toEqual([null, [code]]);
});

test('an account knows its currency and its limits, a stranger has none', async () => {
  const { id } = (await change('credit', customer(), '20')).storeCreditAccountTransaction.account;
  const codes = async (...args: Parameters<typeof change>) => (await change(...args)).userErrors.map(({ code }) => code);
  expect(await codes('credit', id, '1', {}, 'CAD')).toEqual(['MISMATCHING_CURRENCY']);
  expect(await codes('debit', id, '1', {}, 'CAD')).toEqual(['MISMATCHING_CURRENCY']);
  expect(await codes('debit', id, '-1')).toEqual(['NEGATIVE_OR_ZERO_AMOUNT']);
  expect(await codes('debit', id, '20.01')).toEqual(['INSUFFICIENT_FUNDS']);
  expect(await codes('credit', id, '14980.01')).toEqual(['CREDIT_LIMIT_EXCEEDED']);
  expect(await codes('credit', id, '14980')).toEqual([]);
  expect(await codes('credit', 'gid://shopify/Customer/1', '1')).toEqual(['OWNER_NOT_FOUND']);
  expect(await codes('credit', 'gid://shopify/StoreCreditAccount/1', '1')).toEqual(['ACCOUNT_NOT_FOUND']);
});

test('debits take what expires first; what is left of a credit goes when its time has come', async () => {
  const { store } = used().devstore;
  const { id } = (await change('credit', customer(), '10')).storeCreditAccountTransaction.account;
  await change('credit', customer(), '6', { expiresAt: later(10) });
  await change('credit', customer(), '5', { expiresAt: later(5) });
  await change('debit', customer(), '7');
  store.clockOffset = 6 * hour;
  expect(await transactions(id)).toMatchObject({ balance: '14.0' });
  store.clockOffset = 11 * hour;
  const { balance, lines, nodes } = await transactions(id);
  expect([balance, lines]).toEqual([
    '10.0',
    ['Credit 10.0 = 10.0', 'Credit 6.0 = 16.0', 'Credit 5.0 = 21.0', 'Debit -7.0 = 14.0', 'Expiration -4.0 = 10.0'],
  ]);
  expect(nodes[1]).toMatchObject({ remainingAmount: { amount: '4.0' } });
  expect((await change('debit', customer(), '10.01')).userErrors.map(({ code }) => code)).toEqual(['INSUFFICIENT_FUNDS']);
});

test('without the optional scope the mutation is refused and nothing is credited; a customer is told when asked so', async () => {
  const { shop } = used();
  shop.grantedScopes = shop.grantedScopes.filter((scope) => !optional.includes(scope));
  const query = `mutation ($id: ID!) { storeCreditAccountCredit(id: $id, creditInput: { notify: true, creditAmount: { amount: "1", currencyCode: USD } }) { userErrors { code } } }`;
  const refused = await used().graphql(token, query, { id: customer() });
  expect(refused.errors?.[0]?.extensions?.['code']).toBe('ACCESS_DENIED');
  expect(shop.storeCreditAccounts.size).toBe(0);
  grantOptionalScopes(used().devstore.store, shop, optional);
  expect((await used().graphql(token, query, { id: customer() })).errors).toBeUndefined();
  expect(shop.notifications).toMatchObject([{ kind: 'store-credit', text: '1.00 USD of store credit' }]);
});

const buyer = {
  contact: 'jo@example.com',
  lastName: 'Doe',
  address1: '1 Main St',
  city: 'Troy',
  zip: '12180',
  countryCode: 'US',
};

/** Signs in and goes to the checkout with one hand grinder (89.00, 96.12 with tax). */
async function signedInCheckout({ shop, newShopper }: Stand, person: CustomerState | null, prefix = '') {
  const shopper = newShopper();
  if (person !== null) await shopper.post('/account/login', new URLSearchParams({ customer_id: person.id }));
  await shopper.post(`${prefix}/cart/add.js`, { id: variantIn(shop, 'hand-grinder').id });
  const left = await shopper.post(`${prefix}/cart`, new URLSearchParams({ checkout: '' }));
  return { shopper, path: (await shopper.get(left.location)).location };
}

const send = (shopper: Shopper, path: string, fields: Record<string, string>) =>
  shopper.post(path, new URLSearchParams({ ...buyer, store_credit_offered: '1', ...fields }));
const seen = (text: string, what: string) => new RegExp(`data-${what}>([^<]+)<`).exec(text)?.[1];

async function withCredit(amount: number, currency = 'USD') {
  const stand = await openStorefront();
  const [person] = [...stand.shop.customers.values()].filter(({ state }) => state === 'enabled');
  if (person === undefined) throw new Error('nobody has an account');
  const account = openAccount(stand.store, stand.shop, person.id, currency);
  creditAccount(stand.store, account, amount, { event: 'ADJUSTMENT', origin: null });
  return { stand, person, account };
}

test('at the checkout who is signed in pays with it, the rest by card, and the order says so', async () => {
  const { stand, person, account } = await withCredit(2_000);
  const { store, shop } = stand;
  const guest = await signedInCheckout(stand, null);
  expect((await guest.shopper.get(guest.path)).text).not.toContain('Store credit');
  const { shopper, path } = await signedInCheckout(stand, person);
  expect((await shopper.get(path)).text).toContain('$20.00 available');
  const page = (await shopper.follow(await send(shopper, path, { store_credit: '1', intent: 'refresh' }))).text;
  expect([seen(page, 'total'), seen(page, 'store-credit'), seen(page, 'due')]).toEqual(['$96.12', '−$20.00', '$76.12']);
  expect((await send(shopper, path, { store_credit: '1', intent: 'pay', card: '2' })).status).toBe(422);
  expect(account.balance).toBe('20.00');
  const paid = await send(shopper, path, { store_credit: '1', intent: 'pay', card: '1', shown_due: '76.12' });
  const thanks = (await shopper.get(paid.location)).text;
  expect([seen(thanks, 'due'), thanks.includes('Paid by card')]).toEqual(['$76.12', true]);
  const [order] = shop.orders.values();
  if (order === undefined) throw new Error('no order');
  expect(order).toMatchObject({
    financialStatus: 'paid',
    transactions: [
      { gateway: 'shopify_store_credit', amount: '20.00', kind: 'sale' },
      { gateway: 'shopify_payments', amount: '76.12' },
    ],
  });
  expect(orderJson(store, shop, order).payment_gateway_names).toEqual(['shopify_store_credit', 'shopify_payments']);
  expect(account).toMatchObject({
    balance: '0.00',
    transactions: [{}, { event: 'ORDER_PAYMENT', amount: '-20.00', origin: { orderId: order.id } }],
  });
  refundOrder(store, shop, order, { amount: '50.00' });
  expect(account.balance).toBe('20.00');
  expect(account.transactions.at(-1)).toMatchObject({ kind: 'credit', event: 'ORDER_REFUND', amount: '20.00' });
  refundOrder(store, shop, order, { amount: '46.12', to: 'store-credit' });
  expect(account.balance).toBe('66.12');
  expect(order.transactions.at(-1)).toMatchObject({ kind: 'refund', gateway: 'shopify_store_credit', amount: '46.12' });
});

test('enough credit needs no card; a cancellation takes the debit back', async () => {
  const { stand, person, account } = await withCredit(10_000);
  const { shopper, path } = await signedInCheckout(stand, person);
  const page = (await shopper.follow(await send(shopper, path, { store_credit: '1', intent: 'refresh' }))).text;
  expect(page).toContain('Nothing is left to pay.');
  expect((await send(shopper, path, { store_credit: '1', intent: 'pay' })).location).toContain('thank-you');
  expect(account.balance).toBe('3.88');
  const [order] = stand.shop.orders.values();
  if (order === undefined) throw new Error('no order');
  expect(order.transactions).toMatchObject([{ gateway: 'shopify_store_credit', amount: '96.12' }]);
  cancelOrder(stand.store, stand.shop, order);
  expect(account.balance).toBe('100.00');
  expect(account.transactions.at(-1)).toMatchObject({ kind: 'debit-revert', event: 'ORDER_CANCELLATION', amount: '96.12' });
  expect(account.transactions[0]?.remaining).toBe('100.00');
});

test('only credit in the currency of the checkout can be spent, to the last cent', async () => {
  const { stand, person, account } = await withCredit(50_000, 'CAD');
  const home = await signedInCheckout(stand, person);
  expect((await home.shopper.get(home.path)).text).not.toContain('Store credit');
  const { shopper, path } = await signedInCheckout(stand, person, '/fr-ca');
  await send(shopper, path, { store_credit: '1', intent: 'refresh' });
  const paid = await send(shopper, path, { store_credit: '1', intent: 'pay' });
  expect(paid.location).toContain('thank-you');
  const [order] = stand.shop.orders.values();
  expect(order).toMatchObject({ financialStatus: 'paid', presentmentCurrency: 'CAD', transactions: [{ amount: '96.12' }] });
  expect(account.balance).toBe('368.32');
});

test('credit that was spent elsewhere meanwhile is not spent twice', async () => {
  const { stand, person, account } = await withCredit(2_000);
  const one = await signedInCheckout(stand, person);
  const two = await signedInCheckout(stand, person);
  await send(one.shopper, one.path, { store_credit: '1', intent: 'pay', card: '1', shown_due: '76.12' });
  const late = await send(two.shopper, two.path, { store_credit: '1', intent: 'pay', card: '1', shown_due: '76.12' });
  expect([late.status, stand.shop.orders.size, account.balance]).toEqual([422, 1, '0.00']);
  expect(late.text).toContain('The amount due has changed');
});
