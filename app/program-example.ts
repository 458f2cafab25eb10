/** "A friend spends $80: what happens?" answered by the same functions that answer for real orders. */
import { stopOfMinimum } from './domain/eligibility.ts';
import type { AdvocateFacts, OrderFacts } from './domain/facts.ts';
import { digitsOf, type Money, percentageOf } from './domain/money.ts';
import type { ProgramRules } from './domain/program.ts';
import { type PlannedReward, planRewards } from './domain/rewards.ts';

const EXAMPLE = 'example';

export type ProgramExample = {
  /** Whether the cart is large enough for the offer. */
  offered: boolean;
  /** What the friend's offer takes off; null where it takes nothing off, or nobody knows what before the cart is known. */
  saves: Money | null;
  /** What the friend is promised after the purchase; null: the offer is a code, or nothing is promised. */
  friendReward: PlannedReward | null;
  /** The subtotal after the offer, which the rules judge. */
  pays: Money;
  /** What the advocate is promised; else why nothing is: the order is too small to earn credit, or what it would earn is out of bounds. */
  reward: PlannedReward | null;
  unrewarded: 'minimum' | 'share' | 'nothing' | null;
};

/** 80 of the currency's units, or 8000 where there is nothing smaller. */
export function usualSpend(currency: string): string {
  return digitsOf(currency) === 0 ? '8000' : '80';
}

/** The smallest cart that the friend's offer is for, minor units. */
export function offerFrom({ offer }: ProgramRules): bigint {
  const least = BigInt(offer.minimumSubtotalMinor);
  const spend = offer.value.kind === 'free-product' ? BigInt(offer.value.spendMinor) : 0n;
  return spend > least ? spend : least;
}

/** The advocate's first friend. @param spends the friend's cart before the offer @param now when the friend orders and pays, epoch milliseconds */
export function exampleOf(rules: ProgramRules, spends: Money, now: number): ProgramExample {
  const offered = spends.minor >= offerFrom(rules);
  const saves = offered ? discountOn(spends, rules) : null;
  const pays = { ...spends, minor: spends.minor - (saves?.minor ?? 0n) };
  const facts = paidOrder(pays, now, rules);
  const friends = { offered, saves, pays };
  if (stopOfMinimum(facts, rules) !== null) return { ...friends, friendReward: null, reward: null, unrewarded: 'minimum' };
  const { advocate, friend } = planRewards(facts, rules, { outcome: 'credited', advocateId: EXAMPLE });
  return { ...friends, friendReward: friend.reward, ...advocate };
}

/** Of shipping, of free products and of a part of the cart nobody knows the worth before the cart is known: null. */
function discountOn(spends: Money, { offer }: ProgramRules): Money | null {
  const { value, terms } = offer;
  if (terms.on.of !== 'order' || (value.kind !== 'percentage' && value.kind !== 'fixed-amount')) return null;
  const off = value.kind === 'percentage' ? percentageOf(spends, value.basisPoints) : { ...spends, minor: BigInt(value.minor) };
  return off.minor > spends.minor ? spends : off;
}

function paidOrder(subtotal: Money, at: number, rules: ProgramRules): OrderFacts {
  return {
    kind: 'order',
    orderId: EXAMPLE,
    placedAt: at,
    paidAt: at,
    fulfilledAt: at,
    deliveredAt: at,
    cancelledAt: null,
    test: false,
    sourceName: 'web',
    country: null,
    buyer: {
      customerId: null,
      emailHash: null,
      phoneHash: null,
      advocateId: null,
      addressHashes: [],
      networkHash: null,
      deviceHash: null,
      disposableEmail: null,
    },
    subtotal,
    total: subtotal,
    paidIn: subtotal.currency,
    refunded: { ...subtotal, minor: 0n },
    taxesIncluded: false,
    lines: [],
    renewal: null,
    signals: [],
    advocates: [newAdvocate(rules)],
    earlierOrders: 0,
    phoneKnownFrom: null,
    friendCreditedOn: null,
    friendCreditedTo: null,
    networkCreditsLastWeek: null,
    referrerHost: null,
    shopifyRisk: null,
    dispute: null,
    blocked: [],
    verdict: null,
  };
}

/** Has brought nobody before. */
function newAdvocate({ reward: { tiers } }: ProgramRules): AdvocateFacts {
  return {
    advocateId: EXAMPLE,
    state: 'active',
    customerId: null,
    emailHash: null,
    phoneHash: null,
    addressHashes: [],
    networkHashes: [],
    deviceHashes: [],
    creditsLastDay: null,
    creditsLast30Days: null,
    claimsLastHour: null,
    buyerVisits: null,
    buyerClaims: null,
    referrerHosts: [],
    referredBy: [],
    currency: null,
    tally: tiers && { by: tiers.by, days: tiers.days, orders: 0, revenueMinor: 0n, tierFrom: null },
  };
}
