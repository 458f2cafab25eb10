import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { useStage } from '#tests/support/stage.ts';

const stage = useStage();

test('the merchant installs the app in the admin, and it is there: its page, its navigation, its shop', async () => {
  const { page, frame } = await stage.openAdmin('/');
  await page.waitForURL(/\/apps\/vouchsafe\/app/);
  await frame.getByRole('heading').first().waitFor();
  const shop = await stage.database.prisma.shop.findUnique({ where: { domain: stage.shop.domain } });
  expect(shop).toMatchObject({ state: 'installed', currency: stage.shop.currency, timeZone: stage.shop.timeZone });
  const navigation = page.locator('#app-navigation').getByRole('link');
  await navigation.first().waitFor();
  expect(await navigation.allTextContents()).toEqual(expect.arrayContaining(['Program', 'Referrals', 'Advocates', 'Rewards']));
});

test('every entry of the navigation opens its page without a reload, marks itself, and survives a reload, within the policy of its document', async () => {
  const { page, frame } = await stage.openAdmin('/app');
  const [refused, policies]: [string[], string[]] = [[], []];
  page.on('console', (line) => {
    if (/Content.Security.Policy/i.test(line.text())) refused.push(line.text());
  });
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'document' || !response.url().startsWith(stage.appUrl)) return;
    policies.push(response.headers()['content-security-policy'] ?? 'none');
  });
  const navigation = page.locator('#app-navigation').getByRole('link');
  await navigation.first().waitFor();
  const entries = await navigation.allTextContents();
  for (const entry of entries) {
    const loads: string[] = [];
    const note = (request: { url(): string; resourceType(): string }) => {
      if (request.resourceType() === 'document') loads.push(request.url());
    };
    page.on('request', note);
    const link = page.locator('#app-navigation').getByRole('link', { name: entry, exact: true });
    await link.click();
    await page.locator('#app-navigation a[aria-current]', { hasText: entry }).waitFor();
    page.off('request', note);
    expect(loads, entry).toEqual([]);
  }
  const last = page.url();
  await page.reload();
  await page.locator('#app-navigation a[aria-current]', { hasText: entries.at(-1) ?? '' }).waitFor();
  await frame.getByRole('heading').first().waitFor();
  expect(page.url()).toBe(last);
  expect(stage.problems).toEqual([]);
  expect(refused).toEqual([]);
  const nonces = policies.map(
    (policy) => /script-src 'self' 'nonce-([\w+/]{22}==)' https:\/\/cdn\.shopify\.com;/.exec(policy)?.[1],
  );
  expect(nonces).toEqual([expect.any(String)]);
  expect(policies[0]).toContain(`; frame-ancestors https://${stage.shop.domain} https://admin.shopify.com`);
  expect(policies[0]).toContain("default-src 'none'; ");
  await runsOnlyWithItsNonce(frame);
});

/** Somebody's name with a script in it, should it ever reach the page as more than text. */
async function runsOnlyWithItsNonce(frame: FrameLocator): Promise<void> {
  const ran = await frame.locator('body').evaluate(async (body) => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    body.append(script);
    const link = document.createElement('a');
    link.setAttribute('onclick', 'window.injected = true');
    body.append(link);
    link.click();
    await new Promise((resolve) => setTimeout(resolve, 50));
    return 'injected' in window;
  });
  expect(ran).toBe(false);
}

test('who is in no shop’s admin may be framed by Shopify’s admin only, and no answer is guessed at, or told of to other sites', async () => {
  const policyOf = async (path: string) => {
    const { headers } = await fetch(`${stage.appOrigin}${path}`, { redirect: 'manual' });
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('referrer-policy'), path).toBe('same-origin');
    expect(headers.get('strict-transport-security'), path).toBe('max-age=31536000');
    return headers.get('content-security-policy');
  };
  for (const path of [
    '/',
    '/?locale=de',
    '/no-such-page',
    '/no-such-page?shop=evil.example;script-src *',
    '/no-such-page?shop=a.myshopify.com.evil.example',
  ])
    expect(await policyOf(path), path).toMatch(/frame-ancestors https:\/\/admin\.shopify\.com$/);
  expect(await policyOf('/no-such-page?shop=tea.myshopify.com')).toMatch(
    /frame-ancestors https:\/\/tea\.myshopify\.com https:\/\/admin\.shopify\.com$/,
  );
  expect(await policyOf('/proxy/offer')).toBe("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox");
  for (const path of ['/healthz', '/app', '/assets/none.js']) await policyOf(path);
});

test("a shop's own admin address leads to the same page", async () => {
  const page = await stage.newShopper();
  await page.goto(`https://${stage.shop.domain}/admin/apps/vouchsafe/app/program`);
  expect(page.url()).toBe(`https://admin.shopify.com/store/${stage.shop.handle}/apps/vouchsafe/app/program`);
  await page.frameLocator('#app').getByRole('heading').first().waitFor();
});

test('on a phone the navigation is behind a button, and no page is wider than the screen', async () => {
  const { page } = await stage.openAdmin('/app', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
  await page.getByRole('button', { name: 'Menu' }).tap();
  await page.locator('#app-navigation').getByRole('link', { name: 'Program' }).tap();
  await page.waitForURL('**/apps/vouchsafe/app/program');
  for (const path of [
    '',
    '/orders',
    '/products',
    '/customers',
    '/discounts',
    '/settings/apps',
    '/themes/current/editor?context=apps',
  ]) {
    await page.goto(`https://admin.shopify.com/store/${stage.shop.handle}${path}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
  }
});

test('the admin shows that a page is on its way, until it is there', async () => {
  const { page, frame } = await stage.openAdmin('/app');
  const bar = page.locator('#progress');
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/\/app\/advocates.*_data=/, async (route) => {
    await held;
    await route.continue();
  });
  await page.locator('#app-navigation').getByRole('link', { name: 'Advocates', exact: true }).click();
  await bar.waitFor({ state: 'visible' });
  letGo();
  await frame.getByRole('heading', { name: 'Advocates' }).first().waitFor();
  await bar.waitFor({ state: 'hidden' });
  expect(stage.problems).toEqual([]);
});
