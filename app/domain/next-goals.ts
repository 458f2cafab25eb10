/** What an advocate can reach next: the next step of the scale, the next bonus. */
import type { RewardValue } from './benefit.ts';
import type { Tally } from './facts.ts';
import type { ProgramRules } from './program.ts';

export type NextGoal = {
  by: 'friends' | 'revenue' | 'bonus';
  /** Friends, or minor units of the program's currency. */
  missing: bigint;
  /** How much of the way from the step before is done, 0 to 100. */
  percent: number;
  value: RewardValue;
};

/**
 * The scale first. The step "from the 5th on" is met by the fifth friend's order; one by revenue asks for what came before an order.
 * @param tally what the scale counts by now; null when there is no scale
 * @param friends credited orders of all time
 */
export function nextGoals({ tiers, milestones }: ProgramRules['reward'], tally: Tally | null, friends: number): NextGoal[] {
  const goals: NextGoal[] = [];
  if (tiers !== null && tally !== null) {
    const counted = tiers.by === 'revenue' ? tally.revenueMinor : BigInt(tally.orders);
    const kept = tiers.keeps ? (tally.tierFrom ?? 0n) : 0n;
    const at = tiers.steps.findIndex(({ from }) => BigInt(from) > counted && BigInt(from) > kept);
    const step = tiers.steps[at];
    if (step !== undefined) {
      const before = BigInt(tiers.steps[at - 1]?.from ?? '0');
      const by = tiers.by === 'revenue' ? 'revenue' : 'friends';
      goals.push({ by, value: step.value, ...way(before, counted, BigInt(step.from)) });
    }
  }
  const next = milestones.findIndex((milestone) => milestone.at > friends);
  const bonus = milestones[next];
  if (bonus !== undefined) {
    const before = BigInt(milestones[next - 1]?.at ?? 0);
    goals.push({ by: 'bonus', value: bonus.value, ...way(before, BigInt(friends), BigInt(bonus.at)) });
  }
  return goals;
}

function way(before: bigint, counted: bigint, goal: bigint): { missing: bigint; percent: number } {
  const done = counted > before ? counted - before : 0n;
  return { missing: goal - counted, percent: Number((done * 100n) / (goal - before)) };
}
