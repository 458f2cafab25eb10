/** The rules of a program as sentences. */
import { useTranslation } from 'react-i18next';
import type { DiscountValue, ProgramRules } from '../domain/program.ts';
import { useFormats } from './formats.ts';

export type RuleWords = {
  /** "10 % off", "$10.00 off" */
  value(value: DiscountValue, currency: string): string;
  /** "10 % off orders of $50.00 or more" */
  offer(rules: ProgramRules): string;
  /** "10 % off, 14 days after the friend's order was paid" */
  reward(rules: ProgramRules): string;
};

export function useRuleWords(): RuleWords {
  const { t } = useTranslation();
  const { money, percent } = useFormats();

  function value(discount: DiscountValue, currency: string): string {
    return t('worth.off', {
      value: discount.kind === 'percentage' ? percent(discount.basisPoints) : money(discount.minor, currency),
    });
  }
  function withMinimum(text: string, minimumMinor: string, currency: string): string {
    return minimumMinor === '0' ? text : t('worth.from', { value: text, minimum: money(minimumMinor, currency) });
  }

  return {
    value,
    offer: ({ offer, currency }) => withMinimum(value(offer.value, currency), offer.minimumSubtotalMinor, currency),
    reward({ reward, currency }) {
      const worth = withMinimum(value(reward.value, currency), reward.minimumSubtotalMinor, currency);
      return reward.waitingDays === 0
        ? t('worth.atOnce', { value: worth })
        : t('worth.after', { value: worth, count: reward.waitingDays });
    },
  };
}
