/** Each kind of reward from the program to the checkout: a friend buys, the waiting time passes, and whoever was promised something pays so much less. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { findStorefront } from '#app/data/storefronts.server.ts';
import { type ProgramRules, programRulesSchema } from '#app/domain/program.ts';
import { STORAGE_KEY, storedReferralSchema } from '#app/domain/storefront-contract.ts';
import { grantOptionalScopes } from '#devstore/auth/install.ts';
import { advanceClock } from '#devstore/control/move-clock.ts';
import type { OrderState } from '#devstore/state.ts';
import { addToCart, checkOut, pay, signIn } from '#tests/support/shopper.ts';
import { useStage } from '#tests/support/stage.ts';
import { openShop } from '../../scripts/open-shop.ts';

type Rules = ProgramRules;
type Case = {
  value: Rules['reward']['value'];
  on?: Rules['reward']['terms']['on'];
  /** A code for 15 % unless told otherwise. */
  offer?: Rules['offer']['value'];
  /** What the advocate buys with it: the grinder (89.00) and the mug (16.00) unless told otherwise. */
  cart?: string[];
  /** What the advocate's block calls it, and what it takes off the bill, in cents. */
  told: string;
  saves: number;
  /** What the friend is paid. */
  friendSaves?: number;
};

const stage = useStage({ appFollowsClock: true });
const waiting = { timeout: 60_000, interval: 100 };
const DAY = 86_400_000;

const productIds = (handle: string) =>
  [...stage.shop.products.values()].filter((one) => one.handle === handle).map(({ id }) => id);
const grinder = () => ({ of: 'products' as const, ids: productIds('hand-grinder') });
const gear = () => {
  const ids = [...stage.shop.collections.values()].filter(({ handle }) => handle === 'brewing-gear').map(({ id }) => id);
  return { of: 'collections' as const, ids };
};

/** Friends buy the kettle for 64.00. */
const cases: Record<string, () => Case> = {
  'a percentage off the order': () => ({ value: percent(2_000), told: '20% off', saves: 2_100 }),
  'a percentage off a product': () => ({ value: percent(2_000), on: grinder(), told: '20% off', saves: 1_780 }),
  'a percentage off a collection': () => ({ value: percent(2_000), on: gear(), told: '20% off', saves: 1_780 }),
  'an amount off the order': () => ({ value: amount('1050'), told: '$10.50 off', saves: 1_050 }),
  'an amount off a product': () => ({ value: amount('1050'), on: grinder(), told: '$10.50 off', saves: 1_050 }),
  'an amount off a collection': () => ({ value: amount('1050'), on: gear(), told: '$10.50 off', saves: 1_050 }),
  'free shipping': () => ({ value: { kind: 'free-shipping' }, cart: ['enamel-mug'], told: 'free shipping', saves: 500 }),
  'a free product': () => {
    const value = { kind: 'free-product' as const, productIds: productIds('enamel-mug'), quantity: 1, spendMinor: '5000' };
    return { value: { ...value, buys: grinder() }, told: 'a free product', saves: 1_600 };
  },
  'store credit': () => ({
    ...{ value: { kind: 'store-credit', minor: '1200' }, told: '$12.00 store credit', saves: 1_200 },
    ...{ offer: { kind: 'store-credit', minor: '700' }, friendSaves: 700 },
  }),
  'a gift card': () => ({
    ...{ value: { kind: 'gift-card', minor: '2500' }, told: '$25.00 gift card', saves: 2_500 },
    ...{ offer: { kind: 'gift-card', minor: '900' }, friendSaves: 900 },
  }),
  'a share of the order as credit, up to a cap': () => ({
    ...{ value: share(5_000, '3000'), told: '$30.00 store credit', saves: 3_000 },
    ...{ offer: share(2_000, null), friendSaves: 1_280 },
  }),
};

function percent(basisPoints: number): Rules['reward']['value'] {
  return { kind: 'percentage', basisPoints };
}
function amount(minor: string): Rules['reward']['value'] {
  return { kind: 'fixed-amount', minor };
}
function share(basisPoints: number, capMinor: string | null): Rules['reward']['value'] {
  return { kind: 'order-share', basisPoints, capMinor, as: 'store-credit' };
}

type Story = { told: Case; advocate: Page; advocateId: string; friend: Page; order: OrderState };
const stories = new Map<string, Story>();

/** Everybody buys first, under one version of the program after the other; then two weeks pass for all of them. */
beforeAll(async () => {
  const { shop, devstore } = stage;
  await openShop({ devstore, shop, appOrigin: stage.appOrigin });
  grantOptionalScopes(devstore.store, shop, devstore.store.app.optionalScopes);
  const customers = [...shop.customers.values()];
  for (const [place, [name, told]] of Object.entries(cases).entries()) {
    const advocate = customers[place];
    if (advocate === undefined) throw new Error('not enough customers');
    stories.set(name, await refer(told(), advocate.id, place));
  }
  advanceClock(devstore.store, 15 * DAY);
});

/** An advocate gets a link, a friend claims by it and buys, the order is credited. */
async function refer(told: Case, advocateId: string, place: number): Promise<Story> {
  const { shop } = stage;
  await setProgram(told);
  const customer = shop.customers.get(advocateId);
  if (customer === undefined) throw new Error('no such customer');
  const [advocate, friend] = await Promise.all([stage.newShopper(), stage.newShopper()]);
  const cart = addToCart(friend, shop, 'gooseneck-kettle');
  await signIn(advocate, shop, customer);
  await advocate.goto(stage.storefront('/pages/refer-a-friend'));
  await advocate.getByRole('button', { name: 'Get my link' }).click();
  await advocate.getByLabel('Your link').waitFor();
  const link = await advocate.getByLabel('Your link').inputValue();
  await cart;
  await friend.goto(link);
  await friend.getByRole('button', { name: 'Claim my offer' }).click();
  await friend.getByText('Buying on another device?').waitFor();
  const code = storedReferralSchema.parse(
    JSON.parse((await friend.evaluate((key) => localStorage.getItem(key), STORAGE_KEY)) ?? 'null'),
  ).o?.[0];
  if (told.offer === undefined) {
    await vi.waitUntil(() => [...shop.carts.values()].some(({ discountCodes }) => discountCodes.includes(code ?? '')));
  }
  const order = await checkOut(friend, shop, `friend.${place}@example.com`, `${place + 1} Elm Street`);
  expect(order.discountCodes.map((entry) => entry.code)).toEqual(told.offer === undefined ? [code] : []);
  await vi.waitUntil(
    () => stage.database.prisma.referral.findFirst({ where: { orderId: order.id, state: 'credited' } }),
    waiting,
  );
  return { told, advocate, advocateId, friend, order };
}

/** As another version, in force from the next request on. */
async function setProgram({ value, on, offer = percent(1_500) }: Case): Promise<void> {
  const { prisma } = stage.database;
  const found = await findStorefront(prisma, stage.shop.domain);
  if (found === null) throw new Error('the shop is not installed');
  const { version, rules } = found.program;
  const next = programRulesSchema.parse({
    ...rules,
    offer: { ...rules.offer, value: offer },
    reward: { ...rules.reward, value, terms: { ...rules.reward.terms, ...(on !== undefined && { on }) } },
  });
  await prisma.program.create({
    data: { shopId: found.id, version: version + 1, rules: next, createdAt: new Date(), createdBy: 'test' },
  });
}

const cents = (decimal: string) => Math.round(Number(decimal) * 100);
const sum = (amounts: string[]) => amounts.reduce((total, one) => total + cents(one), 0);

/** What the buyer did not have to pay from the own pocket: reduced goods, reduced shipping, credit and cards. */
function saved(order: OrderState): number {
  const goods = order.lines.reduce((total, { price, quantity }) => total + cents(price) * quantity, 0) - cents(order.subtotal);
  const purses = order.transactions.filter(({ purse }) => purse !== null).map((one) => one.amount);
  return goods + sum(order.shippingDiscounts.map((one) => one.amount)) + sum(purses);
}

const rewardOf = ({ order }: Story, recipient: string) =>
  stage.database.prisma.reward.findFirst({ where: { recipient, referral: { orderId: order.id } } });

/** The dev store's own word on it: gift cards are announced to their owner by Shopify, with the code. */
const cardOf = (customerId: string | null) =>
  [...stage.shop.giftCards.values()].find((card) => card.customerId === customerId)?.code ?? '';

/** Fills the cart, types what there is to type, and pays. */
async function spend(page: Page, cart: string[], code: string | null): Promise<OrderState> {
  for (const handle of cart) await addToCart(page, stage.shop, handle);
  await page.goto(stage.storefront('/checkout'));
  if (code !== null) {
    await page.getByLabel('Discount code or gift card').fill(code);
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.locator('.codes li').waitFor();
  } else if ((await page.getByLabel('Store credit').isChecked()) === false) {
    await page.getByLabel('Store credit').check();
    await page.locator('[data-store-credit]').waitFor();
  }
  return pay(page, stage.shop, null, '7 Mill Lane');
}

test.each(Object.keys(cases))('%s: issued after the wait, shown in the block, and spent in the checkout', async (name) => {
  const story = stories.get(name);
  if (story === undefined) throw new Error('nobody was referred');
  const { told, advocate, advocateId } = story;
  await vi.waitUntil(async () => (await rewardOf(story, 'advocate'))?.state === 'issued', waiting);
  await advocate.goto(stage.storefront('/pages/refer-a-friend'));
  const item = advocate.locator('[data-part="rewards"] li');
  await item.waitFor();
  expect(await item.locator('[data-part="value"]').textContent()).toContain(told.told);
  const { kind } = told.value;
  const isCredit = kind === 'store-credit' || kind === 'order-share';
  const shown = await item.locator('[data-part="code"]').textContent();
  const code = isCredit ? null : kind === 'gift-card' ? cardOf(advocateId) : shown;
  const order = await spend(advocate, told.cart ?? ['hand-grinder', 'enamel-mug'], code);
  expect(saved(order)).toBe(told.saves);
  if (isCredit || kind === 'gift-card') return;
  // A code's use is learnt from the order.
  await vi.waitUntil(async () => (await rewardOf(story, 'advocate'))?.state === 'redeemed', waiting);
  expect((await rewardOf(story, 'advocate'))?.redeemedOn).toBe(order.id);
  await advocate.goto(stage.storefront('/pages/refer-a-friend'));
  await item.waitFor();
  expect(await item.locator('[data-part="usable"]').isVisible()).toBe(false);
});

const paid = Object.entries(cases).flatMap(([name, told]) => (/credit|card/.test(name) ? [[name, told] as const] : []));

test.each(paid)('%s for the friend who has bought: paid after the wait, and spent in the checkout', async (name) => {
  const story = stories.get(name);
  if (story === undefined) throw new Error('nobody was referred');
  const customer = stage.shop.customers.get(story.order.customerId ?? '');
  if (customer === undefined) throw new Error('the friend has no account');
  await vi.waitUntil(async () => (await rewardOf(story, 'friend'))?.state === 'issued', waiting);
  await signIn(story.friend, stage.shop, customer);
  const code = story.told.offer?.kind === 'gift-card' ? cardOf(customer.id) : null;
  expect(saved(await spend(story.friend, ['gooseneck-kettle'], code))).toBe(story.told.friendSaves);
});

test('no script of any page failed, and every promise was issued once', async () => {
  expect(stage.problems).toEqual([]);
  const rewards = await stage.database.prisma.reward.findMany({ where: { state: { notIn: ['issued', 'redeemed'] } } });
  expect(rewards).toEqual([]);
  expect(stage.shop.giftCards.size).toBe(2);
});
