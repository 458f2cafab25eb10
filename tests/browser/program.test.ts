import { readFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { defaultRules } from '#app/domain/program.ts';
import { advocate, buyer, DAY, hash, order, signal } from '#tests/domain/order-facts.ts';
import { insertDecided } from '#tests/fixtures/decided-orders.ts';
import { insertAdvocate, type TestShop } from '#tests/fixtures/referral-rows.ts';
import { useStage } from '#tests/support/stage.ts';

const stage = useStage();
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const folds = [
  'What counts towards the smallest order',
  'Products that count',
  'Sales channels',
  'Countries',
  'Subscriptions',
  'Which evidence counts most',
  'Sign-ups',
  'What the checks do',
  'Points and held credits',
  'Limits and lists',
];
let shop: TestShop;

beforeAll(async () => {
  const { page } = await stage.openAdmin('/app');
  await page.frameLocator('#app').getByRole('heading', { name: 'Home' }).waitFor();
  await page.context().close();
  const { prisma } = stage.database;
  shop = await prisma.shop.findUniqueOrThrow({ where: { domain: stage.shop.domain } });
  const anna = await insertAdvocate(prisma, shop, { name: '', email: 'anna@example.com', code: 'ANNA7K2Q' });
  await prisma.advocate.updateMany({ where: { id: anna }, data: { nameSealed: null, emailSealed: null } });
  const orders = [2, 20].map((days, index) => {
    const at = Date.now() - (index + 1) * DAY;
    return order({
      orderId: String(2001 + index),
      placedAt: at,
      paidAt: at,
      buyer: buyer({ customerId: `friend-${index}`, emailHash: hash(`friend-${index}`) }),
      signals: [{ ...signal('cart-attribute', anna), at: at - days * DAY }],
      advocates: [advocate(anna)],
    });
  });
  await insertDecided(prisma, shop, orders, { ...defaultRules(shop.currency), live: true });
});

/** The document inside the admin's frame, loaded and hydrated. */
async function open(page: Page, path: string): Promise<Frame> {
  await page.goto(`https://admin.shopify.com/store/${stage.shop.handle}/apps/vouchsafe${path}`);
  await page.frameLocator('#app').getByRole('main').locator('h1').waitFor();
  await page.waitForLoadState('networkidle');
  const frame = page.frames().find((candidate) => candidate.url().startsWith(stage.appUrl));
  if (frame === undefined) throw new Error('the app is in no frame');
  return frame;
}
const unfold = (frame: Frame, name: string) => frame.getByRole('button', { name: new RegExp(`^${name}`) }).press('Enter');
const rulesInForce = async () =>
  (await stage.database.prisma.program.findFirstOrThrow({
    where: { shopId: shop.id },
    orderBy: { version: 'desc' },
  })) as unknown as {
    version: number;
    rules: ReturnType<typeof defaultRules>;
  };

async function accessibilityProblems(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe);
  return frame.evaluate(async () => {
    type Axe = { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}
const overflow = (frame: Frame) => frame.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test.each([1280, 375])(
  'every fold of the program, and the simulator, are accessible and as wide as a window of %d',
  async (width) => {
    const page = await stage.newShopper({ viewport: { width, height: 800 } });
    const frame = await open(page, '/app/program');
    for (const name of folds) await unfold(frame, name);
    await frame.getByLabel('Products that count').selectOption('only');
    await frame.getByRole('button', { name: 'Calculate' }).click();
    await frame.locator('#productIds:focus').waitFor(); // what is wrong comes first
    await frame.getByText('Add at least one, or choose all.').waitFor();
    await frame.getByLabel('Product tags').fill('tea');
    await frame.getByLabel('Reward sign-ups, too').check();
    await frame.getByRole('button', { name: 'Calculate' }).click();
    await frame.getByText('2 orders judged again.').waitFor();
    await frame.getByText('What this cannot know').waitFor();
    expect(await accessibilityProblems(frame)).toEqual([]);
    expect(await overflow(frame)).toBeLessThanOrEqual(0);

    const simulator = await open(await stage.newShopper({ viewport: { width, height: 800 } }), '/app/program/simulator');
    expect(await accessibilityProblems(simulator)).toEqual([]);
    expect(await overflow(simulator)).toBeLessThanOrEqual(0);
    expect(stage.problems).toEqual([]);
  },
);

test('a program to start from fills the form with amounts that fit the shop, counts once it is saved, and can be started from again', async () => {
  const page = await stage.newShopper();
  const frame = await open(page, '/app/program');
  const credit = frame.getByRole('radio', { name: 'Store credit for advocates' });
  if (!(await credit.isVisible())) await frame.getByRole('button', { name: 'Show programs' }).click();
  await frame.getByText('Friends get 10% off, advocates $8.00 store credit.').waitFor();
  await credit.focus();
  await page.keyboard.press('Space');
  await frame.getByRole('radio', { name: 'Store credit for advocates', checked: true }).waitFor();
  await frame.getByText('$8.00 store credit', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('button', { name: 'Discard changes' }).click();

  // The page hears late of what was saved; what is chosen meanwhile stays chosen.
  await page.route(/_data=routes%2Fapp\.program/, async (route) => {
    if (route.request().method() === 'GET') await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await frame.getByText('More for your best advocates').click();
  const before = (await rulesInForce()).version;
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await rulesInForce()).version).toBe(before + 1);
  expect((await rulesInForce()).rules.reward.tiers?.steps.map(({ from }) => from)).toEqual(['3', '10']);
  await frame.getByRole('radio', { name: 'More for your best advocates', checked: true }).waitFor();
  await frame.getByText('A discount for both').click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await rulesInForce()).rules).toEqual(defaultRules(shop.currency));
});

test('evidence is put in another order by keyboard, saved, seen in the versions, and restored', async () => {
  const page = await stage.newShopper();
  const frame = await open(page, '/app/program');
  await unfold(frame, 'Which evidence counts most');
  const up = frame.getByRole('button', { name: 'Move up: Claimed offer' });
  await up.focus();
  await page.keyboard.press('Enter');
  // At the top there is no way further up: the focus stays with the row.
  await frame.locator('[data-kind="claim"] button:focus').waitFor();
  expect(await up.isDisabled()).toBe(true);
  await frame.getByText('Claimed offer is now number 1.').waitFor({ state: 'attached' });
  await page.keyboard.press('Enter');
  await frame.getByText('Claimed offer is now number 2.').waitFor({ state: 'attached' });
  await page.keyboard.press('Enter');
  await frame.getByText('Claimed offer is now number 3.').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Save' }).click();
  await frame.getByText(/Discount code › Visit, signed in › Claimed offer/).waitFor();
  const saved = await rulesInForce();
  expect(saved.rules.attribution.precedence.slice(0, 3)).toEqual(['discount-code', 'signed-in-visit', 'claim']);

  await frame.getByRole('button', { name: `Restore version ${saved.version - 1}` }).click();
  await frame.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await expect.poll(async () => (await rulesInForce()).version).toBe(saved.version + 1);
  expect((await rulesInForce()).rules).toEqual(defaultRules(shop.currency));
  await frame.getByText('Recommended order').waitFor();
});

test('a refused save opens the folds that hold what is wrong', async () => {
  const page = await stage.newShopper();
  const frame = await open(page, '/app/program');
  await unfold(frame, 'What the checks do');
  await frame.getByLabel('Points: Same address').fill('101');
  await unfold(frame, 'What the checks do');
  await page.getByRole('button', { name: 'Save' }).click();
  await frame.getByText('Enter a number from 0 to 100.').waitFor();
  await frame.locator('#points-same-address:focus').waitFor();
  await frame.getByLabel('Points: Same address').fill('30');
  await frame.getByLabel('When it happens: Same address').selectOption('review');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(async () => (await rulesInForce()).rules.risk.checks['same-address'])
    .toEqual({ grade: 'review', weight: 30 });
  await frame.getByText('Hold, 30 points').waitFor();
});

test('countries are chosen by name and taken out again', async () => {
  const page = await stage.newShopper();
  const frame = await open(page, '/app/program');
  await unfold(frame, 'Countries');
  await frame.getByLabel('Countries', { exact: true }).selectOption('only');
  const search = frame.getByRole('combobox', { name: 'Add a country' });
  await search.click();
  for (const [typed, name] of [
    ['franc', 'France'],
    ['cote d', 'Côte d’Ivoire'],
  ] as const) {
    await search.fill(typed);
    await frame.getByRole('listbox').getByRole('option', { name }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await frame.getByRole('button', { name: `Remove ${name}` }).waitFor();
  }
  await frame.getByText('Only France and Côte d’Ivoire').waitFor();
  await frame.getByRole('button', { name: 'Remove France' }).press('Enter');
  await frame.getByText('Only Côte d’Ivoire').waitFor();
});

test('what other rules would have done is told before they are saved', async () => {
  const page = await stage.newShopper();
  const frame = await open(page, '/app/program');
  const before = (await rulesInForce()).version;
  await frame.getByRole('button', { name: 'Try on past orders' }).press('Enter');
  await frame.locator('#what-if:focus').waitFor();
  await frame.getByRole('button', { name: 'Calculate' }).click();
  await frame.getByText('No order would have ended differently.').waitFor();

  await frame.getByLabel('Days between visit and order').fill('14');
  await frame.getByText('You have changed the form since: calculate again.').waitFor();
  await frame.getByRole('button', { name: 'Calculate again' }).click();
  await frame.getByRole('link', { name: '#2002' }).waitFor();
  expect(await frame.getByRole('link', { name: '#2001' }).count()).toBe(0);
  await frame.getByText('Credited to ANNA7K2Q. The evidence is the link remembered with the cart.').waitFor();
  await frame.getByText(/^Not credited\..*14 days/).waitFor();
  await frame.getByText('−$100.00').or(frame.getByText('-$100.00')).waitFor();
  expect((await rulesInForce()).version).toBe(before);
});

test('a pretend order is decided while it is made up', async () => {
  const page = await stage.newShopper();
  const frame = await open(page, '/app/program/simulator');
  await frame.getByText(/^Credited to Anna\./).waitFor();
  await frame.getByRole('button', { name: 'Self-referral with an alias' }).press('Enter');
  await frame.getByText(/^Not credited\. The advocate is the buyer/).waitFor();
  await frame.getByLabel('the mailbox (or an alias of it)').uncheck();
  await frame.getByText(/^Credited to Anna\./).waitFor();
  await frame.getByRole('button', { name: 'Two links' }).press('Enter');
  await frame.getByText(/^Credited to Ben\./).waitFor();
  await frame.getByRole('button', { name: 'Remove evidence 2' }).press('Enter');
  await frame.getByText(/^Credited to Anna\./).waitFor();
  await frame.getByLabel('Days before the order').first().fill('x');
  await frame.getByText('The decision shows here once every field is right.').waitFor();
  expect(await stage.database.prisma.buyerOrder.count({ where: { shopId: shop.id } })).toBe(2);
});
