/** What a test order would have come to, had it been a real one. */
import { type Decision, decideAttribution } from './attribution.ts';
import type { OrderFacts } from './facts.ts';
import type { ProgramRules } from './program.ts';
import { type PlannedReward, planRewards } from './rewards.ts';

export function asRealOrder(
  facts: OrderFacts,
  rules: ProgramRules,
  programVersion: number,
): { decision: Decision; reward: PlannedReward | null } {
  const real = { ...facts, test: false };
  const decision = decideAttribution(real, rules, programVersion);
  return { decision, reward: planRewards(real, rules, decision).advocate.reward };
}
