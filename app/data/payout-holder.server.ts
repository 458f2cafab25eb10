/** Who a payout is for. One person may be an advocate, and a friend of others, in the same account: debts and payments are that person's. */
import { Prisma } from '@prisma/client';
import type { Transaction } from '../db.server.ts';
import { lockAdvocates } from './reward-caps.server.ts';

/** The person's customer account (numeric part of the gid) and row as an advocate, as far as there are any. */
export type PayoutHolder = { customerId: string | null; advocateId: string | null };

/** @param reward its recipient's account, and the advocate whose referral it is */
export async function findPayoutHolder(
  tx: Transaction,
  shopId: string,
  reward: { recipient: 'advocate' | 'friend'; customerId: string | null; advocate: { id: string } },
): Promise<PayoutHolder> {
  const { customerId } = reward;
  if (reward.recipient === 'advocate') return { customerId, advocateId: reward.advocate.id };
  if (customerId === null) return { customerId, advocateId: null };
  const self = await tx.advocate.findUnique({ where: { shopId_customerId: { shopId, customerId } }, select: { id: true } });
  return { customerId, advocateId: self?.id ?? null };
}

/** Until the transaction ends nobody else begins a payout to this person, or sets a debt of theirs off. */
export async function lockPayoutHolder(tx: Transaction, shopId: string, { customerId, advocateId }: PayoutHolder): Promise<void> {
  if (advocateId !== null) await lockAdvocates(tx, shopId, [advocateId]);
  if (customerId !== null)
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('payouts ' || ${shopId} || ' ' || ${customerId}, 0))`;
}

/** Of the rewards `w`, those of this person. */
export function ofHolder({ customerId, advocateId }: PayoutHolder): Prisma.Sql {
  return Prisma.sql`((w.recipient = 'advocate' AND w.advocate_id = ${advocateId}::uuid) OR (w.recipient = 'friend' AND w.customer_id = ${customerId}))`;
}
