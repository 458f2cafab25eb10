import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { findStorefront } from '#app/data/storefronts.server.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { CART_ATTRIBUTE, STORAGE_KEY, storedReferralSchema, type StoredReferral } from '#app/domain/storefront-contract.ts';
import { accessibilityProblems } from '#tests/support/accessibility.ts';
import { testContext } from '#tests/support/context.ts';
import { enrol } from '#tests/support/shopfront.ts';
import { addToCart, checkOut } from '#tests/support/shopper.ts';
import { useStage } from '#tests/support/stage.ts';
import { openShop } from '../../scripts/open-shop.ts';

const stage = useStage();
let code = '';

beforeAll(async () => {
  stage.shop.markets.push({ prefix: 'fr-ca', locale: 'fr-CA', currency: 'CAD', rate: 1.4 });
  await openShop({ devstore: stage.devstore, shop: stage.shop, appOrigin: stage.appOrigin });
  stage.shop.theme.blocks['who-referred-you'] = { enabled: true, settings: {}, on: ['cart'] };
  const shop = await findStorefront(stage.database.prisma, stage.shop.domain);
  if (shop === null) throw new Error('the app is not installed');
  code = (await enrol(testContext(stage.database), shop, { customerId: '9001' })).code;
});
beforeEach(() => {
  stage.problems.length = 0;
  stage.shop.consent.required = false;
  stage.shop.theme.embedEnabled = true;
  stage.shop.theme.embedSettings = {};
  stage.shop.carts.clear();
});

const eventually = vi.waitUntil;
const newestCart = () => [...stage.shop.carts.values()].at(-1);
const attribute = () => storedReferralSchema.parse(JSON.parse(newestCart()?.attributes[CART_ATTRIBUTE] ?? 'null'));
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Offer from a friend' });
const claimButton = (page: Page) => page.getByRole('button', { name: 'Claim my offer' });

async function remembered(page: Page): Promise<StoredReferral> {
  const text = await page.evaluate((key) => localStorage.getItem(key), STORAGE_KEY);
  return storedReferralSchema.parse(JSON.parse(text ?? 'null'));
}

/** Where the keyboard is, also inside the greeting. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    if (at === document.body) return '';
    return (at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim();
  });

test('the dialog that a merchant may choose keeps the keyboard inside, and closes with Escape, its button, or a click beside it', async () => {
  stage.shop.theme.embedSettings = { layout: 'modal' };
  const page = await stage.newShopper({ viewport: { width: 1280, height: 800 } });
  for (const leave of [
    () => page.keyboard.press('Escape'),
    () => page.getByRole('button', { name: 'Close' }).click(),
    () => page.mouse.click(20, 400),
  ]) {
    await page.goto(stage.storefront(`/?ref=${code}`));
    await dialog(page).waitFor();
    expect(await focused(page)).toBe('Claim my offer');
    const stops = new Set<string>();
    for (let press = 0; press < 5; press += 1) {
      await page.keyboard.press('Tab');
      stops.add(await focused(page));
    }
    expect([...stops].filter((stop) => !['Claim my offer', 'Close', ''].includes(stop.slice(0, 20)))).toEqual([]);
    expect(await accessibilityProblems(page.mainFrame())).toEqual([]);
    await leave();
    await dialog(page).waitFor({ state: 'detached' });
  }
  expect(stage.problems).toEqual([]);
});

test('the dialog claims by one key, and what was claimed is a bar on the pages after it', async () => {
  stage.shop.theme.embedSettings = { layout: 'modal' };
  const page = await stage.newShopper({ viewport: { width: 1280, height: 800 } });
  await page.goto(stage.storefront(`/?ref=${code}`));
  await dialog(page).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Copy' }).waitFor();
  expect(await focused(page)).toBe('Copy');
  await page.goto(stage.storefront('/cart'));
  await dialog(page).waitFor();
  expect(await dialog(page).evaluate((element) => element.matches(':modal'))).toBe(false);
  expect(await dialog(page).textContent()).toMatch(/Good until \w{3} \d/);
  expect(await focused(page)).not.toBe('Copy');
});

test('on phones the dialog is a bar that leaves the page in reach', async () => {
  stage.shop.theme.embedSettings = { layout: 'modal' };
  for (const width of [390, 320]) {
    const page = await stage.newShopper({ viewport: { width, height: 700 } });
    await page.goto(stage.storefront(`/?ref=${code}`));
    await dialog(page).waitFor();
    const box = await dialog(page).boundingBox();
    expect(await dialog(page).evaluate((element) => element.matches(':modal'))).toBe(false);
    expect(box?.y).toBeGreaterThan(300);
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= width).toBe(true);
    await page.getByRole('link', { name: 'Your cart' }).or(page.locator('[data-open-cart]')).first().click();
    await page.locator('#cart-drawer[open]').waitFor();
  }
});

test('whoever pressed the button of the link’s own page has claimed when the shop opens, also without consent to marketing', async () => {
  stage.shop.consent.required = true;
  const page = await stage.newShopper();
  await page.goto(stage.storefront(`/apps/vouchsafe/r/${code}`));
  expect(await accessibilityProblems(page.mainFrame())).toEqual([]);
  await page.getByRole('link', { name: 'Claim my offer' }).click();
  await page.getByRole('button', { name: 'Copy' }).waitFor();
  const { o, i } = await remembered(page);
  expect(i?.[1]).toBe(code);
  await eventually(() => newestCart()?.discountCodes.includes(o?.[0] ?? 'none'));
  expect(stage.problems).toEqual([]);
});

test('the link’s own page fits 320 px, and works without JavaScript', async () => {
  const page = await stage.newShopper({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
  await page.goto(stage.storefront(`/fr-ca/apps/vouchsafe/r/${code}`));
  expect(await page.locator('main').evaluate((main) => main.getBoundingClientRect().right)).toBeLessThanOrEqual(320);
  await page.getByRole('link', { name: 'Obtenir mon offre' }).click();
  await page.waitForURL((url) => url.pathname.startsWith('/fr-ca') && url.searchParams.get('ref') === code);
});

test('a friend’s name given on the cart page goes with the cart, is kept without consent to marketing, and asks nobody', async () => {
  stage.shop.consent.required = true;
  const page = await stage.newShopper();
  await addToCart(page, stage.shop, 'hand-grinder');
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/apps/')) asked.push(request.url());
  });
  await page.goto(stage.storefront('/cart'), { waitUntil: 'networkidle' });
  expect(await accessibilityProblems(page.mainFrame())).toEqual([]);
  const field = page.getByLabel('Code, link, e-mail address or name of your friend');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Please say who it was.').waitFor();
  await field.fill(' Nora Lindqvist ');
  await field.press('Enter');
  await page.getByText('Thank you. If we know your friend').waitFor();
  await eventually(() => newestCart()?.attributes[CART_ATTRIBUTE]);
  expect(attribute()).toEqual({ w: ['Nora Lindqvist', expect.any(Number)] });
  expect(asked).toEqual([]);

  await page.goto(stage.storefront('/cart'), { waitUntil: 'networkidle' });
  expect(await field.inputValue()).toBe('Nora Lindqvist');
  const order = await checkOut(page, stage.shop, 'named.a.friend@example.com');
  expect(order.attributes[CART_ATTRIBUTE]).toContain('Nora Lindqvist');
  const row = await eventually(() => stage.database.prisma.buyerOrder.findFirst({ where: { orderId: order.id } }), {
    timeout: 20_000,
  });
  expect((row.facts as { signals: { kind: string }[] }).signals.map(({ kind }) => kind)).toContain('friend-answer');
  expect(stage.problems).toEqual([]);
});

test('a code or link given on the cart page shows its offer; one that nobody has gets the same words', async () => {
  for (const [answer, hasOffer] of [
    [` ${code.toLowerCase().slice(0, 5)} ${code.slice(5)}`, true],
    [stage.storefront(`/?ref=${code}`), true],
    [stage.storefront(`/apps/vouchsafe/r/${code}`), true],
    ['K7M2XPD4TD', false],
  ] as const) {
    const page = await stage.newShopper();
    await page.goto(stage.storefront('/cart'), { waitUntil: 'networkidle' });
    await page.getByLabel('Code, link, e-mail address or name of your friend').fill(answer);
    const quoted = page.waitForResponse(/\/offer\?/);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you. If we know your friend').waitFor();
    const offer = (await (await quoted).json()) as { available: boolean };
    expect(offer.available, answer).toBe(hasOffer);
    if (!hasOffer) {
      expect(await claimButton(page).count()).toBe(0);
      continue;
    }
    await claimButton(page).click();
    await page.getByRole('button', { name: 'Copy' }).waitFor();
    expect((await remembered(page)).w?.[0]).toBe(answer.trim());
  }
});

test('the box works with the embed off, and without JavaScript a code is kept all the same', async () => {
  stage.shop.theme.embedEnabled = false;
  const page = await stage.newShopper();
  await page.goto(stage.storefront('/cart'), { waitUntil: 'networkidle' });
  await page.getByLabel('Code, link').fill('Nora');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Thank you.').waitFor();
  expect(attribute().w?.[0]).toBe('Nora');
  await page.route('**/cart/update.js', (route) => route.fulfill({ status: 500, body: 'no' }));
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('That did not work.').waitFor();

  const plain = await stage.newShopper({ javaScriptEnabled: false });
  await addToCartPlainly(plain);
  await plain.getByLabel('Code, link').fill(code);
  await plain.getByRole('button', { name: 'Send' }).click();
  await plain.waitForURL(/\/cart/);
  expect(newestCart()?.attributes[CART_ATTRIBUTE]).toBe(code);
  expect(stage.problems).toEqual([]);
});

async function addToCartPlainly(page: Page): Promise<void> {
  await page.goto(stage.storefront('/products/hand-grinder'));
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.waitForURL(/\/cart/);
}

test('a code that the cart is too small for says what it asks for, and stays', async () => {
  const page = await stage.newShopper();
  await addToCart(page, stage.shop, 'enamel-mug');
  await page.goto(stage.storefront(`/?ref=${code}`));
  await claimButton(page).click();
  await page.getByText('It does not come off this cart yet.').waitFor();
  expect(await page.getByText('for one order from $30.00').count()).toBeGreaterThan(0);
  await page.goto(stage.storefront('/cart'));
  await page.getByText('It does not come off this cart yet.').waitFor();
  await addToCart(page, stage.shop, 'hand-grinder');
  await page.goto(stage.storefront('/cart'));
  await page.getByText("Your friend's offer is waiting for you.").waitFor();
  expect(await page.getByText('It does not come off this cart yet.').count()).toBe(0);
});

test('claims that flood in, from one network or through one link, are refused with kind words and mint nothing more', async () => {
  const { prisma } = stage.database;
  const page = await stage.newShopper();
  await page.goto(stage.storefront(`/?ref=${code}`));
  await claimButton(page).waitFor();
  const flood = () =>
    page.evaluate(async (link) => {
      const claim = () => JSON.stringify({ id: crypto.randomUUID(), code: link });
      const init = { method: 'POST', headers: { 'Content-Type': 'application/json' } };
      const answers = Array.from({ length: 20 }, () => fetch('/apps/vouchsafe/claim', { ...init, body: claim() }));
      return (await Promise.all(answers)).map(({ status }) => status);
    }, code);
  const before = await prisma.claim.count();
  const statuses = await flood();
  const taken = statuses.filter((status) => status === 200).length;
  expect([taken > 0 && taken <= 12, new Set(statuses)]).toEqual([true, new Set([200, 429])]);
  expect(await flood()).toEqual(Array<number>(20).fill(429));
  await claimButton(page).click();
  await page.getByText('That was a lot at once. Please wait a minute and try again.').first().waitFor();
  expect(await claimButton(page).isVisible()).toBe(true);
  expect(await prisma.claim.count()).toBe(before + taken);

  const { shopId, version, rules } = await prisma.program.findFirstOrThrow({ orderBy: { version: 'desc' } });
  const { offer, ...rest } = rules as ProgramRules;
  const allow = (claimsPerLinkPerDay: number, version: number) =>
    prisma.program.create({
      data: {
        shopId,
        version,
        rules: { ...rest, offer: { ...offer, claimsPerLinkPerDay } },
        createdAt: new Date(),
        createdBy: '1',
      },
    });
  await allow(1, version + 1);
  const other = await stage.newShopper();
  await other.goto(stage.storefront(`/?ref=${code}`));
  await claimButton(other).click();
  await other.getByText('Many friends have claimed this offer today. Please try again tomorrow.').first().waitFor();
  expect(await claimButton(other).isVisible()).toBe(false);
  expect(await prisma.claim.count()).toBe(before + taken);
  await allow(offer.claimsPerLinkPerDay, version + 2);
});

test('a cart that answers with errors or pages breaks nothing, and the code waits for the next page', async () => {
  for (const answer of [
    { status: 500, contentType: 'text/plain', body: 'no' },
    { status: 422, contentType: 'application/json', body: '{"status":422}' },
    { status: 200, contentType: 'text/html', body: '<!doctype html><h1>Maintenance</h1>' },
    'failed' as const,
  ]) {
    const page = await stage.newShopper();
    await page.route(/\/cart(\/update)?\.js/, (route) => (answer === 'failed' ? route.abort() : route.fulfill(answer)));
    await page.goto(stage.storefront(`/?ref=${code}`), { waitUntil: 'networkidle' });
    await claimButton(page).click();
    await page.getByRole('button', { name: 'Copy' }).waitFor();
    expect(newestCart()?.attributes[CART_ATTRIBUTE]).toBeUndefined();
    await page.unroute(/\/cart(\/update)?\.js/);
    await page.goto(stage.storefront(`/cart`), { waitUntil: 'networkidle' });
    expect(attribute().f?.[0]).toBe(code);
    await eventually(async () => newestCart()?.discountCodes.includes((await remembered(page)).o?.[0] ?? 'none'));
    await page.context().close();
    stage.shop.carts.clear();
  }
  expect(stage.problems).toEqual([]);
});

test('hostile links do nothing: no request, nothing kept, nothing on the page', async () => {
  const page = await stage.newShopper();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/\/apps\/|\/cart/.test(request.url())) asked.push(request.url());
  });
  for (const ref of [
    '"><script>window.hacked=1</script>',
    '<img src=x onerror=window.hacked=1>',
    '{{ shop.email }}{% raw %}',
    'A'.repeat(10_000),
    `${code}${code}`,
    '../../admin',
    '%00%ff',
    '__proto__',
  ]) {
    await page.goto(stage.storefront(`/?ref=${encodeURIComponent(ref)}`), { waitUntil: 'networkidle' });
    expect(await page.evaluate(() => ('hacked' in window ? 1 : localStorage.length))).toBe(0);
  }
  expect(asked).toEqual([]);
  expect(stage.problems).toEqual([]);

  // Another shop's code has the shape of ours: it is kept, for the app to judge, and shows nothing.
  await page.goto(stage.storefront('/?ref=K7M2XPD4TD'), { waitUntil: 'networkidle' });
  expect(await claimButton(page).count()).toBe(0);
});

test('a strict Content-Security-Policy without inline scripts, styles or other origins is kept', async () => {
  stage.shop.theme.embedSettings = { background: '#102030', text: '#ffffff' };
  const page = await stage.newShopper();
  const violations: string[] = [];
  await page.goto(stage.storefront('/'));
  const { html, hashes } = await page.evaluate(async () => {
    const html = await (await fetch('/products/hand-grinder')).text();
    const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([^]*?)<\/script>/g)].map(([, body = '']) => body);
    const digests = await Promise.all(scripts.map((body) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(body))));
    const hashes = digests.map((digest) => `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`);
    return { html, hashes: hashes.join(' ') };
  });
  // The theme's own inline scripts are let in by their hashes; the extension has none.
  const ours = "'self' https://cdn.shopify.com";
  const policy = `default-src ${ours}; script-src ${ours} ${hashes}; style-src ${ours}; object-src 'none'; base-uri 'none'`;
  const address = stage.storefront(`/products/hand-grinder?ref=${code}`);
  await page.route(address, (route) =>
    route.fulfill({ contentType: 'text/html', body: html, headers: { 'content-security-policy': policy } }),
  );
  page.on('console', (message) => {
    if (/Content.Security.Policy|TrustedScript/i.test(message.text())) violations.push(message.text());
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  await claimButton(page).click();
  await page.getByRole('button', { name: 'Copy' }).waitFor();
  expect(await page.locator(`input[name="properties[${CART_ATTRIBUTE}]"]`).count()).toBe(1);
  const bar = page.getByRole('region', { name: 'Offer from a friend' });
  expect(await bar.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(16, 32, 48)');
  expect(violations).toEqual([]);
  expect(stage.problems).toEqual([]);
});

test('errors of other scripts, and a page without fetch patches of theirs left whole, do not keep the code from the cart', async () => {
  const page = await stage.newShopper();
  await page.addInitScript(() => {
    // An app that breaks, one that wraps fetch badly, and one that leaves its own object under our name.
    addEventListener('DOMContentLoaded', () => {
      throw new Error('another app');
    });
    const { fetch } = window;
    window.fetch = async (...request) => (await fetch(...request)).clone();
  });
  await page.goto(stage.storefront(`/?ref=${code}`), { waitUntil: 'networkidle' });
  await eventually(() => newestCart()?.attributes[CART_ATTRIBUTE]);
  expect(attribute().f?.[0]).toBe(code);
  expect(stage.problems).toEqual(['another app']);
});
