/** What the liability report consists of. */
import type { REWARD_KINDS } from '../domain/rewards.ts';

/**
 * Where a promise that is still open stands: `held` waits for a verdict, `waiting` for its time, `payable` is due and not issued yet, `issued` can be
 * used. Store credit and gift cards that were paid are the customer's money at Shopify: they are not owed any more.
 */
export const OWED_PLACES = ['held', 'waiting', 'payable', 'issued'] as const;
export type OwedPlace = (typeof OWED_PLACES)[number];

/** Days since the promise; the last has no end. */
export const AGES = ['0-30', '31-60', '61-90', '91+'] as const;
export type Age = (typeof AGES)[number];

/** Minor units as decimal strings, here and below. */
export type OwedRow = {
  currency: string;
  place: OwedPlace;
  kind: (typeof REWARD_KINDS)[number];
  age: Age;
  rewards: number;
  minor: string;
};
/** `from`: `YYYY-MM-DD`, the month's or week's first day; null: no end, or not known yet. */
export type OwedUntil = { currency: string; from: string | null; rewards: number; minor: string };

/** `minor` above zero: what advocates and friends owe, and will not be paid until it is settled; below: what they are owed beside their rewards. */
export type Debts = { currency: string; people: number; minor: string };
