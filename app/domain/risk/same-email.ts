/**
 * The buyer is the advocate behind another spelling: both have the same mailbox (email-address.ts: letter case, dots, plus and alias domains
 * do not matter where the provider ignores them).
 *
 * Not checked when either address is not known. Detail: `missing`. Honest people trip it only when a couple shares one mailbox.
 */
import type { RiskCheck } from './check.ts';
import { compareTraits, known } from './compare-traits.ts';

export const sameEmail: RiskCheck = {
  code: 'same-email',
  look: ({ buyer }, advocate) => compareTraits(known(buyer.emailHash), known(advocate.emailHash)),
};
