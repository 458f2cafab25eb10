import { beforeEach, expect, test } from 'vitest';
import { findRewardEvents } from '#app/data/reward-events.server.ts';
import { eraseShop } from '#app/data/redaction.server.ts';
import { codeTermsSchema, type CodeTerms } from '#app/domain/benefit.ts';
import { defaultRules } from '#app/domain/program.ts';
import type { CodeValue } from '#app/domain/rewards.ts';
import { fillPools } from '#app/services/fill-pools.server.ts';
import { grantReward } from '#app/services/grant-reward.server.ts';
import { findShop } from '#app/data/shops.server.ts';
import { mergeCustomers } from '#app/services/merge-customers.server.ts';
import { noteDeletedCustomer } from '#app/services/note-deleted-customer.server.ts';
import { noteChangedDiscount, noteRemovedCode } from '#app/services/note-discount-news.server.ts';
import { repairReward } from '#app/services/repair-reward.server.ts';
import { revokeRewardCode } from '#app/services/revoke-reward-code.server.ts';
import { settleCodeJobs } from '#devstore/discounts/code-jobs.ts';
import { changeDiscount, deactivateDiscount, deleteDiscount, removeCodes } from '#devstore/discounts/discount-events.ts';
import { recordUsage } from '#devstore/pricing/price-cart.ts';
import type { DiscountState } from '#devstore/state.ts';
import { useAdminApi } from '../support/admin-api.ts';
import { testContext, type TestContext } from '../support/context.ts';
import { useDatabase } from '../support/database.ts';
import { addAppShop, addReward, type FixtureReward, type FixtureShop, ledgerBalances } from '../support/reward-fixture.ts';

/** What a merchant does in Shopify to the discounts behind rewards, against the dev store's Admin API on the real schema. */
const database = useDatabase();
const api = useAdminApi();
let context: TestContext;
let shop: FixtureShop;
/** The rewards are all of one advocate. */
let everybody: FixtureReward | undefined;

const STAFF = { by: '77', note: 'A slip of the hand' };
const TEN: CodeValue = { kind: 'percentage', basisPoints: 1_000 };

beforeEach(async () => {
  Object.assign(api.store.injectors.adminApi, { bulkDelayMs: 0, loseAnswerRate: 0, failRate: 0 });
  api.shop.discounts.clear();
  api.shop.throttle.available = 2_000;
  const former = await database.prisma.shop.findUnique({ where: { domain: api.shop.domain } });
  if (former) await database.prisma.$transaction((tx) => eraseShop(tx, former));
  const at = Date.now();
  context = testContext(database, { shopify: () => Promise.resolve(api.client()), at });
  everybody = undefined;
  shop = await addAppShop(context, api.shop.domain);
});

async function useTerms(terms: Partial<CodeTerms>, codes: 'pool' | 'locked' = 'pool', minimumSubtotalMinor = '0'): Promise<void> {
  const rules = defaultRules('USD');
  const reward = { ...rules.reward, codes, terms: codeTermsSchema.parse(terms), minimumSubtotalMinor };
  await database.prisma.program.updateMany({ where: { shopId: shop.id }, data: { rules: { ...rules, live: true, reward } } });
}

/** Rewards with codes in one discount. */
async function issued(count: number, value: CodeValue = TEN): Promise<FixtureReward[]> {
  const [customer] = api.shop.customers.keys();
  const rewards: FixtureReward[] = [];
  for (let index = 0; index < count; index += 1) {
    const advocate = { advocateCustomerId: customer ?? '', ...(everybody && { of: everybody }) };
    const reward = await addReward(context, shop, 'approved', { value, ...advocate });
    everybody ??= reward;
    rewards.push(reward);
  }
  await fillPools(context, { shopId: shop.id });
  for (const { rewardId } of rewards) await grantReward(context, { shopId: shop.id, rewardId });
  return rewards;
}

function only(): DiscountState {
  settleCodeJobs(api.store, api.shop);
  const [discount, ...others] = api.shop.discounts.values();
  if (discount === undefined || others.length > 0) throw new Error(`${others.length + 1} discounts`);
  return discount;
}

const gidOf = (discount: DiscountState) => `gid://shopify/DiscountCodeNode/${discount.id}`;
const told = (discount: DiscountState) => noteChangedDiscount(context, shop, { admin_graphql_api_id: gidOf(discount) });

async function stored(): Promise<{ state: string; trouble: string | null; code: string | null; turn: number }[]> {
  const rows = await database.prisma.reward.findMany({ where: { shopId: shop.id }, orderBy: { id: 'asc' } });
  return rows.map(({ state, trouble, code, turn }) => ({ state, trouble, code, turn }));
}

async function eventsOf({ rewardId }: FixtureReward): Promise<unknown[]> {
  const events = await findRewardEvents(database.prisma, shop.id, rewardId);
  return events.map(({ kind, by, detail }) => [kind, by, detail]);
}

function repair({ rewardId }: FixtureReward) {
  context.clock.at += 1;
  return repairReward(context, shop, rewardId, STAFF);
}

const KINDS: [string, () => { value: CodeValue; terms: Partial<CodeTerms>; minimum?: string }][] = [
  ['a percentage', () => ({ value: TEN, terms: {} })],
  [
    'an amount off products',
    () => ({
      value: { kind: 'fixed-amount', minor: '1250' },
      terms: { on: { of: 'products', ids: products(2) } },
      minimum: '3000',
    }),
  ],
  [
    'a percentage off a collection',
    () => ({ value: TEN, terms: { on: { of: 'collections', ids: [...api.shop.collections.keys()].slice(0, 1) } } }),
  ],
  ['a percentage on subscriptions', () => ({ value: TEN, terms: { purchases: 'both', bills: null, oncePerCustomer: false } })],
  [
    'free shipping',
    () => ({
      value: { kind: 'free-shipping' },
      terms: { combinesWith: { order: true, product: true, shipping: true } },
      minimum: '2000',
    }),
  ],
  [
    'a free product',
    () => ({ value: { kind: 'free-product', productIds: products(2), quantity: 1, spendMinor: '5000', buys: null }, terms: {} }),
  ],
];

function products(count: number): string[] {
  return [...api.shop.products.keys()].slice(0, count);
}

test.for(KINDS.flatMap(([name, made]) => (['pool', 'locked'] as const).map((mode) => [name, mode, made] as const)))(
  'news of %s that is as it was made (%s) says nothing, whatever its title',
  async ([, mode, made]) => {
    const { value, terms, minimum } = made();
    await useTerms(terms, mode, minimum);
    const [reward] = await issued(1, value);
    changeDiscount(api.store, api.shop, only(), (discount) => (discount.title = 'Our loyal friends'));
    await told(only());
    expect(await stored()).toMatchObject([{ state: 'issued', trouble: null }]);
    expect(reward && (await eventsOf(reward))).toEqual([]);
    expect(reward && (await repair(reward))).toEqual({ done: 'nothing-wrong' });
  },
);

const EDITS: [string, (discount: DiscountState) => unknown][] = [
  ['another percentage', (discount) => (discount.value = { percentage: 0.05 })],
  ['other products', (discount) => (discount.items = { productIds: products(1), variantIds: [], collectionIds: [] })],
  ['a minimum', (discount) => (discount.minimumSubtotal = '99.00')],
  ['more uses', (discount) => (discount.usageLimit = null)],
  ['once per customer', (discount) => (discount.appliesOncePerCustomer = true)],
  ['an earlier end', (discount) => (discount.endsAt = new Date(Date.now() + 86_400_000).toISOString())],
  ['no end', (discount) => (discount.endsAt = null)],
  ['a later start', (discount) => (discount.startsAt = new Date(Date.now() + 86_400_000).toISOString())],
  ['some customers only', (discount) => (discount.customerIds = [...api.shop.customers.keys()].slice(0, 2))],
  [
    'other combinations',
    (discount) => (discount.combinesWith = { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true }),
  ],
];
test.for(EDITS)('%s: said on every reward in the discount, and put back once', async ([, edit]) => {
  const [one, two] = await issued(2);
  if (!one || !two) throw new Error('no rewards');
  const before = structuredClone(only());
  changeDiscount(api.store, api.shop, only(), edit);
  await told(only());
  await told(only());
  expect((await stored()).map(({ state, trouble }) => [state, trouble])).toEqual([1, 2].map(() => ['issued', 'edited']));
  expect(await eventsOf(two)).toMatchObject([['changed-in-shopify', null, { trouble: 'edited' }]]);
  expect(await repair(one)).toEqual({ done: 'put-back' });
  expect(await repair(two)).toEqual({ done: 'nothing-wrong' });
  const { updatedAt: _changed, startsAt: _started, ...after } = only();
  expect(after).toEqual({
    ...before,
    updatedAt: undefined,
    startsAt: undefined,
    ...after,
    value: before.value,
    items: before.items,
  });
  for (const term of [
    'value',
    'items',
    'minimumSubtotal',
    'usageLimit',
    'endsAt',
    'customerIds',
    'combinesWith',
    'codes',
  ] as const)
    expect(only()[term]).toEqual(before[term]);
  expect((await stored()).map(({ trouble }) => trouble)).toEqual([null, null]);
  expect(await eventsOf(two)).toMatchObject([{}, ['repaired', '77', { how: 'put-back' }]]);
  await told(only());
  expect((await stored()).map(({ trouble }) => trouble)).toEqual([null, null]);
});

test.for(KINDS)('%s that was edited in every way is put back', async ([, made]) => {
  const { value, terms, minimum } = made();
  await useTerms(terms, 'pool', minimum);
  const [reward] = await issued(1, value);
  changeDiscount(api.store, api.shop, only(), (discount) => {
    Object.assign(discount, { usageLimit: 5, minimumSubtotal: '77.00', endsAt: null, tags: [] });
    if (discount.items !== null) discount.items = { productIds: products(5).slice(3), variantIds: [], collectionIds: [] };
    if (discount.bxgy !== null) discount.bxgy.buys = { ...discount.bxgy.buys, amount: '1.00' };
    if (discount.destination !== null) discount.destination.maximumPrice = '1.00';
  });
  await told(only());
  expect(await stored()).toMatchObject([{ trouble: 'edited' }]);
  expect(reward && (await repair(reward))).toEqual({ done: 'put-back' });
  expect(only().tags).toEqual([expect.stringMatching(/^vouchsafe-pool-/)]);
});

test('new rewards do not go into a discount that was edited', async () => {
  await issued(1);
  changeDiscount(api.store, api.shop, only(), (discount) => (discount.value = { percentage: 0.05 }));
  await told(only());
  await issued(1);
  const made = [...api.shop.discounts.values()].map(({ value, codes }) => [value, codes.length]);
  expect(made).toEqual([
    [{ percentage: 0.05 }, 1],
    [{ percentage: 0.1 }, 1],
  ]);
});

test('what the merchant undoes is no trouble any more', async () => {
  await issued(1);
  changeDiscount(api.store, api.shop, only(), (discount) => (discount.usageLimit = 3));
  await told(only());
  changeDiscount(api.store, api.shop, only(), (discount) => (discount.usageLimit = 1));
  await told(only());
  expect(await stored()).toMatchObject([{ state: 'issued', trouble: null }]);
});

test.for(['pool', 'locked'] as const)('a discount that was switched off (%s) is switched on again with its end', async (mode) => {
  await useTerms({}, mode);
  const [reward] = await issued(1);
  const { endsAt } = only();
  deactivateDiscount(api.store, api.shop, only());
  await told(only());
  expect(await stored()).toMatchObject([{ state: 'issued', trouble: 'deactivated' }]);
  expect(reward && (await repair(reward))).toEqual({ done: 'put-back' });
  expect(only()).toMatchObject({ active: true, endsAt });
  expect(await stored()).toMatchObject([{ trouble: null }]);
});

async function grantAgain(): Promise<void> {
  await fillPools(context, { shopId: shop.id });
  for (const { name, data } of context.jobs.splice(0)) {
    if (name === 'grant-reward') await grantReward(context, data as { shopId: string; rewardId: string });
  }
}

test.for(['pool', 'locked'] as const)(
  'a discount that was deleted (%s): the promise stands, and each reward gets a new code once',
  async (mode) => {
    await useTerms({}, mode);
    const [one, two] = mode === 'pool' ? await issued(2) : await issued(1);
    if (!one) throw new Error('no reward');
    const before = await stored();
    const gone = only();
    deleteDiscount(api.store, api.shop, gone);
    await told(gone);
    expect((await stored()).map(({ state, trouble }) => [state, trouble])).toEqual(before.map(() => ['issued', 'deleted']));
    expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -420 * before.length, issued: 420 * before.length });
    const repairs = await Promise.all([repair(one), repair(one), repair(one)]);
    expect(repairs.filter((result) => result !== null && 'done' in result && result.done === 'new-code')).toHaveLength(1);
    await grantAgain();
    const [mended, other] = await stored();
    expect(mended).toMatchObject({ state: 'issued', trouble: null, turn: 1 });
    expect(mended?.code).not.toBe(before[0]?.code);
    expect(only().codes.map(({ code }) => code)).toEqual([mended?.code]);
    expect(await eventsOf(one)).toMatchObject([
      ['changed-in-shopify', null, {}],
      ['repaired', '77', { how: 'new-code' }],
    ]);
    expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -420 * before.length, issued: 420 * before.length });
    if (two === undefined) return;
    expect(other).toMatchObject({ state: 'issued', trouble: 'deleted', turn: 0 });
    await repair(two);
    await grantAgain();
    expect(only().codes).toHaveLength(2);
  },
);

test('a code that was taken out of its discount: said on its reward alone, and replaced', async () => {
  const [one, two] = await issued(2);
  if (!one || !two) throw new Error('no rewards');
  const [first] = await stored();
  const removed = only().codes.find(({ code }) => code === first?.code);
  if (!removed) throw new Error('no code');
  removeCodes(api.store, api.shop, only(), [removed]);
  const news = {
    admin_graphql_api_id: gidOf(only()),
    redeem_code: { id: `gid://shopify/DiscountRedeemCode/${removed.id}`, code: removed.code },
  };
  await noteRemovedCode(context, shop, news);
  await noteRemovedCode(context, shop, news);
  await told(only());
  expect((await stored()).map(({ trouble }) => trouble)).toEqual(['code-removed', null]);
  expect(await eventsOf(one)).toHaveLength(1);
  expect(await repair(one)).toEqual({ done: 'new-code' });
  expect(await repair(one)).toEqual({ done: 'nothing-wrong' });
  await grantAgain();
  const [mended, other] = await stored();
  expect(mended).toMatchObject({ state: 'issued', trouble: null, turn: 1 });
  expect(new Set(only().codes.map(({ code }) => code))).toEqual(new Set([mended?.code, other?.code]));
});

test("the app's own removals and endings are no trouble", async () => {
  const [one] = await issued(2);
  if (!one) throw new Error('no reward');
  await database.prisma.referral.updateMany({
    where: { shopId: shop.id, orderId: one.orderId },
    data: { state: 'reversed', reversedAt: new Date(context.now()), reversedReason: 'order-refunded' },
  });
  const [first] = await stored();
  const mine = only().codes.find(({ code }) => code === first?.code);
  if (!mine) throw new Error('no code');
  removeCodes(api.store, api.shop, only(), [mine]);
  const redeem_code = { id: `gid://shopify/DiscountRedeemCode/${mine.id}`, code: mine.code };
  await noteRemovedCode(context, shop, { admin_graphql_api_id: gidOf(only()), redeem_code }); // before the app has noted what it did
  await revokeRewardCode(context, { shopId: shop.id, rewardId: one.rewardId });
  expect((await stored()).map(({ state, trouble }) => [state, trouble])).toEqual([
    ['revoked', null],
    ['issued', null],
  ]);
  const ends = Date.parse(only().endsAt ?? '');
  context.clock.at = ends;
  only().active = false;
  await told(only());
  expect((await stored()).map(({ trouble }) => trouble)).toEqual([null, null]);
});

test('a reward that was used, or whose order was refunded meanwhile, gets no new code', async () => {
  const [one, two] = await issued(2);
  if (!one || !two) throw new Error('no rewards');
  const [, second] = await stored();
  await database.prisma.reward.updateMany({ where: { shopId: shop.id }, data: { trouble: 'code-removed' } });
  recordUsage(api.shop, [second?.code ?? ''], null);
  expect(await repair(two)).toMatchObject({ refused: 'repair-used' });
  api.shop.discounts.clear();
  await database.prisma.referral.updateMany({
    where: { shopId: shop.id, orderId: one.orderId },
    data: { state: 'reversed', reversedAt: new Date(context.now()), reversedReason: 'order-refunded' },
  });
  expect(await repair(one)).toMatchObject({ refused: 'repair-taken-back' });
  expect((await stored()).map(({ state, turn }) => [state, turn])).toEqual([1, 2].map(() => ['issued', 0]));
});

test('when Shopify does not answer while a discount is put back, staff read so, and the next try ends it', async () => {
  const [reward] = await issued(1);
  if (!reward) throw new Error('no reward');
  changeDiscount(api.store, api.shop, only(), (discount) => (discount.usageLimit = 3));
  await told(only());
  api.store.injectors.adminApi.loseAnswerRate = 1;
  expect(await repair(reward)).toMatchObject({ refused: 'unreachable' });
  api.store.injectors.adminApi.loseAnswerRate = 0;
  expect(await stored()).toMatchObject([{ trouble: 'edited' }]);
  expect(await repair(reward)).toEqual({ done: 'put-back' });
  expect(await repairReward(context, shop, crypto.randomUUID(), STAFF)).toBeNull();
});

test('a code that only a deleted customer may use: said on its reward, not covered up by later news, and gone when it was a merge', async () => {
  await useTerms({}, 'locked');
  const [reward] = await issued(1);
  if (reward === undefined) throw new Error('no reward');
  const { customerId } = await database.prisma.advocate.findFirstOrThrow({ where: { shopId: shop.id, id: reward.advocateId } });
  const deleted = () => noteDeletedCustomer(context, shop, { id: customerId });
  await deleted();
  await deleted();
  changeDiscount(api.store, api.shop, only(), (discount) => (discount.usageLimit = 5));
  await told(only());
  expect((await stored()).map(({ state, trouble }) => [state, trouble])).toEqual([['issued', 'customer-deleted']]);
  expect(await eventsOf(reward)).toEqual([['changed-in-shopify', null, { trouble: 'customer-deleted' }]]);

  const record = await findShop(database.prisma, shop.domain);
  if (record === null) throw new Error('no shop');
  await mergeCustomers(context, record, {
    admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/990099',
    admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${customerId}`,
    status: 'completed',
  });
  expect((await stored()).map(({ trouble }) => trouble)).toEqual([null]);
});

test('codes that anybody may use stay as they are when a customer is deleted', async () => {
  const [reward] = await issued(1);
  const { customerId } = await database.prisma.advocate.findFirstOrThrow({
    where: { shopId: shop.id, id: reward?.advocateId ?? '' },
  });
  await noteDeletedCustomer(context, shop, { id: customerId });
  expect((await stored()).map(({ trouble }) => trouble)).toEqual([null]);
});
