import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideAttribution } from '#app/domain/attribution.ts';
import { type OrderFacts, type Signal, SIGNAL_KINDS } from '#app/domain/facts.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { readStoredDecision, readStoredFacts, storeFacts } from '#app/domain/stored-decision.ts';
import { advocate, DAY, hash, order, PLACED, rules, signal, unresolved } from './order-facts.ts';

const decide = (facts: OrderFacts, program: ProgramRules = rules()) => decideAttribution(facts, program, 3);
const reasons = (facts: OrderFacts, program?: ProgramRules) => decide(facts, program).candidates.map(({ reason }) => reason.code);

test('a paid first order with one good signal is credited', () => {
  const facts = order({ signals: [signal('cart-attribute', 'anna')] });
  expect(decide(facts)).toEqual({
    outcome: 'credited',
    reason: { code: 'credited', signal: 'cart-attribute' },
    advocateId: 'anna',
    candidates: [
      {
        signal: facts.signals[0],
        advocateId: 'anna',
        verdict: 'won',
        reason: { code: 'credited', signal: 'cart-attribute' },
      },
    ],
    findings: [{ check: 'self-referral', grade: 'clear', detail: { matched: null, compared: 'customer, email' } }],
    programVersion: 3,
  });
});

test('an order without evidence is credited to nobody', () => {
  expect(decide(order())).toMatchObject({ outcome: 'not-credited', reason: { code: 'no-evidence' }, candidates: [] });
});

test('a friend’s discount code beats the cart, the cart beats the landing link, whatever their times', () => {
  const signals = [signal('landing-link', 'anna', 0.1), signal('cart-attribute', 'ben', 0.2), signal('discount-code', 'cleo', 9)];
  const facts = order({ signals, advocates: ['anna', 'ben', 'cleo'].map((id) => advocate(id)) });
  expect(decide(facts).advocateId).toBe('cleo');
  expect(decide(facts).candidates[1]?.reason).toEqual({ code: 'outranked-by-signal', by: 'discount-code' });
  expect(decide({ ...facts, signals: signals.slice(0, 2) }).advocateId).toBe('ben');
});

test('among signals of one kind the program’s touch rule decides, and a known time beats an unknown one', () => {
  const signals = [
    signal('cart-attribute', 'anna', 5),
    signal('cart-attribute', 'ben', 1),
    signal('cart-attribute', 'cleo', null),
  ];
  const facts = order({ signals, advocates: ['anna', 'ben', 'cleo'].map((id) => advocate(id)) });
  expect(decide(facts, rules({ touch: 'last' })).candidates.map(({ advocateId, reason }) => [advocateId, reason.code])).toEqual([
    ['ben', 'credited'],
    ['anna', 'later-touch-won'],
    ['cleo', 'later-touch-won'],
  ]);
  expect(decide(facts, rules({ touch: 'first' })).candidates.map(({ advocateId, reason }) => [advocateId, reason.code])).toEqual([
    ['anna', 'credited'],
    ['ben', 'earlier-touch-won'],
    ['cleo', 'earlier-touch-won'],
  ]);
});

test('weaker evidence for the same advocate supports the credit', () => {
  expect(reasons(order({ signals: [signal('landing-link', 'anna', null), signal('discount-code', 'anna')] }))).toEqual([
    'credited',
    'same-advocate',
  ]);
});

test('the window ends to the millisecond', () => {
  const program = rules({ windowDays: 30 });
  expect(reasons(order({ signals: [signal('cart-attribute', 'anna', 30)] }), program)).toEqual(['credited']);
  const late = { ...signal('cart-attribute', 'anna'), at: PLACED - 30 * DAY - 1 };
  expect(decide(order({ signals: [late] }), program).reason).toEqual({ code: 'outside-window', days: 30, windowDays: 30 });
});

test('a clock that is a day fast costs nobody the credit; later evidence cannot have brought the order', () => {
  expect(reasons(order({ signals: [signal('cart-attribute', 'anna', -1)] }))).toEqual(['credited']);
  const at = PLACED + DAY + 1;
  expect(decide(order({ signals: [{ ...signal('cart-attribute', 'anna'), at }] })).reason).toEqual({ code: 'after-order', at });
});

test('two touches by a clock that is fast keep their order', () => {
  const touches = [signal('cart-attribute', 'ben', -0.5), signal('cart-attribute', 'anna', -0.6)];
  const winner = (touch: 'first' | 'last') => decide(order({ signals: touches }), rules({ touch })).advocateId;
  expect([winner('first'), winner('last')]).toEqual(['ben', 'anna']);
});

test.each([
  ['customer', { customerId: 'c-anna', emailHash: null, phoneHash: null }],
  ['email', { customerId: '900', emailHash: hash('anna'), phoneHash: hash('555') }],
  ['phone', { customerId: '900', emailHash: hash('other'), phoneHash: hash('555') }],
] as const)('an advocate who buys with their own %s is not credited', (matched, buyer) => {
  const advocates = [advocate('anna', { phoneHash: hash('555') })];
  const decision = decide(order({ buyer, advocates, signals: [signal('discount-code', 'anna')] }));
  expect(decision.reason).toEqual({ code: 'self-referral', matched });
  expect(decision.findings[0]).toMatchObject({ grade: 'refuse', detail: { matched } });
});

test('a buyer’s own link does not take the credit from the friend who brought them', () => {
  const advocates = [advocate('anna', { emailHash: hash('friend') }), advocate('ben')];
  const facts = order({ advocates, signals: [signal('cart-attribute', 'anna', 0), signal('cart-attribute', 'ben', 3)] });
  expect(decide(facts)).toMatchObject({ outcome: 'credited', advocateId: 'ben' });
  expect(reasons(facts)).toEqual(['credited', 'self-referral']);
});

test('when nothing can be compared, the check says so and the order is credited', () => {
  const decision = decide(
    order({ buyer: { customerId: null, emailHash: null, phoneHash: null }, signals: [signal('cart-attribute', 'anna')] }),
  );
  expect(decision).toMatchObject({ outcome: 'credited', findings: [{ grade: 'not-checked' }] });
});

test('blocked and erased advocates are passed over', () => {
  const advocates = [advocate('anna', { state: 'blocked' }), advocate('ben', { state: 'redacted' }), advocate('cleo')];
  const signals = [signal('discount-code', 'anna'), signal('cart-attribute', 'ben'), signal('landing-link', 'cleo', null)];
  expect(decide(order({ advocates, signals })).candidates.map(({ advocateId, reason }) => [advocateId, reason.code])).toEqual([
    ['cleo', 'credited'],
    ['anna', 'advocate-blocked'],
    ['ben', 'advocate-redacted'],
  ]);
});

test.each([
  ['test-order', { test: true }],
  ['order-cancelled', { cancelledAt: PLACED }],
  ['order-refunded', { refunded: { minor: 11_500n, currency: 'USD' } }],
  ['order-not-paid', { paidAt: null }],
  ['returning-customer', { earlierOrders: 2 }],
  ['new-customer-unknown', { earlierOrders: null }],
  ['friend-already-credited', { friendCreditedOn: '77' }],
  ['below-minimum', { subtotal: { minor: 4_999n, currency: 'USD' } }],
  ['currency-mismatch', { subtotal: { minor: 10_000n, currency: 'EUR' } }],
] as const)('a good signal earns nothing: %s', (code, change) => {
  const program = rules({ minimumSubtotalMinor: '5000' });
  const decision = decide(order({ ...change, signals: [signal('cart-attribute', 'anna'), unresolved('unknown')] }), program);
  expect(decision).toMatchObject({ outcome: 'not-credited', reason: { code }, advocateId: null });
  expect(decision.candidates.map(({ verdict, reason }) => [verdict, reason.code])).toEqual([
    ['lost', code],
    ['lost', 'code-unknown'],
  ]);
});

test('a paused program credits nobody', () => {
  expect(decide(order({ signals: [signal('cart-attribute', 'anna')] }), { ...rules(), live: false }).reason.code).toBe(
    'program-paused',
  );
});

test('rules that are off stop nothing: returning customers, second credits, unknown history', () => {
  const program = rules({ newCustomersOnly: false, oneCreditPerFriend: false });
  const facts = order({ earlierOrders: null, friendCreditedOn: '77', signals: [signal('cart-attribute', 'anna')] });
  expect(decide(facts, program).outcome).toBe('credited');
  expect(decide({ ...facts, earlierOrders: 9 }, program).outcome).toBe('credited');
});

test('the credit that this order itself holds is no second one', () => {
  expect(decide(order({ friendCreditedOn: '1001', signals: [signal('cart-attribute', 'anna')] })).outcome).toBe('credited');
});

test('an order paid for with nothing but discounts is not “refunded”', () => {
  const nothing = { minor: 0n, currency: 'USD' };
  const facts = order({ subtotal: nothing, total: nothing, signals: [signal('discount-code', 'anna')] });
  expect(decide(facts).outcome).toBe('credited');
});

test('an advocate who has gone since the code was looked up is nobody', () => {
  expect(decide(order({ advocates: [], signals: [signal('cart-attribute', 'anna')] })).reason.code).toBe('code-unknown');
});

const anySignal: fc.Arbitrary<Signal> = fc.record({
  kind: fc.constantFrom(...SIGNAL_KINDS),
  rawCode: fc.string({ maxLength: 12 }),
  at: fc.option(fc.integer({ min: PLACED - 60 * DAY, max: PLACED + 3 * DAY })),
  resolution: fc.oneof(
    { weight: 3, arbitrary: fc.record({ advocateId: fc.constantFrom('anna', 'ben', 'cleo', 'gone') }) },
    { weight: 1, arbitrary: fc.record({ unresolved: fc.constantFrom('malformed', 'mistyped', 'unknown') }) },
  ),
});
const anyMoney = fc.bigInt(-500n, 20_000n).map((minor) => ({ minor, currency: 'USD' }));
const rarely = (value: number | null) => fc.option(fc.constant(value), { freq: 8, nil: PLACED });
const anyOrder = fc.record({
  signals: fc.array(anySignal, { maxLength: 8 }),
  state: fc.constantFrom('active', 'active', 'active', 'blocked', 'redacted'),
  self: fc.boolean(),
  test: fc.constantFrom(false, false, false, true),
  paidAt: fc.constantFrom(PLACED, PLACED, null),
  cancelledAt: rarely(null),
  subtotal: anyMoney,
  total: anyMoney,
  refunded: fc.oneof(fc.constant({ minor: 0n, currency: 'USD' }), anyMoney),
  earlierOrders: fc.constantFrom(0, 0, 0, 1, null),
  friendCreditedOn: fc.constantFrom(null, null, '77'),
});
const facts = anyOrder.map(({ state, self, ...changes }) =>
  order({
    ...changes,
    advocates: [advocate('anna', { state }), advocate('ben', self ? { emailHash: hash('friend') } : {}), advocate('cleo')],
  }),
);
const program = fc
  .record({
    touch: fc.constantFrom('first', 'last'),
    windowDays: fc.integer({ min: 1, max: 60 }),
    newCustomersOnly: fc.boolean(),
    oneCreditPerFriend: fc.boolean(),
    minimumSubtotalMinor: fc.constantFrom('0', '5000'),
  })
  .map((attribution) => rules(attribution));

test('law: the same facts give the same decision, whatever the order of signals and advocates', () => {
  fc.assert(
    fc.property(facts, program, fc.infiniteStream(fc.nat()), (given, rulesGiven, chance) => {
      const shuffle = <Item>(items: Item[]) =>
        items
          .map((item) => ({ item, key: Number(chance.next().value) }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item);
      const other = { ...given, signals: shuffle(given.signals), advocates: shuffle(given.advocates) };
      expect(decide(other, rulesGiven)).toEqual(decide(given, rulesGiven));
    }),
    { numRuns: 500 },
  );
});

test('law: a code that leads to nobody changes neither outcome nor winner', () => {
  const noise = fc.record({
    kind: fc.constantFrom(...SIGNAL_KINDS),
    why: fc.constantFrom('malformed', 'mistyped', 'unknown'),
    place: fc.nat(8),
  });
  fc.assert(
    fc.property(facts, program, noise, (given, rulesGiven, { kind, why, place }) => {
      const before = decide(given, rulesGiven);
      const after = decide({ ...given, signals: given.signals.toSpliced(place, 0, unresolved(why, kind)) }, rulesGiven);
      expect([after.outcome, after.advocateId]).toEqual([before.outcome, before.advocateId]);
      if (before.candidates.some(({ advocateId }) => advocateId !== null)) expect(after.reason).toEqual(before.reason);
    }),
    { numRuns: 500 },
  );
});

test('law: at most one signal wins, it comes first, it is credited, and every signal has its reason', () => {
  fc.assert(
    fc.property(facts, program, (given, rulesGiven) => {
      const decision = decide(given, rulesGiven);
      const winners = decision.candidates.filter(({ verdict }) => verdict === 'won');
      expect(winners.length).toBe(decision.outcome === 'credited' ? 1 : 0);
      expect(decision.candidates).toHaveLength(given.signals.length);
      expect(decision.reason.code === 'credited').toBe(decision.outcome === 'credited');
      if (winners.length === 1) {
        expect(decision.candidates[0]).toBe(winners[0]);
        expect(decision.advocateId).toBe(winners[0]?.advocateId);
        expect(given.advocates.find(({ advocateId }) => advocateId === decision.advocateId)?.state).toBe('active');
      }
      expect(new Set(decision.findings.map(({ check }) => check)).size).toBe(decision.findings.length);
    }),
    { numRuns: 500 },
  );
});

test('law: facts and decision survive storage, and the stored facts give the stored decision', () => {
  fc.assert(
    fc.property(facts, program, (given, rulesGiven) => {
      const decision = decide(given, rulesGiven);
      const replayed = readStoredFacts(JSON.parse(JSON.stringify(storeFacts(given))));
      expect(replayed).toEqual(given);
      expect(readStoredDecision(JSON.parse(JSON.stringify(decision)))).toEqual(decision);
      expect(decide(replayed, rulesGiven)).toEqual(decision);
    }),
  );
});
