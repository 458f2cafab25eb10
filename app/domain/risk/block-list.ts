/**
 * The buyer stands on the merchant's own block list, by e-mail address, mail domain, network or customer account.
 *
 * Detail of a hit: `by`, the kinds of entries that fit, with commas. Not checked when nothing that the list can hold is known of the buyer.
 * Honest people trip it: a blocked network or mail domain is somebody else's, too.
 */
import type { RiskCheck } from './check.ts';

export const blockList: RiskCheck = {
  code: 'block-list',
  look({ buyer, blocked }) {
    if (blocked.length > 0) return { seen: 'hit', detail: { by: blocked.join(', ') } };
    const recognisable = buyer.customerId !== null || buyer.emailHash !== null || buyer.networkHash !== null;
    return { seen: recognisable ? 'clear' : 'not-checked', detail: {} };
  },
};
