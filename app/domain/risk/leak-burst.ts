/**
 * Many people of different networks claimed the offer through this one link in the hour before the order: a link that was posted where
 * strangers look for coupons.
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
