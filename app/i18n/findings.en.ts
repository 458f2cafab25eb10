/** The English sentences of the fraud checks. The details are those that each check's file names (domain/risk). */
import type { Detail, Finding } from '../domain/risk/check.ts';
import type { RiskCheckCode } from '../domain/risk/codes.ts';
import type { CheckSentences, SentenceFigures } from './reasons.ts';

const numberIn = (detail: Detail, name: string) => (typeof detail[name] === 'number' ? detail[name] : 0);
const counted = (count: number, one: string, many: string, { number }: SentenceFigures) =>
  `${number(count)} ${count === 1 ? one : many}`;
const credits = (count: number, figures: SentenceFigures) => counted(count, 'credit', 'credits', figures);

/** Two people have the same of something, have different ones, or one of them has none that is known. */
function comparison(what: string, because: string, hit: string, clear: string): CheckSentences {
  const whose = { buyer: 'the buyer’s', advocate: 'the advocate’s', both: 'the buyer’s and the advocate’s' };
  return {
    because,
    hit: () => hit,
    clear: () => clear,
    notChecked: ({ missing }) =>
      `Not compared: ${missing === 'buyer' ? whose.buyer : missing === 'advocate' ? whose.advocate : whose.both} ${what} not known.`,
  };
}

const LISTED: Readonly<Record<string, string>> = {
  email: 'e-mail address',
  domain: 'e-mail domain',
  network: 'network',
  customer: 'customer account',
};

export const englishChecks: Record<RiskCheckCode, CheckSentences> = {
  'same-customer': comparison(
    'customer account is',
    'the buyer and the advocate have one customer account',
    'The buyer and the advocate have one customer account.',
    'The buyer and the advocate have different customer accounts.',
  ),
  'same-email': comparison(
    'e-mail address is',
    'the buyer and the advocate have the same mailbox',
    'The buyer and the advocate have the same mailbox, however the address is spelled.',
    'The buyer and the advocate have different mailboxes.',
  ),
  'same-phone': comparison(
    'phone number is',
    'the buyer and the advocate have the same phone number',
    'The buyer and the advocate have the same phone number.',
    'The buyer and the advocate have different phone numbers.',
  ),
  'same-address': comparison(
    'postal address is',
    'the order goes to an address of the advocate',
    'The order is delivered or billed to an address of the advocate. Households share one.',
    'The order is delivered and billed to other addresses than the advocate’s.',
  ),
  'same-network': comparison(
    'network is',
    'the buyer and the advocate use the same network',
    'The order came from a network that the advocate used lately. Households and offices share one.',
    'The order came from another network than the advocate’s.',
  ),
  'same-device': {
    because: 'the buyer and the advocate use the same kind of device on the same network',
    hit: () => 'The order came from the same kind of device as the advocate’s, on the same network.',
    clear: ({ otherNetwork }) =>
      otherNetwork === true
        ? 'The buyer’s device is of the same kind as the advocate’s, but on another network: many people have such a device.'
        : 'The order came from another kind of device than the advocate’s.',
    notChecked: ({ of }) =>
      of === 'network'
        ? 'Not compared: the devices are of the same kind, but the networks are not known.'
        : 'Not compared: the buyer’s or the advocate’s device is not known.',
  },
  'disposable-email': {
    because: 'the buyer uses a throw-away e-mail address',
    hit: () => 'The buyer’s e-mail address is of a provider of throw-away addresses.',
    clear: () => 'The buyer’s e-mail address is not of a known provider of throw-away addresses.',
    notChecked: () => 'Not checked: the buyer’s e-mail address is not known.',
  },
  'advocate-velocity': {
    because: 'the advocate has many credits in a short time',
    hit: (detail, figures) => {
      const [span, name] = detail['over'] === 'month' ? (['30 days', 'month'] as const) : (['24 hours', 'day'] as const);
      const before = numberIn(detail, name);
      return `With this one the advocate has ${credits(before + 1, figures)} within ${span}; the program expects ${figures.number(numberIn(detail, `${name}Limit`))} at most.`;
    },
    clear: (detail, figures) =>
      `The advocate had ${credits(numberIn(detail, 'day'), figures)} in the 24 hours before and ${figures.number(numberIn(detail, 'month'))} in the 30 days before, which is not too many.`,
    notChecked: () => 'Not checked: the advocate’s earlier credits were not counted.',
  },
  'network-velocity': {
    because: 'many credits come from one network',
    hit: (detail, figures) =>
      `With this one there are ${credits(numberIn(detail, 'week') + 1, figures)} from this network within 7 days; the program expects ${figures.number(numberIn(detail, 'limit'))} at most.`,
    clear: (detail, figures) =>
      `There were ${credits(numberIn(detail, 'week'), figures)} from this network in the 7 days before, which is not too many.`,
    notChecked: () => 'Not checked: the network of the order is not known.',
  },
  'known-friend': {
    because: 'the friend is known already',
    hit: ({ by, orderId }) =>
      by === 'phone'
        ? `Somebody else’s order ${orderId} has the buyer’s phone number.`
        : `Another advocate was credited for this friend before, with order ${orderId}.`,
    clear: ({ phone }) =>
      phone === true
        ? 'No other customer has the buyer’s phone number, and no other advocate was credited for this friend.'
        : 'No other advocate was credited for this friend. There is no phone number to look for.',
    notChecked: () => 'Not checked: nothing is known by which the friend could be recognised.',
  },
  'unseen-code': {
    because: 'the buyer was never seen to use the link',
    hit: () =>
      'The buyer was never seen to open the link or to claim the offer: the code may have been typed in, or come from a coupon site.',
    clear: (detail, figures) =>
      'evidence' in detail
        ? 'The buyer was seen to come by the link, or the code cannot be made up.'
        : `The buyer was seen before the order: ${counted(numberIn(detail, 'visits'), 'visit', 'visits', figures)} by the link, ${counted(numberIn(detail, 'claims'), 'claim', 'claims', figures)} of the offer.`,
    notChecked: () => 'Not checked: the buyer’s earlier visits were not counted.',
  },
  'leak-burst': {
    because: 'many people claimed the offer of this link, or used its code, at once',
    hit: (detail, figures) =>
      `${figures.number(numberIn(detail, 'claims'))} people claimed the offer of this link or used its shared code in the hour before the order; the program expects ${figures.number(numberIn(detail, 'limit'))} at most. Link or code may have been posted in public.`,
    clear: (detail, figures) =>
      `${counted(numberIn(detail, 'claims'), 'person', 'people', figures)} claimed the offer of this link or used its shared code in the hour before the order, which is not too many.`,
    notChecked: () => 'Not checked: the claims through this link were not counted.',
  },
  'banned-referrer': {
    because: 'the buyer came from a website that you have banned',
    hit: ({ site }) => `The buyer came from ${site}, which is on your list of banned websites.`,
    clear: (detail, figures) =>
      detail['listed'] === 0
        ? 'You have banned no websites.'
        : `The buyer came from no website that you have banned (${figures.number(numberIn(detail, 'listed'))} in all).`,
    notChecked: () => 'Not checked: it is not known from which website the buyer came.',
  },
  ring: {
    because: 'the buyer referred the advocate before',
    hit: (detail, figures) =>
      detail['steps'] === 1
        ? 'The buyer referred the advocate before: two people credit each other.'
        : `The buyer referred the advocate before, over ${counted(numberIn(detail, 'steps') - 1, 'other person', 'other people', figures)}: the credits run in a circle.`,
    clear: ({ shares }) =>
      shares === true ? 'The buyer did not refer the advocate.' : 'The buyer has referred nobody, so there is no circle.',
    notChecked: () => 'Not checked: nothing is known by which the buyer could be recognised as an advocate.',
  },
  'shopify-risk': {
    because: 'Shopify sees a high risk of fraud',
    hit: () => 'Shopify sees a high risk that the payment is fraudulent.',
    clear: ({ level }) =>
      level === 'medium' ? 'Shopify sees a medium risk of fraud; only a high one counts.' : 'Shopify sees a low risk of fraud.',
    notChecked: ({ level }) =>
      level === 'pending'
        ? 'Not checked: Shopify is still assessing the order.'
        : 'Not checked: Shopify has not assessed the order.',
  },
  dispute: {
    because: 'the payment is disputed',
    hit: ({ state }) =>
      state === 'lost' ? 'The buyer disputed the payment and got it back.' : 'The buyer disputes the payment with the bank.',
    clear: ({ state }) => (state === 'won' ? 'The payment was disputed, and you won.' : 'The payment is not disputed.'),
    notChecked: () => 'Not checked: nothing is known about disputes.',
  },
  'block-list': {
    because: 'the buyer is on your block list',
    hit: ({ by }, { list }) => {
      const kinds = String(by)
        .split(', ')
        .map((kind) => LISTED[kind] ?? kind);
      return `The buyer is on your block list: ${list(kinds)}.`;
    },
    clear: () => 'The buyer is not on your block list.',
    notChecked: () => 'Not checked: nothing is known that could be on your block list.',
  },
};

const TRAITS: Readonly<Record<string, string>> = { customer: 'customer account', email: 'e-mail address', phone: 'phone number' };
const GRADES = { clear: 'nothing', note: 'something', review: 'something', refuse: 'fraud', 'not-checked': 'nothing to check' };

/** Until three checks took its place, one compared everything that tells whether buyer and advocate are one person. */
export function englishFormerCheck({ check, grade, detail }: Finding, { list }: SentenceFigures): string {
  if (check !== 'self-referral') return `The check “${check}”, which is made no more, found ${GRADES[grade]}.`;
  if (grade === 'not-checked') {
    return 'Not compared: nothing is known by which buyer and advocate could be recognised as the same person.';
  }
  const trait = (name: string) => TRAITS[name] ?? name;
  if (grade !== 'clear') return `Buyer and advocate are the same person: the ${trait(String(detail['matched']))} is the same.`;
  const compared = String(detail['compared'] ?? '')
    .split(', ')
    .filter((name) => name !== '');
  if (compared.length === 0) return 'Buyer and advocate are different people.';
  return `Buyer and advocate are different people: they differ in ${list(compared.map(trait))}.`;
}
