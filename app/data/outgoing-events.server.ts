/** The outbox of what endpoints are told. Triggers write the events (migration 20261125200000); here they are taken up, ended and forgotten. */
import type { Sql, Transaction } from '../db.server.ts';

export type DueMessage = {
  endpointId: string;
  eventId: string;
  /** This try included. */
  attempts: number;
  kind: string;
  at: Date;
  data: unknown;
  url: string;
  secretSealed: Uint8Array;
  /** Of the secret before, while it still signs. */
  formerSecretSealed: Uint8Array | null;
};

/** Installed shops with something to send. */
export async function shopsWithDueMessages(tx: Sql, now: number, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT d.shop_id AS id FROM outgoing_delivery d JOIN shop s ON s.id = d.shop_id AND s.state = 'installed'
    WHERE d.state = 'waiting' AND d.due_at <= ${new Date(now)} LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/**
 * Counts a try of each before it is made, so that a sender that dies is followed by another one no sooner than `leaseUntil`. Paused endpoints are left out:
 * what waits for them goes on when they do.
 */
export async function claimMessages(
  tx: Sql,
  shopId: string,
  { now, leaseUntil, limit }: { now: number; leaseUntil: number; limit: number },
): Promise<DueMessage[]> {
  return tx.$queryRaw<DueMessage[]>`
    WITH due AS MATERIALIZED (
      SELECT d.endpoint_id, d.event_id FROM outgoing_delivery d
      JOIN webhook_endpoint e ON e.shop_id = d.shop_id AND e.id = d.endpoint_id AND e.state = 'active'
      WHERE d.shop_id = ${shopId}::uuid AND d.state = 'waiting' AND d.due_at <= ${new Date(now)}
      ORDER BY d.due_at, d.event_id LIMIT ${limit} FOR UPDATE OF d SKIP LOCKED
    ), claimed AS (
      UPDATE outgoing_delivery d SET attempts = d.attempts + 1, tried_at = ${new Date(now)}, due_at = ${new Date(leaseUntil)}
      FROM due WHERE d.shop_id = ${shopId}::uuid AND d.endpoint_id = due.endpoint_id AND d.event_id = due.event_id
      RETURNING d.shop_id, d.endpoint_id, d.event_id, d.attempts
    )
    SELECT c.endpoint_id AS "endpointId", c.event_id AS "eventId", c.attempts, v.kind, v.at, v.data, e.url, e.secret_sealed AS "secretSealed",
      CASE WHEN e.former_until > ${new Date(now)} THEN e.former_secret_sealed END AS "formerSecretSealed"
    FROM claimed c
    JOIN outgoing_event v ON v.shop_id = c.shop_id AND v.id = c.event_id
    JOIN webhook_endpoint e ON e.shop_id = c.shop_id AND e.id = c.endpoint_id
    ORDER BY v.at, v.id`;
}

export type Try = { endpointId: string; eventId: string; status: number | null; problem: string | null };

/** @param again epoch milliseconds of the next try; null: none, it has failed; `sent`: it arrived */
export async function endTry(
  tx: Sql,
  shopId: string,
  { endpointId, eventId, status, problem }: Try,
  again: number | 'sent' | null,
): Promise<void> {
  const state = again === 'sent' ? 'sent' : again === null ? 'failed' : 'waiting';
  const dueAt = typeof again === 'number' ? new Date(again) : null;
  await tx.$executeRaw`
    UPDATE outgoing_delivery SET state = ${state}, last_status = ${status}::int, last_problem = ${problem}, due_at = coalesce(${dueAt}, due_at)
    WHERE shop_id = ${shopId}::uuid AND endpoint_id = ${endpointId}::uuid AND event_id = ${eventId}::uuid AND state = 'waiting'`;
}

/** An event that was made for one endpoint, to see whether it listens. Needs a transaction. */
export async function insertTestEvent(
  tx: Transaction,
  shopId: string,
  { endpointId, eventId, kind, at }: { endpointId: string; eventId: string; kind: string; at: number },
): Promise<void> {
  await tx.outgoingEvent.create({ data: { shopId, id: eventId, kind, at: new Date(at), data: {} } });
  await tx.outgoingDelivery.create({ data: { shopId, endpointId, eventId, dueAt: new Date(at) } });
}

/** Sends one again that has arrived or failed. False: there is none, or it is still on its way. */
export async function sendAgain(
  tx: Transaction,
  shopId: string,
  endpointId: string,
  eventId: string,
  at: number,
): Promise<boolean> {
  const { count } = await tx.outgoingDelivery.updateMany({
    where: { shopId, endpointId, eventId, state: { not: 'waiting' } },
    data: { state: 'waiting', attempts: 0, dueAt: new Date(at) },
  });
  return count > 0;
}

/** Events of before then, with their deliveries. @returns how many went */
export async function pruneOutgoingEvents(tx: Sql, shopId: string, before: number, limit: number): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM outgoing_event WHERE shop_id = ${shopId}::uuid
      AND id = ANY(ARRAY(SELECT id FROM outgoing_event WHERE shop_id = ${shopId}::uuid AND at < ${new Date(before)} LIMIT ${limit}))`;
}
