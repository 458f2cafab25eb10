/**
 * The order comes from a network (an IPv4 address, an IPv6 /64) that the advocate was lately seen in.
 *
 * Not checked when no network of either is known. Detail: `missing`. Honest people trip it all the time: households, offices, student halls,
 * customers of one mobile carrier. It can therefore hold a credit at most, never refuse it by itself.
 */
import type { RiskCheck } from './check.ts';
import { compareTraits, known } from './compare-traits.ts';

export const sameNetwork: RiskCheck = {
  code: 'same-network',
  look: ({ buyer }, advocate) => compareTraits(known(buyer.networkHash), advocate.networkHashes),
};
