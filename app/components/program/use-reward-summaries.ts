/** One line for each fold about offer and reward. Made from the form, which may be wrong or half typed. */
import { useTranslation } from 'react-i18next';
import type { ProgramForm } from '../../program-form.ts';
import { comesOff, type TermsForm, type ValueForm, type ValueKind } from '../../program-form-values.ts';
import { kindsOf, promisesCards } from '../../program-promises.ts';
import { useFormats } from '../formats.ts';

type Summary = (form: ProgramForm, currency: string) => string;

/** What is typed as a value, in a few words. */
export function useTypedValue(): (value: ValueForm, currency: string) => string {
  const { t } = useTranslation();
  return ({ kind, percent, amount }, currency) => {
    const money = `${amount.trim() === '' ? '…' : amount} ${currency}`;
    if (kind === 'percentage') return t('worth.off', { value: t('worth.percent', { number: percent }) });
    if (kind === 'fixed-amount') return t('worth.off', { value: money });
    return kind === 'store-credit' || kind === 'gift-card' ? t(`worth.${kind}`, { value: money }) : t(`valueKind.${kind}`);
  };
}

export function useRewardSummaries() {
  const { t } = useTranslation();
  const { list } = useFormats();
  const terms = ({ on, purchases }: TermsForm, kinds: readonly ValueKind[]) => [
    ...(kinds.some(comesOff) ? [t(`terms.target.${on}`)] : []),
    t(`terms.${purchases}`),
  ];
  const summaries = {
    offerTerms: (form) =>
      [...terms(form.offerTerms, kindsOf(form, 'offer')), ...(form.offerTerms.oncePerCustomer ? [t('terms.once')] : [])].join(
        ' · ',
      ),
    rewardTerms: (form) =>
      [...terms(form.rewardTerms, kindsOf(form, 'reward')), t(`rule.rewardTerms.${form.rewardCodes}`)].join(' · '),
    tiers: ({ tiersBy, tierSteps }) =>
      tiersBy === 'none'
        ? t('rule.tiers.off')
        : t('rule.tiers.some', { count: tierSteps.length, by: t(`rule.tiers.${tiersBy}`) }),
    milestones: ({ milestones }) =>
      milestones.length === 0
        ? t('rule.milestones.off')
        : t('rule.milestones.some', { list: list(milestones.map(({ at }) => at.trim() || '…')) }),
    caps: ({ capRewards, capDays, capMonth, capShare }, currency) => {
      const parts = [
        ...(capRewards.trim() === '' ? [] : [t('rule.caps.rewards', { rewards: capRewards, days: capDays })]),
        ...(capMonth.trim() === '' ? [] : [t('rule.caps.month', { amount: `${capMonth} ${currency}` })]),
        ...(capShare.trim() === '' ? [] : [t('rule.caps.share', { percent: t('worth.percent', { number: capShare }) })]),
      ];
      return parts.length === 0 ? t('rule.caps.off') : parts.join(' · ');
    },
    refunds: (form) =>
      [
        t(`rule.refunds.${form.partialRefunds}`),
        ...(promisesCards(form) && form.clawsBackGiftCards ? [t('rule.refunds.clawBack')] : []),
      ].join(' · '),
    telling: ({ notify }) => t(`rule.telling.${notify}`),
    currencies: ({ currencyAmounts }, currency) =>
      currencyAmounts.length === 0
        ? t('rule.currencies.off', { currency })
        : currencyAmounts.map((row) => `${row.amount.trim() || '…'} ${row.currency.trim().toUpperCase() || '…'}`).join(' · '),
  } satisfies Record<string, Summary>;
  return summaries;
}
