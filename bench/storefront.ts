/**
 * What the app embed costs a storefront: bytes, requests, long tasks, layout shift and the largest paint, with and without it in turn, on a slow phone's
 * processor and line. Everything is cold at every load: a new profile each.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { connectDatabase } from '#app/db.server.ts';
import { findStorefront } from '#app/data/storefronts.server.ts';
import { createDatabase, freePort, startEmbeddedDatabase } from '#app/embedded-database.server.ts';
import { applyMigrations } from '#app/migrations.server.ts';
import { launchBrowser, newVisitor } from '#devstore/browser.ts';
import { startDevstore } from '#devstore/start.ts';
import type { ShopState } from '#devstore/state.ts';
import buildApp from '#tests/support/build.ts';
import { testContext } from '#tests/support/context.ts';
import { enrol } from '#tests/support/shopfront.ts';
import { assetsFolder } from '../extensions/storefront-source/build.ts';
import { startApp } from '../scripts/app-process.ts';
import { openShop } from '../scripts/open-shop.ts';
import type { Measurement } from './run.ts';

const ROUNDS = 9;
/** The same pages that Shopify weighs: home, collection, product. */
const PAGES = ['/', '/collections/all', '/products/hand-grinder'];
/** A slow phone: four times slower than this machine, 1.6 Mbit/s with 150 ms there and back (Lighthouse's "slow 4G"). */
const SLOWER = 4;
const LINE = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 96_000 };

type Load = { lcp: number; cls: number; longTasks: number; requests: number; htmlBytes: number };

export async function measure(): Promise<Measurement> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vouchsafe-bench-'));
  chmodSync(folder, 0o755);
  const stops: (() => Promise<void>)[] = [];
  try {
    await buildApp();
    const server = await startEmbeddedDatabase({ dataDir: path.join(folder, 'data'), durable: false });
    stops.push(() => server.stop());
    await createDatabase(server.urlOf('postgres'), 'bench');
    const databaseUrl = server.urlOf('bench');
    await applyMigrations(databaseUrl);
    const database = connectDatabase(databaseUrl, 4);
    stops.push(() => database.close());
    const port = await freePort();
    const devstore = await startDevstore({
      port: 0,
      appOrigin: `http://127.0.0.1:${port}`,
      apiSecret: randomBytes(24).toString('hex'),
      stateDir: path.join(folder, 'devstore'),
    });
    stops.push(() => devstore.stop());
    const [shop] = devstore.store.shops.values();
    if (shop === undefined) throw new Error('the dev store has no shop');
    const environment = {
      ...devstore.appEnvironment(),
      DATABASE_URL: databaseUrl,
      APP_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    };
    const app = await startApp({ port, logFile: path.join(folder, 'app.log'), environment });
    stops.push(() => app.stop());
    await openShop({ devstore, shop, appOrigin: app.origin });
    const storefront = await findStorefront(database.prisma, shop.domain);
    if (storefront === null) throw new Error('the app is not installed');
    const { code } = await enrol(testContext(database), storefront, { customerId: '9001' });
    const browser = await launchBrowser(devstore);
    stops.push(() => browser.close());
    return await compare(browser, shop, code);
  } finally {
    for (const stop of stops.reverse()) await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(browser: Browser, shop: ShopState, code: string): Promise<Measurement> {
  const [withIt, without, links]: [Load[], Load[], Load[]] = [[], [], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const to of PAGES) {
      const loads: [Load[], string, boolean][] = [
        [without, to, false],
        [withIt, to, true],
        [links, `${to}?ref=${code}`, true],
      ];
      // Who comes first changes; the first round warms the servers and is not counted.
      for (const [into, address, isOn] of round % 2 === 0 ? loads : loads.reverse()) {
        const load = await open(browser, shop, address, isOn);
        if (round > 0) into.push(load);
      }
    }
  }
  const requests = (loads: Load[]) => median(loads.map((load) => load.requests)) - median(without.map((load) => load.requests));
  const longTasks = (loads: Load[]) => median(loads.map((load) => load.longTasks));
  const cls = (loads: Load[]) => round3(Math.max(...loads.map((load) => load.cls)));
  const lcp = (loads: Load[]) => Math.round(median(loads.map((load) => load.lcp)));
  const figures = {
    gzipBytes: weight('vouchsafe.js'),
    gzipBytesHtml: median(withIt.map((load) => load.htmlBytes)) - median(without.map((load) => load.htmlBytes)),
    gzipBytesKeep: weight('vouchsafe-keep.js'),
    gzipBytesUi: Math.max(...['offer', 'refer', 'who'].map((name) => weight(`vouchsafe-${name}.js`, `vouchsafe-${name}.css`))),
    requests: requests(withIt),
    requestsOnLink: requests(links),
    longTasks: longTasks(withIt),
    longTasksOnLink: longTasks(links),
    longTasksWithout: longTasks(without),
    cls: cls(withIt),
    clsOnLink: cls(links),
    clsWithout: cls(without),
    lcpMs: lcp(withIt),
    lcpMsOnLink: lcp(links),
    lcpMsWithout: lcp(without),
  };
  return {
    figures,
    ratios: {
      'lcp with the embed over without': round3(figures.lcpMs / figures.lcpMsWithout),
      'lcp on a link over without': round3(figures.lcpMsOnLink / figures.lcpMsWithout),
    },
    notes: [
      `${ROUNDS} rounds of ${PAGES.join(', ')}; processor ${SLOWER} times slower, 1.6 Mbit/s, 150 ms; medians of all loads, and the worst of all for layout shift.`,
    ],
  };
}

async function open(browser: Browser, shop: ShopState, to: string, isOn: boolean): Promise<Load> {
  shop.theme.embedEnabled = isOn;
  const context = await newVisitor(browser, { viewport: { width: 390, height: 844 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', LINE);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.addInitScript(watch);
    let requests = 0;
    page.on('request', () => (requests += 1));
    const response = await page.goto(`https://${shop.domain}${to}`, { waitUntil: 'networkidle' });
    const html = (await response?.text()) ?? '';
    return { ...(await told(page)), requests, htmlBytes: gzipSync(html, { level: 9 }).length };
  } finally {
    await context.close();
  }
}

type Watched = { lcp: number; cls: number; longTasks: number };

/** Runs in the page, before anything of it. */
function watch(): void {
  const seen: Watched = { lcp: 0, cls: 0, longTasks: 0 };
  Object.assign(window, { seen });
  const observe = (type: string, note: (entry: PerformanceEntry & { value?: number; hadRecentInput?: boolean }) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe('largest-contentful-paint', ({ startTime }) => (seen.lcp = startTime));
  observe('layout-shift', ({ value, hadRecentInput }) => (seen.cls += hadRecentInput ? 0 : (value ?? 0)));
  observe('longtask', () => (seen.longTasks += 1));
}

async function told(page: Page): Promise<Watched> {
  return page.evaluate(() => (window as unknown as { seen: Watched }).seen);
}

function weight(...files: string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(path.join(assetsFolder, file)), { level: 9 }).length, 0);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
