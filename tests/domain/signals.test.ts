import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offerCode } from '#app/domain/discount-code.ts';
import { makeReferralCode } from '#app/domain/referral-code.ts';
import { codesToLookUp, readSignals, resolveSignals } from '#app/domain/signals.ts';

const ANNA = makeReferralCode(new Uint8Array(16).fill(3));
const BEN = makeReferralCode(new Uint8Array(16).fill(9));
const OFFER = offerCode(new Uint8Array(32).fill(5));
const attribute = (value: unknown, name = '__vouchsafe') => ({ name, value });
const stored = (value: unknown) => attribute(JSON.stringify(value));

test('the cart attribute gives the first and the last touch with their times', () => {
  expect(readSignals({ noteAttributes: [attribute('x', 'gift'), stored({ f: [ANNA, 1000], l: [BEN, 2000.7] })] })).toEqual([
    { kind: 'cart-attribute', rawCode: ANNA, at: 1000, code: { referralCode: ANNA } },
    { kind: 'cart-attribute', rawCode: BEN, at: 2000, code: { referralCode: BEN } },
  ]);
});

test('attributes are read as the Admin API spells them, too', () => {
  expect(readSignals({ noteAttributes: [{ key: '__vouchsafe', value: JSON.stringify({ f: [ANNA, 5] }) }] })).toHaveLength(1);
});

test('“Buy it now” brings its evidence with the line', () => {
  const lineItems = [{ id: 1 }, { properties: [stored({ f: [ANNA, 5] })] }];
  expect(readSignals({ lineItems })).toEqual([{ kind: 'cart-attribute', rawCode: ANNA, at: 5, code: { referralCode: ANNA } }]);
});

test('a bare code in the attribute is a touch of unknown time, and so are impossible times', () => {
  expect(readSignals({ noteAttributes: [attribute(ANNA.toLowerCase())] })).toEqual([
    { kind: 'cart-attribute', rawCode: ANNA.toLowerCase(), at: null, code: { referralCode: ANNA } },
  ]);
  for (const at of [0, -5, 1e300]) {
    expect(readSignals({ noteAttributes: [stored({ f: [ANNA, at] })] })[0]?.at).toBeNull();
  }
});

test('the second discount code counts as much as the first, and discounts of others are no evidence', () => {
  const discountCodes = [{ code: 'SUMMER10', amount: '5.00' }, { code: OFFER.toLowerCase() }, 'FRIENDS20'];
  expect(readSignals({ discountCodes })).toEqual([
    { kind: 'discount-code', rawCode: OFFER.toLowerCase(), at: null, code: { offerCode: OFFER } },
  ]);
});

test.each([
  [`/?ref=${ANNA}`, 1],
  [`/products/mug?variant=1&ref=${ANNA}&utm_source=x`, 1],
  [`https://shop.example/fr/?ref=${ANNA}#top`, 1],
  [`/?ref=${ANNA}&ref=${BEN}`, 2],
  ['/?ref=', 0],
  ['/collections/all', 0],
  ['http://[broken', 0],
  [`/?x=${'y'.repeat(10_000)}&ref=${ANNA}`, 0],
])('landing at %s gives %i signals', (landingSite, count) => {
  const signals = readSignals({ landingSite });
  expect(signals.map(({ kind, at }) => [kind, at])).toEqual(Array.from({ length: count }, () => ['landing-link', null]));
});

test('a code that is none of ours is kept as evidence that leads to nobody', () => {
  expect(readSignals({ landingSite: '/?ref=producthunt' })).toEqual([
    { kind: 'landing-link', rawCode: 'producthunt', at: null, code: { problem: 'malformed' } },
  ]);
  const typo = ANNA.slice(0, 9) + (ANNA.endsWith('X') ? 'Y' : 'X');
  expect(readSignals({ landingSite: `/?ref=${typo}` })[0]?.code).toEqual({ problem: 'mistyped' });
});

test('what is kept of a code can be stored: short, without control characters and half characters', () => {
  const [signal] = readSignals({ noteAttributes: [attribute(`a\u0000b\u0007${'💎'.repeat(5_000)}`)] });
  expect(signal?.rawCode.length).toBeLessThanOrEqual(64);
  expect(signal?.rawCode).not.toMatch(/\p{Cc}|\p{Cs}/u);
  expect(signal?.rawCode.startsWith('ab💎')).toBe(true);
});

test('250 attributes of our name, all different, are no more than sixteen signals', () => {
  const noteAttributes = Array.from({ length: 250 }, (_, index) => attribute(`code-${index}`));
  expect(readSignals({ noteAttributes })).toHaveLength(16);
});

test('the same evidence twice is one signal', () => {
  expect(readSignals({ noteAttributes: [stored({ f: [ANNA, 5], l: [ANNA, 5] }), stored({ f: [ANNA, 5] })] })).toHaveLength(1);
});

test('a discount code is not crowded out by noise in attributes', () => {
  const noteAttributes = Array.from({ length: 250 }, (_, index) => attribute(`code-${index}`));
  expect(readSignals({ noteAttributes, discountCodes: [{ code: OFFER }] })[0]?.kind).toBe('discount-code');
});

const hostile = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
  fc.array(fc.record({ name: fc.constantFrom('__vouchsafe', '__proto__'), value: fc.anything() }), { maxLength: 250 }),
  fc.array(fc.record({ name: fc.constant('__vouchsafe'), value: fc.string({ unit: 'binary', maxLength: 200 }) })),
  fc.array(fc.record({ name: fc.constant('__vouchsafe'), value: fc.json() })),
);

test('nothing that an order can carry throws, and every signal can be stored as JSON', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, hostile, (noteAttributes, lineItems, discountCodes, landingSite) => {
      const signals = readSignals({ noteAttributes, lineItems, discountCodes, landingSite });
      expect(JSON.parse(JSON.stringify(signals))).toEqual(signals);
      expect(JSON.stringify(signals)).not.toContain('\\u0000');
    }),
    { numRuns: 300 },
  );
});

test('one look-up answers for all: each code is asked once, and unknown ones lead to nobody', () => {
  const signals = readSignals({
    noteAttributes: [stored({ f: [ANNA, 5], l: [ANNA, 9] })],
    discountCodes: [OFFER, offerCode(new Uint8Array(32).fill(6))],
    landingSite: `/?ref=${BEN}`,
  });
  expect(codesToLookUp(signals).referralCodes).toEqual([ANNA, BEN]);
  expect(codesToLookUp(signals).offerCodes).toHaveLength(2);
  const resolved = resolveSignals(signals, {
    advocates: new Map([[ANNA, 'anna']]),
    claims: new Map([[OFFER, { advocateId: 'ben', claimedAt: 77 }]]),
  });
  expect(resolved.map(({ kind, at, resolution }) => [kind, at, resolution])).toEqual([
    ['discount-code', 77, { advocateId: 'ben' }],
    ['discount-code', null, { unresolved: 'unknown' }],
    ['cart-attribute', 5, { advocateId: 'anna' }],
    ['cart-attribute', 9, { advocateId: 'anna' }],
    ['landing-link', null, { unresolved: 'unknown' }],
  ]);
});
