/** What one version of the rules changed against the one before, as pairs of words. */
import { useTranslation } from 'react-i18next';
import type { ProgramRules } from '../../domain/program.ts';
import { useFormats } from '../formats.ts';
import { useRuleWords } from '../use-rule-words.ts';

export type RuleChange = { label: string; from: string; to: string };

/** A function that compares two versions; the older may be null (the first version changed nothing). */
export function useRuleChanges(): (newer: ProgramRules, older: ProgramRules | null) => RuleChange[] {
  const { t } = useTranslation();
  const { money } = useFormats();
  const words = useRuleWords();

  function lines(rules: ProgramRules): Map<string, string> {
    const { attribution, offer, reward, currency } = rules;
    const days = (count: number) => t('program.dayCount', { count });
    const minimum = (minor: string) => (minor === '0' ? t('program.noMinimum') : money(minor, currency));
    const yes = (value: boolean) => t(value ? 'words.yes' : 'words.no');
    return new Map([
      [t('program.status.title'), t(rules.live ? 'program.live' : 'program.paused')],
      [t('program.offer.title'), words.value(offer.value, currency)],
      [t('program.offer.minimum'), minimum(offer.minimumSubtotalMinor)],
      [t('program.offer.validDays'), days(offer.validDays)],
      [t('program.offer.claims'), String(offer.claimsPerLinkPerDay)],
      [t('program.reward.title'), words.value(reward.value, currency)],
      [t('program.reward.minimum'), minimum(reward.minimumSubtotalMinor)],
      [t('program.reward.waiting'), days(reward.waitingDays)],
      [t('program.reward.validDays'), reward.validDays === null ? t('program.reward.never') : days(reward.validDays)],
      [t('program.rules.window'), days(attribution.windowDays)],
      [t('program.rules.touch'), t(attribution.touch === 'last' ? 'program.rules.last' : 'program.rules.first')],
      [t('program.rules.newOnly'), yes(attribution.newCustomersOnly)],
      [t('program.rules.once'), yes(attribution.oneCreditPerFriend)],
      [t('program.rules.minimum'), minimum(attribution.minimumSubtotalMinor)],
    ]);
  }

  return (newer, older) => {
    if (older === null) return [];
    const before = lines(older);
    return [...lines(newer)].flatMap(([label, to]) => {
      const from = before.get(label) ?? '';
      return from === to ? [] : [{ label, from, to }];
    });
  };
}
