/** Where other systems of a merchant are told what happens. */
import type { Sql, Transaction } from '../db.server.ts';

export type NewEndpoint = {
  id: string;
  url: string;
  kinds: string[];
  secretSealed: Uint8Array<ArrayBuffer>;
  at: number;
  by: string;
};

/** No shop needs more. */
export const MOST_ENDPOINTS = 10;

/** False when the shop has as many as it may. Needs a transaction: two at once are counted one after the other. */
export async function insertEndpoint(tx: Transaction, shopId: string, endpoint: NewEndpoint): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('endpoints ' || ${shopId}, 0))`;
  if ((await tx.webhookEndpoint.count({ where: { shopId } })) >= MOST_ENDPOINTS) return false;
  const { at, by, ...rest } = endpoint;
  await tx.webhookEndpoint.create({ data: { ...rest, shopId, createdAt: new Date(at), createdBy: by } });
  return true;
}

export async function findEndpoint(tx: Transaction, shopId: string, id: string) {
  return tx.webhookEndpoint.findUnique({ where: { shopId_id: { shopId, id } } });
}

/** Paused and resumed by the merchant; what failed for days begins anew. False: there is none. */
export async function setEndpointState(
  tx: Transaction,
  shopId: string,
  id: string,
  state: 'active' | 'paused',
): Promise<boolean> {
  const { count } = await tx.webhookEndpoint.updateMany({ where: { shopId, id }, data: { state, failingSince: null } });
  return count > 0;
}

export async function changeEndpointKinds(tx: Transaction, shopId: string, id: string, kinds: string[]): Promise<boolean> {
  return (await tx.webhookEndpoint.updateMany({ where: { shopId, id }, data: { kinds } })).count > 0;
}

/** The secret before signs beside the new one for a while. */
export async function changeEndpointSecret(
  tx: Transaction,
  shopId: string,
  id: string,
  { secretSealed, formerUntil }: { secretSealed: Uint8Array<ArrayBuffer>; formerUntil: number },
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE webhook_endpoint SET former_secret_sealed = secret_sealed, former_until = ${new Date(formerUntil)}, secret_sealed = ${secretSealed}
    WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid`;
  return count > 0;
}

export async function deleteEndpoint(tx: Transaction, shopId: string, id: string): Promise<boolean> {
  return (await tx.webhookEndpoint.deleteMany({ where: { shopId, id } })).count > 0;
}

/** Something arrived there. */
export async function noteEndpointHeard(tx: Sql, shopId: string, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE webhook_endpoint SET failing_since = NULL WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid AND failing_since IS NOT NULL`;
}

/**
 * Nothing arrived there. When that has been so since `brokenBefore`, or the endpoint itself says that it is gone, it is told no more, and what waits for it has failed.
 * @param at epoch milliseconds
 */
export async function noteEndpointSilent(
  tx: Sql,
  shopId: string,
  id: string,
  { at, brokenBefore, isGone }: { at: number; brokenBefore: number; isGone: boolean },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE webhook_endpoint SET failing_since = coalesce(failing_since, ${new Date(at)}),
      state = CASE WHEN state = 'active' AND (${isGone} OR failing_since < ${new Date(brokenBefore)}) THEN 'broken' ELSE state END
    WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid`;
  await tx.$executeRaw`
    UPDATE outgoing_delivery d SET state = 'failed' FROM webhook_endpoint e
    WHERE d.shop_id = ${shopId}::uuid AND d.endpoint_id = ${id}::uuid AND d.state = 'waiting'
      AND e.shop_id = d.shop_id AND e.id = d.endpoint_id AND e.state = 'broken'`;
}
