/** Bonuses for an advocate's nth credited order. How many orders are credited says which of them stand, however it came to that number. */
import type { Milestone } from './benefit.ts';
import { BY_STAFF } from './staff-action.ts';

/** The reason (reward.revoked_reason) of a bonus for which too few orders are credited (again). */
export const MILESTONE_LOST = 'milestone-lost';
/** The reason of a bonus that would have exceeded what the program may promise in a month: it was promised and taken back at once. */
export const MILESTONE_OVER_MONTH = 'month-limit';

/** A version of the program with its bonuses. */
export type BonusRules = { version: number; milestones: readonly Milestone[] };
export type ReachedMilestone = { version: number; milestone: Milestone };

/**
 * The bonuses that orders bring which are credited one after the other, each by the rules of its order. A bonus is for its number only: who had passed it
 * before the program named it gets none.
 * @param before how many orders are credited without these
 */
export function milestonesReached(before: number, orders: readonly BonusRules[]): ReachedMilestone[] {
  return orders.flatMap(({ version, milestones }, place) =>
    milestones.filter(({ at }) => at === before + place + 1).map((milestone) => ({ version, milestone })),
  );
}

/** A bonus that was given. */
export type StoredBonus = {
  rewardId: string;
  /** The how-manieth credited order it is for. */
  milestone: number;
  /** As far as the number of orders goes. */
  stands: boolean;
  /** Why it was taken back, or is about to be. */
  revokedReason: string | null;
};

/** What becomes of the bonuses of an advocate with so many credited orders. What staff or a limit took back does not come back with an order. */
export function bonusChanges(credited: number, bonuses: readonly StoredBonus[]): { lost: string[]; regained: string[] } {
  const ids = (changed: readonly StoredBonus[]) => changed.map(({ rewardId }) => rewardId);
  return {
    lost: ids(bonuses.filter(({ stands, milestone }) => stands && credited < milestone)),
    regained: ids(
      bonuses.filter(
        ({ stands, milestone, revokedReason }) =>
          !stands && credited >= milestone && revokedReason !== BY_STAFF && revokedReason !== MILESTONE_OVER_MONTH,
      ),
    ),
  };
}
