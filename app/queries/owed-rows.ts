/** What the liability report consists of. */
import type { Age, OwedPlace } from '../domain/owed.ts';
import type { REWARD_KINDS } from '../domain/rewards.ts';

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
