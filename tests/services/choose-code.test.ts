/** Codes that advocates choose: who may, what they lead to, and what is left of them. */
import { beforeEach, expect, test } from 'vitest';
import { findStorefront, type Storefront } from '#app/data/storefronts.server.ts';
import { listDueLinks, markLinksWritten } from '#app/data/advocate-links.server.ts';
import { forgetStandingChanges, listStandingChanges } from '#app/data/standing-changes.server.ts';
import { sharedRef, signedRef } from '#app/link-signer.server.ts';
import { chooseCode, resetCode, setCode } from '#app/services/choose-code.server.ts';
import { drawQr } from '#app/services/draw-qr.server.ts';
import { mergeCustomers } from '#app/services/merge-customers.server.ts';
import { recordVisit } from '#app/services/record-visit.server.ts';
import { redactCustomer } from '#app/services/redact-customer.server.ts';
import { showLanding } from '#app/services/show-landing.server.ts';
import { showStanding } from '#app/services/show-standing.server.ts';
import { quoteOffer } from '#app/services/quote-offer.server.ts';
import { addAdvocate, openShop, orderBody, shopifyThatNumbersOrders, type TestShop, work } from '#tests/fixtures/order-events.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
let context: TestContext;
let tenant: TestShop;
let shop: Storefront;
let anna: { advocateId: string; code: string };
let ben: { advocateId: string; code: string };

async function open(codeChoices: number): Promise<void> {
  context = testContext(database, { shopify: shopifyThatNumbersOrders(), newId: () => crypto.randomUUID() });
  tenant = await openShop(context, (rules) => ({ ...rules, sharing: { codeChoices } }));
  const found = await findStorefront(database.prisma, tenant.domain);
  if (found === null) throw new Error('not installed');
  shop = found;
  anna = await addAdvocate(context, tenant, { customerId: '5001', email: 'anna@advocate.example' });
  ben = await addAdvocate(context, tenant, { customerId: '5002', email: 'ben@advocate.example' });
}
beforeEach(() => open(2));

const choose = (who: { advocateId: string }, typed: string) => chooseCode(context, shop, who.advocateId, typed);
const standing = (customerId = '5001') => showStanding(context, shop, customerId, 'en');
const codes = () =>
  database.prisma.chosenCode.findMany({ where: { shopId: shop.id }, orderBy: [{ chosenAt: 'asc' }, { skeleton: 'asc' }] });

async function creditOf(orderId: string) {
  const where = { shopId_orderId: { shopId: shop.id, orderId } };
  const order = await database.prisma.buyerOrder.findUnique({ where, include: { referral: true } });
  return order && { outcome: order.outcome, advocateId: order.referral?.advocateId ?? null };
}
const friend = (id: number) => ({ customer: { id, email: `friend${id}@friend.example` } });
const buy = (orderId: string, ref: string) =>
  work(context, tenant, ['orders/paid', orderBody({ orderId, ref, ...friend(Number(orderId)) })]);

test('an advocate chooses a code: it is shown, makes the link, and what they shared before keeps working', async () => {
  expect(await choose(anna, 'anna bakes')).toEqual({ chosen: 'ANNA-BAKES', before: null });
  expect(await standing()).toMatchObject({
    code: 'ANNA-BAKES',
    link: 'https://harbour.example/?ref=~ANNA-BAKES',
    links: {
      copy: 'https://harbour.example/?ref=~ANNA-BAKES',
      email: `https://harbour.example/?ref=${signedRef(context.env, shop.id, '~ANNA-BAKES', 'email')}`,
    },
    codeChoice: expect.stringContaining('once') as string,
  });
  context.clock.at += 1000;
  expect(await choose(anna, 'Annie')).toEqual({ chosen: 'ANNIE', before: 'ANNA-BAKES' });
  expect(await standing()).toMatchObject({ code: 'ANNIE', codeChoice: null });

  const refs = ['~ann1e', '~anna-bakes', signedRef(context.env, shop.id, '~ANNA-BAKES', 'whatsapp'), anna.code];
  for (const [index, ref] of refs.entries()) {
    await buy(`91${index}`, ref);
    expect(await creditOf(`91${index}`), ref).toEqual({ outcome: 'credited', advocateId: anna.advocateId });
  }
  expect((await codes()).map(({ code, current }) => [code, current])).toEqual([
    ['ANNA-BAKES', false],
    ['ANNIE', true],
  ]);
});

test('what Shopify’s own pages show, and the QR code, carry the chosen code as soon as it is chosen, and the made one when it is taken back', async () => {
  const written = async () => {
    const due = (await listDueLinks(database.prisma, shop.id, null, 10)).find(({ advocateId }) => advocateId === anna.advocateId);
    await markLinksWritten(database.prisma, shop.id, [anna.advocateId, ben.advocateId], context.now());
    const changes = await listStandingChanges(database.prisma, shop.id, 0n, 100);
    const [person] = changes.flatMap((change) => change.person ?? []).filter(({ advocateId }) => advocateId === anna.advocateId);
    await forgetStandingChanges(database.prisma, shop.id, changes.map(({ id }) => id)); // prettier-ignore
    return [due?.code, person?.code];
  };
  expect(await written()).toEqual([anna.code, anna.code]);
  const before = await drawQr(context, shop, '5001', 'svg');
  await choose(anna, 'anna bakes');
  expect(await written()).toEqual(['~ANNA-BAKES', '~ANNA-BAKES']);
  expect(context.jobs).toContainEqual(expect.objectContaining({ name: 'write-advocate-links', data: { shopId: shop.id } }));
  expect((await drawQr(context, shop, '5001', 'svg'))?.file).not.toBe(before?.file);
  expect(await written()).toEqual([undefined, undefined]);
  await resetCode(context, shop, anna.advocateId, { to: null, release: null });
  expect(await written()).toEqual([anna.code, anna.code]);
  expect((await drawQr(context, shop, '5001', 'svg'))?.file).toBe(before?.file);
});

test('a seal of a chosen code is genuine in every spelling of it, and one made up is not', async () => {
  await choose(anna, 'ANNA-BAKES');
  const sealed = signedRef(context.env, shop.id, '~ANNA-BAKES', 'whatsapp');
  const visitor = { customerId: null, networkAddress: '203.0.113.9', userAgent: 'Browser' };
  const visit = async (code: string) => {
    const id = crypto.randomUUID();
    await recordVisit(context, shop, { id, code, path: '/', referrer: null }, visitor);
    const { code: kept, trust, channel, advocateId } = await database.prisma.visit.findFirstOrThrow({ where: { id } });
    return { kept, trust, channel, isAnnas: advocateId === anna.advocateId };
  };
  // What is stored does not hold the code, which may be a name.
  const kept = { kept: anna.code, isAnnas: true };
  expect(await visit(sealed)).toEqual({ ...kept, trust: 'signed', channel: 'whatsapp' });
  expect(await visit(sealed.replace('-', ''))).toEqual({ ...kept, trust: 'signed', channel: 'whatsapp' });
  expect(await visit(sealed.slice(0, -1) + (sealed.endsWith('2') ? '3' : '2'))).toMatchObject({ ...kept, trust: 'forged' });
  expect(await visit('~annabakes')).toEqual({ ...kept, trust: 'hint', channel: null });
});

test('no two codes of a shop look alike, and free ones are suggested', async () => {
  await choose(anna, 'LOLA');
  for (const like of ['lola', 'L0LA', 'l-o-l-a', 'Ióla', '1OLA']) {
    const answer = await choose(ben, like);
    expect(answer, like).toMatchObject({ problem: 'taken' });
    const suggestions = 'suggestions' in answer ? answer.suggestions : [];
    expect(suggestions.length).toBe(3);
  }
  const [idea = ''] = await choose(ben, 'lola').then((answer) => ('suggestions' in answer ? answer.suggestions : []));
  expect(await choose(ben, idea)).toMatchObject({ chosen: idea });
  // Nobody's choice was spent on what they did not get.
  expect(await choose(ben, 'Benno')).toMatchObject({ chosen: 'BENNO' });
});

test('two who ask for one code at the same time: one gets it, the other reads that it is taken', async () => {
  const cast = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      addAdvocate(context, tenant, { customerId: `60${index}`, email: `a${index}@advocate.example` }),
    ),
  );
  const answers = await Promise.all(cast.map((who, index) => choose(who, ['TEAFAN', 'tea-fan', 'Teafan'][index % 3] ?? '')));
  expect(answers.filter((answer) => 'chosen' in answer).length).toBe(1);
  expect(answers.filter((answer) => 'problem' in answer && answer.problem === 'taken').length).toBe(5);
  expect((await codes()).map(({ skeleton, current }) => [skeleton, current])).toEqual([['TEAFAN', true]]);
});

test('one who asks for many codes at once gets as many as the program allows, and shows one', async () => {
  const answers = await Promise.all(['ALBA', 'BELLA', 'CLARA', 'DORA', 'EMMA'].map((code) => choose(anna, code)));
  expect(answers.filter((answer) => 'chosen' in answer).length).toBe(2);
  expect(answers.filter((answer) => 'problem' in answer && answer.problem === 'spent').length).toBe(3);
  expect((await codes()).filter(({ current }) => current).length).toBe(1);
});

test('a code that was one’s own before can be shown again without end, and nobody else can have it', async () => {
  await choose(anna, 'ALBA');
  await choose(anna, 'BELLA');
  expect(await choose(anna, 'CLARA')).toMatchObject({ problem: 'spent' });
  expect(await choose(anna, 'a-l-b-a')).toEqual({ chosen: 'A-L-B-A', before: 'BELLA' });
  expect(await choose(ben, 'BELLA')).toMatchObject({ problem: 'taken' });
});

test('where the program does not allow it, nobody chooses; the merchant still can', async () => {
  await open(0);
  expect(await choose(anna, 'ALBA')).toMatchObject({ problem: 'spent' });
  expect(await standing()).toMatchObject({ code: anna.code, codeChoice: null });
  expect(await setCode(context, shop, anna.advocateId, 'ALBA')).toEqual({ chosen: 'ALBA', before: null });
  expect(await standing()).toMatchObject({ code: 'ALBA', codeChoice: null });
});

test('the merchant’s choice passes the same checks, counts for nobody, and is taken back with what was shown before', async () => {
  const { advocateId } = anna;
  expect(await setCode(context, shop, advocateId, 'Harbour')).toMatchObject({ problem: 'reserved' });
  expect(await setCode(context, shop, advocateId, 'merde')).toMatchObject({ problem: 'rude' });
  await choose(anna, 'ALBA');
  expect(await setCode(context, shop, advocateId, 'KATE')).toEqual({ chosen: 'KATE', before: 'ALBA' });
  expect(await resetCode(context, shop, advocateId, { to: 'ALBA', release: 'KATE' })).toEqual({ before: 'KATE' });
  expect(await standing()).toMatchObject({ code: 'ALBA', codeChoice: expect.stringContaining('once') as string });
  // It was set by mistake: its rightful owner can have it.
  expect(await setCode(context, shop, ben.advocateId, 'KATE')).toMatchObject({ chosen: 'KATE' });

  expect(await resetCode(context, shop, advocateId, { to: null, release: null })).toEqual({ before: 'ALBA' });
  expect(await standing()).toMatchObject({ code: anna.code });
  await buy('9201', '~ALBA');
  expect(await creditOf('9201')).toEqual({ outcome: 'credited', advocateId });
  expect(await resetCode(context, shop, advocateId, { to: 'ALBA', release: null })).toEqual({ before: null });
  expect(await standing()).toMatchObject({ code: 'ALBA' });
});

test('only a code that the merchant set a moment ago is given back, and nobody shows another’s', async () => {
  const { advocateId } = anna;
  await setCode(context, shop, advocateId, 'KATE');
  context.clock.at += 600_001;
  await resetCode(context, shop, advocateId, { to: null, release: 'KATE' });
  expect(await choose(ben, 'KATE')).toMatchObject({ problem: 'taken' });
  await choose(anna, 'ALBA');
  await resetCode(context, shop, advocateId, { to: null, release: 'ALBA' });
  expect((await codes()).map(({ code }) => code)).toEqual(['KATE', 'ALBA']);
  await resetCode(context, shop, ben.advocateId, { to: 'KATE', release: 'ALBA' });
  expect(await standing('5002')).toMatchObject({ code: ben.code });
  expect(await resetCode(context, shop, crypto.randomUUID(), { to: null, release: null })).toBeNull();
  expect(await setCode(context, shop, crypto.randomUUID(), 'ZORA')).toEqual({ problem: 'unknown', suggestions: [] });
});

test('friends are led by it: the offer, the link’s page, and the answer to “Who referred you?”', async () => {
  await choose(anna, 'ANNA-BAKES');
  expect(await quoteOffer(context, shop, '~ANNABAKES', 'en')).toMatchObject({ available: true, advocateName: 'Anna' });
  expect(await quoteOffer(context, shop, '~ANNABAKERS', 'en')).toEqual({ available: false });
  for (const name of ['anna-bakes', '~ANNA-BAKES', 'Anna Bakes']) {
    const page = await showLanding(context, shop, name, '/apps/vouchsafe');
    expect(page, name).toContain(`?ref=${anna.code}"`);
  }
  const sealed = signedRef(context.env, shop.id, '~ANNA-BAKES', 'qr');
  expect(await showLanding(context, shop, sealed, '/apps/vouchsafe')).toContain(signedRef(context.env, shop.id, anna.code, 'qr'));

  const answers = ['anna bakes', 'Annabakes', '~ANNA-BAKES', 'https://harbour.example/?ref=~ANNA-BAKES'];
  for (const [index, text] of answers.entries()) {
    const orderId = `93${index}`;
    await work(
      context,
      tenant,
      ['orders/paid', orderBody({ orderId, ...friend(Number(orderId)) })],
      ['vouchsafe/answer', { orderId, text, at: Date.parse('2026-11-20T10:05:00Z') }],
    );
    expect(await creditOf(orderId), text).toEqual({ outcome: 'credited', advocateId: anna.advocateId });
  }
});

test('where everybody’s code is a discount code, the advocate reads which one friends type at the checkout', async () => {
  const program = { ...shop.program.rules, offer: { ...shop.program.rules.offer, mode: 'shared' as const } };
  await database.prisma.program.create({
    data: { shopId: shop.id, version: 2, rules: program, createdAt: new Date(context.now()), createdBy: '1' },
  });
  shop = { ...shop, program: { version: 2, rules: program } };
  expect(await standing()).toMatchObject({ checkoutNote: null });
  await choose(anna, 'ALBA');
  expect(await standing()).toMatchObject({ code: 'ALBA', checkoutNote: `At the checkout, your friends type ${anna.code}.` });
});

test('codes of a customer who was merged into another credit the one who is kept', async () => {
  await choose(ben, 'BENNO');
  await mergeCustomers(context, (await database.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } })) as never, {
    admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/5001',
    admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/5002',
    status: 'completed',
  });
  await buy('9401', '~BENNO');
  expect(await creditOf('9401')).toEqual({ outcome: 'credited', advocateId: anna.advocateId });
  expect(await choose(anna, 'Benno')).toEqual({ chosen: 'BENNO', before: null });
});

test('an erased person’s code is readable nowhere, credits nobody, and is nobody else’s', async () => {
  await choose(anna, 'ANNA-BERG');
  await buy('9501', signedRef(context.env, shop.id, '~ANNA-BERG', 'copy'));
  expect(await creditOf('9501')).toMatchObject({ outcome: 'credited' });
  const { personalKey } = await database.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
  const customer = { id: 5001, email: 'anna@advocate.example' };
  await redactCustomer(context, { ...tenant, personalKey }, { customer, orders_to_redact: [] });
  const tables = ['chosen_code', 'advocate', 'buyer_order', 'visit', 'referral', 'finding', 'order_note', 'delivery'];
  for (const table of tables) {
    const found = await database.pool.query<{ text: string }>(
      `SELECT coalesce(string_agg(t::text, ' '), '') AS text FROM ${table} t`,
    );
    expect(found.rows[0]?.text, table).not.toMatch(/ANNA-?BERG/i);
  }
  await buy('9502', '~ANNA-BERG');
  expect((await creditOf('9502'))?.outcome).not.toBe('credited');
  expect(await choose(ben, 'anna berg')).toMatchObject({ problem: 'taken' });
  expect(await choose(anna, 'ALBA')).toEqual({ problem: 'unknown', suggestions: [] });
});

test('two shops have the same code for different advocates, and never meet', async () => {
  await choose(anna, 'ALBA');
  const first = { shop, anna };
  await open(1);
  expect(await choose(anna, 'ALBA')).toMatchObject({ chosen: 'ALBA' });
  await buy('9601', '~ALBA');
  expect(await creditOf('9601')).toEqual({ outcome: 'credited', advocateId: anna.advocateId });
  expect(await chooseCode(context, shop, first.anna.advocateId, 'BELLA')).toMatchObject({ problem: 'unknown' });
  expect(sharedRef({ madeCode: anna.code, chosenCode: null })).toBe(anna.code);
});
