/** People in front of a browser: shoppers and the merchant, each with a profile of their own. */
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { newVisitor } from '#devstore/browser.ts';
import type { Devstore } from '#devstore/start.ts';
import type { ShopState } from '#devstore/state.ts';

/** A page that has never been here before. What goes wrong in its scripts is noted in `problems`. */
export async function newPage(browser: Browser, problems: string[], options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await newVisitor(browser, options)).newPage();
  page.on('pageerror', (error) => problems.push(error.message));
  return page;
}

/** Opens the app in the admin as the merchant does, installing it when the shop does not have it. `path` is the app's ("/app/program"). */
export async function openApp(
  page: Page,
  devstore: Devstore,
  shop: ShopState,
  path: string,
): Promise<{ page: Page; frame: FrameLocator }> {
  const home = `https://admin.shopify.com/store/${shop.handle}/apps/${devstore.store.app.handle}`;
  const wasInstalled = shop.installed;
  await page.goto(`${home}${path === '/' ? '' : path}`);
  if (!wasInstalled) await page.getByRole('button', { name: 'Install' }).click();
  const frame = page.frameLocator('#app');
  await frame.locator('body > *').first().waitFor({ state: 'attached' });
  return { page, frame };
}
