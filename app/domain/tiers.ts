/** Scales: the more an advocate has brought, the more the next referral earns. */
import type { Tiers } from './benefit.ts';
import type { OrderFacts, Tally } from './facts.ts';

export type TierStep = Tiers['steps'][number];

/**
 * The step that the order at hand is on; null: none is reached yet. `referrals` counts this order, too ("from the 5th on" is met by the 5th);
 * `revenue` is what came before it.
 */
export function stepOf(tiers: Tiers, tally: Tally): TierStep | null {
  const reached = tiers.by === 'referrals' ? BigInt(tally.orders) + 1n : tally.revenueMinor;
  const kept = tiers.keeps ? (tally.tierFrom ?? 0n) : 0n;
  const most = reached > kept ? reached : kept;
  return tiers.steps.findLast(({ from }) => BigInt(from) <= most) ?? null;
}

/** What was counted of an advocate, where it is what this scale counts; null: nothing was, or something else. */
export function tallyFor(tiers: Tiers, facts: OrderFacts, advocateId: string | null): Tally | null {
  const tally = facts.advocates.find((advocate) => advocate.advocateId === advocateId)?.tally ?? null;
  return tally?.days === tiers.days && tally.by === tiers.by ? tally : null;
}
