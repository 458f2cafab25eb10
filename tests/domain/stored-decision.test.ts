import { expect, test } from 'vitest';
import { decideAttribution } from '#app/domain/attribution.ts';
import { CHANNEL_NAMES } from '#app/domain/channel.ts';
import { BLOCK_KINDS, type OrderFacts, SIGNAL_KINDS, TRUSTS } from '#app/domain/facts.ts';
import { readStoredDecision, readStoredFacts, storeFacts } from '#app/domain/stored-decision.ts';
import { advocate, buyer, hash, line, order, PLACED, rules, signal, unresolved } from './order-facts.ts';

/** Facts as they were stored before orders had lines, advocates had traits and signals had trust. */
const OLD_FACTS = {
  orderId: '1001',
  placedAt: PLACED,
  paidAt: PLACED,
  cancelledAt: null,
  test: false,
  sourceName: 'web',
  buyer: { customerId: '900', emailHash: 'f1', phoneHash: null },
  subtotal: { minor: '10000', currency: 'USD' },
  total: { minor: '11500', currency: 'USD' },
  refunded: { minor: '0', currency: 'USD' },
  signals: [
    { kind: 'discount-code', rawCode: 'FRIEND-1', at: PLACED, resolution: { advocateId: 'anna' } },
    { kind: 'discount-code', rawCode: 'FRIEND-2', at: null, resolution: { unresolved: 'unknown' } },
    { kind: 'cart-attribute', rawCode: 'CODE', at: PLACED, resolution: { advocateId: 'anna' } },
  ],
  advocates: [{ advocateId: 'anna', state: 'active', customerId: 'c', emailHash: 'a1', phoneHash: null }],
  earlierOrders: 0,
  friendCreditedOn: null,
};
const OLD_DECISION = {
  outcome: 'credited',
  reason: { code: 'credited', signal: 'discount-code' },
  advocateId: 'anna',
  candidates: [
    {
      signal: OLD_FACTS.signals[0],
      advocateId: 'anna',
      verdict: 'won',
      reason: { code: 'credited', signal: 'discount-code' },
    },
  ],
  findings: [{ check: 'self-referral', grade: 'clear', detail: { matched: null, compared: 'customer, email' } }],
  programVersion: 1,
};

test('facts that were stored before newer fields existed read as nothing known', () => {
  const facts = readStoredFacts(OLD_FACTS);
  expect(facts).toEqual(
    order({
      country: null,
      paidIn: null,
      buyer: buyer({ emailHash: hash('f1'), disposableEmail: null }),
      signals: [
        signal('discount-code', 'anna', 0, { rawCode: 'FRIEND-1', trust: 'verified' }),
        signal('discount-code', 'anna', null, { rawCode: 'FRIEND-2', resolution: { unresolved: 'unknown' } }),
        signal('cart-attribute', 'anna', 0, { rawCode: 'CODE' }),
      ],
      advocates: [
        advocate('anna', {
          ...{ customerId: 'c', emailHash: hash('a1'), creditsLastDay: null, creditsLast30Days: null },
          ...{ claimsLastHour: null, buyerVisits: null, buyerClaims: null },
        }),
      ],
      networkCreditsLastWeek: null,
    }),
  );
});

test('an old order is decided again as it was', () => {
  expect(decideAttribution(readStoredFacts(OLD_FACTS), rules(), 1)).toMatchObject({ outcome: 'credited', advocateId: 'anna' });
});

test('a decision that was stored before scores existed reads with none, and keeps a check that is gone', () => {
  const decision = readStoredDecision(OLD_DECISION);
  expect(decision).toMatchObject({ outcome: 'credited', score: 0, programVersion: 1 });
  expect(decision.findings).toEqual([{ ...OLD_DECISION.findings[0], points: 0 }]);
  expect(decision.candidates[0]?.signal).toMatchObject({ trust: 'verified', channel: null });
});

test('everything that facts can hold survives storage as JSON, amounts exactly', () => {
  const facts = order({
    buyer: buyer({ advocateId: 'ben', addressHashes: [hash('s')], networkHash: hash('n'), deviceHash: hash('d') }),
    subtotal: { minor: -123_456_789_012_345_678n, currency: 'KWD' },
    taxesIncluded: true,
    lines: [line({ collections: ['1'], tags: ['x'], giftCard: true, currentQuantity: 0, fullMinor: 999_999_999_999_999_999n })],
    renewal: 2,
    signals: [signal('journey', 'anna', 1, { trust: 'signed', channel: 'qr' })],
    advocates: [advocate('anna', { referrerHosts: ['a.example'], referredBy: ['ben'], networkHashes: [hash('n')] })],
    ...{ phoneKnownFrom: '7', friendCreditedOn: '8', friendCreditedTo: 'anna', referrerHost: 'b.example', blocked: ['domain'] },
    ...{ shopifyRisk: { level: 'high', at: 5 }, dispute: 'won' },
    verdict: { kind: 'approve', advocateId: 'anna', by: 'rule', at: 9 },
  });
  const json: unknown = JSON.parse(JSON.stringify(storeFacts(facts)));
  expect(readStoredFacts(json)).toEqual(facts);
  const decision = decideAttribution(facts, rules(), 4);
  expect(readStoredDecision(JSON.parse(JSON.stringify(decision)))).toEqual(decision);
});

test('every word that facts may hold is read', () => {
  const read = (changes: Partial<OrderFacts>) => {
    const facts = order({ signals: [signal('claim', 'anna')], ...changes });
    expect(readStoredFacts(JSON.parse(JSON.stringify(storeFacts(facts))))).toEqual(facts);
  };
  for (const kind of ['order', 'sign-up'] as const) read({ kind });
  for (const why of ['malformed', 'mistyped', 'unknown', 'ambiguous'] as const) read({ signals: [unresolved(why)] });
  for (const kind of SIGNAL_KINDS) for (const trust of TRUSTS) read({ signals: [signal(kind, 'anna', 1, { trust })] });
  for (const channel of CHANNEL_NAMES) read({ signals: [signal('claim', 'anna', 1, { channel })] });
  for (const state of ['active', 'blocked', 'redacted'] as const) read({ advocates: [advocate('anna', { state })] });
  for (const level of ['none', 'pending', 'low', 'medium', 'high'] as const) read({ shopifyRisk: { level, at: 1 } });
  for (const dispute of ['open', 'won', 'lost'] as const) read({ dispute });
  for (const kind of ['approve', 'refuse'] as const) {
    for (const by of ['staff', 'rule'] as const) read({ verdict: { kind, advocateId: 'anna', by, at: 1 } });
  }
  read({ blocked: [...BLOCK_KINDS] });
});

test('every outcome and grade of a decision is read', () => {
  const finding = OLD_DECISION.findings[0];
  for (const outcome of ['credited', 'review', 'not-credited']) {
    for (const grade of ['clear', 'note', 'review', 'refuse', 'not-checked']) {
      const stored = { ...OLD_DECISION, outcome, score: 9, findings: [{ ...finding, grade, points: 7 }] };
      expect(readStoredDecision(stored)).toMatchObject({ outcome, score: 9, findings: [{ grade, points: 7 }] });
    }
  }
});

test.each([
  ['nothing', null],
  ['an amount with decimals', { ...OLD_FACTS, total: { minor: '1.5', currency: 'USD' } }],
  ['an amount of 19 digits', { ...OLD_FACTS, total: { minor: '1'.repeat(19), currency: 'USD' } }],
  ['an amount that is a number', { ...OLD_FACTS, total: { minor: 100, currency: 'USD' } }],
  ['a kind of evidence that never was', { ...OLD_FACTS, signals: [{ ...OLD_FACTS.signals[0], kind: 'horoscope' }] }],
  [
    'half a piece',
    { ...OLD_FACTS, lines: [{ ...JSON.parse(JSON.stringify(storeFacts(order({ lines: [line()] })))).lines[0], quantity: 0.5 }] },
  ],
  ['an advocate in no state', { ...OLD_FACTS, advocates: [{ ...OLD_FACTS.advocates[0], state: 'happy' }] }],
])('what storage never wrote is refused: %s', (_what, json) => {
  expect(() => readStoredFacts(json)).toThrow();
});

test('a decision with a reason that never was is refused', () => {
  expect(() => readStoredDecision({ ...OLD_DECISION, reason: { code: 'mood' } })).toThrow();
  expect(() => readStoredDecision({ ...OLD_DECISION, outcome: 'perhaps' })).toThrow();
});
