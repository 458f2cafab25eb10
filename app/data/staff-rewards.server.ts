/** Rewards that staff is about to change, and what it changes. */
import { z } from 'zod';
import type { Transaction } from '../db.server.ts';
import { REWARD_STATES } from '../domain/reward-state.ts';
import { REWARD_KINDS } from '../domain/rewards.ts';
import { BY_STAFF, type StaffFacts } from '../domain/staff-action.ts';
import { type Moved, movedOutOf, readMoved } from './reward-grants.server.ts';
import { creditOf } from '../reward-standing.server.ts';

/** A reward whose row is locked until the transaction ends. */
export type StaffReward = StaffFacts & {
  rewardId: string;
  kind: (typeof REWARD_KINDS)[number];
  recipient: 'advocate' | 'friend';
  turn: number;
  /** gid of the store credit transaction or gift card that it became. */
  payoutId: string | null;
  /** Who tells the recipient, by the rules that promised it. */
  notify: 'shopify' | 'app' | 'none';
  /** When staff last had a message sent, epoch milliseconds. */
  messageAt: number | null;
};

const row = z.object({
  rewardId: z.string(),
  kind: z.enum(REWARD_KINDS),
  recipient: z.enum(['advocate', 'friend']),
  state: z.enum(REWARD_STATES),
  credit: z.enum(['credited', 'held', 'reversed']),
  kept: z.boolean(),
  unsettled: z.boolean(),
  turn: z.number(),
  payoutId: z.string().nullable(),
  notify: z.enum(['shopify', 'app', 'none']),
  messageAt: z
    .date()
    .nullable()
    .transform((at) => at && at.getTime()),
});

/** Those of this shop, by id, in one sequence for everybody: two that lock several at once do not wait for each other. */
export async function lockForStaff(tx: Transaction, shopId: string, rewardIds: readonly string[]): Promise<StaffReward[]> {
  const ids = [...rewardIds];
  // Locked first: a statement that has waited for a row still sees the referral as it was before.
  await tx.$queryRaw`SELECT 1 FROM reward w WHERE w.shop_id = ${shopId}::uuid AND w.id = ANY(${ids}::uuid[]) ORDER BY w.id FOR UPDATE`;
  const rows = await tx.$queryRaw`
    SELECT w.id AS "rewardId", w.kind, w.recipient, w.state, (${creditOf}) AS credit, w.kept, w.turn, w.payout_id AS "payoutId",
      (w.state = 'revoked' AND w.code IS NOT NULL AND w.last_error IS NOT NULL) AS unsettled,
      coalesce((SELECT p.rules->'reward'->>'notify' FROM program p WHERE p.shop_id = w.shop_id AND p.version = w.program_version), 'shopify') AS notify,
      (SELECT max(v.at) FROM reward_event v WHERE v.shop_id = w.shop_id AND v.reward_id = w.id AND v.kind = 'message') AS "messageAt"
    FROM reward w LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
    WHERE w.shop_id = ${shopId}::uuid AND w.id = ANY(${ids}::uuid[])
    ORDER BY w.id`;
  return z.array(row).parse(rows);
}

/** What it was given for does not count any more, by staff's word: no order brings it back. */
export async function stopBacking(tx: Transaction, shopId: string, rewardIds: readonly string[]): Promise<void> {
  await tx.reward.updateMany({
    where: { shopId, id: { in: [...rewardIds] } },
    data: { stands: false, kept: false, revokedReason: BY_STAFF },
  });
}

/** Staff leave it to its recipient. */
export async function keepForGood(tx: Transaction, shopId: string, rewardIds: readonly string[]): Promise<void> {
  await tx.reward.updateMany({ where: { shopId, id: { in: [...rewardIds] } }, data: { kept: true } });
}

/** Moves pending rewards to approved, whenever they are due; others stay. */
export async function approveNow(tx: Transaction, shopId: string, rewardIds: readonly string[]): Promise<Moved[]> {
  return readMoved(
    await tx.$queryRaw`
      UPDATE reward w SET state = 'approved'
      WHERE w.shop_id = ${shopId}::uuid AND w.id = ANY(${[...rewardIds]}::uuid[]) AND w.state = 'pending'
      RETURNING ${movedOutOf('pending')}`,
  );
}

/** The advocate whom staff give a reward; null when the shop has no such advocate. `customerId`: of the account that could be paid, null without one. */
export async function findRecipient(
  tx: Transaction,
  shopId: string,
  advocateId: string,
): Promise<{ state: string; customerId: string | null } | null> {
  const advocate = await tx.advocate.findUnique({
    where: { shopId_id: { shopId, id: advocateId } },
    select: { state: true, customerId: true, goneAt: true },
  });
  return advocate && { state: advocate.state, customerId: advocate.goneAt === null ? advocate.customerId : null };
}
