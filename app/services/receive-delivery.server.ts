/** Takes a verified webhook in: durable first, understood later. */
import { createHash } from 'node:crypto';
import type { Context } from '../context.server.ts';
import { insertDelivery } from '../data/deliveries.server.ts';

export type ReceivedWebhook = {
  shopDomain: string;
  topic: string;
  webhookId: string;
  eventId: string | null;
  apiVersion: string;
  triggeredAt: number | null;
  /** As it arrived. */
  body: Buffer;
};

/** When this returns, the delivery is stored for good: `repeated` says that it was there already. @throws when the database does not take it */
export async function receiveDelivery(context: Context, webhook: ReceivedWebhook): Promise<'stored' | 'repeated'> {
  const bodyHash = createHash('sha256').update(webhook.body).digest();
  const news = await insertDelivery(context.db.pool, { ...webhook, bodyHash, receivedAt: context.now() });
  return news ? 'stored' : 'repeated';
}
