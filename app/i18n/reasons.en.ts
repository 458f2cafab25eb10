/** The English sentences of reasons and evidence. */
import { englishChecks, englishFormerCheck } from './findings.en.ts';
import type { SentenceTable } from './reasons.ts';

/** The `by` and `signal` of a reason; stored decisions may name kinds that exist no more. */
const EVIDENCE: Readonly<Record<string, string>> = {
  merchant: 'your own word',
  renewal: 'an earlier order of the subscription',
  'discount-code': 'the friend’s discount code',
  claim: 'the offer that the friend claimed',
  'signed-in-visit': 'a visit by the link while signed in',
  'sign-up': 'the sign-up through the link',
  'cart-attribute': 'the link remembered with the cart',
  'line-item': 'the link remembered with a product',
  'landing-link': 'the link the visit began with',
  journey: 'a visit that Shopify recorded',
  'friend-answer': 'the friend’s answer to “Who referred you?”',
};
const TRAITS: Readonly<Record<string, string>> = {
  customer: 'customer account',
  email: 'e-mail address',
  phone: 'phone number',
};
const CHANNELS: Readonly<Record<string, string>> = {
  web: 'the online store',
  pos: 'the point of sale',
  shopify_draft_order: 'draft orders',
  subscription_contract: 'subscriptions',
};
const evidence = (kind: string) => EVIDENCE[kind] ?? 'other evidence';
const days = (count: number, text: string) => `${text} ${count === 1 ? 'day' : 'days'}`;
const points = (count: number, text: string) => `${text} ${count === 1 ? 'point' : 'points'}`;
const because = (check: string) =>
  Object.hasOwn(englishChecks, check) ? englishChecks[check as keyof typeof englishChecks].because : `of the check “${check}”`;
const at = (moment: string) => (moment === '' ? '' : `, ${moment}`);
const remembered = (code: string) => (code === '' ? 'Link' : `Code ${code}`);
const withCode = (code: string) => (code === '' ? '' : ` with the code ${code}`);

export const english: SentenceTable = {
  language: 'en',
  reasons: {
    credited: ({ signal }) => {
      if (signal === 'merchant') return 'Your team credited it by hand.';
      return signal === 'renewal' ? 'An earlier order of the subscription was credited.' : `The evidence is ${evidence(signal)}.`;
    },
    'in-review': ({ checks, score }, { list, number }) =>
      checks.length === 0
        ? `Please look at it first: the fraud checks add up to ${points(score, number(score))}.`
        : `Please look at it first, because ${list(checks.map(because))} (${points(score, number(score))} in all).`,
    'code-malformed': ({ received }) => `“${received}” is not a referral code.`,
    'code-mistyped': ({ received }) =>
      `“${received}” looks like a referral code with a typing mistake: its check character is wrong.`,
    'code-unknown': ({ received }) => `No advocate of this shop has the code “${received}”.`,
    'code-ambiguous': ({ received }) => `The answer “${received}” fits several advocates.`,
    'advocate-blocked': () => 'The advocate is blocked.',
    'advocate-redacted': () => 'The advocate’s data was erased on request, so nobody can be credited.',
    'outside-window': ({ days: age, windowDays }, { number }) =>
      `The link was used ${days(age, number(age))} before the order; it counts for ${days(windowDays, number(windowDays))}.`,
    'after-order': ({ at: time }, { moment }) => `It is dated ${moment(time)}, after the order was placed.`,
    'self-referral': ({ matched }) => `The advocate is the buyer: the ${TRAITS[matched] ?? matched} is the same.`,
    'check-refused': ({ check }) => `The program refuses it, because ${because(check)}.`,
    'score-refused': ({ score, from }, { number }) =>
      `The fraud checks add up to ${points(score, number(score))}; the program refuses from ${number(from)}.`,
    'outranked-by-signal': ({ by }) => `Stronger evidence leads to somebody else: ${evidence(by)}.`,
    'outranked-by-trust': () =>
      'A sealed link leads to somebody else, and it counts more than one that anybody could have written.',
    'later-touch-won': () => 'A later link leads to somebody else, and the program credits the last one.',
    'earlier-touch-won': () => 'An earlier link leads to somebody else, and the program credits the first one.',
    'same-advocate': () => 'It supports the credit: this advocate is credited by other evidence already.',
    'no-evidence': () => 'Nothing on the order leads to an advocate.',
    'program-paused': () => 'The program was paused when the order was placed.',
    'test-order': () => 'It is a test order.',
    'order-cancelled': () => 'The order was cancelled.',
    'order-refunded': () => 'The order was refunded in full.',
    'order-not-paid': () => 'The order is not paid.',
    'dispute-lost': () => 'The buyer disputed the payment and got it back.',
    'draft-order': () => 'It was a draft order, and the program does not credit those.',
    'point-of-sale': () => 'It was sold at a point of sale, and the program does not credit those orders.',
    'channel-not-eligible': ({ channel }) =>
      `The program does not credit orders of this sales channel: ${CHANNELS[channel] ?? `“${channel}”`}.`,
    'country-not-eligible': ({ country }, figures) =>
      `The program does not credit orders to this country: ${figures.country(country)}.`,
    'country-unknown': () => 'The program credits orders to certain countries only, and this order names none.',
    'no-eligible-product': () => 'The order has no product that counts for the program.',
    'renewal-not-credited': () => 'It renews a subscription, and the program credits its first order only.',
    'renewal-limit': ({ renewal, limit }, { number }) =>
      `It is renewal number ${number(renewal)} of the subscription; the program credits the first ${number(limit)}.`,
    'sign-ups-not-credited': () => 'The program does not credit sign-ups.',
    'refused-by-staff': () => 'Your team looked at it and refused it.',
    'refused-unlooked': ({ days: waited }, { number }) =>
      `Nobody looked at it within ${days(waited, number(waited))}, and the program refuses it then.`,
    'returning-customer': ({ earlierOrders }, { number }) =>
      `The buyer had ordered ${earlierOrders === 1 ? 'once' : `${number(earlierOrders)} times`} before, and the program is for new customers only.`,
    'new-customer-unknown': () =>
      'Nothing tells whether the buyer has ordered before, and the program is for new customers only.',
    'friend-already-credited': ({ orderId }) =>
      orderId.startsWith('signup-')
        ? 'The same friend earned a credit before, with the sign-up.'
        : `The same friend earned a credit before, with order ${orderId}.`,
    'below-minimum': ({ minimum, subtotal, currency }, { money }) =>
      `What counts of the order is ${money(subtotal, currency)}, below the program’s minimum of ${money(minimum, currency)}.`,
    'currency-mismatch': ({ program, order }) =>
      `The program’s amounts are in ${program} and the order is in ${order}: save the program again in the shop’s currency.`,
  },
  checks: englishChecks,
  formerCheck: englishFormerCheck,
  grades: {
    note: (count, { number }) => `Noted: ${points(count, number(count))}.`,
    review: (count, { number }) => `It asks for your review: ${points(count, number(count))}.`,
    refuse: (count, { number }) => `The program refuses for it: ${points(count, number(count))}.`,
  },
  signals: {
    merchant: ({ moment }) => `Credited by hand${at(moment)}.`,
    renewal: ({ moment }) => `Subscription whose earlier order was credited${at(moment)}.`,
    'discount-code': ({ code, moment }) =>
      `${code === '' ? 'Discount code' : `Discount code ${code}`}${moment === '' ? '' : `, claimed ${moment}`}.`,
    claim: ({ moment }) => `Offer claimed with the buyer’s e-mail address or account${at(moment)}.`,
    'signed-in-visit': ({ code, moment }) => `Visit by the link${withCode(code)} while signed in to the store${at(moment)}.`,
    'sign-up': ({ code, moment }) => `Account opened through the link${withCode(code)}${at(moment)}.`,
    'cart-attribute': ({ code, moment }) => `${remembered(code)} remembered with the cart${at(moment)}.`,
    'line-item': ({ code, moment }) => `${remembered(code)} remembered with a product${at(moment)}.`,
    'landing-link': ({ code, moment }) => `Landing link${withCode(code)}${at(moment)}.`,
    journey: ({ code, moment }) => `Visit by the link${withCode(code)} that Shopify recorded${at(moment)}.`,
    'friend-answer': ({ code, moment }) =>
      `The friend answered ${code === '' ? '' : `“${code}” to `}“Who referred you?”${at(moment)}.`,
  },
  trust: {
    verified: '',
    signed: 'The link is sealed: nobody else can have made it.',
    hint: '',
    forged: 'The link’s seal is wrong: somebody changed it, so it counts like a code that was typed in.',
  },
  channels: {
    copy: 'It was shared as a copied link.',
    native: 'It was shared from the telephone’s share menu.',
    email: 'It was shared by e-mail.',
    whatsapp: 'It was shared by WhatsApp.',
    sms: 'It was shared by text message.',
    x: 'It was shared on X.',
    messenger: 'It was shared by Messenger.',
    qr: 'It was shared as a QR code.',
    page: 'It was shared on a web page.',
    metafield: 'It was shared from the customer account or by your mail tool.',
  },
  score: (count, { number }) => `The fraud checks add up to ${points(count, number(count))}.`,
  credited: (advocate) => `Credited to ${advocate}.`,
  inReview: (advocate) => `Held: it would be credited to ${advocate}.`,
  notCredited: 'Not credited.',
  leadsTo: (advocate) => `It leads to ${advocate}.`,
  finish: (sentence) => sentence,
};
