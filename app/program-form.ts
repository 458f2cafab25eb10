/** The program's rules as a merchant types them: text in fields, amounts as decimals, lists a line each. Read back by read-program-form.ts. */
import { z } from 'zod';
import { RANKED_SIGNAL_KINDS } from './domain/facts.ts';
import { formatDecimal } from './domain/money.ts';
import type { ProgramRules } from './domain/program.ts';
import {
  growthFields,
  growthFormOf,
  list,
  termsFormOf,
  termsFormSchema,
  valueFormOf,
  valueFormSchema,
} from './program-form-values.ts';
import { RISK_CHECK_CODES, type RiskCheckCode } from './domain/risk/codes.ts';

const choiceMode = z.enum(['all', 'only', 'except']);
const checkField = z.object({ grade: z.enum(['off', 'note', 'review', 'refuse']), weight: z.string() });
export type CheckField = z.infer<typeof checkField>;

export const programFormSchema = z.object({
  live: z.boolean(),
  offerValue: valueFormSchema,
  offerMode: z.enum(['single-use', 'shared']),
  offerTerms: termsFormSchema,
  offerMinimum: z.string(),
  offerValidDays: z.string(),
  claimsPerLinkPerDay: z.string(),
  rewardValue: valueFormSchema,
  rewardTerms: termsFormSchema,
  rewardCodes: z.enum(['pool', 'locked']),
  ...growthFields,
  rewardMinimum: z.string(),
  rewardWaitingDays: z.string(),
  waitsFrom: z.enum(['paid', 'fulfilled', 'delivered', 'returnable']),
  returnWindowDays: z.string(),
  assumedDeliveryDays: z.string(),
  partialRefunds: z.enum(['keep', 'proportional']),
  notify: z.enum(['shopify', 'app', 'none']),
  rewardExpires: z.boolean(),
  rewardValidDays: z.string(),
  /** Empty, here and below: no limit. */
  capRewards: z.string(),
  capDays: z.string(),
  capMonth: z.string(),
  capShare: z.string(),
  clawsBackGiftCards: z.boolean(),
  windowDays: z.string(),
  touch: z.enum(['first', 'last']),
  newCustomersOnly: z.boolean(),
  oneCreditPerFriend: z.boolean(),
  minimumSubtotal: z.string(),
  minimumOf: z.enum(['after-discounts', 'before-discounts']),
  countsGiftCards: z.boolean(),
  countsTax: z.boolean(),
  precedence: z
    .array(z.enum(RANKED_SIGNAL_KINDS))
    .length(RANKED_SIGNAL_KINDS.length)
    .refine((kinds) => new Set(kinds).size === kinds.length),
  productsMode: choiceMode,
  productIds: list,
  collectionIds: list,
  productTags: list,
  channelsMode: choiceMode,
  channelNames: list,
  pointOfSale: z.boolean(),
  drafts: z.boolean(),
  testOrders: z.boolean(),
  countriesMode: choiceMode,
  countries: z.array(z.string()).max(250),
  renewals: z.string(),
  signUpsCredited: z.boolean(),
  signUpValue: valueFormSchema,
  signUpWaitingDays: z.string(),
  codesChosen: z.boolean(),
  codeChoices: z.string(),
  checks: z.object(
    Object.fromEntries(RISK_CHECK_CODES.map((code) => [code, checkField])) as Record<RiskCheckCode, typeof checkField>,
  ),
  /** Empty: never by points alone. */
  reviewFrom: z.string(),
  refuseFrom: z.string(),
  unlookedThen: z.enum(['approve', 'refuse', 'wait']),
  unlookedAfter: z.string(),
  advocatePerDay: z.string(),
  advocatePer30Days: z.string(),
  networkPerWeek: z.string(),
  leakClaimsPerHour: z.string(),
  bannedReferrers: list,
});
export type ProgramForm = z.infer<typeof programFormSchema>;

/**
 * A place in the form where something can be wrong: a field, the points of one fraud check, a field of a value or of terms (`rewardValue.amount`),
 * or one of a row (`tier0.from`, `milestone2.amount`).
 */
export type FieldName = keyof ProgramForm | `check:${RiskCheckCode}` | `${string}.${string}`;

/** What is wrong with a field; `program.problem` of the words has the sentence. */
export type FieldProblem =
  | { problem: 'range'; min: number; max: number }
  | { problem: 'amount'; currency: string }
  | { problem: 'decimals'; digits: number; currency: string }
  | { problem: 'positive' }
  /** Shopify has not allowed the app to pay this kind of reward in the shop. */
  | { problem: 'permission' }
  /** One entry of a list is not of its kind. */
  | { problem: 'entry'; entry: string }
  | { problem: 'entries'; most: number }
  /** The row before says as much, or more. */
  | { problem: 'increasing' }
  /** A row before says the same. */
  | { problem: 'repeated' }
  | { problem: 'currency' }
  /** The currency of all other amounts. */
  | { problem: 'own' }
  /** The shop does not sell in this currency. */
  | { problem: 'unsold'; currency: string }
  /** A gift card of the shop holds no more: minor units. */
  | { problem: 'card'; most: string; currency: string }
  | { problem: 'none' }
  /** As `none`, where choosing all is another way out. */
  | { problem: 'empty' };
export type ProgramFormProblems = Partial<Record<FieldName, FieldProblem>>;

/** The fields that show these rules. Nothing of the rules is left out: what is read back is the same. */
export function formOf(rules: ProgramRules): ProgramForm {
  const amount = (minor: string) => formatDecimal({ minor: BigInt(minor), currency: rules.currency });
  const optional = (minor: string) => (minor === '0' ? '' : amount(minor));
  const lines = (values: string[]) => values.join('\n');
  const points = (value: number | null) => (value === null ? '' : String(value));
  const { attribution, eligibility, offer, reward, risk, signUps } = rules;
  const { caps } = reward;
  return {
    live: rules.live,
    offerValue: valueFormOf(offer.value, rules.currency),
    offerMode: offer.mode,
    offerTerms: termsFormOf(offer.terms),
    offerMinimum: optional(offer.minimumSubtotalMinor),
    offerValidDays: String(offer.validDays),
    claimsPerLinkPerDay: String(offer.claimsPerLinkPerDay),
    rewardValue: valueFormOf(reward.value, rules.currency),
    rewardTerms: termsFormOf(reward.terms),
    rewardCodes: reward.codes,
    ...growthFormOf(rules),
    rewardMinimum: optional(reward.minimumSubtotalMinor),
    rewardWaitingDays: String(reward.waitingDays),
    waitsFrom: reward.waitsFrom,
    returnWindowDays: String(reward.returnWindowDays),
    assumedDeliveryDays: String(reward.assumedDeliveryDays),
    partialRefunds: reward.partialRefunds,
    notify: reward.notify,
    rewardExpires: reward.validDays !== null,
    rewardValidDays: String(reward.validDays ?? 365),
    capRewards: caps.perAdvocate === null ? '' : String(caps.perAdvocate.rewards),
    capDays: String(caps.perAdvocate?.days ?? 30),
    capMonth: caps.programMonthMinor === null ? '' : amount(caps.programMonthMinor),
    capShare: caps.mostShareBasisPoints === null ? '' : String(caps.mostShareBasisPoints / 100),
    clawsBackGiftCards: reward.clawsBackGiftCards,
    windowDays: String(attribution.windowDays),
    touch: attribution.touch,
    newCustomersOnly: attribution.newCustomersOnly,
    oneCreditPerFriend: attribution.oneCreditPerFriend,
    minimumSubtotal: optional(attribution.minimumSubtotalMinor),
    minimumOf: attribution.minimumOf,
    countsGiftCards: attribution.countsGiftCards,
    countsTax: attribution.countsTax,
    precedence: attribution.precedence,
    productsMode: eligibility.products.mode,
    productIds: lines(eligibility.products.productIds),
    collectionIds: lines(eligibility.products.collectionIds),
    productTags: lines(eligibility.products.tags),
    channelsMode: eligibility.channels.mode,
    channelNames: lines(eligibility.channels.values),
    pointOfSale: eligibility.pointOfSale,
    drafts: eligibility.drafts,
    testOrders: eligibility.testOrders,
    countriesMode: eligibility.countries.mode,
    countries: eligibility.countries.values,
    renewals: String(eligibility.renewals),
    signUpsCredited: signUps.credited,
    signUpValue: valueFormOf(signUps.value, rules.currency),
    signUpWaitingDays: String(signUps.waitingDays),
    codesChosen: rules.sharing.codeChoices > 0,
    codeChoices: String(rules.sharing.codeChoices || 1),
    checks: checkFieldsOf(risk.checks),
    reviewFrom: points(risk.reviewFrom),
    refuseFrom: points(risk.refuseFrom),
    unlookedThen: risk.unlooked.then,
    unlookedAfter: String(risk.unlooked.after),
    advocatePerDay: String(risk.advocatePerDay),
    advocatePer30Days: String(risk.advocatePer30Days),
    networkPerWeek: String(risk.networkPerWeek),
    leakClaimsPerHour: String(risk.leakClaimsPerHour),
    bannedReferrers: lines(risk.bannedReferrers),
  };
}

/** Grades and points as the table of checks shows them. */
export function checkFieldsOf(checks: ProgramRules['risk']['checks']): ProgramForm['checks'] {
  return Object.fromEntries(
    RISK_CHECK_CODES.map((code) => [code, { grade: checks[code].grade, weight: String(checks[code].weight) }]),
  ) as ProgramForm['checks'];
}
