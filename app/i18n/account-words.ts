/** What an account shows of the program and of rewards, in every language: the writer does not know who will read. */
import type { AccountStanding } from '../domain/extension-contract.ts';
import type { ProgramRules } from '../domain/program.ts';
import type { PlannedValue } from '../domain/rewards.ts';
import { SHOPPER_LANGUAGES } from './shopper-languages.ts';
import { offerHeadline, rewardHeadline, rewardText } from './storefront-words.ts';

export function programWords(rules: ProgramRules): AccountStanding['words'] {
  return inEveryLanguage((locale) => ({ offer: offerHeadline(rules, locale), reward: rewardHeadline(rules, locale) }));
}

export function rewardWords(value: PlannedValue, currency: string): Record<string, string> {
  return inEveryLanguage((locale) => rewardText(value, currency, locale));
}

function inEveryLanguage<Words>(words: (locale: string) => Words): Record<string, Words> {
  return Object.fromEntries(SHOPPER_LANGUAGES.map((locale) => [locale, words(locale)]));
}
