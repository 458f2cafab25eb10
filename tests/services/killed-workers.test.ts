/**
 * Workers are killed (SIGKILL) at every named step of giving a reward and of taking it back; new ones start, and everything was done once. Real processes,
 * a real database, the dev store's Admin API behind its proxy. Where a worker stands is known: Shopify's answer is held back, or a statement is.
 */
import { Session } from '@shopify/shopify-api';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type StartedContext, startContext } from '#app/context.server.ts';
import { defaultRules } from '#app/domain/program.ts';
import { createSessionStorage } from '#app/sessions.server.ts';
import { settleRewards } from '#app/services/change-rewards.server.ts';
import { grantOptionalScopes, installApp } from '#devstore/auth/install.ts';
import { storeNow } from '#devstore/clock.ts';
import { type Devstore, startDevstore } from '#devstore/start.ts';
import type { ShopState } from '#devstore/state.ts';
import { addShop } from '#devstore/store.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { addAppShop, addReward, type FixtureReward, type FixtureShop, ledgerBalances } from '#tests/support/reward-fixture.ts';
import { type AppProcess, startAppProcess } from '../../faults/app-process.ts';
import { type Barriers, putUpBarriers } from '../../faults/barriers.ts';
import {
  type Case,
  closePoint,
  type Doing,
  killWhereTheyStand,
  nameOf,
  type Payout,
  POINTS,
  roundsOf,
  VALUE,
} from '../../faults/kill-points.ts';

const PAYOUTS = ['pooled code', 'code of its own', 'store credit', 'gift card'] as const;
const WORKERS = 4;
/** Longer than a try's lease: what it left open may be looked up. */
const LEASE_IS_OVER = 4 * 60_000;
/** Of one reward, in cents; of ten per cent by the estimate of addReward. */
const WORTH: Record<Payout, number> = { 'pooled code': 420, 'code of its own': 420, 'store credit': 1_000, 'gift card': 1_000 };
const YEARS = 3_650 * 86_400_000;

type Promised = { payout: Payout; shop: FixtureShop; store: ShopState; rewards: FixtureReward[] };

const database = useDatabase();
const folder = mkdtempSync(path.join(tmpdir(), 'killed-workers-'));
const logFile = path.join(folder, 'workers.log');
let devstore: Devstore;
let web: StartedContext;
let barriers: Barriers;
/** What the first test gave, for the second to take back. */
const promised: Promised[] = [];

beforeAll(async () => {
  const { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: apiSecret } = testContext(database).env;
  const own = { port: 0, appOrigin: 'http://127.0.0.1:9', stateDir: folder, shops: [], appFollowsClock: true };
  devstore = await startDevstore({ ...own, apiKey, apiSecret });
  devstore.store.injectors.adminApi.bulkDelayMs = 0;
  web = await startContext({ env: testContext(database).env, databaseUrl: database.url, worker: false });
  barriers = await putUpBarriers(database.url);
});
afterAll(async () => {
  await barriers.end();
  await web.stop();
  await devstore.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A shop with what is promised there, not due yet: two codes of one discount, or one of the others. */
async function promise(payout: Payout): Promise<Promised> {
  const { store } = devstore;
  const state = addShop(store, { handle: `shop-${store.shops.size}`, customers: 2 });
  installApp(store, state);
  grantOptionalScopes(store, state, store.app.optionalScopes);
  const accessToken = `token-${state.handle}`;
  state.accessTokens.set(accessToken, { kind: 'offline', expiresAt: null, userId: null });
  const scope = state.grantedScopes.join(',');
  const session = { id: `offline_${state.domain}`, shop: state.domain, state: '', isOnline: false, scope, accessToken };
  await createSessionStorage(database.prisma, web.vault).storeSession(new Session(session));
  const { reward } = defaultRules('USD');
  const codes = payout === 'code of its own' ? 'locked' : 'pool';
  const shop = await addAppShop(web, state.domain, { reward: { ...reward, clawsBackGiftCards: true, codes } });
  await database.prisma.shop.update({ where: { id: shop.id }, data: { scopes: scope } });
  const rewards: FixtureReward[] = [];
  for (const advocateCustomerId of [...state.customers.keys()].slice(0, payout === 'pooled code' ? 2 : 1)) {
    rewards.push(await addReward(web, shop, 'pending', { advocateCustomerId, value: VALUE[payout], dueAt: web.now() + YEARS }));
  }
  return { payout, shop, store: state, rewards };
}

function lastOf({ rewards }: Promised): FixtureReward {
  const last = rewards.at(-1);
  if (last === undefined) throw new Error('nothing was promised');
  return last;
}

function caseOf(promised: Promised, doing: Doing, point: Case['point']): Case {
  const { payout, shop, store } = promised;
  return { payout, doing, point, shopId: shop.id, handle: store.handle, subject: lastOf(promised).rewardId };
}

function startWorkers(): Promise<AppProcess[]> {
  const { APP_ENCRYPTION_KEY } = web.env;
  const environment = { ...devstore.appEnvironment(), DATABASE_URL: database.url, APP_ENCRYPTION_KEY };
  return Promise.all(Array.from({ length: WORKERS }, () => startAppProcess({ role: 'worker', environment, logFile })));
}

/** Everybody comes to stand and is killed, round by round; then new workers finish what was left. */
async function killAndRecover(
  cases: Case[],
  begin: (each: Case) => Promise<void>,
  rewardIds: string[],
  end: string,
): Promise<void> {
  for (const round of roundsOf(cases, WORKERS)) {
    for (const each of round) {
      await closePoint(devstore.store, barriers, each);
      await begin(each);
    }
    await killWhereTheyStand({ store: devstore.store, barriers }, round, await startWorkers());
  }
  devstore.store.clockOffset += LEASE_IS_OVER;
  const workers = await startWorkers();
  await vi
    .waitUntil(async () => (await whatIsLeft(rewardIds, end)).length === 0, { timeout: 60_000, interval: 250 })
    .catch(async () => {
      const left = JSON.stringify(await whatIsLeft(rewardIds, end));
      throw new Error(`not done: ${left}\n${readFileSync(logFile, 'utf8').slice(-3_000)}`);
    });
  expect(await Promise.all(workers.map((worker) => worker.stop()))).toEqual(workers.map(() => 0));
}

/** Rewards in another state, and jobs. What the dead held is found by its silence, and tried again later: those waits are cut short. */
async function whatIsLeft(rewardIds: string[], end: string): Promise<string[]> {
  const { pool } = database;
  await pool.query(
    `UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '1 minute' WHERE state = 'active' AND heartbeat_on < now() - interval '3 seconds'`,
  );
  await pool.query(
    `UPDATE pgboss.job SET start_after = now() WHERE state IN ('created', 'retry') AND start_after > now() AND name <> 'reconcile-orders'`,
  );
  const { rows } = await pool.query<{ what: string }>(
    `SELECT concat_ws(' ', id, state, last_error) AS what FROM reward WHERE id = ANY($1::uuid[]) AND state <> $2
     UNION ALL SELECT concat_ws(' ', name, state, output) FROM pgboss.job
     WHERE state IN ('created', 'retry', 'active') AND name IN ('grant-reward', 'fill-pools', 'revoke-reward-code')`,
    [rewardIds, end],
  );
  return rows.map(({ what }) => what);
}

/** What of the shop's rewards exists in Shopify: codes that can be used, movements of store credit, gift cards that can be used. */
function inShopify({ discounts, storeCreditAccounts, giftCards }: ShopState) {
  const now = storeNow(devstore.store).getTime();
  return {
    codes: [...discounts.values()]
      .filter(({ endsAt }) => endsAt === null || Date.parse(endsAt) > now)
      .flatMap(({ codes }) => codes.map(({ code }) => code)),
    movements: [...storeCreditAccounts.values()].flatMap(({ transactions }) => transactions),
    cards: [...giftCards.values()].filter(({ deactivatedAt }) => deactivatedAt === null).map(({ id }) => id),
  };
}

test('a worker killed at any named step of giving a reward: each was given once, and that one is written down', async () => {
  const cases: Case[] = [];
  for (const payout of PAYOUTS) {
    for (const point of POINTS.give[payout]) {
      const each = await promise(payout);
      promised.push(each);
      cases.push(caseOf(each, 'give', point));
    }
  }
  const fallDue = async ({ shopId }: Case) => {
    await database.prisma.reward.updateMany({ where: { shopId }, data: { dueAt: new Date(0) } });
  };
  const ids = promised.flatMap(({ rewards }) => rewards.map(({ rewardId }) => rewardId));
  await killAndRecover(cases, fallDue, ids, 'issued');

  for (const [index, { payout, shop, store }] of promised.entries()) {
    const of = cases[index] && nameOf(cases[index]);
    const rows = await database.prisma.reward.findMany({ where: { shopId: shop.id } });
    const { codes, movements, cards } = inShopify(store);
    const recorded = rows.map(({ code, payoutId }) => payoutId?.split('/').at(-1) ?? code).sort();
    expect({ of, made: [...codes, ...movements.map(({ id }) => id), ...cards].sort() }).toEqual({ of, made: recorded });
    const worth = rows.length * WORTH[payout];
    expect(await ledgerBalances(web, shop.id)).toEqual({ 'program-cost': -worth, issued: worth });
  }
}, 180_000);

test('a worker killed at any named step of taking a reward back: each was taken back once', async () => {
  const cases: Case[] = [];
  const taken: Promised[] = [];
  for (const payout of PAYOUTS) {
    const given = promised.filter((each) => each.payout === payout);
    for (const [index, point] of POINTS['take back'][payout].entries()) {
      const each = given[index];
      if (each === undefined) throw new Error('more points to take back at than rewards');
      taken.push(each);
      cases.push(caseOf(each, 'take back', point));
    }
  }
  const refund = async ({ shopId, subject }: Case) => {
    const reversal = { state: 'reversed', reversedAt: new Date(), reversedReason: 'order-refunded' };
    await database.prisma.referral.updateMany({ where: { shopId, rewards: { some: { id: subject } } }, data: reversal });
    const shop = { id: shopId };
    const reversed = new Map([[subject, 'order-refunded' as const]]);
    await database.prisma.$transaction((tx) => settleRewards(web, tx, shop, { reversed, standing: new Map() }, []));
  };
  const subjects = cases.map(({ subject }) => subject);
  await killAndRecover(cases, refund, subjects, 'revoked');

  for (const [index, each] of taken.entries()) {
    const of = cases[index] && nameOf(cases[index]);
    const { codes, movements, cards } = inShopify(each.store);
    const row = await database.prisma.reward.findFirstOrThrow({ where: { id: lastOf(each).rewardId } });
    const isLeft = codes.filter((code) => code === row.code).length + cards.length;
    const moved = movements.map(({ kind, amount }) => `${kind} ${amount}`);
    const expected = each.payout === 'store credit' ? ['credit 10.00', 'debit -10.00'] : [];
    expect({ of, isLeft, moved }).toEqual({ of, isLeft: 0, moved: expected });
    const worth = WORTH[each.payout];
    const others = worth * (each.rewards.length - 1);
    const balances = { 'program-cost': -worth - others, revoked: worth, ...(others === 0 ? {} : { issued: others }) };
    expect(await ledgerBalances(web, each.shop.id)).toEqual(balances);
  }
}, 180_000);
