/** `npm run demo -- --screens`: the pictures of docs/screens, taken from the demo as a merchant and a shopper see it. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, newVisitor } from '#devstore/browser.ts';
import type { Devstore } from '#devstore/start.ts';
import type { ShopState } from '#devstore/state.ts';

const folder = path.resolve(import.meta.dirname, '../docs/screens');
const sizes = { laptop: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } } as const;
type Size = keyof typeof sizes;
const admin = {
  home: '',
  program: '/app/program',
  referrals: '/app/referrals',
  'lost-credit': '/app/referrals/lost?period=90',
  review: '/app/review',
  advocates: '/app/advocates',
  rewards: '/app/rewards',
  health: '/app/health',
};

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
  const app = `https://admin.shopify.com/store/${shop.handle}/apps/${devstore.store.app.handle}`;
  for (const [name, to] of Object.entries(admin)) {
    await page.goto(`${app}${to}`);
    await settle(page);
    await shoot(page, name, size);
    if (name !== 'referrals') continue;
    await page
      .frameLocator('#app')
      .getByRole('link', { name: /^#\d+$/ })
      .first()
      .click();
    await page.frameLocator('#app').getByRole('heading', { name: 'Evidence' }).waitFor();
    await settle(page);
    await shoot(page, 'referral-detail', size);
  }
  await page.context().close();
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
