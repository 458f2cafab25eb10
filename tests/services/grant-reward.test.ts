import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '#app/context.server.ts';
import { eraseShop } from '#app/data/redaction.server.ts';
import { endOfWeek } from '#app/domain/week-end.ts';
import { grantReward } from '#app/services/grant-reward.server.ts';
import { releaseDueRewards } from '#app/services/release-due-rewards.server.ts';
import { revokeRewardCode } from '#app/services/revoke-reward-code.server.ts';
import { settleIn } from '#app/services/settle-in.server.ts';
import { uninstallShop } from '#app/services/uninstall-shop.server.ts';
import { Fault } from '#app/shopify/faults.ts';
import { settleCodeJobs } from '#devstore/discounts/code-jobs.ts';
import { recordUsage } from '#devstore/pricing/price-cart.ts';
import type { DiscountState } from '#devstore/state.ts';
import { useAdminApi } from '../support/admin-api.ts';
import { breakable, type Break, Crash } from '../support/breakable.ts';
import { testContext, type TestContext } from '../support/context.ts';
import { useDatabase } from '../support/database.ts';
import { addAppShop, addReward, type FixtureReward, type FixtureShop, ledgerBalances } from '../support/reward-fixture.ts';

/** Rewards against a real database and the dev store's Admin API on the real schema. */
const database = useDatabase();
const api = useAdminApi();
let context: TestContext;
let shop: FixtureShop;

beforeEach(async () => {
  Object.assign(api.store.injectors.adminApi, { throttle: false, failRate: 0, loseAnswerRate: 0, refuse: false });
  api.shop.discounts.clear();
  api.shop.throttle.available = 2000;
  const former = await database.prisma.shop.findUnique({ where: { domain: api.shop.domain } });
  if (former) await database.prisma.$transaction((tx) => eraseShop(tx, former));
  context = testContext(database, { shopify: () => Promise.resolve(api.client()), newId: () => crypto.randomUUID() });
  shop = await addAppShop(context, api.shop.domain);
});

async function grant(reward: FixtureReward, with_: Context = context): Promise<unknown> {
  return grantReward(with_, { shopId: shop.id, rewardId: reward.rewardId }).catch((error: unknown) => error);
}

/** The order behind it is taken back, and the job that follows is done. */
async function revoke(reward: FixtureReward): Promise<unknown> {
  await database.prisma.referral.updateMany({
    where: { shopId: shop.id, orderId: reward.orderId },
    data: { state: 'reversed', reversedAt: new Date(context.now()), reversedReason: 'order-refunded' },
  });
  return revokeRewardCode(context, { shopId: shop.id, rewardId: reward.rewardId }).catch((error: unknown) => error);
}

function stored({ rewardId }: FixtureReward) {
  return database.prisma.reward.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: rewardId } } });
}

function discounts(): DiscountState[] {
  return [...api.shop.discounts.values()];
}

/** Codes that a customer can use. Shopify takes a code out of its discount a moment after it was told to. */
function codes(): string[] {
  settleCodeJobs(api.store, api.shop);
  return discounts().flatMap((discount) => (discount.active ? discount.codes.map(({ code }) => code) : []));
}
const noCodes = () => expect.poll(codes).toEqual([]);

test('an approved reward becomes one single-use code, written down with its expiry and ledger entries', async () => {
  const reward = await addReward(context, shop, 'approved');
  expect(await grant(reward)).toBeUndefined();
  const row = await stored(reward);
  const [discount] = discounts();
  expect(row).toMatchObject({
    state: 'issued',
    lastError: null,
    attempts: 1,
    discountId: `gid://shopify/DiscountCodeNode/${discount?.id}`,
  });
  expect(row.code).toMatch(/^THANKS-/);
  // To the end of the week, by the shop's clocks: codes of one week share a discount.
  const promised = context.clock.at + 365 * 86_400_000;
  expect(row.expiresAt?.getTime()).toBe(endOfWeek(promised, 'America/New_York'));
  expect(row.expiresAt?.getTime()).toBeGreaterThanOrEqual(promised);
  expect(discount).toMatchObject({ value: { percentage: 0.1 }, usageLimit: 1, codes: [{ code: row.code }] });
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -420, issued: 420 });
});

test('a repeated job changes nothing', async () => {
  const reward = await addReward(context, shop, 'approved');
  await Promise.all([grant(reward), grant(reward), grant(reward)]);
  await grant(reward);
  expect(discounts()).toHaveLength(1);
  expect((await stored(reward)).state).toBe('issued');
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -420, issued: 420 });
});

test('when the answer is lost after Shopify made the code, the next try finds it', async () => {
  const reward = await addReward(context, shop, 'approved');
  api.store.injectors.adminApi.loseAnswerRate = 1;
  const fault = await grant(reward);
  expect(fault).toMatchObject({ kind: 'unreachable', retry: true });
  expect(await stored(reward)).toMatchObject({
    state: 'issuing',
    lastError: 'unreachable',
  });
  api.store.injectors.adminApi.loseAnswerRate = 0;
  context.clock.at += 86_400_000;
  expect(await grant(reward)).toBeUndefined();
  expect(discounts()).toHaveLength(1);
  const row = await stored(reward);
  expect(row).toMatchObject({ state: 'issued', lastError: null, code: discounts()[0]?.codes[0]?.code });
  expect(row.expiresAt?.getTime()).toBe(Date.parse(discounts()[0]?.endsAt ?? ''));
});

test('a throttled or failing Shopify leaves the reward waiting for the next try', async () => {
  const reward = await addReward(context, shop, 'approved');
  api.store.injectors.adminApi.throttle = true;
  expect(await grant(reward)).toMatchObject({ kind: 'throttled', retry: true });
  api.store.injectors.adminApi.throttle = false;
  api.store.injectors.adminApi.failRate = 1;
  expect(await grant(reward)).toMatchObject({ kind: 'unreachable', retry: true });
  api.store.injectors.adminApi.failRate = 0;
  await grant(reward);
  expect([discounts().length, (await stored(reward)).state]).toEqual([1, 'issued']);
});

test('a lapsed access is said on the reward, and the job comes back until the merchant has opened the app', async () => {
  const reward = await addReward(context, shop, 'approved');
  const lapsed = testContext(database, { shopify: () => Promise.reject(new Fault('unauthorized', 'dead token')) });
  expect(await grant(reward, lapsed)).toMatchObject({ kind: 'unauthorized', retry: true });
  expect((await stored(reward)).lastError).toBe('unauthorized');
  await grant(reward);
  expect(await stored(reward)).toMatchObject({ state: 'issued', lastError: null });
});

test('what only the merchant can put right is said on the reward, and the job does not come back', async () => {
  const reward = await addReward(context, shop, 'approved');
  api.store.injectors.adminApi.refuse = true;
  expect(await grant(reward)).toBeUndefined();
  expect((await stored(reward)).lastError).toMatch(/^refused: .*frozen/);
});

test("a discount that Shopify refuses goes back to approved with Shopify's words", async () => {
  const reward = await addReward(context, shop, 'approved');
  const client = api.client((url, init) => {
    const body = String(init?.body).replace('"usageLimit":1', '"usageLimit":-1');
    return api.fetch(url, { ...init, body });
  });
  const refusing = testContext(database, { shopify: () => Promise.resolve(client) });
  expect(await grant(reward, refusing)).toBeUndefined();
  expect(await stored(reward)).toMatchObject({
    state: 'approved',
    lastError: expect.stringMatching(/^code-refused: ./) as string,
  });
  await grant(reward);
  expect(await stored(reward)).toMatchObject({ state: 'issued', lastError: null });
});

test("a stranger's discount with the same code is left alone, and the reward gets another code", async () => {
  const reward = await addReward(context, shop, 'approved');
  await grant(reward);
  const [own] = discounts();
  const again = await addReward(context, shop, 'approved');
  if (own) Object.assign(own, { title: 'Spring sale', tags: [] });
  await database.prisma.reward.update({
    where: { shopId_id: { shopId: shop.id, id: reward.rewardId } },
    data: { state: 'issuing', discountId: null, poolId: null },
  });
  await database.prisma.discountPool.updateMany({ where: { shopId: shop.id }, data: { discountId: null } });
  await grant(reward);
  await grant(again);
  expect([new Set(codes()).size, discounts().length]).toEqual([3, 2]);
  const row = await stored(reward);
  expect(row.state).toBe('issued');
  expect(row.code).not.toBe(own?.codes[0]?.code);
  expect(own).toMatchObject({ active: true, title: 'Spring sale' });
});

test('a code that is taken but cannot be seen yet is asked for again, never doubled', async () => {
  const reward = await addReward(context, shop, 'approved');
  api.store.injectors.adminApi.loseAnswerRate = 1;
  await grant(reward);
  api.store.injectors.adminApi.loseAnswerRate = 0;
  const lagging = api.client(async (url, init) => {
    if (!String(init?.body).includes('DiscountByCode')) return api.fetch(url, init);
    return new Response(JSON.stringify({ data: { codeDiscountNodeByCode: null } }));
  });
  expect(await grant(reward, testContext(database, { shopify: () => Promise.resolve(lagging) }))).toMatchObject({ retry: true });
  await grant(reward);
  expect([discounts().length, (await stored(reward)).state]).toEqual([1, 'issued']);
});

test('the rewards of an uninstalled shop wait, and go on after it is installed again', async () => {
  const reward = await addReward(context, shop, 'approved');
  await uninstallShop(context, shop.domain, context.now());
  expect(await grant(reward)).toBeUndefined();
  expect([discounts().length, (await stored(reward)).state]).toEqual([0, 'approved']);
  await database.prisma.shop.update({ where: { id: shop.id }, data: { state: 'installed' } });
  await grant(reward);
  expect((await stored(reward)).state).toBe('issued');
});

test('a reward revoked while Shopify is being asked leaves no usable code', async () => {
  const reward = await addReward(context, shop, 'approved');
  const client = api.client(async (url, init) => {
    const answer = await api.fetch(url, init);
    if (String(init?.body).includes('CreateDiscountCode')) await revoke(reward);
    return answer;
  });
  await grant(reward, testContext(database, { shopify: () => Promise.resolve(client) }));
  expect((await stored(reward)).state).toBe('revoked');
  await noCodes();
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -420, revoked: 420 });
});

test('an unused code is switched off and its value goes back; repeats change nothing', async () => {
  const reward = await addReward(context, shop, 'approved');
  await grant(reward);
  await revoke(reward);
  await revoke(reward);
  await grant(reward);
  expect((await stored(reward)).state).toBe('revoked');
  await noCodes();
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -420, revoked: 420 });
});

test('a code that was used before it could be switched off stays, and the merchant reads so', async () => {
  const reward = await addReward(context, shop, 'approved');
  await grant(reward);
  const { code } = await stored(reward);
  recordUsage(api.shop, [code ?? ''], null);
  await revoke(reward);
  expect(await stored(reward)).toMatchObject({ state: 'issued', lastError: 'used-meanwhile' });
  expect(codes()).toEqual([code]);
});

test('a reward that its refund revoked has its code switched off, also when the shop was away meanwhile', async () => {
  const reward = await addReward(context, shop, 'approved');
  await grant(reward);
  await database.prisma.reward.update({
    where: { shopId_id: { shopId: shop.id, id: reward.rewardId } },
    data: { state: 'revoked', revokedAt: new Date(context.now()) },
  });
  await uninstallShop(context, shop.domain, context.now());
  expect(await revoke(reward)).toBeUndefined();
  expect(discounts().map((discount) => discount.active)).toEqual([true]);
  expect((await stored(reward)).lastError).toBe('uninstalled');
  await database.prisma.shop.update({ where: { id: shop.id }, data: { state: 'installed' } });
  await settleIn(context, { shopId: shop.id });
  expect(context.jobs.map(({ name }) => name)).toContain('revoke-reward-code');
  await revoke(reward);
  await noCodes();
  expect(await stored(reward)).toMatchObject({ state: 'revoked', lastError: null });
});

test("a stranger's discount is never switched off", async () => {
  const reward = await addReward(context, shop, 'approved');
  await grant(reward);
  const [own] = discounts();
  if (own) Object.assign(own, { title: 'Spring sale', tags: [] });
  await revoke(reward);
  expect(own?.active).toBe(true);
});

test('only rewards whose waiting time is over are released, once, with one job for all', async () => {
  const due = await addReward(context, shop, 'pending');
  const later = await addReward(context, shop, 'pending', { dueAt: context.now() + 1 });
  await releaseDueRewards(context);
  await releaseDueRewards(context);
  expect([(await stored(due)).state, (await stored(later)).state]).toEqual(['approved', 'pending']);
  expect(context.jobs).toMatchObject([{ name: 'fill-pools', data: { shopId: shop.id } }]);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -840, payable: 420, pending: 420 });
});

test('the due rewards of an uninstalled shop stay pending', async () => {
  const due = await addReward(context, shop, 'pending');
  await uninstallShop(context, shop.domain, context.now());
  await releaseDueRewards(context);
  expect((await stored(due)).state).toBe('pending');
});

test('a crash before or after any step of granting, then a retry: exactly one code', async () => {
  const broken = breakable(database, api.fetch);
  const fragile = testContext(broken.database, { shopify: () => Promise.resolve(api.client(broken.fetch)) });
  broken.plan(null);
  await grant(await addReward(context, shop, 'approved'), fragile);
  const steps = broken.steps();
  expect(steps).toBeGreaterThanOrEqual(5);
  for (let step = 1; step <= steps; step += 1) {
    for (const when of ['before', 'after'] as const) {
      api.shop.discounts.clear();
      const reward = await addReward(context, shop, 'approved');
      broken.plan({ step, when });
      const failure = await grant(reward, fragile);
      // A crash of the call to Shopify looks like a lost answer to the client.
      expect(failure instanceof Crash || failure instanceof Fault).toBe(true);
      broken.plan(null);
      await grant(reward);
      expect([step, when, discounts().length, (await stored(reward)).state]).toEqual([step, when, 1, 'issued']);
    }
  }
});

test('whatever goes wrong in whatever order, one reward ends as exactly one code', { timeout: 120_000 }, async () => {
  const trouble = fc.oneof(
    fc.constant('lose' as const),
    fc.constant('fail' as const),
    fc.constant('throttle' as const),
    fc.record({ step: fc.integer({ min: 1, max: 9 }), when: fc.constantFrom('before' as const, 'after' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(trouble, { maxLength: 8 }), async (troubles) => {
      api.shop.discounts.clear();
      const reward = await addReward(context, shop, 'approved');
      const broken = breakable(database, api.fetch);
      const fragile = testContext(broken.database, { shopify: () => Promise.resolve(api.client(broken.fetch)) });
      for (const next of troubles) {
        const faults = api.store.injectors.adminApi;
        Object.assign(faults, {
          loseAnswerRate: Number(next === 'lose'),
          failRate: Number(next === 'fail'),
          throttle: next === 'throttle',
        });
        broken.plan(typeof next === 'string' ? null : (next satisfies Break));
        await grant(reward, fragile);
      }
      Object.assign(api.store.injectors.adminApi, { loseAnswerRate: 0, failRate: 0, throttle: false });
      api.shop.throttle.available = 2000;
      expect(await grant(reward)).toBeUndefined();
      const row = await stored(reward);
      expect(row.state).toBe('issued');
      expect(discounts().map((discount) => [discount.codes[0]?.code, discount.active])).toEqual([[row.code, true]]);
    }),
    { numRuns: 60 },
  );
  expect(Object.keys(await ledgerBalances(context, shop.id)).sort()).toEqual(['issued', 'program-cost']);
});
