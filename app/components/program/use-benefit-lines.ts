/** Terms, scales, bonuses and waiting times of a version, as lines to compare. */
import { useTranslation } from 'react-i18next';
import type { CodeTerms, Tiers } from '../../domain/benefit.ts';
import type { ProgramRules } from '../../domain/program.ts';
import { useFormats } from '../formats.ts';
import { useValueWords } from '../reward-value.ts';

export function useBenefitLines(): (rules: ProgramRules) => [string, string | string[]][] {
  const { t } = useTranslation();
  const { money, number } = useFormats();
  const words = useValueWords();
  const days = (count: number) => t('program.dayCount', { count });

  function termsLine({ on, combinesWith, oncePerCustomer, purchases, bills }: CodeTerms, of: 'offer' | 'reward'): string {
    return [
      on.of === 'order' ? t('terms.target.order') : `${t(`terms.target.${on.of}`)}: ${on.ids.join(', ')}`,
      ...(['order', 'product', 'shipping'] as const)
        .filter((kind) => combinesWith[kind])
        .map((kind) => `${t('terms.combines')}: ${t(`terms.${kind}`)}`),
      ...(of === 'offer' && oncePerCustomer ? [t('terms.once')] : []),
      t(`terms.${purchases}`),
      ...(purchases === 'one-time' ? [] : [`${t('terms.bills')}: ${bills === null ? t('terms.allBills') : number(bills)}`]),
    ].join(' · ');
  }

  /** Without a scale there is nothing to say of what it counts. */
  function scaleLines(tiers: Tiers | null): [string, string][] {
    return [
      [t('growth.counted'), tiers === null ? '' : tiers.days === null ? t('growth.allTime') : days(tiers.days)],
      [t('growth.keepsOf'), tiers === null ? '' : t(tiers.keeps ? 'words.yes' : 'words.no')],
    ];
  }

  return ({ currency, offer, reward }) => {
    const { tiers, milestones, inCurrencies } = reward;
    const step = ({ from, value }: NonNullable<typeof tiers>['steps'][number]) =>
      `${tiers?.by === 'revenue' ? money(from, currency) : number(Number(from))} → ${words(value, currency)}`;
    return [
      [t('rule.offerTerms.title'), termsLine(offer.terms, 'offer')],
      [t('rule.rewardTerms.title'), termsLine(reward.terms, 'reward')],
      [t('terms.codes'), t(`terms.${reward.codes}`)],
      [t('growth.tiersBy'), t(tiers === null ? 'growth.none' : `growth.${tiers.by}`)],
      [t('rule.tiers.title'), tiers === null ? [] : tiers.steps.map(step)],
      ...scaleLines(tiers),
      [t('rule.milestones.title'), milestones.map(({ at, value }) => `${number(at)} → ${words(value, currency)}`)],
      [t('rule.currencies.title'), inCurrencies.map((row) => money(row.minor, row.currency))],
      [t('waitsFrom.of'), t(`waitsFrom.${reward.waitsFrom}`)],
      [t('waitsFrom.window'), days(reward.returnWindowDays)],
      [t('waitsFrom.assumed'), days(reward.assumedDeliveryDays)],
      [t('refunds.partial'), t(`refunds.${reward.partialRefunds}`)],
      [t('telling.label'), t(`telling.${reward.notify}`)],
    ];
  };
}
