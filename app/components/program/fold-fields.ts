/** Which fields stand in which fold: a refused save opens the folds that hold what is wrong. */
import type { FieldName, ProgramFormProblems } from '../../program-form.ts';

export const FOLDS = [
  'basis',
  'products',
  'channels',
  'countries',
  'renewals',
  'precedence',
  'signUps',
  'checks',
  'review',
  'limits',
] as const;
export type Fold = (typeof FOLDS)[number];

const FIELDS: Record<Fold, readonly FieldName[]> = {
  basis: [],
  products: ['productIds', 'collectionIds', 'productTags'],
  channels: ['channelNames'],
  countries: ['countries'],
  renewals: ['renewals'],
  precedence: [],
  signUps: ['signUpPercent', 'signUpAmount', 'signUpWaitingDays'],
  checks: [],
  review: ['reviewFrom', 'refuseFrom', 'unlookedAfter'],
  limits: ['advocatePerDay', 'advocatePer30Days', 'networkPerWeek', 'leakClaimsPerHour', 'bannedReferrers'],
};

/** The folds that hold something wrong. */
export function foldsWith(problems: ProgramFormProblems): Fold[] {
  const wrong = Object.keys(problems);
  return FOLDS.filter(
    (fold) =>
      FIELDS[fold].some((field) => wrong.includes(field)) ||
      (fold === 'checks' && wrong.some((field) => field.startsWith('check:'))),
  );
}
