/** How an advocate's sharing stands, in sentences. */
import type { AdvocateReward } from '../data/advocate-results.server.ts';
import type { ProgramRules } from '../domain/program.ts';
import type { NextGoal } from '../domain/next-goals.ts';
import { isPayout } from '../domain/rewards.ts';
import { moneyText } from './figures.ts';
import { type ShopperLanguage, shopperLanguage } from './shopper-languages.ts';
import type { JoinMessage, StandingTable } from './standing-table.ts';
import { arabic } from './standing.ar.ts';
import { german } from './standing.de.ts';
import { english } from './standing.en.ts';
import { spanish } from './standing.es.ts';
import { french } from './standing.fr.ts';
import { japanese } from './standing.ja.ts';
import { benefitText } from './storefront-words.ts';

const TABLES: Readonly<Record<ShopperLanguage, StandingTable>> = {
  ar: arabic,
  de: german,
  en: english,
  es: spanish,
  fr: french,
  ja: japanese,
};

type Noted = Pick<AdvocateReward, 'state' | 'value' | 'isHeld' | 'dueAt' | 'expiresAt' | 'revokedReason'>;

/** @param waitsFrom of the rules that promised it @param timeZone the shop's: what ends there is told as its day */
export function rewardNote(
  reward: Noted,
  {
    waitsFrom,
    now,
    timeZone,
    hasAccount,
  }: { waitsFrom: ProgramRules['reward']['waitsFrom']; now: number; timeZone: string; hasAccount: boolean },
  locale: string,
): string {
  const { reward: words } = tableFor(locale);
  const day = (at: number) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(at);
  // What ends at midnight can be used on the day before.
  const until = reward.expiresAt === null ? null : day(reward.expiresAt - 1);
  // Who joined by e-mail has nowhere to put store credit or a gift card, and nobody can tell them when there will be.
  const needsAccount = !hasAccount && isPayout(reward.value);
  switch (reward.state) {
    case 'pending':
      if (reward.isHeld) return words.held;
      if (needsAccount) return words.needsAccount;
      if (reward.dueAt === null) return words.waitsFor[waitsFrom];
      return reward.dueAt > now ? words.from(day(reward.dueAt)) : words.soon;
    case 'approved':
    case 'issuing':
      return needsAccount ? words.needsAccount : words.soon;
    case 'issued':
      return isPayout(reward.value) ? words.paid[reward.value.kind](until) : words.ready(until);
    case 'redeemed':
      return words.redeemed;
    case 'expired':
      return words.expired(until);
    case 'revoked': {
      const { revokedReason: why } = reward;
      return words.revoked[why === 'order-refunded' || why === 'order-cancelled' ? why : 'other'];
    }
  }
}

/** e.g. "2 more friends until 20% off" */
export function goalText(goal: NextGoal, { reward, currency }: ProgramRules, locale: string): string {
  const { progress } = tableFor(locale);
  const worth = benefitText(goal.value, currency, locale, reward.terms.on.of);
  if (goal.by === 'revenue') return progress.revenue(moneyText(goal.missing.toString(), currency, locale), worth);
  return (goal.by === 'bonus' ? progress.bonus : progress.friends)(Number(goal.missing), worth);
}

export function joinMessage(message: JoinMessage, locale: string): string {
  return tableFor(locale).join[message];
}

export function checkoutNote(code: string, locale: string): string {
  return tableFor(locale).chooseCode.checkout(code);
}

/** @returns null when there is nothing to choose */
export function codeChoiceNote(left: number, locale: string): string | null {
  return left === 0 ? null : tableFor(locale).chooseCode.left(left);
}

export function chooseCodeMessages(locale: string): StandingTable['chooseCode'] {
  return tableFor(locale).chooseCode;
}

function tableFor(locale: string): StandingTable {
  return TABLES[shopperLanguage(locale)];
}
