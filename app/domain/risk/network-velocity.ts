/**
 * With this order there would be more credits for orders from one network within seven days than the program expects, whoever the advocates are.
 *
 * Detail: `week` (credits before this order), `limit`. Not checked when the network is not known. Honest people trip it: a student hall or an
 * office that talks. It can therefore hold a credit at most.
 */
import type { RiskCheck } from './check.ts';

export const networkVelocity: RiskCheck = {
  code: 'network-velocity',
  look({ networkCreditsLastWeek: week }, _advocate, { networkPerWeek: limit }) {
    return { seen: week === null ? 'not-checked' : week >= limit ? 'hit' : 'clear', detail: { week, limit } };
  },
};
