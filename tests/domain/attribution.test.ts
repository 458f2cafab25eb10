import { expect, test } from 'vitest';
import { decideAttribution } from '#app/domain/attribution.ts';
import { type OrderFacts, RANKED_SIGNAL_KINDS, SIGNAL_KINDS, TRUSTS } from '#app/domain/facts.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { advocate, buyer, DAY, hash, order, PLACED, rules, signal, signUp, unresolved } from './order-facts.ts';

const decide = (facts: OrderFacts, program: ProgramRules = rules()) => decideAttribution(facts, program, 3);
const reasons = (facts: OrderFacts, program?: ProgramRules) => decide(facts, program).candidates.map(({ reason }) => reason.code);

test('a paid first order with one good signal is credited', () => {
  const facts = order({ signals: [signal('cart-attribute', 'anna')] });
  expect(decide(facts)).toMatchObject({
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
    score: 0,
    programVersion: 3,
  });
});

test('an order without evidence is credited to nobody', () => {
  expect(decide(order())).toEqual({
    ...{ outcome: 'not-credited', reason: { code: 'no-evidence' }, advocateId: null, candidates: [] },
    ...{ findings: [], score: 0, programVersion: 3 },
  });
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
  expect(decide(order({ signals: [late] }), program).reason).toEqual({ code: 'outside-window', days: 31, windowDays: 30 });
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
  ['customer', buyer({ customerId: 'c-anna', emailHash: null })],
  ['email', buyer({ emailHash: hash('anna'), phoneHash: hash('555') })],
] as const)('an advocate who buys with their own %s is not credited', (matched, self) => {
  const advocates = [advocate('anna', { phoneHash: hash('555') })];
  const decision = decide(order({ buyer: self, advocates, signals: [signal('discount-code', 'anna')] }));
  expect(decision.reason).toEqual({ code: 'self-referral', matched });
  expect(decision.findings.filter(({ grade }) => grade === 'refuse').map(({ check }) => check)).toEqual([`same-${matched}`]);
});

test('a buyer’s own link does not take the credit from the friend who brought them', () => {
  const advocates = [advocate('anna', { emailHash: hash('friend') }), advocate('ben')];
  const facts = order({ advocates, signals: [signal('cart-attribute', 'anna', 0), signal('cart-attribute', 'ben', 3)] });
  expect(decide(facts)).toMatchObject({ outcome: 'credited', advocateId: 'ben' });
  expect(reasons(facts)).toEqual(['credited', 'self-referral']);
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
  ['dispute-lost', { dispute: 'lost' }],
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

test('what is against the whole order is against every signal', () => {
  const signals = [signal('discount-code', 'anna'), signal('claim', 'ben'), signal('claim', 'ben', 40)];
  const { candidates } = decide(order({ earlierOrders: 1, signals }));
  expect(candidates.map(({ reason }) => reason.code)).toEqual(['returning-customer', 'returning-customer', 'outside-window']);
});

test('exactly one signal wins, and signals that are alike in everything come in the sequence of their codes', () => {
  const alike = ['C', 'A', 'B'].map((rawCode) => signal('claim', 'anna', 1, { rawCode }));
  const { candidates } = decide(order({ signals: alike }));
  expect(candidates.map(({ signal: { rawCode }, verdict }) => [rawCode, verdict])).toEqual([
    ['A', 'won'],
    ['B', 'lost'],
    ['C', 'lost'],
  ]);
  const channels = (['qr', 'copy'] as const).map((channel) => signal('claim', 'anna', 1, { channel }));
  expect(decide(order({ signals: channels })).candidates[0]?.signal.channel).toBe('copy');
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

test('of several reasons against the whole order the first counts', () => {
  const worst = order({
    ...{ test: true, cancelledAt: PLACED, refunded: { minor: 11_500n, currency: 'USD' }, dispute: 'lost', paidAt: null },
    ...{ subtotal: { minor: 1n, currency: 'EUR' }, sourceName: 'pos', earlierOrders: 2, friendCreditedOn: '77' },
    signals: [signal('cart-attribute', 'anna', 99)],
  });
  const base = rules({ minimumSubtotalMinor: '5000' });
  const program = { ...base, live: false, eligibility: { ...base.eligibility, pointOfSale: false } };
  const mend: [string, Partial<OrderFacts>, Partial<ProgramRules>][] = [
    ['test-order', { test: false }, {}],
    ['order-cancelled', { cancelledAt: null }, {}],
    ['order-refunded', { refunded: { minor: 11_499n, currency: 'USD' } }, {}],
    ['dispute-lost', { dispute: 'open' }, {}],
    ['order-not-paid', { paidAt: PLACED }, {}],
    ['program-paused', {}, { live: true }],
    ['currency-mismatch', { subtotal: { minor: 1n, currency: 'USD' } }, {}],
    ['outside-window', { signals: [signal('cart-attribute', 'anna')] }, {}],
    ['point-of-sale', { sourceName: 'web' }, {}],
    ['returning-customer', { earlierOrders: 0 }, {}],
    ['friend-already-credited', { friendCreditedOn: null }, {}],
    ['below-minimum', { subtotal: { minor: 5_000n, currency: 'USD' } }, {}],
  ];
  const seen: string[] = [];
  let [facts, given] = [worst, program];
  for (const [, change, ruleChange] of mend) {
    seen.push(decide(facts, given).reason.code);
    [facts, given] = [
      { ...facts, ...change },
      { ...given, ...ruleChange },
    ];
  }
  expect(seen).toEqual(mend.map(([code]) => code));
  expect(decide(facts, given).advocateId).toBe('anna');
});

test('an order without evidence has no other reason', () => {
  expect(decide(order({ test: true, paidAt: null })).reason.code).toBe('no-evidence');
});

test.each([
  [{ code: 'returning-customer', earlierOrders: 1 }, { earlierOrders: 1 }],
  [{ code: 'friend-already-credited', orderId: '77' }, { friendCreditedOn: '77' }],
  [{ code: 'currency-mismatch', program: 'USD', order: 'EUR' }, { subtotal: { minor: 10_000n, currency: 'EUR' } }],
  [{ code: 'below-minimum', minimum: '5000', subtotal: '-7', currency: 'USD' }, { subtotal: { minor: -7n, currency: 'USD' } }],
] as const)('a reason carries its numbers: %o', (reason, change) => {
  const facts = order({ ...change, signals: [signal('cart-attribute', 'anna')] });
  expect(decide(facts, rules({ minimumSubtotalMinor: '5000' })).reason).toEqual(reason);
});

test.each([
  ['nothing in the program is an amount', {}, {}, 'credited'],
  ['a minimum', { minimumSubtotalMinor: '1' }, {}, 'currency-mismatch'],
  ['a fixed reward', {}, { value: { kind: 'fixed-amount', minor: '500' } }, 'currency-mismatch'],
  ['a reward with a minimum', {}, { minimumSubtotalMinor: '1' }, 'currency-mismatch'],
] as const)('an order in another currency than the program’s: %s', (_what, attribution, reward, code) => {
  const base = rules(attribution);
  const program = { ...base, reward: { ...base.reward, ...reward } };
  const facts = order({ subtotal: { minor: 10_000n, currency: 'EUR' }, signals: [signal('cart-attribute', 'anna')] });
  expect(decide(facts, program).reason.code).toBe(code);
});

test.each([
  ['JPY', 3_000n, '3000', 'credited'],
  ['JPY', 2_999n, '3000', 'below-minimum'],
  ['KWD', 30_000n, '30000', 'credited'],
  ['KWD', 29_999n, '30000', 'below-minimum'],
] as const)('whatever a currency’s decimals, %s %s against a minimum of %s: %s', (currency, minor, minimum, code) => {
  const facts = order({
    ...{ subtotal: { minor, currency }, total: { minor, currency }, refunded: { minor: 0n, currency } },
    signals: [signal('cart-attribute', 'anna')],
  });
  expect(decide(facts, rules({ minimumSubtotalMinor: minimum }, { currency })).reason.code).toBe(code);
});

test('a refund that only equals a total of zero is none; one that exceeds the total is whole', () => {
  const usd = (minor: bigint) => ({ minor, currency: 'USD' });
  const refund = (total: bigint, refunded: bigint) =>
    decide(order({ total: usd(total), refunded: usd(refunded), signals: [signal('claim', 'anna')] })).reason.code;
  expect([refund(0n, 0n), refund(500n, 499n), refund(500n, 500n), refund(500n, 501n), refund(-5n, 0n)]).toEqual([
    'credited',
    'credited',
    'order-refunded',
    'order-refunded',
    'credited',
  ]);
});

test('kinds outrank each other as they are listed: every kind beats the next', () => {
  SIGNAL_KINDS.slice(1).forEach((weaker, index) => {
    const stronger = SIGNAL_KINDS[index] ?? 'merchant';
    const facts = order({ signals: [signal(weaker, 'ben', 0, { trust: 'verified' }), signal(stronger, 'anna', 9)] });
    const decision = decide(facts);
    expect([stronger, decision.advocateId]).toEqual([stronger, 'anna']);
    expect(decision.candidates[1]?.reason).toEqual({ code: 'outranked-by-signal', by: stronger });
  });
});

test('the merchant turns the kinds around, but staff’s word and a subscription stay first', () => {
  const program = rules({ precedence: RANKED_SIGNAL_KINDS.toReversed() });
  const among = (...kinds: (typeof SIGNAL_KINDS)[number][]) =>
    decide(order({ signals: kinds.map((kind, index) => signal(kind, index === 0 ? 'anna' : 'ben')) }), program).advocateId;
  expect(among('friend-answer', 'discount-code')).toBe('anna');
  expect(among('discount-code', 'claim')).toBe('ben');
  expect(among('merchant', 'friend-answer')).toBe('anna');
  expect(among('renewal', 'friend-answer')).toBe('anna');
  expect(among('renewal', 'merchant')).toBe('ben');
});

test('within a kind more trust counts more than the touch rule', () => {
  TRUSTS.slice(1).forEach((less, index) => {
    const more = TRUSTS[index] ?? 'verified';
    const signals = [signal('cart-attribute', 'ben', 1, { trust: less }), signal('cart-attribute', 'anna', 9, { trust: more })];
    const { advocateId, candidates } = decide(order({ signals }));
    expect([more, advocateId, candidates[1]?.reason]).toEqual([more, 'anna', { code: 'outranked-by-trust' }]);
  });
});

test('trust does not lift a weaker kind over a stronger one', () => {
  const signals = [
    signal('landing-link', 'ben', 1, { trust: 'signed' }),
    signal('cart-attribute', 'anna', 9, { trust: 'forged' }),
  ];
  expect(decide(order({ signals }))).toMatchObject({ advocateId: 'anna', outcome: 'credited' });
});

test('what is stopped comes after what is not, and what leads to nobody comes last', () => {
  const signals = [unresolved('ambiguous', 'merchant'), signal('discount-code', 'anna', 40), signal('friend-answer', 'ben')];
  expect(decide(order({ signals })).candidates.map(({ advocateId, reason }) => [advocateId, reason.code])).toEqual([
    ['ben', 'credited'],
    ['anna', 'outside-window'],
    [null, 'code-ambiguous'],
  ]);
  expect(decide(order({ signals: signals.slice(0, 2) })).reason.code).toBe('outside-window');
});

test.each(['malformed', 'mistyped', 'unknown', 'ambiguous'] as const)(
  'a code that is %s is said with what was received',
  (why) => {
    expect(decide(order({ signals: [unresolved(why)] })).reason).toEqual({ code: `code-${why}`, received: 'NOBODYS' });
  },
);

const crediting = (base: ProgramRules = rules()): ProgramRules => ({ ...base, signUps: { ...base.signUps, credited: true } });

test('a sign-up is credited without payment, amount, history or friend rule', () => {
  const facts = signUp({ earlierOrders: null, friendCreditedOn: '77', sourceName: null, signals: [signal('claim', 'anna')] });
  const program = crediting(rules({ minimumSubtotalMinor: '5000' }));
  expect(decide(facts, program)).toMatchObject({ outcome: 'credited', advocateId: 'anna' });
  expect(decide(facts).reason).toEqual({ code: 'sign-ups-not-credited' });
});

test('a sign-up needs evidence in time, an active advocate, a live program, and nobody signs themselves up', () => {
  const reason = (changes: Partial<OrderFacts>, program = crediting()) =>
    decide(signUp({ signals: [signal('claim', 'anna')], ...changes }), program).reason.code;
  expect(reason({ signals: [signal('claim', 'anna', 31)] })).toBe('outside-window');
  expect(reason({ advocates: [advocate('anna', { state: 'blocked' })] })).toBe('advocate-blocked');
  expect(reason({ buyer: buyer({ emailHash: hash('anna') }) })).toBe('self-referral');
  expect(reason({}, { ...crediting(), live: false })).toBe('program-paused');
});

test('a sign-up’s reward in another currency than the shop’s is not promised', () => {
  const base = crediting();
  const fixed = { kind: 'fixed-amount', minor: '500' } as const;
  const facts = signUp({ subtotal: { minor: 0n, currency: 'EUR' }, signals: [signal('claim', 'anna')] });
  expect(decide(facts, { ...base, signUps: { ...base.signUps, value: fixed } }).reason.code).toBe('currency-mismatch');
  expect(decide(facts, { ...base, reward: { ...base.reward, value: fixed } }).outcome).toBe('credited');
  expect(decide(facts, crediting(rules({ minimumSubtotalMinor: '9' }))).outcome).toBe('credited');
});

test('a renewal is credited to whom its subscription was credited, however old that is, and to nobody else', () => {
  const base = rules();
  const program = { ...base, eligibility: { ...base.eligibility, renewals: 2 } };
  const renewal = (changes: Partial<OrderFacts>, given = program) =>
    decide(order({ renewal: 1, earlierOrders: 1, friendCreditedOn: '77', ...changes }), given);
  const both = [signal('discount-code', 'ben'), signal('renewal', 'anna', 99)];
  expect(renewal({ signals: both })).toMatchObject({ outcome: 'credited', advocateId: 'anna' });
  expect(renewal({ signals: both }).candidates[1]?.reason).toEqual({ code: 'renewal-not-credited' });
  expect(renewal({ signals: both.slice(0, 1) }).reason).toEqual({ code: 'renewal-not-credited' });
  expect(renewal({ signals: both, renewal: 2 }).outcome).toBe('credited');
  expect(renewal({ signals: both, renewal: 3 }).reason).toEqual({ code: 'renewal-limit', renewal: 3, limit: 2 });
  expect(renewal({ signals: both }, base).reason).toEqual({ code: 'renewal-not-credited' });
  expect(renewal({ signals: [signal('merchant', 'ben')], renewal: 9 })).toMatchObject({ advocateId: 'ben' });
});

test('an advocate who has gone since the code was looked up is nobody', () => {
  expect(decide(order({ advocates: [], signals: [signal('cart-attribute', 'anna')] })).reason.code).toBe('code-unknown');
});
