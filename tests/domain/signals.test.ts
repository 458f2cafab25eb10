import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offerCode } from '#app/domain/discount-code.ts';
import { makeReferralCode } from '#app/domain/referral-code.ts';
import {
  answerSignals,
  type CodeBook,
  codesToLookUp,
  journeySignals,
  readSignals,
  resolveSignals,
  sharedCodeUsed,
} from '#app/domain/signals.ts';
import { sealedRef } from '#app/domain/signed-ref.ts';

const ANNA = makeReferralCode(new Uint8Array(16).fill(3));
const BEN = makeReferralCode(new Uint8Array(16).fill(9));
const OFFER = offerCode(new Uint8Array(32).fill(5));
const attribute = (value: unknown, name = '__vouchsafe') => ({ name, value });
const stored = (value: unknown) => attribute(JSON.stringify(value));
const nothingKnown: CodeBook = {
  advocates: new Map(),
  claims: new Map(),
  sharers: new Map(),
  answers: new Map(),
  sealIsGenuine: () => false,
};

test('the cart attribute gives the first and the last touch with their times', () => {
  expect(readSignals({ noteAttributes: [attribute('x', 'gift'), stored({ f: [ANNA, 1000], l: [BEN, 2000.7] })] })).toEqual([
    { kind: 'cart-attribute', rawCode: ANNA, at: 1000, code: { referralCode: ANNA }, seal: null },
    { kind: 'cart-attribute', rawCode: BEN, at: 2000, code: { referralCode: BEN }, seal: null },
  ]);
});

test('attributes are read as the Admin API spells them, too', () => {
  expect(readSignals({ noteAttributes: [{ key: '__vouchsafe', value: JSON.stringify({ f: [ANNA, 5] }) }] })).toHaveLength(1);
});

test('“Buy it now” brings its evidence with the line', () => {
  const lineItems = [{ id: 1 }, { properties: [stored({ f: [ANNA, 5] })] }];
  expect(readSignals({ lineItems })).toEqual([
    { kind: 'line-item', rawCode: ANNA, at: 5, code: { referralCode: ANNA }, seal: null },
  ]);
});

test('a bare code in the attribute is a touch of unknown time, and so are impossible times', () => {
  expect(readSignals({ noteAttributes: [attribute(ANNA.toLowerCase())] })).toEqual([
    { kind: 'cart-attribute', rawCode: ANNA.toLowerCase(), at: null, code: { referralCode: ANNA }, seal: null },
  ]);
  for (const at of [0, -5, 1e300]) {
    expect(readSignals({ noteAttributes: [stored({ f: [ANNA, at] })] })[0]?.at).toBeNull();
  }
});

test('the second discount code counts as much as the first, and discounts of others are no evidence', () => {
  const discountCodes = [{ code: 'SUMMER10', amount: '5.00' }, { code: OFFER.toLowerCase() }, 'FRIENDS20'];
  expect(readSignals({ discountCodes })).toEqual([
    { kind: 'discount-code', rawCode: OFFER.toLowerCase(), at: null, code: { offerCode: OFFER }, seal: null },
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
])('landing at %s gives %i signals', (landingSite, count) => {
  const signals = readSignals({ landingSite });
  expect(signals.map(({ kind, at }) => [kind, at])).toEqual(Array.from({ length: count }, () => ['landing-link', null]));
});

test('a landing address of 8,192 characters is read, a longer one is no evidence', () => {
  const landing = (length: number) => `/?ref=${ANNA}&x=`.padEnd(length, 'y');
  expect([8_192, 8_193].map((length) => readSignals({ landingSite: landing(length) }).length)).toEqual([1, 0]);
});

test('a code that is none of ours is kept as evidence that leads to nobody', () => {
  expect(readSignals({ landingSite: '/?ref=producthunt' })).toEqual([
    { kind: 'landing-link', rawCode: 'producthunt', at: null, code: { problem: 'malformed' }, seal: null },
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

test('a code is kept even when noise comes first', () => {
  const noteAttributes = Array.from({ length: 250 }, (_, index) => attribute(`code-${index}`));
  const kinds = readSignals({ noteAttributes, landingSite: `/?ref=${ANNA}` }).map(({ kind }) => kind);
  expect(kinds).toEqual(['landing-link', ...Array.from({ length: 15 }, () => 'cart-attribute')]);
});

test('what is broken in the attribute does not harm the rest', () => {
  const read = (value: unknown) => readSignals({ noteAttributes: [stored(value)] }).map(({ rawCode, at }) => [rawCode, at]);
  expect(read({ f: [[ANNA], 5], l: [BEN, 9], o: 'x', i: 7 })).toEqual([[BEN, 9]]);
  expect(read({ f: [ANNA, '5'] })).toEqual([[ANNA, null]]);
  expect(read({ f: ANNA, l: null })).toEqual([[JSON.stringify({ f: ANNA, l: null }), null]]);
  expect(read([])).toEqual([['[]', null]]);
});

test('an attribute of 1,024 characters is read, a longer one is no code', () => {
  const padded = (length: number) => {
    const text = JSON.stringify({ f: [ANNA, 5], x: '' });
    return text.replace('""', `"${'x'.repeat(length - text.length)}"`);
  };
  const [at, over] = [1_024, 1_025].map((length) => readSignals({ noteAttributes: [attribute(padded(length))] })[0]);
  expect([at?.code, at?.at]).toEqual([{ referralCode: ANNA }, 5]);
  expect(over?.code).toEqual({ problem: 'malformed' });
});

test('a calendar’s first and last moments are times, what lies beyond is none', () => {
  const timeOf = (at: number) => readSignals({ noteAttributes: [stored({ f: [ANNA, at] })] })[0]?.at;
  expect([0.9, 1, 8.64e15, 8.64e15 + 1_000].map(timeOf)).toEqual([null, 1, 8.64e15, null]);
});

test('Shopify’s record of visits gives a signal for each link, with its time', () => {
  const visits = [
    { ref: ANNA, at: 10.5 },
    { ref: BEN.toLowerCase(), at: null },
    { ref: ANNA, at: 10 },
    { ref: '', at: 3 },
    { at: 3 },
    null,
  ];
  expect(journeySignals(visits).map(({ kind, code, at }) => [kind, code, at])).toEqual([
    ['journey', { referralCode: ANNA }, 10],
    ['journey', { referralCode: BEN }, null],
  ]);
  expect(journeySignals('nothing')).toEqual([]);
});

test('a friend answers with a code, a sealed link, a code with a mistake, or a name', () => {
  const codeIn = (text: unknown) => answerSignals(text, 5).map(({ code, rawCode }) => [code, rawCode]);
  expect(codeIn(`  ${ANNA.toLowerCase()} `)).toEqual([[{ referralCode: ANNA }, ANNA.toLowerCase()]]);
  expect(codeIn(`https://shop.example/?ref=${ANNA}.C${'2'.repeat(9)}`)).toEqual([
    [{ referralCode: ANNA }, `${ANNA}.C${'2'.repeat(9)}`],
  ]);
  expect(codeIn(ANNA.slice(0, 9) + (ANNA.endsWith('X') ? 'Y' : 'X'))[0]?.[0]).toEqual({ problem: 'mistyped' });
  expect(codeIn(' my friend Anna\u0007 ')).toEqual([[{ answer: 'my friend Anna' }, 'my friend Anna']]);
  expect(codeIn('?ref=Anna Berg')).toEqual([[{ answer: '?ref=Anna Berg' }, '?ref=Anna Berg']]);
  expect(codeIn('x'.repeat(200))).toEqual([[{ answer: 'x'.repeat(128) }, 'x'.repeat(64)]]);
  expect(['', '  ', null, [ANNA], 7].flatMap(codeIn)).toEqual([]);
  expect(answerSignals('Anna', 5)[0]).toMatchObject({ kind: 'friend-answer', at: 5, seal: null });
  expect(answerSignals('Anna', 'yesterday')[0]?.at).toBeNull();
});

test('the friend’s answer rides along in the attribute, with or without a link', () => {
  const kinds = (value: unknown) => readSignals({ noteAttributes: [stored(value)] }).map(({ kind, at }) => [kind, at]);
  expect(kinds({ f: [ANNA, 5], w: ['Ben', 9] })).toEqual([
    ['cart-attribute', 5],
    ['friend-answer', 9],
  ]);
  expect(kinds({ w: ['Ben', 9] })).toEqual([['friend-answer', 9]]);
});

test('an answer leads to one advocate, to nobody, or to several', () => {
  const signals = ['Anna', 'Ben', 'Smith', 'Cleo'].flatMap((text) => answerSignals(text, 5));
  expect(codesToLookUp(signals)).toEqual({
    referralCodes: [],
    offerCodes: [],
    sharedCodes: [],
    answers: ['Anna', 'Ben', 'Smith', 'Cleo'],
  });
  const answers = new Map<string, { advocateId: string } | 'unknown' | 'ambiguous'>([
    ['Anna', { advocateId: 'anna' }],
    ['Ben', 'unknown' as const],
    ['Smith', 'ambiguous' as const],
  ]);
  const resolved = resolveSignals(signals, { ...nothingKnown, answers });
  expect(resolved.map(({ resolution }) => resolution)).toEqual([
    { advocateId: 'anna' },
    { unresolved: 'unknown' },
    { unresolved: 'ambiguous' },
    { unresolved: 'unknown' },
  ]);
  expect(resolved[0]).toMatchObject({ kind: 'friend-answer', at: 5, trust: 'hint', channel: null });
});

test('a genuine seal is trusted and tells the channel, a forged one tells nothing, and the code counts either way', () => {
  const good = '2'.repeat(9);
  const refs = [sealedRef(ANNA, 'whatsapp', good), sealedRef(ANNA, 'qr', '3'.repeat(9)), ANNA, sealedRef(BEN, 'qr', good)];
  const signals = readSignals({ landingSite: `/?${refs.map((ref) => `ref=${ref}`).join('&')}` });
  const asked: unknown[] = [];
  const resolved = resolveSignals(signals, {
    ...nothingKnown,
    advocates: new Map([[ANNA, 'anna']]),
    sealIsGenuine(code, seal) {
      asked.push([code, seal]);
      return seal.mac === good;
    },
  });
  expect(resolved.map(({ trust, channel, resolution }) => [trust, channel, resolution])).toEqual([
    ['signed', 'whatsapp', { advocateId: 'anna' }],
    ['forged', null, { advocateId: 'anna' }],
    ['hint', null, { advocateId: 'anna' }],
    ['signed', 'qr', { unresolved: 'unknown' }],
  ]);
  expect(asked[0]).toEqual([ANNA, { channel: 'whatsapp', mac: good }]);
});

test('what is no code leads to nobody, and says what it is', () => {
  const typo = ANNA.slice(0, 9) + (ANNA.endsWith('X') ? 'Y' : 'X');
  const signals = readSignals({ landingSite: `/?ref=producthunt&ref=${typo}`, discountCodes: [7, null, {}, { code: [OFFER] }] });
  expect(codesToLookUp(signals)).toEqual({ referralCodes: [], offerCodes: [], sharedCodes: [], answers: [] });
  expect(resolveSignals(signals, nothingKnown)).toEqual([
    {
      kind: 'landing-link',
      rawCode: 'producthunt',
      at: null,
      trust: 'hint',
      channel: null,
      resolution: { unresolved: 'malformed' },
    },
    { kind: 'landing-link', rawCode: typo, at: null, trust: 'hint', channel: null, resolution: { unresolved: 'mistyped' } },
  ]);
});

test('an empty attribute is no evidence', () => {
  expect(readSignals({ noteAttributes: [attribute('')] })).toEqual([]);
});

test('only the app’s own code is verified', () => {
  const signals = readSignals({ discountCodes: [OFFER, offerCode(new Uint8Array(32).fill(6))] });
  const claims = new Map([[OFFER, { advocateId: 'ben', claimedAt: 77 }]]);
  expect(resolveSignals(signals, { ...nothingKnown, claims }).map(({ trust }) => trust)).toEqual(['verified', 'hint']);
});

test('a shared code is a hint for its advocate, exactly as it is written and in no other case', () => {
  const read = readSignals({
    discountCodes: [ANNA.toLowerCase(), ` ${BEN} `, `${ANNA.slice(0, 5)}-${ANNA.slice(5)}`, 'SUMMER2026'],
  });
  expect(read.map(({ kind, code }) => [kind, code])).toEqual([
    ['discount-code', { sharedCode: ANNA }],
    ['discount-code', { sharedCode: BEN }],
  ]);
  expect(codesToLookUp(read)).toEqual({ referralCodes: [], offerCodes: [], sharedCodes: [ANNA, BEN], answers: [] });
  // The same text without a shared code of the app's is a merchant's own discount.
  const advocates = new Map([[BEN, 'ben']]);
  const signals = resolveSignals(read, { ...nothingKnown, advocates, sharers: new Map([[ANNA, 'anna']]) });
  expect(signals.map(({ trust, resolution }) => [trust, resolution])).toEqual([
    ['hint', { advocateId: 'anna' }],
    ['hint', { unresolved: 'unknown' }],
  ]);
  expect(sharedCodeUsed(signals)).toBe('anna');
  const claims = new Map([[OFFER, { advocateId: 'ben', claimedAt: 77 }]]);
  expect(sharedCodeUsed(resolveSignals(readSignals({ discountCodes: [OFFER] }), { ...nothingKnown, claims }))).toBeNull();
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
    ...nothingKnown,
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
