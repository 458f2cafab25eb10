/** Everything at once, for tests/browser: a database, a dev store, the built app as a process of its own, Chromium. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Database } from '#app/db.server.ts';
import { freePort } from '#app/embedded-database.server.ts';
import { launchBrowser } from '#devstore/browser.ts';
import { startDevstore, type Devstore } from '#devstore/start.ts';
import type { ShopState } from '#devstore/state.ts';
import type { ShopOptions } from '#devstore/store.ts';
import { startApp } from '../../scripts/app-process.ts';
import { newPage, openApp } from './browser.ts';
import { useDatabase } from './database.ts';

export type Stage = {
  devstore: Devstore;
  /** The first shop. */
  shop: ShopState;
  /** https://app.vouchsafe.test */
  appUrl: string;
  /** http://127.0.0.1:PORT of the app's process. */
  appOrigin: string;
  /** The app's database. */
  database: Database & { url: string };
  browser: Browser;
  /** The storefront's address of a path ("/?ref=…"). */
  storefront(path: string): string;
  /** A page in a profile of its own, in a network of its own (the dev store believes X-Forwarded-For). */
  newShopper(options?: BrowserContextOptions): Promise<Page>;
  /** The app in the admin; the first time, it is installed. */
  openAdmin(path: string, options?: BrowserContextOptions): Promise<{ page: Page; frame: FrameLocator }>;
  /** Errors that scripts threw in any page so far. */
  problems: string[];
  /** The app's JSON log so far. */
  appLog(): string;
};

/** Use the returned object inside tests only: it is filled in beforeAll. `appFollowsClock`: turning the dev store's clock turns the app's, too. */
export function useStage(options: { shops?: ShopOptions[]; appFollowsClock?: boolean } = {}): Stage {
  const stage = {} as Stage;
  const stops: (() => Promise<void> | void)[] = [];
  const database = useDatabase();

  beforeAll(async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'vouchsafe-stage-'));
    stops.push(() => rmSync(folder, { recursive: true, force: true }));
    const port = await freePort();
    const devstore = await startDevstore({
      port: 0,
      appOrigin: `http://127.0.0.1:${port}`,
      apiSecret: randomBytes(24).toString('hex'),
      stateDir: path.join(folder, 'devstore'),
      ...(options.shops === undefined ? {} : { shops: options.shops }),
      appFollowsClock: options.appFollowsClock === true,
    });
    stops.push(() => devstore.stop());
    const [shop] = devstore.store.shops.values();
    if (shop === undefined) throw new Error('the dev store has no shop');

    const logFile = path.join(folder, 'app.log');
    const app = await startApp({
      port,
      logFile,
      environment: {
        ...devstore.appEnvironment(),
        DATABASE_URL: database.url,
        APP_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      },
    });
    stops.push(() => app.stop());
    const browser = await launchBrowser(devstore);
    stops.push(() => browser.close());

    const problems: string[] = [];
    let shoppers = 0;
    Object.assign(stage, {
      devstore,
      shop,
      appUrl: devstore.store.app.url,
      appOrigin: app.origin,
      database,
      browser,
      storefront: (to) => `https://${shop.domain}${to}`,
      newShopper: (options) => {
        shoppers += 1;
        const address = `203.${shoppers >> 8}.${shoppers & 255}.7`;
        return newPage(browser, problems, { extraHTTPHeaders: { 'x-forwarded-for': address }, ...options });
      },
      openAdmin: async (to, options) => openApp(await newPage(browser, problems, options), devstore, shop, to),
      problems,
      appLog: () => readFileSync(logFile, 'utf8'),
    } satisfies Stage);
  });
  afterAll(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });
  return stage;
}
