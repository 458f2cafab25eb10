/** The rules of a program as sentences. */
import { useTranslation } from 'react-i18next';
import type { CodeTerms, RewardValue } from '../domain/benefit.ts';
import type { ProgramRules } from '../domain/program.ts';
import { isCodeKind } from '../domain/rewards.ts';
import { useFormats } from './formats.ts';
import { useValueWords, type ValueWords } from './reward-value.ts';

export type RuleWords = {
  value: ValueWords;
  /** "10 % off chosen products" */
  benefit(value: RewardValue, terms: CodeTerms, currency: string): string;
  /** "10 % off orders of $50.00 or more" */
  offer(rules: ProgramRules): string;
  /** "10 % off, 14 days after the friend's order was paid" */
  reward(rules: ProgramRules): string;
};

export function useRuleWords(): RuleWords {
  const { t } = useTranslation();
  const { money } = useFormats();
  const words = useValueWords();

  function benefit(value: RewardValue, { on }: CodeTerms, currency: string): string {
    const worth = words(value, currency);
    const targeted = on.of !== 'order' && (value.kind === 'percentage' || value.kind === 'fixed-amount');
    return targeted ? t(`worth.on.${on.of}`, { value: worth }) : worth;
  }

  /** A payout has no minimum of its own, but an offer that is paid out does. */
  function withMinimum(value: RewardValue, terms: CodeTerms, minimumMinor: string, currency: string): string {
    const worth = benefit(value, terms, currency);
    if (minimumMinor === '0') return worth;
    const minimum = money(minimumMinor, currency);
    if (value.kind === 'free-shipping') return t('worth.freeShippingFrom', { minimum });
    if (value.kind === 'free-product') {
      return BigInt(value.spendMinor) >= BigInt(minimumMinor) ? worth : words({ ...value, spendMinor: minimumMinor }, currency);
    }
    return t(isCodeKind(value.kind) && terms.on.of === 'order' ? 'worth.from' : 'worth.forOrders', { value: worth, minimum });
  }

  function growing(text: string, { tiers }: ProgramRules['reward']): string {
    return tiers === null ? text : t(`worth.grows.${tiers.by}`, { value: text });
  }

  return {
    value: words,
    benefit,
    offer({ offer, currency }) {
      const worth = withMinimum(offer.value, offer.terms, offer.minimumSubtotalMinor, currency);
      return isCodeKind(offer.value.kind) ? worth : t('worth.afterPurchase', { value: worth });
    },
    reward({ reward, currency }) {
      const minimum = isCodeKind(reward.value.kind) ? reward.minimumSubtotalMinor : '0';
      const worth = withMinimum(reward.value, reward.terms, minimum, currency);
      const { waitsFrom, waitingDays: count } = reward;
      if (waitsFrom !== 'paid') return growing(t(`worth.since.${waitsFrom}`, { value: worth, count }), reward);
      return growing(count === 0 ? t('worth.atOnce', { value: worth }) : t('worth.after', { value: worth, count }), reward);
    },
  };
}
