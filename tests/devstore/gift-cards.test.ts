import { beforeAll, expect, test } from 'vitest';
import { grantOptionalScopes } from '#devstore/auth/install.ts';
import { orderJson } from '#devstore/orders/order-json.ts';
import { refundOrder } from '#devstore/orders/refund-order.ts';
import type { GiftCardState } from '#devstore/state.ts';
import { newId } from '#devstore/store.ts';
import { useDevstore } from '#tests/support/devstore.ts';
import { addDiscount, openStorefront, variantIn, type Shopper, type Stand } from '#tests/support/storefront.ts';

const used = useDevstore();
let token = '';

beforeAll(async () => {
  token = await used().accessToken();
  grantOptionalScopes(used().devstore.store, used().shop, ['read_gift_cards', 'write_gift_cards']);
});

type Card = { id: string } & Record<string, unknown>;
type Payload = {
  giftCard: Card | null;
  giftCardCode: string | null;
  userErrors: { field: string[] | null; code: string; message: string }[];
};
const fields = `id lastCharacters enabled isRedeemable balance { amount } initialValue { amount currencyCode } expiresOn note deactivatedAt
  customer { id } recipientAttributes { preferredName message sendNotificationAt recipient { id } }`;

async function run<Result>(query: string, variables: Record<string, unknown> = {}): Promise<Result> {
  const answer = await used().graphql(token, query, variables);
  expect(answer.errors).toBeUndefined();
  return Object.values(answer.data ?? {})[0] as unknown as Result;
}

function create(input: Record<string, unknown>): Promise<Payload> {
  return run(
    `mutation ($input: GiftCardCreateInput!) { giftCardCreate(input: $input) { giftCard { ${fields} } giftCardCode userErrors { field code message } } }`,
    { input: { initialAmount: { amount: '25', currencyCode: 'USD' }, ...input } },
  );
}

const customer = (index: number) => `gid://shopify/Customer/${[...used().shop.customers.keys()][index]}`;

test('a card is made with a code of one’s own, for a customer, with a recipient who is told at the chosen time', async () => {
  const sendNotificationAt = new Date(Date.now() + 86_400_000).toISOString().replace(/\.\d+/, '');
  const { giftCard, giftCardCode, userErrors } = await create({
    code: 'VOUCHSAFE1A2B',
    customerId: customer(0),
    expiresOn: '2036-01-31',
    note: 'Reward 7',
    recipientAttributes: { id: customer(1), preferredName: 'Mia', message: 'Enjoy', sendNotificationAt },
  });
  expect([userErrors, giftCardCode]).toEqual([[], 'vouchsafe1a2b']);
  expect(giftCard).toMatchObject({
    lastCharacters: '1a2b',
    enabled: true,
    isRedeemable: true,
    balance: { amount: '25.0' },
    initialValue: { amount: '25.0', currencyCode: 'USD' },
    expiresOn: '2036-01-31',
    note: 'Reward 7',
    deactivatedAt: null,
    customer: { id: customer(0) },
    recipientAttributes: { preferredName: 'Mia', message: 'Enjoy', sendNotificationAt, recipient: { id: customer(1) } },
  });
  const { shop } = used();
  expect(shop.notifications).toMatchObject([
    {
      kind: 'gift-card',
      customerId: customer(1).split('/').at(-1),
      at: sendNotificationAt,
      text: 'A gift card of 25.00 USD: vouchsafe1a2b',
    },
  ]);
});

test.each([
  ['a code that exists in any case', { code: 'vouchSAFE1A2B' }, 'code', 'TAKEN'],
  ['a code of seven letters', { code: 'ABCDEFG' }, 'code', 'TOO_SHORT'],
  ['a code of twenty-one letters', { code: 'ABCDEFGHIJKLMNOPQRSTU' }, 'code', 'TOO_LONG'],
  ['a code with other signs', { code: 'ABC_DEFG' }, 'code', 'INVALID'],
  ['no amount', { initialAmount: null }, 'initialAmount', 'MISSING_ARGUMENT'],
  ['an amount of nothing', { initialAmount: { amount: '0', currencyCode: 'USD' } }, 'initialAmount', 'GREATER_THAN'],
  ['too much', { initialAmount: { amount: '2000.01', currencyCode: 'USD' } }, 'initialAmount', 'GIFT_CARD_LIMIT_EXCEEDED'],
  ['an unknown customer', { customerId: 'gid://shopify/Customer/1' }, 'customerId', 'CUSTOMER_NOT_FOUND'],
  [
    'an unknown recipient',
    { recipientAttributes: { id: 'gid://shopify/Customer/1' } },
    'recipientAttributes',
    'RECIPIENT_NOT_FOUND',
  ],
])('%s is refused', async (_, input, field, code) => {
  const before = used().shop.giftCards.size;
  const { giftCard, userErrors } = await create(input);
  expect([giftCard, userErrors.map((error) => [error.field?.[1], error.code])]).toEqual([null, [[field, code]]]);
  expect(used().shop.giftCards.size).toBe(before);
});

test('cards are listed, found by their state, and deactivated for good', async () => {
  const made = (await create({ code: 'DEACTIVATEME' })).giftCard;
  const off = await run<{ giftCard: Card }>(
    `mutation ($id: ID!) { giftCardDeactivate(id: $id) { giftCard { ${fields} } userErrors { code } } }`,
    { id: made?.id },
  );
  expect(off.giftCard).toMatchObject({ enabled: false, isRedeemable: false, deactivatedAt: expect.any(String) as string });
  const listed = await run<{ nodes: { id: string }[] }>(
    '{ giftCards(first: 5, query: "status:disabled balance_status:full", reverse: true) { nodes { id } } }',
  );
  expect(listed.nodes).toEqual([{ id: made?.id }]);
  expect(await run('{ giftCardsCount(query: "status:enabled") { count } }')).toEqual({ count: used().shop.giftCards.size - 1 });
});

test('a shop without gift cards says so and makes none', async () => {
  const { shop } = used();
  shop.giftCardsEnabled = false;
  expect(await run('{ shop { features { giftCards } } }')).toEqual({ features: { giftCards: false } });
  expect((await create({ code: 'NOTHERE12' })).userErrors.map(({ code }) => code)).toEqual(['INVALID']);
  shop.giftCardsEnabled = true;
});

const buyer = {
  contact: 'jo@example.com',
  lastName: 'Doe',
  address1: '1 Main St',
  city: 'Troy',
  zip: '12180',
  countryCode: 'US',
};

function giveCard({ store, shop }: Stand, code: string, balance: string, more: Partial<GiftCardState> = {}): GiftCardState {
  const at = '2026-01-01T00:00:00Z';
  const card: GiftCardState = {
    id: newId(store), code, initialValue: balance, balance, customerId: null, recipient: null, note: null, expiresOn: null, enabled: true,
    deactivatedAt: null, crossCurrencyRedemptionStrategy: 'MARKET_FX', templateSuffix: null, createdByApp: true, transactions: [], createdAt: at,
    updatedAt: at, ...more,
  }; // prettier-ignore
  shop.giftCards.set(card.id, card);
  return card;
}

/** Goes to the checkout with one hand grinder (89.00, 96.12 with tax). */
async function checkout({ shop, newShopper }: Stand): Promise<{ shopper: Shopper; path: string }> {
  const shopper = newShopper();
  await shopper.post('/cart/add.js', { id: variantIn(shop, 'hand-grinder').id });
  const left = await shopper.post('/cart', new URLSearchParams({ checkout: '' }));
  return { shopper, path: (await shopper.get(left.location)).location };
}

const send = (shopper: Shopper, path: string, more: Record<string, string>) =>
  shopper.post(path, new URLSearchParams({ ...buyer, ...more }));
const seen = (text: string, what: string) => new RegExp(`data-${what}>([^<]+)<`).exec(text)?.[1];

test('the field for discount codes takes gift cards too; a part is paid with the card, and what is left stays on it', async () => {
  const stand = await openStorefront();
  const { store, shop } = stand;
  const small = giveCard(stand, 'giftcard10', '10.00');
  const large = giveCard(stand, 'giftcard100', '100.00');
  addDiscount(store, shop, 'TEN');
  const { shopper, path } = await checkout(stand);
  const apply = async (discount: string) => (await shopper.follow(await send(shopper, path, { discount, intent: 'apply' }))).text;
  expect(seen(await apply('TEN'), 'total')).toBe('$86.51');
  const page = await apply(' GiftCard-10 ');
  expect([seen(page, 'total'), seen(page, 'gift-card'), seen(page, 'due')]).toEqual(['$86.51', '−$10.00', '$76.51']);
  expect(await apply('giftcard10')).toContain('This gift card is already applied');
  expect(seen(await apply('giftcard100'), 'due')).toBe('$0.00');
  const paid = await send(shopper, path, { intent: 'pay', shown_due: '0.00' });
  expect((await shopper.get(paid.location)).text).toContain('Gift card');
  expect([small.balance, large.balance]).toEqual(['0.00', '23.49']);
  const [order] = shop.orders.values();
  if (order === undefined) throw new Error('no order');
  expect(order.transactions).toMatchObject([
    { gateway: 'gift_card', amount: '10.00', kind: 'sale' },
    { gateway: 'gift_card', amount: '76.51' },
  ]);
  expect(orderJson(store, shop, order)).toMatchObject({
    payment_gateway_names: ['gift_card'],
    total_discounts: '8.90',
    total_price: '86.51',
  });
  refundOrder(store, shop, order);
  expect([small.balance, large.balance]).toEqual(['10.00', '100.00']);
  expect(orderJson(store, shop, order).refunds[0]?.transactions[0]).toMatchObject({
    gateway: 'gift_card',
    receipt: { gift_card_id: Number(small.id), gift_card_last_characters: 'rd10' },
  });
});

test('cards that are disabled, expired, empty or unknown are refused, and one that dies meanwhile pays nothing', async () => {
  const stand = await openStorefront();
  giveCard(stand, 'disabled1', '10.00', { enabled: false });
  giveCard(stand, 'expired12', '10.00', { expiresOn: '2020-01-01' });
  giveCard(stand, 'emptycard', '0.00');
  const dying = giveCard(stand, 'dyingcard', '10.00');
  const { shopper, path } = await checkout(stand);
  const why = async (discount: string) =>
    /id="discount-problem"[^>]*>([^<]+)</.exec((await send(shopper, path, { discount, intent: 'apply' })).text)?.[1];
  expect([await why('disabled1'), await why('expired12'), await why('nothing1')]).toEqual(
    Array(3).fill('Enter a valid discount code or gift card'),
  );
  expect(await why('emptycard')).toBe('This gift card has no funds left');
  await send(shopper, path, { discount: 'dyingcard', intent: 'apply' });
  dying.enabled = false;
  const refused = await send(shopper, path, { intent: 'pay', card: '1' });
  expect([refused.status, stand.shop.orders.size]).toEqual([422, 0]);
  expect((await send(shopper, path, { intent: 'pay', card: '1' })).location).toContain('thank-you');
  expect([...stand.shop.orders.values()][0]?.transactions).toMatchObject([{ gateway: 'shopify_payments', amount: '96.12' }]);
});

test('a card is good until the end of its last day in the shop’s time zone, and is taken off again by its button', async () => {
  const stand = await openStorefront({ timeZone: 'America/New_York' });
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date());
  const card = giveCard(stand, 'lastday123', '10.00', { expiresOn: today });
  const { shopper, path } = await checkout(stand);
  const page = await shopper.follow(await send(shopper, path, { discount: 'lastday123', intent: 'apply' }));
  expect(page.text).toContain('Remove the gift card ending with y123');
  const without = await shopper.follow(await send(shopper, path, { intent: `remove-gift-card:${card.id}` }));
  expect(seen(without.text, 'due')).toBeUndefined();
  stand.store.clockOffset = 86_400_000;
  expect((await send(shopper, path, { discount: 'lastday123', intent: 'apply' })).status).toBe(422);
});
