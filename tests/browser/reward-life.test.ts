import { randomBytes } from 'node:crypto';
import type { Frame, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { defaultRules } from '#app/domain/program.ts';
import { makeReferralCode } from '#app/domain/referral-code.ts';
import { CART_ATTRIBUTE } from '#app/domain/storefront-contract.ts';
import { placeOrder } from '#devstore/orders/place-order.ts';
import type { OrderState } from '#devstore/state.ts';
import { insertAdvocate } from '#tests/fixtures/referral-rows.ts';
import { accessibilityProblems } from '#tests/support/accessibility.ts';
import { useStage } from '#tests/support/stage.ts';

const stage = useStage();
const code = makeReferralCode(randomBytes(16));
let shopId: string;
let advocateId: string;

beforeAll(async () => {
  const { page } = await stage.openAdmin('/app');
  await page.frameLocator('#app').getByRole('heading', { name: 'Home' }).waitFor();
  await page.context().close();
  const { prisma } = stage.database;
  const shop = await prisma.shop.findUniqueOrThrow({ where: { domain: stage.shop.domain } });
  shopId = shop.id;
  const rules = defaultRules(shop.currency);
  await prisma.program.create({
    data: {
      ...{ shopId, version: 2, createdAt: new Date(Date.now() - 3_600_000), createdBy: '1' },
      rules: { ...rules, live: true, attribution: { ...rules.attribution, newCustomersOnly: false } },
    },
  });
  const customerId = [...stage.shop.customers.keys()][0] ?? '';
  advocateId = await insertAdvocate(prisma, shop, { name: '', email: '', code, customerId });
  await prisma.advocate.updateMany({ where: { id: advocateId }, data: { nameSealed: null, emailSealed: null } });
});

let buyers = 0;

/** A friend's order that came by the advocate's link; its reward waits for 14 days. */
async function buy(): Promise<{ order: OrderState; rewardId: string }> {
  const variant = [...stage.shop.products.values()].flatMap(({ variants }) => variants)[0];
  buyers += 1;
  const order = placeOrder(stage.devstore.store, stage.shop, {
    email: `friend${buyers}@friend.example`,
    attributes: { [CART_ATTRIBUTE]: JSON.stringify({ f: [code, Date.now() - 60_000] }) },
    browserIp: `198.51.100.${buyers}`,
    lines: [{ variantId: variant?.id ?? '', quantity: 2 }],
  });
  const find = () => stage.database.prisma.reward.findFirst({ where: { shopId, referral: { orderId: order.id } } });
  await expect.poll(async () => (await find())?.state ?? null, { timeout: 20_000 }).toBe('pending');
  return { order, rewardId: (await find())?.id ?? '' };
}
async function stateOf(rewardId: string): Promise<string | null> {
  return (await stage.database.prisma.reward.findFirst({ where: { shopId, id: rewardId } }))?.state ?? null;
}

async function open(page: Page, path: string): Promise<Frame> {
  await page.goto(`https://admin.shopify.com/store/${stage.shop.handle}/apps/vouchsafe${path}`);
  await page.frameLocator('#app').getByRole('main').locator('h1').waitFor();
  await page.waitForLoadState('networkidle');
  const frame = page.frames().find((candidate) => candidate.url().startsWith(stage.appUrl));
  if (frame === undefined) throw new Error('the app is in no frame');
  return frame;
}

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, frame: Frame, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    const focused = await frame.evaluate(() => {
      const element = document.activeElement;
      const labels =
        element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement
          ? [...(element.labels ?? [])]
          : [];
      return element?.getAttribute('aria-label') ?? labels[0]?.textContent ?? element?.textContent ?? '';
    });
    if (typeof name === 'string' ? focused.trim() === name : name.test(focused.trim())) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to “${String(name)}”`);
}

test('by keyboard alone: a reward is approved before its time, its code appears, and it is taken back with a reason', async () => {
  const { order, rewardId } = await buy();
  const page = await stage.newShopper();
  let frame = await open(page, '/app/rewards');
  await frame.getByRole('heading', { name: 'Rewards' }).click(); // into the frame; from here on, keys only
  await tabTo(page, frame, '10% off');
  await page.keyboard.press('Enter');
  await frame.getByRole('heading', { name: 'Timeline' }).waitFor();
  await tabTo(page, frame, 'Approve now');
  await page.keyboard.press('Enter');
  await frame.getByRole('dialog', { name: 'Approve this reward now?' }).waitFor();
  await tabTo(page, frame, 'Note (optional)');
  await page.keyboard.type('A good customer');
  await tabTo(page, frame, 'Approve now');
  await page.keyboard.press('Enter');
  await expect.poll(() => stateOf(rewardId), { timeout: 20_000 }).toBe('issued');

  frame = await open(page, `/app/rewards/${rewardId}`);
  await frame.getByText('Approved before its time by you').waitFor();
  await frame.getByText('“A good customer”').waitFor();
  await frame.getByText(/^Issued with the code /).waitFor();
  await frame.getByRole('link', { name: order.name }).waitFor();
  await frame.getByRole('heading', { name: 'Timeline' }).click();
  await tabTo(page, frame, 'Take back');
  await page.keyboard.press('Enter');
  const dialog = frame.getByRole('dialog', { name: 'Take this reward back?' });
  await dialog.getByText('At stake: 10% off.').waitFor();
  await dialog.getByText('Codes are switched off in Shopify.').waitFor();
  await tabTo(page, frame, 'Take back');
  await page.keyboard.press('Enter');
  await dialog.getByText('Say why, for those who look later.').waitFor();
  expect(await stateOf(rewardId)).toBe('issued');
  await tabTo(page, frame, /^Reason/);
  await page.keyboard.type('Bought for himself');
  await tabTo(page, frame, 'Take back');
  await page.keyboard.press('Enter');
  await expect.poll(() => stateOf(rewardId), { timeout: 20_000 }).toBe('revoked');
  frame = await open(page, `/app/rewards/${rewardId}`);
  await frame.getByText('Taken back by you').waitFor();
  await frame.getByText('“Bought for himself”').waitFor();
  await frame.getByRole('button', { name: 'Give again' }).waitFor();
  expect(stage.problems).toEqual([]);
});

test('by keyboard alone: an advocate is given store credit, after what is wrong stands beside its field', async () => {
  const page = await stage.newShopper();
  const frame = await open(page, `/app/advocates/${advocateId}`);
  await frame.getByRole('main').locator('h1').click();
  await tabTo(page, frame, 'Give a reward');
  await page.keyboard.press('Enter');
  const dialog = frame.getByRole('dialog');
  await dialog.waitFor();
  await tabTo(page, frame, 'What to give');
  await page.keyboard.type('Amount');
  await tabTo(page, frame, /^Amount/);
  await page.keyboard.type('0');
  await tabTo(page, frame, 'Give a reward');
  await page.keyboard.press('Enter');
  await dialog.getByText(/^Enter an amount of USD/).waitFor();
  await tabTo(page, frame, /^Amount/);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('7.50');
  await dialog.getByText(/^It costs you nothing until it is used: \$7\.50 off/).waitFor();
  await tabTo(page, frame, 'Note (optional)');
  await page.keyboard.type('Parcel was late');
  await tabTo(page, frame, 'Give a reward');
  await page.keyboard.press('Enter');
  await frame.getByRole('heading', { name: 'Timeline' }).waitFor();
  await frame.getByText('Given by you').waitFor();
  await frame.getByText('“Parcel was late”').waitFor();
  const find = () => stage.database.prisma.reward.findFirst({ where: { shopId, purpose: 'manual' } });
  await expect.poll(async () => (await find())?.state, { timeout: 20_000 }).toBe('issued');
  expect(await find()).toMatchObject({ advocateId, kind: 'fixed-amount', amountMinor: 750n });
});

test('several rewards are taken back at once, after a question that tells what it costs', async () => {
  const [first, second] = [await buy(), await buy()];
  const page = await stage.newShopper();
  const frame = await open(page, '/app/rewards?state=owed');
  await frame.locator('th').getByLabel('Select all rewards').first().press('Space');
  await frame.getByRole('button', { name: 'Send the message again' }).first().click();
  await frame.getByRole('dialog').getByText('None of the selected rewards can be changed this way.').waitFor();
  await frame.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await frame.getByRole('button', { name: 'Take back' }).first().click();
  const dialog = frame.getByRole('dialog', { name: 'Take 2 rewards back?' });
  await dialog.getByText('At stake: 2 × 10% off.').waitFor();
  await dialog.getByText('What was not issued yet is withdrawn').waitFor();
  await dialog.getByLabel('Reason').fill('A campaign that should not have been');
  await dialog.getByRole('button', { name: 'Take back' }).click();
  for (const { rewardId } of [first, second]) await expect.poll(() => stateOf(rewardId), { timeout: 20_000 }).toBe('revoked');
  expect(stage.problems).toEqual([]);
});

test.each([1280, 375])('the list, one reward and its questions are accessible and as wide as a window of %d', async (width) => {
  const { rewardId } = await buy();
  const page = await stage.newShopper({ viewport: { width, height: 800 } });
  const look = async (frame: Frame, what: string) => {
    expect(await accessibilityProblems(frame), what).toEqual([]);
    expect(await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth), what).toBeLessThanOrEqual(0);
  };
  /** On a telephone the actions of a page are behind one button. */
  const choose = async (frame: Frame, action: string) => {
    const button = frame.getByRole('button', { name: action, exact: true });
    const menu = frame.getByRole('button', { name: /^View actions/ });
    await button.or(menu).first().click();
    if (!(await frame.getByRole('dialog').isVisible()))
      await frame.getByRole('button', { name: action, exact: true }).last().click();
    await frame.getByRole('dialog').waitFor();
  };
  let frame = await open(page, '/app/rewards');
  await look(frame, 'list');
  await choose(frame, 'Give a reward');
  await frame.getByLabel('What to give').selectOption('free-product');
  await look(frame, 'gift');
  frame = await open(page, `/app/rewards/${rewardId}`);
  await look(frame, 'one reward');
  await choose(frame, 'Approve now');
  await look(frame, 'question');
  expect(stage.problems).toEqual([]);
});
