/** One line for each fold about offer and reward. Made from the form, which may be wrong or half typed. */
import { useTranslation } from 'react-i18next';
import type { ProgramForm } from '../../program-form.ts';
import type { TermsForm, ValueForm } from '../../program-form-values.ts';
import { useFormats } from '../formats.ts';

type Summary = (form: ProgramForm, currency: string) => string;

/** What is typed as a value, in a few words. */
export function useTypedValue(): (value: ValueForm, currency: string) => string {
  const { t } = useTranslation();
  return ({ kind, percent, amount }, currency) => {
    if (kind === 'percentage') return t('worth.percent', { number: percent });
    if (kind === 'fixed-amount' || kind === 'store-credit' || kind === 'gift-card') return `${amount} ${currency}`;
    return t(`valueKind.${kind}`);
  };
}

export function useRewardSummaries() {
  const { t } = useTranslation();
  const { list } = useFormats();
  const terms = ({ on, purchases }: TermsForm, { kind }: ValueForm) =>
    list([...(kind === 'percentage' || kind === 'fixed-amount' ? [t(`terms.target.${on}`)] : []), t(`terms.${purchases}`)]);
  const summaries = {
    offerTerms: ({ offerTerms, offerValue }) => terms(offerTerms, offerValue),
    rewardTerms: ({ rewardTerms, rewardValue, rewardCodes }) =>
      list([terms(rewardTerms, rewardValue), t(`terms.${rewardCodes}`)]),
    tiers: ({ tiersBy, tierSteps }) =>
      tiersBy === 'none'
        ? t('rule.tiers.off')
        : t('rule.tiers.some', { count: tierSteps.length, by: t(`rule.tiers.${tiersBy}`) }),
    milestones: ({ milestones }) =>
      milestones.length === 0
        ? t('rule.milestones.off')
        : t('rule.milestones.some', { list: list(milestones.map(({ at }) => at)) }),
    caps: ({ capRewards, capMonth, capShare }, currency) => {
      const parts = [
        ...(capRewards.trim() === '' ? [] : [`${t('caps.rewards')}: ${capRewards}`]),
        ...(capMonth.trim() === '' ? [] : [`${t('caps.monthOf')}: ${capMonth} ${currency}`]),
        ...(capShare.trim() === '' ? [] : [`${t('caps.shareOf')}: ${t('worth.percent', { number: capShare })}`]),
      ];
      return parts.length === 0 ? t('rule.caps.off') : t('rule.caps.some', { list: list(parts) });
    },
    refunds: ({ partialRefunds }) => t(`rule.refunds.${partialRefunds}`),
    telling: ({ notify }) => t(`rule.telling.${notify}`),
    currencies: ({ currencyAmounts }, currency) =>
      currencyAmounts.length === 0
        ? t('rule.currencies.off', { currency })
        : t('rule.currencies.some', { list: list(currencyAmounts.map((row) => `${row.amount} ${row.currency}`)) }),
  } satisfies Record<string, Summary>;
  return summaries;
}
