/** Which fields stand in which fold: a refused save opens the folds that hold what is wrong. */
import type { FieldName, ProgramFormProblems } from '../../program-form.ts';

export const FOLDS = [
  'offerTerms',
  'rewardTerms',
  'tiers',
  'milestones',
  'caps',
  'refunds',
  'telling',
  'currencies',
  'basis',
  'products',
  'channels',
  'countries',
  'renewals',
  'precedence',
  'signUps',
  'ownCodes',
  'checks',
  'review',
  'limits',
] as const;
export type Fold = (typeof FOLDS)[number];

const FIELDS: Record<Fold, readonly FieldName[]> = {
  offerTerms: ['offerTerms.ids', 'offerTerms.bills'],
  rewardTerms: ['rewardTerms.ids', 'rewardTerms.bills'],
  tiers: ['tierSteps', 'tiersDays'],
  milestones: [],
  caps: ['capRewards', 'capDays', 'capMonth', 'capShare'],
  refunds: [],
  telling: [],
  currencies: [],
  basis: [],
  products: ['productIds', 'collectionIds', 'productTags'],
  channels: ['channelNames'],
  countries: ['countries'],
  renewals: ['renewals'],
  precedence: [],
  signUps: ['signUpWaitingDays'],
  ownCodes: ['codeChoices'],
  checks: [],
  review: ['reviewFrom', 'refuseFrom', 'unlookedAfter'],
  limits: ['advocatePerDay', 'advocatePer30Days', 'networkPerWeek', 'leakClaimsPerHour', 'bannedReferrers'],
};

/** Fields of rows, of which there are any number. */
const ROWS: Partial<Record<Fold, RegExp>> = {
  tiers: /^tier\d+\./,
  milestones: /^milestone\d+\./,
  currencies: /^currency\d+\./,
  signUps: /^signUpValue\./,
  checks: /^check:/,
};

/** The folds that hold something wrong. */
export function foldsWith(problems: ProgramFormProblems): Fold[] {
  const wrong = Object.keys(problems);
  return FOLDS.filter(
    (fold) => FIELDS[fold].some((field) => wrong.includes(field)) || wrong.some((field) => ROWS[fold]?.test(field) === true),
  );
}
