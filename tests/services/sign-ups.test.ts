import { expect, test } from 'vitest';
import { findStorefront } from '#app/data/storefronts.server.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import { signedRef } from '#app/link-signer.server.ts';
import { claimOffer } from '#app/services/claim-offer.server.ts';
import { recordVisit } from '#app/services/record-visit.server.ts';
import { showStanding } from '#app/services/show-standing.server.ts';
import {
  addAdvocate,
  deliver,
  openShop,
  orderBody,
  shopifyThatAnswers,
  shopifyThatNumbersOrders,
  type TestShop,
  work,
} from '#tests/fixtures/order-events.ts';
import { useAdminApi } from '#tests/support/admin-api.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { samplePayload } from '#tests/support/payload-sample.ts';

const database = useDatabase();
const api = useAdminApi();
const mintingShopify = () => Promise.resolve(api.client());
const anna = { customerId: '5001', email: 'anna@advocate.example' };
const friend = '7001';
const minute = 60_000;
const signUpsCount = (rules: ProgramRules): ProgramRules => ({ ...rules, signUps: { ...rules.signUps, credited: true } });

/** A shop that credits sign-ups, with an advocate, at the moment a friend lands. */
async function stage(change = signUpsCount, shopify = shopifyThatNumbersOrders()) {
  const context = testContext(database, { shopify });
  const shop = await openShop(context, change);
  const advocate = await addAdvocate(context, shop, anna);
  const storefront = async () => {
    const found = await findStorefront(database.prisma, shop.domain);
    if (found === null) throw new Error('not installed');
    return found;
  };
  const visit = { id: crypto.randomUUID(), code: signedRef(context.env, shop.id, advocate.code, 'sms'), path: '/' };
  return {
    ...{ context, shop, advocate, storefront },
    land: async (customerId: string | null, over: Partial<typeof visit> = {}) => {
      const visitor = { customerId, networkAddress: '203.0.113.9', userAgent: 'Firefox' };
      await recordVisit(context, await storefront(), { ...visit, ...over }, visitor);
    },
    signUp: () => readSignUp(shop),
    pass: (milliseconds: number) => (context.clock.at += milliseconds),
  };
}

function accountBody(context: TestContext, over: Record<string, unknown> = {}): Record<string, unknown> {
  const at = new Date(context.now()).toISOString();
  const known = { id: Number(friend), email: 'finn@friend.example', phone: null, first_name: 'Finn', last_name: 'Friend' };
  return { ...known, state: 'enabled', created_at: at, updated_at: at, ...over };
}

async function readSignUp(shop: TestShop, customerId = friend) {
  const where = { shopId_orderId: { shopId: shop.id, orderId: `signup-${customerId}` } };
  return database.prisma.buyerOrder.findUnique({ where, include: { referral: { include: { rewards: true } } } });
}

const deliveries = (shop: TestShop) =>
  database.prisma.delivery
    .findMany({ where: { shopDomain: shop.domain }, orderBy: { id: 'asc' } })
    .then((rows) => rows.map(({ state, reason }) => (reason === null ? state : `${state}: ${reason}`)));

test('a friend who lands, opens an account and comes back signed in has been brought by the advocate, who earns the sign-up’s reward', async () => {
  const { context, shop, advocate, land, pass, signUp, storefront } = await stage();
  await land(null);
  pass(10 * minute);
  await work(context, shop, ['customers/create', accountBody(context)]);
  expect(await signUp()).toBeNull(); // nobody knows yet whose visit that was
  expect(await database.prisma.signUp.count({ where: { shopId: shop.id, customerId: friend } })).toBe(1);
  pass(minute);
  await land(friend);
  await drainInbox(context);
  const row = await signUp();
  expect(row).toMatchObject({
    kind: 'sign-up',
    outcome: 'credited',
    advocateId: advocate.advocateId,
    totalMinor: 0n,
    customerId: friend,
  });
  expect(row?.referral).toMatchObject({ state: 'credited', friendKey: null });
  expect(row?.referral?.rewards).toMatchObject([{ state: 'pending', kind: 'percentage', percentage: 500 }]);

  // Whoever signs up has not bought: the friend is no advocate, no known buyer, and no friend who bought.
  expect(await database.prisma.advocate.count({ where: { shopId: shop.id } })).toBe(1);
  expect(await database.prisma.knownBuyer.count({ where: { shopId: shop.id } })).toBe(0);
  expect(await showStanding(context, await storefront(), anna.customerId, 'en')).toMatchObject({ friends: 0 });

  // Their first order is a credit of its own.
  const at = new Date(context.now() + minute).toISOString();
  await work(context, shop, ['orders/paid', orderBody({ orderId: '9001', ref: advocate.code, placedAt: at })]);
  const credits = await database.prisma.referral.findMany({ where: { shopId: shop.id }, orderBy: { orderId: 'asc' } });
  expect(credits.map(({ orderId, state }) => [orderId, state])).toEqual([
    ['9001', 'credited'],
    [`signup-${friend}`, 'credited'],
  ]);
});

test('an account told many times, in any sequence with its evidence, ends in one credit', async () => {
  const { context, shop, land, pass, signUp } = await stage();
  await land(null);
  pass(minute);
  const account = accountBody(context);
  await land(friend);
  await work(context, shop, ['customers/create', account]);
  const first = await signUp();
  expect(first?.outcome).toBe('credited');
  for (let round = 0; round < 3; round += 1) {
    pass(minute);
    await land(friend);
    await work(context, shop, ['customers/create', account], ['customers/enable', account]);
  }
  expect(await signUp()).toEqual(first);
  expect(await database.prisma.referral.count({ where: { shopId: shop.id } })).toBe(1);
});

test('a claim that is asked for again by the signed-in friend makes their sign-up the advocate’s', async () => {
  const { context, shop, advocate, pass, signUp, storefront } = await stage(signUpsCount, mintingShopify);
  const claim = { id: crypto.randomUUID(), code: advocate.code };
  const visitor = { customerId: null, networkAddress: '203.0.113.9', userAgent: 'Firefox' };
  await claimOffer(context, await storefront(), claim, visitor, 'en');
  pass(minute);
  await work(context, shop, ['customers/create', accountBody(context)]);
  expect(await signUp()).toBeNull();
  pass(minute);
  await claimOffer(context, await storefront(), claim, { ...visitor, customerId: friend }, 'en');
  await drainInbox(context);
  expect(await signUp()).toMatchObject({ outcome: 'credited', advocateId: advocate.advocateId });
});

test('a claim with the e-mail address of the account that is opened next is evidence', async () => {
  const { context, shop, advocate, pass, signUp, storefront } = await stage(signUpsCount, mintingShopify);
  const claim = { id: crypto.randomUUID(), code: advocate.code, email: 'Finn@Friend.example' };
  await claimOffer(context, await storefront(), claim, { customerId: null, networkAddress: null, userAgent: null }, 'en');
  pass(minute);
  await work(context, shop, ['customers/create', accountBody(context)]);
  expect(await signUp()).toMatchObject({ outcome: 'credited', advocateId: advocate.advocateId });
});

test('guests have no account: a customer made by a checkout is ignored until their first sign-in', async () => {
  const { context, shop, land, pass, signUp } = await stage();
  await land(null);
  pass(minute);
  const guest = accountBody(context, { state: 'disabled' });
  await work(context, shop, ['customers/create', guest], ['customers/create', { ...guest, id: 7002, state: 'invited' }]);
  expect(await deliveries(shop)).toEqual(['ignored: nothing-to-do', 'ignored: nothing-to-do']);
  await land(friend);
  await drainInbox(context);
  expect(await signUp()).toBeNull();
  await work(context, shop, ['customers/enable', { ...guest, state: 'enabled' }]);
  expect(await signUp()).toMatchObject({ outcome: 'credited' });
});

test('who was a customer long before following the link has not been brought by it, even if Shopify enables the account only now', async () => {
  const { context, shop, land, pass, signUp } = await stage();
  await land(null);
  pass(minute);
  await land(friend);
  await work(context, shop, ['customers/enable', accountBody(context, { created_at: '2024-05-01T10:00:00Z' })]);
  expect(await signUp()).toBeNull(); // what came after the account is no evidence about it
  expect(await database.prisma.referral.count({ where: { shopId: shop.id } })).toBe(0);
});

test('a shop that credits no sign-ups says so, and one that does not exist any more is left alone', async () => {
  const { context, shop, land, pass, signUp } = await stage((rules) => rules);
  await land(null);
  pass(minute);
  await land(friend);
  await work(context, shop, ['customers/create', accountBody(context)]);
  expect(await signUp()).toMatchObject({ outcome: 'not-credited', reason: 'sign-ups-not-credited', referral: null });
  await database.prisma.shop.update({ where: { id: shop.id }, data: { state: 'uninstalled' } });
  await work(context, shop, ['customers/create', accountBody(context, { id: 7003 })]);
  expect(await database.prisma.signUp.count({ where: { shopId: shop.id } })).toBe(1);
});

test('nobody signs up through their own link', async () => {
  const { context, shop, land, pass, signUp } = await stage();
  await land(null);
  pass(minute);
  await land(friend);
  await work(context, shop, ['customers/create', accountBody(context, { email: 'Anna@Advocate.example' })]);
  expect(await signUp()).toMatchObject({ outcome: 'not-credited', reason: 'self-referral' });
});

test('a reminder asks Shopify for the address, and does without when Shopify does not answer', async () => {
  const customer = { id: `gid://shopify/Customer/${friend}`, defaultEmailAddress: { emailAddress: 'finn@mailinator.com' } };
  for (const [shopify, disposable] of [
    [shopifyThatAnswers({ nodes: [customer] }), true],
    [undefined, null],
  ] as const) {
    const { context, shop, land, pass, signUp } = await stage(signUpsCount, shopify ?? testContext(database).shopify);
    await land(null);
    pass(minute);
    await work(context, shop, ['customers/create', accountBody(context, { email: 'finn@mailinator.com' })]);
    await land(friend);
    await drainInbox(context);
    const facts = (await signUp())?.facts as { buyer: { disposableEmail: boolean | null; emailHash: string | null } };
    expect(facts.buyer.disposableEmail).toBe(disposable);
    expect(facts.buyer.emailHash).toMatch(/^[0-9a-f]{64}$/);
  }
});

test('Shopify’s sample of a new customer is read, and no shape of a payload disturbs the shop’s inbox', async () => {
  const { context, shop } = await stage();
  const sample = samplePayload('customers-create.official-2026-07') as Record<string, unknown>;
  await work(context, shop, ['customers/create', sample], ['customers/create', { ...sample, state: 'enabled' }]);
  expect(await deliveries(shop)).toEqual(['ignored: nothing-to-do', 'settled']);
  const [noted] = await database.prisma.signUp.findMany({ where: { shopId: shop.id } });
  expect(noted).toMatchObject({ customerId: String(sample['id']), at: new Date('2022-01-01T00:00:00Z') });
  expect(JSON.stringify(noted)).not.toContain('bob@');

  const good = accountBody(context);
  const bad: [string, unknown][] = [
    ['customers/create', 'null'],
    ['customers/create', '[]'],
    ['customers/create', '{"id":'],
    ['customers/create', { ...good, id: null }],
    ['customers/create', { ...good, id: "1' OR 1=1" }],
    ['customers/create', { ...good, id: -1 }],
    ['customers/create', { ...good, created_at: 'yesterday' }],
    ['customers/create', { ...good, email: { $gt: '' } }],
    ['customers/enable', { ...good, state: ['enabled'] }],
    ['vouchsafe/sign-up', '{}'],
    ['vouchsafe/sign-up', { customerId: 7001 }],
    ['vouchsafe/sign-up', { customerId: '9'.repeat(21) }],
  ];
  for (const [topic, body] of bad) await deliver(context, shop, topic, body);
  await deliver(context, shop, 'customers/create', { ...good, id: 7009, email: 'no address', phone: '\0' });
  await deliver(context, shop, 'vouchsafe/sign-up', { customerId: '404' });
  await drainInbox(context);
  const ends = (await deliveries(shop)).slice(2);
  expect(ends.slice(0, bad.length).filter((end) => !end.startsWith('dead: unreadable'))).toEqual([]);
  expect(ends.slice(bad.length)).toEqual(['settled', 'ignored: nothing-to-do']);
});
