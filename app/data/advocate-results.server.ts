/** What an advocate's sharing has come to. */
import type { Transaction } from '../db.server.ts';
import type { RewardState } from '../domain/reward-state.ts';
import type { PlannedValue } from '../domain/rewards.ts';
import { findRowsOfPerson } from './customer-merges.server.ts';
import { plannedValueOf } from './reward-value.server.ts';

export type AdvocateReward = {
  state: RewardState;
  value: PlannedValue;
  currency: string;
  code: string | null;
  /** epoch milliseconds; null while nobody knows */
  dueAt: number | null;
  issuedAt: number | null;
  expiresAt: number | null;
  /** Whether the shop still looks at what it was promised for. */
  isHeld: boolean;
  /** The rules that promised it. */
  programVersion: number;
  revokedReason: string | null;
};

const MOST_REWARDS = 20;

/** Landings of others, friends whose orders count (who has only signed up has not bought), and the newest rewards. */
export async function advocateResults(
  tx: Transaction,
  shopId: string,
  { advocateId, customerId }: { advocateId: string; customerId: string | null },
): Promise<{ visits: number; friends: number; rewards: AdvocateReward[] }> {
  const others = customerId === null ? {} : { OR: [{ customerId: null }, { customerId: { not: customerId } }] };
  const rows = { shopId, advocateId: { in: await findRowsOfPerson(tx, shopId, advocateId) } };
  const visits = await tx.visit.count({ where: { shopId, advocateId, ...others } });
  const friends = await tx.referral.count({ where: { ...rows, state: 'credited', order: { kind: 'order' } } });
  const rewards = await tx.reward.findMany({
    where: { ...rows, recipient: 'advocate' },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: { referral: { select: { state: true } } },
    take: MOST_REWARDS,
  });
  return {
    visits,
    friends,
    rewards: rewards.map((row) => ({
      state: row.state as RewardState,
      value: plannedValueOf(row),
      currency: row.currency,
      code: row.code,
      dueAt: row.dueAt?.getTime() ?? null,
      issuedAt: row.issuedAt?.getTime() ?? null,
      expiresAt: row.expiresAt?.getTime() ?? null,
      isHeld: row.referral?.state === 'held',
      programVersion: row.programVersion,
      revokedReason: row.revokedReason,
    })),
  };
}
