import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '#app/context.server.ts';
import { eraseShop } from '#app/data/redaction.server.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { defaultRules } from '#app/domain/program.ts';
import type { PlannedValue } from '#app/domain/rewards.ts';
import { createMailer } from '#app/email/mailer.server.ts';
import { grantReward } from '#app/services/grant-reward.server.ts';
import { reduceRewards } from '#app/services/reduce-rewards.server.ts';
import { redactCustomer } from '#app/services/redact-customer.server.ts';
import { revokeRewardCode } from '#app/services/revoke-reward-code.server.ts';
import { sendMail } from '#app/services/send-mail.server.ts';
import { queueRewardMail } from '#app/services/tell-recipient.server.ts';
import { grantOptionalScopes } from '#devstore/auth/install.ts';
import { debitAccount } from '#devstore/credit/store-credit.ts';
import { order } from '../domain/order-facts.ts';
import { useAdminApi } from '../support/admin-api.ts';
import { breakable, Crash } from '../support/breakable.ts';
import { testContext, type TestContext } from '../support/context.ts';
import { useDatabase } from '../support/database.ts';
import { useMailServer } from '../support/mail-server.ts';
import { addAppShop, addReward, type FixtureReward, type FixtureShop } from '../support/reward-fixture.ts';

/** Rewards given through the dev store's Admin API, and told by a real mail server. */
const database = useDatabase();
const api = useAdminApi({ customers: 5 });
const server = useMailServer();
const SCOPES = [
  'read_store_credit_accounts',
  'read_store_credit_account_transactions',
  'write_store_credit_account_transactions',
  'read_gift_cards',
  'write_gift_cards',
];
const MINUTE = 60_000;
let context: TestContext;
let shop: FixtureShop;

beforeEach(() => start());

async function start(reward: Partial<ProgramRules['reward']> = {}): Promise<void> {
  server.clear();
  api.store.app.optionalScopes = [...SCOPES];
  grantOptionalScopes(api.store, api.shop, SCOPES);
  api.shop.storeCreditAccounts.clear();
  api.shop.giftCards.clear();
  const former = await database.prisma.shop.findUnique({ where: { domain: api.shop.domain } });
  if (former) await database.prisma.$transaction((tx) => eraseShop(tx, former));
  const shopify = () => Promise.resolve(api.client());
  const { mailer } = server;
  context = testContext(database, { shopify, mailer, newId: () => crypto.randomUUID(), at: Date.now() });
  const rules = defaultRules('USD');
  shop = await addAppShop(context, api.shop.domain, { ...rules, live: true, reward: { ...rules.reward, ...reward } });
  const data = { name: 'Hillside Roasters', scopes: SCOPES.join(','), contactEmail: 'hello@hillside.example' };
  await database.prisma.shop.update({ where: { id: shop.id }, data });
}

let customers = 0;
function customer(): string {
  const ids = [...api.shop.customers.keys()];
  return ids[(customers += 1) % ids.length] ?? '';
}

async function given(options: Parameters<typeof addReward>[3] = {}): Promise<FixtureReward> {
  const reward = await addReward(context, shop, 'approved', { advocateCustomerId: customer(), ...options });
  await grantReward(context, { shopId: shop.id, rewardId: reward.rewardId });
  return reward;
}

async function takeBack({ orderId, rewardId }: FixtureReward, reason = 'order-refunded'): Promise<void> {
  await database.prisma.referral.updateMany({
    where: { shopId: shop.id, orderId },
    data: { state: 'reversed', reversedAt: new Date(context.now()), reversedReason: reason },
  });
  await revokeRewardCode(context, { shopId: shop.id, rewardId });
}

/** Does what is in the queue, whenever it is due. */
async function sendAll(with_: Context = context): Promise<void> {
  for (const job of context.jobs.splice(0)) {
    if (job.name !== 'send-mail') continue;
    context.clock.at = Math.max(context.clock.at, job.runAt ?? 0);
    await sendMail(with_, job.data as { shopId: string; mailId: string });
  }
}

function outbox() {
  return database.prisma.mail.findMany({ where: { shopId: shop.id }, orderBy: { createdAt: 'asc' } });
}

async function states(): Promise<string[]> {
  return (await outbox()).map(({ state, reason }) => (reason === null ? state : `${state}: ${reason}`));
}

async function codeOf({ rewardId }: FixtureReward): Promise<string> {
  const { code } = await database.prisma.reward.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: rewardId } } });
  return code ?? 'none';
}

describe('what is told', () => {
  test('a code comes with its worth, terms, end and the way to use it, from the shop, to the advocate, once', async () => {
    await start({ minimumSubtotalMinor: '3000', validDays: 30 });
    const reward = await given();
    await grantReward(context, { shopId: shop.id, rewardId: reward.rewardId });
    await sendAll();
    await sendAll();
    const code = await codeOf(reward);
    const [mail, ...others] = server.mails;
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      to: [`anna${reward.orderId}@example.com`],
      from: { name: 'Hillside Roasters', address: 'rewards@vouchsafe.example' },
      replyTo: 'hello@hillside.example',
      subject: 'Your reward from Hillside Roasters: 10% off',
    });
    for (const text of [mail?.text, mail?.html]) {
      expect(text).toContain('Hello Anna,');
      expect(text).toContain('A friend has bought at Hillside Roasters through your link.');
      expect(text).toContain(code);
      expect(text).toContain('For orders from $30.00');
      expect(text).toContain('Valid until ');
      expect(text).toContain(`https://${shop.domain}/discount/${code}`);
      expect(text).toContain('You get this e-mail because you share a link of Hillside Roasters');
    }
    const [row] = await outbox();
    expect(mail?.headers).toMatchObject({
      'message-id': [`<${row?.id}@vouchsafe.example>`],
      'auto-submitted': ['auto-generated'],
      'content-language': ['en'],
    });
    expect(await states()).toEqual(['sent']);
  });

  test('store credit and gift cards are told by Shopify unless the program leaves it to the app', async () => {
    await given({ value: { kind: 'store-credit', minor: '1000' } });
    await given({ value: { kind: 'gift-card', minor: '1000' } });
    expect(await outbox()).toEqual([]);

    await start({ notify: 'app' });
    await given({ value: { kind: 'store-credit', minor: '1000' } });
    const card = await given({ value: { kind: 'gift-card', minor: '2500' } });
    await sendAll();
    const [credit, gift] = server.mails;
    expect(credit?.subject).toBe('Your reward from Hillside Roasters: $10.00 store credit');
    expect(credit?.text).toContain('It is in your customer account at Hillside Roasters.');
    expect(gift?.subject).toBe('Your reward from Hillside Roasters: $25.00 gift card');
    const made = [...api.shop.giftCards.values()].find(({ note }) => note?.includes(card.rewardId));
    expect(gift?.text.toUpperCase()).toContain(`YOUR CODE: ${made?.code.toUpperCase()}`);
  });

  test('an amount that shrank with its order before it was issued is told as it is now', async () => {
    await start({ value: { kind: 'fixed-amount', minor: '1000' }, partialRefunds: 'proportional' });
    const reward = await addReward(context, shop, 'approved', {
      value: { kind: 'fixed-amount', minor: '1000' },
      advocateCustomerId: customer(),
    });
    const facts = order({ orderId: reward.orderId, subtotal: { minor: 4000n, currency: 'USD' }, lines: [] });
    const standing = { placedMinor: 4000n, currentMinor: 1000n, lines: [] };
    await database.prisma.$transaction((tx) => reduceRewards(context, tx, shop, [{ orderId: reward.orderId, facts, standing }]));
    await grantReward(context, { shopId: shop.id, rewardId: reward.rewardId });
    await sendAll();
    expect(server.mails.map(({ subject }) => subject)).toEqual(['Your reward from Hillside Roasters: $2.50 off']);
    expect(server.mails[0]?.text).not.toContain('$10.00');
  });

  test('a free product is named, and the button leads to it', async () => {
    const [product] = api.shop.products.values();
    const value: PlannedValue = {
      kind: 'free-product',
      productIds: [product?.id ?? ''],
      quantity: 1,
      spendMinor: '4000',
      buys: null,
    };
    const { rewardId } = await addReward(context, shop, 'approved', { value });
    await database.prisma.reward.update({
      where: { shopId_id: { shopId: shop.id, id: rewardId } },
      data: { state: 'issued', code: 'THANKS-FREE', issuedAt: new Date(context.now()) },
    });
    await database.prisma.$transaction((tx) => queueRewardMail(tx, context, shop.id, { rewardId, turn: 0, kind: 'ready' }));
    await sendAll();
    const [mail] = server.mails;
    expect(mail?.subject).toBe('Your reward from Hillside Roasters: A free product');
    expect(mail?.text).toContain(`${product?.title}\nCan be used once\nFor orders from $40.00`);
    expect(mail?.text).toContain(`/discount/THANKS-FREE?redirect=%2Fproducts%2F${product?.handle}`);
  });

  test('what settles a debt is said: a part of a payout, and the whole of it', async () => {
    await start({ notify: 'app', clawsBackGiftCards: false });
    const first = await given({ value: { kind: 'gift-card', minor: '1500' } });
    await sendAll();
    await takeBack(first);
    await given({ value: { kind: 'gift-card', minor: '1000' }, of: first });
    await given({ value: { kind: 'gift-card', minor: '1000' }, of: first });
    await sendAll();
    expect(server.mails.slice(1).map(({ subject }) => subject)).toEqual([
      'Your reward from Hillside Roasters was taken back',
      'Your reward from Hillside Roasters: $10.00 gift card',
      'Your reward from Hillside Roasters: $10.00 gift card',
    ]);
    const [, back, whole, part] = server.mails;
    expect(back?.text).toContain('$15.00 of it had been used already, or stays with you.');
    expect(whole?.text).toContain('Your reward of $10.00 was set off against one that had been taken back');
    expect(part?.text).toContain('\n$5.00 gift card\n');
    expect(part?.text).toContain('$5.00 of your reward was set off');
  });

  test('nobody is told where the program wants it so, except by a wish of staff, once for each wish', async () => {
    await start({ notify: 'none' });
    const reward = await given();
    await takeBack(await given());
    expect(await outbox()).toEqual([]);
    const wish = { rewardId: reward.rewardId, turn: 0, kind: 'ready', again: 'wish-1' } as const;
    const asked = await database.prisma.$transaction(async (tx) => [
      await queueRewardMail(tx, context, shop.id, wish),
      await queueRewardMail(tx, context, shop.id, wish),
      await queueRewardMail(tx, context, shop.id, { ...wish, again: 'wish-2' }),
    ]);
    expect(asked).toEqual([true, false, true]);
    await sendAll();
    expect(server.mails).toHaveLength(2);
  });

  test('a reward that is taken back is told with its reason, and only to who was told of it before', async () => {
    const told = await given();
    await sendAll();
    const code = await codeOf(told);
    await takeBack(told);
    const untold = await given();
    await takeBack(untold);
    await sendAll();
    expect(server.mails).toHaveLength(2);
    expect(server.mails[1]).toMatchObject({ to: [`anna${told.orderId}@example.com`] });
    expect(server.mails[1]?.text).toContain('The order that it was given for was refunded.');
    expect(server.mails[1]?.text).toContain(`The code ${code} cannot be used any more.`);
    expect((await states()).sort()).toEqual(['not-sent: out-of-date', 'not-sent: out-of-date', 'sent', 'sent']);
  });

  test('store credit that was spent in part is taken back as far as it is there, and the e-mail says both', async () => {
    await start({ notify: 'app' });
    const reward = await given({ value: { kind: 'store-credit', minor: '1000' } });
    const [account] = api.shop.storeCreditAccounts.values();
    if (account === undefined) throw new Error('no account');
    debitAccount(api.store, account, 600, { event: 'ORDER_PAYMENT', origin: null });
    await sendAll();
    await takeBack(reward, 'by-staff');
    await sendAll();
    expect(server.mails[1]?.text).toContain('The team of Hillside Roasters has taken it back.');
    expect(server.mails[1]?.text).toContain('$4.00 was taken out of your store credit.');
    expect(server.mails[1]?.text).toContain('$6.00 of it had been used already');
  });

  test('the shop’s language is spoken, and its figures and dates are written so', async () => {
    await database.prisma.shop.update({ where: { id: shop.id }, data: { locale: 'fr', timeZone: 'Europe/Paris' } });
    await given({ value: { kind: 'fixed-amount', minor: '150000' } });
    await sendAll();
    const [mail] = server.mails;
    expect(mail?.subject).toMatch(/^Votre récompense de Hillside Roasters\u00a0: 1\u202f500,00\u00a0\$US de réduction$/);
    expect(mail?.html).toContain('<html lang="fr"');
    expect(mail?.text).toMatch(/Valable jusqu’au \d+ \p{L}+ 20\d\d/u);
  });
});

describe('once', () => {
  test('without a mail server nothing is sent, and the outbox says so', async () => {
    const without = { ...context, mailer: null };
    const reward = await addReward(context, shop, 'approved');
    await grantReward(without, { shopId: shop.id, rewardId: reward.rewardId });
    expect(context.jobs.filter(({ name }) => name === 'send-mail')).toEqual([]);
    expect(await states()).toEqual(['not-sent: no-mail-server']);
  });

  test('two workers send it once', async () => {
    await given();
    const [job] = context.jobs.filter(({ name }) => name === 'send-mail');
    const data = job?.data as { shopId: string; mailId: string };
    await Promise.all([sendMail(context, data), sendMail(context, data), sendMail(context, data)]);
    await sendMail(context, data);
    expect(server.mails).toHaveLength(1);
    expect(await states()).toEqual(['sent']);
  });

  test.each([
    ['the connection is lost', { hangUp: 1 }, /closed/i],
    ['the recipient is put off', { defer: 1 }, /^451 4\.7\.1/],
    ['the text is put off', { deferText: 1 }, /^452 4\.3\.1/],
  ])('when %s, it is sent again a minute later', async (_, faults, answer) => {
    Object.assign(server.faults, faults);
    await given();
    const before = context.clock.at;
    await sendAll();
    const [waiting] = await outbox();
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 1, answer: expect.stringMatching(answer), sendingAt: null });
    expect(waiting?.dueAt.getTime()).toBe(before + MINUTE);
    expect(server.mails).toEqual([]);
    await sendMail(context, { shopId: shop.id, mailId: waiting?.id ?? '' });
    expect(server.mails).toEqual([]);
    await sendAll();
    expect(server.mails).toHaveLength(1);
    expect(await outbox()).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  test('after two days of trying it is given up, with the last answer', async () => {
    server.faults.defer = 100;
    await given();
    const began = context.clock.at;
    for (let attempt = 0; attempt < 20; attempt += 1) await sendAll();
    expect(await outbox()).toMatchObject([{ state: 'failed', attempts: 10, answer: expect.stringMatching(/^451/) }]);
    expect((context.clock.at - began) / 3_600_000).toBeGreaterThan(40);
    expect(server.mails).toEqual([]);
  });

  test.each([
    ['recipient', { refuse: 1 }, /^550 5\.1\.1 No such mailbox$/],
    ['text', { refuseText: 1 }, /^554 5\.7\.1/],
  ])('a %s that is refused for good is not tried again', async (_, faults, answer) => {
    Object.assign(server.faults, faults);
    await given();
    await sendAll();
    await sendAll();
    expect(server.mails).toEqual([]);
    expect(await outbox()).toMatchObject([{ state: 'refused', attempts: 1, answer: expect.stringMatching(answer) }]);
  });

  test('when the answer is lost after the text has gone, it is in doubt and not sent again by itself', async () => {
    server.faults.loseAnswer = 1;
    await given();
    await sendAll();
    await sendAll();
    expect(server.mails).toHaveLength(1);
    expect(await states()).toEqual(['in-doubt']);
  });

  test('a crash at any step sends it at most once, and leaves it in doubt only when its text may have left', async () => {
    const ends: string[] = [];
    for (let step = 1; step < 30; step += 1) {
      for (const when of ['before', 'after'] as const) {
        await start();
        const reward = await given();
        const fragile = breakable(database, fetch);
        fragile.plan({ step, when });
        const [job] = context.jobs.splice(0).filter(({ name }) => name === 'send-mail');
        const data = job?.data as { shopId: string; mailId: string };
        const crashed = await sendMail({ ...context, db: fragile.database }, data).then(
          () => false,
          (error: unknown) => error instanceof Crash,
        );
        if (!crashed) {
          expect(fragile.steps()).toBeLessThan(step);
          expect(new Set(ends)).toEqual(new Set(['sent 1', 'in-doubt 0', 'in-doubt 1']));
          return;
        }
        // The job comes again, soon and after the longest time that sending takes.
        await sendMail(context, data);
        context.clock.at += 16 * MINUTE;
        await sendMail(context, data);
        const [mail] = await outbox();
        ends.push(`${mail?.state} ${server.mails.length}`);
        expect(reward.rewardId).toBe(mail?.rewardId);
      }
    }
    throw new Error('sending never came to an end');
  });
});

describe('to whom', () => {
  test('whoever was erased gets nothing', async () => {
    const person = customer();
    const { orderId } = await given({ advocateCustomerId: person });
    const { personalKey } = await database.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
    const payload = { customer: { id: Number(person), email: `anna${orderId}@example.com`, phone: null } };
    await redactCustomer(context, { ...shop, personalKey }, payload);
    await sendAll();
    expect(server.mails).toEqual([]);
    expect(await states()).toEqual(['not-sent: erased']);
  });

  test('a shop that has removed the app sends nothing', async () => {
    await given();
    await database.prisma.shop.update({ where: { id: shop.id }, data: { state: 'uninstalled' } });
    await sendAll();
    expect([server.mails, await states()]).toEqual([[], ['not-sent: uninstalled']]);
  });

  test.each([
    ['none', null],
    ['two', 'anna@example.com, eve@example.com'],
    ['another line', 'anna@example.com\r\nBcc: eve@example.com'],
    ['a name and one', 'Eve <eve@example.com>'],
    ['no host', 'anna@localhost'],
  ])('an address that is %s gets nothing', async (_, address) => {
    const { advocateId } = await given();
    const emailSealed = address === null ? null : context.vault.seal(address);
    await database.prisma.advocate.update({ where: { shopId_id: { shopId: shop.id, id: advocateId } }, data: { emailSealed } });
    await sendAll();
    expect([server.mails, await states()]).toEqual([[], ['not-sent: no-address']]);
  });

  test('names can begin no header and no markup', async () => {
    const { advocateId } = await given();
    const evil = 'Tea "Eve" <eve@example.com>\r\nBcc: eve@example.com\r\n\r\n<script>alert(1)</script>';
    await database.prisma.shop.update({
      where: { id: shop.id },
      data: { name: evil, contactEmail: 'a@b.example\r\nBcc: eve@example.com' },
    });
    await database.prisma.advocate.update({
      where: { shopId_id: { shopId: shop.id, id: advocateId } },
      data: { nameSealed: context.vault.seal('Anna\r\nBcc:eve@example.com') },
    });
    await sendAll();
    const [mail] = server.mails;
    expect(mail?.to).toHaveLength(1);
    expect(Object.keys(mail?.headers ?? {}).sort()).toEqual([
      'auto-submitted',
      'content-language',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
      'x-auto-response-suppress',
    ]);
    expect(mail?.from.address).toBe('rewards@vouchsafe.example');
    expect(mail?.html).not.toContain('<script');
    expect(mail?.text).toContain('Hello,');
  });

  test('a server that cannot be reached, or wants a login without TLS, is tried again', async () => {
    await given();
    const [mail] = await outbox();
    const data = { shopId: shop.id, mailId: mail?.id ?? '' };
    const unreachable = createMailer({ url: 'smtp://127.0.0.1:1', from: 'rewards@vouchsafe.example' });
    await sendMail({ ...context, mailer: unreachable }, data);
    expect(await outbox()).toMatchObject([{ state: 'waiting', attempts: 1, answer: expect.stringContaining('ECONNREFUSED') }]);
    context.clock.at += MINUTE;
    const address = `smtp://user:secret@127.0.0.1:${server.port}`;
    await sendMail({ ...context, mailer: createMailer({ url: address, from: 'rewards@vouchsafe.example' }) }, data);
    const [again] = await outbox();
    expect(again).toMatchObject({ state: 'waiting', attempts: 2 });
    expect(again?.answer).not.toContain('secret');
  });
});
