/**
 * With this order the advocate would have more credits within a day, or within 30 days, than the program expects.
 *
 * Detail: `day` and `month` (credits before this order), `dayLimit` and `monthLimit`, and `over`: `day` or `month`, whichever is exceeded.
 * Not checked when a count is missing and the other is not exceeded. Honest people trip it: somebody with many followers, on a good day.
 */
import type { RiskCheck } from './check.ts';

export const advocateVelocity: RiskCheck = {
  code: 'advocate-velocity',
  look(_facts, { creditsLastDay: day, creditsLast30Days: month }, { advocatePerDay: dayLimit, advocatePer30Days: monthLimit }) {
    const over = day !== null && day >= dayLimit ? 'day' : month !== null && month >= monthLimit ? 'month' : null;
    const seen = over !== null ? 'hit' : day === null || month === null ? 'not-checked' : 'clear';
    return { seen, detail: { day, dayLimit, month, monthLimit, over } };
  },
};
