import type { Frame, Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { defaultRules, type ProgramRules } from '#app/domain/program.ts';
import { accessibilityProblems } from '#tests/support/accessibility.ts';
import { useStage } from '#tests/support/stage.ts';

const stage = useStage();
let shopId: string;
let page: Page;
let frame: Frame;

beforeAll(async () => {
  const { page: first } = await stage.openAdmin('/app');
  await first.frameLocator('#app').getByRole('heading', { name: 'Home' }).waitFor();
  await first.context().close();
  shopId = (await stage.database.prisma.shop.findUniqueOrThrow({ where: { domain: stage.shop.domain } })).id;
});

beforeEach(async () => {
  const { prisma } = stage.database;
  await prisma.program.deleteMany({ where: { shopId, version: { gt: 1 } } });
  await prisma.program.update({ where: { shopId_version: { shopId, version: 1 } }, data: { rules: defaultRules('USD') } });
  page = await stage.newShopper({ viewport: { width: 1280, height: 900 } });
  frame = await open(page);
});

/** The program's page inside the admin's frame, loaded and hydrated. */
async function open(on: Page): Promise<Frame> {
  await on.goto(`https://admin.shopify.com/store/${stage.shop.handle}/apps/vouchsafe/app/program`);
  await on.frameLocator('#app').getByRole('main').locator('h1').waitFor();
  await on.waitForLoadState('networkidle');
  const found = on.frames().find((candidate) => candidate.url().startsWith(stage.appUrl));
  if (found === undefined) throw new Error('the app is in no frame');
  return found;
}
const inForce = async () => {
  const found = await stage.database.prisma.program.findFirstOrThrow({ where: { shopId }, orderBy: { version: 'desc' } });
  return { version: found.version, rules: found.rules as unknown as ProgramRules };
};
async function save(): Promise<ProgramRules> {
  const { version } = await inForce();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await inForce()).version).toBe(version + 1);
  await frame.getByText(`Version ${version + 1}`, { exact: true }).waitFor();
  return (await inForce()).rules;
}
const unfold = (name: string, of: Frame = frame) => of.getByRole('button', { name: new RegExp(`^${name}`) }).press('Enter');
const pick = (name: string) => frame.getByRole('radio', { name, exact: true }).press('Space');
const field = (name: string) => frame.locator(`[id="${name}"]`);
const type = (name: string, text: string) => field(name).fill(text);
const wrong = (name: string) => frame.locator(`[id="${name}Error"]`).innerText();
const example = () => frame.locator('.beside [aria-live="polite"]').first().innerText();

/** As a merchant without a mouse does: to the select, and the first letters of the choice. */
async function choose(name: string, letters: string) {
  await field(name).focus();
  await page.keyboard.type(letters);
}

test.each([
  {
    letters: 'Amount',
    fill: { amount: '8' },
    value: { kind: 'fixed-amount', minor: '800' },
    says: 'Spends $80.00, saves $8.00, pays $72.00.',
    told: '$8.00 off',
  },
  { letters: 'Free s', fill: {}, value: { kind: 'free-shipping' }, says: 'and gets free shipping', told: 'free shipping' },
  {
    letters: 'Free p',
    fill: { products: '632910392', quantity: '2', spend: '50', buys: '841564295' },
    value: {
      ...{ kind: 'free-product', productIds: ['632910392'], quantity: 2, spendMinor: '5000' },
      buys: { of: 'collections', ids: ['841564295'] },
    },
    says: 'and gets 2 free products',
    told: '2 free products',
  },
  {
    letters: 'Store',
    fill: { amount: '8' },
    value: { kind: 'store-credit', minor: '800' },
    says: 'and gets $8.00 store credit on',
    told: '$8.00 store credit',
  },
  {
    letters: 'Gift',
    fill: { amount: '8' },
    value: { kind: 'gift-card', minor: '800' },
    says: 'and gets $8.00 gift card on',
    told: '$8.00 gift card',
  },
  {
    letters: 'A share',
    fill: { percent: '5', most: '3' },
    value: { kind: 'order-share', basisPoints: 500, capMinor: '300', as: 'store-credit' },
    says: 'and gets $3.00 store credit on',
    told: '5% of the friend’s order as store credit, at most $3.00',
  },
])('the friend’s offer is chosen by keyboard, told by the example and kept in a version: $letters', async (kind) => {
  await choose('offerValue.kind', kind.letters);
  for (const [name, text] of Object.entries(kind.fill)) await type(`offerValue.${name}`, text);
  await expect.poll(example).toContain(kind.says);
  expect((await save()).offer.value).toEqual(kind.value);
  await frame.getByText(new RegExp(`^Friend’s offer: .*→ ${kind.told.replaceAll('$', '\\$')}`)).waitFor();
});

test('the advocate’s reward of every kind is chosen with the arrow keys', async () => {
  await frame.getByRole('radio', { name: 'Percentage off the next order' }).focus();
  const seen: string[] = [];
  for (const fill of [
    ['rewardValue.amount', '10'],
    null,
    ['rewardValue.products', '632910392'],
    ['rewardValue.amount', '10'],
    ['rewardValue.amount', '10'],
    ['rewardValue.percent', '12'],
  ] as const) {
    await page.keyboard.press('ArrowDown');
    const chosen = frame.locator('input[type="radio"]:focus');
    await expect.poll(() => chosen.isChecked()).toBe(true);
    if (fill === null) continue;
    const name = await chosen.getAttribute('id');
    await type(fill[0], fill[1]);
    if (fill[0] === 'rewardValue.products') {
      await type('rewardValue.spend', '40');
      await type('rewardValue.buys', '841564295');
    }
    seen.push((await save()).reward.value.kind);
    await frame.locator(`[id="${name}"]`).focus();
  }
  expect(seen).toEqual(['fixed-amount', 'free-product', 'store-credit', 'gift-card', 'order-share']);
});

test('terms, steps, bonuses, currencies and waiting are kept as they were typed, and told in the version', async () => {
  const abroad = stage.shop.markets[0]?.currency ?? '';
  await pick('Store credit');
  await type('rewardValue.amount', '10');
  await choose('waitsFrom', 'End');
  await type('rewardWaitingDays', '0');
  await type('returnWindowDays', '14');
  await expect.poll(example).toContain('Earns $10.00 store credit once the return window has ended.');

  await unfold('Terms of the friend’s code');
  await choose('offerTerms.on', 'These c');
  await type('offerTerms.ids', '841564295');
  await frame.getByLabel('other discounts on the order').press('Space');
  await pick('Both');
  await type('offerTerms.bills', '3');
  await unfold('Growing rewards');
  await pick('The number of friends');
  await type('tier0.amount', '15');
  await frame.getByRole('button', { name: 'Add a step' }).press('Enter');
  await type('tier1.from', '10');
  await type('tier1.amount', '20');
  await expect.poll(example).toContain('From the 5th friend on: $15.00 store credit.');
  await unfold('Bonuses');
  await frame.getByRole('button', { name: 'Add a bonus' }).press('Enter');
  await type('milestone0.amount', '25');
  await expect.poll(example).toContain('For the 5th friend, also $25.00 store credit.');
  await unfold('Store credit in other currencies');
  await frame.getByRole('button', { name: 'Add a currency' }).press('Enter');
  await type('currency0.currency', abroad.toLowerCase());
  await type('currency0.amount', '14');
  await unfold('Partial refunds');
  await pick('Take the same part of the reward back');
  await unfold('Messages');
  await pick('Vouchsafe, by e-mail');

  const { offer, reward } = await save();
  expect(offer.terms).toMatchObject({
    on: { of: 'collections', ids: ['841564295'] },
    combinesWith: { order: true, product: false, shipping: true },
    ...{ purchases: 'both', bills: 3 },
  });
  const credit = (minor: string) => ({ kind: 'store-credit', minor });
  expect(reward).toMatchObject({
    tiers: {
      ...{ by: 'referrals', days: null, keeps: true },
      steps: [
        { from: '5', value: credit('1500') },
        { from: '10', value: credit('2000') },
      ],
    },
    milestones: [{ at: 5, value: credit('2500') }],
    inCurrencies: [{ currency: abroad, minor: '1400' }],
    ...{ waitsFrom: 'returnable', waitingDays: 0, returnWindowDays: 14, partialRefunds: 'proportional', notify: 'app' },
  });
  await frame.getByText('Growing rewards: 5 → $15.00 store credit and 10 → $20.00 store credit').waitFor();
  await frame.getByText(/^Waiting time counted from: .*→ End of the return window/).waitFor();

  frame = await open(page);
  await frame.getByText('2 steps, by number of friends').waitFor();
  await frame.getByText('For friend number 5').waitFor();
  await unfold('Growing rewards');
  expect(await field('tier1.amount').inputValue()).toBe('20.00');
  await frame.getByRole('button', { name: 'Remove step 1' }).press('Enter');
  await frame.getByText('1 step, by number of friends').waitFor();
  expect((await save()).reward.tiers?.steps).toEqual([{ from: '10', value: credit('2000') }]);
});

test('what is refused stays beside its field, in its fold, until it is put right', async () => {
  await pick('A share of the friend’s order');
  await type('rewardValue.percent', '30');
  await unfold('Limits of rewards');
  await type('capShare', '20');
  await unfold('Limits of rewards');
  await unfold('Growing rewards');
  await pick('The number of friends');
  await type('tier0.percent', '12');
  await frame.getByRole('button', { name: 'Add a step' }).press('Enter');
  await type('tier1.from', '5');
  await type('tier1.percent', '15');
  await unfold('Growing rewards');
  await page.getByRole('button', { name: 'Save' }).click();
  await frame.locator('[id="rewardValue.percent"]:focus').waitFor();
  expect(await wrong('rewardValue.percent')).toBe('Enter a number from 0.01 to 20.');
  expect(await wrong('tier1.from')).toBe('Enter more than in the row before.');
  await type('tier1.from', '6');
  await expect.poll(() => frame.locator('[id="tier1.fromError"]').count()).toBe(0);
  await type('rewardValue.percent', '20');

  await pick('Live');
  await page.getByRole('button', { name: 'Save' }).click();
  await frame.getByText('Allow this kind of reward first, or save the program paused.').first().waitFor();
  await frame.getByText('Shopify has not allowed Vouchsafe to pay store credit yet').first().waitFor();
  expect((await inForce()).version).toBe(1);
  await pick('Paused');
  expect(await frame.getByText('Allow this kind of reward first').count()).toBe(0);
  await save();
});

test('a currency that the shop does not sell in is refused beside its row', async () => {
  await pick('Store credit');
  await type('rewardValue.amount', '10');
  await unfold('Store credit in other currencies');
  await frame.getByRole('button', { name: 'Add a currency' }).press('Enter');
  await type('currency0.currency', 'ISK');
  await type('currency0.amount', '1400');
  await page.getByRole('button', { name: 'Save' }).click();
  await frame.locator('[id="currency0.currency"]:focus').waitFor();
  expect(await wrong('currency0.currency')).toContain('Your store does not sell in ISK.');
  await frame.getByRole('button', { name: 'Remove currency 1' }).press('Enter');
  expect((await save()).reward.inCurrencies).toEqual([]);
});

test('products and collections are told by name, and so are numbers that the store does not have', async () => {
  const [product] = stage.shop.products.values();
  const [collection] = stage.shop.collections.values();
  if (product === undefined || collection === undefined) throw new Error('the dev store sells nothing');
  await choose('offerValue.kind', 'Free p');
  await type('offerValue.products', `https://admin.shopify.com/store/tea/products/${product.id}\n99`);
  await type('offerValue.buys', collection.id);
  await frame.getByText(product.title, { exact: true }).waitFor();
  await frame.getByText('Your store has no product with the number 99.').waitFor();
  await frame.getByText(collection.title, { exact: true }).waitFor();
  await unfold('Products that count');
  await choose('productsMode', 'Only');
  await type('productIds', product.id);
  await expect.poll(() => frame.getByText(product.title, { exact: true }).count()).toBe(2);
});

test('a shared code says what it risks before it is chosen for good', async () => {
  await pick('One code for each advocate, for all friends');
  await frame.getByText(/Anybody who learns of a shared code can use it/).waitFor();
  expect(await field('offerValidDays').count()).toBe(0);
  expect((await save()).offer.mode).toBe('shared');
});

test.each([1280, 375])('every part of the form is accessible and as wide as a window of %d', async (width) => {
  await page.setViewportSize({ width, height: 800 });
  await choose('offerValue.kind', 'Free p');
  await pick('One code for each advocate, for all friends');
  await pick('Store credit');
  await choose('waitsFrom', 'End');
  for (const name of ['Terms of the friend’s code', 'Growing rewards', 'Bonuses', 'Limits of rewards']) await unfold(name);
  for (const name of ['Partial refunds', 'Messages', 'Store credit in other', 'Sign-ups']) await unfold(name);
  await pick('What friends have spent');
  await choose('tier0.kind', 'Free p');
  await frame.getByRole('button', { name: 'Add a bonus' }).press('Enter');
  await choose('milestone0.kind', 'Gift');
  await frame.getByRole('button', { name: 'Add a currency' }).press('Enter');
  await frame.getByLabel('Reward sign-ups, too').press('Space');
  await choose('signUpValue.kind', 'Amount');
  await unfold('Terms of reward codes');
  await page.getByRole('button', { name: 'Save' }).click();
  await frame.locator('[aria-invalid="true"]').first().waitFor();
  expect(await accessibilityProblems(frame)).toEqual([]);
  expect(await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(stage.problems).toEqual([]);
});
