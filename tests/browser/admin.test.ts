import { readFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { insertAdvocate, insertOrder, type TestShop } from '#tests/fixtures/referral-rows.ts';
import { accessibilityProblems } from '#tests/support/accessibility.ts';
import { useStage } from '#tests/support/stage.ts';

const stage = useStage();
let advocateId: string;
const pages = () => [
  '/app',
  '/app/program',
  '/app/referrals',
  '/app/referrals/1001',
  '/app/referrals/1003',
  '/app/referrals/visits',
  '/app/referrals/claims',
  '/app/advocates',
  `/app/advocates/${advocateId}`,
  '/app/rewards',
  '/app/rewards/owed',
  '/app/rewards/statement',
  '/app/health',
  '/app/settings',
  '/app/advocates/import',
];

beforeAll(async () => {
  const { page } = await stage.openAdmin('/app');
  await page.frameLocator('#app').getByRole('heading', { name: 'Home' }).waitFor();
  await page.context().close();
  const { prisma } = stage.database;
  const shop: TestShop = await prisma.shop.findUniqueOrThrow({ where: { domain: stage.shop.domain } });
  // Nothing waits for a name: only the app can seal one.
  advocateId = await insertAdvocate(prisma, shop, { name: '', email: '', code: 'ANNA7K2Q' });
  await prisma.advocate.updateMany({ where: { id: advocateId }, data: { nameSealed: null, emailSealed: null } });
  const placedAt = new Date(Date.now() - 86_400_000).toISOString();
  await insertOrder(prisma, shop, { orderId: '1001', placedAt, advocateId });
  await insertOrder(prisma, shop, {
    orderId: '1002',
    placedAt,
    advocateId,
    reward: { state: 'approved', lastError: 'Shopify refused' },
  });
  await insertOrder(prisma, shop, { orderId: '1003', placedAt, reason: { code: 'code-unknown', received: 'ANNA7K2X' } });
});

/** The document inside the admin's frame, loaded and hydrated (the title bar is told by script). */
async function open(page: Page, path: string): Promise<Frame> {
  await page.goto(`https://admin.shopify.com/store/${stage.shop.handle}/apps/vouchsafe${path}`);
  await page.frameLocator('#app').getByRole('main').locator('h1').waitFor();
  await page.waitForLoadState('networkidle');
  const frame = page.frames().find((candidate) => candidate.url().startsWith(stage.appUrl));
  if (frame === undefined) throw new Error('the app is in no frame');
  return frame;
}

test.each([1280, 375])('every page is accessible and as wide as a window of %d', async (width) => {
  const page = await stage.newShopper({ viewport: { width, height: 800 } });
  for (const path of pages()) {
    const frame = await open(page, path);
    expect(await accessibilityProblems(frame), path).toEqual([]);
    expect(await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
  }
  expect(stage.problems).toEqual([]);
});

test('the program is saved from the save bar, a wrong value stays beside its field, and leaving asks first', async () => {
  const page = await stage.newShopper();
  const frame = await open(page, '/app/program');
  const percent = frame.getByLabel('Discount', { exact: true }).first();
  await percent.fill('130');
  await page.getByRole('button', { name: 'Save' }).click();
  await frame.getByText('Enter a number from 0.01 to 100.').waitFor();
  await frame.locator('#offerValue\\.percent:focus').waitFor(); // a refused save leads to the first wrong field

  await frame.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('button', { name: 'Stay' }).click();
  expect(await percent.inputValue()).toBe('130');

  await percent.fill('20');
  await frame.getByText('Spends $80.00, saves $16.00, pays $64.00.').waitFor();
  await percent.press('Enter');
  await frame.getByText('Version 2', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
});

test('two merchants edit at once: the later one is told, keeps what was typed, and may save over it', async () => {
  const [first, second] = [await stage.newShopper(), await stage.newShopper()];
  const [one, two] = [await open(first, '/app/program'), await open(second, '/app/program')];
  const versions = () => stage.database.prisma.program.count({ where: { shop: { domain: stage.shop.domain } } });
  const before = await versions();
  await one.getByLabel('Waiting time').fill('7');
  await first.getByRole('button', { name: 'Save' }).click();
  await expect.poll(versions).toBe(before + 1);

  await two.getByLabel('Days between visit and order').fill('60');
  await second.getByRole('button', { name: 'Save' }).click();
  await two.getByText(`Somebody saved version ${before + 1} meanwhile`).waitFor();
  await two.locator(':focus').filter({ hasText: 'meanwhile' }).waitFor(); // it came into sight
  const told = two.getByRole('alert').filter({ hasText: 'meanwhile' });
  await told.getByText(/ · Saved by you$/).waitFor();
  await told.getByText(/^Waiting time: .+ → 7 days/).waitFor();
  expect(await two.getByLabel('Days between visit and order').inputValue()).toBe('60');
  await two.getByRole('button', { name: 'Save mine' }).click();
  await expect.poll(versions).toBe(before + 2);
});

test('a list is searched, its order explained, and its file downloaded', async () => {
  const page = await stage.newShopper({ acceptDownloads: true });
  const frame = await open(page, '/app/referrals?q=1003');
  await frame.getByRole('link', { name: '#1001' }).waitFor({ state: 'detached' });
  const download = page.waitForEvent('download');
  await frame.getByRole('button', { name: 'Export' }).click();
  await frame.getByRole('menuitem', { name: 'Spreadsheet (CSV)' }).click();
  const file = readFileSync(await (await download).path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(file).toHaveLength(2);
  expect(file[1]).toContain('#1003');

  await frame.getByRole('link', { name: '#1003' }).click();
  await frame.getByText('No advocate of this shop has the code “ANNA7K2X”.').first().waitFor();
});

test('an advocate is blocked after a confirmation, and unblocked', async () => {
  const page = await stage.newShopper();
  const frame = await open(page, `/app/advocates/${advocateId}`);
  const state = async () => (await stage.database.prisma.advocate.findFirst({ where: { id: advocateId } }))?.state;
  await frame.getByRole('button', { name: 'Block' }).click();
  await frame.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
  await frame.getByRole('heading', { name: 'This advocate is blocked' }).waitFor();
  expect(await state()).toBe('blocked');
  await frame.getByRole('button', { name: 'Unblock' }).click();
  await frame.getByRole('dialog').getByRole('button', { name: 'Unblock' }).click();
  await expect.poll(state).toBe('active');
});

test('the set-up guide sees the app embed go on in the theme, and stays away once hidden', async () => {
  const page = await stage.newShopper();
  const frame = await open(page, '/app');
  await frame.getByText('2 of 5 done').waitFor(); // above, the program was chosen and an order came by a link
  stage.shop.theme.embedEnabled = true;
  await open(page, '/app');
  await page.frameLocator('#app').getByText('3 of 5 done').waitFor();
  const again = page.frameLocator('#app');
  await again.getByRole('button', { name: 'Set-up guide options' }).click();
  await again.getByRole('button', { name: 'Hide guide' }).click();
  await again.getByText('3 of 5 done').waitFor({ state: 'detached' });
  // It is put away on the screen at once, and then stored.
  const hiddenAt = async () =>
    (await stage.database.prisma.shop.findFirst({ where: { domain: stage.shop.domain } }))?.guideHiddenAt;
  await expect.poll(hiddenAt).toBeInstanceOf(Date);
  await open(page, '/app');
  expect(await page.frameLocator('#app').getByText('3 of 5 done').count()).toBe(0);
  await page.frameLocator('#app').getByRole('button', { name: 'Show set-up guide' }).click();
  await page.frameLocator('#app').getByText('3 of 5 done').waitFor();
});

test('a guide whose steps are all done is one line that opens them', async () => {
  stage.shop.theme.embedEnabled = true;
  stage.shop.theme.blocks['refer-a-friend'] = { enabled: true, settings: {} };
  const { prisma } = stage.database;
  const shop = await prisma.shop.findUniqueOrThrow({ where: { domain: stage.shop.domain } });
  const program = await prisma.program.findFirstOrThrow({ where: { shopId: shop.id }, orderBy: { version: 'desc' } });
  await prisma.program.create({
    data: { ...program, version: program.version + 1, rules: { ...(program.rules as object), live: true }, createdBy: '1' },
  });
  const page = await stage.newShopper();
  const frame = await open(page, '/app');
  await frame.getByRole('heading', { name: 'Everything is set up' }).waitFor();
  const step = frame.getByRole('button', { name: 'Go live' });
  expect(await step.isVisible()).toBe(false);
  await frame.getByRole('button', { name: 'Show steps' }).press('Enter');
  await step.click();
  await frame.getByRole('link', { name: 'Go to program status' }).waitFor();
  await frame.getByRole('button', { name: 'Close steps' }).click();
  await step.waitFor({ state: 'hidden' });
  await frame.getByRole('button', { name: 'Hide guide' }).click();
  await frame.getByRole('heading', { name: 'Everything is set up' }).waitFor({ state: 'detached' });
});

test('advocates are sorted by keyboard, and the order stays in the address', async () => {
  const page = await stage.newShopper();
  const frame = await open(page, '/app/advocates');
  await frame.getByRole('button', { name: 'Sort the results' }).press('Enter');
  const choice = frame.getByRole('radio', { name: 'Advocate since' });
  await choice.focus();
  await page.keyboard.press('Space');
  await expect.poll(() => frame.url()).toContain('sort=enrolled-desc');
  await frame.getByRole('button', { name: 'Oldest first' }).press('Enter');
  await expect.poll(() => frame.url()).toContain('sort=enrolled-asc');
  await page.keyboard.press('Escape');
  await choice.waitFor({ state: 'detached' });
});

test('a search that finds nothing says so and leads back to all rows', async () => {
  const page = await stage.newShopper();
  const frame = await open(page, '/app/referrals?q=9999');
  await frame.getByRole('heading', { name: 'Nothing matches' }).waitFor();
  await frame.getByRole('button', { name: 'Show all' }).press('Enter');
  await frame.getByRole('link', { name: '#1001' }).waitFor();
  expect(frame.url()).not.toContain('9999');
});
