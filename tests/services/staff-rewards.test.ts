import { beforeEach, expect, test } from 'vitest';
import { eraseShop } from '#app/data/redaction.server.ts';
import type { PlannedValue } from '#app/domain/rewards.ts';
import { actOnRewards, type StaffChange } from '#app/services/act-on-rewards.server.ts';
import { settleRewards } from '#app/services/change-rewards.server.ts';
import { giveReward } from '#app/services/give-reward.server.ts';
import { grantReward } from '#app/services/grant-reward.server.ts';
import { sendRewardMessages } from '#app/services/send-reward-messages.server.ts';
import { revokeRewardCode } from '#app/services/revoke-reward-code.server.ts';
import { grantOptionalScopes } from '#devstore/auth/install.ts';
import { settleCodeJobs } from '#devstore/discounts/code-jobs.ts';
import { useAdminApi } from '../support/admin-api.ts';
import { testContext, type TestContext } from '../support/context.ts';
import { useDatabase } from '../support/database.ts';
import { addAppShop, addReward, type FixtureReward, type FixtureShop, ledgerBalances } from '../support/reward-fixture.ts';

/** What staff do to rewards, against a real database and the dev store's Admin API. */
const database = useDatabase();
const api = useAdminApi({ customers: 20 });
const SCOPES = [
  'read_store_credit_accounts',
  'read_store_credit_account_transactions',
  'write_store_credit_account_transactions',
  'read_gift_cards',
  'write_gift_cards',
];
let context: TestContext;
let shop: FixtureShop & { currency: string };

beforeEach(async () => {
  api.shop.storeCreditAccounts.clear();
  api.shop.giftCards.clear();
  api.shop.discounts.clear();
  api.shop.throttle.available = 2000;
  api.shop.accessTokens.set('token', { kind: 'offline', expiresAt: null, userId: null });
  api.store.app.optionalScopes = [...SCOPES];
  grantOptionalScopes(api.store, api.shop, SCOPES);
  const former = await database.prisma.shop.findUnique({ where: { domain: api.shop.domain } });
  if (former) await database.prisma.$transaction((tx) => eraseShop(tx, former));
  context = testContext(database, {
    shopify: () => Promise.resolve(api.client()),
    newId: () => crypto.randomUUID(),
    at: Date.now(),
  });
  shop = { ...(await addAppShop(context, api.shop.domain)), currency: 'USD' };
  await database.prisma.shop.update({ where: { id: shop.id }, data: { scopes: SCOPES.join(',') } });
});

const WEEK = 7 * 86_400_000;
const byStaff = { by: '71001', note: ' Because. ' };
const act = (action: StaffChange, ...rewards: FixtureReward[]) =>
  actOnRewards(context, shop, action, { ...byStaff, rewardIds: rewards.map(({ rewardId }) => rewardId) });
const stored = ({ rewardId }: Pick<FixtureReward, 'rewardId'>) =>
  database.prisma.reward.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: rewardId } } });
const events = async ({ rewardId }: Pick<FixtureReward, 'rewardId'>) =>
  (await database.prisma.rewardEvent.findMany({ where: { shopId: shop.id, rewardId }, orderBy: { at: 'asc' } })).map(
    ({ kind, by, note }) => [kind, by, note],
  );
const grant = ({ rewardId }: Pick<FixtureReward, 'rewardId'>) => grantReward(context, { shopId: shop.id, rewardId });
const takeBack = ({ rewardId }: FixtureReward) => revokeRewardCode(context, { shopId: shop.id, rewardId });
const customer = () => [...api.shop.customers.keys()][0] ?? '';
/** Whether the dev store's checkout would take the code; Shopify removes it from its discount a moment after it was asked to. */
const isUsable = (code: string | null) => {
  settleCodeJobs(api.store, api.shop);
  return [...api.shop.discounts.values()].some(
    ({ codes, active, endsAt }) =>
      active && (endsAt === null || Date.parse(endsAt) > Date.now()) && codes.some((each) => each.code === code),
  );
};
const movements = () =>
  [...api.shop.storeCreditAccounts.values()].flatMap(({ transactions }) =>
    transactions.map(({ kind, amount }) => `${kind} ${amount}`),
  );

/** What happens when the order behind it is cancelled, or stands again. */
async function orderNews({ rewardId, orderId }: FixtureReward, state: 'reversed' | 'credited'): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    await tx.referral.updateMany({
      where: { shopId: shop.id, orderId },
      data: { state, reversedReason: state === 'reversed' ? 'order-cancelled' : null },
    });
    const news =
      state === 'reversed'
        ? { reversed: new Map([[rewardId, 'order-cancelled']]), standing: new Map() }
        : { reversed: new Map(), standing: new Map([[rewardId, state]]) };
    await settleRewards(context, tx, shop, news, []);
  });
}

test('a reward is approved before its time, once, and its code is created', async () => {
  const reward = await addReward(context, shop, 'pending', { dueAt: context.now() + WEEK });
  expect(await act('approve', reward)).toEqual({ done: [reward.rewardId], refused: [] });
  expect(await act('approve', reward)).toEqual({ done: [], refused: [{ rewardId: reward.rewardId, why: 'already' }] });
  expect(context.jobs).toMatchObject([{ name: 'fill-pools', once: shop.id }]);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -420, payable: 420 });
  await grant(reward);
  expect((await stored(reward)).state).toBe('issued');
  expect(await events(reward)).toEqual([['approved', '71001', 'Because.']]);
});

test('a held reward is not approved past its verdict, a reversed one not at all, another shop’s is not found', async () => {
  const [held, reversed] = [await addReward(context, shop, 'pending'), await addReward(context, shop, 'pending')];
  await database.prisma.referral.updateMany({ where: { orderId: held.orderId }, data: { state: 'held' } });
  await orderNews(reversed, 'reversed');
  const missing = { ...held, rewardId: crypto.randomUUID() };
  expect((await act('approve', held, reversed, missing)).refused.map(({ why }) => why)).toEqual([
    'held',
    'taken-back',
    'not-found',
  ]);
  expect(await database.prisma.rewardEvent.count()).toBe(0);
});

test('an unissued reward is revoked with a note, stays so whatever its order does, and comes back only by staff', async () => {
  const reward = await addReward(context, shop, 'pending', { dueAt: context.now() + WEEK });
  expect((await act('revoke', reward)).done).toHaveLength(1);
  expect(await stored(reward)).toMatchObject({ state: 'revoked', revokedReason: 'by-staff' });
  await orderNews(reward, 'reversed');
  await orderNews(reward, 'credited');
  expect(await stored(reward)).toMatchObject({ state: 'revoked', revokedReason: 'by-staff', turn: 0 });
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -420, revoked: 420 });
  expect((await act('revoke', reward)).refused).toMatchObject([{ why: 'already' }]);

  expect((await act('give-again', reward)).done).toHaveLength(1);
  expect(await stored(reward)).toMatchObject({ state: 'approved', kept: true, turn: 1, revokedReason: null });
  await grant(reward);
  await orderNews(reward, 'reversed');
  expect(await stored(reward)).toMatchObject({ state: 'issued' });
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -420, issued: 420 });
  expect((await events(reward)).map(([kind]) => kind)).toEqual(['revoked', 'given-again']);
});

test('an issued code is switched off in Shopify before the ledger says so; given again, it is another code', async () => {
  const reward = await addReward(context, shop, 'approved');
  await grant(reward);
  const before = await stored(reward);
  expect(isUsable(before.code)).toBe(true);
  expect((await act('revoke', reward)).done).toHaveLength(1);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -420, issued: 420 });
  expect(context.jobs).toContainEqual(expect.objectContaining({ name: 'revoke-reward-code', once: reward.rewardId }));
  expect((await act('give-again', reward)).refused).toMatchObject([{ why: 'under-way' }]);
  await takeBack(reward);
  await expect.poll(() => isUsable(before.code)).toBe(false);
  expect(await stored(reward)).toMatchObject({ state: 'revoked', revokedReason: 'by-staff' });
  await act('give-again', reward);
  await grant(reward);
  const after = await stored(reward);
  expect(after.state).toBe('issued');
  expect(after.code).not.toBe(before.code);
  expect([before.code, after.code].map(isUsable)).toEqual([false, true]);
});

test('paid store credit is taken back by staff and paid again by staff; orders change neither', async () => {
  const value: PlannedValue = { kind: 'store-credit', minor: '1000' };
  const reward = await addReward(context, shop, 'approved', { value, advocateCustomerId: customer() });
  await grant(reward);
  await act('revoke', reward);
  await takeBack(reward);
  await takeBack(reward);
  expect(movements()).toEqual(['credit 10.00', 'debit -10.00']);
  expect(await stored(reward)).toMatchObject({ state: 'revoked', revokedReason: 'by-staff' });
  await orderNews(reward, 'credited');
  expect((await stored(reward)).state).toBe('revoked');
  await act('give-again', reward);
  await grant(reward);
  expect(movements()).toEqual(['credit 10.00', 'debit -10.00', 'credit 10.00']);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -1000, issued: 1000 });
});

test('store credit that staff take back in part stays a debt, which giving it again forgives', async () => {
  const value: PlannedValue = { kind: 'store-credit', minor: '1000' };
  const reward = await addReward(context, shop, 'approved', { value, advocateCustomerId: customer() });
  await grant(reward);
  const [account] = [...api.shop.storeCreditAccounts.values()];
  if (account === undefined) throw new Error('no account');
  account.balance = '4.00';
  await act('revoke', reward);
  await takeBack(reward);
  expect(await stored(reward)).toMatchObject({ state: 'redeemed', stands: false, revokedReason: 'by-staff' });
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -400, revoked: 400, redeemed: 600, carried: -600 });
  await orderNews(reward, 'credited');
  expect((await ledgerBalances(context, shop.id))['carried']).toBe(-600);
  expect((await act('give-again', reward)).done).toHaveLength(1);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -1000, redeemed: 600, carried: 400 });
});

test('what staff keep for its recipient outlives its order, also while its credit is held', async () => {
  const [reward, held] = [await addReward(context, shop, 'pending'), await addReward(context, shop, 'pending')];
  await database.prisma.referral.updateMany({ where: { orderId: held.orderId }, data: { state: 'held' } });
  expect((await act('keep', reward, held)).done).toHaveLength(2);
  expect((await act('keep', reward)).refused).toMatchObject([{ why: 'already' }]);
  await orderNews(reward, 'reversed');
  expect(await stored(reward)).toMatchObject({ state: 'pending', kept: true });
  expect((await act('approve', reward, held)).done).toHaveLength(2);
  await grant(held);
  expect((await stored(held)).state).toBe('issued');
  await act('revoke', reward);
  expect(await stored(reward)).toMatchObject({ state: 'revoked', kept: false, revokedReason: 'by-staff' });
});

test('a used reward is neither revoked nor approved; one that runs out is not kept', async () => {
  const reward = await addReward(context, shop, 'approved');
  await grant(reward);
  const { code } = await stored(reward);
  const use = { code: code ?? '', orderId: '1', at: context.now(), amount: { minor: 500n, currency: 'USD' } };
  await database.prisma.$transaction((tx) =>
    settleRewards(context, tx, shop, { reversed: new Map(), standing: new Map() }, [use]),
  );
  expect((await act('revoke', reward)).refused).toMatchObject([{ why: 'used' }]);
  expect((await act('approve', reward)).refused).toMatchObject([{ why: 'used' }]);
  expect((await act('give-again', reward)).refused).toMatchObject([{ why: 'already' }]);
});

test('two staff members do opposite things at once: one of them is first, and the ledger agrees with the state', async () => {
  for (let round = 0; round < 8; round += 1) {
    const reward = await addReward(context, shop, 'pending', { dueAt: context.now() + WEEK });
    await Promise.all([act('approve', reward), act('revoke', reward), act('approve', reward), act('keep', reward)]);
    const { state } = await stored(reward);
    const entries = await database.prisma.ledgerEntry.findMany({ where: { rewardId: reward.rewardId }, orderBy: { at: 'asc' } });
    expect(entries.filter(({ toAccount }) => toAccount === 'payable').length).toBeLessThanOrEqual(1);
    expect(['approved', 'revoked']).toContain(state);
    expect(entries.some(({ toAccount }) => toAccount === 'revoked')).toBe(state === 'revoked');
  }
});

test('staff give an advocate a reward: once, at once, beyond every limit', async () => {
  await database.prisma.program.update({
    where: { shopId_version: { shopId: shop.id, version: 1 } },
    data: { rules: await rulesWithCap() },
  });
  const { advocateId } = await addReward(context, shop, 'pending', { advocateCustomerId: customer() });
  const gift = { ...byStaff, rewardId: crypto.randomUUID(), advocateId };
  const value = { kind: 'store-credit' as const, minor: '700' };
  const answers = await Promise.all([1, 2, 3].map(() => giveReward(context, shop, { ...gift, value })));
  expect(answers).toEqual([1, 2, 3].map(() => ({ given: gift.rewardId })));
  await grant(gift);
  expect(movements()).toEqual(['credit 7.00']);
  expect(await stored(gift)).toMatchObject({ state: 'issued', purpose: 'manual', recipient: 'advocate', referralId: null });
  expect(await events(gift)).toEqual([['given', '71001', 'Because.']]);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -1120, pending: 420, issued: 700 });

  const percentage = { ...gift, rewardId: crypto.randomUUID(), value: { kind: 'percentage' as const, basisPoints: 1500 } };
  expect(await giveReward(context, shop, percentage)).toEqual({ given: percentage.rewardId });
  await grant(percentage);
  expect(await stored(percentage)).toMatchObject({ state: 'issued', percentage: 1500 });
});

async function rulesWithCap() {
  const { rules } = await database.prisma.program.findFirstOrThrow({ where: { shopId: shop.id } });
  const known = rules as { reward: object };
  return { ...known, reward: { ...known.reward, caps: { perAdvocate: { rewards: 1, days: 30 }, programMonthMinor: '1' } } };
}

test('nothing is given to strangers, to the blocked, or to an account that does not exist', async () => {
  const { advocateId } = await addReward(context, shop, 'pending');
  const gift = () => ({
    ...byStaff,
    rewardId: crypto.randomUUID(),
    advocateId,
    value: { kind: 'gift-card' as const, minor: '700' },
  });
  expect(await giveReward(context, shop, { ...gift(), advocateId: crypto.randomUUID() })).toEqual({
    refused: 'advocate-not-found',
  });
  expect(await giveReward(context, { ...shop, currency: 'EUR' }, gift())).toEqual({ refused: 'other-currency' });
  for (const data of [{ goneAt: new Date(context.now()) }, { goneAt: null, customerId: null }]) {
    await database.prisma.advocate.updateMany({ where: { id: advocateId }, data });
    expect(await giveReward(context, shop, gift())).toEqual({ refused: 'no-account' });
  }
  await database.prisma.advocate.updateMany({ where: { id: advocateId }, data: { state: 'blocked' } });
  expect(await giveReward(context, shop, gift())).toEqual({ refused: 'advocate-blocked' });
  expect(await database.prisma.reward.count({ where: { purpose: 'manual' } })).toBe(0);
});

test('the message of a gift card is sent again by Shopify, that of a code by the app’s e-mail; two clicks are one message', async () => {
  const mailer = { post: () => Promise.reject(new Error('nothing is sent in this test')) };
  const [card, code, waiting] = [
    await addReward(context, shop, 'approved', { value: { kind: 'gift-card', minor: '1000' }, advocateCustomerId: customer() }),
    await addReward(context, shop, 'approved'),
    await addReward(context, shop, 'pending'),
  ];
  await grant(card);
  await grant(code);
  const mails = async () => (await database.prisma.mail.findMany({ where: { shopId: shop.id } })).map(({ rewardId }) => rewardId);
  const [told, mailed] = [api.shop.notifications.length, (await mails()).length];
  const wish = { ...byStaff, rewardIds: [card, code, waiting].map(({ rewardId }) => rewardId) };
  const without = await sendRewardMessages(context, shop, { ...wish, rewardIds: [code.rewardId] });
  expect(without.refused).toEqual([{ rewardId: code.rewardId, why: 'no-mail-server' }]);

  const withMail = { ...context, mailer };
  const { done, refused } = await sendRewardMessages(withMail, shop, wish);
  expect([done.length, refused]).toEqual([2, [{ rewardId: waiting.rewardId, why: 'not-issued' }]]);
  const again = await sendRewardMessages(withMail, shop, wish);
  expect(again.refused.map(({ why }) => why).sort()).toEqual(['just-sent', 'just-sent', 'not-issued']);
  expect(api.shop.notifications.slice(told).map(({ kind }) => kind)).toEqual(['gift-card']);
  expect((await mails()).slice(mailed)).toEqual([code.rewardId]);
  context.clock.at += 120_000;
  expect((await sendRewardMessages({ ...withMail, now: () => context.clock.at }, shop, wish)).done).toHaveLength(2);
});
