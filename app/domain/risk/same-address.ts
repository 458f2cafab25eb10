/**
 * The order goes to, or is paid from, a door at which the advocate was seen (postal-address.ts: one spelling per door, flats of one house
 * are different doors).
 *
 * Not checked when no address of either is known. Detail: `missing`. Honest people trip it: households, flatmates, gifts sent to the friend.
 */
import type { RiskCheck } from './check.ts';
import { compareTraits } from './compare-traits.ts';

export const sameAddress: RiskCheck = {
  code: 'same-address',
  look: ({ buyer }, advocate) => compareTraits(buyer.addressHashes, advocate.addressHashes),
};
