/** Settings, the import of advocates, notes and views, as two members of staff use them in two browsers. */
import { SignJWT } from 'jose';
import type { Frame, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { insertAdvocate } from '#tests/fixtures/referral-rows.ts';
import { accessibilityProblems } from '#tests/support/accessibility.ts';
import { useStage } from '#tests/support/stage.ts';

const stage = useStage();
let advocateId: string;

beforeAll(async () => {
  const { page } = await stage.openAdmin('/app');
  await page.frameLocator('#app').getByRole('heading', { name: 'Home' }).waitFor();
  await page.context().close();
  const { prisma } = stage.database;
  const shop = await prisma.shop.findUniqueOrThrow({ where: { domain: stage.shop.domain } });
  advocateId = await insertAdvocate(prisma, shop, { name: '', email: '', code: 'ANNA7K2QX' });
  await prisma.advocate.updateMany({ where: { id: advocateId }, data: { nameSealed: null, emailSealed: null } });
});

async function open(page: Page, path: string): Promise<Frame> {
  await page.goto(`https://admin.shopify.com/store/${stage.shop.handle}/apps/vouchsafe${path}`);
  await page.frameLocator('#app').getByRole('main').locator('h1').waitFor();
  await page.waitForLoadState('networkidle');
  const frame = page.frames().find((candidate) => candidate.url().startsWith(stage.appUrl));
  if (frame === undefined) throw new Error('the app is in no frame');
  return frame;
}
const clean = async (frame: Frame, what: string) => {
  expect(await accessibilityProblems(frame), what).toEqual([]);
  expect(await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth), what).toBeLessThanOrEqual(0);
};

test('two people change the settings at once: the later one reads who changed what, and loses nothing that was typed', async () => {
  const [first, second] = [await stage.newShopper(), await stage.newShopper({ viewport: { width: 390, height: 800 } })];
  const [one, two] = [await open(first, '/app/settings'), await open(second, '/app/settings')];
  await one.getByLabel('Sender').fill('Harbour & Co');
  await first.getByRole('button', { name: 'Save' }).click();
  await first.getByText('Settings saved').waitFor();

  await two.getByLabel('Answers go to').fill('nobody');
  await second.getByRole('button', { name: 'Save' }).click();
  await two.getByText('This is no e-mail address.').waitFor();
  await two.getByLabel('Answers go to').fill('post@harbour.example');
  await second.getByRole('button', { name: 'Save' }).click();
  await two.getByText('Somebody else has saved the settings meanwhile').waitFor();
  await two.locator(':focus').filter({ hasText: 'meanwhile' }).waitFor(); // it came into sight
  await two.getByText(/ · Saved by you$/).waitFor();
  await two.getByText('Harbour & Co').waitFor();
  expect(await two.getByLabel('Answers go to').inputValue()).toBe('post@harbour.example');
  await clean(two, 'conflict');
  await two.getByRole('button', { name: 'Discard mine' }).click();
  await expect.poll(() => two.getByLabel('Sender').inputValue()).toBe('Harbour & Co');
  expect(await two.getByLabel('Answers go to').inputValue()).toBe('');
  await clean(one, 'settings');
});

test('a session token that has run out is renewed on the way, and what was typed is saved', async () => {
  const page = await stage.newShopper();
  const frame = await open(page, `/app/advocates/${advocateId}`);
  const { apiKey, apiSecret } = stage.devstore.store.app;
  const stale = await new SignJWT({ dest: `https://${stage.shop.domain}`, iss: `https://${stage.shop.domain}/admin`, sub: '1' })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(apiKey)
    .setNotBefore(new Date(Date.now() - 120_000))
    .setExpirationTime(new Date(Date.now() - 60_000))
    .sign(new TextEncoder().encode(apiSecret));
  const answers: number[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/app/notes')) answers.push(response.status());
  });
  let isStale = true;
  await page.route(`${stage.appUrl}/app/notes**`, async (route) => {
    const headers = { ...route.request().headers(), ...(isStale ? { authorization: `Bearer ${stale}` } : {}) };
    isStale = false;
    await route.continue({ headers });
  });
  const text = 'Rang her: <b>twice</b>';
  await frame.getByLabel('Write a note').fill(text);
  await frame.getByRole('button', { name: 'Add note' }).click();
  const notes = frame.locator('.note-text');
  await notes.getByText(text, { exact: true }).waitFor();
  expect(answers).toEqual([401, 200]);
  expect(await frame.getByLabel('Write a note').inputValue()).toBe('');

  await frame.getByRole('button', { name: /^Edit the note/ }).click();
  await frame.getByLabel('Change the note').fill('Rang her three times');
  await frame.getByRole('button', { name: 'Save' }).click();
  await notes.getByText('Rang her three times').waitFor();
  await clean(frame, 'advocate');
  await frame.getByRole('button', { name: /^Delete the note/ }).click();
  await frame.getByRole('dialog', { name: 'Delete this note?' }).getByRole('button', { name: 'Delete' }).click();
  await notes.waitFor({ state: 'detached' });
  expect(stage.problems).toEqual([]);
});

test('a file with a mistake is told row by row; the mended one is imported while the tab is closed, and two of its advocates are merged', async () => {
  const page = await stage.newShopper();
  const file = (rows: string) => ({
    name: 'friends.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`email,first name,code\n${rows}`),
  });
  let frame = await open(page, '/app/advocates/import');
  await clean(frame, 'upload');
  const choose = (rows: string) => frame.locator('input[type=file]').setInputFiles(file(rows));
  await choose('anna@one.example,Anna,\nnobody,Ben,\n');
  await frame.getByRole('button', { name: 'Discard' }).waitFor({ timeout: 20_000 });
  await frame.getByText('nobody', { exact: true }).waitFor();
  expect(await frame.getByRole('button', { name: /^Import / }).count()).toBe(0);
  await clean(frame, 'mistake');
  await frame.getByRole('button', { name: 'Discard' }).click();
  await frame.getByRole('button', { name: 'Discard' }).waitFor({ state: 'detached' });
  await choose('anna@one.example,Annabel,\nanna@two.example,Annabel,\n');
  await frame.getByRole('button', { name: /^Import 2 / }).click({ timeout: 20_000 });
  const { prisma } = stage.database;
  await expect.poll(() => prisma.task.count({ where: { state: 'asking' } })).toBe(0);
  await page.context().close();

  const later = await stage.newShopper({ viewport: { width: 390, height: 800 } });
  await expect.poll(() => prisma.task.count({ where: { state: 'done' } }), { timeout: 20_000 }).toBe(1);
  frame = await open(later, '/app/advocates/import');
  await frame
    .getByText(/^2 advocates/)
    .first()
    .waitFor();
  await clean(frame, 'imported');

  frame = await open(later, '/app/advocates?q=anna%40one.example');
  await frame.getByRole('link', { name: 'Annabel' }).click();
  await frame.getByRole('heading', { name: 'Annabel' }).waitFor();
  await frame.getByRole('button', { name: /actions/i }).click();
  await frame.getByRole('button', { name: 'Merge with another advocate' }).click();
  const dialog = frame.getByRole('dialog');
  await dialog.getByLabel('Find the advocate').fill('anna@two.example');
  await dialog.getByRole('radio', { name: 'Annabel' }).first().press('Space');
  await dialog.getByText('This cannot be undone.').waitFor();
  await clean(frame, 'merge');
  await dialog.getByRole('button', { name: 'Merge into Annabel' }).click();
  await expect.poll(() => prisma.advocate.count({ where: { mergedInto: { not: null } } })).toBe(1);
  await frame.getByText(/^Also leads here/).waitFor();
});

test('filters are saved as a view, which opens with its list until it is deleted', async () => {
  const page = await stage.newShopper();
  let frame = await open(page, '/app/referrals?outcome=credited&kind=order');
  await frame.getByRole('button', { name: 'Save as' }).click();
  await frame.getByRole('dialog').getByLabel('Name').fill('Credited orders');
  await frame.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const tab = () => frame.getByRole('tab', { name: 'Credited orders', selected: true });
  await tab().waitFor();
  await clean(frame, 'view');
  await tab().click();
  await frame.getByText('Open the list with it').click();
  await expect.poll(() => stage.database.prisma.savedView.count({ where: { opensFirst: true } })).toBe(1);
  frame = await open(page, '/app/referrals');
  expect(new URL(frame.url()).searchParams.get('outcome')).toBe('credited');
  await tab().click();
  await frame.getByText('Delete view').click();
  await frame.getByRole('dialog').getByRole('button', { name: 'Delete view' }).click();
  await tab().waitFor({ state: 'detached' });
  expect(new URL((await open(page, '/app/referrals')).url()).searchParams.has('outcome')).toBe(false);
  expect(stage.problems).toEqual([]);
});
