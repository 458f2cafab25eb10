/** Everything that a run needs: database, dev store, courier, one web process and two workers, and the shops with their programs. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '#app/embedded-database.server.ts';
import { applyMigrations } from '#app/migrations.server.ts';
import type { ProgramForm } from '#app/program-form.ts';
import { grantOptionalScopes, installApp } from '#devstore/auth/install.ts';
import { type Devstore, startDevstore } from '#devstore/start.ts';
import type { ShopState } from '#devstore/state.ts';
import { openShop } from '../scripts/open-shop.ts';
import { type Courier, type Disturbance, startCourier } from './courier.ts';
import { type CuttingProxy, startCuttingProxy } from './cutting-proxy.ts';
import { type CrashingDatabase, startCrashingDatabase } from './database.ts';
import { type Keeper, keepRunning } from './keeper.ts';
import { type PlannedShop, SHOPS } from './plan.ts';

export type World = {
  devstore: Devstore;
  shops: Record<PlannedShop, ShopState>;
  courier: Courier;
  database: CrashingDatabase;
  web: Keeper;
  workers: Keeper[];
  /** Sets the clock of one worker so many milliseconds beside the shop's. */
  turnWorker(place: number, milliseconds: number): void;
  /** Between the app and whom it talks to. */
  proxies: CuttingProxy[];
  logFile: string;
  stop(): Promise<void>;
};

const WORKERS = 2;

/** @param app the checkout whose app is run; `sql` is for its database, after the migrations */
export async function startWorld({ root, sql }: { root: string; sql: string }, disturbance: Disturbance | null): Promise<World> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vouchsafe-faults-'));
  chmodSync(folder, 0o755); // run as root, PostgreSQL is `nobody` and must get in
  const stops: (() => Promise<unknown> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const database = await startCrashingDatabase(path.join(folder, 'postgres'));
    stops.push(() => database.stop());
    await applyMigrations(database.ownUrl);
    if (sql !== '') await database.ask(sql);
    const webPort = await freePort();
    const toWeb = await startCuttingProxy(() => webPort);
    stops.push(() => toWeb.close());
    const courier = await startCourier(toWeb.port, disturbance);
    stops.push(() => courier.close());
    const devstore = await startDevstore({
      ...{ port: 0, appOrigin: courier.origin, stateDir: path.join(folder, 'devstore'), appFollowsClock: true },
      apiSecret: randomBytes(24).toString('hex'),
      shops: SHOPS.map((handle) => ({ handle, plan: 'Shopify Plus' as const, customers: 1 })),
    });
    stops.push(() => devstore.stop());
    const toShopify = await startCuttingProxy(() => devstore.port);
    stops.push(() => toShopify.close());

    const logFile = path.join(root, '.vouchsafe/faults.log');
    const environment = {
      ...devstore.appEnvironment(),
      HTTPS_PROXY: `http://127.0.0.1:${toShopify.port}`,
      DATABASE_URL: database.url,
      APP_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      PORT: String(webPort),
    };
    const clocks = Array.from({ length: WORKERS }, (_, place) => ownClock(path.join(folder, `clock-${place}`)));
    const web = await keepRunning({ role: 'web', environment, root, logFile });
    stops.push(() => web.stop());
    const workers = await Promise.all(
      clocks.map(({ file }) =>
        keepRunning({ role: 'worker', environment: { ...environment, DEVSTORE_CLOCK_FILE: file }, root, logFile }),
      ),
    );
    stops.push(() => Promise.all(workers.map((worker) => worker.stop())));

    const shops = {} as Record<PlannedShop, ShopState>;
    for (const name of SHOPS) {
      const shop = devstore.store.shops.get(`${name}.myshopify.com`);
      if (shop === undefined) throw new Error(`the dev store has no shop ${name}`);
      installApp(devstore.store, shop);
      grantOptionalScopes(devstore.store, shop, devstore.store.app.optionalScopes);
      const appOrigin = `http://127.0.0.1:${webPort}`;
      await openShop({ devstore, shop, appOrigin, program: (form) => programOf(name, form) });
      shops[name] = shop;
    }
    await wait(1_500); // orders are dated by whole seconds: those of this one would be older than the programs
    return {
      ...{ devstore, shops, courier, database, web, workers, logFile, stop },
      turnWorker: (place, milliseconds) => clocks[place]?.turn(devstore.store.clockOffset + milliseconds),
      proxies: [toWeb, toShopify, database.proxy],
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A worker's own clock: as app-clock.ts reads it. */
function ownClock(file: string): { file: string; turn(offset: number): void } {
  const descriptor = openSync(file, 'w');
  const bytes = Buffer.alloc(8);
  const turn = (offset: number) => {
    bytes.writeDoubleLE(offset);
    writeSync(descriptor, bytes, 0, 8, 0);
  };
  turn(0);
  return { file, turn };
}

/**
 * Rewards at once, refunds in proportion; checks that weigh how much came before an order are off: what came before is a matter of arrival. What the
 * rules themselves ask (a new customer, not oneself, the minimum) stays on.
 */
function programOf(shop: PlannedShop, form: ProgramForm): ProgramForm {
  const { rewardValue } = form;
  const value = {
    codes: { ...rewardValue, kind: 'percentage' as const, percent: '10' },
    credit: { ...rewardValue, kind: 'store-credit' as const, amount: '10.00' },
    cards: { ...rewardValue, kind: 'gift-card' as const, amount: '10.00' },
  }[shop];
  const checks = Object.fromEntries(Object.entries(form.checks).map(([code, check]) => [code, { ...check, grade: 'off' }]));
  return {
    ...form,
    live: true,
    ...{
      rewardValue: value,
      rewardMinimum: '',
      rewardWaitingDays: '0',
      partialRefunds: 'proportional',
      clawsBackGiftCards: true,
    },
    ...{ notify: 'none', touch: 'last', newCustomersOnly: true, oneCreditPerFriend: true, minimumSubtotal: '20.00' },
    checks: checks as ProgramForm['checks'],
    ...{ reviewFrom: '', refuseFrom: '' },
  };
}
