/**
 * Rewards: 1,200 of every kind granted while Shopify fails, loses answers and throttles (each must exist exactly once); 100,000 random ledger
 * operations; and how close a shop's API budget is used when many rewards are due at once, with a discount for each and with shared ones.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import express from 'express';
import { connectDatabase } from '#app/db.server.ts';
import type { Database } from '#app/db.server.ts';
import { createDatabase, startEmbeddedDatabase } from '#app/embedded-database.server.ts';
import { createLog } from '#app/log.server.ts';
import { applyMigrations } from '#app/migrations.server.ts';
import { defaultRules } from '#app/domain/program.ts';
import type { PlannedValue } from '#app/domain/rewards.ts';
import { fillPools } from '#app/services/fill-pools.server.ts';
import { grantReward } from '#app/services/grant-reward.server.ts';
import { createAdminClient } from '#app/shopify/client.server.ts';
import { Fault } from '#app/shopify/faults.ts';
import { createPacer } from '#app/shopify/pacer.server.ts';
import { noTelemetry } from '#app/telemetry.server.ts';
import { createAdminApi } from '#devstore/admin-api/app.ts';
import { grantOptionalScopes, installApp } from '#devstore/auth/install.ts';
import type { ShopState, Store } from '#devstore/state.ts';
import { addShop, createStore } from '#devstore/store.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { addAppShop, addReward, type FixtureReward, type FixtureShop } from '#tests/support/reward-fixture.ts';
import { shakeLedger } from './rewards-ledger.ts';
import type { Measurement } from './run.ts';

const REWARDS = 1_200;
const POOLED = 1_000;
const OPERATIONS = 100_000;
/** As many rewards of an installation are granted at a time. */
const AT_ONCE = 8;
const SECONDS = 6;
/** Points of one mutation: https://shopify.dev/docs/api/usage/rate-limits */
const CALL = 10;
const PLANS = { Basic: 100, Advanced: 200, 'Shopify Plus': 1000 } as const satisfies Record<ShopState['plan'], number>;
const SCOPES = [
  ...['read_store_credit_accounts', 'read_store_credit_account_transactions', 'write_store_credit_account_transactions'],
  ...['read_gift_cards', 'write_gift_cards'],
];
const TEN: PlannedValue = { kind: 'percentage', basisPoints: 1_000 };
const kindsIn = ({ products }: ShopState): readonly PlannedValue[] => [
  TEN,
  { kind: 'fixed-amount', minor: '500' },
  { kind: 'free-shipping' },
  { kind: 'free-product', productIds: [...products.keys()].slice(0, 1), quantity: 1, spendMinor: '5000', buys: null },
  { kind: 'store-credit', minor: '700' },
  { kind: 'gift-card', minor: '900' },
];

type Stage = { store: Store; shop: ShopState; context: TestContext; appShop: FixtureShop };

export async function measure(): Promise<Measurement> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vouchsafe-bench-'));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedDatabase({ dataDir: path.join(folder, 'data'), durable: false });
  await createDatabase(server.urlOf('postgres'), 'bench');
  await applyMigrations(server.urlOf('bench'));
  const database = connectDatabase(server.urlOf('bench'), 10);
  const store = createStore({ apiKey: 'key', apiSecret: 'secret', appOrigin: 'http://127.0.0.1:1', seed: 7 });
  store.app.optionalScopes = SCOPES;
  const web = express().use('/:host', hostOfPath, createAdminApi(store)).listen(0, '127.0.0.1');
  await new Promise((resolve) => web.once('listening', resolve));
  const origin = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
  try {
    const once = await grantUnderFaults(await openStage(database, store, origin, 'faults', 'Shopify Plus'));
    const ratios: Record<string, number> = {};
    for (const plan of Object.keys(PLANS) as ShopState['plan'][]) {
      const handle = plan.toLowerCase().replace(' ', '-');
      const alone = await openStage(database, store, origin, `${handle}-alone`, plan);
      ratios[`oursOverThrottleCeiling (${plan}, a discount each)`] = await useBudget(alone, PLANS[plan]);
      const shared = await openStage(database, store, origin, `${handle}-shared`, plan);
      ratios[`oursOverThrottleCeiling (${plan}, shared discounts)`] = await fillOnBudget(shared, PLANS[plan]);
    }
    const notes = [
      'oursOverThrottleCeiling counts discount codes created a second over restore rate / 10 points, what one call for each could come to; a discount each: in six seconds, the bucket at its reserve when they begin.',
      `Shared discounts: ${POOLED} codes, 250 a call; Shopify's bulk job takes 0.3 s in the dev store, which is a guess.`,
    ];
    return { figures: once, ratios, notes };
  } finally {
    web.closeAllConnections();
    await new Promise((resolve) => web.close(resolve));
    await database.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const hostOfPath: express.RequestHandler = (request, _response, next) => {
  request.headers.host = String(request.params['host']);
  next();
};

async function openStage(
  database: Database,
  store: Store,
  origin: string,
  handle: string,
  plan: ShopState['plan'],
): Promise<Stage> {
  const shop = addShop(store, { handle, customers: 200 });
  shop.plan = plan;
  installApp(store, shop);
  grantOptionalScopes(store, shop, SCOPES);
  shop.accessTokens.set('token', { kind: 'offline', expiresAt: null, userId: null });
  const clock = {
    now: () => Date.now(),
    wait: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
  };
  const client = createAdminClient({
    shopDomain: shop.domain,
    accessToken: () => Promise.resolve('token'),
    fetch: (url, init) => fetch(String(url).replace('https:/', origin), init),
    log: createLog('silent'),
    pacer: createPacer(clock),
    lane: 'work',
    telemetry: noTelemetry,
    ...clock,
  });
  const shopify = () => Promise.resolve(client);
  const context = testContext(database, { shopify, newId: () => crypto.randomUUID(), at: Date.now() });
  const appShop = await addAppShop(context, shop.domain);
  await database.prisma.shop.update({ where: { id: appShop.id }, data: { scopes: SCOPES.join(',') } });
  return { store, shop, context, appShop };
}

async function promise(
  { context, appShop, shop }: Stage,
  count: number,
  kinds: readonly PlannedValue[],
): Promise<FixtureReward[]> {
  const customers = [...shop.customers.keys()];
  const rewards: FixtureReward[] = [];
  for (let index = 0; index < count; index += 1) {
    const value = kinds[index % kinds.length] ?? { kind: 'free-shipping' };
    // Every advocate has some five rewards, of which two payouts of the same amount.
    const of = index >= customers.length ? rewards[index % customers.length] : undefined;
    const advocateCustomerId = customers[index % customers.length] ?? '';
    rewards.push(await addReward(context, appShop, 'approved', { value, advocateCustomerId, ...(of && { of }) }));
  }
  return rewards;
}

/** Every job comes again, as the queue makes it, until nothing is left to do. */
async function grantUnderFaults(stage: Stage): Promise<Record<string, number>> {
  const { store, shop, context, appShop } = stage;
  await promise(stage, REWARDS, kindsIn(shop));
  Object.assign(store.injectors.adminApi, { failRate: 0.05, loseAnswerRate: 0.1, bulkDelayMs: 0 });
  const unfinished = () =>
    context.db.prisma.reward.findMany({
      where: { shopId: appShop.id, state: { not: 'issued' } },
      select: { id: true, kind: true },
    });
  let jobs = 0;
  for (let left = await unfinished(), round = 0; left.length > 0 && round < 60; round += 1, left = await unfinished()) {
    const payouts = left.filter(({ kind }) => kind === 'store-credit' || kind === 'gift-card');
    jobs += payouts.length + 1;
    await Promise.all([
      orFault(() => fillPools(context, { shopId: appShop.id })),
      inParallel(payouts, ({ id }) => tryGrant(stage, id)),
    ]);
    context.clock.at += 10 * 60_000;
    store.clockOffset += 10 * 60_000;
  }
  Object.assign(store.injectors.adminApi, { failRate: 0, loseAnswerRate: 0, bulkDelayMs: 300 });
  const rows = await context.db.prisma.reward.findMany({ where: { shopId: appShop.id } });
  const credits = [...shop.storeCreditAccounts.values()].flatMap(({ transactions }) => transactions);
  const made = [
    ...[...shop.discounts.values()].flatMap(({ codes }) => codes.map(({ code }) => code)),
    ...credits.map(({ id }) => `gid://shopify/StoreCreditAccountCreditTransaction/${id}`),
    ...[...shop.giftCards.values()].map(({ id }) => `gid://shopify/GiftCard/${id}`),
  ];
  const owned = new Set(rows.map(({ payoutId, code }) => payoutId ?? code));
  const existing = new Set(made);
  return {
    rewards: rows.length,
    jobs,
    issued: rows.filter(({ state }) => state === 'issued').length,
    issuedTwice: made.filter((id) => !owned.has(id)).length + (rows.length - owned.size),
    missing: rows.filter(({ payoutId, code }) => !existing.has(payoutId ?? code ?? '')).length,
    discounts: shop.discounts.size,
    ...(await shakeLedger(context, appShop, OPERATIONS)),
  };
}

/** Codes a second, each in a discount of its own, over what the budget's rate would allow of calls of this cost. */
async function useBudget(stage: Stage, restoreRate: number): Promise<number> {
  const { shop, context, appShop } = stage;
  const rules = defaultRules('USD');
  await context.db.prisma.program.updateMany({
    where: { shopId: appShop.id },
    data: { rules: { ...rules, live: true, reward: { ...rules.reward, codes: 'locked' } } },
  });
  const ceiling = restoreRate / CALL;
  const rewards = await promise(stage, Math.ceil(ceiling * (SECONDS + 4)), [TEN]);
  await Promise.all(rewards.slice(0, 1).map(({ rewardId }) => tryGrant(stage, rewardId))); // the pacer learns the bucket
  shop.throttle = { available: restoreRate * 20 * 0.1, at: Date.now() };
  await tryGrant(stage, rewards[1]?.rewardId ?? '');
  const end = Date.now() + SECONDS * 1000;
  const started = performance.now();
  let granted = 0;
  await inParallel(rewards.slice(2), async ({ rewardId }) => {
    if (Date.now() >= end) return;
    await tryGrant(stage, rewardId);
    if (Date.now() < end) granted += 1;
  });
  const seconds = Math.min(SECONDS, (performance.now() - started) / 1000);
  return rounded(granted / seconds / ceiling);
}

/** The same for codes that share a discount. */
async function fillOnBudget(stage: Stage, restoreRate: number): Promise<number> {
  const { shop, context, appShop } = stage;
  await promise(stage, POOLED, [TEN]);
  shop.throttle = { available: restoreRate * 20 * 0.1, at: Date.now() };
  const started = performance.now();
  await orFault(() => fillPools(context, { shopId: appShop.id }));
  const seconds = (performance.now() - started) / 1000;
  const issued = await context.db.prisma.reward.count({ where: { shopId: appShop.id, state: 'issued' } });
  return rounded(issued / seconds / (restoreRate / CALL));
}

function rounded(ratio: number): number {
  return Math.round(ratio * 1000) / 1000;
}

async function orFault(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

function tryGrant({ context, appShop }: Stage, rewardId: string): Promise<void> {
  return orFault(() => grantReward(context, { shopId: appShop.id, rewardId }));
}

async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const rest = [...items];
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
