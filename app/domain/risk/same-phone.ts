/**
 * Buyer and advocate gave the same telephone number.
 *
 * Not checked when either number is not known. Detail: `missing`. Honest people trip it: families give the number at home, and who orders
 * a gift gives their own for the courier.
 */
import type { RiskCheck } from './check.ts';
import { compareTraits, known } from './compare-traits.ts';

export const samePhone: RiskCheck = {
  code: 'same-phone',
  look: ({ buyer }, advocate) => compareTraits(known(buyer.phoneHash), known(advocate.phoneHash)),
};
