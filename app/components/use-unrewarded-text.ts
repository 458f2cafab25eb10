/** Why a credited order or sign-up earned no reward, in a sentence with the limit's own numbers. */
import { useTranslation } from 'react-i18next';
import type { UnrewardedReason, UnrewardedRules } from '../domain/reward-limits.ts';
import { useFormats } from './formats.ts';

/** @param rules of the version that decided; a limit that it does not name any more is told without numbers */
export function useUnrewardedText(): (reason: UnrewardedReason, rules: UnrewardedRules) => string {
  const { t } = useTranslation();
  const { money, number, percent } = useFormats();
  return (reason, { currency, reward: { caps }, offer }) => {
    const { perAdvocate, programMonthMinor, mostShareBasisPoints } = caps;
    if (reason === 'advocate' && perAdvocate !== null)
      return t('unrewarded.advocateOf', { count: perAdvocate.days, rewards: number(perAdvocate.rewards) });
    if (reason === 'month' && programMonthMinor !== null)
      return t('unrewarded.monthOf', { amount: money(programMonthMinor, currency) });
    if (reason === 'share' && mostShareBasisPoints !== null)
      return t('unrewarded.shareOf', { percent: percent(mostShareBasisPoints) });
    if (reason === 'minimum') return t('unrewarded.minimumOf', { amount: money(offer.minimumSubtotalMinor, currency) });
    return t(`unrewarded.${reason}`);
  };
}
