import { storeTime } from '#devstore/clock.ts';
import {
  isGiven,
  idOf,
  notImitated,
  refused,
  type Answer,
  type ApiContext,
  type Fields,
  type UserError,
} from '#devstore/admin-api/answers.ts';
import { connection, type PageArgs } from '#devstore/admin-api/connections.ts';
import { adminApiVersion } from '#devstore/admin-api/schema.ts';
import { gid, newId } from '#devstore/store.ts';
import type { WebhookSubscriptionState } from '#devstore/state.ts';

type SubscriptionInput = {
  uri?: string | null;
  callbackUrl?: string | null;
  filter?: string | null;
  format?: 'JSON' | 'XML' | null;
  includeFields?: string[] | null;
  metafieldNamespaces?: string[] | null;
  metafields?: unknown[] | null;
  name?: string | null;
};

export function webhookQueries(context: ApiContext): Fields {
  const { shop } = context;
  return {
    webhookSubscription: ({ id }: { id: string }) => {
      const subscription = shop.webhookSubscriptions.get(idOf(id));
      return subscription === undefined ? null : webhookAnswer(context, subscription);
    },
    // As at Shopify, the subscriptions of the app's configuration file are not listed.
    webhookSubscriptions: (args: PageArgs & { topics?: string[] | null; uri?: string | null; query?: string | null }) => {
      if (isGiven(args.query) && args.query !== '') throw notImitated('searching webhook subscriptions');
      const found = [...shop.webhookSubscriptions.values()].filter(
        ({ topic, uri }) => (!isGiven(args.topics) || args.topics.includes(topic)) && (!isGiven(args.uri) || args.uri === uri),
      );
      return connection(found, args, {
        type: 'WebhookSubscription',
        id: (subscription) => subscription.id,
        node: (subscription) => webhookAnswer(context, subscription),
      });
    },
  };
}

export function webhookMutations(context: ApiContext): Fields {
  const { store, shop } = context;
  return {
    webhookSubscriptionCreate: ({
      topic,
      webhookSubscription: input,
    }: {
      topic: string;
      webhookSubscription: SubscriptionInput;
    }) => {
      const now = storeTime(store);
      const subscription: WebhookSubscriptionState = {
        id: newId(store),
        topic,
        uri: input.uri ?? input.callbackUrl ?? '',
        includeFields: input.includeFields ?? [],
        filter: input.filter ?? null,
        name: input.name ?? null,
        createdAt: now,
        updatedAt: now,
      };
      const errors = problems(context, subscription, input);
      if (errors.length > 0) return refused(['webhookSubscription'], 'UserError', errors);
      shop.webhookSubscriptions.set(subscription.id, subscription);
      return { webhookSubscription: () => webhookAnswer(context, subscription), userErrors: [] };
    },
    webhookSubscriptionUpdate: ({ id, webhookSubscription: input }: { id: string; webhookSubscription: SubscriptionInput }) => {
      const existing = shop.webhookSubscriptions.get(idOf(id));
      if (existing === undefined) {
        return refused(['webhookSubscription'], 'UserError', [{ field: ['id'], message: 'Webhook subscription does not exist' }]);
      }
      const changed: WebhookSubscriptionState = {
        ...existing,
        uri: input.uri ?? input.callbackUrl ?? existing.uri,
        includeFields: input.includeFields ?? existing.includeFields,
        filter: input.filter === undefined ? existing.filter : input.filter,
        name: input.name === undefined ? existing.name : input.name,
        updatedAt: storeTime(store),
      };
      const errors = problems(context, changed, input);
      if (errors.length > 0) return refused(['webhookSubscription'], 'UserError', errors);
      shop.webhookSubscriptions.set(changed.id, changed);
      return { webhookSubscription: () => webhookAnswer(context, changed), userErrors: [] };
    },
    webhookSubscriptionDelete: ({ id }: { id: string }) => {
      if (!shop.webhookSubscriptions.delete(idOf(id))) {
        const error = { field: ['id'], message: 'Webhook subscription does not exist' };
        return refused(['deletedWebhookSubscriptionId'], 'UserError', [error]);
      }
      return { deletedWebhookSubscriptionId: id, userErrors: [] };
    },
  };
}

function problems(context: ApiContext, subscription: WebhookSubscriptionState, input: SubscriptionInput): UserError[] {
  if (input.format === 'XML') throw notImitated('a webhook in XML');
  if ((input.metafieldNamespaces ?? []).length > 0 || (input.metafields ?? []).length > 0)
    throw notImitated('metafields in webhooks');
  if (/^(pubsub|arn|kafka):/.test(subscription.uri)) throw notImitated(`delivery to ${subscription.uri.split(':')[0]}`);
  const field = ['webhookSubscription', 'callbackUrl'];
  if (subscription.uri === '') return [{ field, message: "Address can't be blank" }];
  if (!URL.canParse(subscription.uri) || !subscription.uri.startsWith('https://')) {
    return [{ field, message: 'Address protocol http:// is not supported' }];
  }
  const twin = [...context.shop.webhookSubscriptions.values()].find(
    (other) =>
      other.id !== subscription.id &&
      other.topic === subscription.topic &&
      other.uri === subscription.uri &&
      other.filter === subscription.filter,
  );
  return twin === undefined ? [] : [{ field, message: 'Address for this topic has already been taken' }];
}

export function webhookAnswer(_context: ApiContext, subscription: WebhookSubscriptionState): Answer {
  return {
    __typename: 'WebhookSubscription',
    id: gid('WebhookSubscription', subscription.id),
    legacyResourceId: subscription.id,
    topic: subscription.topic,
    uri: subscription.uri,
    callbackUrl: subscription.uri,
    endpoint: { __typename: 'WebhookHttpEndpoint', callbackUrl: subscription.uri },
    format: 'JSON',
    filter: subscription.filter,
    includeFields: subscription.includeFields,
    metafieldNamespaces: [],
    name: subscription.name,
    apiVersion: {
      __typename: 'ApiVersion',
      handle: adminApiVersion,
      displayName: `${adminApiVersion} (Latest)`,
      supported: true,
    },
    createdAt: subscription.createdAt,
    updatedAt: subscription.updatedAt,
  };
}
