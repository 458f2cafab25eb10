import { expect, test } from 'vitest';
import { decideAttribution } from '#app/domain/attribution.ts';
import { type Reason, type ReasonCode, reasonSchema } from '#app/domain/reasons.ts';
import { decisionSentences, findingSentence, reasonSentence } from '#app/i18n/reasons.ts';
import { order, PLACED, rules, signal, unresolved } from './order-facts.ts';

const berlin = { locale: 'en', timeZone: 'Europe/Berlin' };

/** One of each, with the words and figures its sentence must carry. A new reason does not compile until it is here. */
const EVERY: { [Code in ReasonCode]: [Extract<Reason, { code: Code }>, ...string[]] } = {
  credited: [{ code: 'credited', signal: 'discount-code' }, 'discount code'],
  'code-malformed': [{ code: 'code-malformed', received: 'producthunt' }, 'producthunt'],
  'code-mistyped': [{ code: 'code-mistyped', received: 'K7M2' }, 'K7M2', 'typing mistake'],
  'code-unknown': [{ code: 'code-unknown', received: 'K7M2' }, 'K7M2'],
  'advocate-blocked': [{ code: 'advocate-blocked' }, 'blocked'],
  'advocate-redacted': [{ code: 'advocate-redacted' }, 'erased'],
  'outside-window': [{ code: 'outside-window', days: 1_041, windowDays: 1 }, '1,041 days', '1 day.'],
  'after-order': [{ code: 'after-order', at: PLACED }, 'Oct 1, 2026', '2:00'],
  'self-referral': [{ code: 'self-referral', matched: 'email' }, 'e-mail address'],
  'outranked-by-signal': [{ code: 'outranked-by-signal', by: 'cart-attribute' }, 'cart'],
  'later-touch-won': [{ code: 'later-touch-won' }, 'last'],
  'earlier-touch-won': [{ code: 'earlier-touch-won' }, 'first'],
  'same-advocate': [{ code: 'same-advocate' }, 'supports'],
  'no-evidence': [{ code: 'no-evidence' }, 'Nothing'],
  'program-paused': [{ code: 'program-paused' }, 'paused'],
  'test-order': [{ code: 'test-order' }, 'test order'],
  'order-cancelled': [{ code: 'order-cancelled' }, 'cancelled'],
  'order-refunded': [{ code: 'order-refunded' }, 'refunded'],
  'order-not-paid': [{ code: 'order-not-paid' }, 'not paid'],
  'returning-customer': [{ code: 'returning-customer', earlierOrders: 1_200 }, '1,200 times'],
  'new-customer-unknown': [{ code: 'new-customer-unknown' }, 'new customers'],
  'friend-already-credited': [{ code: 'friend-already-credited', orderId: '77' }, '77'],
  'below-minimum': [{ code: 'below-minimum', minimum: '5000', subtotal: '1999', currency: 'USD' }, '$50.00', '$19.99'],
  'currency-mismatch': [{ code: 'currency-mismatch', program: 'EUR', order: 'USD' }, 'EUR', 'USD'],
};

test('every reason of the closed list has a sentence with its own figures', () => {
  const codes = reasonSchema.options.map((option) => option.shape.code.value);
  expect(Object.keys(EVERY).sort()).toEqual([...codes].sort());
  for (const [reason, ...words] of Object.values(EVERY)) {
    const sentence = reasonSentence(reason, berlin);
    expect(sentence).toMatch(/^[“A-Z].*\.$/);
    for (const word of words) expect(sentence).toContain(word);
  }
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
  expect(reasonSentence(reason, { locale: 'de-DE', timeZone: 'UTC' })).toContain('1.041 days');
});

test('every grade of the self-referral check has its sentence, and a former check is named', () => {
  const finding = (grade: 'clear' | 'refuse' | 'not-checked', detail: Record<string, string | null>) =>
    findingSentence({ check: 'self-referral', grade, detail }, berlin);
  expect(finding('clear', { matched: null, compared: 'customer, email' })).toContain('customer account and e-mail address');
  expect(finding('refuse', { matched: 'phone', compared: 'phone' })).toContain('phone number is the same');
  expect(finding('not-checked', { matched: null, compared: '' })).toContain('could not be checked');
  expect(findingSentence({ check: 'moon-phase', grade: 'note', detail: {} }, berlin)).toContain('moon-phase');
});

test('a whole decision is told: who and why, each candidate, each finding', () => {
  const signals = [signal('cart-attribute', 'anna'), signal('discount-code', 'ben'), unresolved('unknown')];
  const decision = decideAttribution(order({ signals }), rules(), 1);
  const told = decisionSentences(decision, { advocate: (id) => id.toUpperCase() }, berlin);
  expect(told).toEqual({
    outcome: 'Credited to BEN. The evidence is the friend’s discount code.',
    candidates: [
      'Discount code code-of-ben, claimed Sep 30, 2026, 2:00 PM. It leads to BEN. The evidence is the friend’s discount code.',
      'Code code-of-anna remembered with the cart, Sep 30, 2026, 2:00 PM. It leads to ANNA. Stronger evidence leads to somebody else: the friend’s discount code.',
      'Code NOBODYS remembered with the cart, Sep 30, 2026, 2:00 PM. No advocate of this shop has the code “NOBODYS”.',
    ],
    findings: ['Buyer and advocate are different people as far as customer account and e-mail address tell.'],
  });
  const nobody = decisionSentences(decideAttribution(order(), rules(), 1), { advocate: (id) => id }, berlin);
  expect(nobody).toEqual({ outcome: 'Not credited. Nothing on the order leads to an advocate.', candidates: [], findings: [] });
});
