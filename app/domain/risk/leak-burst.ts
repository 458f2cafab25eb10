/**
 * Many people of different networks claimed the offer of this one link, or used its shared code, in the hour before the order: link or code was
 * posted where strangers look for coupons.
 *
 * Detail: `claims`, `limit`. Not checked when claims were not counted. Honest people trip it: a link shown to a large audience.
 */
import type { RiskCheck } from './check.ts';

export const leakBurst: RiskCheck = {
  code: 'leak-burst',
  look(_facts, { claimsLastHour: claims }, { leakClaimsPerHour: limit }) {
    return { seen: claims === null ? 'not-checked' : claims > limit ? 'hit' : 'clear', detail: { claims, limit } };
  },
};
