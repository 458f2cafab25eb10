/** The rules of a shop's program. A version, once stored, is never changed (decisions name the version that made them). */
import { z } from 'zod';
import {
  codeTermsSchema,
  milestonesSchema,
  moneyAmount,
  numericId,
  orderlessValueSchema,
  positiveAmount,
  rewardValueSchema,
  tiersSchema,
} from './benefit.ts';
import { RANKED_SIGNAL_KINDS } from './facts.ts';
import { RISK_CHECK_CODES, RISK_CHECK_TRAITS, type RiskCheckCode } from './risk/codes.ts';

/** How much may be promised: null = no limit. A reward beyond a limit is not promised, and the referral says why. */
export const capsSchema = z.object({
  /** Rewards of one advocate in a rolling number of days. */
  perAdvocate: z
    .object({ rewards: z.int().min(1).max(100_000), days: z.int().min(1).max(3650) })
    .nullable()
    .default(null),
  /** What all rewards promised in a calendar month (the shop's) may be worth. */
  programMonthMinor: positiveAmount.nullable().default(null),
  /** A reward is never worth more than this share of the referred order's subtotal. */
  mostShareBasisPoints: z.int().min(1).max(10_000).nullable().default(null),
});

/** Everything, only what is listed, or everything but that. */
const choice = <Item extends z.ZodType>(item: Item) =>
  z.object({ mode: z.enum(['all', 'only', 'except']), values: z.array(item).max(250) });
const everything = { mode: 'all' as const, values: [] };

/** Which orders may earn credit at all, and which of their lines count. */
export const eligibilitySchema = z.object({
  /** A line counts when it is chosen by its product, one of its collections or one of its tags. */
  products: z
    .object({
      mode: z.enum(['all', 'only', 'except']),
      productIds: z.array(numericId).max(250),
      collectionIds: z.array(numericId).max(250),
      /** Lower case. */
      tags: z.array(z.string().min(1).max(255)).max(250),
    })
    .default({ mode: 'all', productIds: [], collectionIds: [], tags: [] }),
  /** Shopify's source names, beside the switches below. */
  channels: choice(z.string().min(1).max(64)).default(everything),
  /** ISO 3166 alpha-2 of where the order goes. */
  countries: choice(z.string().regex(/^[A-Z]{2}$/)).default(everything),
  /** How many renewals of a credited subscription earn credit, too; 0: its first order only. */
  renewals: z.int().min(0).max(120).default(0),
  drafts: z.boolean().default(false),
  pointOfSale: z.boolean().default(true),
  testOrders: z.boolean().default(false),
});

const gradingSchema = z.object({ grade: z.enum(['off', 'note', 'review', 'refuse']), weight: z.int().min(0).max(100) });
const gradings = Object.fromEntries(
  RISK_CHECK_CODES.map((code) => [
    code,
    gradingSchema
      .refine(({ grade }) => grade !== 'refuse' || RISK_CHECK_TRAITS[code].most === 'refuse', 'this check alone never refuses')
      .default(RISK_CHECK_TRAITS[code].start),
  ]),
) as Record<RiskCheckCode, z.ZodDefault<typeof gradingSchema>>;

export const riskRulesSchema = z.object({
  /** What each check means to this shop. */
  checks: z.object(gradings).prefault({}),
  /** Points from which a credit is held for review, or refused; null: never by points alone. */
  reviewFrom: z.int().min(1).max(1000).nullable().default(60),
  refuseFrom: z.int().min(1).max(1000).nullable().default(100),
  /** What becomes of a held credit that nobody has looked at. */
  unlooked: z
    .object({ after: z.int().min(1).max(90), then: z.enum(['approve', 'refuse', 'wait']) })
    .default({ after: 14, then: 'wait' }),
  /** More credits of one advocate than this in a day, or in 30 days, are seen as too many. */
  advocatePerDay: z.int().min(1).max(10_000).default(5),
  advocatePer30Days: z.int().min(1).max(100_000).default(30),
  /** The same for one network in a week. */
  networkPerWeek: z.int().min(1).max(10_000).default(5),
  /** Claims through one link in an hour, of different networks. */
  leakClaimsPerHour: z.int().min(2).max(10_000).default(15),
  /** Hosts, lower case; a host stands for its subdomains, too. */
  bannedReferrers: z.array(z.string().min(1).max(253)).max(250).default([]),
});
export type RiskRules = z.infer<typeof riskRulesSchema>;

const signUpRulesSchema = z.object({
  /** Whether an account that a friend opens earns the advocate a credit, beside the friend's first order. */
  credited: z.boolean().default(false),
  value: orderlessValueSchema.default({ kind: 'percentage', basisPoints: 500 }),
  waitingDays: z.int().min(0).max(120).default(7),
});

/** Fields that versions before them did not have carry a default: an old version reads as it was meant. */
export const programRulesSchema = z.object({
  live: z.boolean(),
  /** ISO 4217, the currency of every amount below. */
  currency: z.string().length(3),
  attribution: z.object({
    /** Days between landing (or claim) and order. */
    windowDays: z.int().min(1).max(365),
    touch: z.enum(['first', 'last']),
    /** Kinds of evidence, strongest first: each exactly once. */
    precedence: z
      .array(z.enum(RANKED_SIGNAL_KINDS))
      .refine((kinds) => new Set(kinds).size === RANKED_SIGNAL_KINDS.length && kinds.length === RANKED_SIGNAL_KINDS.length)
      .default([...RANKED_SIGNAL_KINDS]),
    newCustomersOnly: z.boolean(),
    oneCreditPerFriend: z.boolean(),
    /** Smallest amount that earns credit; "0" for none. Shipping never counts. */
    minimumSubtotalMinor: moneyAmount,
    /** Of what: the eligible lines after or before discounts … */
    minimumOf: z.enum(['after-discounts', 'before-discounts']).default('after-discounts'),
    /** … with gift cards or without, with the tax or without. */
    countsGiftCards: z.boolean().default(false),
    countsTax: z.boolean().default(true),
  }),
  eligibility: eligibilitySchema.prefault({}),
  risk: riskRulesSchema.prefault({}),
  signUps: signUpRulesSchema.prefault({}),
  sharing: z
    .object({
      /** How often an advocate may choose a code of their own; 0: not at all. */
      codeChoices: z.int().min(0).max(20).default(0),
    })
    .prefault({}),
  offer: z.object({
    /** A code is claimed before the purchase; a payout follows it, after the same waiting time as the advocate's reward. */
    value: rewardValueSchema,
    /** One code per claim that works once, or one code per advocate that works for everybody who learns of it. */
    mode: z.enum(['single-use', 'shared']).default('single-use'),
    terms: codeTermsSchema.prefault({}),
    minimumSubtotalMinor: moneyAmount,
    /** Days until an unused friend's code expires. */
    validDays: z.int().min(1).max(365),
    /** How many codes one advocate's link may mint in 24 hours. */
    claimsPerLinkPerDay: z.int().min(1).max(1000),
  }),
  reward: z.object({
    value: rewardValueSchema,
    minimumSubtotalMinor: moneyAmount,
    terms: codeTermsSchema.prefault({}),
    /** Codes of one kind share a discount in Shopify, or each has its own that only the advocate can use. */
    codes: z.enum(['pool', 'locked']).default('pool'),
    /** How many steps up earn how much. */
    tiers: tiersSchema.nullable().default(null),
    milestones: milestonesSchema.default([]),
    /** Store credit in the currency that the customer shops in, where one is named: this instead of the amount. */
    inCurrencies: z
      .array(z.object({ currency: z.string().regex(/^[A-Z]{3}$/), minor: positiveAmount }))
      .max(50)
      .default([]),
    /** Days before the reward is issued; 0 = at once. */
    waitingDays: z.int().min(0).max(120),
    /** What they are counted from: `returnable`, from the end of the return window, `returnWindowDays` after delivery. */
    waitsFrom: z.enum(['paid', 'fulfilled', 'delivered', 'returnable']).default('paid'),
    returnWindowDays: z.int().min(1).max(365).default(30),
    /** Where no carrier tells of the delivery, it is taken to be so many days after the dispatch. */
    assumedDeliveryDays: z.int().min(1).max(90).default(10),
    /** What a partial refund does to a fixed reward: nothing, or it takes the same part of it. A share of the order always follows the order. */
    partialRefunds: z.enum(['keep', 'proportional']).default('keep'),
    /** Who tells the advocate: Shopify's own message where it has one, the app's e-mail, or nobody. */
    notify: z.enum(['shopify', 'app', 'none']).default('shopify'),
    /** Days until an unused reward code expires; null = never. */
    validDays: z.int().min(1).max(1095).nullable(),
    caps: capsSchema.prefault({}),
    /** A gift card of a credit that was taken back is deactivated (for good); check the law before. */
    clawsBackGiftCards: z.boolean().default(false),
  }),
});
export type ProgramRules = z.infer<typeof programRulesSchema>;
export type EligibilityRules = ProgramRules['eligibility'];

/** First version for a shop that has chosen nothing yet: 10 % for the friend, 10 % for the advocate after 14 days. Not live until the merchant says so. */
export function defaultRules(currency: string): ProgramRules {
  return programRulesSchema.parse({
    live: false,
    currency,
    attribution: { windowDays: 30, touch: 'last', newCustomersOnly: true, oneCreditPerFriend: true, minimumSubtotalMinor: '0' },
    offer: {
      value: { kind: 'percentage', basisPoints: 1000 },
      minimumSubtotalMinor: '0',
      validDays: 30,
      claimsPerLinkPerDay: 50,
    },
    reward: { value: { kind: 'percentage', basisPoints: 1000 }, minimumSubtotalMinor: '0', waitingDays: 14, validDays: 365 },
  });
}
