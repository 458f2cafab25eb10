/** What shoppers read: the offer, the reward, and kind refusals. A language is one table. */
import type { CodeTerms, RewardValue } from '../domain/benefit.ts';
import { giftOf } from '../domain/offer.ts';
import type { ProgramRules } from '../domain/program.ts';
import type { PlannedValue } from '../domain/rewards.ts';
import { moneyText, percentText } from './figures.ts';
import { type ShopperLanguage, shopperLanguage } from './shopper-languages.ts';
import type { StorefrontMessage, StorefrontTable } from './storefront-table.ts';
import { arabic } from './storefront.ar.ts';
import { german } from './storefront.de.ts';
import { english } from './storefront.en.ts';
import { spanish } from './storefront.es.ts';
import { french } from './storefront.fr.ts';
import { japanese } from './storefront.ja.ts';

const TABLES: Readonly<Record<ShopperLanguage, StorefrontTable>> = {
  ar: arabic,
  de: german,
  en: english,
  es: spanish,
  fr: french,
  ja: japanese,
};

/** The visitor's language as far as there is one, for a request's Accept-Language header. */
export function storefrontLocale(acceptLanguage: string | undefined): string {
  for (const part of (acceptLanguage ?? '').slice(0, 256).split(',')) {
    const [, tag = '', language = ''] = /^\s*(([a-z]{2})(?:-[a-z]{2})?)\s*(?:;|$)/i.exec(part) ?? [];
    // Our Arabic sentences count in 1, 2, 3, as Shopify's amounts do; some countries' amounts would be in other figures.
    if (language.toLowerCase() === 'ar') return 'ar';
    if (Object.hasOwn(TABLES, language.toLowerCase())) return tag;
  }
  return 'en';
}

export function storefrontMessage(message: StorefrontMessage, locale: string): string {
  return tableFor(locale).messages[message];
}

export function landingWords(locale: string): StorefrontTable['landing'] {
  return tableFor(locale).landing;
}

/** e.g. "10% off your first order" */
export function offerHeadline({ offer, attribution, currency }: ProgramRules, locale: string): string {
  const { offer: words } = tableFor(locale);
  const { value, terms } = offer;
  const first = attribution.newCustomersOnly;
  switch (value.kind) {
    case 'percentage':
    case 'fixed-amount':
      return words.off(figure(value, currency, locale), terms.on.of, first);
    case 'free-shipping':
      return words.shipping(first);
    case 'free-product':
      return words.product(value.quantity, first);
    case 'store-credit':
    case 'gift-card':
      return words.payout(rewardText(value, currency, locale), first);
    case 'order-share':
      return words.share[value.as](percentText(value.basisPoints, locale), cap(value, currency, locale), first);
  }
}

/** What is asked of the friend, and when they get what they are promised, in one to four sentences. */
export function offerTerms(rules: ProgramRules, locale: string): string {
  const { offer, reward, attribution } = rules;
  const { terms: words, betweenSentences } = tableFor(locale);
  const amount = (minor: string) => (minor === '0' ? null : moneyText(minor, rules.currency, locale));
  const gift = giftOf(rules);
  // Of a free product, the note tells what is to be spent.
  const minimum = offer.value.kind === 'free-product' ? '0' : offer.minimumSubtotalMinor;
  const use =
    gift === 'payout'
      ? words.payout(
          reward.waitsFrom,
          daysAfter(reward),
          amount(larger(offer.minimumSubtotalMinor, attribution.minimumSubtotalMinor)),
        )
      : gift === 'shared'
        ? words.shared(offer.terms.oncePerCustomer, amount(minimum))
        : words.code(offer.validDays, amount(minimum));
  return [
    use,
    offer.value.kind === 'free-product' && claimNote(rules, locale),
    gift !== 'payout' && offer.terms.purchases === 'subscriptions' && words.subscriptions,
    attribution.newCustomersOnly && words.newCustomers,
  ]
    .filter((sentence) => typeof sentence === 'string')
    .join(betweenSentences);
}

/** What somebody who has claimed the offer must still know to get it; empty when the code says it all. */
export function claimNote({ offer, reward, currency }: ProgramRules, locale: string): string {
  const { terms, payoutPath, betweenSentences } = tableFor(locale);
  const { value } = offer;
  if (value.kind === 'free-product') {
    const spend = moneyText(larger(value.spendMinor, offer.minimumSubtotalMinor), currency, locale);
    return terms.product(spend, value.buys?.of ?? 'same');
  }
  if (value.kind === 'percentage' || value.kind === 'fixed-amount' || value.kind === 'free-shipping') return '';
  const path = payoutPath[value.kind === 'order-share' ? value.as : value.kind];
  return [path, terms.payout(reward.waitsFrom, daysAfter(reward), null)].join(betweenSentences);
}

/** What an advocate earns, e.g. "$10.00 off your next order for every friend who buys" */
export function rewardHeadline({ reward, currency }: ProgramRules, locale: string): string {
  const { reward: words } = tableFor(locale);
  const { value, terms } = reward;
  switch (value.kind) {
    case 'percentage':
    case 'fixed-amount':
      return words.off(figure(value, currency, locale), terms.on.of);
    case 'free-shipping':
      return words.shipping;
    case 'free-product':
      return words.product(value.quantity);
    case 'store-credit':
    case 'gift-card':
      return words.payout(rewardText(value, currency, locale));
    case 'order-share':
      return words.share[value.as](percentText(value.basisPoints, locale), cap(value, currency, locale));
  }
}

/** How the reward grows with the number of friends, one line each; none when it is the same for all. */
export function rewardSteps({ reward, signUps, currency }: ProgramRules, locale: string): string[] {
  const { growth } = tableFor(locale);
  const worth = (value: RewardValue, on: CodeTerms['on']['of']) => benefitText(value, currency, locale, on);
  const on = reward.terms.on.of;
  const { tiers } = reward;
  const steps = (tiers?.steps ?? []).map(({ from, value }) =>
    tiers?.by === 'revenue'
      ? growth.byRevenue(moneyText(from, currency, locale), worth(value, on), tiers.days)
      : growth.byReferrals(Number(from), worth(value, on), tiers?.days ?? null),
  );
  return [
    ...steps,
    ...reward.milestones.map(({ at, value }) => growth.bonus(at, worth(value, on))),
    ...(signUps.credited ? [growth.signUp(worth(signUps.value, on))] : []),
  ];
}

/** One benefit as rules promise it, e.g. "20% off", "5% of the friend's order as store credit" */
export function benefitText(value: RewardValue, currency: string, locale: string, on: CodeTerms['on']['of']): string {
  return value.kind === 'order-share'
    ? tableFor(locale).growth.share[value.as](percentText(value.basisPoints, locale))
    : rewardText(value, currency, locale, on);
}

/** What one reward is, e.g. "10% off", "$10.00 store credit" */
export function rewardText(value: PlannedValue, currency: string, locale: string, on: CodeTerms['on']['of'] = 'order'): string {
  const { worth } = tableFor(locale);
  switch (value.kind) {
    case 'percentage':
    case 'fixed-amount':
      return worth.off(figure(value, currency, locale), on);
    case 'free-shipping':
      return worth.shipping;
    case 'free-product':
      return worth.product(value.quantity);
    case 'store-credit':
    case 'gift-card':
      return worth.payout[value.kind](moneyText(value.minor, currency, locale));
  }
}

function figure(value: Extract<PlannedValue, { kind: 'percentage' | 'fixed-amount' }>, currency: string, locale: string): string {
  return value.kind === 'percentage' ? percentText(value.basisPoints, locale) : moneyText(value.minor, currency, locale);
}

function cap({ capMinor }: { capMinor: string | null }, currency: string, locale: string): string | null {
  return capMinor === null ? null : moneyText(capMinor, currency, locale);
}

/** A payout needs an order that is credited. */
function larger(one: string, other: string): string {
  return BigInt(one) > BigInt(other) ? one : other;
}

function daysAfter({ waitsFrom, waitingDays, returnWindowDays }: ProgramRules['reward']): number {
  return waitsFrom === 'returnable' ? returnWindowDays + waitingDays : waitingDays;
}

function tableFor(locale: string): StorefrontTable {
  return TABLES[shopperLanguage(locale)];
}
