import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';
import { Fault } from '../faults.ts';

/** Topics that ask for an optional scope: shopify.app.toml may not name them, or nothing of it is deployed. */
export type OptionalTopic = 'CUSTOMERS_MERGE';

const found = z.object({ webhookSubscriptions: z.object({ nodes: z.array(z.object({ id: z.string(), uri: z.string() })) }) });

export const subscriptionsTo: Operation<{ topics: OptionalTopic[] }, z.infer<typeof found>> = {
  name: 'SubscriptionsTo',
  document: `#graphql
    query SubscriptionsTo($topics: [WebhookSubscriptionTopic!]!) {
      webhookSubscriptions(first: 25, topics: $topics) { nodes { id uri } }
    }`,
  result: found,
};

const made = z.object({
  webhookSubscriptionCreate: z
    .object({
      webhookSubscription: z.object({ id: z.string() }).nullable(),
      userErrors: z.array(z.object({ message: z.string() })),
    })
    .nullable(),
});

export const subscribeTo: Operation<{ topic: OptionalTopic; webhook: { uri: string } }, z.infer<typeof made>> = {
  name: 'SubscribeTo',
  document: `#graphql
    mutation SubscribeTo($topic: WebhookSubscriptionTopic!, $webhook: WebhookSubscriptionInput!) {
      webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhook) {
        webhookSubscription { id }
        userErrors { message }
      }
    }`,
  result: made,
};

/** Has Shopify post the topic of this one shop to the address; nothing is done when it does already. @param uri https://… @throws Fault */
export async function ensureSubscription(client: AdminClient, topic: OptionalTopic, uri: string): Promise<void> {
  const exists = async () => {
    const { webhookSubscriptions } = await client.run(subscriptionsTo, { topics: [topic] });
    return webhookSubscriptions.nodes.some((subscription) => subscription.uri === uri);
  };
  if (await exists()) return;
  const { webhookSubscriptionCreate: answer } = await client.run(subscribeTo, { topic, webhook: { uri } });
  // Somebody may have been faster.
  if (answer?.webhookSubscription || (await exists())) return;
  throw new Fault('refused', `SubscribeTo ${topic}: ${answer?.userErrors[0]?.message ?? 'no answer'}`);
}
