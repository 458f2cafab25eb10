/** What a friend's claim gives, by the rules of the program. */
import type { RewardValue } from './benefit.ts';
import { DAY } from './judge-signal.ts';
import type { ProgramRules } from './program.ts';

/** A code of the friend's own, the advocate's code that works for everybody, or money after the purchase. */
export const OFFER_GIFTS = ['code', 'shared', 'payout'] as const;
export type OfferGift = (typeof OFFER_GIFTS)[number];

/** A value that a discount code gives at checkout. */
type CodeOffer = Exclude<RewardValue, { kind: 'store-credit' | 'gift-card' | 'order-share' }>;

export function giftOf({ offer }: Pick<ProgramRules, 'offer'>): OfferGift {
  if (codeOfferOf(offer.value) === null) return 'payout';
  return offer.mode === 'shared' ? 'shared' : 'code';
}

/** Null when the offer is paid out after the purchase. */
export function codeOfferOf(value: RewardValue): CodeOffer | null {
  return value.kind === 'store-credit' || value.kind === 'gift-card' || value.kind === 'order-share' ? null : value;
}

/**
 * Until when a claim made now is good, epoch milliseconds: a code of its own until it expires, a payout as long as the order can still be credited.
 * A shared code has no end of its own (null).
 */
export function claimEndsAt(rules: ProgramRules, now: number): number | null {
  const gift = giftOf(rules);
  if (gift === 'shared') return null;
  return now + (gift === 'code' ? rules.offer.validDays : rules.attribution.windowDays) * DAY;
}

/**
 * What the shared code of an active advocate should be; null: there should be none. Equal texts mean equal discounts. A program that is paused gives
 * nothing to strangers: only single-use codes, which were promised to one person each, keep their word.
 */
export function sharedCodeWanted(rules: ProgramRules): string | null {
  if (!rules.live || giftOf(rules) !== 'shared') return null;
  const { value, terms, minimumSubtotalMinor } = rules.offer;
  return JSON.stringify([value, terms, minimumSubtotalMinor, rules.currency]);
}
