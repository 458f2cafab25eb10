/** Orders that the Admin API told us about, put into the inbox beside those that webhooks brought. */
import { createHash } from 'node:crypto';
import type { Transaction } from '../db.server.ts';

export type ReconciledOrder = {
  /** Numeric part of the gid. */
  orderId: string;
  /** ISO time, as Shopify writes it. */
  updatedAt: string;
  topic: string;
  /** JSON in the shape of the webhook. */
  body: string;
};

/**
 * Puts orders into the shop's inbox, but for those of which this state or a newer one has been worked in. An order and its time of change
 * name the delivery, so the same news is not stored twice. Returns how many were new.
 */
export async function insertReconciledOrders(
  tx: Transaction,
  shop: { id: string; domain: string },
  orders: ReconciledOrder[],
  apiVersion: string,
  now: number,
): Promise<number> {
  const rows = orders.map((order) => ({
    ...order,
    webhookId: `reconcile:${order.orderId}:${order.updatedAt}`,
    bodyHash: createHash('sha256').update(order.body).digest('hex'),
  }));
  return tx.$executeRaw`
    INSERT INTO delivery (shop_domain, webhook_id, topic, api_version, triggered_at, received_at, due_at, body, body_hash, source)
    SELECT ${shop.domain}, found."webhookId", found.topic, ${apiVersion}, found."updatedAt", ${new Date(now)}, ${new Date(now)},
      convert_to(found.body, 'UTF8'), decode(found."bodyHash", 'hex'), 'reconcile'
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS found("orderId" text, "updatedAt" timestamptz, topic text, body text, "webhookId" text, "bodyHash" text)
    WHERE NOT EXISTS (SELECT 1 FROM buyer_order known
      WHERE known.shop_id = ${shop.id}::uuid AND known.order_id = found."orderId" AND known.source_version >= found."updatedAt")
    ORDER BY found."updatedAt"
    ON CONFLICT DO NOTHING`;
}

/** Orders changed up to this moment have been asked for; never moves back. */
export async function moveWatermark(tx: Transaction, shopId: string, to: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE shop SET reconciled_to = greatest(reconciled_to, ${new Date(to)}) WHERE id = ${shopId}::uuid`;
}
