/** What a person gets, how its code may be used, and how it grows: as the fields of the program form. Read back by read-program-values.ts. */
import { z } from 'zod';
import type { CodeTerms, RewardValue } from './domain/benefit.ts';
import { formatDecimal } from './domain/money.ts';
import type { ProgramRules } from './domain/program.ts';

/** Every kind that a value can be of, in the sequence in which a merchant chooses. */
export const VALUE_KINDS = [
  'percentage',
  'fixed-amount',
  'free-shipping',
  'free-product',
  'store-credit',
  'gift-card',
  'order-share',
] as const satisfies readonly RewardValue['kind'][];
export type ValueKind = (typeof VALUE_KINDS)[number];
/** Those that need no order to say how much. */
export const ORDERLESS_KINDS = VALUE_KINDS.filter((kind) => kind !== 'order-share');

/** A percentage or an amount comes off something; shipping and free products say by themselves what they are of. */
export function comesOff(kind: ValueKind): boolean {
  return kind === 'percentage' || kind === 'fixed-amount';
}

/** A discount that can come off several bills of a subscription. */
export function isBilled(kind: ValueKind): boolean {
  return comesOff(kind) || kind === 'free-shipping';
}

/** Longer than 250 entries of the longest kind; what is longer was not typed. */
export const list = z.string().max(100_000);

/** Only the fields that the kind needs are read. */
export const valueFormSchema = z.object({
  kind: z.enum(VALUE_KINDS),
  percent: z.string(),
  amount: z.string(),
  /** What a share of the order is paid as, and at most; empty: no limit. */
  paidAs: z.enum(['store-credit', 'gift-card']),
  most: z.string(),
  /** Of free products: their numbers, how many pieces, what is to be spent, and on what. */
  products: list,
  quantity: z.string(),
  spend: z.string(),
  buysOf: z.enum(['products', 'collections']),
  buys: list,
});
export type ValueForm = z.infer<typeof valueFormSchema>;

export const termsFormSchema = z.object({
  on: z.enum(['order', 'products', 'collections']),
  ids: list,
  combinesOrder: z.boolean(),
  combinesProduct: z.boolean(),
  combinesShipping: z.boolean(),
  oncePerCustomer: z.boolean(),
  purchases: z.enum(['one-time', 'subscriptions', 'both']),
  /** Empty: all bills of a subscription. */
  bills: z.string(),
});
export type TermsForm = z.infer<typeof termsFormSchema>;

export const growthFields = {
  tiersBy: z.enum(['none', 'referrals', 'revenue']),
  /** Empty: of all time. */
  tiersDays: z.string(),
  tiersKeep: z.boolean(),
  tierSteps: z.array(z.object({ from: z.string(), value: valueFormSchema })).max(10),
  milestones: z.array(z.object({ at: z.string(), value: valueFormSchema })).max(10),
  currencyAmounts: z.array(z.object({ currency: z.string(), amount: z.string() })).max(50),
};

export type GrowthForm = z.infer<z.ZodObject<typeof growthFields>>;

const decimals = (currency: string) => (minor: string) => formatDecimal({ minor: BigInt(minor), currency });

export function valueFormOf(value: RewardValue, currency: string): ValueForm {
  const amount = decimals(currency);
  return {
    kind: value.kind,
    percent: 'basisPoints' in value ? String(value.basisPoints / 100) : '10',
    amount: 'minor' in value ? amount(value.minor) : '',
    paidAs: value.kind === 'order-share' ? value.as : 'store-credit',
    most: value.kind === 'order-share' && value.capMinor !== null ? amount(value.capMinor) : '',
    products: value.kind === 'free-product' ? value.productIds.join('\n') : '',
    quantity: value.kind === 'free-product' ? String(value.quantity) : '1',
    spend: value.kind === 'free-product' ? amount(value.spendMinor) : '',
    buysOf: value.kind === 'free-product' ? (value.buys?.of ?? 'products') : 'collections',
    buys: value.kind === 'free-product' ? (value.buys?.ids ?? value.productIds).join('\n') : '',
  };
}

export function termsFormOf({ on, combinesWith, oncePerCustomer, purchases, bills }: CodeTerms): TermsForm {
  return {
    on: on.of,
    ids: on.of === 'order' ? '' : on.ids.join('\n'),
    combinesOrder: combinesWith.order,
    combinesProduct: combinesWith.product,
    combinesShipping: combinesWith.shipping,
    oncePerCustomer,
    purchases,
    bills: bills === null ? '' : String(bills),
  };
}

export function growthFormOf({ reward, currency }: ProgramRules): GrowthForm {
  const { tiers, milestones, inCurrencies } = reward;
  const amount = decimals(currency);
  return {
    tiersBy: tiers?.by ?? 'none',
    tiersDays: tiers === null || tiers.days === null ? '' : String(tiers.days),
    tiersKeep: tiers?.keeps ?? true,
    tierSteps: (tiers?.steps ?? []).map(({ from, value }) => ({
      from: tiers?.by === 'revenue' ? amount(from) : from,
      value: valueFormOf(value, currency),
    })),
    milestones: milestones.map(({ at, value }) => ({ at: String(at), value: valueFormOf(value, currency) })),
    currencyAmounts: inCurrencies.map(({ currency: other, minor }) => ({
      currency: other,
      amount: formatDecimal({ minor: BigInt(minor), currency: other }),
    })),
  };
}
