/**
 * Where the cart's attribute does not reach the order, each case by its name, and what still credits it. Shopper's roads are gone in Chromium; where the
 * dev store has no such road (Shop app, Checkout Links, other front ends, drafts, tills, renewals, imports), the order is placed as Shopify would tell of it,
 * and travels the same webhook.
 */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { findStorefront } from '#app/data/storefronts.server.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { CART_ATTRIBUTE, STORAGE_KEY, storedReferralSchema } from '#app/domain/storefront-contract.ts';
import { type NewOrder, placeOrder } from '#devstore/orders/place-order.ts';
import type { OrderState } from '#devstore/state.ts';
import { testContext } from '#tests/support/context.ts';
import { enrol } from '#tests/support/shopfront.ts';
import { addToCart, buyNow, checkOut, pay } from '#tests/support/shopper.ts';
import { useStage } from '#tests/support/stage.ts';
import { variantIn } from '#tests/support/storefront.ts';
import { openShop } from '../../scripts/open-shop.ts';

const stage = useStage();
const product = 'hand-grinder';
let code = '';
let friends = 0;
const newAddress = () => `friend.${(friends += 1)}@losses.example`;

beforeAll(async () => {
  stage.shop.markets.push({ prefix: 'fr-ca', locale: 'fr-CA', currency: 'CAD', rate: 1.4 });
  await openShop({ devstore: stage.devstore, shop: stage.shop, appOrigin: stage.appOrigin });
});
beforeEach(async () => {
  // A credit each: many friends in a minute would be looked at by a person.
  code = await newAdvocate();
  stage.problems.length = 0;
  stage.shop.consent.required = false;
  stage.shop.password = null;
  stage.shop.carts.clear();
});

async function newAdvocate(): Promise<string> {
  const shop = await findStorefront(stage.database.prisma, stage.shop.domain);
  if (shop === null) throw new Error('the app is not installed');
  return (await enrol(testContext(stage.database), shop, { customerId: String(9_000 + (friends += 1)) })).code;
}

/** Who has the order's credit, and by which kinds of evidence; once the webhook has been worked in. */
async function creditOf(order: OrderState) {
  const row = await vi.waitUntil(
    () =>
      stage.database.prisma.buyerOrder.findFirst({
        where: { orderId: order.id },
        include: { referral: { include: { advocate: true } } },
      }),
    { timeout: 20_000, interval: 100 },
  );
  const { signals } = row.facts as { signals: { kind: string }[] };
  return {
    to: row.referral?.advocate.code ?? null,
    outcome: row.outcome,
    by: [...new Set(signals.map(({ kind }) => kind))].sort(),
  };
}
const credited = (...by: string[]) => ({ to: code, outcome: 'credited', by: by.sort() });

/** A friend who has just landed on the link; what the page does of itself is done. */
async function land(at = '/', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await stage.newShopper(options);
  await page.goto(stage.storefront(`${at}?ref=${code}`), { waitUntil: 'networkidle' });
  return page;
}

/** The friend's own discount code. */
async function claim(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Claim my offer' }).click();
  await page.getByText('Buying on another device?').waitFor();
  const text = await page.evaluate((key) => localStorage.getItem(key), STORAGE_KEY);
  const [offerCode = ''] = storedReferralSchema.parse(JSON.parse(text ?? 'null')).o ?? [];
  await vi.waitUntil(() => [...stage.shop.carts.values()].at(-1)?.discountCodes.includes(offerCode));
  return offerCode;
}

/** An order that no page of this shop has made. */
function place(order: Partial<NewOrder>): OrderState {
  const lines = [{ variantId: variantIn(stage.shop, product).id, quantity: 1 }];
  const buyer = order.subscriptionOf === undefined ? { lines, email: newAddress() } : {};
  return placeOrder(stage.devstore.store, stage.shop, { ...buyer, ...order });
}

/** The rules as another version, in force for the orders to come. */
async function count(change: Partial<ProgramRules['eligibility']>): Promise<void> {
  const { prisma } = stage.database;
  const shop = await findStorefront(prisma, stage.shop.domain);
  if (shop === null) throw new Error('the app is not installed');
  const { version, rules } = shop.program;
  const next = { ...rules, eligibility: { ...rules.eligibility, ...change } };
  const row = { shopId: shop.id, version: version + 1, createdAt: new Date(), createdBy: 'test' };
  await prisma.program.create({ data: { ...row, rules: next } });
}

async function claimedCode(): Promise<string> {
  const page = await land();
  const offerCode = await claim(page);
  await page.context().close();
  return offerCode;
}

const marketing = (page: Page, isAllowed: boolean) =>
  page.locator(`#shopify-pc__banner__btn-${isAllowed ? 'accept' : 'decline'}`).click();

test('"Buy it now" and dynamic checkout buttons: the property that the product form carries', async () => {
  const page = await land(`/products/${product}`);
  const order = await buyNow(page, stage.shop, newAddress());
  expect(order.attributes).not.toHaveProperty(CART_ATTRIBUTE);
  expect(await creditOf(order)).toEqual(credited('line-item', 'landing-link'));
});

test('a checkout in the Shop app or with an agent (not imitated): the claimed code', async () => {
  const order = place({ sourceName: '3890849', discountCodes: [await claimedCode()] });
  expect(await creditOf(order)).toEqual(credited('discount-code'));
});

test('a cart permalink: the page that the session began with', async () => {
  const page = await land();
  await page.goto(stage.storefront(`/cart/${variantIn(stage.shop, product).id}:1`));
  await page.waitForURL(/checkout/);
  const order = await pay(page, stage.shop, newAddress());
  expect(order.attributes).not.toHaveProperty(CART_ATTRIBUTE);
  expect(await creditOf(order)).toEqual(credited('landing-link'));
});

test('a Checkout Link (not imitated): what its own address carries', async () => {
  const order = place({ attributes: { [CART_ATTRIBUTE]: code }, landingSite: '/checkouts/cn/hWN1/en-us' });
  expect(await creditOf(order)).toEqual(credited('cart-attribute'));
});

test('a cart of another front end (not imitated): the bare code that it puts into its own attributes', async () => {
  const order = place({ sourceName: '5512231', attributes: { [CART_ATTRIBUTE]: ` ${code.toLowerCase()} ` } });
  expect(await creditOf(order)).toEqual(credited('cart-attribute'));
});

test('a draft order, where the merchant counts them: the claimed code that staff enter', async () => {
  await count({ drafts: true });
  const order = place({ sourceName: 'shopify_draft_order', discountCodes: [await claimedCode()] });
  expect(await creditOf(order)).toEqual(credited('discount-code'));
});

test('a sale at the till, where the merchant counts them: the claimed code that the friend shows', async () => {
  await count({ pointOfSale: true });
  const order = place({ sourceName: 'pos', discountCodes: [await claimedCode()] });
  expect(await creditOf(order)).toEqual(credited('discount-code'));
});

test('a renewal of a subscription: the first order was credited, and one friend counts once', async () => {
  const first = place({ attributes: { [CART_ATTRIBUTE]: code } });
  expect(await creditOf(first)).toEqual(credited('cart-attribute'));
  const renewal = place({ subscriptionOf: first.id });
  expect(renewal.attributes).toEqual({});
  expect(await creditOf(renewal)).toEqual({ to: null, outcome: 'not-credited', by: ['renewal'] });
});

test('an order that another app imports: the code that it was bought with', async () => {
  const order = place({ sourceName: '1620275', discountCodes: [await claimedCode()], landingSite: null });
  expect(await creditOf(order)).toEqual(credited('discount-code'));
});

test('no consent: the offer that the friend has asked for', async () => {
  stage.shop.consent.required = true;
  const page = await land();
  await marketing(page, false);
  const offerCode = await claim(page);
  await addToCart(page, stage.shop, product);
  const order = await checkOut(page, stage.shop, newAddress());
  expect(order.discountCodes.map((entry) => entry.code)).toEqual([offerCode]);
  const { to, outcome, by } = await creditOf(order);
  expect({ to, outcome }).toEqual({ to: code, outcome: 'credited' });
  expect(by).toContain('discount-code');
});

test('no JavaScript: the page that the session began with', async () => {
  const page = await land(`/products/${product}`, { javaScriptEnabled: false });
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.waitForURL(/cart/);
  await page.getByRole('button', { name: 'Check out' }).first().click();
  await page.waitForURL(/checkout/);
  const order = await pay(page, stage.shop, newAddress());
  expect(order.attributes).not.toHaveProperty(CART_ATTRIBUTE);
  expect(await creditOf(order)).toEqual(credited('landing-link'));
});

test('another device: the address that the friend left with the claim', async () => {
  const address = newAddress();
  const page = await land();
  await claim(page);
  await page.getByText('Buying on another device?').click();
  await page.locator('.bar').getByLabel('Your e-mail address').fill(address);
  await page.locator('.bar').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').first().waitFor();
  const other = await stage.newShopper();
  await addToCart(other, stage.shop, product);
  const order = await checkOut(other, stage.shop, address);
  expect(await creditOf(order)).toEqual(credited('claim'));
});

test('another script that replaces the set of attributes: ours is written again', async () => {
  const page = await land();
  await addToCart(page, stage.shop, product);
  await page.waitForLoadState('networkidle');
  const cart = [...stage.shop.carts.values()].at(-1);
  Object.assign(cart ?? {}, { attributes: { gift: 'yes' } });
  await page.evaluate(() =>
    document.dispatchEvent(Object.assign(new CustomEvent('shopify:cart:attributes-update'), { promise: Promise.resolve() })),
  );
  await vi.waitUntil(() => cart?.attributes[CART_ATTRIBUTE]);
  const order = await checkOut(page, stage.shop, newAddress());
  expect(order.attributes['gift']).toBe('yes');
  expect((await creditOf(order)).by).toContain('cart-attribute');
});

test('blocked storage: the cart, written on the page of the link', async () => {
  const page = await stage.newShopper();
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Storage is blocked', 'SecurityError');
        },
      });
    }
  });
  await page.goto(stage.storefront(`/?ref=${code}`), { waitUntil: 'networkidle' });
  await addToCart(page, stage.shop, product);
  expect(await creditOf(await checkOut(page, stage.shop, newAddress()))).toEqual(credited('cart-attribute', 'landing-link'));
});

test('cached HTML: the page is the same for everybody, and the script reads the address that it stands under', async () => {
  const cached = async (ref: string) => {
    const page = await stage.newShopper();
    const response = await page.goto(stage.storefront(`/${ref}`), { waitUntil: 'commit' });
    const html = (await response?.text()) ?? '';
    await page.context().close();
    return html;
  };
  const html = await cached('');
  expect(await cached(`?ref=${code}`)).toBe(html);
  const page = await stage.newShopper();
  await page.route(stage.storefront(`/?ref=${code}`), (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto(stage.storefront(`/?ref=${code}`), { waitUntil: 'networkidle' });
  await addToCart(page, stage.shop, product);
  expect((await creditOf(await checkOut(page, stage.shop, newAddress()))).by).toContain('cart-attribute');
});

test('a market under a path of its own: its own cart', async () => {
  const page = await land('/fr-ca');
  await addToCart(page, stage.shop, product, '/fr-ca/');
  await page.goto(stage.storefront('/fr-ca/checkout'));
  expect(await creditOf(await pay(page, stage.shop, newAddress()))).toEqual(
    credited('cart-attribute', 'line-item', 'landing-link'),
  );
});

test('a password in front of the shop: the link, opened again behind it', async () => {
  stage.shop.password = 'open sesame';
  const page = await land();
  await page.waitForURL(/password/);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await page.locator('input[name="password"]').fill('open sesame');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto(stage.storefront(`/?ref=${code}`), { waitUntil: 'networkidle' });
  await addToCart(page, stage.shop, product);
  expect((await creditOf(await checkOut(page, stage.shop, newAddress()))).by).toContain('cart-attribute');
  expect(stage.problems).toEqual([]);
});

test('the theme editor: a merchant who looks at a link is no friend', async () => {
  const before = await stage.database.prisma.visit.count();
  const page = await stage.newShopper();
  await page.goto(stage.storefront(`/products/${product}?design_mode=1&ref=${code}`), { waitUntil: 'networkidle' });
  expect(await page.locator(`input[name="properties[${CART_ATTRIBUTE}]"]`).count()).toBe(0);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  expect(stage.shop.carts.size).toBe(0);
  expect(await stage.database.prisma.visit.count()).toBe(before);
});
