/** Every page and block that shoppers see, in the languages that are the hardest to lay out: right to left, long words, no spaces. */
import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { findStorefront } from '#app/data/storefronts.server.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { insertOrder } from '#tests/fixtures/referral-rows.ts';
import { accessibilityProblems } from '#tests/support/accessibility.ts';
import { testContext } from '#tests/support/context.ts';
import { enrol } from '#tests/support/shopfront.ts';
import { signIn } from '#tests/support/shopper.ts';
import { useStage } from '#tests/support/stage.ts';
import { openShop } from '../../scripts/open-shop.ts';

const stage = useStage();
const languages = [
  { language: 'ar', currency: 'AED', rate: 3.67, direction: 'rtl', claim: 'احصل على عرضي', copy: 'نسخ', offer: 'خصم' },
  { language: 'de', currency: 'EUR', rate: 0.92, direction: 'ltr', claim: 'Angebot sichern', copy: 'Kopieren', offer: 'Rabatt' },
  { language: 'ja', currency: 'JPY', rate: 150, direction: 'ltr', claim: '特典を受け取る', copy: 'コピー', offer: '割引' },
] as const;
type Spoken = (typeof languages)[number];
let code = '';

beforeAll(async () => {
  stage.shop.markets = languages.map(({ language, currency, rate }) => ({ prefix: language, locale: language, currency, rate }));
  await openShop({ devstore: stage.devstore, shop: stage.shop, appOrigin: stage.appOrigin });
  stage.shop.theme.embedEnabled = true;
  stage.shop.theme.blocks['refer-a-friend'] = { enabled: true, settings: {} };
  stage.shop.theme.blocks['who-referred-you'] = { enabled: true, settings: {}, on: ['cart'] };
  const { prisma } = stage.database;
  const { shopId, version, rules } = await prisma.program.findFirstOrThrow({ orderBy: { version: 'desc' } });
  const { reward, ...rest } = rules as ProgramRules;
  const steps = [{ from: '5', value: { kind: 'percentage' as const, basisPoints: 2000 } }];
  const tiers = { by: 'referrals', days: null, keeps: true, steps };
  const grown = { ...rest, sharing: { codeChoices: 2 }, reward: { ...reward, tiers } };
  await prisma.program.create({ data: { shopId, version: version + 1, rules: grown, createdAt: new Date(), createdBy: '1' } });
  await enrolAdvocate();
});
beforeEach(() => {
  stage.problems.length = 0;
  stage.shop.carts.clear();
});

/** The first customer shares, and has rewards in three states. */
async function enrolAdvocate(): Promise<void> {
  const { prisma } = stage.database;
  const shop = await findStorefront(prisma, stage.shop.domain);
  const [customer] = stage.shop.customers.values();
  if (shop === null || customer === undefined) throw new Error('the shop is not open');
  code = (await enrol(testContext(stage.database), shop, { customerId: customer.id })).code;
  const { id: advocateId } = await prisma.advocate.findFirstOrThrow({ where: { customerId: customer.id } });
  const row = await prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
  const soon = new Date(Date.now() + 9 * 86_400_000);
  const rewards = [
    { state: 'issued', code: 'THANKS-K7M2XPD4TW', expiresAt: soon },
    { state: 'pending', dueAt: soon },
    { state: 'redeemed' },
  ];
  for (const [index, reward] of rewards.entries()) {
    const placedAt = new Date(Date.now() - (index + 1) * 86_400_000).toISOString();
    await insertOrder(prisma, row, { orderId: `99${index}`, placedAt, advocateId, reward });
  }
}

/** What is wrong with the page that is open, at the width of a phone and of a desktop. `shot`: a name for its picture. */
async function troubles(page: Page, spoken: Spoken, shot: string): Promise<string[]> {
  const found: string[] = [];
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    // One frame after another: what is laid out anew is measured.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    if (process.env['SHOTS']) {
      await page.screenshot({ path: `${process.env['SHOTS']}/${spoken.language}-${shot}-${width}.png`, fullPage: true });
    }
    for (const trouble of [...(await accessibilityProblems(page.mainFrame())), ...(await page.evaluate(measure))]) {
      found.push(`${shot} at ${width}: ${trouble}`);
    }
  }
  const { lang, dir } = await page.locator('html').evaluate(({ lang, dir }: HTMLElement) => ({ lang, dir }));
  if (lang !== spoken.language || dir !== spoken.direction) found.push(`${shot}: ${lang} ${dir}`);
  return found;
}

/** Runs in the page: whether it scrolls sideways, and which of our words stick out of their box. */
function measure(): string[] {
  const found = document.documentElement.scrollWidth > window.innerWidth ? ['scrolls sideways'] : [];
  const shadows = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot === null ? [] : [shadowRoot]));
  const roots = [...document.querySelectorAll('.vouchsafe-refer, .vouchsafe-who, body > main > .words'), ...shadows];
  const parts = roots.flatMap((root) => [
    ...root.querySelectorAll<HTMLElement>('p, span, a, button, summary, dd, dt, h1, h2, h3, li, label'),
  ]);
  for (const part of parts) {
    const { left, right, width } = part.getBoundingClientRect();
    if (width === 0 || part.matches('.status, [role="status"]')) continue;
    const text = (part.textContent ?? '').trim().slice(0, 40);
    if (left < -0.5 || right > window.innerWidth + 0.5) found.push(`outside the window: ${text}`);
    if (part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== 'inline') found.push(`too long: ${text}`);
  }
  return found;
}

/** English words of ours that are left in an element; codes are in capitals. */
async function englishLeft(page: Page, selector: string): Promise<string[]> {
  const texts = await page
    .locator(selector)
    .evaluateAll((elements) => elements.map((element) => (element as HTMLElement).innerText));
  return texts.flatMap(
    (text) => text.match(/\b([Tt]he|[Yy]our?|[Ff]riends?|and|[Cc]laim|[Oo]ffer|[Cc]opy|with|[Tt]his|[Rr]ewards?)\b/g) ?? [],
  );
}

test.each(languages)(
  'the greeting and the claim in $language: nothing sticks out, axe is content, mirrored as the page',
  async (spoken) => {
    const page = await stage.newShopper({ reducedMotion: 'reduce', locale: spoken.language });
    await page.goto(stage.storefront(`/${spoken.language}/products/hand-grinder?ref=${code}`), { waitUntil: 'networkidle' });
    const claim = page.getByRole('button', { name: spoken.claim });
    await claim.waitFor();
    const bar = page.locator('.bar');
    expect(await bar.evaluate((element: HTMLElement) => [element.lang, getComputedStyle(element).direction])).toEqual([
      spoken.language,
      spoken.direction,
    ]);
    expect(await bar.locator('[data-part="headline"]').textContent()).toContain(spoken.offer);
    expect(await troubles(page, spoken, 'greeting')).toEqual([]);
    const [box, close] = [await bar.boundingBox(), await bar.locator('.close').boundingBox()];
    const closeIsLeft = (close?.x ?? 0) - (box?.x ?? 0) < (box?.width ?? 0) / 2;
    expect(closeIsLeft).toBe(spoken.direction === 'rtl');
    expect((box?.x ?? 0) > 640).toBe(spoken.direction === 'rtl'); // the corner that the merchant chose, "left", is where lines begin
    await claim.click();
    await bar.getByRole('button', { name: spoken.copy, exact: true }).waitFor();
    expect(await troubles(page, spoken, 'claimed')).toEqual([]);
    expect(await englishLeft(page, '.bar')).toEqual([]);
    expect(stage.problems).toEqual([]);
  },
);

test.each(languages)('the page of a link in $language, and the box on the cart page', async (spoken) => {
  const page = await stage.newShopper({ reducedMotion: 'reduce' });
  await page.goto(stage.storefront(`/${spoken.language}/apps/vouchsafe/r/${code}`));
  await page.getByRole('link', { name: spoken.claim }).waitFor();
  expect(await troubles(page, spoken, 'link')).toEqual([]);
  expect(await englishLeft(page, '.words')).toEqual([]);
  await page.goto(stage.storefront(`/${spoken.language}/apps/vouchsafe/r/NOBODY2345`));
  expect(await troubles(page, spoken, 'no-offer')).toEqual([]);
  await page.goto(stage.storefront(`/${spoken.language}/cart`), { waitUntil: 'networkidle' });
  const box = page.locator('.vouchsafe-who');
  await box.getByRole('button').click();
  await box.locator('.vouchsafe-who__status:not(:empty)').waitFor();
  expect(await troubles(page, spoken, 'cart')).toEqual([]);
  await box.getByRole('textbox').fill('Nora');
  await box.getByRole('button').click();
  expect(await englishLeft(page, '.vouchsafe-who')).toEqual([]);
  expect(stage.problems).toEqual([]);
});

test.each(languages)('the block and the program’s page in $language, for guests and for advocates', async (spoken) => {
  const root = `/${spoken.language}`;
  const page = await stage.newShopper({ reducedMotion: 'reduce' });
  const [customer] = stage.shop.customers.values();
  if (customer === undefined) throw new Error('no customers');
  for (const [name, path] of [
    ['block', `${root}/pages/refer-a-friend`],
    ['program', `${root}/apps/vouchsafe/refer`],
  ] as const) {
    const guest = await stage.newShopper({ reducedMotion: 'reduce' });
    await guest.goto(stage.storefront(path), { waitUntil: 'networkidle' });
    await guest.locator('[data-view="sign-in"]').waitFor();
    expect(await troubles(guest, spoken, `${name}-guest`)).toEqual([]);
    expect(await englishLeft(guest, '.vouchsafe-refer')).toEqual([]);
    await guest.context().close();

    await signIn(page, stage.shop, customer);
    await page.goto(stage.storefront(path), { waitUntil: 'networkidle' });
    await page.locator('[data-view="standing"]').waitFor();
    for (const details of await page.locator('.vouchsafe-refer details > summary:visible').all()) await details.click();
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('[data-part="qr-picture"]')?.naturalWidth);
    expect(await troubles(page, spoken, `${name}-advocate`)).toEqual([]);
    expect(await englishLeft(page, '.vouchsafe-refer')).toEqual([]);
    const block = page.locator('.vouchsafe-refer');
    expect(await block.evaluate((element) => getComputedStyle(element).direction)).toBe(spoken.direction);
    const line = await block
      .locator('.vouchsafe-refer__figures > div')
      .first()
      .evaluate((element) => getComputedStyle(element));
    expect(line[spoken.direction === 'rtl' ? 'borderRightWidth' : 'borderLeftWidth']).toBe('3px');
  }
  expect(stage.problems).toEqual([]);
});
