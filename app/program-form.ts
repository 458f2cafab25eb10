/** The program's rules as a merchant types them: text in fields, amounts as decimals. Used by the form and by the action that saves it. */
import { z } from 'zod';
import { digitsOf, formatDecimal, parseMoney } from './domain/money.ts';
import { type DiscountValue, type ProgramRules, programRulesSchema } from './domain/program.ts';

const valueKind = z.enum(['percentage', 'fixed-amount']);

export const programFormSchema = z.object({
  live: z.boolean(),
  offerKind: valueKind,
  offerPercent: z.string(),
  offerAmount: z.string(),
  offerMinimum: z.string(),
  offerValidDays: z.string(),
  claimsPerLinkPerDay: z.string(),
  rewardKind: valueKind,
  rewardPercent: z.string(),
  rewardAmount: z.string(),
  rewardMinimum: z.string(),
  rewardWaitingDays: z.string(),
  rewardExpires: z.boolean(),
  rewardValidDays: z.string(),
  windowDays: z.string(),
  touch: z.enum(['first', 'last']),
  newCustomersOnly: z.boolean(),
  oneCreditPerFriend: z.boolean(),
  minimumSubtotal: z.string(),
});
export type ProgramForm = z.infer<typeof programFormSchema>;

/** What is wrong with a field; `program.errors` of the words has the sentence. */
export type FieldProblem =
  | { problem: 'range'; min: number; max: number }
  | { problem: 'amount'; currency: string }
  | { problem: 'decimals'; digits: number; currency: string }
  | { problem: 'positive' };
export type ProgramFormProblems = Partial<Record<keyof ProgramForm, FieldProblem>>;

/** The fields that show these rules. */
export function formOf(rules: ProgramRules): ProgramForm {
  const amount = (minor: string) => formatDecimal({ minor: BigInt(minor), currency: rules.currency });
  const optional = (minor: string) => (minor === '0' ? '' : amount(minor));
  const percent = (value: DiscountValue) => (value.kind === 'percentage' ? String(value.basisPoints / 100) : '10');
  const fixed = (value: DiscountValue) => (value.kind === 'fixed-amount' ? amount(value.minor) : '');
  const { attribution, offer, reward } = rules;
  return {
    live: rules.live,
    offerKind: offer.value.kind,
    offerPercent: percent(offer.value),
    offerAmount: fixed(offer.value),
    offerMinimum: optional(offer.minimumSubtotalMinor),
    offerValidDays: String(offer.validDays),
    claimsPerLinkPerDay: String(offer.claimsPerLinkPerDay),
    rewardKind: reward.value.kind,
    rewardPercent: percent(reward.value),
    rewardAmount: fixed(reward.value),
    rewardMinimum: optional(reward.minimumSubtotalMinor),
    rewardWaitingDays: String(reward.waitingDays),
    rewardExpires: reward.validDays !== null,
    rewardValidDays: String(reward.validDays ?? 365),
    windowDays: String(attribution.windowDays),
    touch: attribution.touch,
    newCustomersOnly: attribution.newCustomersOnly,
    oneCreditPerFriend: attribution.oneCreditPerFriend,
    minimumSubtotal: optional(attribution.minimumSubtotalMinor),
  };
}

/** The rules that the fields say, or what is wrong with which field. */
export function readForm(form: ProgramForm, currency: string): { rules: ProgramRules } | { problems: ProgramFormProblems } {
  const problems: ProgramFormProblems = {};

  function whole(field: keyof ProgramForm, min: number, max: number): number {
    const text = String(form[field]).trim();
    const value = Number(text);
    if (/^\d{1,6}$/.test(text) && value >= min && value <= max) return value;
    problems[field] = { problem: 'range', min, max };
    return min;
  }

  function basisPoints(field: keyof ProgramForm): number {
    const text = String(form[field])
      .trim()
      .replace(/^(\d+),(\d{1,2})$/, '$1.$2');
    const value = Math.round(Number(text) * 100);
    if (/^\d{1,3}(\.\d{1,2})?$/.test(text) && value >= 1 && value <= 10_000) return value;
    problems[field] = { problem: 'range', min: 0.01, max: 100 };
    return 1;
  }

  function amount(field: keyof ProgramForm, options: { required: boolean }): string {
    // "12,50" is how many countries write it; "1,000" could be a thousand or one, so it is refused.
    const text = String(form[field])
      .trim()
      .replace(/^(\d+),(\d{2})$/, '$1.$2');
    if (text === '' && !options.required) return '0';
    try {
      if (!/^\d{1,9}(\.\d+)?$/.test(text)) throw new TypeError();
      const { minor } = parseMoney(text, currency);
      if (options.required && minor === 0n) problems[field] = { problem: 'positive' };
      return minor.toString();
    } catch (error) {
      problems[field] =
        error instanceof RangeError
          ? { problem: 'decimals', digits: digitsOf(currency), currency }
          : { problem: 'amount', currency };
      return '1';
    }
  }

  function discount(kind: DiscountValue['kind'], percent: keyof ProgramForm, fixed: keyof ProgramForm): DiscountValue {
    return kind === 'percentage'
      ? { kind, basisPoints: basisPoints(percent) }
      : { kind, minor: amount(fixed, { required: true }) };
  }

  const rules: ProgramRules = {
    live: form.live,
    currency,
    attribution: {
      windowDays: whole('windowDays', 1, 365),
      touch: form.touch,
      newCustomersOnly: form.newCustomersOnly,
      oneCreditPerFriend: form.oneCreditPerFriend,
      minimumSubtotalMinor: amount('minimumSubtotal', { required: false }),
    },
    offer: {
      value: discount(form.offerKind, 'offerPercent', 'offerAmount'),
      minimumSubtotalMinor: amount('offerMinimum', { required: false }),
      validDays: whole('offerValidDays', 1, 365),
      claimsPerLinkPerDay: whole('claimsPerLinkPerDay', 1, 1000),
    },
    reward: {
      value: discount(form.rewardKind, 'rewardPercent', 'rewardAmount'),
      minimumSubtotalMinor: amount('rewardMinimum', { required: false }),
      waitingDays: whole('rewardWaitingDays', 0, 120),
      validDays: form.rewardExpires ? whole('rewardValidDays', 1, 1095) : null,
    },
  };
  // The limits above are those of the schema; a difference is a bug and must not be stored.
  return Object.keys(problems).length > 0 ? { problems } : { rules: programRulesSchema.parse(rules) };
}
