/** The English sentences of reasons and findings. */
import type { SentenceTable } from './reasons.ts';

/** The `by` and `signal` of a reason; stored decisions may name kinds that exist no more. */
const EVIDENCE: Readonly<Record<string, string>> = {
  'discount-code': 'the friend’s discount code',
  'cart-attribute': 'the link remembered with the cart',
  'landing-link': 'the link the visit began with',
};
const TRAITS: Readonly<Record<string, string>> = {
  customer: 'customer account',
  email: 'e-mail address',
  phone: 'phone number',
};
const evidence = (kind: string) => EVIDENCE[kind] ?? kind;
const days = (count: number, text: string) => `${text} ${count === 1 ? 'day' : 'days'}`;

export const english: SentenceTable = {
  reasons: {
    credited: ({ signal }) => `The evidence is ${evidence(signal)}.`,
    'code-malformed': ({ received }) => `“${received}” is not a referral code.`,
    'code-mistyped': ({ received }) =>
      `“${received}” looks like a referral code with a typing mistake: its check character is wrong.`,
    'code-unknown': ({ received }) => `No advocate of this shop has the code “${received}”.`,
    'advocate-blocked': () => 'The advocate is blocked.',
    'advocate-redacted': () => 'The advocate’s data was erased on request, so nobody can be credited.',
    'outside-window': ({ days: age, windowDays }, { number }) =>
      `It arose ${days(age, number(age))} before the order; the program counts ${days(windowDays, number(windowDays))}.`,
    'after-order': ({ at }, { moment }) => `It is dated ${moment(at)}, after the order was placed.`,
    'self-referral': ({ matched }) => `The advocate is the buyer: the ${TRAITS[matched] ?? matched} is the same.`,
    'outranked-by-signal': ({ by }) => `Stronger evidence leads to somebody else: ${evidence(by)}.`,
    'later-touch-won': () => 'A later touch leads to somebody else, and the program credits the last one.',
    'earlier-touch-won': () => 'An earlier touch leads to somebody else, and the program credits the first one.',
    'same-advocate': () => 'It supports the credit: this advocate is credited by other evidence already.',
    'no-evidence': () => 'Nothing on the order leads to an advocate.',
    'program-paused': () => 'The program was paused when the order was placed.',
    'test-order': () => 'It is a test order.',
    'order-cancelled': () => 'The order was cancelled.',
    'order-refunded': () => 'The order was refunded in full.',
    'order-not-paid': () => 'The order is not paid.',
    'returning-customer': ({ earlierOrders }, { number }) =>
      `The buyer had ordered ${earlierOrders === 1 ? 'once' : `${number(earlierOrders)} times`} before, and the program is for new customers only.`,
    'new-customer-unknown': () =>
      'Nothing tells whether the buyer has ordered before, and the program is for new customers only.',
    'friend-already-credited': ({ orderId }) => `The same friend earned a credit before, with order ${orderId}.`,
    'below-minimum': ({ minimum, subtotal, currency }, { money }) =>
      `The subtotal of ${money(subtotal, currency)} is below the program’s minimum of ${money(minimum, currency)}.`,
    'currency-mismatch': ({ program, order }) =>
      `The program’s amounts are in ${program} and the order is in ${order}: save the program again in the shop’s currency.`,
  },
  findings: {
    'self-referral': ({ grade, detail }) => {
      if (grade === 'refuse') {
        return `Buyer and advocate are the same person: the ${TRAITS[String(detail['matched'])] ?? String(detail['matched'])} is the same.`;
      }
      if (grade === 'not-checked') {
        return 'It could not be checked whether buyer and advocate are the same person: they share no kind of data.';
      }
      const compared = String(detail['compared']).split(', ');
      return `Buyer and advocate are different people as far as ${compared.map((trait) => TRAITS[trait] ?? trait).join(' and ')} tell.`;
    },
  },
  formerCheck: ({ check, grade }) => `The check “${check}” found: ${grade}.`,
  signal: ({ kind, rawCode, at }, { moment }) => {
    const time = at === null ? '' : `, ${moment(at)}`;
    if (kind === 'discount-code') return `Discount code ${rawCode}${at === null ? '' : `, claimed ${moment(at)}`}.`;
    return kind === 'cart-attribute'
      ? `Code ${rawCode} remembered with the cart${time}.`
      : `Landing link with the code ${rawCode}${time}.`;
  },
  credited: (advocate) => `Credited to ${advocate}.`,
  notCredited: 'Not credited.',
  leadsTo: (advocate) => `It leads to ${advocate}.`,
};
