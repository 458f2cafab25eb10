/** Deliveries that could not be worked off. */
import type { Transaction } from '../db.server.ts';
import { INBOX_CHANNEL } from './deliveries.server.ts';

/** Puts a dead delivery back into the inbox, due now. False when the shop has none of this id, or its content was redacted. */
export async function reviveDelivery(tx: Transaction, shopDomain: string, id: bigint, now: number): Promise<boolean> {
  const { count } = await tx.delivery.updateMany({
    where: { shopDomain, id, state: 'dead', body: { not: null } },
    data: { state: 'waiting', reason: null, attempts: 0, dueAt: new Date(now), leaseUntil: null, settledAt: null },
  });
  return count === 1;
}

/** The oldest of a shop that can be tried again. */
export async function listDead(tx: Transaction, shopDomain: string, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM delivery WHERE shop_domain = ${shopDomain} AND state = 'dead' AND body IS NOT NULL ORDER BY id LIMIT ${limit}`;
  return rows.map(({ id }) => String(id));
}

/** The same for several; returns those that went back. */
export async function reviveDeliveries(
  tx: Transaction,
  shopDomain: string,
  ids: readonly string[],
  now: number,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    UPDATE delivery SET state = 'waiting', reason = NULL, attempts = 0, due_at = ${new Date(now)}, lease_until = NULL, settled_at = NULL
    WHERE shop_domain = ${shopDomain} AND id = ANY (${ids}::bigint[]) AND state = 'dead' AND body IS NOT NULL RETURNING id`;
  await tx.$executeRaw`SELECT pg_notify(${INBOX_CHANNEL}, '')`;
  return rows.map(({ id }) => String(id));
}

/** What became of these by now. */
export async function countRevived(
  tx: Transaction,
  shopDomain: string,
  ids: readonly string[],
): Promise<{ waiting: number; dead: number }> {
  const [row] = await tx.$queryRaw<{ waiting: number; dead: number }[]>`
    SELECT count(*) FILTER (WHERE state = 'waiting')::int AS waiting, count(*) FILTER (WHERE state = 'dead')::int AS dead
    FROM delivery WHERE shop_domain = ${shopDomain} AND id = ANY (${ids}::bigint[])`;
  return row ?? { waiting: 0, dead: 0 };
}
