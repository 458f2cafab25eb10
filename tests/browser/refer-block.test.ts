/** The block "Refer a friend" and the program's page, as advocates and guests use them. */
import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ProgramRules } from '#app/domain/program.ts';
import { insertOrder } from '#tests/fixtures/referral-rows.ts';
import { signIn } from '#tests/support/shopper.ts';
import { useStage } from '#tests/support/stage.ts';
import { openShop } from '../../scripts/open-shop.ts';

const stage = useStage();
const PAGE = '/pages/refer-a-friend';
const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 }, small: { width: 320, height: 640 } };

beforeAll(async () => {
  await openShop({ devstore: stage.devstore, shop: stage.shop, appOrigin: stage.appOrigin });
  stage.shop.theme.blocks['refer-a-friend'] = { enabled: true, settings: {} };
  const { prisma } = stage.database;
  const { shopId, version, rules } = await prisma.program.findFirstOrThrow({ orderBy: { version: 'desc' } });
  const { reward, ...rest } = rules as ProgramRules;
  const tiers = {
    by: 'referrals',
    days: null,
    keeps: true,
    steps: [{ from: '4', value: { kind: 'percentage', basisPoints: 2000 } }],
  };
  const grown = { ...rest, sharing: { codeChoices: 2 }, reward: { ...reward, tiers } };
  await prisma.program.create({ data: { shopId, version: version + 1, rules: grown, createdAt: new Date(), createdBy: '1' } });
});
beforeEach(() => {
  stage.problems.length = 0;
});

async function advocatePage(options: BrowserContextOptions = {}, index = 0): Promise<Page> {
  const customer = [...stage.shop.customers.values()][index];
  if (customer === undefined) throw new Error('no customers');
  const page = await stage.newShopper(options);
  await signIn(page, stage.shop, customer);
  await page.goto(stage.storefront(PAGE));
  const join = page.getByRole('button', { name: 'Get my link' });
  const link = page.getByLabel('Your link');
  await join.or(link).first().waitFor();
  if (await join.isVisible()) await join.click();
  await link.waitFor();
  return page;
}

/** What axe finds in the block, a line per rule; and whether the page scrolls sideways. */
async function troubles(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    type Axe = { run(on: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    const { violations } = await (window as unknown as { axe: Axe }).axe.run('.vouchsafe-refer');
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    if (document.documentElement.scrollWidth > window.innerWidth) found.push('scrolls sideways');
    return found;
  });
}

async function giveRewards(): Promise<void> {
  const { prisma } = stage.database;
  const { shopId, id: advocateId } = await prisma.advocate.findFirstOrThrow({ where: { source: 'storefront' } });
  const shop = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  const soon = new Date(Date.now() + 9 * 86_400_000);
  const rewards = [
    { state: 'issued', code: 'THANKS-K7M2XPD4TW', expiresAt: soon },
    { state: 'pending', dueAt: soon },
    { state: 'redeemed' },
  ];
  for (const [index, reward] of rewards.entries()) {
    const placedAt = new Date(Date.now() - (index + 1) * 86_400_000).toISOString();
    await insertOrder(prisma, { ...shop }, { orderId: `99${index}`, placedAt, advocateId, reward });
  }
}

test('the block is whole at every width: nothing axe objects to, nothing that scrolls sideways', async () => {
  await advocatePage();
  await giveRewards();
  for (const [name, viewport] of Object.entries(sizes)) {
    const phone = name === 'desktop' ? {} : { hasTouch: true, isMobile: true };
    const page = await advocatePage({ viewport, ...phone, reducedMotion: 'reduce' });
    expect(await page.getByText('1 more friend until 20% off').isVisible()).toBe(true);
    expect(await page.getByRole('link', { name: 'Messenger' }).isVisible()).toBe(name !== 'desktop');
    await page.getByText('QR code', { exact: true }).click();
    await page.getByText('How it works', { exact: true }).click();
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('[data-part="qr-picture"]')?.naturalWidth);
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/block-${name}.png`, fullPage: true });
    expect(await troubles(page), name).toEqual([]);
  }
  expect(stage.problems).toEqual([]);
});

test('each way of sharing has a link of its own, with the words that the advocate has chosen, which stay in the browser', async () => {
  const page = await advocatePage({ hasTouch: true, isMobile: true, viewport: sizes.phone });
  const requests: string[] = [];
  page.on('request', (request) => requests.push(`${request.url()} ${request.postData()}`));
  await page.getByLabel('Your message').fill('Tea & <b>cake</b> 🍰?');
  const hrefOf = (name: string) => page.getByRole('link', { name, exact: true }).getAttribute('href');
  const ways = { WhatsApp: 'W', 'E-mail': 'M', 'Text message': 'T', X: 'X', Messenger: 'F' };
  for (const [name, letter] of Object.entries(ways)) {
    const href = decodeURIComponent((await hrefOf(name)) ?? '');
    expect(href).toMatch(new RegExp(`\\?ref=\\w{10}\\.${letter}\\w{9}$`));
    if (name !== 'Messenger') expect(href).toContain('Tea & <b>cake</b> 🍰?');
  }
  await page.reload();
  await page.getByLabel('Your link').waitFor();
  expect(await page.getByLabel('Your message').inputValue()).toBe('Tea & <b>cake</b> 🍰?');
  expect(requests.filter((request) => /cake/.test(request))).toEqual([]);
});

test('the QR code opens the advocate’s own link, and can be kept as a picture', async () => {
  const page = await advocatePage();
  await page.getByText('QR code', { exact: true }).click();
  const kept = async (name: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
    return [download.suggestedFilename(), (await (await download.createReadStream()).toArray()).join('').slice(0, 60)];
  };
  expect(await kept('Download SVG')).toEqual(['refer-a-friend.svg', expect.stringContaining('<svg ')]);
  expect(await kept('Download PNG')).toEqual(['refer-a-friend.png', expect.stringContaining('PNG')]);
});

test('everything can be reached and used by the keyboard alone', async () => {
  const page = await advocatePage({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByLabel('Your link').focus();
  const reached: string[] = [];
  for (let step = 0; step < 10; step += 1) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement?.textContent?.trim() || document.activeElement?.tagName || ''));
    if (step === 0) await page.keyboard.press('Enter');
  }
  expect(reached).toEqual(expect.arrayContaining(['Copy link', 'WhatsApp', 'E-mail', 'X', 'QR code']));
  await page.getByText('Copied.').waitFor();
  const said = await page.getByText('Copied.').boundingBox();
  expect(said !== null && said.y + said.height <= (page.viewportSize()?.height ?? 0), 'it is seen where the advocate is').toBe(
    true,
  );
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\?ref=\w{10}\.C/);
});

test('a guest is asked to sign in, a failure can be tried again, and a program that rests says so', async () => {
  const guest = await stage.newShopper();
  await guest.goto(stage.storefront(PAGE));
  await guest.getByRole('link', { name: 'Sign in to get your link' }).waitFor();
  expect(await troubles(guest)).toEqual([]);
  if (process.env['SHOTS']) await guest.screenshot({ path: `${process.env['SHOTS']}/guest.png` });

  const page = await advocatePage();
  await page.route('**/standing', (route) => route.fulfill({ status: 502, body: '<html>' }));
  await page.reload();
  await page.getByText('Your link could not be loaded.').waitFor();
  expect(await troubles(page)).toEqual([]);
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/failed.png` });
  await page.unroute('**/standing');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByLabel('Your link').waitFor();
});

test('the program has a page of its own in the theme, with the same things on it', async () => {
  const guest = await stage.newShopper({ viewport: sizes.small });
  const answer = await guest.goto(stage.storefront('/apps/vouchsafe/refer'));
  expect(await answer?.text()).not.toMatch(/{{|{%/);
  await guest.getByRole('heading', { level: 1, name: 'Refer a friend' }).waitFor();
  await guest.getByRole('link', { name: 'Sign in to get your link' }).waitFor();
  expect(await guest.locator('header').first().isVisible()).toBe(true);
  expect(await troubles(guest)).toEqual([]);
  const page = await advocatePage({ viewport: sizes.desktop });
  await page.goto(stage.storefront('/apps/vouchsafe/refer?heading=<b>{{ shop.email }}'));
  await page.getByLabel('Your link').waitFor();
  expect(await page.content()).not.toContain('<b>');
  expect(await troubles(page)).toEqual([]);
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/page-desktop.png`, fullPage: true });
  await page.goto(stage.storefront('/fr-ca/apps/vouchsafe/refer'));
  await page.getByLabel('Votre lien').waitFor();
  expect(await page.getByText('Votre ami voit').first().isVisible()).toBe(true);
  expect(stage.problems).toEqual([]);
});

/** The link in the newest e-mail to the address. */
async function linkIn(address: string, subject: RegExp): Promise<string> {
  const { mails } = stage.devstore.store;
  const found = await vi.waitUntil(() => mails.find(({ to, subject: line }) => to.includes(address) && subject.test(line)), {
    timeout: 20_000,
  });
  return /https:\/\/\S+#\S+/.exec(found.text)?.[0] ?? '';
}

test('without an account: an e-mail address, a link, one click, and a page that comes back by a personal link', async () => {
  const shoot = async (page: Page, name: string) => {
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png` });
  };
  const page = await stage.newShopper({ viewport: sizes.phone, hasTouch: true, isMobile: true, reducedMotion: 'reduce' });
  const seen: string[] = [];
  page.on('request', (request) => seen.push(`${request.url()} ${request.headers()['referer'] ?? ''}`));
  await page.goto(stage.storefront('/apps/vouchsafe/refer'));
  const field = page.getByLabel('No account? Enter your e-mail address');
  await field.fill('not an address');
  await field.press('Enter');
  await page.getByText('This e-mail address does not look right.').waitFor();
  expect(await field.evaluate((input) => [input === document.activeElement, input.getAttribute('aria-invalid')])).toEqual([
    true,
    'true',
  ]);
  expect(await troubles(page)).toEqual([]);
  await shoot(page, 'join-error');
  await field.fill('gina@example.com');
  await field.press('Enter');
  await page.getByText('Please look into your e-mail').waitFor();
  expect(await troubles(page)).toEqual([]);
  await shoot(page, 'join-asked');

  const confirm = await linkIn('gina@example.com', /^Get your link/);
  expect(confirm).not.toContain('gina');
  await page.goto('about:blank');
  await page.goto(confirm);
  const button = page.getByRole('button', { name: 'Confirm and get my link' });
  await button.waitFor();
  expect(page.url()).toBe(stage.storefront('/apps/vouchsafe/refer'));
  expect(await stage.database.prisma.advocate.count({ where: { source: 'email' } })).toBe(0);
  expect(await troubles(page)).toEqual([]);
  await shoot(page, 'join-confirm');
  await button.click();
  await page.getByLabel('Your link').waitFor();
  expect(await page.getByText('None yet. You get one when a friend buys with your link.').isVisible()).toBe(true);
  await page.getByText('QR code', { exact: true }).click();
  // In the page itself: a strict policy allows no pictures out of memory.
  await page.locator('svg[data-part="qr-picture"][role="img"] path').first().waitFor();
  expect(await page.locator('img[src^="blob:"]').count()).toBe(0);
  expect(await page.getByRole('link', { name: 'PNG' }).getAttribute('href')).toMatch(/^blob:/);
  expect(await troubles(page)).toEqual([]);
  await shoot(page, 'join-standing');
  await page.reload();
  await page.getByLabel('Your link').waitFor();

  const personal = await linkIn('gina@example.com', /^Your personal page/);
  const elsewhere = await stage.newShopper();
  await elsewhere.goto(personal);
  await elsewhere.getByLabel('Your link').waitFor();
  expect(elsewhere.url()).not.toContain('#');
  const secrets = [confirm, personal].map((link) => link.split('=').at(-1) ?? '');
  expect(seen.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
  await elsewhere.getByText('Your personal page', { exact: true }).click();
  await elsewhere.getByRole('button', { name: 'Switch my personal links off' }).click();
  await elsewhere.getByText('Your personal links do not work any more.').waitFor();
  await page.reload();
  await field.waitFor();
  await page.goto('about:blank');
  await page.goto(confirm);
  await button.click();
  await page.getByText('This link does not work any more.').waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^This link does not work/);
  expect(await troubles(page)).toEqual([]);
  expect(stage.appLog()).not.toContain('gina@');
  expect(stage.problems).toEqual([]);
});

test('a guest deletes their data for good on their personal page', async () => {
  const page = await stage.newShopper({ viewport: sizes.phone, hasTouch: true, isMobile: true, reducedMotion: 'reduce' });
  await page.goto(stage.storefront('/apps/vouchsafe/refer'));
  await page.getByLabel('No account? Enter your e-mail address').fill('hanna@example.com');
  await page.keyboard.press('Enter');
  await page.getByText('Please look into your e-mail').waitFor();
  const confirm = await linkIn('hanna@example.com', /^Get your link/);
  await page.goto('about:blank');
  await page.goto(confirm);
  await page.getByRole('button', { name: 'Confirm and get my link' }).click();
  await page.getByText('Your personal page', { exact: true }).click();
  await page.getByText('Delete my data', { exact: true }).click();
  expect(await troubles(page)).toEqual([]);
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/join-forget.png`, fullPage: true });
  await page.getByRole('button', { name: 'Delete for good' }).press('Enter');
  await page.getByText('Your data is deleted.').waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Your data is deleted.');
  const states = await stage.database.prisma.advocate.groupBy({
    by: ['state'],
    where: { source: 'email' },
    orderBy: { state: 'asc' },
  });
  expect(states.map(({ state }) => state)).toEqual(['active', 'redacted']);
  expect(stage.appLog()).not.toContain('hanna@');
  expect(stage.problems).toEqual([]);
});

/** From now on the program's page comes with a strict policy; the page is on the storefront. @returns what it refused to the app */
async function underStrictPolicy(page: Page): Promise<string[]> {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy.*vouchsafe|vouchsafe.*Content Security Policy/s.test(message.text()))
      refused.push(message.text());
  });
  const policy =
    "default-src 'none'; script-src 'self' https://cdn.shopify.com; style-src 'self' https://cdn.shopify.com 'unsafe-inline'; img-src 'self' https://cdn.shopify.com; connect-src 'self'; font-src 'self'; form-action 'self'";
  const html = await page.evaluate(async () => (await fetch('/apps/vouchsafe/refer')).text());
  await page.route('**/apps/vouchsafe/refer', (route) =>
    route.fulfill({ contentType: 'text/html', body: html, headers: { 'content-security-policy': policy } }),
  );
  return refused;
}

test('under a strict Content-Security-Policy, with storage blocked, the page works all the same', async () => {
  const page = await advocatePage();
  await page.addInitScript(() => {
    const blocked = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: blocked });
  });
  const refused = await underStrictPolicy(page);
  await page.goto(stage.storefront('/apps/vouchsafe/refer'));
  await page.getByLabel('Your link').waitFor();
  await page.getByText('QR code', { exact: true }).click();
  await page.waitForFunction(() => document.querySelector<HTMLImageElement>('[data-part="qr-picture"]')?.naturalWidth);
  expect(refused).toEqual([]);
});

test('under the same policy a guest sees and keeps the QR code', async () => {
  const page = await stage.newShopper();
  await page.goto(stage.storefront('/'));
  const refused = await underStrictPolicy(page);
  await page.goto(stage.storefront('/apps/vouchsafe/refer'));
  await page.getByLabel('No account? Enter your e-mail address').fill('ina@example.com');
  await page.keyboard.press('Enter');
  await page.getByText('Please look into your e-mail').waitFor();
  const confirm = await linkIn('ina@example.com', /^Get your link/);
  await page.goto('about:blank');
  await page.goto(confirm);
  await page.getByRole('button', { name: 'Confirm and get my link' }).click();
  await page.getByText('QR code', { exact: true }).click();
  await page.locator('svg[data-part="qr-picture"] path').first().waitFor();
  for (const [name, beginning] of [
    ['Download SVG', '<svg '],
    ['Download PNG', 'PNG'],
  ] as const) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
    const content = (await (await download.createReadStream()).toArray()).join('').slice(0, 60);
    expect(content).toContain(beginning);
  }
  expect(refused).toEqual([]);
});

test('an advocate chooses a code by keyboard: what is wrong is said at the field, and link, code and friends follow', async () => {
  const page = await advocatePage({ viewport: sizes.small, hasTouch: true, isMobile: true, reducedMotion: 'reduce' }, 1);
  const own = await page.locator('[data-part="code"]').innerText();
  const summary = page.getByText('Choose a code of your own', { exact: true });
  await summary.focus();
  await page.keyboard.press('Enter');
  const field = page.getByLabel('New code');
  expect(await field.getAttribute('aria-describedby')).toMatch(/error.* .*note/);
  for (const [typed, said] of [
    ['', '3 to 20 letters and digits'],
    ['hillside', 'could be taken for the shop’s own'],
    ['sch3isse', 'does not take this code'],
    ['花子さん', 'letters from A to Z'],
  ] as const) {
    await field.fill(typed);
    await field.press('Enter');
    await page.locator('[data-part="code-error"]', { hasText: said }).waitFor();
    expect(await field.evaluate((input) => [input === document.activeElement, input.getAttribute('aria-invalid')])).toEqual([
      true,
      'true',
    ]);
  }
  const other = await stage.database.prisma.advocate.findFirstOrThrow({ where: { code: { not: own } } });
  const { shopId, id: advocateId } = other;
  await stage.database.prisma.chosenCode.create({
    data: {
      shopId,
      skeleton: 'COFFEEFAN',
      code: 'COFFEEFAN',
      advocateId,
      chosenBy: 'merchant',
      chosenAt: new Date(),
      current: false,
    },
  });
  await field.fill('coffee fan');
  await field.press('Enter');
  await page.getByText('Somebody has this code').waitFor();
  expect(await troubles(page)).toEqual([]);
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/code-taken.png`, fullPage: true });
  const idea = page.locator('[data-part="code-ideas"] button').first();
  const wanted = await idea.innerText();
  await idea.press('Enter');
  expect(await field.inputValue()).toBe(wanted);
  await field.press('Enter');
  await page.getByText(`Your code is ${wanted} now.`).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Copy your code');
  expect(await page.getByLabel('Your link').inputValue()).toBe(stage.storefront(`/?ref=~${wanted}`));
  expect(await page.getByRole('link', { name: 'WhatsApp' }).getAttribute('href')).toMatch(/~COFFEE-FAN\S+\.W/);
  expect(await troubles(page)).toEqual([]);
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/code-chosen.png`, fullPage: true });

  const friend = await stage.newShopper();
  for (const ref of [`~${wanted.toLowerCase()}`, own]) {
    await friend.goto(stage.storefront(`/?ref=${ref}`));
    await friend.getByRole('region', { name: 'Offer from a friend' }).waitFor();
  }
  await friend.goto(stage.storefront(`/apps/vouchsafe/r/${wanted.toLowerCase()}`));
  expect(await friend.getByRole('link').last().getAttribute('href')).toContain(`?ref=${own}`);
  expect(stage.problems).toEqual([]);
});

test('the merchant changes an advocate’s code in the admin, takes it back, and shows the app’s own again', async () => {
  await advocatePage({}, 2);
  const customer = [...stage.shop.customers.values()][2];
  const { id, code } = await stage.database.prisma.advocate.findFirstOrThrow({ where: { customerId: customer?.id ?? '' } });
  const { page, frame } = await stage.openAdmin(`/app/advocates/${id}`);
  const card = frame.getByText('Referral code', { exact: true }).locator('xpath=..');
  const shows = (text: string) => card.getByText(text, { exact: true }).waitFor();
  await shows(code);
  await frame.getByRole('button', { name: 'Change code' }).press('Enter');
  const field = frame.getByLabel('New code');
  await field.fill('Admin');
  await field.press('Enter');
  await frame.getByText('could be taken for the shop’s own').waitFor();
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/admin-code.png`, fullPage: true });
  await field.fill('katharina');
  await field.press('Enter');
  await shows('KATHARINA');
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await shows(code);
  expect(await stage.database.prisma.chosenCode.count({ where: { advocateId: id } })).toBe(0);
  await frame.getByRole('button', { name: 'Change code' }).press('Enter');
  await field.fill('Katharina');
  await frame.getByRole('button', { name: 'Save' }).press('Enter');
  await shows('KATHARINA');
  await frame.getByText(`Also leads here: ${code}`).waitFor();
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/admin-code-set.png`, fullPage: true });
  await frame.getByRole('button', { name: 'Use the app’s code' }).press('Enter');
  await shows(code);
  await frame.getByText('Also leads here: KATHARINA').waitFor();
  expect(stage.problems).toEqual([]);
});

const long = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenreinigungskosten';
test.each(Object.entries(sizes))('names without an end stay inside the block, at %s width', async (name, viewport) => {
  const page = await advocatePage({ viewport, reducedMotion: 'reduce' });
  await page.route('**/standing', async (route) => {
    const answer = (await page.evaluate(async () => (await fetch('/apps/vouchsafe/standing?again')).json())) as object;
    const reward = {
      state: 'issued',
      value: long,
      note: long,
      code: `THANKS-${long.toUpperCase()}`,
      usableFrom: null,
      expiresAt: null,
    };
    const words = { offerHeadline: long, offerTerms: long, rewardHeadline: long, rewardSteps: [long], code: long.slice(0, 20) };
    const progress = [{ text: long, percent: 50 }];
    await route.fulfill({ json: { ...answer, ...words, progress, visits: 123_456_789, friends: 9_876_543, rewards: [reward] } });
  });
  await page.reload();
  await page.getByText(long).first().waitFor();
  await page.getByText('How it works', { exact: true }).click();
  expect(await troubles(page)).toEqual([]);
  const sticksOut = await page.evaluate(() => {
    const block = document.querySelector('.vouchsafe-refer');
    const edge = block?.getBoundingClientRect().right ?? 0;
    return [...(block?.querySelectorAll('*') ?? [])].filter((element) => element.getBoundingClientRect().right > edge + 1).length;
  });
  expect(sticksOut).toBe(0);
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/long-${name}.png`, fullPage: true });
});

test('asking to join says what is wrong at the field: too often, a broken app; and what was typed stays', async () => {
  const page = await stage.newShopper({ viewport: sizes.small, reducedMotion: 'reduce' });
  await page.goto(stage.storefront(PAGE));
  const field = page.getByLabel('No account? Enter your e-mail address');
  const error = page.locator('[data-part="email-error"]');
  await page.route('**/ask-to-join', (route) => route.fulfill({ status: 502, body: '<html>' }));
  await field.fill('hugo@example.com');
  await field.press('Enter');
  await error.getByText('That did not work.').waitFor();
  expect(await field.inputValue()).toBe('hugo@example.com');
  await page.unroute('**/ask-to-join');
  for (let times = 0; times < 11; times += 1) {
    await field.fill(`hugo${times}@example.com`);
    await field.press('Enter');
    const asked = page.locator('[data-view="asked"]');
    await asked
      .or(error.getByText(/very often|wait a minute/))
      .and(page.locator(':visible'))
      .first()
      .waitFor();
    if (await asked.isVisible()) await page.reload();
  }
  await error.getByText(/very often|wait a minute/).waitFor();
  expect(await troubles(page)).toEqual([]);
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/join-too-many.png`, fullPage: true });
});
