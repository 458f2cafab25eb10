/**
 * `npm run demo`: a living store. `-- --open` opens a Chromium that can reach it, `-- --check` plays the main job headless instead and
 * prints one JSON line, `-- --screens` takes the pictures of docs/screens; `-- --locale fr` shows the admin to a French merchant.
 * Reached through scripts/bootstrap.mjs, which installs what is missing.
 */
import { parseArgs } from 'node:util';
import { launchBrowser } from '#devstore/browser.ts';
import { playHistory } from '#devstore/history/play-history.ts';
import type { ShopState } from '#devstore/state.ts';
import { checkMainJob } from './check-main-job.ts';
import { type LivingStore, startLivingStore } from './living-store.ts';
import { openShop } from './open-shop.ts';
import { takeScreens } from './take-screens.ts';

const { values: options } = parseArgs({
  options: {
    check: { type: 'boolean' },
    open: { type: 'boolean' },
    screens: { type: 'boolean' },
    port: { type: 'string', default: '9000' },
    locale: { type: 'string', default: 'en' },
  },
});
const day = 86_400_000;
const historyDays = 60;
const historySeed = 20_261_122;

let living = null as LivingStore | null;
let leaving = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (leaving) return;
    leaving = true;
    console.error('\nStopping…');
    void (living?.stop() ?? Promise.resolve()).finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  });
}

try {
  if (options.check) await check();
  else await demo();
} catch (error) {
  if (!leaving) {
    console.error(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    await living?.stop();
    process.exit(1);
  }
}

async function check(): Promise<void> {
  living = await startLivingStore(0);
  const report = await checkMainJob(living);
  await living.stop();
  console.log(JSON.stringify(report));
  process.exit(report.ok ? 0 : 1);
}

async function demo(): Promise<void> {
  console.log('Starting database, dev store, app and worker…');
  living = await startLivingStore(Number(options.port));
  const { devstore, appOrigin, appLog } = living;
  const shop = onlyShop(living);
  const now = Date.now();
  // Everybody's clock, the app's too, starts two months ago and is turned to today by the history.
  devstore.store.clockOffset = -historyDays * day;
  shop.staff.locale = options.locale;
  await openShop({ devstore, shop, appOrigin });
  console.log(`Playing ${historyDays} days of ${shop.name} (under a minute)…`);
  const counts = await playHistory(devstore.store, shop, {
    from: new Date(now - historyDays * day),
    to: new Date(now),
    seed: historySeed,
    pacePerDayMs: 500,
  });
  devstore.store.clockOffset = 0;
  await living.compareOrders(); // two months went by in half a minute: the hourly comparison has not had its hour
  console.log(
    `${counts.orders} orders, ${counts.visits} visits, ${counts.claims} claims, ${counts.refunds} refunds in ${(counts.ms / 1000).toFixed(0)} s.`,
  );
  for (const line of counts.skipped) console.log(`Not played: ${line}`);

  if (options.screens) {
    await takeScreens(devstore, shop);
    await living.stop();
    console.log('docs/screens is up to date.');
    process.exit(0);
  }
  const admin = `https://admin.shopify.com/store/${shop.handle}/apps/${devstore.store.app.handle}`;
  console.log(`
  Storefront   https://${shop.domain}/
  Admin        ${admin}
  Control      ${devstore.controlUrl}   (place orders, refund, advance the clock, break things)
  App log      ${appLog}

The first two live behind the dev store's proxy. To reach them:
  npm run demo -- --open      opens a Chromium with everything set, or start your own with
  chromium --user-data-dir=.vouchsafe/chromium --proxy-server=${devstore.proxyUrl} --ignore-certificate-errors-spki-list=${devstore.spki}

Ctrl-C stops everything.`);
  if (options.open) {
    const browser = await launchBrowser(devstore, { headless: false });
    const context = await browser.newContext({ viewport: null });
    for (const address of [devstore.controlUrl, `https://${shop.domain}/`, admin]) await (await context.newPage()).goto(address);
  }
}

function onlyShop({ devstore }: LivingStore): ShopState {
  const [shop] = devstore.store.shops.values();
  if (shop === undefined) throw new Error('The dev store has no shop');
  return shop;
}
