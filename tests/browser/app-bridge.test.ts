import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import '@shopify/shopify-api/adapters/node';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { installApp } from '#devstore/auth/install.ts';
import { readSessionToken } from '#devstore/auth/session-token.ts';
import { launchBrowser } from '#devstore/browser.ts';
import { startDevstore, type Devstore } from '#devstore/start.ts';
import type { ShopState } from '#devstore/state.ts';
import { newPage, openApp } from '#tests/support/browser.ts';
import { startSmallApp, type SmallApp } from '#tests/support/small-app.ts';

const apiKey = 'small-app-key';
const apiSecret = 'small-app-secret';
const folder = mkdtempSync(path.join(tmpdir(), 'app-bridge-'));
const problems: string[] = [];
let app: SmallApp;
let devstore: Devstore;
let shop: ShopState;
let browser: Browser;

beforeAll(async () => {
  app = await startSmallApp(apiKey);
  devstore = await startDevstore({ port: 0, appOrigin: app.origin, apiKey, apiSecret, stateDir: folder });
  shop = [...devstore.store.shops.values()][0] as ShopState;
  browser = await launchBrowser(devstore);
});
afterAll(async () => {
  await browser.close();
  await devstore.stop();
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  app.requests.length = 0;
  app.answers.clear();
  problems.length = 0;
});

test('what an app says before the admin listens is not lost', async () => {
  installApp(devstore.store, shop);
  const page = await newPage(browser, problems);
  await page.route('**/assets/shell.js', async (route) => {
    await page.frameLocator('#app').getByText('Hello from the app').waitFor();
    await page.waitForTimeout(300);
    await route.continue();
  });
  await openApp(page, devstore, shop, '/app');
  await page.getByRole('link', { name: 'Referrals' }).waitFor();
  await page.getByRole('button', { name: 'Create' }).waitFor();
});

async function open(to: string): Promise<{ page: Page; frame: Frame }> {
  installApp(devstore.store, shop);
  const page = await newPage(browser, problems);
  await openApp(page, devstore, shop, to);
  await page.getByRole('link', { name: 'Referrals' }).waitFor();
  const frame = page.frame({ url: /app\.vouchsafe\.test/ });
  if (frame === null) throw new Error('the app is not in its frame');
  return { page, frame };
}

test('a shop without the app is asked to install it; then the frame gets parameters that Shopify signed', async () => {
  const page = await newPage(browser, problems);
  await openApp(page, devstore, shop, '/app/program?tab=rules');
  await page.getByRole('link', { name: 'Referrals' }).waitFor();
  expect(shop.installed).toBe(true);
  expect(shop.grantedScopes).toEqual([...devstore.store.app.scopes].sort());
  const opened = app.requests.find((request) => request.path === '/app/program');
  const query = Object.fromEntries(opened?.query ?? []);
  expect(query).toMatchObject({ tab: 'rules', embedded: '1', shop: shop.domain, locale: 'en' });
  expect(await readSessionToken(devstore.store, shop, query['id_token'] ?? '')).toBe(shop.staff.id);
  const library = shopifyApi({
    apiKey,
    apiSecretKey: apiSecret,
    apiVersion: ApiVersion.October26,
    hostName: 'app.vouchsafe.test',
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error },
  });
  expect(await library.utils.validateHmac(query)).toBe(true);
  expect(await library.utils.validateHmac({ ...query, shop: 'other.myshopify.com' })).toBe(false);
  expect(library.utils.sanitizeHost(query['host'] ?? '')).toBe(query['host']);
});

test('the script changes no attribute in the page, so that hydration finds what the server sent', async () => {
  const { frame } = await open('/app');
  expect(await frame.evaluate(() => (window as unknown as { changes: unknown[] }).changes.length)).toBe(0);
  expect(await frame.evaluate(() => getComputedStyle(document.querySelector('ui-title-bar') as Element).display)).toBe('none');
});

test('it works where the browser keeps storage from the frame', async () => {
  const { frame } = await open('/app');
  const storage = await frame.evaluate(() => {
    try {
      return String(window.sessionStorage.length);
    } catch (error) {
      return (error as Error).name;
    }
  });
  expect(storage).toBe('SecurityError');
  expect(await frame.evaluate(() => window.shopify.idToken())).toMatch(/^eyJ/);
});

test('requests to the app carry a session token; a refused one is sent once more with a new one', async () => {
  const { frame } = await open('/app');
  let refusals = 1;
  app.answers.set('/api', () => {
    const isRefused = refusals-- > 0;
    return {
      status: isRefused ? 401 : 200,
      headers: isRefused ? { 'X-Shopify-Retry-Invalid-Session-Request': '1' } : {},
      body: 'done',
    };
  });
  const answer = await frame.evaluate(async () => {
    const response = await fetch('/api', { method: 'POST', body: 'kept' });
    return [response.status, await response.text()];
  });
  expect(answer).toEqual([200, 'done']);
  const tokens = app.requests.filter((request) => request.path === '/api').map((request) => request.headers.authorization ?? '');
  expect(tokens).toHaveLength(2);
  expect(tokens[0]).not.toBe(tokens[1]);
  for (const token of tokens)
    expect(await readSessionToken(devstore.store, shop, token.replace('Bearer ', ''))).toBe(shop.staff.id);
});

test('an answer that sends the merchant elsewhere takes the whole admin there', async () => {
  const { page, frame } = await open('/app');
  const orders = `https://admin.shopify.com/store/${shop.handle}/orders`;
  app.answers.set('/api', () => ({
    status: 401,
    headers: { 'X-Shopify-API-Request-Failure-Reauthorize-Url': orders },
    body: '',
  }));
  await frame.evaluate(() => void fetch('/api'));
  await page.waitForURL(orders);
  expect(await page.getByRole('heading', { name: 'Orders' }).isVisible()).toBe(true);
});

test('the bounce page gets a session token and asks for its page again', async () => {
  const { page } = await open('/app');
  const reload = encodeURIComponent('https://app.vouchsafe.test/app/rewards?page=2');
  const bounced = page.waitForRequest((request) => request.url().endsWith('/app/rewards?page=2'));
  await page.goto(`https://admin.shopify.com/store/${shop.handle}/apps/vouchsafe/auth/session-token?shopify-reload=${reload}`);
  const headers = await (await bounced).allHeaders();
  expect(headers).toMatchObject({ 'x-shopify-bounce': '1' });
  expect(await readSessionToken(devstore.store, shop, (headers['authorization'] ?? '').replace('Bearer ', ''))).toBe(
    shop.staff.id,
  );
  await page.waitForURL(`**/apps/vouchsafe/app/rewards?page=2`);
  const frame = page.frameLocator('#app');
  await frame.getByRole('heading', { name: 'Hello from the app' }).waitFor();
  // The page that came instead is alive: its save bar reaches the admin.
  await frame.getByLabel('Name').fill('Berta');
  await page.getByRole('button', { name: 'Discard' }).waitFor();
  expect(problems).toEqual([]);
});

test("the app's address opened by itself leads into the admin", async () => {
  installApp(devstore.store, shop);
  const page = await newPage(browser, problems);
  const host = Buffer.from(`admin.shopify.com/store/${shop.handle}`).toString('base64');
  await page.goto(`https://app.vouchsafe.test/app/program?host=${host}&shop=${shop.domain}&tab=rules`);
  await page.waitForURL(`https://admin.shopify.com/store/${shop.handle}/apps/vouchsafe/app/program?tab=rules`);
  await page.frameLocator('#app').getByRole('heading', { name: 'Hello from the app' }).waitFor();
});

test('the admin draws title bar and navigation, presses the buttons, tells the router, and keeps its address in step', async () => {
  const { page, frame } = await open('/app');
  await frame.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    document.querySelector('ui-title-bar button[variant=primary]')?.addEventListener('click', () => told.push('created'));
    addEventListener('shopify:navigate', (event) => {
      const href = (event.target as Element).getAttribute('href') ?? '';
      told.push(href);
      history.pushState(null, '', href);
      document.querySelector('ui-title-bar')?.setAttribute('title', 'Referrals');
    });
  });
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('link', { name: 'Referrals' }).click();
  await page.waitForURL('**/apps/vouchsafe/app/referrals');
  await page.locator('.page-title', { hasText: 'Referrals' }).waitFor();
  expect(await frame.evaluate(() => (window as unknown as { told: string[] }).told)).toEqual(['created', '/app/referrals']);
  expect(await page.getByRole('link', { name: 'Referrals' }).getAttribute('aria-current')).toBe('page');
  expect(await page.getByRole('navigation').getByRole('link', { name: 'Home' }).count()).toBe(1);
});

test('a form with data-save-bar shows the save bar while it differs, and nobody leaves without being asked', async () => {
  const { page, frame } = await open('/app');
  const field = page.frameLocator('#app').getByLabel('Name');
  await field.fill('Berta');
  await page.getByText('Unsaved changes', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Orders' }).click();
  await page.getByRole('button', { name: 'Stay' }).click();
  expect(page.url()).toMatch(/apps\/vouchsafe\/app$/);
  await field.fill('Anna');
  await page.getByText('Unsaved changes', { exact: true }).waitFor({ state: 'hidden' });
  await field.fill('Carla');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.getByText('Unsaved changes', { exact: true }).waitFor({ state: 'hidden' });
  expect(await field.inputValue()).toBe('Anna');

  const saved = frame.evaluate(
    () =>
      new Promise((resolve) => {
        document.querySelector('form')?.addEventListener('submit', (event) => {
          event.preventDefault();
          resolve(new FormData(event.target as HTMLFormElement).get('name'));
        });
      }),
  );
  await field.fill('Dora');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  expect(await saved).toBe('Dora');
  await page.getByText('Unsaved changes', { exact: true }).waitFor({ state: 'hidden' });

  await field.fill('Emil');
  await page.getByRole('link', { name: 'Orders' }).click();
  await page.getByRole('button', { name: 'Leave page' }).click();
  await page.waitForURL('**/orders');
});

test('ui-save-bar is shown and hidden by the app, and its buttons are pressed', async () => {
  const { page, frame } = await open('/app');
  await frame.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    const bar = document.getElementById('bar');
    for (const type of ['show', 'hide']) bar?.addEventListener(type, () => told.push(type));
    bar?.querySelector('[variant=primary]')?.addEventListener('click', () => {
      told.push('save');
      void window.shopify.saveBar.hide('bar');
    });
    void window.shopify.saveBar.show('bar');
  });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Unsaved changes', { exact: true }).waitFor({ state: 'hidden' });
  expect(await frame.evaluate(() => (window as unknown as { told: string[] }).told)).toEqual(['show', 'save', 'hide']);
  // Without unsaved changes there is nothing to confirm.
  expect(await frame.evaluate(() => window.shopify.saveBar.leaveConfirmation().then(() => 'free to go'))).toBe('free to go');
});

test('toasts say what happened and can be acted on', async () => {
  const { page, frame } = await open('/app');
  await frame.evaluate(() => {
    window.shopify.toast.show('Reward revoked', { action: 'Undo', onAction: () => Object.assign(window, { undone: true }) });
    window.shopify.toast.show('It did not work', { isError: true });
  });
  expect(await page.locator('.toast.error').textContent()).toContain('It did not work');
  await page.getByRole('button', { name: 'Undo' }).click();
  await frame.waitForFunction(() => (window as unknown as { undone?: boolean }).undone === true);
});

test('a modal shows its content and its buttons, and closes with Escape', async () => {
  const { page, frame } = await open('/app');
  await frame.evaluate(() => {
    document.querySelector('#modal [variant=primary]')?.addEventListener('click', () => Object.assign(window, { stopped: true }));
    void window.shopify.modal.show('modal');
  });
  const dialog = page.frameLocator('#app').getByRole('dialog', { name: 'Stop the program' });
  await dialog.getByText('Really?').waitFor();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await frame.waitForFunction(() => (window as unknown as { stopped?: boolean }).stopped === true);
  await dialog.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('the merchant grants optional scopes or declines them, and the app gives them back', async () => {
  const { page, frame } = await open('/app');
  const request = () =>
    frame.evaluate(async () => (await window.shopify.scopes.request(['read_gift_cards', 'write_gift_cards'])).result);
  const declined = request();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  expect(await declined).toBe('declined-all');
  expect(shop.grantedScopes).not.toContain('write_gift_cards');
  const granted = request();
  await page.getByRole('dialog').getByText('View and edit gift cards').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Update' }).click();
  expect(await granted).toBe('granted-all');
  expect(shop.grantedScopes).toContain('write_gift_cards');
  const detail = await frame.evaluate(
    async () => (await window.shopify.scopes.revoke(['write_gift_cards', 'read_gift_cards'])).detail,
  );
  expect(detail.granted).toEqual([...devstore.store.app.scopes].sort());
  // Listened to at once: the refusal may come before the click has returned.
  const refused = expect(frame.evaluate(() => window.shopify.scopes.request(['write_products']))).rejects.toThrow(
    /not an optional scope/,
  );
  await page.getByRole('dialog').getByRole('button', { name: 'Update' }).click();
  await refused;
});

test('the deep link of the theme editor switches the embed on when the merchant saves, and the app hears of it', async () => {
  const { page, frame } = await open('/app');
  const status = (target: Frame) =>
    target.evaluate(async () => {
      const [extension] = await window.shopify.app.extensions();
      const activations = (extension as { activations: { handle: string; status: string; target: string }[] }).activations;
      return Object.fromEntries(
        activations.map((activation) => [activation.handle, `${activation.target} ${activation.status}`]),
      );
    });
  expect(await status(frame)).toEqual({
    'referral-embed': 'body available',
    'refer-a-friend': 'section available',
    'who-referred-you': 'section available',
  });
  const editor = await page.context().newPage();
  await editor.goto(
    `https://${shop.domain}/admin/themes/current/editor?context=apps&template=index&activateAppId=${apiKey}/referral-embed`,
  );
  expect(shop.theme.embedEnabled).toBe(false);
  await editor.getByRole('button', { name: 'Save' }).click();
  await editor.getByText('Saved').waitFor();
  expect(shop.theme.embedEnabled).toBe(true);
  expect(await status(frame)).toEqual({
    'referral-embed': 'body active',
    'refer-a-friend': 'section available',
    'who-referred-you': 'section available',
  });
});

test('links to the admin leave the frame, and what is not imitated refuses', async () => {
  const { page, frame } = await open('/app');
  const refusal = (call: string) =>
    frame.evaluate((source) => {
      try {
        new Function(source)();
        return 'done';
      } catch (error) {
        return (error as Error).message;
      }
    }, call);
  expect(await refusal(`shopify.resourcePicker({ type: 'product' })`)).toBe('dev store: shopify.resourcePicker is not imitated');
  expect(await refusal('shopify.pos.cart')).toBe('dev store: shopify.pos.cart is not imitated');
  expect(await refusal(`open('shopify://pos/cart', '_top')`)).toBe('dev store: shopify://pos/cart is not imitated');
  await page.frameLocator('#app').getByRole('link', { name: 'Customers' }).click();
  await page.waitForURL(`https://admin.shopify.com/store/${shop.handle}/customers`);
  const missing = await page.goto(`https://admin.shopify.com/store/${shop.handle}/content/files`);
  expect(missing?.status()).toBe(404);
  expect(await page.getByText('is not imitated in this admin').isVisible()).toBe(true);
});
