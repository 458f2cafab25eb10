import { beforeEach, expect, test } from 'vitest';
import type { Context } from '#app/context.server.ts';
import { findShop } from '#app/data/shops.server.ts';
import { eraseShop } from '#app/data/redaction.server.ts';
import { defaultRules } from '#app/domain/program.ts';
import type { PlannedValue } from '#app/domain/rewards.ts';
import { grantReward } from '#app/services/grant-reward.server.ts';
import { processEvent } from '#app/services/process-event.server.ts';
import { revokeRewardCode } from '#app/services/revoke-reward-code.server.ts';
import { settleRewards } from '#app/services/change-rewards.server.ts';
import { Fault } from '#app/shopify/faults.ts';
import { grantOptionalScopes, revokeOptionalScopes } from '#devstore/auth/install.ts';
import { creditAccount, debitAccount, findAccount, openAccount } from '#devstore/credit/store-credit.ts';
import type { ApiFault } from '#devstore/state.ts';
import { useAdminApi } from '../support/admin-api.ts';
import { breakable, Crash } from '../support/breakable.ts';
import { testContext, type TestContext } from '../support/context.ts';
import { useDatabase } from '../support/database.ts';
import { addAppShop, addReward, type FixtureReward, type FixtureShop, ledgerBalances } from '../support/reward-fixture.ts';

/** Store credit and gift cards against a real database and the dev store's Admin API on the real schema. */
const database = useDatabase();
const api = useAdminApi({ customers: 40 });
const OPTIONAL = [
  'read_store_credit_accounts',
  'read_store_credit_account_transactions',
  'write_store_credit_account_transactions',
  'read_gift_cards',
  'write_gift_cards',
];
let context: TestContext;
let shop: FixtureShop;

beforeEach(() => start());

async function start(rules: Parameters<typeof addAppShop>[2] = {}): Promise<void> {
  Object.assign(api.store.injectors.adminApi, { throttle: false, failRate: 0, loseAnswerRate: 0, refuse: false, faults: [] });
  api.shop.storeCreditAccounts.clear();
  api.shop.giftCards.clear();
  api.shop.discounts.clear();
  api.shop.throttle.available = 2000;
  api.shop.accessTokens.set('token', { kind: 'offline', expiresAt: null, userId: null });
  api.store.app.optionalScopes = [...OPTIONAL];
  grantOptionalScopes(api.store, api.shop, OPTIONAL);
  api.store.clockOffset = 0;
  const former = await database.prisma.shop.findUnique({ where: { domain: api.shop.domain } });
  if (former) await database.prisma.$transaction((tx) => eraseShop(tx, former));
  const shopify = () => Promise.resolve(api.client());
  context = testContext(database, { shopify, newId: () => crypto.randomUUID(), at: Date.now() });
  shop = await addAppShop(context, api.shop.domain, rules);
  await database.prisma.shop.update({ where: { id: shop.id }, data: { scopes: OPTIONAL.join(',') } });
}

function later(milliseconds: number): void {
  context.clock.at += milliseconds;
  api.store.clockOffset += milliseconds;
}

let customers = 0;
function customer(): string {
  const ids = [...api.shop.customers.keys()];
  return ids[(customers += 1) % ids.length] ?? '';
}

const credit = (minor = '1000'): PlannedValue => ({ kind: 'store-credit', minor });
const card = (minor = '1000'): PlannedValue => ({ kind: 'gift-card', minor });
const promise = (value: PlannedValue, of?: FixtureReward) =>
  addReward(context, shop, 'approved', { value, advocateCustomerId: customer(), ...(of && { of }) });

async function grant({ rewardId }: FixtureReward, with_: Context = context): Promise<unknown> {
  return grantReward(with_, { shopId: shop.id, rewardId }).catch((error: unknown) => error);
}

/** The job comes again until the reward has reached an end. */
async function untilIssued(reward: FixtureReward, tries = 6): Promise<void> {
  for (let attempt = 0; attempt < tries && (await stored(reward)).state !== 'issued'; attempt += 1) {
    await grant(reward);
    later(10 * 60_000);
  }
}

async function setCredit({ orderId }: FixtureReward, state: 'credited' | 'reversed'): Promise<void> {
  await database.prisma.referral.updateMany({
    where: { shopId: shop.id, orderId },
    data:
      state === 'reversed'
        ? { state, reversedAt: new Date(context.now()), reversedReason: 'order-refunded' }
        : { state, reversedAt: null, reversedReason: null },
  });
}

/** The order behind it is refunded; what follows is done, too. */
async function takeBack(reward: FixtureReward, tries = 1): Promise<unknown> {
  await setCredit(reward, 'reversed');
  await database.prisma.$transaction((tx) =>
    settleRewards(context, tx, shop, { reversed: new Map([[reward.rewardId, 'order-refunded']]), standing: new Map() }, []),
  );
  let result: unknown;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    result = await revokeRewardCode(context, { shopId: shop.id, rewardId: reward.rewardId }).catch((error: unknown) => error);
    if (attempt + 1 < tries) later(10 * 60_000);
  }
  return result;
}

async function standAgain(reward: FixtureReward): Promise<void> {
  await setCredit(reward, 'credited');
  await database.prisma.$transaction((tx) =>
    settleRewards(context, tx, shop, { reversed: new Map(), standing: new Map([[reward.rewardId, 'credited']]) }, []),
  );
}

function stored({ rewardId }: FixtureReward) {
  return database.prisma.reward.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: rewardId } } });
}

/** Everything that was put on anybody's account, and on cards. */
function paid(): string[] {
  const credits = [...api.shop.storeCreditAccounts.values()].flatMap(({ transactions }) => transactions);
  return [
    ...credits.map(({ kind, amount }) => `${kind} ${amount}`),
    ...[...api.shop.giftCards.values()].map(({ initialValue, enabled }) => `card ${initialValue}${enabled ? '' : ', off'}`),
  ];
}

function fault(at: string, kind: ApiFault['fault'], more: Partial<ApiFault> = {}): void {
  api.store.injectors.adminApi.faults.push({
    ...{ at, fault: kind, times: 1, skip: 0, rate: 1, shop: null, holdMs: 5, status: 502, applied: false, retryAfterSeconds: 1 },
    ...{ userError: { field: null, message: 'No.', code: null }, every: 2, ...more },
  });
}

test('store credit is paid to the advocate, who is told by Shopify, and is final', async () => {
  const reward = await promise(credit());
  expect(await grant(reward)).toBeUndefined();
  expect(paid()).toEqual(['credit 10.00']);
  const row = await stored(reward);
  expect(row).toMatchObject({ state: 'issued', lastError: null, code: null, attempts: 1, expiresAt: null });
  expect(row.payoutId).toMatch(/^gid:\/\/shopify\/StoreCreditAccountCreditTransaction\//);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -1000, issued: 1000 });
});

test('a gift card is made for the advocate; its code is kept nowhere', async () => {
  const reward = await promise(card());
  expect(await grant(reward)).toBeUndefined();
  const [made] = [...api.shop.giftCards.values()];
  expect(made).toMatchObject({ initialValue: '10.00', enabled: true, note: `Vouchsafe referral reward ${reward.rewardId}` });
  expect(made?.code).toMatch(/^[a-z0-9]{16}$/);
  const row = await stored(reward);
  expect(row).toMatchObject({ state: 'issued', code: null, payoutId: `gid://shopify/GiftCard/${made?.id}` });
  expect(JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
    made?.code,
  );
});

test('a free-shipping code is created, found again after a lost answer, and worth nothing to the ledger until it is used', async () => {
  const reward = await promise({ kind: 'free-shipping' });
  fault('CreateFreeShippingCode', 'reset-after');
  expect(await grant(reward)).toMatchObject({ kind: 'unreachable' });
  expect(await grant(reward)).toBeUndefined();
  expect([...api.shop.discounts.values()]).toMatchObject([{ kind: 'free-shipping', usageLimit: 1 }]);
  const { code } = await stored(reward);
  const use = { code: code ?? '', orderId: '1', at: context.now(), amount: { minor: 500n, currency: 'USD' } };
  await database.prisma.$transaction((tx) =>
    settleRewards(context, tx, shop, { reversed: new Map(), standing: new Map() }, [use]),
  );
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -500, redeemed: 500 });
});

const FAULTS: [ApiFault['fault'], Partial<ApiFault>][] = [
  ['timeout-before', {}],
  ['timeout-after', {}],
  ['reset', {}],
  ['reset-after', {}],
  ['429', {}],
  ['429', { times: 9 }],
  ['throttled', {}],
  ['throttled', { times: 9 }],
  ['5xx', { applied: false }],
  ['5xx', { applied: true }],
  ['userErrors', { userError: { field: null, message: 'Not now.', code: null } }],
];

for (const kind of ['store-credit', 'gift-card'] as const) {
  const operations =
    kind === 'store-credit'
      ? (['CreditStoreCredit', 'StoreCreditAccounts', 'StoreCreditTransactions'] as const)
      : (['CreateGiftCard', 'GiftCardsByCode'] as const);

  test(`${kind}: whatever Shopify does at any call, the reward is paid exactly once`, { timeout: 120_000 }, async () => {
    for (const [type, more] of FAULTS) {
      for (const at of operations) {
        await start();
        const reward = await promise({ kind, minor: '1000' });
        if (at !== operations[0]) fault(operations[0], 'reset-after'); // a doubt, so that something is looked up
        if (type !== 'userErrors' || at === operations[0]) fault(at, type, more);
        await untilIssued(reward);
        const row = await stored(reward);
        expect([type, at, row.state, row.lastError, paid().length]).toEqual([type, at, 'issued', null, 1]);
        expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -1000, issued: 1000 });
      }
    }
  });

  test(`${kind}: a crash before or after any step, then retries: paid exactly once`, { timeout: 120_000 }, async () => {
    const broken = breakable(database, api.fetch);
    const shopify = () => Promise.resolve(api.client(broken.fetch));
    const fragile = { ...context, db: broken.database, shopify };
    broken.plan(null);
    await grant(await promise({ kind, minor: '1000' }), fragile);
    const steps = broken.steps();
    expect(steps).toBeGreaterThanOrEqual(4);
    for (let step = 1; step <= steps; step += 1) {
      for (const when of ['before', 'after'] as const) {
        await start();
        const reward = await promise({ kind, minor: '1000' });
        broken.plan({ step, when });
        const failure = await grant(reward, { ...context, db: broken.database, shopify });
        expect(failure instanceof Crash || failure instanceof Fault).toBe(true);
        broken.plan(null);
        later(10 * 60_000);
        await untilIssued(reward);
        expect([step, when, (await stored(reward)).state, paid().length]).toEqual([step, when, 'issued', 1]);
      }
    }
  });

  test(`${kind}: jobs of one reward that run at the same time pay once`, async () => {
    const reward = await promise({ kind, minor: '1000' });
    await Promise.all(Array.from({ length: 6 }, () => grant(reward)));
    await untilIssued(reward);
    await grant(reward);
    expect([paid().length, (await stored(reward)).state]).toEqual([1, 'issued']);
  });

  test(`${kind}: without its scope the reward waits and says so, and goes on when the merchant grants it`, async () => {
    revokeOptionalScopes(api.store, api.shop, OPTIONAL);
    await database.prisma.shop.update({ where: { id: shop.id }, data: { scopes: 'write_discounts' } });
    const reward = await promise({ kind, minor: '1000' });
    expect(await grant(reward)).toBeUndefined();
    const row = await stored(reward);
    expect([row.state, paid()]).toEqual(['approved', []]);
    expect(row.lastError).toMatch(/^may-not-/);
    grantOptionalScopes(api.store, api.shop, OPTIONAL);
    const record = await findShop(database.prisma, shop.domain);
    const body = Buffer.from(JSON.stringify({ id: 1, previous: [], current: OPTIONAL }));
    const news = { topic: 'app/scopes_update', body, triggeredAt: null, receivedAt: new Date(context.now()) };
    await processEvent(context, record, shop.domain, news as unknown as Parameters<typeof processEvent>[3]);
    expect(context.jobs).toContainEqual(expect.objectContaining({ name: 'grant-reward' }));
    await grant(reward);
    expect([(await stored(reward)).state, (await stored(reward)).lastError, paid().length]).toEqual(['issued', null, 1]);
  });

  test(`${kind}: a scope that Shopify has taken away without telling pays nothing, and says what to do`, async () => {
    revokeOptionalScopes(api.store, api.shop, OPTIONAL);
    const reward = await promise({ kind, minor: '1000' });
    expect(await grant(reward)).toBeUndefined();
    expect([(await stored(reward)).lastError, paid()]).toEqual(['forbidden', []]);
    grantOptionalScopes(api.store, api.shop, OPTIONAL);
    await untilIssued(reward);
    expect([(await stored(reward)).state, paid().length]).toEqual(['issued', 1]);
  });

  test(`${kind}: a dead token stops it before anything is paid; it goes on with the next`, async () => {
    const reward = await promise({ kind, minor: '1000' });
    fault(operations[0], 'revoke-token');
    expect(await grant(reward)).toMatchObject({ kind: 'unauthorized', retry: true });
    api.shop.accessTokens.set('token', { kind: 'offline', expiresAt: null, userId: null });
    await untilIssued(reward);
    expect([(await stored(reward)).state, paid().length]).toEqual(['issued', 1]);
  });

  test(`${kind}: an advocate without a customer account, or whose customer is gone, is refused, and it says why`, async () => {
    const [without, gone] = [await promise({ kind, minor: '1000' }), await promise({ kind, minor: '1000' })];
    const change = ({ advocateId }: FixtureReward, customerId: string | null) =>
      database.prisma.advocate.update({ where: { shopId_id: { shopId: shop.id, id: advocateId } }, data: { customerId } });
    await change(without, null);
    await change(gone, '999999999');
    expect([await grant(without), await grant(gone)]).toEqual([undefined, undefined]);
    expect(await stored(without)).toMatchObject({
      state: 'approved',
      lastError: 'no-account-advocate',
    });
    expect(await stored(gone)).toMatchObject({ state: 'approved', lastError: 'customer-gone' });
    expect(paid()).toEqual([]);
  });
}

test('every refusal of store credit and gift cards is told as what to do next', async () => {
  api.shop.storeCreditLimit = '5';
  const limited = await promise(credit());
  await grant(limited);
  api.shop.storeCreditLimit = '15000';
  expect((await stored(limited)).lastError).toBe('credit-limit');
  const large = await promise(card('300000'));
  await grant(large);
  expect((await stored(large)).lastError).toBe('gift-card-limit');
});

test('a refund that is being saved while the payout is written down takes it back', async () => {
  const reward = await promise(card());
  const refund = await database.pool.connect();
  const refundMeanwhile: typeof fetch = async (url, init) => {
    const answer = await api.fetch(url, init);
    if (!String(init?.body).includes('CreateGiftCard')) return answer;
    await refund.query('BEGIN');
    await refund.query('SELECT 1 FROM reward WHERE id = $1 FOR UPDATE', [reward.rewardId]);
    await refund.query(`UPDATE referral SET state = 'reversed' WHERE shop_id = $1 AND order_id = $2`, [shop.id, reward.orderId]);
    return answer;
  };
  const granting = grant(reward, { ...context, shopify: () => Promise.resolve(api.client(refundMeanwhile)) });
  const waits = `SELECT 1 FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')`;
  await expect.poll(async () => (await database.pool.query(waits)).rowCount).toBeGreaterThan(0);
  await refund.query('COMMIT');
  refund.release();
  expect(await granting).toBeUndefined();
  expect((await stored(reward)).state).toBe('issued');
  expect(context.jobs.filter(({ name }) => name === 'revoke-reward-code').map(({ once }) => once)).toEqual([reward.rewardId]);
});

test('of several payments that could be the reward none is adopted and none is made: the merchant looks', async () => {
  const reward = await promise(credit());
  fault('CreditStoreCredit', 'reset-after');
  await grant(reward);
  const { advocateId } = reward;
  const { customerId } = await database.prisma.advocate.findUniqueOrThrow({
    where: { shopId_id: { shopId: shop.id, id: advocateId } },
  });
  const account =
    findAccount(api.store, api.shop, customerId ?? '', 'USD') ?? openAccount(api.store, api.shop, customerId ?? '', 'USD');
  creditAccount(api.store, account, 1000, { event: 'ADJUSTMENT', origin: null }); // staff's own
  later(10 * 60_000);
  expect(await grant(reward)).toBeUndefined();
  expect(await stored(reward)).toMatchObject({
    state: 'issuing',
    lastError: 'several-payments',
  });
  expect(paid()).toEqual(['credit 10.00', 'credit 10.00']);
  account.transactions.pop();
  await untilIssued(reward);
  expect([(await stored(reward)).state, paid()]).toEqual(['issued', ['credit 10.00']]);
});

test('two equal payouts of one advocate, both with lost answers, are both paid once', async () => {
  const first = await promise(credit());
  const second = await promise(credit(), first);
  fault('CreditStoreCredit', 'reset-after', { times: 2 });
  await Promise.all([grant(first), grant(second)]);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    later(10 * 60_000);
    await Promise.all([grant(first), grant(second)]);
  }
  const rows = [await stored(first), await stored(second)];
  expect(rows.map(({ state }) => state)).toEqual(['issued', 'issued']);
  expect(rows[0]?.payoutId).not.toBe(rows[1]?.payoutId);
  expect(paid()).toEqual(['credit 10.00', 'credit 10.00']);
});

test('store credit of a refunded order is taken back as far as it is there; the rest is carried', async () => {
  const reward = await promise(credit());
  await grant(reward);
  const [account] = [...api.shop.storeCreditAccounts.values()];
  if (account) debitAccount(api.store, account, 400, { event: 'ORDER_PAYMENT', origin: null });
  expect(await takeBack(reward)).toBeUndefined();
  expect(account?.balance).toBe('0.00');
  expect(await stored(reward)).toMatchObject({ state: 'redeemed', returnMinor: 600n, lastError: null });
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -600, revoked: 600, redeemed: 400, carried: -400 });
  await takeBack(reward);
  expect(account?.balance).toBe('0.00');
});

test('whatever Shopify does while store credit is taken back, it is debited exactly once', { timeout: 60_000 }, async () => {
  for (const [type, more] of FAULTS.filter(([type]) => type !== 'userErrors')) {
    await start();
    const reward = await promise(credit());
    await grant(reward);
    fault('DebitStoreCredit', type, more);
    await takeBack(reward, 5);
    expect([type, paid(), (await stored(reward)).state]).toEqual([type, ['credit 10.00', 'debit -10.00'], 'revoked']);
    expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -1000, revoked: 1000 });
  }
});

test('a gift card stays and is carried, or is ended for good, as the merchant chose', async () => {
  const kept = await promise(card());
  await grant(kept);
  await takeBack(kept);
  expect([paid(), (await stored(kept)).state]).toEqual([['card 10.00'], 'redeemed']);
  expect(await ledgerBalances(context, shop.id)).toEqual({ redeemed: 1000, carried: -1000 });

  const { reward: rule } = defaultRules('USD');
  await start({ reward: { ...rule, clawsBackGiftCards: true } });
  const ended = await promise(card());
  await grant(ended);
  const [made] = [...api.shop.giftCards.values()];
  if (made) made.balance = '7.50';
  fault('DeactivateGiftCard', 'reset-after');
  await takeBack(ended, 2);
  expect([paid(), (await stored(ended)).state]).toEqual([['card 10.00, off'], 'redeemed']);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -750, revoked: 750, redeemed: 250, carried: -250 });
});

test('a debt of 4.00 is set against the next payout of 10.00, which pays 6.00', async () => {
  const used = await promise(credit('400'));
  await grant(used);
  const [account] = [...api.shop.storeCreditAccounts.values()];
  if (account) debitAccount(api.store, account, 400, { event: 'ORDER_PAYMENT', origin: null });
  await takeBack(used);
  const next = await promise(credit(), used);
  await grant(next);
  expect(paid()).toEqual(['credit 4.00', 'debit -4.00', 'credit 6.00']);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -1000, redeemed: 400, issued: 600 });

  // The first counts again after all: what was set off is owed to the advocate, and comes with the next payout.
  await standAgain(used);
  const third = await promise(card(), used);
  await grant(third);
  expect(paid().at(-1)).toBe('card 14.00');
});

test('a debt as large as the payout leaves nothing to pay; taken back, the debt is open again', async () => {
  const used = await promise(card('1500'));
  await grant(used);
  await takeBack(used);
  const next = await promise(credit(), used);
  await grant(next);
  expect(paid()).toEqual(['card 15.00']);
  expect(await stored(next)).toMatchObject({ state: 'issued', payoutId: null });
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -1000, redeemed: 1500, carried: -500 });
  await takeBack(next);
  expect(await stored(next)).toMatchObject({ state: 'revoked' });
  expect(await ledgerBalances(context, shop.id)).toEqual({
    'program-cost': -1000,
    redeemed: 1500,
    revoked: 1000,
    carried: -1500,
  });
});

test('refunded while its payment is in doubt: what was paid is found and taken back, what was not is not paid', async () => {
  for (const [kind, answer] of [
    ['store-credit', 'reset-after'],
    ['store-credit', 'reset'],
    ['gift-card', 'reset-after'],
    ['gift-card', 'reset'],
  ] as const) {
    await start({ reward: { ...defaultRules('USD').reward, clawsBackGiftCards: true } });
    const reward = await promise({ kind, minor: '1000' });
    fault(kind === 'store-credit' ? 'CreditStoreCredit' : 'CreateGiftCard', answer);
    await grant(reward);
    later(10 * 60_000);
    await takeBack(reward, 3);
    const made = kind === 'gift-card' ? ['card 10.00, off'] : ['credit 10.00', 'debit -10.00'];
    expect([kind, answer, (await stored(reward)).state, paid()]).toEqual([
      kind,
      answer,
      'revoked',
      answer === 'reset' ? [] : made,
    ]);
    expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -1000, revoked: 1000 });
    await standAgain(reward);
    expect(await stored(reward)).toMatchObject({ state: 'pending', payoutId: null, issuingSince: null, returnMinor: null });
  }
});
