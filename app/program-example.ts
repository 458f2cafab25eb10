/** "A friend spends $80: what happens?" answered by the same functions that answer for real orders. */
import { stopOfMinimum } from './domain/eligibility.ts';
import type { OrderFacts } from './domain/facts.ts';
import { digitsOf, type Money, percentageOf } from './domain/money.ts';
import type { ProgramRules } from './domain/program.ts';
import { type PlannedReward, planRewards } from './domain/rewards.ts';

export type ProgramExample = {
  /** What the friend's offer takes off; null below the offer's minimum. */
  saves: Money | null;
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

/** @param spends the friend's cart before the offer @param now when the friend orders and pays, epoch milliseconds */
export function exampleOf(rules: ProgramRules, spends: Money, now: number): ProgramExample {
  const saves = spends.minor >= BigInt(rules.offer.minimumSubtotalMinor) ? discountOn(spends, rules) : null;
  const pays = { ...spends, minor: spends.minor - (saves?.minor ?? 0n) };
  const facts = paidOrder(pays, now);
  if (stopOfMinimum(facts, rules) !== null) return { saves, pays, reward: null, unrewarded: 'minimum' };
  return { saves, pays, ...planRewards(facts, rules, { outcome: 'credited', advocateId: null }).advocate };
}

function discountOn(spends: Money, { offer }: ProgramRules): Money {
  const off =
    offer.value.kind === 'percentage'
      ? percentageOf(spends, offer.value.basisPoints)
      : { ...spends, minor: BigInt(offer.value.minor) };
  return off.minor > spends.minor ? spends : off;
}

function paidOrder(subtotal: Money, at: number): OrderFacts {
  return {
    kind: 'order',
    orderId: 'example',
    placedAt: at,
    paidAt: at,
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
    advocates: [],
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
