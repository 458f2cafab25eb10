/**
 * The buyer is the advocate: both have the same customer account.
 *
 * Not checked when either has none (guests of a shop without accounts). Detail: `missing`. Honest people never trip it.
 */
import type { RiskCheck } from './check.ts';
import { compareTraits, known } from './compare-traits.ts';

export const sameCustomer: RiskCheck = {
  code: 'same-customer',
  look: ({ buyer }, advocate) => compareTraits(known(buyer.customerId), known(advocate.customerId)),
};
