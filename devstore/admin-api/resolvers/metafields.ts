import { createHash } from 'node:crypto';
import { gid } from '#devstore/store.ts';
import { isGiven, parseGid, type Answer, type ApiContext, type Fields } from '#devstore/admin-api/answers.ts';
import { connection, type PageArgs } from '#devstore/admin-api/connections.ts';
import { deleteMetafields, setMetafields, type MetafieldInput } from '#devstore/admin-api/resolvers/metafields-set.ts';
import { nodeAnswer } from '#devstore/admin-api/resolvers/nodes.ts';
import { metafieldKey, resolveNamespace } from '#devstore/metafields.ts';
import type { MetafieldDefinitionState, MetafieldState } from '#devstore/state.ts';

type MetafieldArgs = { namespace?: string | null; key: string };
type MetafieldsArgs = PageArgs & { namespace?: string | null; keys?: string[] | null };

export function metafieldQueries(context: ApiContext): Fields {
  const { app } = context.store;
  return {
    metafieldDefinitions: (args: PageArgs & { ownerType: string; namespace?: string | null; key?: string | null }) =>
      connection(
        app.metafieldDefinitions.filter(
          (definition) =>
            definition.ownerType === args.ownerType &&
            (!isGiven(args.namespace) || definition.namespace === resolveNamespace(app, args.namespace)) &&
            (!isGiven(args.key) || definition.key === args.key),
        ),
        args,
        {
          type: 'MetafieldDefinition',
          id: (definition) => definitionId(context, definition),
          node: (definition) => definitionAnswer(context, definition),
        },
      ),
  };
}

export function metafieldMutations(context: ApiContext): Fields {
  return {
    metafieldsSet: ({ metafields }: { metafields: MetafieldInput[] }) => {
      const result = setMetafields(context, metafields);
      if ('errors' in result) {
        return {
          metafields: null,
          userErrors: result.errors.map((error) => ({ __typename: 'MetafieldsSetUserError', ...error })),
        };
      }
      return { metafields: result.set.map((metafield) => metafieldAnswer(context, metafield)), userErrors: [] };
    },
    metafieldsDelete: ({ metafields }: { metafields: { ownerId: string; namespace: string; key: string }[] }) => ({
      deletedMetafields: deleteMetafields(context, metafields).map((deleted) =>
        deleted === null ? null : { __typename: 'MetafieldIdentifier', ...deleted },
      ),
      userErrors: [],
    }),
  };
}

/** `metafield` and `metafields` of an owner, by its gid. Without a namespace the app's own is meant. */
export function metafieldFields(context: ApiContext, ownerId: string): Fields {
  const { app } = context.store;
  return {
    metafield: ({ namespace, key }: MetafieldArgs) => {
      const found = context.shop.metafields.get(metafieldKey(ownerId, resolveNamespace(app, namespace ?? '$app'), key));
      return found === undefined ? null : metafieldAnswer(context, found);
    },
    metafields: (args: MetafieldsArgs) => {
      const namespace = !isGiven(args.namespace) ? null : resolveNamespace(app, args.namespace);
      const keys = args.keys?.map((key) => fullKey(context, args.namespace ?? null, key));
      const owned = [...context.shop.metafields.values()].filter(
        (metafield) =>
          metafield.ownerId === ownerId &&
          (namespace === null || metafield.namespace === namespace) &&
          (keys === undefined || keys.includes(`${metafield.namespace}.${metafield.key}`)),
      );
      return connection(owned, args, {
        type: 'Metafield',
        id: (metafield) => metafield.id,
        node: (metafield) => metafieldAnswer(context, metafield),
      });
    },
  };
}

export function metafieldAnswer(context: ApiContext, metafield: MetafieldState): Answer {
  const definition = context.store.app.metafieldDefinitions.find(
    ({ ownerType, namespace, key }) =>
      ownerType === ownerTypeOf(metafield.ownerId) && namespace === metafield.namespace && key === metafield.key,
  );
  return {
    __typename: 'Metafield',
    id: gid('Metafield', metafield.id),
    legacyResourceId: metafield.id,
    namespace: metafield.namespace,
    key: metafield.key,
    type: metafield.type,
    value: metafield.value,
    jsonValue: () => jsonValue(metafield),
    compareDigest: () => compareDigest(metafield),
    ownerType: ownerTypeOf(metafield.ownerId),
    owner: () => nodeAnswer(context, metafield.ownerId),
    definition: () => (definition === undefined ? null : definitionAnswer(context, definition)),
    createdAt: metafield.createdAt,
    updatedAt: metafield.updatedAt,
  };
}

/** Changes whenever the value or the type does. */
export function compareDigest(metafield: MetafieldState): string {
  return createHash('sha256').update(`${metafield.type}\n${metafield.value}`).digest('hex');
}

function jsonValue(metafield: MetafieldState): unknown {
  const isText = /^(list\.)?(single_line_text_field|multi_line_text_field|url|date|date_time|color|id)$/.exec(metafield.type);
  return isText !== null && isText[1] === undefined ? metafield.value : JSON.parse(metafield.value);
}

/** As the enum MetafieldOwnerType names the owner's kind: an app's installation is its API permission there. */
function ownerTypeOf(ownerId: string): string {
  const type = parseGid(ownerId)?.type ?? '';
  const names: Record<string, string> = {
    AppInstallation: 'API_PERMISSION',
    ProductVariant: 'PRODUCTVARIANT',
    DiscountCodeNode: 'DISCOUNT',
  };
  return names[type] ?? type.toUpperCase();
}

/** `keys` are "namespace.key", or bare keys where `namespace` is given. */
function fullKey(context: ApiContext, namespace: string | null, key: string): string {
  const dot = key.lastIndexOf('.');
  const [own, bare] = dot === -1 ? [namespace ?? '$app', key] : [key.slice(0, dot), key.slice(dot + 1)];
  return `${resolveNamespace(context.store.app, own)}.${bare}`;
}

function definitionId(context: ApiContext, definition: MetafieldDefinitionState): string {
  return String(1 + context.store.app.metafieldDefinitions.indexOf(definition));
}

function definitionAnswer(context: ApiContext, definition: MetafieldDefinitionState): Answer {
  return {
    __typename: 'MetafieldDefinition',
    id: gid('MetafieldDefinition', definitionId(context, definition)),
    namespace: definition.namespace,
    key: definition.key,
    name: definition.name,
    description: definition.description,
    ownerType: definition.ownerType,
    type: { __typename: 'MetafieldDefinitionType', name: definition.type },
  };
}
