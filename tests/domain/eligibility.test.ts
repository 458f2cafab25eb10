import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedSubtotal, stopOfEligibility, stopOfMinimum, stopOfProducts } from '#app/domain/eligibility.ts';
import type { OrderFacts, OrderLine } from '#app/domain/facts.ts';
import type { EligibilityRules, ProgramRules } from '#app/domain/program.ts';
import { line, order, rules, signUp } from './order-facts.ts';

type Products = Partial<EligibilityRules['products']>;
const where = (eligibility: Partial<EligibilityRules>, base = rules()): ProgramRules => ({
  ...base,
  eligibility: { ...base.eligibility, ...eligibility },
});
const selling = (products: Products, base = rules()) =>
  where({ products: { mode: 'all', productIds: [], collectionIds: [], tags: [], ...products } }, base);
const stop = (changes: Partial<OrderFacts>, eligibility: Partial<EligibilityRules>) =>
  stopOfEligibility(order(changes), where(eligibility));
const usd = (minor: bigint) => ({ minor, currency: 'USD' });
const counted = (lines: OrderLine[], program: ProgramRules, changes: Partial<OrderFacts> = {}) =>
  countedSubtotal(order({ lines, ...changes }), program).minor;

test('the rules of a new program leave out drafts, renewals and sign-ups only', () => {
  const left = (changes: Partial<OrderFacts>) => stopOfEligibility(order(changes), rules())?.code ?? null;
  expect(left({})).toBeNull();
  expect(left({ sourceName: 'pos' })).toBeNull();
  expect(left({ sourceName: null, country: null })).toBeNull();
  expect(left({ sourceName: 'shopify_draft_order' })).toBe('draft-order');
  expect(left({ renewal: 1 })).toBe('renewal-not-credited');
  expect(left(signUp())).toBe('sign-ups-not-credited');
});

test.each([
  ['all', 'web', null],
  ['only', 'web', null],
  ['only', 'tiktok', 'tiktok'],
  ['only', null, ''],
  ['except', 'web', 'web'],
  ['except', 'tiktok', null],
  ['except', null, null],
] as const)('sales channels: %s of [web, pos], sold through %s, leaves out %s', (mode, sourceName, channel) => {
  const reason = channel === null ? null : { code: 'channel-not-eligible', channel };
  expect(stop({ sourceName }, { channels: { mode, values: ['web', 'pos'] } })).toEqual(reason);
});

test.each([
  ['all', null, null],
  ['only', 'US', null],
  ['only', 'DE', { code: 'country-not-eligible', country: 'DE' }],
  ['only', null, { code: 'country-unknown' }],
  ['except', 'US', { code: 'country-not-eligible', country: 'US' }],
  ['except', 'DE', null],
  ['except', null, null],
] as const)('countries: %s of [US, CA], going to %s, says %o', (mode, country, reason) => {
  expect(stop({ country }, { countries: { mode, values: ['US', 'CA'] } })).toEqual(reason);
});

test('drafts and the point of sale have switches of their own, and a list of channels holds for them, too', () => {
  const web = { channels: { mode: 'only' as const, values: ['web'] } };
  expect(stop({ sourceName: 'shopify_draft_order' }, { drafts: true })).toBeNull();
  expect(stop({ sourceName: 'pos' }, { pointOfSale: false })).toEqual({ code: 'point-of-sale' });
  expect(stop({ sourceName: 'pos' }, web)).toEqual({ code: 'channel-not-eligible', channel: 'pos' });
  expect(stop({ sourceName: 'web' }, { pointOfSale: false, drafts: false })).toBeNull();
});

test.each([
  [0, 1, { code: 'renewal-not-credited' }],
  [1, 1, null],
  [1, 2, { code: 'renewal-limit', renewal: 2, limit: 1 }],
  [12, 12, null],
])('with %i renewals credited, renewal %i says %o', (renewals, renewal, reason) => {
  expect(stop({ renewal }, { renewals })).toEqual(reason);
});

test('a sign-up is asked for nothing but the switch', () => {
  const program = where({ countries: { mode: 'only', values: ['CA'] }, channels: { mode: 'only', values: ['web'] } });
  const credited = { ...program, signUps: { ...program.signUps, credited: true } };
  expect(stopOfEligibility(signUp({ lines: [line()] }), credited)).toBeNull();
  expect(stopOfMinimum(signUp(), rules({ minimumSubtotalMinor: '1' }))).toBeNull();
});

const basket = [
  line({ productId: '1' }),
  line({ productId: '2', collections: ['20', '21'] }),
  line({ productId: '3', tags: ['SALE', 'new'] }),
  line({ productId: null }),
];
test.each<[string, Products, boolean[]]>([
  ['everything', {}, [true, true, true, true]],
  ['everything, whatever is still listed', { mode: 'all', productIds: ['1'] }, [true, true, true, true]],
  ['only by product', { mode: 'only', productIds: ['1', '9'] }, [true, false, false, false]],
  ['only by collection', { mode: 'only', collectionIds: ['21'] }, [false, true, false, false]],
  ['only by tag, whatever its case', { mode: 'only', tags: ['sale'] }, [false, false, true, false]],
  ['only by any of them', { mode: 'only', productIds: ['1'], tags: ['new'] }, [true, false, true, false]],
  ['all but a product', { mode: 'except', productIds: ['1'] }, [false, true, true, true]],
  ['all but a collection', { mode: 'except', collectionIds: ['20'] }, [true, false, true, true]],
  ['nothing, as nothing is listed', { mode: 'only' }, [false, false, false, false]],
])('what counts: %s', (_what, products, chosen) => {
  const program = selling(products);
  expect(basket.map((one) => stopOfProducts(order({ lines: [one] }), program.eligibility) === null)).toEqual(chosen);
  const expected = BigInt(chosen.filter(Boolean).length) * 10_000n;
  expect(counted(basket, program, { subtotal: usd(40_000n) })).toBe(expected);
});

test('an order needs one product that counts, and one that is still there', () => {
  const { eligibility } = selling({ mode: 'only', productIds: ['1'] });
  const [mug, rug] = [line({ productId: '1' }), line({ productId: '2' })];
  expect(stopOfProducts(order({ lines: [rug, mug] }), eligibility)).toBeNull();
  expect(stopOfProducts(order({ lines: [rug] }), eligibility)).toEqual({ code: 'no-eligible-product' });
  expect(stopOfProducts(order({ lines: [rug, { ...mug, currentQuantity: 0 }] }), eligibility)).toEqual({
    code: 'no-eligible-product',
  });
  expect(stopOfProducts(order({ lines: [] }), eligibility)).toBeNull();
  expect(stopOfEligibility(order({ lines: [rug] }), selling({ mode: 'only', productIds: ['1'] }))).not.toBeNull();
});

test('law: with the rules of a new program, or without lines, what counts is Shopify’s current subtotal', () => {
  const amounts = fc.record({
    fullMinor: fc.bigInt(0n, 9_999n),
    discountedMinor: fc.bigInt(0n, 9_999n),
    taxMinor: fc.bigInt(0n, 999n),
  });
  const lines = fc.array(
    fc.tuple(amounts, fc.nat(5), fc.nat(5)).map(([of, quantity, left]) => line({ ...of, quantity, currentQuantity: left })),
  );
  fc.assert(
    fc.property(lines, fc.bigInt(-500n, 50_000n), fc.boolean(), (given, subtotal, taxesIncluded) => {
      expect(counted(given, rules(), { subtotal: usd(subtotal), taxesIncluded })).toBe(subtotal);
      const picky = selling({ mode: 'only', productIds: ['9'] }, rules({ minimumOf: 'before-discounts', countsTax: false }));
      expect(counted([], picky, { subtotal: usd(subtotal), taxesIncluded })).toBe(subtotal);
    }),
  );
});

test('gift cards are left out unless the merchant counts them', () => {
  const lines = [line({ discountedMinor: 4_000n }), line({ giftCard: true, discountedMinor: 6_000n, fullMinor: 6_000n })];
  const subtotal = usd(10_000n);
  expect(counted(lines, rules(), { subtotal })).toBe(4_000n);
  expect(counted(lines, rules({ countsGiftCards: true }), { subtotal })).toBe(10_000n);
  const only: Products = { mode: 'only', productIds: ['1'] };
  expect(counted(lines, selling(only), { subtotal })).toBe(4_000n);
  expect(counted(lines, selling(only, rules({ countsGiftCards: true })), { subtotal })).toBe(10_000n);
});

test('before discounts, the friend’s own offer does not make an order smaller', () => {
  const lines = [line({ fullMinor: 10_000n, discountedMinor: 9_000n })];
  const before = rules({ minimumOf: 'before-discounts' });
  expect(counted(lines, rules(), { subtotal: usd(9_000n) })).toBe(9_000n);
  expect(counted(lines, before, { subtotal: usd(9_000n) })).toBe(10_000n);
  expect(counted(lines, selling({ mode: 'only', productIds: ['1'] }, before), { subtotal: usd(9_000n) })).toBe(10_000n);
});

test('what was removed or refunded counts no more, shared out per line and rounded to the nearest minor unit', () => {
  const third = line({ quantity: 3, currentQuantity: 1, fullMinor: 10_000n, discountedMinor: 10_000n });
  const half = line({ quantity: 2, currentQuantity: 1, fullMinor: 5n, discountedMinor: 5n });
  const program = selling({ mode: 'only', productIds: ['1'] });
  expect(counted([third], program)).toBe(3_333n);
  expect(counted([{ ...third, currentQuantity: 2 }], program)).toBe(6_667n);
  expect(counted([half], program)).toBe(3n);
  expect(counted([{ ...half, discountedMinor: -5n }], program)).toBe(-3n);
  expect(counted([third, half], program)).toBe(3_336n);
  expect(counted([{ ...third, quantity: 0 }], program)).toBe(0n);
  expect(counted([{ ...third, quantity: -3 }], program)).toBe(0n);
});

test('tax is left out where prices contain it and the merchant says so', () => {
  const lines = [line({ fullMinor: 11_900n, discountedMinor: 11_900n, taxMinor: 1_900n })];
  const net = rules({ countsTax: false });
  const changes = { subtotal: usd(11_900n), taxesIncluded: true };
  expect(counted(lines, rules(), changes)).toBe(11_900n);
  expect(counted(lines, net, changes)).toBe(10_000n);
  expect(counted(lines, net, { ...changes, taxesIncluded: false })).toBe(11_900n);
});

test('tax before discounts is the same share of the higher price, and nothing of a gift', () => {
  const net = rules({ countsTax: false, minimumOf: 'before-discounts' });
  const changes = { subtotal: usd(5_950n), taxesIncluded: true };
  expect(counted([line({ fullMinor: 11_900n, discountedMinor: 5_950n, taxMinor: 950n })], net, changes)).toBe(10_000n);
  expect(counted([line({ fullMinor: 11_900n, discountedMinor: 0n, taxMinor: 0n })], net, { ...changes, subtotal: usd(0n) })).toBe(
    11_900n,
  );
});

test('lines that are not kept count as Shopify’s subtotal has them', () => {
  const hundred = Array.from({ length: 100 }, () => line({ fullMinor: 120n, discountedMinor: 100n }));
  const changes = { subtotal: usd(10_000n + 777n) };
  expect(counted(hundred, rules(), changes)).toBe(10_777n);
  expect(counted(hundred, rules({ minimumOf: 'before-discounts' }), changes)).toBe(12_777n);
  expect(counted(hundred, selling({ mode: 'only', productIds: ['1'] }), changes)).toBe(10_000n);
});

test.each([
  [4_999n, '5000', { code: 'below-minimum', minimum: '5000', subtotal: '4999', currency: 'USD' }],
  [5_000n, '5000', null],
  [0n, '0', null],
  [-1n, '0', { code: 'below-minimum', minimum: '0', subtotal: '-1', currency: 'USD' }],
])('%s against a minimum of %s', (minor, minimum, reason) => {
  expect(stopOfMinimum(order({ subtotal: usd(minor) }), rules({ minimumSubtotalMinor: minimum }))).toEqual(reason);
});

test('the minimum is asked of what counts', () => {
  const lines = [line({ fullMinor: 5_000n, discountedMinor: 4_000n }), line({ giftCard: true })];
  const facts = order({ lines, subtotal: usd(14_000n) });
  expect(stopOfMinimum(facts, rules({ minimumSubtotalMinor: '5000' }))).toMatchObject({ subtotal: '4000' });
  expect(stopOfMinimum(facts, rules({ minimumSubtotalMinor: '5000', minimumOf: 'before-discounts' }))).toBeNull();
});
