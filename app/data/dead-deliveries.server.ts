/** Deliveries that could not be worked off. */
import type { Transaction } from '../db.server.ts';

/** Puts a dead delivery back into the inbox, due now. False when the shop has none of this id, or its content was redacted. */
export async function reviveDelivery(tx: Transaction, shopDomain: string, id: bigint, now: number): Promise<boolean> {
  const { count } = await tx.delivery.updateMany({
    where: { shopDomain, id, state: 'dead', body: { not: null } },
    data: { state: 'waiting', reason: null, attempts: 0, dueAt: new Date(now), leaseUntil: null, settledAt: null },
  });
  return count === 1;
}
