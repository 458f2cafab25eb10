/**
 * A ring: the buyer referred the advocate, directly or over others, and would now be referred in turn. Two people who refer each other are
 * customers already, and earn twice.
 *
 * Detail of a hit: `steps` from the buyer to the advocate, 1 when directly. Otherwise `shares`: whether the buyer is an advocate at all; who is
 * none has referred nobody. Not checked when neither account nor address of the buyer is known. Honest people trip it: a friend won long
 * ago who returns the favour.
 */
import type { RiskCheck } from './check.ts';

export const ring: RiskCheck = {
  code: 'ring',
  look({ buyer }, { referredBy }) {
    if (buyer.advocateId === null) {
      const recognisable = buyer.customerId !== null || buyer.emailHash !== null;
      return { seen: recognisable ? 'clear' : 'not-checked', detail: { shares: false } };
    }
    const steps = referredBy.indexOf(buyer.advocateId) + 1;
    return steps > 0 ? { seen: 'hit', detail: { steps } } : { seen: 'clear', detail: { shares: true } };
  },
};
