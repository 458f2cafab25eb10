import { expect, test } from 'vitest';
import { type Channel, SHARING_CHANNELS } from '#app/domain/channel.ts';
import { defaultRules } from '#app/domain/program.ts';
import { offerAnswerSchema, standingAnswerSchema } from '#app/domain/storefront-contract.ts';
import { signedRef } from '#app/link-signer.server.ts';
import { dayText } from '#app/i18n/figures.ts';
import { joinProgram } from '#app/services/join-program.server.ts';
import { quoteOffer } from '#app/services/quote-offer.server.ts';
import { showStanding } from '#app/services/show-standing.server.ts';
import { insertOrder } from '#tests/fixtures/referral-rows.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { enrol, newCode, openShop, saveRules } from '#tests/support/shopfront.ts';

const database = useDatabase();

test('nobody signed in sees nothing, and a customer who has not joined sees whether they can', async () => {
  const context = testContext(database);
  const shop = await openShop(context, { domain: 'standing.myshopify.com' });
  expect(await showStanding(context, shop, null, 'en')).toEqual({ signedIn: false });
  expect(await showStanding(context, shop, '1', 'en')).toEqual({ signedIn: true, enrolled: false, live: true });
});

test('joining gives a code and a link, once, and has the link written to the customer', async () => {
  const context = testContext(database);
  const shop = await openShop(context, { domain: 'join.myshopify.com' });
  const first = standingAnswerSchema.parse(await joinProgram(context, shop, '1', 'en'));
  const again = await joinProgram(context, shop, '1', 'en');
  expect(again).toEqual(first);
  const advocate = await database.prisma.advocate.findFirstOrThrow({ where: { shopId: shop.id } });
  expect(advocate).toMatchObject({ customerId: '1', source: 'storefront', state: 'active' });
  const linkBy = (channel: Channel) =>
    `https://join.myshopify.com/?ref=${signedRef(context.env, shop.id, advocate.code, channel)}`;
  expect(first).toEqual({
    signedIn: true,
    enrolled: true,
    hasAccount: true,
    code: advocate.code,
    codeChoice: null,
    checkoutNote: null,
    link: linkBy('page'),
    links: Object.fromEntries(SHARING_CHANNELS.map((channel) => [channel, linkBy(channel)])),
    offerHeadline: '10% off your first order',
    offerTerms: 'One code for one order, valid for 30 days after you claim it. For new customers.',
    rewardHeadline: '10% off your next order for every friend who buys',
    rewardSteps: [],
    progress: [],
    visits: 0,
    friends: 0,
    rewards: [],
  });
  expect(context.jobs).toEqual([{ name: 'write-advocate-links', data: { shopId: shop.id }, runAt: null, once: shop.id }]);
});

test('nobody joins a program that is not live, or without being signed in', async () => {
  const context = testContext(database);
  const live = await openShop(context, { domain: 'notlive.myshopify.com' });
  expect(await joinProgram(context, live, null, 'en')).toEqual({ signedIn: false });
  const shop = await saveRules(context, live.domain, 3, { ...live.program.rules, live: false });
  expect(await joinProgram(context, shop, '1', 'en')).toEqual({ signedIn: true, enrolled: false, live: false });
  expect(await database.prisma.advocate.count({ where: { shopId: shop.id } })).toBe(0);
});

test('an advocate sees friends and rewards, and a code only while it can be used', async () => {
  const context = testContext(database);
  const shop = await openShop(context, { domain: 'rewards.myshopify.com' });
  const tenant = { ...shop, timeZone: 'UTC' };
  const { advocateId } = await enrol(context, shop, { customerId: '1' });
  const { advocateId: other } = await enrol(context, shop, { customerId: '2' });
  const states = [
    ['1', { state: 'issued', code: 'THANKS-A', issuedAt: '2026-11-10T00:00:00Z', expiresAt: '2027-11-10T00:00:00Z' }],
    ['2', { state: 'issuing', code: 'THANKS-B' }],
    ['3', { state: 'redeemed', code: 'THANKS-C' }],
    ['4', { state: 'pending' }],
  ] as const;
  for (const [orderId, reward] of states) {
    await insertOrder(database.prisma, tenant, { orderId, placedAt: `2026-11-0${orderId}T00:00:00Z`, advocateId, reward });
  }
  await insertOrder(database.prisma, tenant, {
    orderId: '5',
    placedAt: '2026-11-05T00:00:00Z',
    advocateId,
    reversed: true,
    reward: { state: 'revoked', code: 'THANKS-D' },
  });
  await insertOrder(database.prisma, tenant, { orderId: '6', placedAt: '2026-11-06T00:00:00Z', advocateId: other });

  const standing = standingAnswerSchema.parse(await showStanding(context, shop, '1', 'en'));
  if (!standing.signedIn || !standing.enrolled) throw new Error('not enrolled');
  expect(standing.friends).toBe(4);
  expect(standing.rewards.map(({ state, code }) => [state, code]).sort()).toEqual([
    ['issued', 'THANKS-A'],
    ['pending', null],
    ['pending', null],
    ['redeemed', null],
    ['revoked', null],
  ]);
  const issued = standing.rewards.find(({ state }) => state === 'issued');
  expect([issued?.usableFrom, issued?.expiresAt]).toEqual([Date.UTC(2026, 10, 10), Date.UTC(2027, 10, 10)]);
});

test('an advocate reads why each reward waits and until when, and how much of the way to the next step is done', async () => {
  const context = testContext(database);
  const { reward } = defaultRules('USD');
  const opened = await openShop(context, {
    domain: 'why.myshopify.com',
    rules: { reward: { ...reward, waitsFrom: 'delivered' } },
  });
  const tiers = {
    by: 'referrals',
    days: null,
    keeps: true,
    steps: [{ from: '5', value: { kind: 'percentage', basisPoints: 2000 } }],
  } as const;
  const milestones = [{ at: 4, value: { kind: 'fixed-amount', minor: '1000' } }] as const;
  const shop = await saveRules(context, opened.domain, 3, {
    ...opened.program.rules,
    reward: { ...reward, waitsFrom: 'paid', tiers: { ...tiers, steps: [...tiers.steps] }, milestones: [...milestones] },
  });
  const { advocateId, code } = await enrol(context, shop, { customerId: '1' });
  const due = new Date(Date.UTC(2030, 0, 5, 12));
  const rows = [
    { reward: { state: 'pending', dueAt: due } },
    { reward: { state: 'pending', dueAt: null, programVersion: 2 } },
    { held: true, reward: { state: 'pending', dueAt: due } },
    { reward: { state: 'issued', code: 'THANKS', expiresAt: new Date(Date.UTC(2030, 1, 1) - 3_600_000) } },
    { reversed: true, reward: { state: 'revoked', revokedReason: 'order-cancelled' } },
  ];
  for (const [index, row] of rows.entries()) {
    const placedAt = `2026-11-0${rows.length - index}T00:00:00Z`;
    const dated = { ...row, reward: { ...row.reward, createdAt: placedAt } };
    await insertOrder(database.prisma, shop, { orderId: String(index + 1), placedAt, advocateId, ...dated });
  }
  const visit = { shopId: shop.id, advocateId, code, at: new Date(context.now()), landingPath: '/' };
  for (const customerId of [null, '1', '7']) {
    await database.prisma.visit.create({ data: { ...visit, id: crypto.randomUUID(), customerId } });
  }
  const standing = standingAnswerSchema.parse(await showStanding(context, shop, '1', 'en'));
  if (!standing.signedIn || !standing.enrolled) throw new Error('not enrolled');
  expect(standing.rewards.map(({ note }) => note)).toEqual([
    'Usable from Jan 5, 2030, if the order is kept until then.',
    'On its way: it waits until your friend’s order has arrived.',
    'The shop is still looking at this order.',
    'Ready to use until Jan 31, 2030.',
    'Taken back, because the order was cancelled.',
  ]);
  expect([standing.visits, standing.friends]).toEqual([2, 3]);
  expect(standing.progress).toEqual([
    { text: '2 more friends until 20% off', percent: 60 },
    { text: '1 more friend until your bonus: $10.00 off', percent: 75 },
  ]);
  const french = await showStanding(context, shop, '1', 'fr');
  expect(french).toMatchObject({ progress: [{ text: expect.stringContaining('Encore 2 amis') as string }, {}] });
});

test('a customer of one shop is nobody in another', async () => {
  const context = testContext(database);
  const [mine, theirs] = [
    await openShop(context, { domain: 'mine.myshopify.com' }),
    await openShop(context, { domain: 'theirs.myshopify.com' }),
  ];
  await enrol(context, mine, { customerId: '1' });
  expect(await showStanding(context, theirs, '1', 'en')).toEqual({ signedIn: true, enrolled: false, live: true });
});

test('an offer greets with the advocate’s first name and tells its terms', async () => {
  const context = testContext(database);
  const offer = { ...defaultRules('USD').offer, minimumSubtotalMinor: '5000' };
  const shop = await openShop(context, { domain: 'quote.myshopify.com', rules: { offer } });
  const { code } = await enrol(context, shop, { customerId: '1', name: 'Anna Maria Berg' });
  expect(
    offerAnswerSchema.parse(await quoteOffer(context, shop, `${code.slice(0, 5)}-${code.slice(5).toLowerCase()}`, 'en')),
  ).toEqual({
    available: true,
    advocateName: 'Anna',
    headline: '10% off your first order',
    terms: 'One code for one order from $50.00, valid for 30 days after you claim it. For new customers.',
    hasCode: true,
    note: '',
    until: dayText(context.now() + 30 * 86_400_000, 'en', shop.timeZone),
  });
});

test.each([
  ['zoë', 'zoë'],
  ['  Ana   B', 'Ana'],
  ['anna@example.com Berg', null],
  ['+49 151 23', null],
  ['http://x.example', null],
  ['x'.repeat(41), null],
  ['', null],
])('of the name “%s” a friend reads %s', async (name, shown) => {
  const context = testContext(database);
  const shop = await openShop(context, { domain: `name-${Buffer.from(name).toString('hex').slice(0, 20)}x.myshopify.com` });
  const { code } = await enrol(context, shop, { customerId: '1', name });
  expect(await quoteOffer(context, shop, code, 'en')).toMatchObject({ available: true, advocateName: shown });
});

test('there is no offer behind unknown codes, blocked advocates and paused programs', async () => {
  const context = testContext(database);
  const shop = await openShop(context, { domain: 'nooffer.myshopify.com' });
  const { code, advocateId } = await enrol(context, shop, { customerId: '1', name: 'Anna' });
  for (const unknown of ['', 'SUMMER', newCode()])
    expect(await quoteOffer(context, shop, unknown, 'en')).toEqual({ available: false });
  const paused = await saveRules(context, shop.domain, 3, { ...shop.program.rules, live: false });
  expect(await quoteOffer(context, paused, code, 'en')).toEqual({ available: false });
  await database.prisma.advocate.updateMany({ where: { shopId: shop.id, id: advocateId }, data: { state: 'blocked' } });
  expect(await quoteOffer(context, shop, code, 'en')).toEqual({ available: false });
});
