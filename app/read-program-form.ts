/** The rules that the fields of the program form say, or what is wrong with which field. The same function answers in the browser and in the action. */
import { digitsOf, parseMoney } from './domain/money.ts';
import { type ProgramRules, programRulesSchema } from './domain/program.ts';
import { isCodeKind } from './domain/rewards.ts';
import { RISK_CHECK_CODES } from './domain/risk/codes.ts';
import { collectionEntry, countryEntry, hostEntry, linesOf, productEntry, tagEntry, wordsOf } from './program-form-lists.ts';
import type { FieldName, FieldProblem, ProgramForm, ProgramFormProblems } from './program-form.ts';
import { kindsOf } from './program-promises.ts';
import {
  type FieldReaders,
  readCurrencies,
  readMilestones,
  readOrderless,
  readTerms,
  readTiers,
  readValue,
} from './read-program-values.ts';
import { typedDecimal } from './typed-amount.ts';

type CountName =
  | 'windowDays'
  | 'offerValidDays'
  | 'claimsPerLinkPerDay'
  | 'rewardWaitingDays'
  | 'rewardValidDays'
  | 'returnWindowDays'
  | 'assumedDeliveryDays'
  | 'capRewards'
  | 'capDays'
  | 'signUpWaitingDays'
  | 'codeChoices'
  | 'renewals'
  | 'unlookedAfter'
  | 'advocatePerDay'
  | 'advocatePer30Days'
  | 'networkPerWeek'
  | 'leakClaimsPerHour';

/** More entries than this make no rule that a person can oversee. */
const MOST_ENTRIES = 250;

/** Fields that the merchant's other choices hide are kept as far as they can be read, and never called wrong. */
export function readForm(form: ProgramForm, currency: string): { rules: ProgramRules } | { problems: ProgramFormProblems } {
  const problems: ProgramFormProblems = {};
  let unseen = false;
  const complain = (field: FieldName, problem: FieldProblem) => {
    if (!unseen) problems[field] ??= problem;
  };
  function hiddenIf<Value>(hidden: boolean, read: () => Value): Value {
    const outer = unseen;
    unseen = outer || hidden;
    const value = read();
    unseen = outer;
    return value;
  }

  function whole(field: FieldName, text: string, min: number, max: number): number {
    const value = Number(text.trim());
    if (/^\d{1,6}$/.test(text.trim()) && value >= min && value <= max) return value;
    complain(field, { problem: 'range', min, max });
    return min;
  }
  const count = (field: CountName, min: number, max: number) => whole(field, form[field], min, max);

  function basisPoints(field: FieldName, text: string): number {
    const plain = typedDecimal(text);
    const value = Math.round(Number(plain) * 100);
    if (/^\d{1,3}(\.\d{1,2})?$/.test(plain) && value >= 1 && value <= 10_000) return value;
    complain(field, { problem: 'range', min: 0.01, max: 100 });
    return 1;
  }

  function amount(field: FieldName, typed: string, options: { required: boolean; currency?: string }): string {
    const of = options.currency ?? currency;
    const text = typedDecimal(typed);
    if (text === '' && !options.required) return '0';
    try {
      if (!/^\d{1,12}(\.\d+)?$/.test(text)) throw new TypeError();
      const minor = parseMoney(text, of).minor.toString();
      if (minor.length > 12) throw new TypeError();
      if (!options.required || minor !== '0') return minor;
      complain(field, { problem: 'positive' });
    } catch (error) {
      complain(
        field,
        error instanceof RangeError
          ? { problem: 'decimals', digits: digitsOf(of), currency: of }
          : { problem: 'amount', currency: of },
      );
    }
    return '1';
  }

  /** Empty: null. */
  const limit = <Value>(field: 'capRewards' | 'capMonth' | 'capShare', read: () => Value): Value | null =>
    form[field].trim() === '' ? null : read();

  /** @param read null for an entry that is none */
  function entries(
    field: FieldName,
    texts: string[],
    read: (text: string) => string | null,
    most: number = MOST_ENTRIES,
  ): string[] {
    const found = new Set<string>();
    for (const text of texts) {
      const entry = read(text);
      if (entry === null) complain(field, { problem: 'entry', entry: text.slice(0, 60) });
      else found.add(entry);
    }
    if (found.size > most) complain(field, { problem: 'entries', most });
    return [...found].slice(0, most);
  }

  const products = hiddenIf(form.productsMode === 'all', () => ({
    mode: form.productsMode,
    productIds: entries('productIds', wordsOf(form.productIds), productEntry),
    collectionIds: entries('collectionIds', wordsOf(form.collectionIds), collectionEntry),
    tags: entries('productTags', linesOf(form.productTags, ','), tagEntry),
  }));
  const channels = hiddenIf(form.channelsMode === 'all', () => ({
    mode: form.channelsMode,
    values: entries('channelNames', linesOf(form.channelNames), (name) => (name.length <= 64 ? name : null)),
  }));
  const countries = hiddenIf(form.countriesMode === 'all', () => ({
    mode: form.countriesMode,
    values: entries('countries', form.countries, countryEntry),
  }));
  // "Only these" of nothing would credit no order at all.
  const chosen = products.productIds.length + products.collectionIds.length + products.tags.length;
  if (products.mode !== 'all' && chosen === 0) complain('productIds', { problem: 'empty' });
  if (channels.mode !== 'all' && channels.values.length === 0) complain('channelNames', { problem: 'empty' });
  if (countries.mode !== 'all' && countries.values.length === 0) complain('countries', { problem: 'empty' });
  const readers: FieldReaders = { complain, hiddenIf, whole, basisPoints, amount, entries };
  const mostShare = limit('capShare', () => basisPoints('capShare', form.capShare));
  const kinds = { offer: kindsOf(form, 'offer'), reward: kindsOf(form, 'reward') };
  const points = (field: 'reviewFrom' | 'refuseFrom') => (form[field].trim() === '' ? null : whole(field, form[field], 1, 1000));

  const rules: ProgramRules = {
    live: form.live,
    currency,
    attribution: {
      windowDays: count('windowDays', 1, 365),
      touch: form.touch,
      precedence: form.precedence,
      newCustomersOnly: form.newCustomersOnly,
      oneCreditPerFriend: form.oneCreditPerFriend,
      minimumSubtotalMinor: amount('minimumSubtotal', form.minimumSubtotal, { required: false }),
      minimumOf: form.minimumOf,
      countsGiftCards: form.countsGiftCards,
      countsTax: form.countsTax,
    },
    eligibility: {
      products,
      channels,
      countries,
      renewals: count('renewals', 0, 120),
      drafts: form.drafts,
      pointOfSale: form.pointOfSale,
      testOrders: form.testOrders,
    },
    risk: {
      checks: Object.fromEntries(
        RISK_CHECK_CODES.map((code) => {
          const { grade, weight } = form.checks[code];
          return [code, { grade, weight: whole(`check:${code}`, weight, 0, 100) }];
        }),
      ) as ProgramRules['risk']['checks'],
      reviewFrom: points('reviewFrom'),
      refuseFrom: points('refuseFrom'),
      unlooked: { after: hiddenIf(form.unlookedThen === 'wait', () => count('unlookedAfter', 1, 90)), then: form.unlookedThen },
      advocatePerDay: count('advocatePerDay', 1, 10_000),
      advocatePer30Days: count('advocatePer30Days', 1, 100_000),
      networkPerWeek: count('networkPerWeek', 1, 10_000),
      leakClaimsPerHour: count('leakClaimsPerHour', 2, 10_000),
      bannedReferrers: entries('bannedReferrers', wordsOf(form.bannedReferrers), hostEntry),
    },
    signUps: {
      credited: form.signUpsCredited,
      ...hiddenIf(!form.signUpsCredited, () => ({
        value: readOrderless(readers, 'signUpValue', form.signUpValue),
        waitingDays: count('signUpWaitingDays', 0, 120),
      })),
    },
    sharing: { codeChoices: form.codesChosen ? count('codeChoices', 1, 20) : 0 },
    offer: {
      value: readValue(readers, 'offerValue', form.offerValue, mostShare),
      mode: form.offerMode,
      terms: hiddenIf(!isCodeKind(form.offerValue.kind), () => readTerms(readers, 'offerTerms', form.offerTerms, kinds.offer)),
      minimumSubtotalMinor: amount('offerMinimum', form.offerMinimum, { required: false }),
      validDays: hiddenIf(!isCodeKind(form.offerValue.kind) || form.offerMode === 'shared', () =>
        count('offerValidDays', 1, 365),
      ),
      claimsPerLinkPerDay: count('claimsPerLinkPerDay', 1, 1000),
    },
    reward: {
      value: readValue(readers, 'rewardValue', form.rewardValue, mostShare),
      codes: form.rewardCodes,
      tiers: readTiers(readers, form, mostShare),
      milestones: readMilestones(readers, form),
      inCurrencies: readCurrencies(readers, form, currency),
      waitingDays: count('rewardWaitingDays', 0, 120),
      waitsFrom: form.waitsFrom,
      returnWindowDays: hiddenIf(form.waitsFrom !== 'returnable', () => count('returnWindowDays', 1, 365)),
      assumedDeliveryDays: hiddenIf(form.waitsFrom === 'paid' || form.waitsFrom === 'fulfilled', () =>
        count('assumedDeliveryDays', 1, 90),
      ),
      partialRefunds: form.partialRefunds,
      notify: form.notify,
      ...hiddenIf(!kinds.reward.some(isCodeKind), () => ({
        terms: readTerms(readers, 'rewardTerms', form.rewardTerms, kinds.reward),
        minimumSubtotalMinor: amount('rewardMinimum', form.rewardMinimum, { required: false }),
        validDays: form.rewardExpires ? count('rewardValidDays', 1, 1095) : null,
      })),
      caps: {
        perAdvocate: limit('capRewards', () => ({ rewards: count('capRewards', 1, 100_000), days: count('capDays', 1, 3650) })),
        programMonthMinor: limit('capMonth', () => amount('capMonth', form.capMonth, { required: true })),
        mostShareBasisPoints: mostShare,
      },
      clawsBackGiftCards: form.clawsBackGiftCards,
    },
  };
  // The limits above are those of the schema; a difference is a bug and must not be stored.
  return Object.keys(problems).length > 0 ? { problems } : { rules: programRulesSchema.parse(rules) };
}
