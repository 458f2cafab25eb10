import { beforeEach, expect, test } from 'vitest';
import { startIssuingAll } from '#app/data/pool-grants.server.ts';
import { loadGrant } from '#app/data/reward-grants.server.ts';
import { eraseShop } from '#app/data/redaction.server.ts';
import { defaultRules } from '#app/domain/program.ts';
import type { PlannedValue } from '#app/domain/rewards.ts';
import { settleRewards } from '#app/services/change-rewards.server.ts';
import { fillPools } from '#app/services/fill-pools.server.ts';
import { grantCode } from '#app/services/grant-code.server.ts';
import { grantReward } from '#app/services/grant-reward.server.ts';
import { reduceRewards } from '#app/services/reduce-rewards.server.ts';
import { revokeRewardCode } from '#app/services/revoke-reward-code.server.ts';
import { grantOptionalScopes } from '#devstore/auth/install.ts';
import type { ApiFault } from '#devstore/state.ts';
import { order } from '../domain/order-facts.ts';
import { useAdminApi } from '../support/admin-api.ts';
import { testContext, type TestContext } from '../support/context.ts';
import { useDatabase } from '../support/database.ts';
import { addAppShop, addReward, type FixtureReward, type FixtureShop, ledgerBalances } from '../support/reward-fixture.ts';

/** Rewards that follow their orders, at every moment of their lives: real database, and the dev store's Admin API. */
const database = useDatabase();
const api = useAdminApi({ customers: 20 });
const SCOPES = [
  'read_store_credit_accounts',
  'read_store_credit_account_transactions',
  'write_store_credit_account_transactions',
  'read_gift_cards',
  'write_gift_cards',
];
const start = defaultRules('USD');
const rules = {
  ...start,
  live: true,
  reward: { ...start.reward, value: { kind: 'store-credit' as const, minor: '1000' }, partialRefunds: 'proportional' as const },
};
let context: TestContext;
let shop: FixtureShop;

beforeEach(async () => {
  Object.assign(api.store.injectors.adminApi, { faults: [] });
  api.shop.storeCreditAccounts.clear();
  api.shop.giftCards.clear();
  api.shop.discounts.clear();
  api.shop.throttle.available = 2000;
  api.shop.accessTokens.set('token', { kind: 'offline', expiresAt: null, userId: null });
  api.store.app.optionalScopes = [...SCOPES];
  api.store.clockOffset = 0;
  grantOptionalScopes(api.store, api.shop, SCOPES);
  const former = await database.prisma.shop.findUnique({ where: { domain: api.shop.domain } });
  if (former) await database.prisma.$transaction((tx) => eraseShop(tx, former));
  context = testContext(database, {
    shopify: () => Promise.resolve(api.client()),
    newId: () => crypto.randomUUID(),
    at: Date.now(),
  });
  shop = await addAppShop(context, api.shop.domain, rules);
  await database.prisma.shop.update({ where: { id: shop.id }, data: { scopes: SCOPES.join(',') } });
});

let customers = 0;
const customer = () => [...api.shop.customers.keys()][(customers += 1) % 20] ?? '';
const promise = (
  kind: 'store-credit' | 'gift-card' | 'fixed-amount' = 'store-credit',
  state: 'pending' | 'approved' = 'approved',
) => addReward(context, shop, state, { value: { kind, minor: '1000' } satisfies PlannedValue, advocateCustomerId: customer() });
const stored = ({ rewardId }: FixtureReward) =>
  database.prisma.reward.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: rewardId } } });
const grant = ({ rewardId }: FixtureReward) =>
  grantReward(context, { shopId: shop.id, rewardId }).catch((error: unknown) => error);
const work = ({ rewardId }: FixtureReward) =>
  revokeRewardCode(context, { shopId: shop.id, rewardId }).catch((error: unknown) => error);
const movements = () =>
  [...api.shop.storeCreditAccounts.values()].flatMap(({ transactions }) =>
    transactions.map(({ kind, amount }) => `${kind} ${amount}`),
  );

/** So much is left of an order of $40.00. */
function refundTo({ orderId }: FixtureReward, left: bigint): Promise<void> {
  const facts = order({ orderId, subtotal: { minor: 4000n, currency: 'USD' }, lines: [] });
  const standing = { placedMinor: 4000n, currentMinor: left, lines: [] };
  return database.prisma.$transaction((tx) => reduceRewards(context, tx, shop, [{ orderId, facts, standing }]));
}
async function reverse(reward: FixtureReward, state: 'reversed' | 'credited'): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    await tx.referral.updateMany({ where: { shopId: shop.id, orderId: reward.orderId }, data: { state } });
    const changes = state === 'reversed' ? { reversed: new Map([[reward.rewardId, 'order-refunded']]), standing: new Map() } : { reversed: new Map(), standing: new Map([[reward.rewardId, state]]) }; // prettier-ignore
    await settleRewards(context, tx, shop, changes, []);
  });
}
function later(): void {
  context.clock.at += 10 * 60_000;
  api.store.clockOffset += 10 * 60_000;
}
function spend(left: string): void {
  for (const account of api.shop.storeCreditAccounts.values()) account.balance = left;
}
function fault(at: string, kind: ApiFault['fault'], more: Partial<ApiFault> = {}): void {
  api.store.injectors.adminApi.faults.push({
    ...{ at, fault: kind, times: 1, skip: 0, rate: 1, shop: null, holdMs: 5, status: 502, applied: false, retryAfterSeconds: 1 },
    ...{ userError: { field: null, message: 'No.', code: null }, every: 2, ...more },
  });
}

test.each(['pending', 'approved'] as const)(
  'a %s reward shrinks with its order and grows again; repeats change nothing',
  async (state) => {
    const reward = await promise('store-credit', state);
    const account = state === 'pending' ? 'pending' : 'payable';
    for (const [left, amount] of [
      [3000n, 750],
      [3000n, 750],
      [1000n, 250],
      [4000n, 1000],
      [3000n, 750],
      [1333n, 333],
    ] as const) {
      await refundTo(reward, left);
      expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -amount, [account]: amount });
      expect((await stored(reward)).amountMinor).toBe(BigInt(amount));
    }
    const events = await database.prisma.rewardEvent.findMany({ where: { kind: 'reduced' } });
    expect(events).toHaveLength(5);
    if (state === 'approved') await grant(reward);
    expect(movements()).toEqual(state === 'approved' ? ['credit 3.33'] : []);
  },
);

test('paid store credit comes back in parts, and as a whole what is left of it', async () => {
  const reward = await promise();
  await grant(reward);
  await refundTo(reward, 3000n);
  await work(reward);
  await work(reward);
  await refundTo(reward, 2000n);
  await work(reward);
  expect(movements()).toEqual(['credit 10.00', 'debit -2.50', 'debit -2.50']);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -500, issued: 500 });
  await refundTo(reward, 4000n); // what came back is not paid again
  await work(reward);
  expect(movements()).toHaveLength(3);
  await reverse(reward, 'reversed');
  await work(reward);
  expect(movements()).toEqual(['credit 10.00', 'debit -2.50', 'debit -2.50', 'debit -5.00']);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -500, revoked: 500 });
  await reverse(reward, 'credited');
  expect(await stored(reward)).toMatchObject({ state: 'pending', amountMinor: 500n });
});

test('what was spent is carried: once for a part, and once for the whole', async () => {
  const reward = await promise();
  await grant(reward);
  spend('1.00');
  await refundTo(reward, 2000n);
  await work(reward);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -500, issued: 900, carried: -400 });
  const next = await addReward(context, shop, 'approved', { value: { kind: 'store-credit', minor: '300' }, of: reward });
  await grant(next);
  expect(movements()).toEqual(['credit 10.00', 'debit -1.00']); // $3.00 of it went against the debt
  await reverse(reward, 'reversed');
  await work(reward);
  // $9.00 are with the advocate, who earned $3.00 by another order.
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -300, redeemed: 900, carried: -600 });
});

test('a part of a gift card is carried, and set off against the next reward', async () => {
  const reward = await promise('gift-card');
  await grant(reward);
  await refundTo(reward, 3000n);
  await work(reward);
  expect([...api.shop.giftCards.values()]).toMatchObject([{ enabled: true, balance: '10.00' }]);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -750, issued: 1000, carried: -250 });
  const next = await addReward(context, shop, 'approved', { value: { kind: 'gift-card', minor: '1000' }, of: reward });
  await grant(next);
  expect([...api.shop.giftCards.values()].map(({ balance }) => balance)).toEqual(['10.00', '7.50']);
});

test('a code that exists stays as it is; one that does not exist yet is smaller', async () => {
  const [issued, waiting] = [await promise('fixed-amount'), await promise('fixed-amount')];
  await grant(issued);
  await refundTo(issued, 1000n);
  await refundTo(waiting, 1000n);
  await grant(waiting);
  const values = [...api.shop.discounts.values()].map((discount) => JSON.stringify(discount));
  expect(values.map((text) => /"amount":"([\d.]+)"/.exec(text)?.[1])).toEqual(['10.00', '2.50']);
  expect([(await stored(issued)).amountMinor, (await stored(waiting)).amountMinor]).toEqual([1000n, 250n]);
});

test('what staff keep for its recipient does not shrink, nor what was taken back', async () => {
  const [kept, gone] = [await promise(), await promise()];
  await database.prisma.reward.updateMany({ where: { id: kept.rewardId }, data: { kept: true } });
  await reverse(gone, 'reversed');
  for (const reward of [kept, gone]) await refundTo(reward, 1000n);
  expect([(await stored(kept)).amountMinor, (await stored(gone)).amountMinor]).toEqual([1000n, 1000n]);
  await reverse(gone, 'credited');
  await refundTo(gone, 1000n);
  expect(await stored(gone)).toMatchObject({ state: 'pending', amountMinor: 250n });
});

test('a refund while Shopify pays: the payment is found, and its part comes back', async () => {
  const reward = await promise();
  fault('CreditStoreCredit', 'reset-after');
  await grant(reward);
  expect((await stored(reward)).state).toBe('issuing');
  await refundTo(reward, 3000n);
  later();
  await grant(reward);
  expect(context.jobs).toContainEqual(expect.objectContaining({ name: 'revoke-reward-code', once: reward.rewardId }));
  await work(reward);
  expect(movements()).toEqual(['credit 10.00', 'debit -2.50']);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -750, issued: 750 });
});

test('a refund while Shopify refuses to pay: the next try pays less', async () => {
  const reward = await promise();
  fault('CreditStoreCredit', 'reset');
  await grant(reward);
  await refundTo(reward, 3000n);
  fault('CreditStoreCredit', 'userErrors');
  later();
  await grant(reward);
  later();
  await grant(reward);
  expect(movements()).toEqual(['credit 7.50']);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -750, issued: 750 });
});

test.each(['reset', 'reset-after', 'throttled', '5xx', 'timeout-after', 'userErrors'] as const)(
  'store credit comes back once when Shopify answers a debit with %s, also with two equal parts at once',
  async (kind) => {
    const reward = await promise();
    await grant(reward);
    await refundTo(reward, 3000n);
    await work(reward);
    await refundTo(reward, 2000n);
    fault('DebitStoreCredit', kind);
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await work(reward);
      later();
    }
    expect(movements()).toEqual(['credit 10.00', 'debit -2.50', 'debit -2.50']);
    expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -500, issued: 500 });
    expect((await stored(reward)).lastError).toBeNull();
  },
);

test('a refund between the reading of a reward and its issuing: code, ledger and stored amount are what is left', async () => {
  const reward = await promise('fixed-amount');
  const read = await loadGrant(database.prisma, shop.id, reward.rewardId);
  if (read?.value.kind !== 'fixed-amount') throw new Error('no code');
  await refundTo(reward, 3000n);
  await grantCode(context, read, read.value);
  expect(await stored(reward)).toMatchObject({ state: 'issued', amountMinor: 750n });
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -750, issued: 750 });
  expect([...api.shop.discounts.values()].map(({ value }) => value)).toMatchObject([{ amount: '7.50' }]);
});

test('of rewards that share a discount, one that shrank since they were read is left for the next round', async () => {
  const [one, two] = [await promise('fixed-amount'), await promise('fixed-amount')];
  await refundTo(one, 2000n);
  const codes = [one, two].map(({ rewardId }, at) => ({ rewardId, turn: 0, code: `CODE-${at}` }));
  const asRead = { kind: 'fixed-amount', minor: '1000' } as const;
  expect(await startIssuingAll(database.prisma, shop.id, codes, asRead)).toEqual(new Set([two.rewardId]));
  await fillPools(context, { shopId: shop.id });
  const rows = [await stored(one), await stored(two)];
  expect(rows.map(({ state, amountMinor }) => [state, amountMinor])).toEqual([
    ['issued', 500n],
    ['issued', 1000n],
  ]);
  expect(rows[0]?.poolId).not.toBe(rows[1]?.poolId);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -1500, issued: 1500 });
});
