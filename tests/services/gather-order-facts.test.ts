import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { noteAdvocateTraits } from '#app/data/advocate-traits.server.ts';
import { openClaim } from '#app/data/claims.server.ts';
import { insertVisits } from '#app/data/visits.server.ts';
import { offerCode as makeOfferCode } from '#app/domain/discount-code.ts';
import type { AdvocateFacts, OrderFacts } from '#app/domain/facts.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { readStoredFacts } from '#app/domain/stored-decision.ts';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import { addToBlockList } from '#app/services/change-block-list.server.ts';
import {
  addAdvocate,
  deliver,
  openShop,
  orderBody,
  type OrderFields,
  shopifyThatAnswers,
  shopifyThatNumbersOrders,
  type TestShop,
  work,
} from '#tests/fixtures/order-events.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const start = (over = {}) => testContext(database, { shopify: shopifyThatNumbersOrders(), ...over });
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PLACED = Date.parse('2026-11-20T10:00:00Z');
const anna = { customerId: '5001', email: 'anna@advocate.example' };
const HOME = { address1: 'Ring 12', address2: null, city: 'Wien', zip: '1010', country_code: 'AT' };
const BROWSER = { browser_ip: '203.0.113.9', client_details: { user_agent: 'Browser/1' } };

type Sent = OrderFields & { with?: Record<string, unknown> };
const paid = ({ with: more = {}, ...order }: Sent) => ['orders/paid', { ...orderBody(order), ...more }] as const;

async function hasherOf(context: TestContext, shop: TestShop) {
  const { personalKey } = await database.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
  return context.vault.forShop(personalKey);
}

async function factsOf(shop: TestShop, orderId: string): Promise<OrderFacts> {
  const where = { shopId_orderId: { shopId: shop.id, orderId } };
  return readStoredFacts((await database.prisma.buyerOrder.findUniqueOrThrow({ where })).facts);
}

async function outcomeOf(shop: TestShop, orderId: string) {
  const row = await database.prisma.buyerOrder.findUnique({ where: { shopId_orderId: { shopId: shop.id, orderId } } });
  return row && { outcome: row.outcome, reason: row.reason, advocateId: row.advocateId };
}

function advocateIn(facts: OrderFacts, advocateId: string): AdvocateFacts {
  const found = facts.advocates.find((advocate) => advocate.advocateId === advocateId);
  if (found === undefined) throw new Error('not weighed');
  return found;
}

type Who = { customerId?: string; email?: string; ip?: string; browser?: string };

async function claim(context: TestContext, shop: TestShop, advocateId: string, at: number, who: Who): Promise<string> {
  const hasher = await hasherOf(context, shop);
  const offerCode = makeOfferCode(randomBytes(16));
  const fresh = {
    ...{
      claimId: randomUUID(),
      advocateId,
      programVersion: 1,
      gives: 'code' as const,
      offerCode,
      claimedAt: at,
      expiresAt: null,
      channel: null,
    },
    ...{ networkHash: hasher.network(who.ip), deviceHash: hasher.device(who.browser) },
    ...{ customerId: who.customerId ?? null, emailHash: hasher.email(who.email) },
  };
  expect(await database.prisma.$transaction((tx) => openClaim(tx, shop.id, fresh, 1000))).toBe('opened');
  return offerCode;
}

async function visit(
  context: TestContext,
  shop: TestShop,
  to: { advocateId: string; code: string },
  at: number,
  who: Who & { from?: string },
) {
  const hasher = await hasherOf(context, shop);
  const visit = {
    ...{ shopId: shop.id, id: randomUUID(), code: to.code, at, landingPath: '/', referrerHost: who.from ?? null },
    ...{ networkHash: hasher.network(who.ip), deviceHash: hasher.device(who.browser) },
    ...{ customerId: who.customerId ?? null, channel: null, trust: 'hint' as const },
  };
  expect(await insertVisits(database.pool, [visit])).toEqual([{ isNews: true, code: to.code, advocateId: to.advocateId }]);
}

test('a claim with the e-mail address or the account of the buyer is evidence for an order that carries none', async () => {
  const context = start();
  const shop = await openShop(context);
  const { advocateId } = await addAdvocate(context, shop, anna);
  const typed = await claim(context, shop, advocateId, PLACED - HOUR, { email: 'F.inn+x@gmail.com' });
  const signedIn = await claim(context, shop, advocateId, PLACED - HOUR, { customerId: '7002' });
  await claim(context, shop, advocateId, PLACED + HOUR, { email: 'late@friend.example' });
  await work(
    context,
    shop,
    paid({ orderId: '9001', customer: { id: 7001, email: 'finn@gmail.com' } }),
    paid({ orderId: '9002', customer: { id: 7002, email: 'b@friend.example' } }),
    paid({ orderId: '9003', customer: { id: 7003, email: 'late@friend.example' } }),
  );
  expect(await outcomeOf(shop, '9001')).toEqual({ outcome: 'credited', reason: 'credited', advocateId });
  const common = { kind: 'claim', at: PLACED - HOUR, channel: null, resolution: { advocateId } };
  expect((await factsOf(shop, '9001')).signals).toEqual([{ ...common, rawCode: typed, trust: 'hint' }]);
  expect((await factsOf(shop, '9002')).signals).toEqual([{ ...common, rawCode: signedIn, trust: 'verified' }]);
  expect(await outcomeOf(shop, '9003')).toBeNull();
});

test('visits while signed in are evidence: of many the first and the last, and none through the own link', async () => {
  const context = start();
  const shop = await openShop(context);
  const ben = await addAdvocate(context, shop, { customerId: '7001', email: 'finn@friend.example' });
  const advocate = await addAdvocate(context, shop, anna);
  for (const hours of [5, 4, 3]) await visit(context, shop, advocate, PLACED - hours * HOUR, { customerId: '7001' });
  await visit(context, shop, ben, PLACED - HOUR, { customerId: '7001' });
  await visit(context, shop, advocate, PLACED - HOUR, { customerId: '8888' });
  await work(context, shop, paid({ orderId: '9001' }));
  const { signals } = await factsOf(shop, '9001');
  const common = { kind: 'signed-in-visit', rawCode: advocate.code, trust: 'verified', channel: null };
  const resolution = { advocateId: advocate.advocateId };
  expect(signals).toEqual([5, 3].map((hours) => ({ ...common, at: PLACED - hours * HOUR, resolution })));
  expect(await outcomeOf(shop, '9001')).toMatchObject({ outcome: 'credited', advocateId: advocate.advocateId });
});

test("a credited sign-up leads to the advocate of the friend's first order", async () => {
  const context = start();
  const shop = await openShop(context, (rules) => ({ ...rules, signUps: { ...rules.signUps, credited: true } }));
  const advocate = await addAdvocate(context, shop, anna);
  await visit(context, shop, advocate, PLACED - 2 * HOUR, { customerId: '7001' });
  const account = { id: 7001, state: 'enabled', created_at: '2026-11-20T09:00:00Z', email: 'finn@friend.example', phone: null };
  await work(context, shop, ['customers/enable', account]);
  expect(await outcomeOf(shop, 'signup-7001')).toMatchObject({ outcome: 'credited', advocateId: advocate.advocateId });
  await database.prisma.visit.deleteMany({ where: { shopId: shop.id } });
  await work(context, shop, paid({ orderId: '9001' }));
  expect((await factsOf(shop, '9001')).signals).toMatchObject([
    { kind: 'sign-up', trust: 'verified', at: Date.parse('2026-11-20T09:00:00Z') },
  ]);
  expect(await outcomeOf(shop, '9001')).toMatchObject({ outcome: 'credited', advocateId: advocate.advocateId });
});

test('renewals of a credited subscription are counted, also when several come at once', async () => {
  const context = start();
  const shop = await openShop(context, (rules) => ({ ...rules, eligibility: { ...rules.eligibility, renewals: 2 } }));
  const { advocateId, code } = await addAdvocate(context, shop, anna);
  await work(context, shop, paid({ orderId: '9001', ref: code, placedAt: '2026-08-20T10:00:00Z' }));
  const renewal = (orderId: string, placedAt: string, name = 'subscription_contract') =>
    paid({ orderId, placedAt, with: { source_name: name } });
  await work(context, shop, renewal('9002', '2026-09-20T10:00:00Z'));
  await work(
    context,
    shop,
    renewal('9004', '2026-11-20T10:00:00Z'),
    renewal('9003', '2026-10-20T10:00:00Z', 'subscription_contract_checkout_one'),
  );
  await work(context, shop, renewal('9003', '2026-10-20T10:00:00Z'));
  const numbers = await Promise.all(['9001', '9002', '9003', '9004'].map(async (id) => (await factsOf(shop, id)).renewal));
  expect(numbers).toEqual([null, 1, 2, 3]);
  expect((await factsOf(shop, '9003')).signals).toMatchObject([
    { kind: 'renewal', trust: 'verified', resolution: { advocateId } },
  ]);
  expect(await outcomeOf(shop, '9003')).toMatchObject({ outcome: 'credited', advocateId });
  expect(await outcomeOf(shop, '9004')).toMatchObject({ outcome: 'not-credited', reason: 'renewal-limit' });
});

test('what the friend answered means the advocate of exactly that name or address, and of several nobody', async () => {
  const context = start();
  const shop = await openShop(context);
  const { advocateId } = await addAdvocate(context, shop, anna); // Anna Advocate
  const answered = (orderId: string, text: string) =>
    paid({
      orderId,
      customer: { id: Number(orderId), email: `${orderId}@friend.example` },
      with: { note_attributes: [{ name: '__vouchsafe', value: JSON.stringify({ w: [text, PLACED - HOUR] }) }] },
    });
  await work(
    context,
    shop,
    answered('9001', '  ADVOCATE, Änna '),
    answered('9002', 'Anna'),
    answered('9003', 'Anna@Advocate.example'),
  );
  const resolutions = async (id: string) => (await factsOf(shop, id)).signals.map(({ kind, resolution }) => [kind, resolution]);
  expect(await resolutions('9001')).toEqual([['friend-answer', { advocateId }]]);
  expect(await resolutions('9002')).toEqual([['friend-answer', { unresolved: 'unknown' }]]);
  expect(await resolutions('9003')).toEqual([['friend-answer', { advocateId }]]);
  await addAdvocate(context, shop, { customerId: '5002', email: 'other@advocate.example' });
  await work(context, shop, answered('9004', 'Anna Advocate'));
  expect(await resolutions('9004')).toEqual([['friend-answer', { unresolved: 'ambiguous' }]]);
});

test('one door, one network and one browser are seen on both sides; the till of the shop is no network of anybody', async () => {
  const context = start();
  const shop = await openShop(context);
  const { advocateId, code } = await addAdvocate(context, shop, anna);
  const seen = { shipping_address: HOME, billing_address: { ...HOME, address1: 'Ring 12, Wien' }, ...BROWSER };
  const first = { orderId: '9001', placedAt: '2026-11-01T10:00:00Z', customer: { id: 5001, email: anna.email } };
  await work(context, shop, paid({ ...first, with: seen }));
  const neighbour = { ...HOME, address1: '12 RING.' };
  await work(
    context,
    shop,
    paid({ orderId: '9002', ref: code, with: { shipping_address: neighbour, ...BROWSER } }),
    paid({ orderId: '9003', ref: code, customer: { id: 7, email: 'g@x.example' }, with: { source_name: 'pos', ...BROWSER } }),
  );
  const { buyer, country, advocates } = await factsOf(shop, '9002');
  expect(country).toBe('AT');
  expect([buyer.addressHashes.length, buyer.networkHash, buyer.deviceHash]).toEqual([1, expect.any(String), expect.any(String)]);
  expect(advocates).toMatchObject([
    {
      advocateId,
      addressHashes: expect.arrayContaining(buyer.addressHashes) as unknown,
      networkHashes: [buyer.networkHash],
      deviceHashes: [buyer.deviceHash],
    },
  ]);
  const atTill = await factsOf(shop, '9003');
  expect([atTill.buyer.networkHash, atTill.buyer.deviceHash, atTill.advocates[0]?.networkHashes]).toEqual([null, null, []]);
});

test('an advocate who looks at their link is known by network and device, for thirty days', async () => {
  const context = start();
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  const hasher = await hasherOf(context, shop);
  const trait = (hash: ReturnType<typeof hasher.network>, seenAt: number) =>
    hash &&
    noteAdvocateTraits(database.prisma, shop.id, [
      { customerId: '5001', kind: 'network', hash, seenAt },
      { customerId: 'nobody', kind: 'network', hash, seenAt },
    ]);
  await trait(hasher.network('203.0.113.9'), context.now() - DAY);
  await trait(hasher.network('198.51.100.1'), context.now() - 31 * DAY);
  await work(context, shop, paid({ orderId: '9001', ref: code, with: BROWSER }));
  const { advocates, buyer } = await factsOf(shop, '9001');
  expect(advocates[0]?.networkHashes).toEqual([buyer.networkHash]);
});

test('visits and claims of the buyer are counted by account, address, network with device, and own code', async () => {
  const context = start();
  const shop = await openShop(context);
  const advocate = await addAdvocate(context, shop, anna);
  const me = { ip: '203.0.113.9', browser: 'Browser/1' };
  await visit(context, shop, advocate, PLACED - HOUR, { ...me, from: 'Forum.example' });
  await visit(context, shop, advocate, PLACED - HOUR, { customerId: '7001', from: 'coupons.example' });
  await visit(context, shop, advocate, PLACED - HOUR, { ...me, browser: 'Another/2' });
  await visit(context, shop, advocate, PLACED + HOUR, me);
  const offer = await claim(context, shop, advocate.advocateId, PLACED - HOUR / 2, { ip: '198.51.100.7' });
  await claim(context, shop, advocate.advocateId, PLACED - HOUR / 2, me);
  await claim(context, shop, advocate.advocateId, PLACED - 2 * HOUR, { email: 'finn@friend.example', ip: '198.51.100.8' });
  await claim(context, shop, advocate.advocateId, PLACED - HOUR / 2, { ip: '198.51.100.9' });
  await work(
    context,
    shop,
    paid({
      orderId: '9001',
      discounts: [{ code: offer, amount: '5.00' }],
      with: { ...BROWSER, referring_site: 'https://Search.example:8080/?q=1' },
    }),
    paid({ orderId: '9002', ref: advocate.code, customer: { id: 8, email: 'h@x.example' } }),
    paid({
      orderId: '9003',
      ref: advocate.code,
      customer: { id: 9, email: 'i@x.example' },
      with: { ...BROWSER, browser_ip: '192.0.2.1' },
    }),
  );
  const facts = await factsOf(shop, '9001');
  expect(advocateIn(facts, advocate.advocateId)).toMatchObject({
    buyerVisits: 2,
    buyerClaims: 3,
    claimsLastHour: 3,
    referrerHosts: ['coupons.example', 'forum.example'],
  });
  expect(facts.referrerHost).toBe('search.example');
  expect((await factsOf(shop, '9002')).advocates).toMatchObject([{ buyerVisits: null, buyerClaims: 0 }]);
  expect((await factsOf(shop, '9003')).advocates).toMatchObject([{ buyerVisits: 0, buyerClaims: 0 }]);
});

test('credits of the advocate and of the network are counted before each order, and stay what they were', async () => {
  const context = start();
  const shop = await openShop(context);
  const { advocateId, code } = await addAdvocate(context, shop, anna);
  const friend = (orderId: string, placedAt: string) =>
    paid({ orderId, ref: code, placedAt, customer: { id: Number(orderId), email: `${orderId}@x.example` }, with: BROWSER });
  await work(context, shop, friend('9001', '2026-11-01T10:00:00Z'), friend('9002', '2026-11-14T10:00:00Z'));
  await work(context, shop, friend('9004', '2026-11-20T10:00:00Z'), friend('9003', '2026-11-20T09:00:00Z'));
  const counts = async (id: string) => {
    const facts = await factsOf(shop, id);
    const { creditsLastDay, creditsLast30Days } = advocateIn(facts, advocateId);
    return [creditsLastDay, creditsLast30Days, facts.networkCreditsLastWeek];
  };
  expect(await Promise.all(['9001', '9002', '9003', '9004'].map(counts))).toEqual([
    [0, 0, 0],
    [0, 1, 0],
    [0, 2, 1],
    [1, 3, 2],
  ]);
  await work(context, shop, friend('9002', '2026-11-14T10:00:00Z'));
  expect(await counts('9002')).toEqual([0, 1, 0]);
});

test('a chain is known up to its beginning, and so is the buyer who stands in it', async () => {
  const context = start({ at: Date.parse('2026-10-01T00:00:00Z') });
  const shop = await openShop(context);
  const [a, b, c] = await Promise.all(
    ['5001', '5002', '5003'].map((customerId) => addAdvocate(context, shop, { customerId, email: `${customerId}@x.example` })),
  );
  if (!a || !b || !c) throw new Error('not enrolled');
  context.clock.at = Date.parse('2026-11-22T10:00:00Z');
  const order = (orderId: string, id: number, ref: string, day: number) =>
    paid({ orderId, ref, placedAt: `2026-11-${day}T10:00:00Z`, customer: { id, email: `${id}@x.example` } });
  await work(context, shop, order('9001', 5002, a.code, 10)); // A brought B
  await work(context, shop, order('9002', 5003, b.code, 11)); // B brought C
  await work(context, shop, order('9003', 5001, c.code, 12)); // C would bring A
  const facts = await factsOf(shop, '9003');
  expect(facts.buyer.advocateId).toBe(a.advocateId);
  expect(advocateIn(facts, c.advocateId).referredBy).toEqual([b.advocateId, a.advocateId]);
  await work(context, shop, order('9004', 7777, a.code, 13));
  expect((await factsOf(shop, '9004')).advocates[0]?.referredBy).toEqual([c.advocateId, b.advocateId]);
  expect((await factsOf(shop, '9004')).buyer.advocateId).toBeNull();
});

test('buyers on the block list, with throw-away addresses, or with the telephone of another buyer are told apart', async () => {
  const context = start();
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  const { personalKey } = await database.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
  const block = (kind: 'domain' | 'network' | 'email', value: string) =>
    addToBlockList(context, { id: shop.id, personalKey }, { kind, value, note: null, by: '1' });
  await block('domain', 'blocked.example');
  await block('network', '203.0.113.9');
  await block('email', 'else@friend.example');
  const phone = '+1 613 555 0127';
  await work(
    context,
    shop,
    paid({ orderId: '9000', placedAt: '2026-11-01T10:00:00Z', customer: { id: 1, email: 'first@x.example', phone } }),
  );
  await work(
    context,
    shop,
    paid({ orderId: '9001', ref: code, customer: { id: 2, email: 'x@mail.blocked.example' }, with: BROWSER }),
    paid({ orderId: '9002', ref: code, customer: { id: 3, email: 'x@mailinator.com', phone } }),
    paid({ orderId: '9003', ref: code, customer: { id: 1, email: 'first@x.example', phone } }),
  );
  const told = async (id: string) => {
    const { blocked, buyer, phoneKnownFrom, earlierOrders } = await factsOf(shop, id);
    return { blocked, disposable: buyer.disposableEmail, phoneKnownFrom, earlierOrders };
  };
  expect(await told('9001')).toEqual({
    blocked: ['domain', 'network'],
    disposable: false,
    phoneKnownFrom: null,
    earlierOrders: 0,
  });
  expect(await told('9002')).toEqual({ blocked: [], disposable: true, phoneKnownFrom: '9000', earlierOrders: 0 });
  expect(await told('9003')).toEqual({ blocked: [], disposable: false, phoneKnownFrom: null, earlierOrders: 1 });
});

test("an order's events in several batches end in the facts of one batch: its own traces are not held against it", async () => {
  const story = async (together: boolean) => {
    const context = start({ at: Date.parse('2026-10-01T00:00:00Z') });
    const shop = await openShop(context, (rules) => ({
      ...rules,
      attribution: { ...rules.attribution, newCustomersOnly: false },
    }));
    const own = await addAdvocate(context, shop, { customerId: '7001', email: 'finn@friend.example' });
    context.clock.at = Date.parse('2026-11-22T10:00:00Z');
    const order = { orderId: '9001', ref: own.code, with: { shipping_address: HOME, ...BROWSER } };
    const later = ['orders/updated', { ...paid({ ...order, updatedAt: '2026-11-21T10:00:00Z' })[1] }] as const;
    if (together) await work(context, shop, paid(order), later);
    else for (const event of [paid(order), later]) await work(context, shop, event);
    const { advocates, buyer } = await factsOf(shop, '9001');
    return [
      advocates.map(({ addressHashes, networkHashes, creditsLastDay }) => [addressHashes, networkHashes, creditsLastDay]),
      buyer.advocateId === own.advocateId,
    ];
  };
  expect(await story(false)).toEqual(await story(true));
  expect(await story(true)).toEqual([[[[], [], 0]], true]);
});

const teaOnly = (rules: ProgramRules): ProgramRules => ({
  ...rules,
  attribution: { ...rules.attribution, newCustomersOnly: false },
  eligibility: { ...rules.eligibility, products: { mode: 'only', productIds: [], collectionIds: ['77'], tags: ['tea'] } },
});
const line = (productId: number, amount: string, quantity = 1) => ({
  ...{ id: productId, product_id: productId, quantity, current_quantity: quantity, gift_card: false, properties: [] },
  price_set: { shop_money: { amount, currency_code: 'USD' } },
});

test('products are asked for where the rules name tags or collections, once, and an order waits while Shopify does not answer', async () => {
  const product = (id: number, tags: string[], collections: number[]) => ({
    ...{ id: `gid://shopify/Product/${id}`, tags },
    collections: { nodes: collections.map((one) => ({ id: `gid://shopify/Collection/${one}` })) },
  });
  const context = start();
  const shop = await openShop(context, teaOnly);
  const { code } = await addAdvocate(context, shop, anna);
  const order = (orderId: string, lines: unknown[]) =>
    paid({ orderId, ref: code, customer: { id: Number(orderId), email: `${orderId}@x.example` }, with: { line_items: lines } });
  await deliver(context, shop, ...order('9001', [line(1, '50.00'), line(2, '30.00')]));
  await drainInbox({ ...context, shopify: testContext(database).shopify });
  expect(await outcomeOf(shop, '9001')).toBeNull();
  context.clock.at += HOUR;
  const asked: string[][] = [];
  const answer = shopifyThatAnswers({ nodes: [product(1, ['Tea'], []), product(2, [], [5]), product(3, ['mug'], [77])] });
  const shopify: TestContext['shopify'] = async (domain) => {
    const client = await answer(domain);
    const run: typeof client.run = (operation, variables) => {
      asked.push((variables as unknown as { ids: string[] }).ids);
      return client.run(operation, variables);
    };
    return { ...client, run };
  };
  await drainInbox({ ...context, shopify });
  await deliver(context, shop, ...order('9002', [line(2, '80.00')]));
  await deliver(context, shop, ...order('9003', [line(3, '80.00'), line(3, '1.00')]));
  await drainInbox({ ...context, shopify });
  expect(asked.map((ids) => ids.length)).toEqual([2, 2]);
  expect((await factsOf(shop, '9001')).lines).toMatchObject([
    { tags: ['tea'], collections: [] },
    { tags: [], collections: ['5'] },
  ]);
  expect(await Promise.all(['9001', '9002', '9003'].map((id) => outcomeOf(shop, id)))).toMatchObject([
    { outcome: 'credited' },
    { outcome: 'not-credited', reason: 'no-eligible-product' },
    { outcome: 'credited' },
  ]);
});

test('lines of currencies without and with three decimals, and what no order should hold, are read or refused with a reason', async () => {
  const context = start();
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  const inCurrency = (orderId: string, currency: string, amount: string, lines: unknown) =>
    paid({
      orderId,
      ref: code,
      currency,
      subtotal: amount,
      total: amount,
      customer: { id: Number(orderId), email: `${orderId}@x.example` },
      with: { line_items: lines },
    });
  const priced = (currency: string, amount: string, quantity = 2) => [
    {
      quantity,
      price_set: { shop_money: { amount, currency_code: currency } },
      discount_allocations: [{ amount_set: { shop_money: { amount: '1', currency_code: currency } } }],
    },
  ];
  await work(
    context,
    shop,
    inCurrency('9001', 'JPY', '2999', priced('JPY', '1500')),
    inCurrency('9002', 'KWD', '2.000', priced('KWD', '1.500')),
    inCurrency('9003', 'USD', '-5.00', 'not a list'),
    inCurrency('9004', 'USD', '5.00', [{ quantity: 1 }, ['nothing']]),
    inCurrency('9005', 'USD', '5.00', priced('USD', 'free')),
    inCurrency('9006', 'USD', '5.00', priced('EUR', '5.00')),
    inCurrency('9007', 'USD', '5.00', priced('USD', '999999999999999.99', 1_000_000)),
    paid({
      orderId: '9008',
      ref: code,
      customer: null,
      with: {
        shipping_address: 'nowhere',
        browser_ip: ['1.2.3.4'],
        referring_site: { a: 1 },
        client_details: 5,
        discount_codes: [null, 7],
        phone: 12,
      },
    }),
  );
  expect((await factsOf(shop, '9001')).lines).toMatchObject([{ fullMinor: 3000n, discountedMinor: 2999n }]);
  expect((await factsOf(shop, '9002')).lines).toMatchObject([{ fullMinor: 3000n, discountedMinor: 2000n }]);
  for (const id of ['9003', '9004', '9008']) expect((await factsOf(shop, id)).lines).toEqual([]);
  const dead = await database.prisma.delivery.findMany({
    where: { shopDomain: shop.domain, state: 'dead' },
    orderBy: { id: 'asc' },
  });
  expect(dead.map(({ reason }) => reason)).toEqual([
    'unreadable: an amount: not a decimal amount',
    'unreadable: an amount: a line in another currency than its order',
    'unreadable: an amount: an amount of more than 18 digits',
  ]);
});

test('a batch of two hundred orders takes as many statements as a batch of one', async () => {
  const statements = async (size: number): Promise<number> => {
    const context = start();
    const shop = await openShop(context);
    const { advocateId, code } = await addAdvocate(context, shop, anna);
    const offer = await claim(context, shop, advocateId, PLACED - HOUR, { email: '9000@x.example' });
    let counted = 0;
    const counting = <Client extends object>(client: Client): Client =>
      new Proxy(client, {
        get(target, name, receiver) {
          const value: unknown = Reflect.get(target, name, receiver);
          if (typeof value !== 'function') return value;
          const call = value.bind(target) as (...given: unknown[]) => unknown;
          if (name === '$transaction')
            return (inside: (tx: object) => unknown, ...rest: unknown[]) => call((tx: object) => inside(counting(tx)), ...rest);
          return (...given: unknown[]) => {
            if (name === '$queryRaw' || name === '$executeRaw') counted += 1;
            return call(...given);
          };
        },
      });
    for (let index = 0; index < size; index += 1) {
      const order = {
        orderId: String(9000 + index),
        ref: code,
        customer: { id: 7000 + index, email: `${9000 + index}@x.example` },
      };
      const note_attributes = [
        { name: '__vouchsafe', value: JSON.stringify({ f: [code, PLACED - HOUR], w: ['Anna Advocate', PLACED - HOUR] }) },
      ];
      await deliver(
        context,
        shop,
        ...paid({
          ...order,
          discounts: [{ code: offer, amount: '1.00' }],
          with: { ...BROWSER, shipping_address: HOME, note_attributes },
        }),
      );
    }
    await drainInbox({ ...context, db: { ...database, prisma: counting(database.prisma) } });
    expect(await database.prisma.buyerOrder.count({ where: { shopId: shop.id } })).toBe(size);
    return counted;
  };
  expect(await statements(200)).toBe(await statements(1));
});
