/** What a stored reward is worth, read from its row. */
import { orderlessValueSchema } from '../domain/benefit.ts';
import type { PlannedValue } from '../domain/rewards.ts';

/** A stored reward's value. */
export function plannedValueOf(reward: {
  id: string;
  kind: string;
  percentage: number | null;
  amountMinor: bigint | null;
  detail: unknown;
}): PlannedValue {
  if (reward.kind === 'free-product') return orderlessValueSchema.parse(reward.detail);
  if (reward.kind === 'percentage' && reward.percentage !== null) return { kind: 'percentage', basisPoints: reward.percentage };
  if (reward.kind === 'free-shipping') return { kind: 'free-shipping' };
  const kind = (['fixed-amount', 'store-credit', 'gift-card'] as const).find((one) => one === reward.kind);
  if (kind !== undefined && reward.amountMinor !== null) return { kind, minor: reward.amountMinor.toString() };
  throw new Error(`reward ${reward.id} has no value`);
}

/** Minor units of the code; null where it is worth no fixed amount. */
export function amountOf({ value }: { value: PlannedValue }): bigint | null {
  return 'minor' in value ? BigInt(value.minor) : null;
}
