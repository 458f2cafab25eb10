/** Values, terms, scales and bonuses out of the fields of the program form. What is wrong is said beside its field. */
import type { CodeTerms, Milestone, OrderlessValue, RewardValue, Tiers } from './domain/benefit.ts';
import type { ProgramRules } from './domain/program.ts';
import { collectionEntry, productEntry, wordsOf } from './program-form-lists.ts';
import type { FieldName, FieldProblem } from './program-form.ts';
import { comesOff, type GrowthForm, isBilled, type TermsForm, type ValueForm, type ValueKind } from './program-form-values.ts';

/** What reads single fields; they complain, and answer something that the rules would take. */
export type FieldReaders = {
  complain(field: FieldName, problem: FieldProblem): void;
  /** What the merchant does not see is read as far as it can be, and never called wrong. */
  hiddenIf<Value>(hidden: boolean, read: () => Value): Value;
  whole(field: FieldName, text: string, min: number, max: number): number;
  basisPoints(field: FieldName, text: string): number;
  amount(field: FieldName, typed: string, options: { required: boolean; currency?: string }): string;
  entries(field: FieldName, texts: string[], read: (text: string) => string | null, most?: number): string[];
};

/** Shopify takes no more for one discount. */
const MOST_GOODS = 100;
const SIX_DIGITS = 999_999;

/** @param owner where its fields stand, e.g. `rewardValue` or `tier0` */
export function readOrderless(readers: FieldReaders, owner: string, form: ValueForm): OrderlessValue {
  const { kind } = form;
  switch (kind) {
    case 'percentage':
      return { kind, basisPoints: readers.basisPoints(`${owner}.percent`, form.percent) };
    case 'free-shipping':
      return { kind };
    case 'free-product':
      return {
        kind,
        productIds: goods(readers, `${owner}.products`, form.products, productEntry),
        quantity: readers.whole(`${owner}.quantity`, form.quantity, 1, 100),
        spendMinor: readers.amount(`${owner}.spend`, form.spend, { required: true }),
        buys: {
          of: form.buysOf,
          ids: goods(readers, `${owner}.buys`, form.buys, form.buysOf === 'products' ? productEntry : collectionEntry),
        },
      };
    case 'fixed-amount':
    case 'store-credit':
    case 'gift-card':
      return { kind, minor: readers.amount(`${owner}.amount`, form.amount, { required: true }) };
    case 'order-share':
      readers.complain(`${owner}.kind`, { problem: 'empty' });
      return { kind: 'free-shipping' };
  }
}

/** @param mostShare basis points of an order that a reward may be worth at most; null: no limit */
export function readValue(readers: FieldReaders, owner: string, form: ValueForm, mostShare: number | null): RewardValue {
  if (form.kind !== 'order-share') return readOrderless(readers, owner, form);
  const basisPoints = readers.basisPoints(`${owner}.percent`, form.percent);
  if (mostShare !== null && basisPoints > mostShare) {
    readers.complain(`${owner}.percent`, { problem: 'range', min: 0.01, max: mostShare / 100 });
  }
  const most = form.most.trim();
  return {
    kind: 'order-share',
    basisPoints,
    capMinor: most === '' ? null : readers.amount(`${owner}.most`, most, { required: true }),
    as: form.paidAs,
  };
}

/** @param owner `offerTerms` or `rewardTerms` @param kinds of the codes that are used so */
export function readTerms(readers: FieldReaders, owner: string, form: TermsForm, kinds: readonly ValueKind[]): CodeTerms {
  const { oncePerCustomer, purchases } = form;
  return {
    on: readers.hiddenIf(!kinds.some(comesOff), () => readTarget(readers, `${owner}.ids`, form)),
    combinesWith: { order: form.combinesOrder, product: form.combinesProduct, shipping: form.combinesShipping },
    oncePerCustomer,
    purchases,
    bills: readers.hiddenIf(!kinds.some(isBilled), () => readBills(readers, `${owner}.bills`, form)),
  };
}

function readTarget(readers: FieldReaders, field: FieldName, { on, ids }: TermsForm): CodeTerms['on'] {
  if (on === 'order') return { of: on };
  const found = readers.entries(field, wordsOf(ids), on === 'products' ? productEntry : collectionEntry, MOST_GOODS);
  if (found.length > 0) return { of: on, ids: found };
  readers.complain(field, { problem: 'none' });
  return { of: 'order' };
}

function readBills(readers: FieldReaders, field: FieldName, { purchases, bills }: TermsForm): number | null {
  if (purchases === 'one-time') return 1;
  return bills.trim() === '' ? null : readers.whole(field, bills, 1, 120);
}

function goods(readers: FieldReaders, field: FieldName, text: string, read: (entry: string) => string | null): string[] {
  const found = readers.entries(field, wordsOf(text), read, MOST_GOODS);
  if (found.length > 0) return found;
  readers.complain(field, { problem: 'none' });
  return ['1'];
}

export function readTiers(readers: FieldReaders, form: GrowthForm, mostShare: number | null): Tiers | null {
  const { tiersBy: by, tierSteps, tiersKeep: keeps } = form;
  if (by === 'none') return null;
  if (tierSteps.length === 0) readers.complain('tierSteps', { problem: 'none' });
  const steps = tierSteps.map(({ from, value }, place) => ({
    from:
      by === 'revenue'
        ? readers.amount(`tier${place}.from`, from, { required: true })
        : String(readers.whole(`tier${place}.from`, from, 1, SIX_DIGITS)),
    value: readValue(readers, `tier${place}`, value, mostShare),
  }));
  increasing(
    readers,
    'tier',
    'from',
    steps.map(({ from }) => BigInt(from)),
  );
  return { by, days: form.tiersDays.trim() === '' ? null : readers.whole('tiersDays', form.tiersDays, 1, 3650), keeps, steps };
}

export function readMilestones(readers: FieldReaders, { milestones }: GrowthForm): Milestone[] {
  const read = milestones.map(({ at, value }, place) => ({
    at: readers.whole(`milestone${place}.at`, at, 1, 10_000),
    value: readOrderless(readers, `milestone${place}`, value),
  }));
  increasing(
    readers,
    'milestone',
    'at',
    read.map(({ at }) => BigInt(at)),
  );
  return read;
}

/** @param currency of the program, which needs no amount of its own */
export function readCurrencies(
  readers: FieldReaders,
  { currencyAmounts }: GrowthForm,
  currency: string,
): ProgramRules['reward']['inCurrencies'] {
  return currencyAmounts.map((row, place) => {
    const other = row.currency.trim().toUpperCase();
    const known = /^[A-Z]{3}$/.test(other) && Intl.supportedValuesOf('currency').includes(other);
    const before = currencyAmounts.slice(0, place).map((one) => one.currency.trim().toUpperCase());
    if (!known) readers.complain(`currency${place}.currency`, { problem: 'currency' });
    else if (other === currency) readers.complain(`currency${place}.currency`, { problem: 'own' });
    else if (before.includes(other)) readers.complain(`currency${place}.currency`, { problem: 'repeated' });
    const safe = known ? other : currency;
    // How many decimals an amount may have is said by its currency.
    const minor = readers.hiddenIf(!known, () =>
      readers.amount(`currency${place}.amount`, row.amount, { required: true, currency: safe }),
    );
    return { currency: safe, minor };
  });
}

function increasing(readers: FieldReaders, row: 'tier' | 'milestone', field: string, numbers: readonly bigint[]): void {
  numbers.forEach((number, place) => {
    const before = numbers[place - 1];
    if (before !== undefined && number <= before) readers.complain(`${row}${place}.${field}`, { problem: 'increasing' });
  });
}
