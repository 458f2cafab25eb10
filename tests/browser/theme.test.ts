import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser } from '#devstore/browser.ts';
import { newPage } from '#tests/support/browser.ts';
import { useDevstore } from '#tests/support/devstore.ts';
import { addToCart, checkOut, signIn } from '#tests/support/shopper.ts';
import { addDiscount } from '#tests/support/storefront.ts';

const used = useDevstore();
const problems: string[] = [];
let browser: Browser;
const at = (path: string) => `https://${used().shop.domain}${path}`;

beforeAll(async () => {
  browser = await launchBrowser(used().devstore);
});
afterAll(() => browser.close());
beforeEach(() => {
  problems.length = 0;
  used().shop.consent.required = false;
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds against WCAG 2.1 AA, one line per rule. */
async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await checker.run();
    return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`);
  });
}

test('every page is accessible and fits a screen of 320 points', async () => {
  const page = await newPage(browser, problems, { reducedMotion: 'reduce' }); // a drawer halfway in has no colours to judge
  const { shop } = used();
  const customer = [...shop.customers.values()][0];
  if (customer === undefined) throw new Error('no customers');
  await addToCart(page, shop, 'kochere-washed');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.goto(at('/account/login'));
  expect(await accessibilityProblems(page)).toEqual([]);
  await signIn(page, shop, customer);
  const paths = [
    '/',
    '/fr-ca',
    '/collections',
    '/collections/gifts',
    '/products/enamel-mug',
    '/cart',
    '/pages/about',
    '/pages/refer-a-friend',
    '/account',
    '/nope',
    '/checkout',
  ];
  for (const path of paths) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(at(path));
    expect([path, await accessibilityProblems(page)]).toEqual([path, []]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 320]);
  }
  expect(problems).toEqual([]);
});

test('the drawer adds, counts, changes and empties without leaving the page, and tells what went wrong', async () => {
  const page = await newPage(browser, problems);
  await addToCart(page, used().shop, 'brewing-class-ticket');
  const drawer = page.getByRole('dialog', { name: 'Your cart' });
  await drawer.getByRole('button', { name: 'One Brewing Class Ticket more' }).click();
  await drawer.getByText('$90.00 USD').waitFor();
  await drawer.getByLabel('Quantity of Brewing Class Ticket').fill('40');
  await drawer.getByLabel('Quantity of Brewing Class Ticket').press('Tab');
  await drawer.getByText('Only 10 items were added to your cart.').waitFor();
  expect(await drawer.getByLabel('Quantity of Brewing Class Ticket').inputValue()).toBe('12');
  await page.keyboard.press('Escape');
  expect(await drawer.isVisible()).toBe(false);
  await page.getByRole('link', { name: 'Cart, 12 items' }).click();
  await drawer.getByRole('link', { name: 'Remove Brewing Class Ticket' }).click();
  await drawer.getByText('Your cart is empty.').waitFor();
  expect(await page.locator('#cart-count').isHidden()).toBe(true);
  expect([new URL(page.url()).pathname, problems]).toEqual(['/products/brewing-class-ticket', []]);
});

test('choosing a variant shows its price and address, and a sold-out one cannot be bought', async () => {
  const page = await newPage(browser, problems);
  await page.goto(at('/products/ridgeline-blend'));
  await page.getByText('1 kg').click();
  expect(await page.locator('.product__price').textContent()).toBe('$59.50');
  expect(new URL(page.url()).searchParams.get('variant')).toMatch(/^\d+$/);
  await page.goto(at('/products/enamel-mug'));
  await page.getByText('Ember').click();
  expect(await page.getByRole('button', { name: 'Sold out' }).isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Buy it now' }).isHidden()).toBe(true);
});

test('without scripts the shop still sells', async () => {
  const { shop, devstore } = used();
  addDiscount(devstore.store, shop, 'QUIET');
  const page = await newPage(browser, problems, { javaScriptEnabled: false });
  await page.goto(at('/discount/QUIET?redirect=/products/gooseneck-kettle'));
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.locator('.cart-page').getByText('QUIET').waitFor();
  await page.locator('.cart-page').getByRole('button', { name: 'Check out' }).click();
  const order = await checkOut(page, shop, 'no-scripts@example.com');
  expect(order).toMatchObject({ subtotal: '57.60', discountCodes: [{ code: 'QUIET' }] });
});

test('the consent banner asks once, and scripts hear the answer', async () => {
  used().shop.consent.required = true;
  const page = await newPage(browser, problems);
  await page.goto(at('/'));
  await page.evaluate(() => {
    document.addEventListener('visitorConsentCollected', (event) => {
      document.documentElement.dataset['heard'] = JSON.stringify((event as CustomEvent<unknown>).detail);
    });
  });
  const allowed = () =>
    page.evaluate(
      () =>
        new Promise((resolve) => {
          type Shopify = {
            loadFeatures(features: object[], done: () => void): void;
            customerPrivacy: { marketingAllowed(): boolean };
          };
          const { Shopify } = window as unknown as { Shopify: Shopify };
          const consentApi = [{ name: 'consent-tracking-api', version: '0.1' }];
          Shopify.loadFeatures(consentApi, () => resolve(Shopify.customerPrivacy.marketingAllowed()));
        }),
    );
  await page.getByRole('region', { name: 'Privacy' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await allowed()).toBe(false);
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.locator('html[data-heard]').waitFor();
  expect(JSON.parse((await page.locator('html').getAttribute('data-heard')) ?? '')).toMatchObject({ marketingAllowed: true });
  expect(await allowed()).toBe(true);
  await page.reload({ waitUntil: 'networkidle' });
  expect(await page.getByRole('region', { name: 'Privacy' }).count()).toBe(0);

  const other = await newPage(browser, problems);
  await other.goto(at('/'));
  await other.getByRole('button', { name: 'Decline' }).click();
  await other.reload({ waitUntil: 'networkidle' });
  expect(await other.getByRole('region', { name: 'Privacy' }).count()).toBe(0);
  expect(problems).toEqual([]);
});

test('pressing Enter in the discount field applies the code, pressing it elsewhere pays', async () => {
  const { shop, devstore } = used();
  addDiscount(devstore.store, shop, 'ENTER10');
  const page = await newPage(browser, problems);
  await addToCart(page, shop, 'hand-grinder');
  await page.goto(at('/checkout'));
  await page.getByLabel('Discount code').fill('enter10');
  await page.getByLabel('Discount code').press('Enter');
  await page.getByRole('button', { name: 'Remove ENTER10' }).waitFor();
  await page.getByLabel('Card number').press('Enter');
  await page.getByText('Enter an email or phone number').waitFor();
});
