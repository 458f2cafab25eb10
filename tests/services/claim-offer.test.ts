import { beforeEach, expect, test } from 'vitest';
import { markClaimFailed, markClaimReady, markClaimsUsed } from '#app/data/claims.server.ts';
import { noteKnownBuyers } from '#app/data/known-buyers.server.ts';
import type { Storefront } from '#app/data/storefronts.server.ts';
import { discountCodeBytes } from '#app/discount-code-bytes.server.ts';
import { offerCode, readOfferCode } from '#app/domain/discount-code.ts';
import { defaultRules } from '#app/domain/program.ts';
import { claimAnswerSchema } from '#app/domain/storefront-contract.ts';
import { signedRef } from '#app/link-signer.server.ts';
import { claimOffer } from '#app/services/claim-offer.server.ts';
import type { AdminClient } from '#app/shopify/client.server.ts';
import { Fault, type FaultKind } from '#app/shopify/faults.ts';
import { useAdminApi } from '#tests/support/admin-api.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { enrol, newCode, openShop, saveRules } from '#tests/support/shopfront.ts';

const database = useDatabase();
const api = useAdminApi();
const stranger = { customerId: null, networkAddress: '203.0.113.9', userAgent: 'Firefox' };
const day = 86_400_000;
let shops = 0;

beforeEach(() => api.shop.discounts.clear());

const codesInShopify = () => [...api.shop.discounts.values()].flatMap(({ codes }) => codes.map(({ code }) => code));

/** A shop, its advocate, and a way for friends to claim. Shopify is the dev store's Admin API unless the test breaks it. */
async function stage(rules: Parameters<typeof openShop>[1]['rules'] = {}) {
  const shopify = { client: (): Promise<AdminClient> => Promise.resolve(api.client()) };
  const context = testContext(database, { shopify: () => shopify.client() });
  let shop = await openShop(context, { domain: `claim-${(shops += 1)}.myshopify.com`, rules });
  const anna = await enrol(context, shop, { customerId: '1', name: 'Anna Berg' });
  return {
    context,
    shopify,
    anna,
    shopId: shop.id,
    shop: () => shop,
    change: (next: Storefront) => (shop = next),
    claim: (
      id: string = crypto.randomUUID(),
      code = anna.code,
      { email, ...visitor }: { customerId: string | null; email?: string } = stranger,
    ) => claimOffer(context, shop, { id, code, email }, { ...stranger, ...visitor }, 'en'),
    row: (id: string) => database.prisma.claim.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id } } }),
  };
}

function refusing(kind: FaultKind): () => Promise<AdminClient> {
  return () => Promise.reject(new Fault(kind, 'no'));
}

test('a claim makes one code that works once, in a discount that ends with its week, and answers with it', async () => {
  const { context, claim, row, anna } = await stage();
  const id = crypto.randomUUID();
  const answer = claimAnswerSchema.parse(await claim(id));
  const expiresAt = context.now() + 30 * day;
  const [discount] = api.shop.discounts.values();
  expect(answer).toEqual({
    ...{ ok: true, discountCode: discount?.codes[0]?.code, expiresAt, until: 'Dec 22, 2026' },
    ...{ headline: '10% off your first order', note: '' },
    terms: 'One code for one order, valid for 30 days after you claim it. For new customers.',
  });
  expect(discount).toMatchObject({
    value: { percentage: 0.1 },
    usageLimit: 1,
    appliesOncePerCustomer: true,
    minimumSubtotal: null,
    customerIds: null,
  });
  const end = Date.parse(discount?.endsAt ?? '');
  expect(end).toBeGreaterThanOrEqual(expiresAt);
  expect(end).toBeLessThan(expiresAt + 7 * day + 3_600_000);
  expect(await row(id)).toMatchObject({
    ...{ advocateId: anna.advocateId, state: 'ready', gives: 'code', programVersion: 2, lastError: null },
    poolId: expect.any(String) as string,
    discountId: `gid://shopify/DiscountCodeNode/${discount?.id}`,
  });
  expect(readOfferCode(discount?.codes[0]?.code)).toBe(discount?.codes[0]?.code);
});

test('asking again, and many times at once, gives the same code and makes no second discount', async () => {
  const { claim } = await stage();
  const id = crypto.randomUUID();
  const answers = await Promise.all([claim(id), claim(id), claim(id), claim(id), claim(id)]);
  answers.push(await claim(id));
  expect(new Set(answers.map((answer) => (answer.ok ? answer.discountCode : answer.reason))).size).toBe(1);
  expect(answers[0]?.ok).toBe(true);
  expect(codesInShopify()).toHaveLength(1);
});

test('different claims have different codes in one discount', async () => {
  const { claim } = await stage();
  const codes = await Promise.all([claim(), claim(), claim()]);
  expect(new Set(codes.map((answer) => (answer.ok ? answer.discountCode : ''))).size).toBe(3);
  expect([api.shop.discounts.size, codesInShopify().length]).toEqual([1, 3]);
});

test('after a lost answer the friend tries again and gets the discount that was made', async () => {
  const { claim, row, shopify } = await stage();
  const id = crypto.randomUUID();
  shopify.client = () =>
    Promise.resolve(
      api.client(async (...request) => {
        await api.fetch(...request);
        throw new TypeError('socket hang up');
      }),
    );
  expect(await claim(id)).toMatchObject({ ok: false, reason: 'try-later' });
  expect(api.shop.discounts.size).toBe(1);
  expect(await row(id)).toMatchObject({ state: 'failed', discountId: null });

  shopify.client = () => Promise.resolve(api.client());
  const answer = await claim(id);
  const [discount] = api.shop.discounts.values();
  expect(answer).toMatchObject({ ok: true, discountCode: discount?.codes[0]?.code });
  expect(api.shop.discounts.size).toBe(1);
  expect(await row(id)).toMatchObject({
    state: 'ready',
    discountId: `gid://shopify/DiscountCodeNode/${discount?.id}`,
    lastError: null,
  });
});

test.each([
  ['unreachable', 'try-later'],
  ['throttled', 'try-later'],
  ['forbidden', 'unavailable'],
  ['unauthorized', 'try-later'],
] as const)('when Shopify is %s, the friend is told kindly (%s) and the merchant reads what to do', async (kind, reason) => {
  const { claim, row, shopify } = await stage();
  const id = crypto.randomUUID();
  shopify.client = refusing(kind);
  const answer = await claim(id);
  expect(claimAnswerSchema.parse(answer)).toMatchObject({ ok: false, reason, message: expect.stringMatching(/\.$/) as string });
  expect((await row(id)).lastError).toBe(kind);
});

test('a stranger’s discount with the same code is not given away', async () => {
  const { claim, row, shopId, context } = await stage();
  const id = crypto.randomUUID();
  await claim(); // the discount that the codes share is there
  const code = offerCode(discountCodeBytes(context.env, 'offer', shopId, id));
  const [discount] = api.shop.discounts.values();
  if (discount === undefined) throw new Error('no discount');
  api.shop.discounts.set('1', {
    ...discount,
    id: '1',
    title: 'Black Friday',
    tags: [],
    codes: [{ id: '2', code, usageCount: 0 }],
  });
  expect(await claim(id)).toMatchObject({ ok: false, reason: 'unavailable' });
  expect(await row(id)).toMatchObject({ state: 'failed', lastError: expect.stringMatching(/^offer-taken: /) as string });
});

test('an advocate cannot claim their own offer; anybody else may', async () => {
  const { claim, shopId } = await stage();
  expect(await claim(undefined, undefined, { customerId: '1' })).toMatchObject({ ok: false, reason: 'own-link' });
  expect(await database.prisma.claim.count({ where: { shopId } })).toBe(0);
  expect(await claim(undefined, undefined, { customerId: '2' })).toMatchObject({ ok: true });
});

test('a customer who has bought before is told so when they are signed in, and nobody else is told it of them', async () => {
  const { context, claim, shopId, shop, change } = await stage();
  const hashes = context.vault.forShop(shop().personalKey);
  const first = { firstOrderId: '1', firstOrderAt: context.now() - day };
  const email = 'old.friend@mail.example';
  await noteKnownBuyers(database.prisma, shopId, [
    { kind: 'customer', hash: hashes.customer('44'), ...first },
    { kind: 'email', hash: hashes.email(email) ?? hashes.customer('none'), ...first },
  ]);
  const refused = await claim(undefined, undefined, { customerId: '44' });
  expect(refused).toMatchObject({ ok: false, reason: 'not-new', message: expect.stringContaining('new customers') as string });
  expect(codesInShopify()).toEqual([]);
  expect(await claim(undefined, undefined, { customerId: '45' })).toMatchObject({ ok: true });
  expect(await claim(undefined, undefined, { customerId: null, email })).toMatchObject({ ok: true });

  const { rules } = shop().program;
  const everybody = { ...rules, attribution: { ...rules.attribution, newCustomersOnly: false } };
  change(await saveRules(context, shop().domain, 3, everybody));
  expect(await claim(undefined, undefined, { customerId: '44' })).toMatchObject({ ok: true });
});

test('a link gives out its budget of codes a day and no more, however many ask at once', async () => {
  const offer = { ...defaultRules('USD').offer, claimsPerLinkPerDay: 5 };
  const { claim, context } = await stage({ offer });
  const answers = await Promise.all(Array.from({ length: 16 }, () => claim()));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
  expect(answers.filter((answer) => !answer.ok && answer.reason === 'too-many')).toHaveLength(11);
  expect(codesInShopify()).toHaveLength(5);
  context.clock.at += day - 1;
  expect(await claim()).toMatchObject({ ok: false, reason: 'too-many' });
  context.clock.at += 1;
  expect(await claim()).toMatchObject({ ok: true });
});

test('one link’s budget is not another’s, and a repeat costs nothing', async () => {
  const { claim, context, shop } = await stage({ offer: { ...defaultRules('USD').offer, claimsPerLinkPerDay: 1 } });
  const ben = await enrol(context, shop(), { customerId: '5' });
  const id = crypto.randomUUID();
  expect(await claim(id)).toMatchObject({ ok: true });
  expect(await claim(id)).toMatchObject({ ok: true });
  expect(await claim(undefined, ben.code)).toMatchObject({ ok: true });
});

test('codes that lead to no active advocate of this shop have no offer', async () => {
  const { claim, context, shop, anna } = await stage();
  const elsewhere = await openShop(context, { domain: 'elsewhere.myshopify.com' });
  const foreign = await enrol(context, elsewhere, { customerId: '1' });
  for (const code of ['', 'producthunt', newCode(), foreign.code, '💎']) {
    expect(await claim(undefined, code)).toMatchObject({ ok: false, reason: 'unavailable' });
  }
  await database.prisma.advocate.updateMany({ where: { shopId: shop().id, id: anna.advocateId }, data: { state: 'blocked' } });
  expect(await claim()).toMatchObject({ ok: false, reason: 'unavailable' });
  expect(api.shop.discounts.size).toBe(0);
});

test('a paused program makes no new codes, and keeps its word about those it gave', async () => {
  const { claim, context, shop, change } = await stage();
  const id = crypto.randomUUID();
  const given = await claim(id);
  change(await saveRules(context, shop().domain, 3, { ...shop().program.rules, live: false }));
  expect(await claim()).toMatchObject({ ok: false, reason: 'unavailable' });
  expect(await claim(id)).toEqual(given);
});

test('a claim is kept under the rules it was made by', async () => {
  const { claim, context, shop, change, shopify } = await stage();
  const id = crypto.randomUUID();
  shopify.client = refusing('unreachable');
  await claim(id);
  shopify.client = () => Promise.resolve(api.client());
  const offer = { ...shop().program.rules.offer, value: { kind: 'percentage' as const, basisPoints: 5_000 } };
  change(await saveRules(context, shop().domain, 3, { ...shop().program.rules, offer }));
  expect(await claim(id)).toMatchObject({ ok: true, headline: '10% off your first order' });
  expect([...api.shop.discounts.values()][0]?.value).toEqual({ percentage: 0.1 });
});

test('a used or expired code is not offered again, and an id does not move to another advocate', async () => {
  const { claim, context, shop, shopId, row } = await stage();
  const [used, expired, ready] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  await claim(used);
  await claim(ready);
  await claim(expired);
  await markClaimsUsed(database.prisma, shopId, [(await row(used)).offerCode ?? '', 'FRIEND-NONE']);
  expect(await claim(used)).toMatchObject({ ok: false, reason: 'unavailable' });
  const ben = await enrol(context, shop(), { customerId: '5' });
  await database.prisma.claim.updateMany({ where: { id: expired }, data: { state: 'minting' } });
  expect(await claim(expired, ben.code)).toMatchObject({ ok: false, reason: 'unavailable' });
  context.clock.at += 30 * day;
  expect(await claim(ready)).toMatchObject({ ok: false, reason: 'unavailable' });
  expect(await claim(expired)).toMatchObject({ ok: false, reason: 'unavailable' });
});

test('an order that was faster than Shopify’s answer leaves the claim used', async () => {
  const { claim, row, shopId } = await stage();
  const id = crypto.randomUUID();
  await claim(id);
  await markClaimsUsed(database.prisma, shopId, [(await row(id)).offerCode ?? '']);
  const minted = { discountId: 'gid://shopify/DiscountCodeNode/1', poolId: null, redeemCodeId: null };
  await markClaimReady(database.prisma, shopId, { claimId: id, renewals: 0 }, minted);
  await markClaimFailed(database.prisma, shopId, id, 'too late');
  expect(await row(id)).toMatchObject({ state: 'used', discountId: 'gid://shopify/DiscountCodeNode/1', lastError: null });
});

test('an amount off in yen keeps its minimum and its currency', async () => {
  const context = testContext(database, { shopify: () => Promise.resolve(api.client()) });
  const offer = {
    ...defaultRules('JPY').offer,
    value: { kind: 'fixed-amount' as const, minor: '500' },
    minimumSubtotalMinor: '3000',
  };
  const shop = await openShop(context, { domain: 'yen.myshopify.com', currency: 'JPY', rules: { offer } });
  const { code } = await enrol(context, shop, { customerId: '1' });
  const answer = await claimOffer(context, shop, { id: crypto.randomUUID(), code }, stranger, 'en');
  expect(answer).toMatchObject({ ok: true, headline: '¥500 off your first order' });
  const [discount] = api.shop.discounts.values();
  expect([discount?.value, Number(discount?.minimumSubtotal)]).toEqual([
    { amount: expect.stringMatching(/^500(\.0+)?$/) as string, appliesOnEachItem: false },
    3000,
  ]);
});

test('a friend’s e-mail address is kept as a hash of its mailbox, however it is written, and the last one counts', async () => {
  const { claim, row, context, shop } = await stage();
  const id = crypto.randomUUID();
  const first = await claim(id, undefined, { ...stranger, email: 'Finn.Friend+tea@gmail.com' });
  const hashes = context.vault.forShop(shop().personalKey);
  const kept = async () => Buffer.from((await row(id)).emailHash ?? []).toString('hex');
  expect(await kept()).toBe(hashes.email('finnfriend@gmail.com'));
  expect(await claim(id)).toEqual(first);
  expect(await kept()).toBe(hashes.email('finnfriend@gmail.com'));
  expect(await claim(id, undefined, { ...stranger, email: 'finn@friend.example' })).toEqual(first);
  expect(await kept()).toBe(hashes.email('finn@friend.example'));
  expect(await claim(id, undefined, { customerId: '77' })).toEqual(first);
  expect(await row(id)).toMatchObject({ customerId: '77', state: 'ready' });
  expect(api.shop.discounts.size).toBe(1);
  expect(JSON.stringify(await row(id))).not.toContain('friend');
});

test('what is no e-mail address is refused kindly and makes no discount', async () => {
  const { claim } = await stage();
  for (const email of [
    '',
    ' ',
    'finn',
    'finn@',
    '@x.example',
    'a b@x.example',
    'finn@@x',
    "'; DROP TABLE claim;--",
    'a@b\0.c',
    '\ud800@x',
  ])
    expect(await claim(crypto.randomUUID(), undefined, { ...stranger, email }), email).toMatchObject({
      ok: false,
      reason: 'email',
    });
  expect(api.shop.discounts.size).toBe(0);
});

test('nobody claims with their own e-mail address, before or after the code was given', async () => {
  const { claim, row, context, shop, anna } = await stage();
  const emailHash = Buffer.from(context.vault.forShop(shop().personalKey).email('anna@gmail.com') ?? '', 'hex');
  await database.prisma.advocate.update({
    where: { shopId_id: { shopId: shop().id, id: anna.advocateId } },
    data: { emailHash },
  });
  const own = { ...stranger, email: 'Anna+1@googlemail.com' };
  const refused = await claim(crypto.randomUUID(), undefined, own);
  expect(refused).toMatchObject({ ok: false, reason: 'own-link' });
  // The same words as for the advocate's own account: it is not told what was recognised.
  expect(await claim(crypto.randomUUID(), undefined, { customerId: '1' })).toEqual(refused);
  const id = crypto.randomUUID();
  expect(await claim(id)).toMatchObject({ ok: true });
  expect(await claim(id, undefined, own)).toEqual(refused);
  expect(await row(id)).toMatchObject({ emailHash: null, state: 'ready' });
});

test('a claim knows how its link was shared, by a genuine seal only, and asks the same code again by any seal', async () => {
  const { claim, row, context, shop, anna } = await stage();
  const genuine = signedRef(context.env, shop().id, anna.code, 'qr');
  const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
  const answer = await claim(first, genuine);
  expect(await claim(first, anna.code)).toEqual(answer);
  expect(await row(first)).toMatchObject({ channel: 'qr', deviceHash: expect.any(Uint8Array) as Uint8Array });
  await claim(second, genuine.replace('.R', '.M'));
  expect(await row(second)).toMatchObject({ channel: null });
});
