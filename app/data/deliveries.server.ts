/** The inbox: raw webhooks from arrival until they are settled. The only writer of the table, apart from pruning, redaction and reconciliation. */
import type pg from 'pg';
import type { Sql, Transaction } from '../db.server.ts';

export type NewDelivery = {
  /** xxx.myshopify.com, as signed headers name it. */
  shopDomain: string;
  webhookId: string;
  eventId: string | null;
  topic: string;
  apiVersion: string;
  /** epoch milliseconds; null when the header is missing or no time */
  triggeredAt: number | null;
  body: Buffer;
  /** A digest of the body, the same for the same content. */
  bodyHash: Buffer;
  receivedAt: number;
};

/** A delivery that a worker has claimed. */
export type Delivery = {
  /** Decimal; unique in the shop. */
  id: string;
  topic: string;
  /** null after redaction. */
  body: Uint8Array | null;
  triggeredAt: Date | null;
  receivedAt: Date;
  /** How often it has failed so far. */
  attempts: number;
};

/** What became of a delivery. `waiting` goes back and is due again at `dueAt`. */
export type DeliveryOutcome = { id: string } & (
  | { state: 'settled' }
  | { state: 'ignored' | 'dead'; reason: string }
  | { state: 'waiting'; dueAt: number; attempts: number; reason: string }
);

/** PostgreSQL's NOTIFY channel that tells workers of news. */
export const INBOX_CHANNEL = 'vouchsafe_inbox';

/** Longest text kept of an error. */
const LONGEST_REASON = 4_000;

/**
 * Stores deliveries with one statement and one commit; a repeat (same webhook id, or same event and content) is swallowed. Answers which of them were news.
 * Their sequence is that of their ids, so that two statements which share some wait for each other instead of locking each other out.
 */
export async function insertDeliveries(pool: pg.Pool, deliveries: readonly NewDelivery[]): Promise<boolean[]> {
  const bodies = deliveries.map(({ body }) => body);
  let start = 1;
  const about = deliveries.map((delivery) => {
    const row = {
      s: delivery.shopDomain,
      w: delivery.webhookId,
      e: delivery.eventId,
      t: delivery.topic,
      v: delivery.apiVersion,
      g: delivery.triggeredAt === null ? null : new Date(delivery.triggeredAt),
      r: new Date(delivery.receivedAt),
      h: delivery.bodyHash.toString('hex'),
      b: start,
      l: delivery.body.length,
    };
    start += delivery.body.length;
    return row;
  });
  // Bodies as one value: of an array the driver would look at every character.
  const { rows } = await pool.query<{ s: string; w: string }>({
    name: 'insert-deliveries',
    text: `INSERT INTO delivery (shop_domain, webhook_id, event_id, topic, api_version, triggered_at, received_at, due_at, body, body_hash)
      SELECT d.s, d.w, d.e, d.t, d.v, d.g, d.r, d.r, substring($2::bytea FROM d.b FOR d.l), decode(d.h, 'hex')
      FROM json_to_recordset($1::json)
        AS d(s text, w text, e text, t text, v text, g timestamptz, r timestamptz, h text, b int, l int)
      ORDER BY d.s, d.w ON CONFLICT DO NOTHING RETURNING shop_domain AS s, webhook_id AS w`,
    values: [JSON.stringify(about), bodies.length === 1 ? bodies[0] : Buffer.concat(bodies)],
  });
  const news = new Set(rows.map(({ s, w }) => `${s} ${w}`));
  return deliveries.map(({ shopDomain, webhookId }) => news.delete(`${shopDomain} ${webhookId}`));
}

/** Shops with due deliveries, the longest waiting first. One index probe per shop that waits, however many deliveries it has. */
export async function shopsWithDueDeliveries(tx: Sql, now: number, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ domain: string }[]>`
    WITH RECURSIVE waiting AS (
      (SELECT shop_domain, due_at FROM delivery WHERE state = 'waiting' ORDER BY shop_domain, due_at LIMIT 1)
      UNION ALL
      SELECT next.shop_domain, next.due_at FROM waiting CROSS JOIN LATERAL (
        SELECT shop_domain, due_at FROM delivery WHERE state = 'waiting' AND shop_domain > waiting.shop_domain
        ORDER BY shop_domain, due_at LIMIT 1) next
    )
    SELECT shop_domain AS domain FROM waiting WHERE due_at <= ${new Date(now)} ORDER BY due_at LIMIT ${limit}`;
  return rows.map(({ domain }) => domain);
}

/**
 * Claims a shop's due deliveries, oldest first, until `leaseUntil`. The caller keeps other workers off the shop (jobs/inbox.server.ts); the lease
 * also says whose claim it is: `finishDeliveries` refuses another one's.
 */
export async function claimDeliveries(
  tx: Sql,
  shopDomain: string,
  claim: { now: number; leaseUntil: number; limit: number },
): Promise<Delivery[]> {
  // An array: inside a join, "the first that nobody has locked" could be asked again for every row, and be others each time.
  const rows = await tx.$queryRaw<(Omit<Delivery, 'id'> & { id: bigint })[]>`
    WITH claimed AS (
      UPDATE delivery SET lease_until = ${new Date(claim.leaseUntil)}
      WHERE shop_domain = ${shopDomain} AND id = ANY (ARRAY(
        SELECT id FROM delivery WHERE shop_domain = ${shopDomain} AND state = 'waiting' AND due_at <= ${new Date(claim.now)}
        ORDER BY due_at, id LIMIT ${claim.limit} FOR UPDATE SKIP LOCKED))
      RETURNING id, topic, body, triggered_at, received_at, attempts
    )
    SELECT id, topic, body, triggered_at AS "triggeredAt", received_at AS "receivedAt", attempts FROM claimed ORDER BY id`;
  return rows.map((row) => ({ ...row, id: row.id.toString() }));
}

/** Writes what became of claimed deliveries. @throws when one of them is not this claim's (any more): nothing may be saved then */
export async function finishDeliveries(
  tx: Sql,
  shopDomain: string,
  leaseUntil: number,
  outcomes: readonly DeliveryOutcome[],
  now: number,
): Promise<void> {
  if (outcomes.length === 0) return;
  const rows = outcomes.map((outcome) => ({
    id: outcome.id,
    state: outcome.state,
    reason: outcome.state === 'settled' ? null : outcome.reason.replaceAll('\0', '').slice(0, LONGEST_REASON),
    dueAt: outcome.state === 'waiting' ? new Date(outcome.dueAt) : null,
    attempts: outcome.state === 'waiting' ? outcome.attempts : null,
  }));
  const finished = await tx.$executeRaw`
    UPDATE delivery d SET state = outcome.state, reason = outcome.reason, lease_until = NULL,
      due_at = coalesce(outcome."dueAt", d.due_at), attempts = coalesce(outcome.attempts, d.attempts),
      settled_at = CASE WHEN outcome.state IN ('settled', 'ignored') THEN ${new Date(now)}::timestamptz END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS outcome(id bigint, state text, reason text, "dueAt" timestamptz, attempts int)
    WHERE d.shop_domain = ${shopDomain} AND d.id = outcome.id AND d.state = 'waiting' AND d.lease_until = ${new Date(leaseUntil)}`;
  if (finished !== outcomes.length)
    throw new LostClaim(`${outcomes.length - finished} deliveries of ${shopDomain} are claimed by another worker`);
}

/** Another worker holds the deliveries now: what was worked out here must not be saved. */
export class LostClaim extends Error {}

/** Makes everything that waits for the shop due now. */
export async function wakeDeliveries(tx: Transaction, shopDomain: string, now: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery SET due_at = ${new Date(now)}
    WHERE shop_domain = ${shopDomain} AND state = 'waiting' AND due_at > ${new Date(now)}`;
}
