/** What one version of the rules changed against another, as pairs of words. */
import { useTranslation } from 'react-i18next';
import type { ProgramRules } from '../../domain/program.ts';
import { RISK_CHECK_CODES } from '../../domain/risk/codes.ts';
import { useFormats } from '../formats.ts';
import { useCountryNames } from '../use-country-names.ts';
import { useRuleWords } from '../use-rule-words.ts';
import { useBenefitLines } from './use-benefit-lines.ts';

export type RuleChange = { label: string; from: string; to: string };

/** A rule in words; of a list only the entries that came or went are told. */
type Line = string | string[];

/** A function that compares two versions; the older may be null (the first version changed nothing). */
export function useRuleChanges(): (newer: ProgramRules, older: ProgramRules | null) => RuleChange[] {
  const { list } = useFormats();
  const basics = useBasicLines();
  const others = useOtherLines();
  const lines = (rules: ProgramRules) => new Map([...basics(rules), ...others(rules)]);

  return (newer, older) => {
    if (older === null) return [];
    const before = lines(older);
    return [...lines(newer)].flatMap(([label, to]) => {
      const from = before.get(label) ?? '';
      if (JSON.stringify(from) === JSON.stringify(to)) return [];
      if (typeof from === 'string' || typeof to === 'string') return [{ label, from: String(from), to: String(to) }];
      const gone = from.filter((entry) => !to.includes(entry));
      const come = to.filter((entry) => !from.includes(entry));
      // The same entries in another sequence are the same rule.
      return gone.length + come.length === 0 ? [] : [{ label, from: list(gone), to: list(come) }];
    });
  };
}

function useBasicLines(): (rules: ProgramRules) => [string, Line][] {
  const { t } = useTranslation();
  const { money, number, percent } = useFormats();
  const words = useRuleWords();
  const benefits = useBenefitLines();
  return (rules) => {
    const { live, currency, attribution, offer, reward } = rules;
    const days = (count: number) => t('program.dayCount', { count });
    const minimum = (minor: string) => (minor === '0' ? t('program.noMinimum') : money(minor, currency));
    const yes = (value: boolean) => t(value ? 'words.yes' : 'words.no');
    const capLines = ({
      caps: { perAdvocate, programMonthMinor, mostShareBasisPoints },
      ...others
    }: typeof reward): [string, Line][] => [
      [
        t('caps.advocate'),
        perAdvocate === null
          ? t('caps.none')
          : t('caps.advocateOf', { rewards: number(perAdvocate.rewards), days: days(perAdvocate.days) }),
      ],
      [t('caps.monthOf'), programMonthMinor === null ? t('caps.none') : money(programMonthMinor, currency)],
      [t('caps.shareOf'), mostShareBasisPoints === null ? t('caps.none') : percent(mostShareBasisPoints)],
      [t('rewardKind.clawBack'), yes(others.clawsBackGiftCards)],
    ];
    return [
      [t('program.status.title'), t(live ? 'program.live' : 'program.paused')],
      [t('program.offer.title'), words.value(offer.value, currency)],
      [t('program.offer.mode'), t(offer.mode === 'shared' ? 'program.offer.shared' : 'program.offer.single')],
      ...benefits(rules),
      [t('program.offer.minimum'), minimum(offer.minimumSubtotalMinor)],
      [t('program.offer.validDays'), days(offer.validDays)],
      [t('program.offer.claims'), String(offer.claimsPerLinkPerDay)],
      [t('program.reward.title'), words.value(reward.value, currency)],
      [t('program.reward.minimum'), minimum(reward.minimumSubtotalMinor)],
      [t('program.reward.waiting'), days(reward.waitingDays)],
      [t('program.reward.validDays'), reward.validDays === null ? t('program.reward.never') : days(reward.validDays)],
      ...capLines(reward),
      [t('program.rules.window'), days(attribution.windowDays)],
      [t('program.rules.touch'), t(attribution.touch === 'last' ? 'program.rules.last' : 'program.rules.first')],
      [t('program.rules.newOnly'), yes(attribution.newCustomersOnly)],
      [t('program.rules.once'), yes(attribution.oneCreditPerFriend)],
      [t('program.rules.minimum'), minimum(attribution.minimumSubtotalMinor)],
      [t('rule.basis.of'), t(`rule.basis.${attribution.minimumOf}`)],
      [t('rule.basis.giftCards'), yes(attribution.countsGiftCards)],
      [t('rule.basis.tax'), yes(attribution.countsTax)],
      [t('rule.precedence.title'), attribution.precedence.map((kind) => t(`evidenceKind.${kind}`)).join(' › ')],
    ];
  };
}

function useOtherLines(): (rules: ProgramRules) => [string, Line][] {
  const { t } = useTranslation();
  const nameOf = useCountryNames();
  const words = useRuleWords();
  return ({ currency, eligibility: { products, channels, countries, ...eligibility }, risk, signUps, sharing }) => {
    const days = (count: number) => t('program.dayCount', { count });
    const yes = (value: boolean) => t(value ? 'words.yes' : 'words.no');
    const points = (value: number | null) =>
      value === null ? t('rule.review.never') : `${value} ${t('rule.checks.pointsUnit')}`;
    return [
      [t('rule.products.title'), t(`rule.choice.${products.mode}`)],
      [t('rule.products.ids'), products.productIds],
      [t('rule.products.collections'), products.collectionIds],
      [t('rule.products.tags'), products.tags],
      [t('rule.channels.pointOfSale'), yes(eligibility.pointOfSale)],
      [t('rule.channels.drafts'), yes(eligibility.drafts)],
      [t('rule.channels.testOrders'), yes(eligibility.testOrders)],
      [t('rule.channels.others'), t(`rule.choice.${channels.mode}`)],
      [t('rule.channels.names'), channels.values],
      [t('rule.countries.title'), t(`rule.choice.${countries.mode}`)],
      [t('rule.countries.list'), countries.values.map(nameOf)],
      [t('rule.renewals.label'), String(eligibility.renewals)],
      [t('rule.signUps.credited'), yes(signUps.credited)],
      [t('rule.signUps.reward'), signUps.credited ? words.value(signUps.value, currency) : ''],
      [t('rule.signUps.wait'), signUps.credited ? days(signUps.waitingDays) : ''],
      [
        t('rule.ownCodes.allowed'),
        sharing.codeChoices === 0 ? t('rule.ownCodes.none') : t('rule.ownCodes.some', { count: sharing.codeChoices }),
      ],
      ...RISK_CHECK_CODES.map((code): [string, Line] => {
        const { grade, weight } = risk.checks[code];
        return [t(`check.${code}`), grade === 'off' ? t('rule.checks.off') : `${t(`rule.checks.${grade}`)}, ${points(weight)}`];
      }),
      [t('rule.review.reviewFrom'), points(risk.reviewFrom)],
      [t('rule.review.refuseFrom'), points(risk.refuseFrom)],
      [t('rule.review.then'), t(`rule.review.${risk.unlooked.then}`)],
      [t('rule.review.after'), days(risk.unlooked.after)],
      [t('rule.limits.advocatePerDay'), String(risk.advocatePerDay)],
      [t('rule.limits.advocatePer30Days'), String(risk.advocatePer30Days)],
      [t('rule.limits.networkPerWeek'), String(risk.networkPerWeek)],
      [t('rule.limits.leakClaimsPerHour'), String(risk.leakClaimsPerHour)],
      [t('rule.limits.banned'), risk.bannedReferrers],
    ];
  };
}
