/** The rules of a program as sentences. */
import { useTranslation } from 'react-i18next';
import type { RewardValue } from '../domain/benefit.ts';
import type { ProgramRules } from '../domain/program.ts';
import { isCodeKind } from '../domain/rewards.ts';
import { useFormats } from './formats.ts';
import { useValueWords, type ValueWords } from './reward-value.ts';

export type RuleWords = {
  value: ValueWords;
  /** "10 % off orders of $50.00 or more" */
  offer(rules: ProgramRules): string;
  /** "10 % off, 14 days after the friend's order was paid" */
  reward(rules: ProgramRules): string;
};

export function useRuleWords(): RuleWords {
  const { t } = useTranslation();
  const { money } = useFormats();
  const words = useValueWords();

  function withMinimum(value: RewardValue, minimumMinor: string, currency: string): string {
    if (minimumMinor === '0' || !isCodeKind(value.kind)) return words(value, currency);
    const minimum = money(minimumMinor, currency);
    if (value.kind === 'free-shipping') return t('worth.freeShippingFrom', { minimum });
    return t('worth.from', { value: words(value, currency), minimum });
  }

  return {
    value: words,
    offer: ({ offer, currency }) => withMinimum(offer.value, offer.minimumSubtotalMinor, currency),
    reward({ reward, currency }) {
      const worth = withMinimum(reward.value, reward.minimumSubtotalMinor, currency);
      return reward.waitingDays === 0
        ? t('worth.atOnce', { value: worth })
        : t('worth.after', { value: worth, count: reward.waitingDays });
    },
  };
}
