import { describe, expect, test } from 'vitest';
import { type Decision, decideAttribution } from '#app/domain/attribution.ts';
import { CHANNEL_NAMES } from '#app/domain/channel.ts';
import { SIGNAL_KINDS, TRUSTS } from '#app/domain/facts.ts';
import { type Reason, type ReasonCode, reasonSchema } from '#app/domain/reasons.ts';
import type { Detail, Finding, Grade } from '#app/domain/risk/check.ts';
import { RISK_CHECK_CODES, type RiskCheckCode } from '#app/domain/risk/codes.ts';
import { decisionSentences, findingSentence, reasonSentence } from '#app/i18n/reasons.ts';
import { order, PLACED, rules, signal, unresolved } from './order-facts.ts';

const berlin = { locale: 'en', timeZone: 'Europe/Berlin' };
const paris = { locale: 'fr-FR', timeZone: 'Europe/Paris' };
const vienna = { locale: 'de-AT', timeZone: 'Europe/Vienna' };
const madrid = { locale: 'es-ES', timeZone: 'Europe/Madrid' };
const SETTINGS = [berlin, paris, vienna, madrid];

/** Every code that the app thinks in; none may reach a reader. Words that are also plain words of a language are left out. */
const CODE_WORDS = [
  ...reasonSchema.options.map((option) => option.shape.code.value),
  ...RISK_CHECK_CODES,
  ...SIGNAL_KINDS,
  ...TRUSTS,
  ...['not-checked', 'not-credited', 'in-review', 'shopify_draft_order', 'subscription_contract'],
].filter((word) => /[-_]/.test(word) && !['sign-up', 'sign-ups'].includes(word));

/** Fit to be read: a whole sentence, no hole, no code. */
function expectReadable(text: string): void {
  expect(text).toMatch(/^[“«„A-ZÀÉÄÖÜ0-9].*\.$/);
  expect(text).not.toMatch(/undefined|null|NaN|\[object|\{|\}/);
  for (const word of CODE_WORDS) expect(text).not.toContain(word);
}

/** One of each, with the words and figures its English sentence must carry. A new reason does not compile until it is here. */
const EVERY: { [Code in ReasonCode]: [Extract<Reason, { code: Code }>, ...string[]] } = {
  credited: [{ code: 'credited', signal: 'discount-code' }, 'discount code'],
  'in-review': [
    { code: 'in-review', checks: ['same-phone', 'dispute'], score: 1_110 },
    ...['the same phone number and the payment is disputed', '1,110 points'],
  ],
  'code-malformed': [{ code: 'code-malformed', received: 'producthunt' }, 'producthunt'],
  'code-mistyped': [{ code: 'code-mistyped', received: 'K7M2' }, 'K7M2', 'typing mistake'],
  'code-unknown': [{ code: 'code-unknown', received: 'K7M2' }, 'K7M2'],
  'code-ambiguous': [{ code: 'code-ambiguous', received: 'Anna' }, 'Anna', 'several advocates'],
  'advocate-blocked': [{ code: 'advocate-blocked' }, 'blocked'],
  'advocate-redacted': [{ code: 'advocate-redacted' }, 'erased'],
  'outside-window': [{ code: 'outside-window', days: 1_041, windowDays: 1 }, '1,041 days before the order', 'for 1 day.'],
  'after-order': [{ code: 'after-order', at: PLACED }, 'Oct 1, 2026', '2:00'],
  'self-referral': [{ code: 'self-referral', matched: 'email' }, 'e-mail address'],
  'check-refused': [{ code: 'check-refused', check: 'block-list' }, 'your block list'],
  'score-refused': [{ code: 'score-refused', score: 1_200, from: 1_000 }, '1,200 points', 'from 1,000'],
  'outranked-by-signal': [{ code: 'outranked-by-signal', by: 'cart-attribute' }, 'cart'],
  'outranked-by-trust': [{ code: 'outranked-by-trust' }, 'sealed'],
  'later-touch-won': [{ code: 'later-touch-won' }, 'last'],
  'earlier-touch-won': [{ code: 'earlier-touch-won' }, 'first'],
  'same-advocate': [{ code: 'same-advocate' }, 'supports'],
  'no-evidence': [{ code: 'no-evidence' }, 'Nothing'],
  'program-paused': [{ code: 'program-paused' }, 'paused'],
  'test-order': [{ code: 'test-order' }, 'test order'],
  'order-cancelled': [{ code: 'order-cancelled' }, 'cancelled'],
  'order-refunded': [{ code: 'order-refunded' }, 'refunded'],
  'order-not-paid': [{ code: 'order-not-paid' }, 'not paid'],
  'dispute-lost': [{ code: 'dispute-lost' }, 'disputed'],
  'draft-order': [{ code: 'draft-order' }, 'draft order'],
  'point-of-sale': [{ code: 'point-of-sale' }, 'point of sale'],
  'channel-not-eligible': [{ code: 'channel-not-eligible', channel: '580111' }, '“580111”'],
  'country-not-eligible': [{ code: 'country-not-eligible', country: 'DE' }, 'Germany'],
  'country-unknown': [{ code: 'country-unknown' }, 'countries'],
  'no-eligible-product': [{ code: 'no-eligible-product' }, 'no product'],
  'renewal-not-credited': [{ code: 'renewal-not-credited' }, 'renews'],
  'renewal-limit': [{ code: 'renewal-limit', renewal: 1_004, limit: 3 }, '1,004', 'first 3'],
  'sign-ups-not-credited': [{ code: 'sign-ups-not-credited' }, 'sign-ups'],
  'refused-by-staff': [{ code: 'refused-by-staff' }, 'refused'],
  'refused-unlooked': [{ code: 'refused-unlooked', days: 14 }, '14 days'],
  'returning-customer': [{ code: 'returning-customer', earlierOrders: 1_200 }, '1,200 times'],
  'new-customer-unknown': [{ code: 'new-customer-unknown' }, 'new customers'],
  'friend-already-credited': [{ code: 'friend-already-credited', orderId: '77' }, '77'],
  'below-minimum': [{ code: 'below-minimum', minimum: '5000', subtotal: '1999', currency: 'USD' }, '$50.00', '$19.99'],
  'currency-mismatch': [{ code: 'currency-mismatch', program: 'EUR', order: 'USD' }, 'EUR', 'USD'],
};

describe('reasons', () => {
  test('every reason of the closed list has a sentence with its own figures', () => {
    const codes = reasonSchema.options.map((option) => option.shape.code.value);
    expect(Object.keys(EVERY).sort()).toEqual([...codes].sort());
    for (const [reason, ...words] of Object.values(EVERY)) {
      const sentence = reasonSentence(reason, berlin);
      expectReadable(sentence);
      for (const word of words) expect(sentence).toContain(word);
    }
  });

  test('every reason is said in French, too, with the same figures in French spelling', () => {
    const french = Object.values(EVERY).map(([reason]) => reasonSentence(reason, paris));
    for (const sentence of french) {
      expectReadable(sentence);
      expect(sentence).not.toMatch(/ [;:?!»]|« /); // a line must not begin with them
      expect(sentence).not.toContain("'");
    }
    expect(new Set(french).size).toBe(french.length);
    expect(
      french.filter((sentence, index) => sentence === reasonSentence(Object.values(EVERY)[index]?.[0] as Reason, berlin)),
    ).toEqual([]);
    const window: Reason = { code: 'outside-window', days: 1_041, windowDays: 1 };
    expect(reasonSentence(window, paris).replace(/\s/g, ' ')).toBe(
      'Le lien a été utilisé 1 041 jours avant la commande ; il compte pendant 1 jour.',
    );
    const below: Reason = { code: 'below-minimum', minimum: '5000', subtotal: '1999', currency: 'EUR' };
    expect(reasonSentence(below, paris).replace(/\s/g, ' ')).toContain('19,99 €');
  });

  test('every reason is said in Spanish, too, with the same figures in Spanish spelling', () => {
    const spanish = Object.values(EVERY).map(([reason]) => reasonSentence(reason, madrid));
    for (const sentence of spanish) {
      expectReadable(sentence);
      expect(sentence).not.toMatch(/[“”"']|« | »/);
    }
    expect(new Set(spanish).size).toBe(spanish.length);
    const english = new Set(Object.values(EVERY).map(([reason]) => reasonSentence(reason, berlin)));
    expect(spanish.filter((sentence) => english.has(sentence))).toEqual([]);
    const window: Reason = { code: 'outside-window', days: 11_041, windowDays: 1 };
    expect(reasonSentence(window, madrid)).toBe('El enlace se usó 11.041 días antes del pedido; cuenta durante 1 día.');
    const below: Reason = { code: 'below-minimum', minimum: '5000', subtotal: '1999', currency: 'EUR' };
    expect(reasonSentence(below, madrid).replace(/\s/g, ' ')).toContain('19,99 €');
    const once: Reason = { code: 'returning-customer', earlierOrders: 1 };
    expect(reasonSentence(once, madrid)).toContain('(1 vez)');
  });

  test('every kind of evidence and every check has words inside a reason, and unknown ones do no harm', () => {
    for (const setting of SETTINGS) {
      for (const kind of [...SIGNAL_KINDS, 'tea-leaves']) {
        expectReadable(reasonSentence({ code: 'credited', signal: kind }, setting));
        expectReadable(reasonSentence({ code: 'outranked-by-signal', by: kind }, setting));
      }
      for (const check of RISK_CHECK_CODES) {
        expectReadable(reasonSentence({ code: 'check-refused', check }, setting));
        expectReadable(reasonSentence({ code: 'in-review', checks: [check], score: 60 }, setting));
      }
      for (const channel of ['web', 'pos', 'shopify_draft_order', 'subscription_contract']) {
        expectReadable(reasonSentence({ code: 'channel-not-eligible', channel }, setting));
      }
      for (const matched of ['customer', 'email', 'phone'] as const) {
        expectReadable(reasonSentence({ code: 'self-referral', matched }, setting));
      }
      expect(reasonSentence({ code: 'check-refused', check: 'moon-phase' }, setting)).toContain('moon-phase');
      expect(reasonSentence({ code: 'country-not-eligible', country: '??' }, setting)).toContain('??');
    }
  });

  test('one and many are told apart', () => {
    const say = (reason: Reason) => reasonSentence(reason, berlin);
    expect(say({ code: 'in-review', checks: [], score: 61 })).toBe(
      'Please look at it first: the fraud checks add up to 61 points.',
    );
    expect(say({ code: 'in-review', checks: ['ring'], score: 1 })).toContain('(1 point in all)');
    expect(say({ code: 'refused-unlooked', days: 1 })).toContain('within 1 day,');
    expect(say({ code: 'returning-customer', earlierOrders: 1 })).toContain('once');
    expect(say({ code: 'outside-window', days: 1, windowDays: 0 })).toContain('1 day before the order; it counts for 0 days.');
    expect(say({ code: 'friend-already-credited', orderId: 'signup-5' })).not.toContain('signup');
    expect(reasonSentence({ code: 'refused-unlooked', days: 1 }, paris)).toMatch(/1 jour,/);
    expect(reasonSentence({ code: 'friend-already-credited', orderId: 'signup-5' }, paris)).toContain('inscription');
  });

  test('what nobody needs to be told as evidence has its own words', () => {
    expect(reasonSentence({ code: 'credited', signal: 'merchant' }, berlin)).toBe('Your team credited it by hand.');
    expect(reasonSentence({ code: 'credited', signal: 'renewal' }, berlin)).toBe(
      'An earlier order of the subscription was credited.',
    );
  });

  test('amounts have the decimals of their currency, and are exact', () => {
    const below = (minimum: string, currency: string) =>
      reasonSentence({ code: 'below-minimum', minimum, subtotal: '0', currency }, berlin);
    expect(below('500', 'JPY')).toContain('¥500');
    expect(below('1234', 'KWD')).toContain('1.234');
    expect(below('900719925474099301', 'USD')).toContain('$9,007,199,254,740,993.01');
  });

  test('times are those of the shop', () => {
    const sentence = (timeZone: string) => reasonSentence({ code: 'after-order', at: PLACED }, { locale: 'en', timeZone });
    expect(sentence('Asia/Tokyo')).toContain('9:00');
    expect(sentence('UTC')).toContain('12:00');
  });

  test('a language that is not spoken yet gets English words and its own figures', () => {
    const reason: Reason = { code: 'outside-window', days: 1_041, windowDays: 30 };
    expect(reasonSentence(reason, { locale: 'nl-NL', timeZone: 'UTC' })).toContain('1.041 days');
    const held: Reason = { code: 'in-review', checks: ['ring', 'dispute'], score: 120 };
    expect(reasonSentence(held, { locale: 'nl-NL', timeZone: 'UTC' })).toContain('before and the payment');
  });
});

/** Details as the checks make them (domain/risk), with what the English sentence must carry. */
const SEEN: Record<RiskCheckCode, [Grade, Detail, ...string[]][]> = {
  'same-customer': compared('customer account'),
  'same-email': compared('mailbox', 'e-mail address'),
  'same-phone': compared('phone number'),
  'same-address': compared('address', 'postal address'),
  'same-network': compared('network'),
  'same-device': [
    ['note', {}, 'same kind of device'],
    ['clear', {}, 'another kind'],
    ['clear', { otherNetwork: true }, 'another network'],
    ['not-checked', { missing: 'buyer', of: 'device' }, 'device is not known'],
    ['not-checked', { missing: 'advocate', of: 'network' }, 'networks are not known'],
  ],
  'disposable-email': [
    ['review', {}, 'throw-away'],
    ['clear', {}, 'not of a known provider'],
    ['not-checked', {}, 'not known'],
  ],
  'advocate-velocity': [
    [
      'review',
      { day: 1_005, dayLimit: 5, month: 2_000, monthLimit: 30, over: 'day' },
      '1,006 credits within 24 hours',
      'expects 5',
    ],
    ['review', { day: null, dayLimit: 5, month: 30, monthLimit: 30, over: 'month' }, '31 credits within 30 days', 'expects 30'],
    ['clear', { day: 1, dayLimit: 5, month: 12, monthLimit: 30, over: null }, '1 credit in the 24 hours', '12 in the 30 days'],
    ['not-checked', { day: null, dayLimit: 5, month: null, monthLimit: 30, over: null }, 'not counted'],
  ],
  'network-velocity': [
    ['note', { week: 7, limit: 5 }, '8 credits', '7 days', 'expects 5'],
    ['clear', { week: 0, limit: 5 }, '0 credits'],
    ['not-checked', { week: null, limit: 5 }, 'not known'],
  ],
  'known-friend': [
    ['note', { by: 'phone', orderId: '55' }, 'order 55', 'phone number'],
    ['note', { by: 'credit', orderId: '77' }, 'order 77', 'Another advocate'],
    ['clear', { phone: true }, 'No other customer has'],
    ['clear', { phone: false }, 'no phone number to look for'],
    ['not-checked', { phone: false }, 'nothing is known'],
  ],
  'unseen-code': [
    ['note', { visits: 0, claims: 0 }, 'never seen', 'coupon site'],
    ['clear', { visits: 1, claims: 2 }, '1 visit by', '2 claims of'],
    ['clear', { evidence: 'discount-code' }, 'seen to come by the link'],
    ['not-checked', { visits: null, claims: null }, 'not counted'],
  ],
  'leak-burst': [
    ['review', { claims: 1_016, limit: 15 }, '1,016 people', 'expects 15'],
    ['clear', { claims: 1, limit: 15 }, '1 person'],
    ['not-checked', { claims: null, limit: 15 }, 'not counted'],
  ],
  'banned-referrer': [
    ['refuse', { listed: 2, site: 'coupons.example' }, 'coupons.example'],
    ['clear', { listed: 2 }, 'no website', '(2 in all)'],
    ['clear', { listed: 1 }, 'website that you have banned'],
    ['clear', { listed: 0 }, 'no websites'],
    ['not-checked', { listed: 2 }, 'not known'],
  ],
  ring: [
    ['review', { steps: 1 }, 'referred the advocate before'],
    ['review', { steps: 2 }, 'over 1 other person'],
    ['review', { steps: 4 }, 'over 3 other people'],
    ['clear', { shares: true }, 'did not refer'],
    ['clear', { shares: false }, 'referred nobody'],
    ['not-checked', { shares: false }, 'nothing is known'],
  ],
  'shopify-risk': [
    ['review', { level: 'high' }, 'high risk'],
    ['clear', { level: 'medium' }, 'medium risk'],
    ['clear', { level: 'low' }, 'low risk'],
    ['not-checked', { level: 'pending' }, 'still'],
    ['not-checked', { level: 'none' }, 'has not assessed'],
    ['not-checked', { level: null }, 'has not assessed'],
  ],
  dispute: [
    ['review', { state: 'open' }, 'disputes'],
    ['review', { state: 'lost' }, 'got it back'],
    ['clear', { state: 'won' }, 'you won'],
    ['clear', { state: null }, 'not disputed'],
    ['not-checked', {}, 'nothing is known'],
  ],
  'block-list': [
    ['refuse', { by: 'email, domain, network, customer' }, 'e-mail address, e-mail domain, network, and customer account'],
    ['clear', {}, 'not on your block list'],
    ['not-checked', {}, 'nothing is known'],
  ],
};

function compared(trait: string, missing = trait): [Grade, Detail, ...string[]][] {
  return [
    ['refuse', {}, trait],
    ['clear', {}, trait],
    ['not-checked', { missing: 'buyer' }, `the buyer’s ${missing} is not known`],
    ['not-checked', { missing: 'advocate' }, `the advocate’s ${missing} is not known`],
    ['not-checked', { missing: 'both' }, 'the buyer’s and the advocate’s', missing],
  ];
}

const finding = (check: string, grade: Grade, detail: Detail, points = 0): Finding => ({ check, grade, points, detail });

describe('fraud checks', () => {
  test.each(RISK_CHECK_CODES)('%s: every case has its sentence in every language', (check) => {
    const english = SEEN[check].map(([grade, detail, ...words]) => {
      const sentence = findingSentence(finding(check, grade, detail), berlin);
      expectReadable(sentence);
      for (const word of words) expect(sentence).toContain(word);
      return sentence;
    });
    const french = SEEN[check].map(([grade, detail]) => findingSentence(finding(check, grade, detail), paris));
    for (const sentence of french) {
      expectReadable(sentence);
      expect(sentence).not.toMatch(/ [;:?!»]|« /);
      expect(english).not.toContain(sentence);
    }
    expect(new Set(french).size).toBe(new Set(english).size);
    const spanish = SEEN[check].map(([grade, detail]) => findingSentence(finding(check, grade, detail), madrid));
    for (const sentence of spanish) {
      expectReadable(sentence);
      expect(english).not.toContain(sentence);
    }
    expect(new Set(spanish).size).toBe(new Set(english).size);
  });

  test('figures in French are French', () => {
    const burst = findingSentence(finding('leak-burst', 'review', { claims: 1_016, limit: 15 }), paris);
    expect(burst.replace(/\s/g, ' ')).toContain('1 016 personnes');
    expect(findingSentence(finding('network-velocity', 'clear', { week: 0, limit: 5 }), paris)).toContain('0 crédit depuis');
  });

  test('a finding that lacks its detail is still a sentence', () => {
    for (const setting of SETTINGS) {
      for (const check of [...RISK_CHECK_CODES, 'self-referral']) {
        for (const grade of ['clear', 'note', 'not-checked'] as const) {
          const sentence = findingSentence(finding(check, grade, {}), setting);
          expect(sentence).toMatch(/\.$/);
          expect(sentence).not.toMatch(/NaN|\[object/);
        }
      }
    }
  });

  test('the former check of the buyer being the advocate keeps its sentences, and any other is named', () => {
    const former = (grade: Grade, detail: Detail, setting = berlin) =>
      findingSentence(finding('self-referral', grade, detail), setting);
    expect(former('clear', { matched: null, compared: 'customer, email' })).toContain('customer account and e-mail address');
    expect(former('refuse', { matched: 'phone', compared: 'phone' })).toContain('phone number is the same');
    expect(former('not-checked', { matched: null, compared: '' })).toContain('Not compared');
    expect(former('clear', {})).toBe('Buyer and advocate are different people.');
    expect(former('clear', { compared: 'customer, email' }, paris)).toContain('le compte client et l’adresse e-mail');
    expect(former('refuse', { matched: 'phone' }, paris)).toContain('le numéro de téléphone');
    expect(former('not-checked', {}, paris)).toContain('Non comparé');
    for (const setting of SETTINGS) expect(findingSentence(finding('moon-phase', 'note', {}), setting)).toContain('moon-phase');
  });
});

describe('a whole decision', () => {
  const names = { advocate: (id: string) => id.toUpperCase() };

  test('who and why, each candidate, each finding, and the score', () => {
    const signals = [
      signal('cart-attribute', 'anna'),
      signal('discount-code', 'ben', 1, { trust: 'verified' }),
      unresolved('unknown'),
    ];
    const told = decisionSentences(decideAttribution(order({ signals }), rules(), 1), names, berlin);
    expect(told).toMatchObject({
      outcome: 'Credited to BEN. The evidence is the friend’s discount code.',
      candidates: [
        'Discount code code-of-ben, claimed Sep 30, 2026, 2:00 PM. It leads to BEN. The evidence is the friend’s discount code.',
        'Code code-of-anna remembered with the cart, Sep 30, 2026, 2:00 PM. It leads to ANNA. Stronger evidence leads to somebody else: the friend’s discount code.',
        'Code NOBODYS remembered with the cart, Sep 30, 2026, 2:00 PM. No advocate of this shop has the code “NOBODYS”.',
      ],
      score: 'The fraud checks add up to 0 points.',
    });
    expect(told.findings).toHaveLength(RISK_CHECK_CODES.length);
    expect(told.findings[0]).toBe('The buyer and the advocate have different customer accounts.');
    expect(told.findings[2]).toBe('Not compared: the buyer’s and the advocate’s phone number is not known.');
    for (const text of [told.outcome, ...told.candidates, ...told.findings]) expectReadable(text);
  });

  test('nothing to tell is told', () => {
    expect(decisionSentences(decideAttribution(order(), rules(), 1), names, berlin)).toEqual({
      outcome: 'Not credited. Nothing on the order leads to an advocate.',
      candidates: [],
      findings: [],
      score: null,
    });
  });

  const held: Decision = {
    outcome: 'review',
    reason: { code: 'in-review', checks: ['dispute'], score: 85 },
    advocateId: 'anna',
    candidates: [],
    findings: [
      finding('same-address', 'note', {}, 25),
      finding('dispute', 'review', { state: 'open' }, 60),
      finding('block-list', 'refuse', { by: 'network' }, 1),
      finding('ring', 'clear', { shares: false }),
    ],
    score: 85,
    programVersion: 1,
  };

  test('a held credit says for whom, why, and what each check means under the program', () => {
    expect(decisionSentences(held, names, berlin)).toEqual({
      outcome: 'Held: it would be credited to ANNA. Please look at it first, because the payment is disputed (85 points in all).',
      candidates: [],
      findings: [
        'The order is delivered or billed to an address of the advocate. Households share one. Noted: 25 points.',
        'The buyer disputes the payment with the bank. It asks for your review: 60 points.',
        'The buyer is on your block list: network. The program refuses for it: 1 point.',
        'The buyer has referred nobody, so there is no circle.',
      ],
      score: 'The fraud checks add up to 85 points.',
    });
    const french = decisionSentences(held, names, paris);
    expect(french.outcome.replace(/\s/g, ' ')).toBe(
      'En attente : le crédit irait à ANNA. À regarder d’abord : le paiement est contesté (85 points au total).',
    );
    for (const text of [french.outcome, ...french.findings, french.score ?? '']) expectReadable(text);
  });

  test('a refused decision credits nobody, whoever it names', () => {
    const refused: Decision = { ...held, outcome: 'not-credited', reason: { code: 'refused-by-staff' } };
    expect(decisionSentences(refused, names, berlin).outcome).toBe('Not credited. Your team looked at it and refused it.');
  });

  /** The sentence of one piece of evidence, as the first candidate. */
  function told(
    changes: Parameters<typeof signal>[3],
    kind: Parameters<typeof signal>[0],
    setting = berlin,
    daysBefore: number | null = 1,
  ) {
    const [candidate = ''] = decisionSentences(
      {
        ...held,
        candidates: [
          {
            signal: signal(kind, 'anna', daysBefore, changes),
            advocateId: null,
            verdict: 'lost',
            reason: { code: 'no-evidence' },
          },
        ],
      },
      names,
      setting,
    ).candidates;
    return candidate;
  }

  test('every kind of evidence has a sentence, with and without code and time', () => {
    for (const setting of SETTINGS) {
      const texts = SIGNAL_KINDS.flatMap((kind) => [
        told({ rawCode: 'K7M2' }, kind, setting),
        told({ rawCode: 'K7M2' }, kind, setting, null),
        told({ rawCode: '' }, kind, setting, null),
      ]);
      for (const text of texts) {
        expectReadable(text);
        expect(text).not.toMatch(/, \.| {2}|, ,/);
      }
      expect(texts[0]).toContain('2026');
    }
    expect(told({ rawCode: 'K7M2' }, 'journey')).toContain('Visit by the link with the code K7M2 that Shopify recorded, Sep 30');
  });

  test('a sealed link says so, and how it was shared; a wrong seal is told, a bare code is not', () => {
    for (const setting of SETTINGS) {
      const bare = told({}, 'cart-attribute', setting);
      expect(told({ trust: 'verified' }, 'cart-attribute', setting)).toBe(bare);
      const texts = [
        bare,
        told({ trust: 'forged' }, 'cart-attribute', setting),
        told({ trust: 'signed' }, 'cart-attribute', setting),
        ...CHANNEL_NAMES.map((channel) => told({ trust: 'signed', channel }, 'cart-attribute', setting)),
      ];
      expect(new Set(texts).size).toBe(CHANNEL_NAMES.length + 3);
      for (const text of texts) expectReadable(text);
    }
    expect(told({ trust: 'signed', channel: 'whatsapp' }, 'cart-attribute')).toContain(
      'The link is sealed: nobody else can have made it. It was shared by WhatsApp.',
    );
    expect(told({ trust: 'forged' }, 'cart-attribute')).toContain('seal is wrong');
  });
});
