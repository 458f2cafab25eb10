/**
 * The friend is no stranger: another buyer's paid order has the same telephone number, or an earlier order of the friend was credited to
 * another advocate.
 *
 * Detail of a hit: `by` (`phone` or `credit`) and `orderId`, the earlier order. Otherwise `phone`: whether there was a number to look for.
 * Not checked when neither number, address nor account of the buyer is known. Honest people trip it: families share a number.
 */
import type { RiskCheck } from './check.ts';

export const knownFriend: RiskCheck = {
  code: 'known-friend',
  look({ orderId, buyer, phoneKnownFrom, friendCreditedOn, friendCreditedTo }, { advocateId }) {
    if (friendCreditedTo !== null && friendCreditedTo !== advocateId && friendCreditedOn !== orderId) {
      return { seen: 'hit', detail: { by: 'credit', orderId: friendCreditedOn } };
    }
    if (phoneKnownFrom !== null) return { seen: 'hit', detail: { by: 'phone', orderId: phoneKnownFrom } };
    const phone = buyer.phoneHash !== null;
    const recognisable = phone || buyer.emailHash !== null || buyer.customerId !== null;
    return { seen: recognisable ? 'clear' : 'not-checked', detail: { phone } };
  },
};
