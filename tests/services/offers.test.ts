import { noteChangedDiscount } from '#app/services/note-discount-news.server.ts';
import { repairOffer } from '#app/services/repair-offer.server.ts';
import { listClaims } from '#app/queries/arrivals.server.ts';
import { settleCodeJobs } from '#devstore/discounts/code-jobs.ts';
import { changeDiscount, deleteDiscount } from '#devstore/discounts/discount-events.ts';
import { beforeEach, expect, test } from 'vitest';
import { findClaimsByOfferCode, noteClaimTrouble } from '#app/data/claims.server.ts';
import { noteSharedCodeTrouble } from '#app/data/shared-codes.server.ts';
import { findStorefront, type Storefront } from '#app/data/storefronts.server.ts';
import { defaultRules, type ProgramRules } from '#app/domain/program.ts';
import { claimAnswerSchema } from '#app/domain/storefront-contract.ts';
import { claimOffer } from '#app/services/claim-offer.server.ts';
import { quoteOffer } from '#app/services/quote-offer.server.ts';
import { saveProgram } from '#app/services/save-program.server.ts';
import { setAdvocateState } from '#app/services/set-advocate-state.server.ts';
import { settleSharedCodes } from '#app/services/settle-shared-codes.server.ts';
import type { AdminClient } from '#app/shopify/client.server.ts';
import { useAdminApi } from '#tests/support/admin-api.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { enrol, openShop } from '#tests/support/shopfront.ts';

const database = useDatabase();
const api = useAdminApi();
const stranger = { customerId: null, networkAddress: '203.0.113.9', userAgent: 'Firefox' };
let shops = 0;

type Offer = Partial<ProgramRules['offer']>;

beforeEach(() => {
  api.shop.discounts.clear();
  api.store.injectors.adminApi.bulkPolls = 0;
});

/** A shop with this offer, its advocate Anna, and friends who claim. */
async function stage(offer: Offer) {
  const shopify = { client: (): Promise<AdminClient> => Promise.resolve(api.client()) };
  const context = testContext(database, { shopify: () => shopify.client() });
  const domain = `offers-${(shops += 1)}.myshopify.com`;
  let shop = await openShop(context, { domain, rules: { offer: { ...defaultRules('USD').offer, ...offer } } });
  const anna = await enrol(context, shop, { customerId: '1', name: 'Anna Berg' });
  const reload = async (): Promise<Storefront> => {
    const found = await findStorefront(database.prisma, domain);
    if (found === null) throw new Error('the shop is gone');
    return (shop = found);
  };
  return {
    context,
    shopify,
    anna,
    shopId: shop.id,
    shop: () => shop,
    claim: async (id: string = crypto.randomUUID(), locale = 'en') =>
      claimAnswerSchema.parse(await claimOffer(context, shop, { id, code: anna.code }, stranger, locale)),
    quote: (locale: string) => quoteOffer(context, shop, anna.code, locale),
    /** As the merchant does on the program's page; jobs are done at once. */
    async save(change: { offer?: Offer; live?: boolean }): Promise<void> {
      const { rules: before, version } = shop.program;
      const next = { ...before, live: change.live ?? before.live, offer: { ...before.offer, ...change.offer } };
      expect(await saveProgram(context, shop, { rules: next, expectedVersion: version, by: '1' })).toEqual({
        version: version + 1,
      });
      await settleSharedCodes(context, { shopId: shop.id });
      await reload();
    },
    row: (id: string) => database.prisma.claim.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id } } }),
    shared: () => database.prisma.sharedCode.findFirst({ where: { shopId: shop.id } }),
  };
}

const discounts = () => [...api.shop.discounts.values()];
const codes = () => discounts().flatMap(({ codes: all }) => all.map(({ code }) => code));
const shared = { mode: 'shared' as const };
const productIds = () => [...api.shop.products.keys()].slice(0, 2);

test('every kind of code is made as the offer says, and greeted in the visitor’s language', async () => {
  const ids = productIds();
  const terms = (of: 'products' | 'collections', some: string[]) => ({
    ...defaultRules('USD').offer.terms,
    ...{ on: { of, ids: some }, oncePerCustomer: false },
  });
  const percentage = { kind: 'percentage' as const, basisPoints: 2_000 };
  const kinds: [Offer, string, string, object][] = [
    [{ value: percentage, terms: terms('products', ids) }, '20% off selected products in your first order',
      '20\u00a0% de remise sur une sélection de produits, dans votre première commande', { value: { percentage: 0.2 }, appliesOncePerCustomer: false }],
    [{ value: { kind: 'fixed-amount', minor: '750' } }, '$7.50 off your first order', '7,50\u00a0$US de remise sur votre première commande',
      { value: { amount: expect.stringMatching(/^7\.5/) as string, appliesOnEachItem: false } }],
    [{ value: { kind: 'free-shipping' } }, 'Free shipping on your first order', 'Livraison offerte pour votre première commande', { kind: 'free-shipping' }],
    [{ value: { kind: 'free-product', productIds: ids, quantity: 2, spendMinor: '4000', buys: null } }, '2 free products with your first order',
      '2 produits offerts avec votre première commande', { kind: 'bxgy' }],
  ]; // prettier-ignore
  for (const [offer, english, french, discount] of kinds) {
    api.shop.discounts.clear();
    const { claim, quote } = await stage(offer);
    const answer = await claim();
    expect(answer).toMatchObject({ ok: true, headline: english, discountCode: codes()[0] });
    expect(discounts()).toMatchObject([{ usageLimit: 1, ...discount }]);
    expect(await quote('fr')).toMatchObject({ available: true, hasCode: true, headline: french });
  }
});

test.each([
  ['en', 'Jan 1, 2027'],
  ['de', '01.01.2027'],
  ['ja', '2027/01/01'],
])('the last day of an offer is told as %s writes it, by the shop’s own clock', async (locale, until) => {
  const { claim, quote, context } = await stage({ validDays: 30 });
  // In Berlin the next day has begun.
  const now = Date.UTC(2026, 11, 1, 23, 30);
  context.now = () => now;
  expect(await quote(locale)).toMatchObject({ until });
  expect(await claim(undefined, locale)).toMatchObject({ ok: true, until });
});

test.each([
  ['the same products', () => null],
  ['selected products', () => ({ of: 'products' as const, ids: productIds() })],
])('a free product says how the friend gets it, by spending on %s', async (on, bought) => {
  const buys = bought();
  const { claim, quote } = await stage({
    value: { kind: 'free-product', productIds: productIds(), quantity: 1, spendMinor: '4000', buys },
    minimumSubtotalMinor: '5000',
  });
  // Shopify has one minimum only: the larger one.
  const note = `Add it to your cart: it is free when you spend $50.00 or more on ${on}.`;
  expect(await claim()).toMatchObject({ ok: true, headline: 'A free product with your first order', note });
  expect(await quote('en')).toMatchObject({
    terms: `One code for one order, valid for 30 days after you claim it. ${note} For new customers.`,
  });
});

test.each([
  [{ kind: 'store-credit', minor: '1000' }, '$10.00 store credit for your first order', /Sign in when you order/],
  [{ kind: 'gift-card', minor: '1000' }, '$10.00 gift card for your first order', /the gift card is sent to it/],
  [
    { kind: 'order-share', basisPoints: 500, capMinor: '2000', as: 'store-credit' },
    '5% of your first order back, at most $20.00, as store credit',
    /Sign in when you order/,
  ],
] as const)('an offer of %o is promised without a code, and asks nothing of Shopify', async (value, headline, path) => {
  const { claim, row, shopify, context, quote } = await stage({ value });
  shopify.client = () => Promise.reject(new Error('nobody asked for Shopify'));
  const id = crypto.randomUUID();
  const answer = await claim(id);
  const note = expect.stringMatching(path) as string;
  // As long as an order can be credited.
  expect(answer).toMatchObject({ ok: true, discountCode: null, expiresAt: context.now() + 30 * 86_400_000, headline, note });
  expect(answer.ok && answer.note).toContain('You get it 14 days after your order is paid.');
  expect(await claim(id)).toEqual(answer);
  expect(await row(id)).toMatchObject({ state: 'ready', gives: 'payout', offerCode: null, discountId: null });
  expect(await quote('en')).toMatchObject({ hasCode: false, headline });
});

test('while Shopify is still adding the code the friend is asked to try again, and the next try finds it', async () => {
  const { claim } = await stage({});
  await claim();
  api.store.injectors.adminApi.bulkPolls = 1_000;
  const id = crypto.randomUUID();
  expect(await claim(id)).toMatchObject({ ok: false, reason: 'try-later' });
  expect(codes()).toHaveLength(1);
  for (const job of api.shop.bulkCreations.values()) job.pollsLeft = 0;
  api.store.injectors.adminApi.bulkPolls = 0;
  const answer = await claim(id);
  expect(answer).toMatchObject({ ok: true, discountCode: codes()[1] });
  expect(codes()).toHaveLength(2);
});

test('a code that the merchant took away is replaced by another when the friend asks again, within the link’s budget', async () => {
  const { claim, row, shopId } = await stage({ claimsPerLinkPerDay: 2 });
  const id = crypto.randomUUID();
  const first = await claim(id);
  const { discountId, offerCode } = await row(id);
  expect(await claim(id)).toEqual(first);
  await noteClaimTrouble(database.prisma, shopId, { offerCodes: [offerCode ?? ''] }, 'code-removed');
  const answers = await Promise.all([claim(id), claim(id), claim(id)]);
  const second = answers[0];
  expect(second).toMatchObject({ ok: true, expiresAt: first.ok && first.expiresAt });
  expect(new Set(answers.map((answer) => answer.ok && answer.discountCode))).toEqual(
    new Set([second?.ok === true && second.discountCode]),
  );
  expect(second).not.toMatchObject({ discountCode: offerCode });
  expect(await row(id)).toMatchObject({ renewals: 1, codeBefore: offerCode, trouble: null, state: 'ready' });
  // An order that was placed with the first one is still known by it.
  expect(await findClaimsByOfferCode(database.prisma, shopId, [offerCode ?? ''])).toHaveLength(1);
  // Two codes of two are spent.
  expect(await claim()).toMatchObject({ ok: false, reason: 'too-many' });
  await database.prisma.discountPool.updateMany({ where: { shopId, discountId }, data: { trouble: 'deactivated' } });
  expect(await claim(id)).toMatchObject({ ok: false, reason: 'too-many' });
});

test('a shared code is the advocate’s own, made once for all friends, and works for everybody', async () => {
  const { claim, anna, shared: row } = await stage(shared);
  const answers = await Promise.all([claim(), claim(), claim(), claim()]);
  answers.push(await claim());
  for (const answer of answers) {
    expect(answer).toEqual({
      ...{ ok: true, discountCode: anna.code, expiresAt: null, until: null },
      ...{ headline: '10% off your first order', note: '', terms: 'One order per customer. For new customers.' },
    });
  }
  expect(discounts()).toMatchObject([
    { usageLimit: null, appliesOncePerCustomer: true, endsAt: null, codes: [{ code: anna.code }] },
  ]);
  expect(await row()).toMatchObject({ state: 'ready', turn: 1, advocateId: anna.advocateId });
});

test('a shared code costs the link’s budget for each friend', async () => {
  const { claim } = await stage({ ...shared, claimsPerLinkPerDay: 1 });
  const id = crypto.randomUUID();
  expect(await claim(id)).toMatchObject({ ok: true });
  expect(await claim(id)).toMatchObject({ ok: true });
  expect(await claim()).toMatchObject({ ok: false, reason: 'too-many' });
});

test('after a lost answer the shared code that was made is found', async () => {
  const { claim, anna, shopify } = await stage(shared);
  shopify.client = () =>
    Promise.resolve(
      api.client(async (...request) => {
        await api.fetch(...request);
        throw new TypeError('socket hang up');
      }),
    );
  expect(await claim()).toMatchObject({ ok: false, reason: 'try-later' });
  shopify.client = () => Promise.resolve(api.client());
  expect(await claim()).toMatchObject({ ok: true, discountCode: anna.code });
  expect(codes()).toEqual([anna.code]);
});

test('single-use codes instead of shared ones end the shared code; a friend who had it gets a code of their own', async () => {
  const { claim, anna, save, shared: row } = await stage(shared);
  const id = crypto.randomUUID();
  expect(await claim(id)).toMatchObject({ discountCode: anna.code });
  await save({ offer: { mode: 'single-use' } });
  expect(codes()).toEqual([]);
  expect((await row())?.wanted).toBeNull();
  const answer = await claim(id);
  expect(answer).toMatchObject({ ok: true, discountCode: expect.stringMatching(/^FRIEND-/) as string });
  expect(answer.ok && answer.expiresAt).not.toBeNull();
});

test('a blocked advocate’s shared code ends, and is made again with the first claim after the block', async () => {
  const { claim, anna, context, shop, shopId } = await stage(shared);
  await claim();
  await setAdvocateState(context, shop(), anna.advocateId, 'blocked');
  expect(context.jobs).toContainEqual(expect.objectContaining({ name: 'settle-shared-codes', data: { shopId } }));
  await settleSharedCodes(context, { shopId });
  expect(codes()).toEqual([]);
  expect(await claim()).toMatchObject({ ok: false, reason: 'unavailable' });
  await setAdvocateState(context, shop(), anna.advocateId, 'active');
  expect(await claim()).toMatchObject({ ok: true, discountCode: anna.code });
  expect(codes()).toEqual([anna.code]);
});

test('shared codes follow the offer at once, and a pause takes them away', async () => {
  const { claim, anna, save } = await stage(shared);
  await claim();
  await save({ offer: { value: { kind: 'percentage', basisPoints: 2_500 } } });
  expect(discounts()).toMatchObject([{ value: { percentage: 0.25 }, codes: [{ code: anna.code }] }]);
  await save({ offer: { value: { kind: 'free-shipping' } } });
  expect(discounts()).toMatchObject([{ kind: 'free-shipping', codes: [{ code: anna.code }] }]);
  await save({ live: false });
  expect(codes()).toEqual([]);
  await save({ live: true });
  expect(discounts()).toMatchObject([{ kind: 'free-shipping', codes: [{ code: anna.code }] }]);
  // What does not concern the discount leaves it alone.
  const [before] = discounts();
  await save({ offer: { claimsPerLinkPerDay: 7 } });
  expect(discounts()).toEqual([before]);
});

test('a try that ends after its code was ended leaves nothing behind', async () => {
  const { claim, anna, context, shop, shopId, shopify, shared: row } = await stage(shared);
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  shopify.client = () =>
    Promise.resolve(
      api.client(async (...request) => {
        arrive();
        await held;
        return api.fetch(...request);
      }),
    );
  const late = claim();
  await arrived;
  shopify.client = () => Promise.resolve(api.client());
  await setAdvocateState(context, shop(), anna.advocateId, 'blocked');
  await settleSharedCodes(context, { shopId });
  expect((await row())?.state).toBe('ending');
  release();
  expect(await late).toMatchObject({ ok: false, reason: 'try-later' });
  expect(codes()).toEqual([]);
  context.clock.at += 180_000;
  await settleSharedCodes(context, { shopId });
  expect((await row())?.state).toBe('ended');
});

test('what the merchant did to a shared code is undone by the next claim, unless they only edited it', async () => {
  const { claim, anna, shopId, shared: row } = await stage(shared);
  await claim();
  const made = await row();
  const [discount] = discounts();
  if (discount === undefined) throw new Error('no discount');
  Object.assign(discount, { title: 'Anna’s friends' });
  await noteSharedCodeTrouble(database.prisma, shopId, made?.discountId ?? '', 'edited');
  await claim();
  expect(discounts().map(({ id }) => id)).toEqual([discount.id]);
  Object.assign(discount, { active: false, endsAt: new Date(0).toISOString() });
  await noteSharedCodeTrouble(database.prisma, shopId, made?.discountId ?? '', 'deactivated');
  expect(await claim()).toMatchObject({ ok: true, discountCode: anna.code });
  expect(discounts()).toMatchObject([{ codes: [{ code: anna.code }], endsAt: null }]);
  expect(await row()).toMatchObject({ trouble: null, turn: 2 });
});

test.each([
  ['codes of their own', {}],
  ['a shared code', shared],
])('offers with %s whose discount the merchant edited say so among the claims, and staff put it right', async (_, offer) => {
  const { claim, context, shop, shopId } = await stage(offer);
  const id = crypto.randomUUID();
  await claim(id);
  settleCodeJobs(api.store, api.shop);
  const [discount] = discounts();
  if (discount === undefined) throw new Error('no discount');
  const listed = async () =>
    (
      await listClaims(database.prisma, { id: shopId, timeZone: 'UTC' }, { period: null, state: null }, null, 10, () => null)
    ).rows.map(({ trouble }) => trouble);
  const before = structuredClone(discount.value);
  const tell = () =>
    noteChangedDiscount(
      context,
      { id: shopId, domain: shop().domain },
      { admin_graphql_api_id: `gid://shopify/DiscountCodeNode/${discount.id}` },
    );
  expect(await repairOffer(context, shop(), id)).toEqual({ done: 'put-back' }); // nothing was wrong, and nothing is changed
  changeDiscount(api.store, api.shop, discount, (edited) => Object.assign(edited, { value: { percentage: 0.9 } }));
  await tell();
  expect(await listed()).toEqual(['edited']);
  expect(await repairOffer(context, shop(), crypto.randomUUID())).toBeNull();
  expect(await repairOffer(context, shop(), id)).toEqual({ done: 'put-back' });
  expect([discounts()[0]?.value, await listed()]).toEqual([before, [null]]);
  deleteDiscount(api.store, api.shop, discount);
  expect(await repairOffer(context, shop(), id)).toEqual({ refused: 'offer-gone' });
});

test('a merchant’s own discount with the advocate’s code is left alone, and the merchant reads why there is no shared code', async () => {
  const { claim, anna, shared: row } = await stage(shared);
  await claim();
  const [discount] = discounts();
  if (discount === undefined) throw new Error('no discount');
  Object.assign(discount, { title: 'Welcome back', tags: [] });
  await database.prisma.sharedCode.updateMany({ data: { state: 'minting', discountId: null } });
  expect(await claim()).toMatchObject({ ok: false, reason: 'unavailable' });
  expect(discounts()).toEqual([discount]);
  expect(await row()).toMatchObject({ state: 'failed', lastError: `shared-taken: ${anna.code}` });
});
