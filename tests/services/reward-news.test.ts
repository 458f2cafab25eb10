/** What advocates are told of their rewards by the clock, and how they end it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eraseShop } from '#app/data/redaction.server.ts';
import { defaultRules, type ProgramRules } from '#app/domain/program.ts';
import { DEFAULT_SETTINGS, type Settings } from '#app/domain/settings.ts';
import { createHttpApp } from '#app/http.server.ts';
import { SHOPPER_LANGUAGES } from '#app/i18n/shopper-languages.ts';
import { handleJob } from '#app/jobs/handlers.server.ts';
import { redactCustomer } from '#app/services/redact-customer.server.ts';
import { sendMail } from '#app/services/send-mail.server.ts';
import { useAdminApi } from '#tests/support/admin-api.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useMailServer } from '#tests/support/mail-server.ts';
import { addAppShop, addReward, type FixtureReward, type FixtureShop } from '#tests/support/reward-fixture.ts';

const database = useDatabase();
const api = useAdminApi({ customers: 5 });
const mails = useMailServer();
const DAY = 86_400_000;
let context: TestContext;
let shop: FixtureShop;
let server: Server;
let origin = '';

beforeAll(async () => {
  server = createServer((req, res) => createHttpApp(context, { wakeWorker: () => undefined })(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => start());

async function start(reward: Partial<ProgramRules['reward']> = {}, settings: Partial<Settings> = {}): Promise<void> {
  mails.clear();
  const former = await database.prisma.shop.findUnique({ where: { domain: api.shop.domain } });
  if (former) await database.prisma.$transaction((tx) => eraseShop(tx, former));
  const { mailer } = mails;
  const shopify = () => Promise.resolve(api.client());
  context = testContext(database, { shopify, mailer, newId: () => crypto.randomUUID(), at: Date.now() });
  const rules = defaultRules('USD');
  shop = await addAppShop(context, api.shop.domain, { ...rules, live: true, reward: { ...rules.reward, ...reward } });
  await database.prisma.shop.update({ where: { id: shop.id }, data: { name: 'Hillside Roasters' } });
  await database.prisma.shopSettings.create({
    data: { shopId: shop.id, version: 1, settings: { ...DEFAULT_SETTINGS, ...settings }, changedAt: new Date(), changedBy: '1' },
  });
}

let customers = 0;
const customer = () => [...api.shop.customers.keys()][(customers += 1) % 5] ?? '';

async function promised(options: Parameters<typeof addReward>[3] = {}): Promise<FixtureReward> {
  const reward = await addReward(context, shop, 'pending', { advocateCustomerId: customer(), ...options });
  const data = { createdAt: new Date(context.now() - 60_000), dueAt: new Date(context.now() + 14 * DAY) };
  await database.prisma.reward.update({ where: { shopId_id: { shopId: shop.id, id: reward.rewardId } }, data });
  return reward;
}

async function usable(daysLeft: number, options: Parameters<typeof addReward>[3] = {}): Promise<FixtureReward> {
  const reward = await addReward(context, shop, 'approved', { advocateCustomerId: customer(), ...options });
  const code = `THANKS-${reward.rewardId.slice(0, 8).toUpperCase()}`;
  const data = {
    state: 'issued',
    code,
    issuedAt: new Date(context.now() - 30 * DAY),
    expiresAt: new Date(context.now() + daysLeft * DAY),
  };
  await database.prisma.reward.update({ where: { shopId_id: { shopId: shop.id, id: reward.rewardId } }, data });
  return reward;
}

/** The job, and what it enqueues. */
async function tell(): Promise<void> {
  await handleJob(context, 'tell-of-rewards', {});
  for (const job of context.jobs.splice(0)) {
    if (job.name === 'send-mail') await sendMail(context, job.data as { shopId: string; mailId: string });
  }
}

const subjects = () => mails.mails.map(({ subject }) => subject);
const outbox = async () => {
  const rows = await database.prisma.mail.findMany({ where: { shopId: shop.id }, orderBy: { createdAt: 'asc' } });
  return rows.map(({ kind, state, reason }) => [kind, state, reason]);
};
/** Where the newest e-mail can be refused. */
function leaveLink(): string {
  const [header] = [mails.mails.at(-1)?.headers['list-unsubscribe']].flat();
  const [, url = ''] = /^<(https:\/\/[^>]+)>$/.exec(String(header)) ?? [];
  return url.replace(context.env.SHOPIFY_APP_URL, origin);
}

test('an advocate hears once that a reward is on its way, with the day from which it is theirs', async () => {
  await promised();
  await tell();
  await tell();
  expect(subjects()).toEqual(['A reward from Hillside Roasters is on its way to you']);
  const [mail] = mails.mails;
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(context.now() + 14 * DAY);
  expect(mail?.text).toContain('A friend has bought at Hillside Roasters through your link.');
  expect(mail?.text).toContain(`It is yours from ${day} if the order is not returned before.`);
  expect(mail?.text).toMatch(/No more e-mails of this kind: https:\/\/\S+\n$/);
  expect([mail?.headers['list-unsubscribe-post']].flat()).toEqual(['List-Unsubscribe=One-Click']);
});

test('a code that ends soon is told once, with the code and its last day; one that was given lately, is used or ends later is not', async () => {
  await usable(5);
  await usable(20);
  const used = await usable(4);
  const late = await usable(3);
  const where = ({ rewardId }: FixtureReward) => ({ shopId_id: { shopId: shop.id, id: rewardId } });
  await database.prisma.reward.update({ where: where(used), data: { state: 'redeemed', redeemedAt: new Date() } });
  await database.prisma.reward.update({ where: where(late), data: { issuedAt: new Date(context.now() - DAY) } });
  await tell();
  await tell();
  expect(subjects()).toEqual([expect.stringMatching(/^Ends soon: .* at Hillside Roasters$/)]);
  expect(mails.mails[0]?.text).toMatch(/THANKS-[0-9A-F]{8}/);
  expect(mails.mails[0]?.text).toContain('You have not used your reward from Hillside Roasters yet.');
});

test('nobody hears of two rewards on one day, and the next code is told the day after', async () => {
  const first = await usable(6);
  await usable(5, { of: first });
  await promised({ of: first });
  await promised({ of: first });
  await tell();
  expect(subjects().sort()).toEqual([expect.stringMatching(/^A reward/), expect.stringMatching(/^Ends soon/)]);
  context.clock.at += DAY;
  await tell();
  expect(subjects().filter((subject) => subject.startsWith('Ends soon'))).toHaveLength(2);
});

test('the shop’s settings, its program and a missing mail server keep such news back; what was promised long ago is none', async () => {
  await start({}, { promised: false, expiringDays: 0 });
  await promised();
  await usable(2);
  await tell();
  await start({ notify: 'none' });
  await promised();
  await usable(2);
  await tell();
  await start();
  const { rewardId } = await promised();
  await database.prisma.reward.update({
    where: { shopId_id: { shopId: shop.id, id: rewardId } },
    data: { createdAt: new Date(context.now() - 3 * DAY) },
  });
  await tell();
  const silent = { ...context, mailer: null };
  await promised();
  await handleJob(silent, 'tell-of-rewards', {});
  expect([mails.mails, await outbox()]).toEqual([[], []]);
});

test('what is not so any more when it would be sent is not told', async () => {
  const { orderId } = await promised();
  await usable(5);
  await handleJob(context, 'tell-of-rewards', {});
  await database.prisma.referral.updateMany({
    where: { shopId: shop.id, orderId },
    data: { state: 'reversed', reversedAt: new Date() },
  });
  await database.prisma.reward.updateMany({ where: { shopId: shop.id, state: 'issued' }, data: { state: 'redeemed' } });
  for (const job of context.jobs.splice(0)) {
    if (job.name === 'send-mail') await sendMail(context, job.data as { shopId: string; mailId: string });
  }
  expect(mails.mails).toEqual([]);
  expect((await outbox()).map(([, , reason]) => reason)).toEqual(['out-of-date', 'out-of-date']);
});

test('looking at the link changes nothing; one click ends such e-mails, not the rewards’ own; and they can be had again', async () => {
  const first = await promised();
  await tell();
  const link = leaveLink();
  const looked = await fetch(link);
  expect([looked.status, looked.headers.get('content-security-policy')]).toEqual([
    200,
    expect.stringContaining("default-src 'none'"),
  ]);
  expect(await looked.text()).toContain('<h1>No more news from Hillside Roasters about your sharing?</h1>');
  expect(await database.prisma.mailRefusal.count({ where: { shopId: shop.id } })).toBe(0);

  const oneClick = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };
  const answers = await Promise.all([fetch(link, oneClick), fetch(link, oneClick)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await database.prisma.mailRefusal.count({ where: { shopId: shop.id } })).toBe(1);
  context.clock.at += 2 * DAY;
  await usable(5, { of: first });
  await tell();
  expect(subjects()).toHaveLength(1);
  expect((await outbox()).at(-1)).toEqual(['reward-expiring', 'not-sent', 'unsubscribed']);

  await fetch(link, { method: 'POST', body: new URLSearchParams({ wish: 'return' }) });
  context.clock.at += DAY;
  await usable(4, { of: first });
  await tell();
  expect(subjects()).toHaveLength(2);
});

test('a link that is changed, cut or made up leads nowhere, and says nothing of anybody in it', async () => {
  await promised();
  await tell();
  const link = leaveLink();
  expect(link).not.toMatch(/@|example/);
  const token = link.split('/').at(-1) ?? '';
  for (const wrong of [
    token.slice(0, -2),
    `${token}AA`,
    token.replace(/.$/, 'A').replace(/^./, 'B'),
    'x',
    '%00',
    Buffer.from('{}').toString('base64url'),
  ]) {
    const answer = await fetch(`${origin}/mail/leave/${wrong}`, { method: 'POST' });
    expect(answer.status, wrong).toBe(404);
  }
  expect(await database.prisma.mailRefusal.count()).toBe(0);
});

test('erasing a person forgets that they refused', async () => {
  const person = customer();
  const { orderId } = await promised({ advocateCustomerId: person });
  await tell();
  await fetch(leaveLink(), { method: 'POST' });
  expect(await database.prisma.mailRefusal.count({ where: { shopId: shop.id } })).toBe(1);
  const { personalKey } = await database.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
  const payload = { customer: { id: Number(person), email: `anna${orderId}@example.com`, phone: null } };
  await redactCustomer(context, { ...shop, personalKey }, payload);
  expect(await database.prisma.mailRefusal.count({ where: { shopId: shop.id } })).toBe(0);
});

test.each(SHOPPER_LANGUAGES)('both e-mails and the page are whole in %s', async (language) => {
  await start({}, { language });
  await promised();
  await usable(5);
  await tell();
  expect(mails.mails).toHaveLength(2);
  for (const { text, html, headers } of mails.mails) {
    expect([text, html].join(' ')).not.toMatch(/undefined|null|\[object|%\w+%/);
    expect([headers['content-language']].flat()).toEqual([language]);
    expect(html).toContain(`lang="${language}"`);
  }
  const page = await (await fetch(leaveLink())).text();
  expect(page).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
  expect(page).toContain('Hillside Roasters');
});
