import { beforeEach, expect, test } from 'vitest';
import { enrolAdvocates } from '#app/data/advocates.server.ts';
import type { Storefront } from '#app/data/storefronts.server.ts';
import { askToJoin } from '#app/services/ask-to-join.server.ts';
import { confirmJoin } from '#app/services/confirm-join.server.ts';
import { forgetGuest } from '#app/services/forget-guest.server.ts';
import { joinProgram } from '#app/services/join-program.server.ts';
import { keepHouse } from '#app/services/keep-house.server.ts';
import { advocateWithKey, openPersonalLink, revokePersonalLinks } from '#app/services/open-personal-link.server.ts';
import { redactCustomer } from '#app/services/redact-customer.server.ts';
import { sealAdvocate } from '#app/services/seal-advocate.server.ts';
import { sendMail } from '#app/services/send-mail.server.ts';
import { writeAdvocateLinks } from '#app/services/write-advocate-links.server.ts';
import { insertOrder } from '#tests/fixtures/referral-rows.ts';
import { useAdminApi } from '#tests/support/admin-api.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useMailServer } from '#tests/support/mail-server.ts';
import { newCode, openShop, saveRules } from '#tests/support/shopfront.ts';

const database = useDatabase();
const server = useMailServer();
const api = useAdminApi();
const email = 'anna.berg@example.com';
let context: TestContext;
let shop: Storefront;
let shops = 0;

beforeEach(async () => {
  server.clear();
  const shopify = () => Promise.resolve(api.client());
  context = testContext(database, { mailer: server.mailer, newId: () => crypto.randomUUID(), at: Date.now(), shopify });
  shop = await openShop(context, { domain: `join-${(shops += 1)}.myshopify.com` });
});

const visitor = (network = 1) => ({ customerId: null, networkAddress: `203.0.113.${network}`, userAgent: 'Browser' });
const ask = (address = email, network = 1, locale = 'en') =>
  askToJoin(context, shop, { email: address }, visitor(network), locale);
const advocates = () => database.prisma.advocate.findMany({ where: { shopId: shop.id }, orderBy: { enrolledAt: 'asc' } });

/** Sends what waits; answers the secrets of the links of the newest e-mail. */
async function post(): Promise<{ confirm: string | undefined; key: string | undefined }> {
  const jobs = context.jobs.splice(0).filter(({ name }) => name === 'send-mail');
  for (const { data } of jobs) await sendMail(context, data as { shopId: string; mailId: string });
  const text = server.mails.at(-1)?.text ?? '';
  const secretOf = (use: string) => new RegExp(`/apps/vouchsafe/refer#vouchsafe-${use}=([\\w-]{43})\\s`).exec(text)?.[1];
  return { confirm: secretOf('confirm'), key: secretOf('key') };
}

async function joinAs(address: string, customerId: string | null = null): Promise<string> {
  await ask(address);
  const { confirm = '' } = await post();
  const answer = await confirmJoin(context, shop, { token: confirm }, customerId, 'en');
  if (!answer.ok) throw new Error(answer.message);
  return answer.key;
}

test('an address joins by the link in its e-mail, once, and comes back by the personal link of the next', async () => {
  expect(await ask()).toEqual({ ok: true, message: expect.stringContaining('look into your e-mail') as string });
  expect(await advocates()).toEqual([]);
  const { confirm = '' } = await post();
  expect(server.mails.map(({ to }) => to)).toEqual([[email]]);
  expect(server.mails[0]?.subject).toBe('Get your link from Tea');

  const answer = await confirmJoin(context, shop, { token: confirm }, null, 'en');
  const [anna, ...others] = await advocates();
  expect([anna?.source, anna?.customerId, anna?.state, others]).toEqual(['email', null, 'active', []]);
  const { key = '' } = await post();
  expect(answer).toEqual({ ok: true, key });
  expect(await openPersonalLink(context, shop, { key }, 'en')).toMatchObject({ enrolled: true, code: anna?.code, friends: 0 });
  expect(await confirmJoin(context, shop, { token: confirm }, null, 'en')).toMatchObject({ ok: false });
  expect(await confirmJoin(context, shop, { token: key }, null, 'en')).toMatchObject({ ok: false });
  expect(await openPersonalLink(context, shop, { key: confirm }, 'en')).toEqual({ signedIn: false });
});

test('what the database keeps opens nothing, and names nobody in the clear', async () => {
  const key = await joinAs(email);
  const { confirm = '' } = await post();
  const kept = await database.pool.query<{ text: string }>(
    `SELECT string_agg(j::text, '') || (SELECT string_agg(m::text, '') FROM mail m WHERE m.shop_id = $1) AS text FROM email_join j WHERE j.shop_id = $1`,
    [shop.id],
  );
  const text = kept.rows[0]?.text ?? '';
  for (const secret of [key, confirm || key, email, 'anna']) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(Buffer.from(secret).toString('hex'));
  }
});

test('the answer is the same for a customer, an advocate, a stranger and an address that has had enough', async () => {
  const { vault } = context;
  const customer = sealAdvocate({ customerId: '7', name: 'Anna', email, phone: null }, vault, vault.forShop(shop.personalKey));
  await enrolAdvocates(database.prisma, shop, [customer], 'order', context.now(), newCode, () => crypto.randomUUID());
  const answers = [];
  for (const address of [email, email, email, email, email, 'stranger@example.com']) answers.push(await ask(address));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  await post();
  expect(server.mails.map(({ to }) => to[0]).sort()).toEqual([email, email, email, 'stranger@example.com']);
});

test('an advocate who has an account is led to it, and gets no second code', async () => {
  const { vault } = context;
  const customer = sealAdvocate({ customerId: '7', name: 'Anna', email, phone: null }, vault, vault.forShop(shop.personalKey));
  await enrolAdvocates(database.prisma, shop, [customer], 'order', context.now(), newCode, () => crypto.randomUUID());
  const key = await joinAs('Anna.Berg@EXAMPLE.com');
  expect((await advocates()).length).toBe(1);
  expect(await advocateWithKey(context, shop, key)).toMatchObject({ customerId: '7' });
});

test.each([
  '',
  'anna',
  'a@b',
  'a@b.example, c@d.example',
  '"a"@b.example',
  'a@b.example\r\nBcc: c@d.example',
  'a'.repeat(300) + '@b.example',
])('nothing is sent to “%s”', async (address) => {
  expect(await ask(address)).toMatchObject({ ok: false, reason: 'email' });
  expect(context.jobs).toEqual([]);
});

test('one network may ask ten times an hour, other networks are not held back, and all at once changes nothing about it', async () => {
  const many = await Promise.all(Array.from({ length: 14 }, (_, index) => ask(`friend${index}@example.com`)));
  expect(many.filter(({ ok }) => ok).length).toBe(10);
  expect(many.find(({ ok }) => !ok)).toMatchObject({ reason: 'too-many' });
  expect(await ask('another@example.com', 2)).toMatchObject({ ok: true });
  context.clock.at += 3_600_001;
  expect(await ask('later@example.com')).toMatchObject({ ok: true });
});

test('a link that is a day old confirms nothing, and is forgotten the day after', async () => {
  await ask();
  const { confirm = '' } = await post();
  context.clock.at += 86_400_001;
  expect(await confirmJoin(context, shop, { token: confirm }, null, 'fr')).toEqual({
    ok: false,
    message: expect.stringContaining('Ce lien ne fonctionne plus') as string,
  });
  context.clock.at += 86_400_001;
  await keepHouse(context);
  expect(await database.prisma.emailJoin.count({ where: { shopId: shop.id } })).toBe(0);
  expect(await advocates()).toEqual([]);
});

test('of a confirmed request the network is forgotten after a day, and all of it once its link is too old', async () => {
  const key = await joinAs(email);
  const kept = () => database.prisma.emailJoin.findMany({ where: { shopId: shop.id }, select: { networkHash: true } });
  expect((await kept()).map(({ networkHash }) => networkHash !== null)).toEqual([true]);
  context.clock.at += 86_400_001;
  await keepHouse(context);
  expect(await kept()).toEqual([{ networkHash: null }]);
  expect(await advocateWithKey(context, shop, key)).not.toBeNull();
  context.clock.at += 400 * 86_400_000;
  await keepHouse(context);
  expect(await kept()).toEqual([]);
  expect((await advocates()).length).toBe(1);
});

test('two requests confirmed at the same time make one advocate', async () => {
  await ask();
  const first = await post();
  await ask();
  const second = await post();
  const confirmed = await Promise.all(
    [first, second, first].map(({ confirm = '' }) => confirmJoin(context, shop, { token: confirm }, null, 'en')),
  );
  expect(confirmed.filter(({ ok }) => ok).length).toBe(2);
  expect((await advocates()).length).toBe(1);
});

test('a link of one shop opens nothing in another', async () => {
  const key = await joinAs(email);
  await ask('other@example.com');
  const { confirm = '' } = await post();
  const other = await openShop(context, { domain: `join-other-${shops}.myshopify.com` });
  expect(await openPersonalLink(context, other, { key }, 'en')).toEqual({ signedIn: false });
  expect(await confirmJoin(context, other, { token: confirm }, null, 'en')).toMatchObject({ ok: false });
});

test('personal links stop when the advocate wishes it, when they are a year and a month old, and when the person is erased', async () => {
  const [mine, sister] = [await joinAs(email), await joinAs('sister@example.com')];
  await revokePersonalLinks(context, shop, { key: mine });
  expect(await advocateWithKey(context, shop, mine)).toBeNull();
  expect(await advocateWithKey(context, shop, sister)).not.toBeNull();
  context.clock.at += 401 * 86_400_000;
  expect(await advocateWithKey(context, shop, sister)).toBeNull();
  const again = await joinAs(email);
  await database.prisma.advocate.updateMany({ where: { shopId: shop.id }, data: { state: 'redacted', emailHash: null } });
  expect(await advocateWithKey(context, shop, again)).toBeNull();
});

test('a guest is erased by their address alone: advocate, request, links and e-mails about them', async () => {
  const key = await joinAs(email);
  await ask();
  await joinAs('sister@example.com');
  const { personalKey } = shop;
  const of = { id: shop.id, domain: shop.domain, personalKey };
  await redactCustomer(context, of, { customer: { id: null, email: 'Anna.Berg@example.com' }, orders_to_redact: [] });
  expect(await advocateWithKey(context, shop, key)).toBeNull();
  expect((await advocates()).map(({ state, emailHash }) => [state, emailHash === null])).toEqual([
    ['redacted', true],
    ['active', false],
  ]);
  expect(await database.prisma.emailJoin.count({ where: { shopId: shop.id } })).toBe(1);
  expect(await database.prisma.mail.count({ where: { shopId: shop.id } })).toBe(2);
});

test('a guest deletes their own data by their personal link; an advocate with an account asks the shop', async () => {
  const key = await joinAs(email);
  const other = await openShop(context, { domain: `join-elsewhere-${shops}.myshopify.com` });
  expect(await forgetGuest(context, other, { key })).toBe(false);
  expect(await forgetGuest(context, shop, { key: 'A'.repeat(43) })).toBe(false);
  const member = await joinAs('member@example.com', '7');
  expect(await forgetGuest(context, shop, { key: member })).toBe(false);
  expect(await forgetGuest(context, shop, { key })).toBe(true);
  expect(await forgetGuest(context, shop, { key })).toBe(false);
  expect((await advocates()).map(({ state, emailSealed }) => [state, emailSealed === null])).toEqual([
    ['redacted', true],
    ['active', false],
  ]);
  // Whoever comes back is somebody new.
  context.clock.at += 1000;
  await joinAs(email);
  expect((await advocates()).map(({ state }) => state)).toEqual(['redacted', 'active', 'active']);
});

test('a program that rests takes nobody in, and one without a mail server says so to everybody alike', async () => {
  await ask();
  const { confirm = '' } = await post();
  shop = await saveRules(context, shop.domain, 3, { ...shop.program.rules, live: false });
  expect(await ask()).toMatchObject({ ok: false, reason: 'unavailable' });
  expect(await confirmJoin(context, shop, { token: confirm }, null, 'en')).toMatchObject({ ok: false });
  const mute = testContext(database, { mailer: null });
  const open = await saveRules(context, shop.domain, 4, { ...shop.program.rules, live: true });
  expect(await askToJoin(mute, open, { email }, visitor(), 'en')).toMatchObject({ ok: false, reason: 'unavailable' });
});

test('a guest who buys later with the address keeps the code, now with an account', async () => {
  await joinAs(email);
  const [guest] = await advocates();
  const { vault } = context;
  const hasher = vault.forShop(shop.personalKey);
  const buyer = sealAdvocate({ customerId: '7', name: 'Anna Berg', email, phone: null }, vault, hasher);
  const other = sealAdvocate({ customerId: '8', name: 'Ben', email: 'ben@example.com', phone: null }, vault, hasher);
  const enrolled = await enrolAdvocates(database.prisma, shop, [buyer, other], 'order', context.now(), newCode, () =>
    crypto.randomUUID(),
  );
  expect(enrolled.map(({ isNew, customerId }) => [customerId, isNew])).toEqual([
    ['7', false],
    ['8', true],
  ]);
  expect(enrolled[0]).toMatchObject({ advocateId: guest?.id, code: guest?.code });
  expect((await advocates()).length).toBe(2);
});

test('a guest who confirms while signed in has the account at once, and one account is one advocate', async () => {
  await joinAs(email, '7');
  expect((await advocates()).map(({ customerId }) => customerId)).toEqual(['7']);
  context.clock.at += 1000;
  await joinAs('second@example.com', '7');
  expect((await advocates()).map(({ customerId }) => customerId)).toEqual(['7', null]);
});

test('a guest who opens an account with the address is recognised when they join there', async () => {
  const customer = [...api.shop.customers.values()].find((each) => each.email !== null);
  if (customer === undefined || customer.email === null) throw new Error('no customers');
  await joinAs(customer.email);
  const [guest] = await advocates();
  const standing = await joinProgram(context, shop, customer.id, 'en');
  expect(standing).toMatchObject({ enrolled: true, code: guest?.code });
  expect((await advocates()).map(({ customerId }) => customerId)).toEqual([customer.id]);
});

test('store credit of a guest waits for an account, says so, and is paid when they join there', async () => {
  const customer = [...api.shop.customers.values()].find((each) => each.email !== null);
  if (customer === undefined || customer.email === null) throw new Error('no customers');
  const key = await joinAs(customer.email);
  const [guest] = await advocates();
  const reward = { kind: 'store-credit', percentage: null, amountMinor: 500n, state: 'approved' };
  const placedAt = new Date(context.now() - 86_400_000).toISOString();
  const rewardId = await insertOrder(database.prisma, shop, { orderId: '1', placedAt, advocateId: guest?.id ?? '', reward });
  const note = async () => {
    const standing = await openPersonalLink(context, shop, { key }, 'en');
    return 'rewards' in standing ? standing.rewards[0]?.note : null;
  };
  expect(await note()).toContain('needs an account');
  context.jobs.splice(0);
  await joinProgram(context, shop, customer.id, 'en');
  expect(context.jobs.map(({ name }) => name)).toEqual(['write-advocate-links']);
  await writeAdvocateLinks(context, { shopId: shop.id });
  expect(context.jobs.at(-1)).toMatchObject({ name: 'grant-reward', data: { shopId: shop.id, rewardId } });
  expect(await note()).toContain('in a moment');
});

test('an e-mail whose request was confirmed or is over before it left is not sent', async () => {
  await ask();
  context.clock.at += 86_400_001;
  await post();
  expect(server.mails).toEqual([]);
  expect(await database.prisma.mail.findMany({ where: { shopId: shop.id }, select: { state: true, reason: true } })).toEqual([
    { state: 'not-sent', reason: 'out-of-date' },
  ]);
});
