/** What a decision promises, to the advocate and to the friend. */
import type { Decision } from './attribution.ts';
import { countedSubtotal } from './eligibility.ts';
import type { OrderFacts } from './facts.ts';
import { DAY } from './judge-signal.ts';
import { type Money, percentageOf } from './money.ts';
import type { DiscountValue, OrderlessValue, RewardValue } from './benefit.ts';
import type { ProgramRules } from './program.ts';
import { exceedsShare, type UnrewardedReason } from './reward-limits.ts';
import { stepOf, tallyFor } from './tiers.ts';

/** A reward's value as it is promised and stored: a share of an order has become its amount. */
export type PlannedValue = DiscountValue | Exclude<RewardValue, { kind: 'order-share' }>;
/** Every kind that a stored reward can be of. */
export const REWARD_KINDS = [
  'percentage',
  'fixed-amount',
  'free-shipping',
  'free-product',
  'store-credit',
  'gift-card',
] as const satisfies readonly PlannedValue['kind'][];
/** Money that is put down at once, in contrast to a code for a later order. */
export type PayoutValue = Extract<PlannedValue, { kind: 'store-credit' | 'gift-card' }>;
/** What a discount code gives at the checkout. */
export type CodeValue = Exclude<PlannedValue, PayoutValue>;

export type PlannedReward = {
  value: PlannedValue;
  currency: string;
  /** When the waiting time is over, epoch milliseconds; null while nobody knows when it begins. */
  dueAt: number | null;
  /**
   * What the ledger carries: an amount as it is; for a percentage the estimate "this percentage of the referred order's subtotal"; nothing for free
   * shipping and free products, of which nobody knows the worth before they are used.
   */
  ledgerAmount: Money;
  /** What it counts towards the program's monthly limit, in the program's currency; null: what the ledger carries. */
  capMinor: bigint | null;
  /** The step of the scale that set its value. */
  tierFrom: bigint | null;
};

/** Without a reward, `unrewarded` says why; it is null, too, where nothing was to be given. */
type Plan<Why extends UnrewardedReason> = { reward: PlannedReward; unrewarded: null } | { reward: null; unrewarded: Why | null };

export type RewardPlans = { advocate: Plan<'share' | 'nothing'>; friend: Plan<'share' | 'nothing' | 'minimum'> };

const NOTHING = { reward: null, unrewarded: null };

/**
 * The rewards for a credited order or sign-up, and for one that waits for review (whose rewards wait, too): the advocate's, and the friend's
 * where the offer is paid out after the purchase. A renewal is no purchase that an offer was made for.
 * The waiting time starts with payment, for a sign-up with the sign-up; a day is 24 hours.
 * Limits that count other rewards are no matter of one order (reward-limits.ts).
 */
export function planRewards(
  facts: OrderFacts,
  rules: ProgramRules,
  { outcome, advocateId }: Pick<Decision, 'outcome' | 'advocateId'>,
): RewardPlans {
  if (outcome === 'not-credited') return { advocate: NOTHING, friend: NOTHING };
  const advocate = facts.advocates.find((one) => one.advocateId === advocateId);
  const paysIn = advocate?.currency ?? null;
  if (facts.kind === 'sign-up') return { advocate: promise(rules.signUps.value, facts, rules, paysIn), friend: NOTHING };
  const { value, tiers } = rules.reward;
  const tally = tiers && tallyFor(tiers, facts, advocateId);
  const step = tiers && tally && stepOf(tiers, tally);
  const tierFrom = step && BigInt(step.from);
  return { advocate: promise(step?.value ?? value, facts, rules, paysIn, tierFrom), friend: friendsPlan(facts, rules) };
}

function friendsPlan(facts: OrderFacts, rules: ProgramRules): RewardPlans['friend'] {
  const { value, minimumSubtotalMinor } = rules.offer;
  if (isCodeKind(value.kind) || facts.renewal !== null) return NOTHING;
  if (facts.subtotal.minor < BigInt(minimumSubtotalMinor)) return { reward: null, unrewarded: 'minimum' };
  return promise(value, facts, rules, facts.paidIn);
}

/** @param paysIn what the recipient shops in; null: not known */
function promise(
  value: RewardValue,
  facts: OrderFacts,
  rules: ProgramRules,
  paysIn: string | null,
  tierFrom: bigint | null = null,
): Plan<'share' | 'nothing'> {
  const { subtotal } = facts;
  const { planned, currency } = resolve(value, facts, rules);
  const ledgerAmount = worthOf(planned, subtotal, currency);
  if ('minor' in planned) {
    if (ledgerAmount.minor <= 0n) return { reward: null, unrewarded: 'nothing' };
    const limited = facts.kind === 'order' && exceedsShare(rules.reward.caps, ledgerAmount, subtotal);
    if (limited) return { reward: null, unrewarded: 'share' };
  }
  const plan = { value: planned, currency, ledgerAmount, capMinor: null, dueAt: dueAtOf(facts, rules), tierFrom };
  return { reward: value.kind === 'order-share' ? plan : inOwnCurrency(plan, rules, paysIn), unrewarded: null };
}

/** A promise that belongs to no order. @param paysIn what the recipient shops in; null: not known @param dueAt epoch milliseconds */
export function planOrderless(value: OrderlessValue, rules: ProgramRules, paysIn: string | null, dueAt: number): PlannedReward {
  const { currency } = rules;
  const ledgerAmount = { minor: 'minor' in value ? BigInt(value.minor) : 0n, currency };
  return inOwnCurrency({ value, currency, dueAt, ledgerAmount, capMinor: null, tierFrom: null }, rules, paysIn);
}

/**
 * Store credit in the currency that its owner shops in, where the program names an amount for it. The program names what its reward is there (or its
 * offer, if only that is store credit); other amounts are in the same proportion, rounded down, and never less than the smallest amount of money.
 */
function inOwnCurrency(plan: PlannedReward, rules: ProgramRules, paysIn: string | null): PlannedReward {
  const { value, ledgerAmount } = plan;
  const named = rules.reward.inCurrencies.find(({ currency }) => currency === paysIn);
  const base = [rules.reward.value, rules.offer.value].find((one) => one.kind === 'store-credit');
  if (value.kind !== 'store-credit' || named === undefined || base === undefined || named.currency === plan.currency) return plan;
  const { currency } = named;
  const share = (ledgerAmount.minor * BigInt(named.minor)) / BigInt(base.minor);
  const minor = share > 1n ? share : 1n;
  return {
    ...plan,
    ...{ value: { kind: 'store-credit', minor: minor.toString() }, currency, ledgerAmount: { minor, currency } },
    capMinor: ledgerAmount.minor,
  };
}

/**
 * When the waiting time of a credit's rewards is over, epoch milliseconds; a day is 24 hours. null while nobody knows when it begins: the order is not
 * on its way yet. A sign-up waits from itself.
 */
export function dueAtOf(facts: OrderFacts, { reward, signUps }: ProgramRules): number | null {
  if (facts.kind === 'sign-up') return facts.placedAt + signUps.waitingDays * DAY;
  const start = waitingStart(facts, reward);
  return start === null ? null : start + reward.waitingDays * DAY;
}

function waitingStart(
  { paidAt, placedAt, fulfilledAt, deliveredAt }: OrderFacts,
  { waitsFrom, assumedDeliveryDays, returnWindowDays }: ProgramRules['reward'],
): number | null {
  if (waitsFrom === 'paid') return paidAt ?? placedAt;
  if (fulfilledAt === null || waitsFrom === 'fulfilled') return fulfilledAt;
  const arrived = deliveredAt ?? fulfilledAt + assumedDeliveryDays * DAY;
  return waitsFrom === 'delivered' ? arrived : arrived + returnWindowDays * DAY;
}

/** When a code issued now stops being valid, epoch milliseconds; null = never. */
export function expiryOf(issuedAt: number, validDays: number | null): number | null {
  return validDays === null ? null : issuedAt + validDays * DAY;
}

/** Codes have a minimum and an end; money that is put down has neither. */
export function isCodeKind(kind: RewardValue['kind']): boolean {
  return kind === 'percentage' || kind === 'fixed-amount' || kind === 'free-shipping' || kind === 'free-product';
}

/** Only a promise of money can be paid out. */
export function isPayout(value: PlannedValue): value is PayoutValue {
  return value.kind === 'store-credit' || value.kind === 'gift-card';
}

/** A share of the order is rounded down to whole minor units of the order's currency: never more than was said. */
function resolve(value: RewardValue, facts: OrderFacts, rules: ProgramRules): { planned: PlannedValue; currency: string } {
  if (value.kind !== 'order-share') return { planned: value, currency: rules.currency };
  const counted = countedSubtotal(facts, rules).minor;
  const share = counted > 0n ? (counted * BigInt(value.basisPoints)) / 10_000n : 0n;
  const cap = value.capMinor === null ? share : BigInt(value.capMinor);
  return { planned: { kind: value.as, minor: (share < cap ? share : cap).toString() }, currency: facts.subtotal.currency };
}

function worthOf(value: PlannedValue, subtotal: Money, currency: string): Money {
  if ('minor' in value) return { minor: BigInt(value.minor), currency };
  if (value.kind !== 'percentage') return { minor: 0n, currency };
  const estimate = percentageOf(subtotal, value.basisPoints);
  return estimate.minor < 0n ? { ...estimate, minor: 0n } : estimate;
}
