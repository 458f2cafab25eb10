/** One line for each fold: what its rules are at present. Made from the form, which may be wrong or half typed. */
import { useTranslation } from 'react-i18next';
import { RISK_CHECK_CODES } from '../../domain/risk/codes.ts';
import { linesOf, wordsOf } from '../../program-form-lists.ts';
import type { ProgramForm } from '../../program-form.ts';
import { strictnessOf } from '../../program-presets.ts';
import { useFormats } from '../formats.ts';
import { useCountryNames } from '../use-country-names.ts';
import type { Fold } from './fold-fields.ts';
import { useRewardSummaries, useTypedValue } from './use-reward-summaries.ts';
import { isRecommendedOrder } from './precedence-field.tsx';

type Summary = (form: ProgramForm, currency: string) => string;

/** Countries named in one line; the others are counted. */
const NAMED = 3;

export function useRuleSummaries(): Record<Fold, Summary> {
  const { t } = useTranslation();
  const { list } = useFormats();
  const nameOf = useCountryNames();
  const count = (text: string) => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : 0);

  const typed = useTypedValue();

  function countries({ countriesMode: mode, countries: codes }: ProgramForm): string {
    if (mode === 'all') return t('rule.countries.all');
    if (codes.length === 0) return t('rule.nothingChosen');
    const names = codes.slice(0, NAMED).map(nameOf);
    const rest = codes.length - names.length;
    return t(`rule.countries.${mode}`, { list: list(rest > 0 ? [...names, t('rule.countries.more', { count: rest })] : names) });
  }
  function channels({ channelsMode: mode, channelNames, pointOfSale, drafts, testOrders }: ProgramForm): string {
    const names = linesOf(channelNames).length;
    const parts = [
      mode === 'all' ? t('rule.channels.all') : t(`rule.channels.${mode}`, { count: names }),
      ...(pointOfSale ? [t('rule.channels.withPos')] : []),
      ...(drafts ? [t('rule.channels.withDrafts')] : []),
      ...(testOrders ? [t('rule.channels.withTests')] : []),
    ];
    return t('rule.channels.summary', { list: list(parts) });
  }
  function checks(form: ProgramForm): string {
    const graded = (grade: string) => RISK_CHECK_CODES.filter((code) => form.checks[code].grade === grade).length;
    return t('rule.strictness.summary', {
      strictness: t(`rule.strictness.${strictnessOf(form) ?? 'own'}`),
      refuse: graded('refuse'),
      review: graded('review'),
      note: graded('note'),
      off: graded('off'),
    });
  }
  function review({ reviewFrom, refuseFrom, unlookedThen, unlookedAfter }: ProgramForm): string {
    const from = (text: string) => (text.trim() === '' ? t('rule.review.never') : t('rule.review.from', { points: text }));
    const days = count(unlookedAfter);
    const then = {
      wait: t('rule.review.summaryWait'),
      approve: t('rule.review.summaryApprove', { count: days }),
      refuse: t('rule.review.summaryRefuse', { count: days }),
    }[unlookedThen];
    return t('rule.review.summary', { review: from(reviewFrom), refuse: from(refuseFrom), then });
  }

  return {
    basis: ({ minimumOf, countsTax, countsGiftCards }) =>
      [
        t(`rule.basis.${minimumOf}`),
        t(countsTax ? 'rule.basis.with' : 'rule.basis.without', { what: t('rule.basis.taxWord') }),
        t(countsGiftCards ? 'rule.basis.with' : 'rule.basis.without', { what: t('rule.basis.giftCardsWord') }),
      ].join(', '),
    products: ({ productsMode: mode, productIds, collectionIds, productTags }) => {
      const chosen = wordsOf(productIds).length + wordsOf(collectionIds).length + linesOf(productTags, ',').length;
      if (mode === 'all') return t('rule.products.all');
      return chosen === 0 ? t('rule.nothingChosen') : t(`rule.products.${mode}`, { count: chosen });
    },
    channels,
    countries,
    renewals: ({ renewals }) =>
      count(renewals) === 0 ? t('rule.renewals.none') : t('rule.renewals.some', { count: count(renewals) }),
    precedence: ({ precedence }) => t(isRecommendedOrder(precedence) ? 'rule.precedence.standard' : 'rule.precedence.changed'),
    signUps: ({ signUpsCredited, signUpValue }, currency) =>
      signUpsCredited ? t('rule.signUps.some', { value: typed(signUpValue, currency) }) : t('rule.signUps.none'),
    ownCodes: ({ codesChosen, codeChoices }) =>
      codesChosen ? t('rule.ownCodes.some', { count: count(codeChoices) }) : t('rule.ownCodes.none'),
    ...useRewardSummaries(),
    checks,
    review,
    limits: ({ advocatePerDay, bannedReferrers }) => {
      const sites = wordsOf(bannedReferrers).length;
      return [
        t('rule.limits.summary', { day: advocatePerDay }),
        sites === 0 ? t('rule.limits.noSites') : t('rule.limits.sites', { count: sites }),
      ].join(', ');
    },
  };
}
