/** What shoppers read: the offer, the reward, and kind refusals. A language is one table. */
import type { DiscountValue } from '../domain/benefit.ts';
import type { ProgramRules } from '../domain/program.ts';
import type { PlannedValue } from '../domain/rewards.ts';
import { moneyText, percentText } from './figures.ts';

export type StorefrontMessage =
  | 'unavailable'
  | 'own-link'
  | 'email'
  | 'too-many'
  | 'too-fast'
  | 'try-later'
  | 'unknown-shop'
  | 'not-found'
  | 'method'
  | 'signature'
  | 'body'
  | 'busy';

type StorefrontTable = {
  off: (value: string) => string;
  offer: (value: string, newCustomersOnly: boolean) => string;
  terms: (terms: { validDays: number; minimum: string | null; newCustomersOnly: boolean }) => string;
  /** What one of the advocate's rewards is. */
  worth: Record<'free-shipping', string> & Record<'store-credit' | 'gift-card', (value: string) => string>;
  share: Record<'store-credit' | 'gift-card', (percent: string, most: string | null) => string>;
  /** A reward for every friend: a discount on the next order, its shipping, or money. */
  reward: (value: string) => string;
  shippingReward: string;
  payoutReward: (value: string) => string;
  messages: Record<StorefrontMessage, string>;
};

const english: StorefrontTable = {
  off: (value) => `${value} off`,
  offer: (value, newCustomersOnly) => `${value} off your ${newCustomersOnly ? 'first order' : 'order'}`,
  terms: ({ validDays, minimum, newCustomersOnly }) =>
    [
      `One code for one order${minimum === null ? '' : ` from ${minimum}`}, valid for ${validDays} ${validDays === 1 ? 'day' : 'days'} after you claim it.`,
      ...(newCustomersOnly ? ['For new customers.'] : []),
    ].join(' '),
  worth: {
    'free-shipping': 'free shipping',
    'store-credit': (value) => `${value} store credit`,
    'gift-card': (value) => `${value} gift card`,
  },
  share: {
    'store-credit': (percent, most) =>
      `${percent} of the friend's order as store credit${most === null ? '' : `, at most ${most},`}`,
    'gift-card': (percent, most) => `${percent} of the friend's order as a gift card${most === null ? '' : `, at most ${most},`}`,
  },
  reward: (value) => `${value} off your next order for every friend who buys`,
  shippingReward: 'Free shipping on your next order for every friend who buys',
  payoutReward: (value) => `${value} for every friend who buys`,
  messages: {
    unavailable: 'This offer is not available any more.',
    'own-link': 'This is your own link. Share it with a friend to give them the offer.',
    email: 'This e-mail address does not look right. Please check it.',
    'too-many': 'Many friends have claimed this offer today. Please try again tomorrow.',
    'too-fast': 'That was a lot at once. Please wait a minute and try again.',
    'try-later': 'The offer could not be prepared just now. Please try again in a moment.',
    'unknown-shop': 'This shop has no referral program.',
    'not-found': 'There is nothing here.',
    method: 'This address is used in another way.',
    signature: 'This request did not come through the shop.',
    body: 'This request could not be read.',
    busy: 'Something went wrong on our side. Please try again in a moment.',
  },
};

const TABLES: Readonly<Record<string, StorefrontTable>> = { en: english };

/** The visitor's language as far as there is one, for a request's Accept-Language header. */
export function storefrontLocale(acceptLanguage: string | undefined): string {
  for (const part of (acceptLanguage ?? '').slice(0, 256).split(',')) {
    const tag = /^\s*([a-z]{2})(?:-[a-z]{2})?\s*(?:;|$)/i.exec(part);
    if (tag !== null && Object.hasOwn(TABLES, (tag[1] ?? '').toLowerCase())) return tag[0].replace(';', '').trim();
  }
  return 'en';
}

export function storefrontMessage(message: StorefrontMessage, locale: string): string {
  return tableFor(locale).messages[message];
}

/** e.g. "10% off your first order" */
export function offerHeadline(rules: ProgramRules, locale: string): string {
  return tableFor(locale).offer(worthText(rules.offer.value, rules.currency, locale), rules.attribution.newCustomersOnly);
}

export function offerTerms(rules: ProgramRules, locale: string): string {
  const { minimumSubtotalMinor, validDays } = rules.offer;
  const minimum = minimumSubtotalMinor === '0' ? null : moneyText(minimumSubtotalMinor, rules.currency, locale);
  return tableFor(locale).terms({ validDays, minimum, newCustomersOnly: rules.attribution.newCustomersOnly });
}

/** What an advocate earns, e.g. "$10.00 off your next order for every friend who buys" */
export function rewardHeadline(rules: ProgramRules, locale: string): string {
  const { value } = rules.reward;
  const table = tableFor(locale);
  switch (value.kind) {
    case 'percentage':
    case 'fixed-amount':
      return table.reward(worthText(value, rules.currency, locale));
    case 'free-shipping':
      return table.shippingReward;
    case 'store-credit':
    case 'gift-card':
      return table.payoutReward(rewardText(value, rules.currency, locale));
    case 'order-share': {
      const most = value.capMinor === null ? null : moneyText(value.capMinor, rules.currency, locale);
      return table.payoutReward(table.share[value.as](percentText(value.basisPoints, locale), most));
    }
  }
}

/** What one reward is, e.g. "10% off", "$10.00 store credit" */
export function rewardText(value: PlannedValue, currency: string, locale: string): string {
  const table = tableFor(locale);
  switch (value.kind) {
    case 'percentage':
    case 'fixed-amount':
      return table.off(worthText(value, currency, locale));
    case 'free-shipping':
      return table.worth['free-shipping'];
    case 'store-credit':
    case 'gift-card':
      return table.worth[value.kind](moneyText(value.minor, currency, locale));
  }
}

function worthText(value: DiscountValue, currency: string, locale: string): string {
  return value.kind === 'percentage' ? percentText(value.basisPoints, locale) : moneyText(value.minor, currency, locale);
}

function tableFor(locale: string): StorefrontTable {
  return TABLES[locale.slice(0, 2).toLowerCase()] ?? english;
}
