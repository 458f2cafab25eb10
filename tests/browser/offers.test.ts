import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { noteClaimTrouble } from '#app/data/claims.server.ts';
import { findStorefront } from '#app/data/storefronts.server.ts';
import { type ProgramRules, programRulesSchema } from '#app/domain/program.ts';
import { STORAGE_KEY, storedReferralSchema, type StoredReferral } from '#app/domain/storefront-contract.ts';
import type { OrderState } from '#devstore/state.ts';
import { addToCart, checkOut, signIn } from '#tests/support/shopper.ts';
import { useStage } from '#tests/support/stage.ts';
import { openShop } from '../../scripts/open-shop.ts';

const stage = useStage();
let code = '';

beforeAll(async () => {
  await openShop({ devstore: stage.devstore, shop: stage.shop, appOrigin: stage.appOrigin });
  const [advocate] = stage.shop.customers.values();
  if (advocate === undefined) throw new Error('no customers');
  const page = await stage.newShopper();
  await signIn(page, stage.shop, advocate);
  await page.goto(stage.storefront('/pages/refer-a-friend'));
  await page.getByRole('button', { name: 'Get my link' }).click();
  await page.getByLabel('Your link').waitFor();
  const link = new URL(await page.getByLabel('Your link').inputValue());
  code = link.searchParams.get('ref')?.slice(0, 10) ?? '';
});
beforeEach(() => {
  stage.problems.length = 0;
  stage.shop.carts.clear();
});

const productId = (handle: string) => [...stage.shop.products.values()].find((product) => product.handle === handle)?.id ?? '';
const bar = (page: Page) => page.getByRole('region', { name: 'Offer from a friend' });

/** The rules as another version, in force from the next request on. */
async function offer(change: Partial<ProgramRules['offer']>): Promise<void> {
  const { prisma } = stage.database;
  const shop = await findStorefront(prisma, stage.shop.domain);
  if (shop === null) throw new Error('the shop is not installed');
  const { version, rules } = shop.program;
  const minimum = { minimumSubtotalMinor: '0', mode: 'single-use', terms: {} };
  const next = programRulesSchema.parse({ ...rules, offer: { ...rules.offer, ...minimum, ...change } });
  const row = { shopId: shop.id, version: version + 1, createdAt: new Date(), createdBy: 'test' };
  await prisma.program.create({ data: { ...row, rules: next } });
}

/** A friend with these things in their cart lands on the link and claims. */
async function claim(handles: string[]): Promise<Page> {
  const page = await stage.newShopper();
  for (const handle of handles) await addToCart(page, stage.shop, handle);
  await page.goto(stage.storefront(`/?ref=${code}`));
  await page.getByRole('button', { name: 'Claim my offer' }).click();
  await bar(page).getByText('Buying on another device?').waitFor();
  return page;
}

async function remembered(page: Page): Promise<StoredReferral> {
  return storedReferralSchema.parse(JSON.parse((await page.evaluate((key) => localStorage.getItem(key), STORAGE_KEY)) ?? ''));
}

/** Pays for the cart once the claimed code is on it. */
async function buy(page: Page, email: string): Promise<OrderState> {
  const [claimed = ''] = (await remembered(page)).o ?? [];
  await vi.waitUntil(() => [...stage.shop.carts.values()].at(-1)?.discountCodes.includes(claimed));
  return checkOut(page, stage.shop, email);
}

const cents = (amount: string | undefined) => Math.round(Number(amount) * 100);
const full = ({ lines }: OrderState) => lines.reduce((sum, { price, quantity }) => sum + cents(price) * quantity, 0);

test.each([
  ['a percentage', { value: { kind: 'percentage', basisPoints: 2_000 } }, 2_100],
  ['an amount', { value: { kind: 'fixed-amount', minor: '1050' } }, 1_050],
] as const)('whoever claims %s pays so much less', async (name, change, saved) => {
  await offer(change);
  const page = await claim(['hand-grinder', 'enamel-mug']);
  const order = await buy(page, `friend.${name.replace(/\W/g, '.')}@example.com`);
  expect(full(order) - cents(order.subtotal)).toBe(saved);
  expect(stage.problems).toEqual([]);
});

test('a percentage off one product leaves the others as they are', async () => {
  await offer({
    value: { kind: 'percentage', basisPoints: 5_000 },
    terms: programRulesSchema.shape.offer.shape.terms.parse({ on: { of: 'products', ids: [productId('hand-grinder')] } }),
  });
  const page = await claim(['hand-grinder', 'gooseneck-kettle']);
  expect(await bar(page).textContent()).toContain('50% off selected products in your first order');
  const order = await buy(page, 'friend.of.products@example.com');
  expect(full(order) - cents(order.subtotal)).toBe(4_450);
});

test('free shipping takes the shipping off', async () => {
  await offer({ value: { kind: 'free-shipping' } });
  const page = await claim(['enamel-mug']);
  expect(await bar(page).textContent()).toContain('Free shipping on your first order');
  const order = await buy(page, 'friend.of.shipping@example.com');
  expect([cents(order.shipping), cents(order.shippingDiscounts[0]?.amount) > 0]).toEqual([0, true]);
});

test('a free product costs nothing beside what has to be bought, and the greeting says how to get it', async () => {
  const buys = { of: 'products' as const, ids: [productId('hand-grinder')] };
  const value = { kind: 'free-product' as const, productIds: [productId('enamel-mug')], quantity: 1, spendMinor: '5000', buys };
  await offer({ value });
  const page = await claim(['hand-grinder', 'enamel-mug']);
  expect(await bar(page).textContent()).toContain('it is free when you spend $50.00 or more on selected products');
  const order = await buy(page, 'friend.of.mugs@example.com');
  expect([full(order), cents(order.subtotal)]).toEqual([10_500, 8_900]);
});

test('a shared code takes its share off the orders of everybody who claims, and of who only heard of it', async () => {
  await offer({ mode: 'shared', value: { kind: 'percentage', basisPoints: 1_000 } });
  for (const friend of ['first', 'second']) {
    const page = await claim(['hand-grinder']);
    expect((await remembered(page)).o).toEqual([code, null, '', null]);
    expect(await bar(page).textContent()).toContain('It comes off at checkout.');
    const order = await buy(page, `${friend}.of.many@example.com`);
    expect(order.discountCodes.map((entry) => [entry.code, cents(entry.amount)])).toEqual([[code, 890]]);
  }
  const stranger = await stage.newShopper();
  await addToCart(stranger, stage.shop, 'hand-grinder');
  await stranger.goto(stage.storefront(`/discount/${code}?redirect=/cart`));
  const order = await checkOut(stranger, stage.shop, 'told.by.word@example.com');
  expect(order.discountCodes.map((entry) => entry.code)).toEqual([code]);
  await vi.waitUntil(
    async () => (await stage.database.prisma.buyerOrder.count({ where: { sharedCodeOf: { not: null } } })) === 3,
    { timeout: 20_000 },
  );
});

test('an offer that is paid after the purchase shows no code, says what comes and when, and is remembered', async () => {
  await offer({ value: { kind: 'store-credit', minor: '1200' } });
  const page = await stage.newShopper({ viewport: { width: 320, height: 640 } });
  await addToCart(page, stage.shop, 'hand-grinder');
  await page.goto(stage.storefront(`/?ref=${code}`));
  await bar(page).getByText('$12.00 store credit for your first order').waitFor();
  const height = (await bar(page).boundingBox())?.height;
  await page.getByRole('button', { name: 'Claim my offer' }).click();
  await bar(page).getByText('No code is needed.', { exact: false }).first().waitFor();
  expect(await bar(page).getByRole('button', { name: 'Copy' }).isVisible()).toBe(false);
  expect(await bar(page).textContent()).toContain('You get it 14 days after your order is paid.');
  expect((await bar(page).boundingBox())?.height).toBeCloseTo(height ?? 0, 1);
  await vi.waitUntil(() =>
    page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('data-part') === 'close'),
  );

  await page.goto(stage.storefront('/cart'));
  await page.getByText("Your friend's offer is waiting for you.").waitFor();
  await bar(page).getByText('No code is needed.', { exact: false }).first().waitFor();
  const order = await checkOut(page, stage.shop, 'friend.of.credit@example.com');
  expect(order.discountCodes).toEqual([]);
  expect(stage.problems).toEqual([]);
});

test('a code that the merchant took away is replaced when the friend comes to the cart', async () => {
  await offer({ value: { kind: 'percentage', basisPoints: 1_000 } });
  const page = await claim(['hand-grinder']);
  const [first = ''] = (await remembered(page)).o ?? [];
  const row = await stage.database.prisma.claim.findFirstOrThrow({ where: { offerCode: first } });
  for (const discount of stage.shop.discounts.values()) discount.codes = discount.codes.filter((entry) => entry.code !== first);
  await noteClaimTrouble(stage.database.prisma, row.shopId, { offerCodes: [first] }, 'code-removed');
  await page.goto(stage.storefront('/cart'));
  await page.getByText("Your friend's offer is waiting for you.").waitFor();
  const [second = ''] = (await remembered(page)).o ?? [];
  expect(second).toMatch(/^FRIEND-/);
  expect(second).not.toBe(first);
  const order = await buy(page, 'friend.of.two.codes@example.com');
  expect(order.discountCodes.map((entry) => [entry.code, cents(entry.amount)])).toEqual([[second, 890]]);
});
