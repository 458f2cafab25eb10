/** Bad input from the door to the decision: a reason, never an exception. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideAttribution } from '#app/domain/attribution.ts';
import { CHANNELS } from '#app/domain/channel.ts';
import { offerCode } from '#app/domain/discount-code.ts';
import { programRulesSchema } from '#app/domain/program.ts';
import { makeReferralCode } from '#app/domain/referral-code.ts';
import { reasonSchema } from '#app/domain/reasons.ts';
import { answerSignals, codesToLookUp, journeySignals, readSignals, resolveSignals } from '#app/domain/signals.ts';
import { readStoredDecision, readStoredFacts, storeFacts } from '#app/domain/stored-decision.ts';
import { advocate, buyer, DAY, hash, line, order, PLACED, rules } from './order-facts.ts';

const ANNA = makeReferralCode(new Uint8Array(16).fill(3));
const OFFER = offerCode(new Uint8Array(32).fill(5));

/** Texts that mean a code, nearly mean one, or mean harm. */
const anyText = fc.oneof(
  fc.constantFrom(ANNA, OFFER, ANNA.toLowerCase(), `${ANNA}.C222222222`, `${ANNA}.`, 'АNNА7К2QX', '', '\u202E', '../../etc'),
  fc.constantFrom(...Object.values(CHANNELS)).map((letter) => `${ANNA}.${letter}${'3'.repeat(9)}`),
  fc.integer({ min: 1, max: 10_000 }).map((length) => ANNA.repeat(Math.ceil(length / 10)).slice(0, length)),
  fc.string({ unit: 'binary', maxLength: 300 }),
);
const anyValue = fc.oneof(
  { weight: 3, arbitrary: anyText },
  {
    weight: 2,
    arbitrary: fc.tuple(anyText, fc.double()).map(([f, at]) => JSON.stringify({ f: [f, at], l: [f, -at], w: [f, at] })),
  },
  fc.anything(),
  fc.array(anyText, { maxLength: 3 }),
);
const anyAttribute = fc.record({ name: fc.constantFrom('__vouchsafe', 'gift', '__proto__'), value: anyValue });
const anyEvidence = fc.record({
  noteAttributes: fc.oneof(fc.array(anyAttribute, { maxLength: 250, size: 'max' }), fc.anything()),
  lineItems: fc.oneof(
    fc.array(fc.record({ properties: fc.array(anyAttribute, { maxLength: 3 }) }), { maxLength: 5 }),
    fc.anything(),
  ),
  discountCodes: fc.oneof(fc.array(fc.oneof(anyText, fc.record({ code: anyValue })), { maxLength: 9 }), fc.anything()),
  landingSite: fc.oneof(
    anyText.map((text) => `/?ref=${text}&${new URLSearchParams({ ref: text }).toString()}`),
    anyValue,
  ),
  visits: fc.oneof(
    fc.array(fc.record({ ref: anyValue, at: fc.oneof(fc.double(), fc.anything()) }), { maxLength: 4 }),
    fc.anything(),
  ),
  answer: anyValue,
});
const anyHash = fc.option(fc.constantFrom(hash('anna'), hash('mia')), { nil: null });
const anyTime = fc.option(fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 }), { nil: null });
const anyAmount = fc.bigInt(-(10n ** 15n), 10n ** 15n);
const anyOrder = fc.record({
  currency: fc.constantFrom('USD', 'JPY', 'KWD', 'CLF', 'XXX', ''),
  placedAt: fc.integer({ min: 0, max: 2 * PLACED }),
  paidAt: anyTime,
  ...{ subtotal: anyAmount, total: anyAmount, refunded: anyAmount, full: anyAmount, discounted: anyAmount, tax: anyAmount },
  ...{ quantity: fc.integer({ min: -2, max: 5 }), left: fc.integer({ min: -2, max: 5 }) },
  customerId: fc.option(fc.constantFrom('c-anna', '7'), { nil: null }),
  ...{ emailHash: anyHash, phoneHash: anyHash, networkHash: anyHash },
  country: fc.option(fc.constantFrom('US', '', 'ZZ'), { nil: null }),
  sourceName: fc.option(anyText, { nil: null }),
  referrerHost: fc.option(anyText, { nil: null }),
});
const anyProgram = fc.record({
  minimumSubtotalMinor: fc.constantFrom('0', '5000', '999999999999'),
  minimumOf: fc.constantFrom('after-discounts', 'before-discounts'),
  ...{ countsTax: fc.boolean(), countsGiftCards: fc.boolean(), newCustomersOnly: fc.boolean() },
});

test('whatever an order carries, every signal and the whole order have a reason that can be stored', () => {
  fc.assert(
    fc.property(anyEvidence, anyOrder, anyProgram, fc.boolean(), (evidence, told, attribution, genuine) => {
      const read = [
        ...readSignals(evidence),
        ...journeySignals(evidence.visits),
        ...answerSignals(evidence.answer, told.placedAt),
      ];
      const { answers } = codesToLookUp(read);
      const signals = resolveSignals(read, {
        advocates: new Map([[ANNA, 'anna']]),
        claims: new Map([[OFFER, { advocateId: 'ben', claimedAt: PLACED - DAY }]]),
        sharers: new Map([[ANNA, 'anna']]),
        answers: new Map(answers.map((answer, index) => [answer, index % 2 === 0 ? 'ambiguous' : { advocateId: 'cleo' }])),
        sealIsGenuine: () => genuine,
      });
      const { currency, customerId, emailHash, phoneHash, networkHash, quantity, left, ...rest } = told;
      const money = (minor: bigint) => ({ minor, currency });
      const facts = order({
        ...{ placedAt: rest.placedAt, paidAt: rest.paidAt, country: rest.country, sourceName: rest.sourceName },
        buyer: buyer({ customerId, emailHash, phoneHash, networkHash }),
        ...{ subtotal: money(rest.subtotal), total: money(rest.total), refunded: money(rest.refunded) },
        ...{ taxesIncluded: genuine, signals, referrerHost: rest.referrerHost, earlierOrders: null },
        lines: [
          line({ fullMinor: rest.full, discountedMinor: rest.discounted, taxMinor: rest.tax, quantity, currentQuantity: left }),
        ],
        advocates: [advocate('anna'), advocate('ben', { networkHashes: [hash('mia')] })],
      });
      const program = programRulesSchema.parse(rules({ ...attribution }));
      const decision = decideAttribution(facts, program, 1);
      expect(decision.candidates).toHaveLength(signals.length);
      for (const { reason } of [decision, ...decision.candidates]) expect(reasonSchema.parse(reason)).toEqual(reason);
      for (const { rawCode } of signals) {
        expect(rawCode.length).toBeLessThanOrEqual(64);
        expect(rawCode).not.toMatch(/\p{Cc}|\p{Cs}/u);
      }
      expect(readStoredFacts(JSON.parse(JSON.stringify(storeFacts(facts))))).toEqual(facts);
      expect(readStoredDecision(JSON.parse(JSON.stringify(decision)))).toEqual(decision);
    }),
    { numRuns: 400 },
  );
});

test('look-alikes in other alphabets are no code, full-width letters are one', () => {
  const fullWidth = [...ANNA].map((character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0)).join('');
  const cyrillic = ANNA.replace('T', 'Т').replace('M', 'М').replace('P', 'Р').replace('X', 'Х');
  const codeOf = (text: string) => readSignals({ landingSite: `/?ref=${encodeURIComponent(text)}` })[0]?.code;
  expect(codeOf(fullWidth)).toEqual({ referralCode: ANNA });
  expect(codeOf(cyrillic)).toEqual({ problem: 'malformed' });
});
