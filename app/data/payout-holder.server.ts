/** Who a payout is for. One person may be an advocate, and a friend of others, in the same account: debts and payments are that person's. */
import { Prisma } from '@prisma/client';
import type { Transaction } from '../db.server.ts';
import { findRowsOfPerson } from './customer-merges.server.ts';
import { lockAdvocates } from './reward-caps.server.ts';

/** The person's customer account (numeric part of the gid) and rows as an advocate, as far as there are any: a merged customer has several. */
export type PayoutHolder = { customerId: string | null; advocateIds: readonly string[] };

/** @param reward its recipient's account, and the advocate whose referral it is */
export async function findPayoutHolder(
  tx: Transaction,
  shopId: string,
  reward: { recipient: 'advocate' | 'friend'; customerId: string | null; advocate: { id: string } },
): Promise<PayoutHolder> {
  const { customerId } = reward;
  if (reward.recipient === 'advocate') return { customerId, advocateIds: await findRowsOfPerson(tx, shopId, reward.advocate.id) };
  if (customerId === null) return { customerId, advocateIds: [] };
  const self = await tx.advocate.findUnique({ where: { shopId_customerId: { shopId, customerId } }, select: { id: true } });
  return { customerId, advocateIds: self === null ? [] : await findRowsOfPerson(tx, shopId, self.id) };
}

/** Until the transaction ends nobody else begins a payout to this person, or sets a debt of theirs off. */
export async function lockPayoutHolder(
  tx: Transaction,
  shopId: string,
  { customerId, advocateIds }: PayoutHolder,
): Promise<void> {
  if (advocateIds.length > 0) await lockAdvocates(tx, shopId, advocateIds);
  if (customerId !== null) await lockCustomers(tx, shopId, [customerId]);
}

/** After the advocates, if these are locked, too. */
export async function lockCustomers(tx: Transaction, shopId: string, customerIds: readonly string[]): Promise<void> {
  for (const customerId of [...customerIds].sort())
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('payouts ' || ${shopId} || ' ' || ${customerId}, 0))`;
}

/** Of the rewards `w`, those of this person. */
export function ofHolder({ customerId, advocateIds }: PayoutHolder): Prisma.Sql {
  return Prisma.sql`((w.recipient = 'advocate' AND w.advocate_id = ANY(${[...advocateIds]}::uuid[])) OR (w.recipient = 'friend' AND w.customer_id = ${customerId}))`;
}
