import { randomBytes } from 'node:crypto';
import type { Frame, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { defaultRules } from '#app/domain/program.ts';
import { makeReferralCode } from '#app/domain/referral-code.ts';
import { CART_ATTRIBUTE } from '#app/domain/storefront-contract.ts';
import { assessOrderRisk } from '#devstore/orders/assess-risk.ts';
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
      rules: {
        ...rules,
        live: true,
        reward: { ...rules.reward, waitingDays: 0 },
        attribution: { ...rules.attribution, newCustomersOnly: false },
      },
    },
  });
  const customerId = [...stage.shop.customers.keys()][0] ?? '';
  advocateId = await insertAdvocate(prisma, shop, { name: '', email: '', code, customerId });
  await prisma.advocate.updateMany({ where: { id: advocateId }, data: { nameSealed: null, emailSealed: null } });
});

let buyers = 0;

/** A friend's order that came by the advocate's link. */
function buy(
  domain = 'friend.example',
  attributes: Record<string, string> = { [CART_ATTRIBUTE]: JSON.stringify({ f: [code, Date.now() - 60_000] }) },
): OrderState {
  const variant = [...stage.shop.products.values()].flatMap(({ variants }) => variants)[0];
  buyers += 1;
  return placeOrder(stage.devstore.store, stage.shop, {
    ...{ email: `friend${buyers}@${domain}`, attributes, browserIp: `198.51.100.${buyers}` },
    lines: [{ variantId: variant?.id ?? '', quantity: 2 }],
  });
}

/** … by somebody with a throw-away address: the credit is held. */
async function buyDubiously(): Promise<OrderState> {
  const order = buy('mailinator.com');
  await expect.poll(() => standingOf(order), { timeout: 20_000 }).toBe('held');
  return order;
}

async function standingOf(order: OrderState): Promise<string | null> {
  const referral = await stage.database.prisma.referral.findFirst({ where: { shopId, orderId: order.id } });
  return referral?.state ?? null;
}
async function rewardOf(order: OrderState): Promise<string | null> {
  const reward = await stage.database.prisma.reward.findFirst({ where: { shopId, referral: { orderId: order.id } } });
  return reward?.state ?? null;
}
const verdictOf = (order: OrderState) =>
  stage.database.prisma.orderNote.findFirst({ where: { shopId, orderId: order.id, kind: 'verdict' } });

async function open(page: Page, path: string): Promise<Frame> {
  await page.goto(`https://admin.shopify.com/store/${stage.shop.handle}/apps/vouchsafe${path}`);
  await page.frameLocator('#app').getByRole('main').locator('h1').waitFor();
  await page.waitForLoadState('networkidle');
  const frame = page.frames().find((candidate) => candidate.url().startsWith(stage.appUrl));
  if (frame === undefined) throw new Error('the app is in no frame');
  return frame;
}

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, frame: Frame, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    const focused = await frame.evaluate(() => {
      const element = document.activeElement;
      const labels =
        element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? [...(element.labels ?? [])] : [];
      return element?.getAttribute('aria-label') ?? labels[0]?.textContent ?? element?.textContent ?? '';
    });
    if (focused.trim() === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to “${name}”`);
}

test('a held credit is looked at and approved by keyboard alone, and its reward goes on', async () => {
  const order = await buyDubiously();
  expect(await rewardOf(order)).toBe('pending');
  assessOrderRisk(stage.devstore.store, stage.shop, order, { level: 'LOW' });
  const page = await stage.newShopper();
  const frame = await open(page, '/app/review');
  await frame.getByText('Throw-away e-mail address').waitFor();

  await frame.getByRole('heading', { name: 'Review' }).click(); // into the frame; from here on, keys only
  await tabTo(page, frame, `Show the evidence of order ${order.name}`);
  await page.keyboard.press('Enter');
  await frame.getByRole('heading', { name: 'Fraud checks' }).waitFor();
  await tabTo(page, frame, 'Approve');
  await page.keyboard.press('Enter');
  await frame.getByRole('dialog', { name: 'Approve this credit?' }).waitFor();
  await tabTo(page, frame, 'Note (optional)');
  await page.keyboard.type('Called her');
  await tabTo(page, frame, 'Approve');
  await page.keyboard.press('Enter');

  await frame.getByRole('heading', { name: 'Nothing to review' }).waitFor();
  expect(await standingOf(order)).toBe('credited');
  expect((await verdictOf(order))?.detail).toMatchObject({ kind: 'approve', advocateId, note: 'Called her' });
  await expect.poll(() => rewardOf(order), { timeout: 20_000 }).toBe('issued');

  await open(page, `/app/referrals/${order.id}`);
  const history = page.frameLocator('#app').getByRole('list').filter({ hasText: 'Order placed' });
  await history.getByText('Approved by you').waitFor();
  await history.getByText('“Called her”').waitFor();
  await history.getByText('Shopify assessed the risk: low').waitFor();
  expect(stage.problems).toEqual([]);
});

test('several credits are refused at once, after a question that tells what it costs, and one of them is credited anyway', async () => {
  const orders = [await buyDubiously(), await buyDubiously()];
  const page = await stage.newShopper();
  const frame = await open(page, '/app/review');
  await frame.getByText('2 credits are held').waitFor();
  await frame.getByLabel('Select all on this page').check();
  await frame.getByText('2 selected').waitFor();
  await frame.getByRole('button', { name: 'Refuse' }).first().click();
  const dialog = frame.getByRole('dialog', { name: 'Refuse 2 credits?' });
  await dialog.getByText('2 × 10% off').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await Promise.all(orders.map(standingOf))).toEqual(['held', 'held']);

  await frame.getByRole('button', { name: 'Refuse' }).first().click();
  await dialog.getByRole('button', { name: 'Refuse' }).click();
  await frame.getByRole('heading', { name: 'Nothing to review' }).waitFor();
  expect(await Promise.all(orders.map(standingOf))).toEqual(['reversed', 'reversed']);
  expect(await Promise.all(orders.map(rewardOf))).toEqual(['revoked', 'revoked']);

  const [first] = orders;
  if (first === undefined) throw new Error('no order');
  const detail = await open(page, `/app/referrals/${first.id}`);
  await detail.getByRole('button', { name: 'Credit anyway' }).click();
  await detail.getByRole('dialog').getByRole('button', { name: 'Credit anyway' }).click();
  await detail.getByRole('button', { name: 'Refuse this credit' }).waitFor();
  expect(await standingOf(first)).toBe('credited');
});

test('all held credits that match are approved in a task that goes on without the page, and its result is put away', async () => {
  const { prisma } = stage.database;
  for (let place = 0; place < 26; place += 1) buy('mailinator.com');
  await expect.poll(() => prisma.referral.count({ where: { shopId, state: 'held' } }), { timeout: 60_000 }).toBe(26);
  const page = await stage.newShopper();
  const frame = await open(page, '/app/review');
  await frame.getByLabel('Select all on this page').check();
  await frame.getByRole('button', { name: 'Select all that match' }).click();
  await frame.getByText('26 selected').waitFor();
  await frame.getByRole('button', { name: 'Approve' }).first().click();
  const dialog = frame.getByRole('dialog', { name: 'Approve 26 credits?' });
  await dialog.getByText('1 more').waitFor();
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await expect.poll(() => prisma.task.count({ where: { shopId, kind: 'give-verdicts' } })).toBe(1);
  await page.context().close();
  await expect.poll(() => prisma.referral.count({ where: { shopId, state: 'held' } }), { timeout: 60_000 }).toBe(0);
  await expect.poll(() => prisma.task.count({ where: { shopId, state: 'done' } }), { timeout: 20_000 }).toBe(1);

  const later = await stage.newShopper({ viewport: { width: 390, height: 800 } });
  const found = await open(later, '/app/review');
  await found.getByText('Done: 26 of 26').waitFor();
  expect(await accessibilityProblems(found)).toEqual([]);
  await found.getByRole('button', { name: 'Dismiss notification' }).click();
  await found.getByText('Done: 26 of 26').waitFor({ state: 'detached' });
  expect(await prisma.task.count({ where: { shopId } })).toBe(0);
});

test('an order without evidence is credited by hand: its number, an advocate found by code, a note', async () => {
  const order = buy('friend.example', {});
  const page = await stage.newShopper();
  const frame = await open(page, '/app/referrals');
  await frame.getByRole('button', { name: 'Credit an order by hand' }).click();
  const dialog = frame.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Credit by hand' }).click();
  await dialog.getByText('Enter the order number.').waitFor();
  await dialog.getByLabel('Order number').fill('#999999');
  await dialog.getByLabel('Find the advocate').fill(code.toLowerCase());
  await dialog.getByRole('radio').press('Space');
  await dialog.getByRole('button', { name: 'Credit by hand' }).click();
  await dialog.getByText('This shop has no such order.').waitFor();
  await dialog.getByLabel('Order number').fill(order.name);
  await dialog.getByLabel('Note (optional)').fill('She told us');
  await dialog.getByRole('button', { name: 'Credit by hand' }).click();

  await frame.getByRole('heading', { name: `Order ${order.name}` }).waitFor();
  await frame.getByText(/^Credited to .+ by hand, by you$/).waitFor();
  await frame.getByText('“She told us”').waitFor();
  expect(await standingOf(order)).toBe('credited');
});

test('an address is put on the block list and taken off; what is wrong stands beside its field', async () => {
  const page = await stage.newShopper();
  const frame = await open(page, '/app/review/block-list');
  await frame.getByRole('button', { name: 'Add to block list' }).click();
  const dialog = frame.getByRole('dialog');
  const field = dialog.getByLabel('E-mail address', { exact: true });
  await field.fill('nonsense');
  await field.press('Enter');
  await dialog.getByText('Enter an e-mail address').waitFor();
  await field.fill('Eva@Mail.example');
  await field.press('Enter');
  await frame.getByText('eva@mail.example').waitFor();
  await frame.getByRole('button', { name: 'Remove eva@mail.example' }).click();
  await frame.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await frame.getByRole('heading', { name: 'Nobody is blocked' }).waitFor();
  expect(await stage.database.prisma.blockEntry.count()).toBe(0);
});

test.each([1280, 375])('every screen for a human eye is accessible and as wide as a window of %d', async (width) => {
  const held = await buyDubiously();
  const page = await stage.newShopper({ viewport: { width, height: 800 } });
  const look = async (frame: Frame, what: string) => {
    expect(await accessibilityProblems(frame), what).toEqual([]);
    expect(await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth), what).toBeLessThanOrEqual(0);
  };
  let frame = await open(page, '/app/review');
  await frame.getByRole('button', { name: `Show the evidence of order ${held.name}` }).click();
  await frame.getByRole('button', { name: /clear/ }).first().click();
  await look(frame, 'review');
  await frame.getByRole('button', { name: 'Approve' }).last().click();
  await frame.getByRole('dialog').waitFor();
  await look(frame, 'question');
  for (const path of [`/app/referrals/${held.id}`, '/app/referrals/lost', '/app/review/block-list', '/app/review?check=ring']) {
    frame = await open(page, path);
    await look(frame, path);
  }
  frame = await open(page, '/app/review/block-list');
  await frame.getByRole('button', { name: 'Add to block list' }).first().click();
  await frame.getByRole('dialog').waitFor();
  await look(frame, 'addition');
  expect(stage.problems).toEqual([]);
});
