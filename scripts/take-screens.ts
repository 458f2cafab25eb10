/** `npm run demo -- --screens`: the pictures of docs/screens, taken from the demo as a merchant and a shopper see it. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { launchBrowser, newVisitor } from '#devstore/browser.ts';
import type { Devstore } from '#devstore/start.ts';
import type { ShopState } from '#devstore/state.ts';

const folder = path.resolve(import.meta.dirname, '../docs/screens');
const sizes = { laptop: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } } as const;
type Size = keyof typeof sizes;
type Admin = FrameLocator;
/** `ready`: what is opened on the page before the picture is taken. */
type Picture = { name: string; to: string; ready?(app: Admin): Promise<void> };

const admin: Picture[] = [
  { name: 'home', to: '' },
  { name: 'program', to: '/app/program' },
  { name: 'programs-to-start-from', to: '/app/program', ready: (app) => press(app, 'Show programs') },
  { name: 'program-rewards', to: '/app/program', ready: (app) => show(app, 'Advocate’s reward') },
  { name: 'what-if', to: '/app/program', ready: tryOnPastOrders },
  { name: 'simulator', to: '/app/program/simulator' },
  { name: 'referrals', to: '/app/referrals' },
  { name: 'referral-detail', to: '/app/referrals?outcome=credited', ready: (app) => follow(app, /^#\d+$/, 'Evidence') },
  { name: 'visits', to: '/app/referrals/visits' },
  { name: 'claims', to: '/app/referrals/claims' },
  { name: 'lost-credit', to: '/app/referrals/lost?period=90' },
  { name: 'review', to: '/app/review' },
  { name: 'review-evidence', to: '/app/review', ready: openEvidence },
  { name: 'block-list', to: '/app/review/block-list' },
  { name: 'advocates', to: '/app/advocates' },
  { name: 'advocate', to: '/app/advocates', ready: (app) => follow(app, /^\w+ \w+$/, 'Link') },
  { name: 'import', to: '/app/advocates/import' },
  { name: 'rewards', to: '/app/rewards?state=issued' },
  { name: 'reward', to: '/app/rewards?state=issued', ready: (app) => follow(app, /off$/, 'Timeline') },
  { name: 'take-back', to: '/app/rewards?state=issued', ready: askToTakeBack },
  { name: 'owed', to: '/app/rewards/owed' },
  { name: 'reports', to: '/app/reports' },
  { name: 'statement', to: '/app/rewards/statement' },
  { name: 'health', to: '/app/health' },
  { name: 'settings', to: '/app/settings' },
];

/** Takes every picture in both sizes. */
export async function takeScreens(devstore: Devstore, shop: ShopState): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const browser = await launchBrowser(devstore);
  try {
    for (const size of Object.keys(sizes) as Size[]) {
      await photographAdmin(browser, devstore, shop, size);
      await photographStorefront(browser, shop, size);
    }
  } finally {
    await browser.close();
  }
}

async function photographAdmin(browser: Browser, devstore: Devstore, shop: ShopState, size: Size): Promise<void> {
  const page = await (await newVisitor(browser, { viewport: sizes[size] })).newPage();
  const address = `https://admin.shopify.com/store/${shop.handle}/apps/${devstore.store.app.handle}`;
  for (const { name, to, ready } of admin) {
    await page.goto(`${address}${to}`);
    await settle(page);
    if (ready !== undefined) {
      await ready(page.frameLocator('#app'));
      await settle(page);
    }
    await shoot(page, name, size);
  }
  await page.context().close();
}

async function press(app: Admin, name: string | RegExp): Promise<void> {
  await app.getByRole('button', { name }).first().click();
}

/** Has the section with this heading fill the picture. */
async function show(app: Admin, heading: string): Promise<void> {
  await app
    .getByRole('heading', { name: heading, exact: true })
    .evaluate((element) => element.scrollIntoView({ block: 'start' }));
}

/** Follows the first link of the list; the page behind it has this heading. */
async function follow(app: Admin, name: RegExp, heading: string): Promise<void> {
  await app.getByRole('main').getByRole('link', { name }).first().click();
  await app.getByRole('heading', { name: heading, exact: true }).waitFor();
}

async function tryOnPastOrders(app: Admin): Promise<void> {
  await app.getByLabel('Smallest order that is credited').fill('40');
  await press(app, 'Calculate');
  await app.getByRole('heading', { name: 'What would change' }).waitFor();
  await show(app, 'What would these rules have done?');
}

async function openEvidence(app: Admin): Promise<void> {
  await press(app, /^Show the evidence/);
  await app.getByRole('heading', { name: 'Fraud checks' }).first().waitFor();
}

async function askToTakeBack(app: Admin): Promise<void> {
  await follow(app, /off$/, 'Timeline');
  const action = app.getByRole('button', { name: 'Take back' });
  if (!(await action.isVisible())) await press(app, /^View actions/); // a phone has them in a menu
  await action.click();
  await app.getByRole('dialog').waitFor();
}

async function photographStorefront(browser: Browser, shop: ShopState, size: Size): Promise<void> {
  const store = `https://${shop.domain}`;
  const advocate = await (await newVisitor(browser, { viewport: sizes[size] })).newPage();
  await advocate.goto(`${store}/account/login?return_url=/pages/refer-a-friend`);
  const [customer] = [...shop.orders.values()].filter((order) => order.customerId !== null && order.email !== null);
  await advocate.getByLabel('E-mail').fill(customer?.email ?? '');
  await advocate.getByRole('button', { name: 'Continue' }).click();
  const link = advocate.locator('[data-part="link"]');
  await link.waitFor();
  await advocate.waitForTimeout(500);
  await shoot(advocate, 'refer-a-friend', size);
  const address = await link.inputValue();
  await advocate.context().close();

  const friend = await (await newVisitor(browser, { viewport: sizes[size] })).newPage();
  await friend.goto(address);
  await friend.getByRole('button', { name: 'Claim my offer' }).waitFor();
  await friend.waitForTimeout(500);
  await shoot(friend, 'greeting', size);
  await friend.context().close();
}

/** Charts and pictures have been drawn. */
async function settle(page: Page): Promise<void> {
  await page.frameLocator('#app').locator('.Polaris-Page').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(700);
}

async function shoot(page: Page, name: string, size: Size): Promise<void> {
  await page.screenshot({ path: path.join(folder, `${name}${size === 'laptop' ? '' : '-phone'}.png`) });
}
