/** Takes verified webhooks in: durable first, understood later. Those that come together share a statement and a commit. */
import type { Context } from '../context.server.ts';
import { insertDeliveries, type NewDelivery } from '../data/deliveries.server.ts';
import { createGroupCommit } from '../group-commit.server.ts';

export type ReceivedWebhook = Omit<NewDelivery, 'receivedAt'>;

export type Receiver = {
  /**
   * When this returns, the delivery is stored for good: `repeated` says that it was there already.
   * @throws Overloaded, or what the database says, when it is not known to be stored
   */
  receive(webhook: ReceivedWebhook): Promise<'stored' | 'repeated'>;
};

export function createReceiver({ db, now }: Pick<Context, 'db' | 'now'>): Receiver {
  const group = createGroupCommit<NewDelivery, 'stored' | 'repeated'>({
    now,
    bytesOf: ({ body }) => body.length,
    write: async (deliveries) => (await insertDeliveries(db.pool, deliveries)).map((isNews) => (isNews ? 'stored' : 'repeated')),
  });
  return { receive: (webhook) => group.store({ ...webhook, receivedAt: now() }) };
}
