import { beforeEach, expect, test } from 'vitest';
import type { Tiers } from '#app/domain/benefit.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { listReferrals } from '#app/queries/referral-list.server.ts';
import { readReferralDetail } from '#app/queries/referral-detail.server.ts';
import { readStoredFacts } from '#app/domain/stored-decision.ts';
import { addAdvocate, openShop, orderBody, shopifyThatNumbersOrders, type TestShop, work } from '#tests/fixtures/order-events.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
let context: TestContext;
beforeEach(() => {
  context = testContext(database, { shopify: shopifyThatNumbersOrders() });
});

const fixed = (minor: string) => ({ kind: 'fixed-amount', minor }) as const;
const scale = (changes: Partial<Tiers> = {}): Tiers => ({
  ...{ by: 'referrals', days: null, keeps: false },
  steps: [{ from: '2', value: fixed('1500') }, { from: '4', value: fixed('2000') }], // prettier-ignore
  ...changes,
});
const shopWith = (
  tiers: Tiers | null,
  reward: Partial<ProgramRules['reward']> = {},
  offer: Partial<ProgramRules['offer']> = {},
) =>
  openShop(context, (rules) => ({
    ...rules,
    reward: { ...rules.reward, value: fixed('1000'), tiers, ...reward },
    offer: { ...rules.offer, ...offer },
  }));

let people = 0;
function addAnna(shop: TestShop) {
  people += 1;
  return addAdvocate(context, shop, { customerId: `8${people}`, email: `anna${people}@advocate.example` });
}
let orders = 300_000;
type Sent = ['orders/paid' | 'orders/cancelled', Record<string, unknown>];
function friendsOrder(ref: string, changes: object = {}): Sent {
  orders += 1;
  const customer = { id: orders, email: `friend${orders}@friend.example` };
  return ['orders/paid', orderBody({ orderId: String(orders), ref, customer, ...changes })];
}
const cancelled = ([, body]: Sent): Sent => [
  'orders/cancelled',
  { ...body, cancelled_at: '2026-11-21T00:00:00Z', updated_at: '2026-11-21T00:00:00Z', financial_status: 'refunded' },
];

/** Amount and step of each advocate's reward, by order. */
async function steps(shop: TestShop): Promise<string[]> {
  const rewards = await database.prisma.reward.findMany({
    where: { shopId: shop.id, recipient: 'advocate' },
    include: { referral: true },
  });
  const inOrder = rewards.sort((a, b) => Number(a.referral?.orderId) - Number(b.referral?.orderId));
  return inOrder.map(({ amountMinor, tierFrom }) => `${amountMinor} ${tierFrom ?? '-'}`);
}

test('the nth referral earns its step, in one batch or in many', async () => {
  const expected = ['1000 -', '1500 2', '1500 2', '2000 4', '2000 4'];
  const [one, many] = [await shopWith(scale()), await shopWith(scale())];
  const [anna, bea, cleo] = [await addAnna(one), await addAnna(many), await addAnna(one)];
  await work(context, one, ...[1, 2, 3, 4, 5].map(() => friendsOrder(anna.code)));
  for (let count = 0; count < 5; count += 1) await work(context, many, friendsOrder(bea.code));
  expect(await steps(one)).toEqual(expected);
  expect(await steps(many)).toEqual(expected);
  await work(context, one, friendsOrder(cleo.code));
  expect((await steps(one)).at(-1)).toBe('1000 -');
});

test('what was counted stands with the order’s facts', async () => {
  const shop = await shopWith(scale());
  const { code } = await addAnna(shop);
  await work(context, shop, friendsOrder(code));
  const second = friendsOrder(code);
  await work(context, shop, second);
  const where = { shopId_orderId: { shopId: shop.id, orderId: String(second[1]['id']) } };
  const { facts } = await database.prisma.buyerOrder.findUniqueOrThrow({ where });
  expect(readStoredFacts(facts).advocates[0]?.tally).toEqual({
    ...{ by: 'referrals', days: null, orders: 1, revenueMinor: 8_000n, tierFrom: null },
  });
});

test('a cancelled order steps down, unless a step once reached is kept', async () => {
  const [falls, keeps] = [await shopWith(scale()), await shopWith(scale({ keeps: true }))];
  for (const shop of [falls, keeps]) {
    const { code } = await addAnna(shop);
    const [first, second] = [friendsOrder(code), friendsOrder(code)];
    await work(context, shop, first, second);
    await work(context, shop, cancelled(first), cancelled(second), friendsOrder(code));
  }
  expect(await steps(falls)).toEqual(['1000 -', '1500 2', '1000 -']);
  expect(await steps(keeps)).toEqual(['1000 -', '1500 2', '1500 2']);
});

test('only the last days count where the scale says so', async () => {
  const shop = await shopWith(scale({ days: 10 }));
  const { code } = await addAnna(shop);
  await work(context, shop, friendsOrder(code, { placedAt: '2026-11-01T10:00:00Z' }));
  await work(context, shop, friendsOrder(code, { placedAt: '2026-11-11T10:00:01Z' }));
  await work(context, shop, friendsOrder(code, { placedAt: '2026-11-12T10:00:00Z' }));
  expect(await steps(shop)).toEqual(['1000 -', '1000 -', '1500 2']);
});

test('a scale by revenue counts what is left of the orders before', async () => {
  const shop = await shopWith(scale({ by: 'revenue', steps: [{ from: '16000', value: fixed('2500') }] }));
  const { code } = await addAnna(shop);
  const [first, second] = [friendsOrder(code), friendsOrder(code)];
  await work(context, shop, first, second, friendsOrder(code)); // 80.00 each
  const part = { ...first[1], updated_at: '2026-11-21T00:00:00Z', current_subtotal_price_set: second[1]['subtotal_price_set'] };
  const left = {
    shop_money: { amount: '50.00', currency_code: 'USD' },
    presentment_money: { amount: '50.00', currency_code: 'USD' },
  };
  await work(context, shop, ['orders/updated', { ...part, current_subtotal_price_set: left }]);
  await work(context, shop, cancelled(second), friendsOrder(code)); // 50.00 and 80.00 are left
  expect(await steps(shop)).toEqual(['1000 -', '1000 -', '2500 16000', '1000 -']);
});

test('the friend is promised what the offer pays after the purchase, on their account, waiting as long as the advocate’s', async () => {
  const shop = await shopWith(null, {}, { value: { kind: 'order-share', basisPoints: 500, capMinor: null, as: 'store-credit' } });
  const { code } = await addAnna(shop);
  const paid = friendsOrder(code);
  await work(context, shop, paid);
  const rewards = await database.prisma.reward.findMany({ where: { shopId: shop.id }, orderBy: { recipient: 'asc' } });
  expect(rewards.map(({ recipient, customerId, amountMinor }) => ({ recipient, customerId, amountMinor }))).toEqual([
    { recipient: 'advocate', customerId: null, amountMinor: 1_000n },
    { recipient: 'friend', customerId: String(paid[1]['id']), amountMinor: 400n },
  ]);
  expect(rewards[0]?.dueAt).toEqual(rewards[1]?.dueAt);
  await work(context, shop, cancelled(paid));
  const states = await database.prisma.reward.findMany({ where: { shopId: shop.id }, select: { state: true } });
  expect(states).toEqual([{ state: 'revoked' }, { state: 'revoked' }]);
});

test('a friend without an account is promised it all the same, and the account is put down when it becomes known', async () => {
  const shop = await shopWith(null, {}, { value: { kind: 'store-credit', minor: '700' } });
  const { code } = await addAnna(shop);
  const [topic, body] = friendsOrder(code);
  const guest = { ...body, customer: null };
  const accountOf = async () =>
    (await database.prisma.reward.findFirstOrThrow({ where: { shopId: shop.id, recipient: 'friend' } })).customerId;
  await work(context, shop, [topic, guest]);
  expect(await accountOf()).toBeNull();
  await work(context, shop, ['orders/updated', { ...body, updated_at: '2026-11-21T00:00:00Z' }]);
  expect(await accountOf()).toBe(String(body['id']));
});

test('each recipient has a reason of their own for having no reward', async () => {
  const offer = { value: { kind: 'gift-card', minor: '900' }, minimumSubtotalMinor: '5000' } as const;
  const caps = { perAdvocate: { rewards: 1, days: 30 }, programMonthMinor: '3000', mostShareBasisPoints: 1_200 };
  const shop = await shopWith(null, { caps, value: fixed('900') }, offer);
  const { code } = await addAnna(shop);
  const small = { subtotal: '40.00', total: '50.00' };
  for (const changes of [{}, {}, { subtotal: '70.00', total: '80.00' }, small, {}])
    await work(context, shop, friendsOrder(code, changes));
  const rows = await database.prisma.referral.findMany({ where: { shopId: shop.id }, orderBy: { orderId: 'asc' } });
  expect(rows.map((row) => [row.unrewardedReason, row.friendUnrewardedReason])).toEqual([
    [null, null],
    ['advocate', null],
    ['share', 'share'],
    ['share', 'minimum'],
    ['advocate', 'month'],
  ]);
});

test('store credit is promised in the currency that its owner shops in, and counts for the month what it stands for', async () => {
  const inCurrencies = [{ currency: 'EUR', minor: '900' }, { currency: 'JPY', minor: '1500' }]; // prettier-ignore
  const caps = { perAdvocate: null, programMonthMinor: '3500', mostShareBasisPoints: null };
  const credit = { kind: 'store-credit', minor: '1000' } as const;
  const shop = await shopWith(null, { value: credit, inCurrencies, caps }, { value: { kind: 'store-credit', minor: '500' } });
  const { code, advocateId } = await addAnna(shop);
  await database.prisma.advocate.updateMany({ where: { shopId: shop.id, id: advocateId }, data: { currency: 'EUR' } });
  const yen = { presentment: { currency: 'JPY', total: '13500' } };
  await work(context, shop, friendsOrder(code, yen));
  await work(context, shop, friendsOrder(code), friendsOrder(code));
  const rewards = await database.prisma.reward.findMany({ where: { shopId: shop.id }, include: { referral: true } });
  const told = rewards
    .sort((a, b) => Number(a.referral?.orderId) - Number(b.referral?.orderId) || (a.recipient < b.recipient ? -1 : 1))
    .map(({ recipient, amountMinor, currency, capMinor }) => [recipient, `${amountMinor} ${currency}`, capMinor]);
  expect(told).toEqual([
    ['advocate', '900 EUR', 1_000n],
    ['friend', '750 JPY', 500n],
    ['advocate', '900 EUR', 1_000n],
    ['friend', '500 USD', null],
    ['friend', '500 USD', null], // of 35.00, 30.00 are promised: the advocate's does not fit any more
  ]);
});

test('the order’s page and the list tell both recipients, the step, and which limit stood in whose way', async () => {
  const tiers = scale({ keeps: true, days: 30 });
  const offer = { value: { kind: 'store-credit', minor: '700' }, minimumSubtotalMinor: '8000' } as const;
  const shop = await shopWith(
    tiers,
    { caps: { perAdvocate: { rewards: 3, days: 30 }, programMonthMinor: null, mostShareBasisPoints: null } },
    offer,
  );
  const { code } = await addAnna(shop);
  const sent = [
    friendsOrder(code),
    friendsOrder(code),
    friendsOrder(code, { subtotal: '60.00', total: '70.00' }),
    friendsOrder(code),
  ];
  await work(context, shop, ...sent.slice(0, 2));
  await work(context, shop, ...sent.slice(0, 2).map(cancelled), ...sent.slice(2));
  const detailOf = async (place: number) => {
    const detail = await readReferralDetail(database.prisma, shop.id, String(sent[place]?.[1]['id']), () => null);
    if (detail === null) throw new Error('not found');
    const { tier, unrewarded, friendUnrewarded, reward, friendReward } = detail;
    return { tier, unrewarded, friendUnrewarded, amounts: [reward?.amountMinor, friendReward?.amountMinor] };
  };
  const step = { ...{ by: 'referrals', days: 30, currency: 'USD', kept: false }, from: '2', value: fixed('1500') };
  expect(await detailOf(0)).toEqual({
    ...{ tier: { ...step, reached: '1' }, unrewarded: null, friendUnrewarded: null, amounts: ['1000', '700'] },
  });
  expect((await detailOf(1)).tier).toEqual({ ...step, reached: '2' });
  expect(await detailOf(2)).toEqual({
    ...{
      tier: { ...step, reached: '1', kept: true },
      unrewarded: null,
      friendUnrewarded: 'minimum',
      amounts: ['1500', undefined],
    },
  });
  const place = { id: shop.id, timeZone: 'UTC' };
  const { rows } = await listReferrals(database.prisma, place, {}, null, 10, () => null);
  expect(
    rows
      .sort((a, b) => Number(a.orderId) - Number(b.orderId))
      .map((row) => [row.rewardState, row.unrewarded, row.friendRewardState, row.friendUnrewarded]),
  ).toEqual([
    ['revoked', null, 'revoked', null],
    ['revoked', null, 'revoked', null],
    ['pending', null, null, 'minimum'],
    ['pending', null, 'pending', null],
  ]);
});
