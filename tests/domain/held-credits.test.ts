/** What fraud checks together, staff's verdicts and staff's assignments make of a credit. */
import { expect, test } from 'vitest';
import { decideAttribution } from '#app/domain/attribution.ts';
import type { OrderFacts, Verdict } from '#app/domain/facts.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { RISK_CHECK_CODES } from '#app/domain/risk/codes.ts';
import { advocate, buyer, graded, hash, order, PLACED, rules, signal, withRisk } from './order-facts.ts';

const decide = (facts: OrderFacts, program: ProgramRules = rules()) => decideAttribution(facts, program, 3);

/** The buyer has Anna's telephone number and a throw-away address: 50 and 40 points. */
const doubtful = (changes: Partial<OrderFacts> = {}): OrderFacts =>
  order({
    buyer: buyer({ phoneHash: hash('555'), disposableEmail: true }),
    advocates: [advocate('anna', { phoneHash: hash('555') }), advocate('ben')],
    signals: [signal('discount-code', 'anna', 1, { trust: 'verified' })],
    ...changes,
  });
/** Points count, grades ask for nothing. */
const noted = (reviewFrom: number | null, refuseFrom: number | null) =>
  withRisk(graded(graded(rules(), 'same-phone', { grade: 'note' }), 'disposable-email', { grade: 'note' }), {
    reviewFrom,
    refuseFrom,
  });
const verdict = (kind: Verdict['kind'], advocateId = 'anna', by: Verdict['by'] = 'staff'): Verdict => ({
  ...{ kind, advocateId, by },
  at: PLACED,
});

test('a check that asks for a look holds the credit for whom it would be', () => {
  const decision = decide(doubtful());
  expect(decision).toMatchObject({ outcome: 'review', advocateId: 'anna', score: 90 });
  expect(decision.reason).toEqual({ code: 'in-review', checks: ['same-phone', 'disposable-email'], score: 90 });
  expect(decision.candidates[0]).toMatchObject({ verdict: 'won', reason: decision.reason });
});

test.each([
  [91, 'credited'],
  [90, 'review'],
  [89, 'review'],
  [null, 'credited'],
])('90 points with a look from %s: %s', (reviewFrom, outcome) => {
  const decision = decide(doubtful(), noted(reviewFrom, null));
  expect(decision).toMatchObject({ outcome, score: 90 });
  if (outcome === 'review') expect(decision.reason).toEqual({ code: 'in-review', checks: [], score: 90 });
});

test.each([
  [91, 'credited'],
  [90, 'score-refused'],
  [null, 'credited'],
])('90 points with a refusal from %s: %s', (refuseFrom, code) => {
  const { reason } = decide(doubtful(), noted(null, refuseFrom));
  expect(reason).toEqual(
    code === 'credited' ? { code, signal: 'discount-code' } : { code: 'score-refused', score: 90, from: refuseFrom },
  );
});

test('what Shopify may take back can hold, but its points never refuse', () => {
  const alarmed = doubtful({ shopifyRisk: { level: 'high', at: PLACED }, dispute: 'open' });
  expect(decide(alarmed, noted(null, 91))).toMatchObject({ outcome: 'review', score: 210 });
  expect(decide(alarmed, noted(null, 90)).reason).toEqual({ code: 'score-refused', score: 90, from: 90 });
  expect(decide(alarmed, noted(null, null)).reason).toEqual({
    code: 'in-review',
    checks: ['shopify-risk', 'dispute'],
    score: 210,
  });
});

test('a check that refuses says which one it was, before any score', () => {
  const program = withRisk(graded(rules(), 'disposable-email', { grade: 'refuse' }), { refuseFrom: 1 });
  expect(decide(doubtful(), program).reason).toEqual({ code: 'check-refused', check: 'disposable-email' });
  expect(decide(doubtful(), graded(rules(), 'same-phone', { grade: 'refuse' })).reason).toEqual({
    code: 'self-referral',
    matched: 'phone',
  });
});

test('a refused advocate is passed over for the next one, a held one is not', () => {
  const signals = [signal('discount-code', 'anna'), signal('landing-link', 'ben', null)];
  const mailbox = withRisk(graded(graded(rules(), 'disposable-email', { grade: 'off' }), 'same-phone', { grade: 'refuse' }), {});
  expect(decide(doubtful({ signals }), mailbox)).toMatchObject({ outcome: 'credited', advocateId: 'ben', score: 0 });
  expect(decide(doubtful({ signals }))).toMatchObject({ outcome: 'review', advocateId: 'anna' });
});

test('a check that is switched off says nothing, every other says what it saw or that it could not look', () => {
  const checks = (program: ProgramRules) => decide(doubtful(), program).findings.map(({ check }) => check);
  expect(checks(rules())).toEqual(RISK_CHECK_CODES);
  expect(checks(graded(rules(), 'same-phone', { grade: 'off' }))).toEqual(
    RISK_CHECK_CODES.filter((code) => code !== 'same-phone'),
  );
  const { findings } = decide(doubtful());
  expect(findings.find(({ check }) => check === 'same-phone')).toMatchObject({ grade: 'review', points: 50 });
  expect(findings.find(({ check }) => check === 'same-address')).toMatchObject({ grade: 'not-checked', points: 0 });
  expect(findings.find(({ check }) => check === 'same-customer')).toMatchObject({ grade: 'clear', points: 0 });
});

test('staff approves: the credit counts, and what the checks saw stays listed', () => {
  const decision = decide(doubtful({ verdict: verdict('approve') }));
  expect(decision).toMatchObject({ outcome: 'credited', advocateId: 'anna', score: 90 });
  expect(decision.findings.find(({ check }) => check === 'same-phone')).toMatchObject({ grade: 'review', points: 50 });
});

test('staff approves what a check had refused', () => {
  const program = graded(rules(), 'same-phone', { grade: 'refuse' });
  expect(decide(doubtful(), program).outcome).toBe('not-credited');
  expect(decide(doubtful({ verdict: verdict('approve') }), program)).toMatchObject({ outcome: 'credited', advocateId: 'anna' });
});

test('an approval waives the fraud checks and nothing else, and for this advocate only', () => {
  const approved = (changes: Partial<OrderFacts>) => decide(doubtful({ verdict: verdict('approve'), ...changes })).reason.code;
  expect(approved({ signals: [signal('claim', 'anna', 31)] })).toBe('outside-window');
  expect(approved({ earlierOrders: 1 })).toBe('returning-customer');
  expect(approved({ cancelledAt: PLACED })).toBe('order-cancelled');
  expect(approved({ advocates: [advocate('anna', { state: 'blocked' })] })).toBe('advocate-blocked');
  expect(approved({ verdict: verdict('approve', 'ben') })).toBe('in-review');
});

test('staff refuses: nobody is credited, and every other candidate keeps what it lost by', () => {
  const signals = [signal('discount-code', 'anna'), signal('claim', 'anna'), signal('claim', 'ben'), signal('claim', 'gone')];
  const decision = decide(doubtful({ signals, verdict: verdict('refuse') }));
  expect(decision).toMatchObject({ outcome: 'not-credited', advocateId: null, reason: { code: 'refused-by-staff' }, score: 90 });
  expect(decision.candidates.map(({ advocateId, verdict: won, reason }) => [advocateId, won, reason])).toEqual([
    ['anna', 'lost', { code: 'refused-by-staff' }],
    ['anna', 'lost', { code: 'refused-by-staff' }],
    ['ben', 'lost', { code: 'outranked-by-signal', by: 'discount-code' }],
    [null, 'lost', { code: 'code-unknown', received: 'code-of-gone' }],
  ]);
});

test('a refusal is about one advocate, and gives way to what else is against the order', () => {
  expect(decide(doubtful({ verdict: verdict('refuse', 'ben') })).outcome).toBe('review');
  expect(decide(doubtful({ verdict: verdict('refuse'), earlierOrders: 1 })).reason.code).toBe('returning-customer');
});

test('when nobody looked in time and the rule refuses, the reason says after how many days', () => {
  const program = withRisk(rules(), { unlooked: { after: 9, then: 'refuse' } });
  expect(decide(doubtful({ verdict: verdict('refuse', 'anna', 'rule') }), program).reason).toEqual({
    code: 'refused-unlooked',
    days: 9,
  });
});

const assigned = (changes: Partial<OrderFacts> = {}) =>
  doubtful({ signals: [signal('merchant', 'anna', -9, { rawCode: '', trust: 'verified' })], ...changes });

test('staff’s assignment waives age, fraud checks, pause, eligibility, history, friend rule and minimum', () => {
  const base = rules({ minimumSubtotalMinor: '999999' });
  const strict = {
    ...graded(base, 'same-phone', { grade: 'refuse' }),
    live: false,
    eligibility: { ...base.eligibility, pointOfSale: false },
  };
  const facts = assigned({ sourceName: 'pos', earlierOrders: null, friendCreditedOn: '77' });
  expect(decide(facts, strict)).toMatchObject({
    ...{ outcome: 'credited', advocateId: 'anna', score: 90 },
    reason: { code: 'credited', signal: 'merchant' },
  });
  const old = assigned({ signals: [signal('merchant', 'anna', 400), signal('discount-code', 'ben')] });
  expect(decide(old)).toMatchObject({ outcome: 'credited', advocateId: 'anna' });
});

test.each([
  ['test-order', { test: true }],
  ['order-cancelled', { cancelledAt: PLACED }],
  ['order-refunded', { refunded: { minor: 11_500n, currency: 'USD' } }],
  ['order-not-paid', { paidAt: null }],
  ['currency-mismatch', { subtotal: { minor: 10_000n, currency: 'EUR' } }],
  ['advocate-blocked', { advocates: [advocate('anna', { state: 'blocked' })] }],
  ['advocate-redacted', { advocates: [advocate('anna', { state: 'redacted' })] }],
  ['refused-by-staff', { verdict: verdict('refuse') }],
] as const)('staff’s assignment does not waive %s', (code, changes) => {
  const facts = assigned(changes as Partial<OrderFacts>);
  expect(decide(facts, rules({ minimumSubtotalMinor: '1' })).reason.code).toBe(code);
});
