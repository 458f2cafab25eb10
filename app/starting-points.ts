/** Programs to start from, with amounts that fit what the shop's customers usually spend. */
import type { OrderlessValue } from './domain/benefit.ts';
import type { Money } from './domain/money.ts';
import { defaultRules, type ProgramRules } from './domain/program.ts';

export const STARTING_POINTS = ['percentage', 'store-credit', 'gift-card', 'tiers'] as const;
export type StartingPoint = (typeof STARTING_POINTS)[number];

/** First digits that read well in a shop window. */
const ROUND = [10n, 15n, 20n, 25n, 30n, 40n, 50n, 60n, 75n, 80n, 100n];

type Benefits = {
  offer: Partial<ProgramRules['offer']>;
  reward: Partial<ProgramRules['reward']>;
};

/**
 * The rules with this offer and reward; which orders count, the fraud checks and whether the program is live stay as they are.
 * @param usual what an order usually comes to, in the program's currency
 */
export function startFrom(point: StartingPoint, rules: ProgramRules, usual: Money): ProgramRules {
  const { offer, reward } = defaultRules(rules.currency);
  const begins = benefitsOf(point, usual);
  return {
    ...rules,
    offer: { ...offer, ...begins.offer, claimsPerLinkPerDay: rules.offer.claimsPerLinkPerDay },
    reward: { ...reward, ...begins.reward, notify: rules.reward.notify, caps: rules.reward.caps },
  };
}

/** The starting point whose benefits these are; null: the merchant's own. */
export function startingPointOf(rules: ProgramRules, usual: Money): StartingPoint | null {
  const same = (point: StartingPoint) => {
    const { offer, reward } = startFrom(point, rules, usual);
    return JSON.stringify([offer, reward]) === JSON.stringify([rules.offer, rules.reward]);
  };
  return STARTING_POINTS.find(same) ?? null;
}

function benefitsOf(point: StartingPoint, usual: Money): Benefits {
  const tenth = roundAmount(usual.minor / 10n);
  const percent = (basisPoints: number): OrderlessValue => ({ kind: 'percentage', basisPoints });
  switch (point) {
    case 'percentage':
      return { offer: { value: percent(1000) }, reward: { value: percent(1000) } };
    case 'store-credit':
      return { offer: { value: percent(1000) }, reward: { value: { kind: 'store-credit', minor: tenth }, validDays: null } };
    case 'gift-card':
      return {
        // Half an order at least: a gift of a tenth must not pay for a cart of its own size.
        offer: { value: { kind: 'fixed-amount', minor: tenth }, minimumSubtotalMinor: roundAmount(usual.minor / 2n) },
        reward: { value: { kind: 'gift-card', minor: tenth }, validDays: null },
      };
    case 'tiers':
      return {
        offer: { value: percent(1000) },
        reward: {
          value: percent(1000),
          tiers: {
            ...{ by: 'referrals', days: null, keeps: true },
            steps: [
              { from: '3', value: percent(1500) },
              { from: '10', value: percent(2000) },
            ],
          },
        },
      };
  }
}

/** The next round amount that is not more; minor units, at least 1. */
function roundAmount(minor: bigint): string {
  let scale = 1n;
  while (scale * 100n <= minor) scale *= 10n;
  // Two digits of the amount are looked at; below ten minor units there is nothing to round.
  const digits = minor / scale;
  const round = digits < 10n ? digits : (ROUND.findLast((value) => value <= digits) ?? 10n);
  return String(round * scale > 0n ? round * scale : 1n);
}
