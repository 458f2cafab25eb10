import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '#app/context.server.ts';
import { eraseShop } from '#app/data/redaction.server.ts';
import { defaultRules } from '#app/domain/program.ts';
import type { CodeValue } from '#app/domain/rewards.ts';
import { enqueueGrants } from '#app/services/enqueue-grants.server.ts';
import { fillPools } from '#app/services/fill-pools.server.ts';
import { grantReward } from '#app/services/grant-reward.server.ts';
import { retryReward } from '#app/services/retry-reward.server.ts';
import { revokeRewardCode } from '#app/services/revoke-reward-code.server.ts';
import { resumeWork } from '#app/services/settle-in.server.ts';
import { uninstallShop } from '#app/services/uninstall-shop.server.ts';
import { Fault } from '#app/shopify/faults.ts';
import { settleCodeJobs } from '#devstore/discounts/code-jobs.ts';
import type { ApiFault, DiscountState } from '#devstore/state.ts';
import { useAdminApi } from '../support/admin-api.ts';
import { breakable, type Break, Crash } from '../support/breakable.ts';
import { testContext, type TestContext } from '../support/context.ts';
import { useDatabase } from '../support/database.ts';
import { addAppShop, addReward, type FixtureReward, type FixtureShop, ledgerBalances } from '../support/reward-fixture.ts';

/** Many rewards at once against a real database and the dev store's Admin API on the real schema. */
const database = useDatabase();
const api = useAdminApi();
let context: TestContext;
let shop: FixtureShop;

const WEEK = 7 * 86_400_000;
const TEN: CodeValue = { kind: 'percentage', basisPoints: 1_000 };

beforeEach(async () => {
  calm();
  api.shop.discounts.clear();
  const former = await database.prisma.shop.findUnique({ where: { domain: api.shop.domain } });
  if (former) await database.prisma.$transaction((tx) => eraseShop(tx, former));
  context = testContext(database, { shopify: () => Promise.resolve(api.client()), newId: () => crypto.randomUUID() });
  shop = await addAppShop(context, api.shop.domain);
});

/** Everything works again. */
function calm(): void {
  Object.assign(api.store.injectors.adminApi, {
    ...{ throttle: false, failRate: 0, loseAnswerRate: 0, refuse: false, bulkDelayMs: 0, bulkPolls: 0, faults: [] },
  });
  api.shop.throttle.available = 2_000;
  api.shop.accessTokens.set('token', { kind: 'offline', expiresAt: null, userId: null });
}

function fault(at: string, kind: ApiFault['fault'], more: Partial<ApiFault> = {}): ApiFault {
  return {
    ...{ at, fault: kind, times: 1, skip: 0, rate: 1, shop: null, holdMs: 20, status: 503, applied: false },
    ...{ retryAfterSeconds: 30, every: 3, userError: null },
    ...more,
  } as ApiFault;
}

async function promise(count: number, value: CodeValue = TEN): Promise<FixtureReward[]> {
  const rewards: FixtureReward[] = [];
  for (let index = 0; index < count; index += 1) rewards.push(await addReward(context, shop, 'approved', { value }));
  return rewards;
}

async function fill(with_: Context = context): Promise<unknown> {
  return fillPools(with_, { shopId: shop.id }).catch((error: unknown) => error);
}

function stored() {
  return database.prisma.reward.findMany({ where: { shopId: shop.id }, orderBy: { id: 'asc' } });
}

function discounts(): DiscountState[] {
  settleCodeJobs(api.store, api.shop);
  return [...api.shop.discounts.values()];
}

/** Each reward has the one code that is its own, each code in Shopify is a reward's, and the ledger says the same. */
async function expectEachOnce(count: number): Promise<void> {
  const rows = await stored();
  const codes = discounts().flatMap((discount) =>
    discount.codes.map(({ code }) => [`gid://shopify/DiscountCodeNode/${discount.id}`, code]),
  );
  expect(rows.map(({ state }) => state)).toEqual(Array.from({ length: count }, () => 'issued'));
  const written = rows.map(({ discountId, code }) => [discountId, code]);
  expect(codes.map(String).sort()).toEqual(written.map(String).sort());
  expect(rows.filter(({ lastError }) => lastError !== null)).toEqual([]);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -420 * count, issued: 420 * count });
}

test('rewards of one value share a discount that works once per code and ends with its week', async () => {
  await promise(7);
  expect(await fill()).toBeUndefined();
  await expectEachOnce(7);
  const [discount] = discounts();
  expect(discount).toMatchObject({
    usageLimit: 1,
    appliesOncePerCustomer: false,
    value: { percentage: 0.1 },
    createdByApp: true,
  });
  expect(discount?.title).toMatch(/^Referral rewards: 10 % off, until \d+ \w+ 2027$/);
  const [row] = await stored();
  const promised = context.now() + 365 * 86_400_000;
  expect(row?.expiresAt?.getTime()).toBeGreaterThanOrEqual(promised);
  expect(row?.expiresAt?.getTime()).toBeLessThan(promised + WEEK);
  expect(Date.parse(discount?.endsAt ?? '')).toBe(Math.floor(Number(row?.expiresAt) / 1000) * 1000);
  const [pool] = await database.prisma.discountPool.findMany({ where: { shopId: shop.id } });
  expect(row?.poolId).toBe(pool?.id);
});

test('a later run adds to the same discount, a later week and another value to discounts of their own', async () => {
  await promise(2);
  await fill();
  await promise(2);
  await fill();
  expect(discounts().map(({ codes }) => codes.length)).toEqual([4]);
  context.clock.at += WEEK;
  await promise(1);
  await promise(1, { kind: 'free-shipping' });
  const [product] = api.shop.products.keys();
  await promise(2, { kind: 'free-product', productIds: [product ?? ''], quantity: 1, spendMinor: '5000' } as CodeValue);
  await fill();
  const contents = discounts().map(({ kind, codes }) => `${kind} ${codes.length}`);
  expect(contents.sort()).toEqual(['basic 1', 'basic 4', 'bxgy 2', 'free-shipping 1']);
  expect((await stored()).every(({ state }) => state === 'issued')).toBe(true);
});

test('more rewards than one call can take need one call for each 250', async () => {
  await promise(260);
  let calls = 0;
  const client = api.client((url, init) => {
    if (String(init?.body).includes('"operationName":"AddDiscountCodes"')) calls += 1;
    return api.fetch(url, init);
  });
  expect(await fill(testContext(database, { shopify: () => Promise.resolve(client) }))).toBeUndefined();
  expect(calls).toBe(2);
  await expectEachOnce(260);
});

test('Shopify takes its time with the codes, and they are waited for', async () => {
  await promise(3);
  api.store.injectors.adminApi.bulkPolls = 2;
  expect(await fill()).toBeUndefined();
  await expectEachOnce(3);
});

test("codes that are locked to their advocates, payouts, held credits and what a person has to look at are not the pools' business", async () => {
  const [held, stuck] = [await addReward(context, shop, 'approved'), await addReward(context, shop, 'approved')];
  const credit = await addReward(context, shop, 'approved', { value: { kind: 'store-credit', minor: '700' } });
  await database.prisma.referral.updateMany({ where: { shopId: shop.id, orderId: held.orderId }, data: { state: 'held' } });
  await database.prisma.reward.updateMany({
    where: { shopId: shop.id, id: stuck.rewardId },
    data: { lastError: 'Shopify refused.' },
  });
  await fill();
  expect(discounts()).toEqual([]);
  expect(new Set((await stored()).map(({ state }) => state))).toEqual(new Set(['approved']));
  await enqueueGrants(context, database.prisma, shop.id, [held.rewardId, stuck.rewardId, credit.rewardId]);
  expect(context.jobs.map(({ name, once }) => [name, once]).sort()).toEqual(
    [['fill-pools', shop.id], ...[stuck, credit].map(({ rewardId }) => ['grant-reward', rewardId])].sort(),
  );
});

test('a locked code works for its advocate alone, in a discount of its own', async () => {
  const [customer] = api.shop.customers.keys();
  const rules = defaultRules('USD');
  await database.prisma.program.updateMany({
    where: { shopId: shop.id },
    data: { rules: { ...rules, reward: { ...rules.reward, codes: 'locked' } } },
  });
  const reward = await addReward(context, shop, 'approved', { advocateCustomerId: customer ?? '' });
  await fill();
  expect(discounts()).toEqual([]);
  await grantReward(context, { shopId: shop.id, rewardId: reward.rewardId });
  expect(discounts()).toMatchObject([{ customerIds: [customer], usageLimit: 1, appliesOncePerCustomer: true }]);
  expect(await stored()).toMatchObject([{ state: 'issued', poolId: null }]);
  const guest = await addReward(context, shop, 'approved');
  await database.prisma.advocate.updateMany({ where: { shopId: shop.id, id: guest.advocateId }, data: { customerId: null } });
  await grantReward(context, { shopId: shop.id, rewardId: guest.rewardId });
  const row = await database.prisma.reward.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: guest.rewardId } } });
  expect([row.state, row.lastError]).toEqual(['approved', expect.stringMatching(/account/)]);
});

const STEPS = ['CreateDiscountCode', 'AddDiscountCodes', 'AddingDiscountCodes', 'AddedDiscountCodes'];
const FAULTS: [ApiFault['fault'], Partial<ApiFault>][] = [
  ['timeout-before', {}],
  ['timeout-after', {}],
  ['reset', {}],
  ['reset-after', {}],
  ['429', { times: 3 }],
  ['throttled', { times: 3 }],
  ['5xx', { status: 502, applied: false }],
  ['5xx', { status: 502, applied: true }],
  ['revoke-token', {}],
];
test.for(
  STEPS.flatMap((step) =>
    FAULTS.map(([kind, more]) => [step, kind, more.applied === true ? ' after it was done' : '', more] as const),
  ),
)('%s meets %s%s: the next try ends with each code once', async ([step, kind, , more]) => {
  await promise(5);
  api.store.injectors.adminApi.faults = [fault(step, kind, more)];
  expect(await fill()).toMatchObject({ retry: true });
  expect((await stored()).filter(({ lastError }) => lastError === null)).toEqual([]);
  calm();
  expect(await fill()).toBeUndefined();
  await expectEachOnce(5);
});

test('codes that Shopify could not add this time are added the next time, the others are issued at once', async () => {
  await promise(9);
  api.store.injectors.adminApi.faults = [fault('discountRedeemCodeBulkAdd', 'partial', { every: 3 })];
  expect(await fill()).toMatchObject({ kind: 'unreachable' });
  expect((await stored()).filter(({ state }) => state === 'issued')).toHaveLength(7);
  expect(await fill()).toBeUndefined();
  await expectEachOnce(9);
});

test("a discount or codes that Shopify refuses wait for a person with Shopify's words, and are tried again when asked", async () => {
  const rewards = await promise(4);
  const refusal = { field: ['codes'], message: 'You have reached the maximum number of codes.', code: 'EXCEEDED_MAX' };
  for (const step of ['discountCodeBasicCreate', 'discountRedeemCodeBulkAdd']) {
    api.store.injectors.adminApi.faults = [fault(step, 'userErrors', { userError: refusal })];
    for (const { rewardId } of rewards) {
      await database.prisma.reward.update({
        where: { shopId_id: { shopId: shop.id, id: rewardId } },
        data: { state: 'approved', lastError: null },
      });
    }
    expect(await fill()).toBeUndefined();
    const waiting = (await stored()).filter(({ state }) => state === 'approved');
    expect(waiting.map(({ lastError }) => lastError)).toEqual(
      waiting.map(() => expect.stringMatching(/maximum number of codes/) as string),
    );
    expect(waiting.length).toBeGreaterThan(0);
    await fill();
    expect((await stored()).filter(({ state }) => state === 'approved')).toHaveLength(waiting.length);
  }
  for (const { rewardId } of rewards) {
    if (!(await retryReward(context, shop, rewardId))) continue;
    await grantReward(context, { shopId: shop.id, rewardId });
  }
  await expectEachOnce(4);
});

test('a shop that Shopify has frozen: every reward says so, and the job does not come back by itself', async () => {
  await promise(3);
  api.store.injectors.adminApi.refuse = true;
  expect(await fill()).toBeUndefined();
  expect((await stored()).map(({ lastError }) => lastError)).toEqual(
    [1, 2, 3].map(() => expect.stringMatching(/frozen/) as string),
  );
});

test('an uninstallation in the middle: what Shopify made is found after the app is installed again', async () => {
  await promise(5);
  const client = api.client(async (url, init) => {
    const answer = await api.fetch(url, init);
    if (String(init?.body).includes('AddDiscountCodes')) {
      await uninstallShop(context, shop.domain, context.now());
      api.shop.accessTokens.clear();
    }
    return answer;
  });
  expect(await fill(testContext(database, { shopify: () => Promise.resolve(client) }))).toMatchObject({ kind: 'unauthorized' });
  expect(await fill()).toBeUndefined();
  expect((await stored()).map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'issuing'));
  calm();
  await database.prisma.shop.update({ where: { id: shop.id }, data: { state: 'installed' } });
  await resumeWork(context, shop.id);
  expect(context.jobs).toContainEqual(expect.objectContaining({ name: 'fill-pools' }));
  expect(await fill()).toBeUndefined();
  await expectEachOnce(5);
});

test('the answer is lost, and the next try comes in another week: the codes are found where they are', async () => {
  await promise(6);
  api.store.injectors.adminApi.faults = [fault('AddDiscountCodes', 'reset-after')];
  expect(await fill()).toMatchObject({ kind: 'unreachable' });
  context.clock.at += WEEK;
  expect(await fill()).toBeUndefined();
  await expectEachOnce(6);
  const [first] = discounts();
  const ends = new Set((await stored()).map(({ expiresAt }) => Math.floor(Number(expiresAt) / 1000)));
  expect(ends).toEqual(new Set(discounts().map(({ endsAt }) => Date.parse(endsAt ?? '') / 1000)));
  expect(first?.codes.length).toBe(6);
});

test('the merchant deletes the discount between two batches: a new one is made, and what was issued stays as it is', async () => {
  await promise(2);
  await fill();
  api.shop.discounts.clear();
  await promise(3);
  expect(await fill()).toBeUndefined();
  expect(discounts().map(({ codes }) => codes.length)).toEqual([3]);
  const pools = await database.prisma.discountPool.findMany({ where: { shopId: shop.id }, orderBy: { createdAt: 'asc' } });
  expect(pools.map(({ trouble }) => trouble).sort()).toEqual(['deleted', null]);
});

test("a stranger's discount with a reward's code is left alone, as the first code of a pool and later", async () => {
  const stranger = (code: string) => {
    const [mine] = discounts();
    const id = `77${code.length}${api.shop.discounts.size}`;
    if (mine) api.shop.discounts.set(id, { ...mine, id, title: 'Spring sale', tags: [], codes: [{ id, code, usageCount: 0 }] });
  };
  await promise(1);
  await fill();
  for (const at of [0, 2]) {
    context.clock.at += WEEK;
    const rewards = await promise(4);
    // Their codes are known once they have been tried.
    api.store.injectors.adminApi.faults = [fault('*', 'reset', { times: 9 })];
    await fill();
    calm();
    const [row] = await database.prisma.reward.findMany({ where: { id: rewards[at]?.rewardId ?? '' } });
    stranger(row?.code ?? '');
    expect(await fill()).toBeUndefined();
    const after = await stored();
    expect(after.every(({ state }) => state === 'issued')).toBe(true);
    const [changed] = await database.prisma.reward.findMany({ where: { id: rewards[at]?.rewardId ?? '' } });
    expect(changed?.code).not.toBe(row?.code);
  }
  const ours = discounts().filter(({ title }) => title !== 'Spring sale');
  expect(ours.flatMap(({ codes }) => codes.map(({ code }) => code)).sort()).toEqual(
    (await stored()).map(({ code }) => code ?? '').sort(),
  );
});

test('several workers at once make one discount and each code once', async () => {
  await promise(20);
  const results = await Promise.all([fill(), fill(), fill(), fill()]);
  expect(results.filter((result) => result !== undefined && !(result instanceof Fault))).toEqual([]);
  await fill();
  await expectEachOnce(20);
  expect(discounts()).toHaveLength(1);
});

async function takeBack({ orderId, rewardId }: FixtureReward): Promise<void> {
  await database.prisma.referral.updateMany({
    where: { shopId: shop.id, orderId },
    data: { state: 'reversed', reversedAt: new Date(context.now()), reversedReason: 'order-refunded' },
  });
  await revokeRewardCode(context, { shopId: shop.id, rewardId });
}

test('a reward that is taken back while its code is being added leaves no code behind', async () => {
  const [one, ...others] = await promise(3);
  if (!one) throw new Error('no reward');
  const client = api.client(async (url, init) => {
    if (String(init?.body).includes('AddDiscountCodes')) await takeBack(one);
    return api.fetch(url, init);
  });
  await fill(testContext(database, { shopify: () => Promise.resolve(client), newId: () => crypto.randomUUID() }));
  const rows = await stored();
  expect(rows.map(({ state }) => state).sort()).toEqual(['issued', 'issued', 'revoked']);
  expect(context.jobs).toContainEqual(
    expect.objectContaining({ name: 'revoke-reward-code', runAt: expect.any(Number) as number }),
  );
  for (const { name, data } of context.jobs) {
    if (name === 'revoke-reward-code')
      await revokeRewardCode(context, data as { shopId: string; rewardId: string; code?: string });
  }
  const left = discounts().flatMap(({ codes }) => codes.map(({ code }) => code));
  const issued = rows.filter(({ state }) => state === 'issued').map(({ code }) => code ?? '');
  expect(left.sort()).toEqual(issued.sort());
  expect(others).toHaveLength(2);
});

test('a code that came into being after its reward was promised again with another one is taken out, the new one stays', async () => {
  const [reward] = await promise(1);
  if (!reward) throw new Error('no reward');
  await promise(1);
  await fill();
  const { code: live } = await database.prisma.reward.findUniqueOrThrow({
    where: { shopId_id: { shopId: shop.id, id: reward.rewardId } },
  });
  const [pool] = discounts();
  pool?.codes.push({ id: '991', code: 'THANKS-OLD', usageCount: 0 });
  await revokeRewardCode(context, { shopId: shop.id, rewardId: reward.rewardId, code: 'THANKS-OLD' });
  await revokeRewardCode(context, { shopId: shop.id, rewardId: reward.rewardId, code: live ?? '' });
  await expectEachOnce(2);
});

test('a crash before or after any step, then a retry: each code once', { timeout: 120_000 }, async () => {
  const broken = breakable(database, api.fetch);
  const fragile = testContext(broken.database, {
    shopify: () => Promise.resolve(api.client(broken.fetch)),
    newId: () => crypto.randomUUID(),
  });
  await promise(3);
  broken.plan(null);
  await fill(fragile);
  const steps = broken.steps();
  expect(steps).toBeGreaterThanOrEqual(9);
  for (let step = 1; step <= steps; step += 1) {
    for (const when of ['before', 'after'] as const) {
      const former = await database.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
      await database.prisma.$transaction((tx) => eraseShop(tx, former));
      api.shop.discounts.clear();
      shop = await addAppShop(context, api.shop.domain);
      await promise(3);
      broken.plan({ step, when });
      const failure = await fill(fragile);
      expect(failure instanceof Crash || failure instanceof Fault).toBe(true);
      broken.plan(null);
      expect(await fill()).toBeUndefined();
      await expectEachOnce(3);
    }
  }
});

test('300 rewards, whatever goes wrong in whatever order: 300 codes, each once', { timeout: 300_000 }, async () => {
  const trouble = fc.oneof(
    fc.record({
      at: fc.constantFrom(...STEPS, 'NewestDiscountCodes', 'DiscountByCode'),
      fault: fc.constantFrom(...FAULTS, ['partial', { every: 7 }] as [ApiFault['fault'], Partial<ApiFault>]),
      skip: fc.integer({ min: 0, max: 2 }),
    }),
    fc.record({ step: fc.integer({ min: 1, max: 25 }), when: fc.constantFrom('before' as const, 'after' as const) }),
    fc.constant('a week passes' as const),
    fc.constant('two workers' as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(trouble, { minLength: 1, maxLength: 8 }), async (troubles) => {
      const former = await database.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
      await database.prisma.$transaction((tx) => eraseShop(tx, former));
      api.shop.discounts.clear();
      shop = await addAppShop(context, api.shop.domain);
      await promise(300);
      const broken = breakable(database, api.fetch);
      const fragile = testContext(broken.database, {
        shopify: () => Promise.resolve(api.client(broken.fetch)),
        newId: () => crypto.randomUUID(),
      });
      fragile.clock.at = context.now();
      for (const next of troubles) {
        calm();
        broken.plan(null);
        if (next === 'a week passes') fragile.clock.at += WEEK;
        else if (next === 'two workers') await fill(fragile);
        else if ('step' in next) broken.plan(next satisfies Break);
        else {
          const [kind, more] = next.fault;
          api.store.injectors.adminApi.faults = [fault(next.at, kind, { ...more, skip: next.skip })];
        }
        const results = await Promise.all(next === 'two workers' ? [fill(fragile), fill(fragile)] : [fill(fragile)]);
        const bugs = results.filter((result) => result !== undefined && !(result instanceof Fault) && !(result instanceof Crash));
        expect(bugs).toEqual([]);
      }
      calm();
      broken.plan(null);
      for (let tries = 0; tries < 4 && (await fill(fragile)) !== undefined; tries += 1) calm();
      await expectEachOnce(300);
    }),
    { numRuns: 4 },
  );
});
