/** What the app itself has to tell about an order, put into the inbox beside Shopify's webhooks, so that everything travels one road. */
import { createHash } from 'node:crypto';
import type { Transaction } from '../db.server.ts';
import { INBOX_CHANNEL } from './deliveries.server.ts';

/** Topics that can never come in through the webhook door. */
export const OWN_TOPICS_BEGIN = 'vouchsafe/';

export type OwnTopic =
  'vouchsafe/verdict' | 'vouchsafe/assignment' | 'vouchsafe/answer' | 'vouchsafe/journey' | 'vouchsafe/sign-up';

export type OwnDelivery = {
  /** `orders/…` for a state of an order that was asked for. */
  topic: OwnTopic | 'orders/paid' | 'orders/updated' | 'orders/cancelled';
  source: 'staff' | 'rule' | 'storefront' | 'journey' | 'reconcile';
  /** JSON text. */
  body: string;
};

/**
 * Puts deliveries into the shop's inbox and wakes the workers when the transaction commits. A delivery is named for its topic and content, so the same
 * one is not stored twice. Answers the names of all, new or not.
 */
export async function insertOwnDeliveries(
  tx: Transaction,
  shop: { domain: string },
  deliveries: readonly OwnDelivery[],
  now: number,
): Promise<string[]> {
  if (deliveries.length === 0) return [];
  const rows = deliveries.map((delivery) => {
    const bodyHash = createHash('sha256').update(delivery.body).digest('hex');
    return { ...delivery, bodyHash, webhookId: `${delivery.source}:${delivery.topic}:${bodyHash}` };
  });
  const at = new Date(now);
  await tx.$executeRaw`
    INSERT INTO delivery (shop_domain, webhook_id, topic, api_version, triggered_at, received_at, due_at, body, body_hash, source)
    SELECT ${shop.domain}, own."webhookId", own.topic, '', ${at}, ${at}, ${at}, convert_to(own.body, 'UTF8'), decode(own."bodyHash", 'hex'), own.source
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS own(topic text, source text, body text, "webhookId" text, "bodyHash" text)
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`SELECT pg_notify(${INBOX_CHANNEL}, '')`;
  return rows.map(({ webhookId }) => webhookId);
}

/** How many of these still wait to be worked in. */
export async function countWaiting(tx: Transaction, shop: { domain: string }, webhookIds: readonly string[]): Promise<number> {
  const [row] = await tx.$queryRaw<{ waiting: bigint }[]>`
    SELECT count(*) AS waiting FROM delivery
    WHERE shop_domain = ${shop.domain} AND webhook_id = ANY(${webhookIds}) AND state = 'waiting'`;
  return Number(row?.waiting ?? 0);
}
