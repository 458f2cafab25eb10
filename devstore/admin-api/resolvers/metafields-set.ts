/** Writing metafields: all of them or none. */
import { storeTime } from '#devstore/clock.ts';
import { allows } from '#devstore/auth/install.ts';
import { apiError, parseGid, type ApiContext, type UserError } from '#devstore/admin-api/answers.ts';
import { checkMetafieldValue } from '#devstore/admin-api/resolvers/metafield-types.ts';
import { compareDigest } from '#devstore/admin-api/resolvers/metafields.ts';
import { nodeExists } from '#devstore/admin-api/resolvers/nodes.ts';
import { metafieldKey, resolveNamespace } from '#devstore/metafields.ts';
import { newId } from '#devstore/store.ts';
import type { MetafieldState } from '#devstore/state.ts';

export type MetafieldInput = {
  ownerId: string;
  namespace?: string | null;
  key: string;
  type?: string | null;
  value: string;
  /** Left out: write in any case. Null: only when there is none yet. */
  compareDigest?: string | null;
};

const mostAtOnce = 25;

export function setMetafields(
  context: ApiContext,
  inputs: MetafieldInput[],
): { set: MetafieldState[] } | { errors: UserError[] } {
  if (inputs.length > mostAtOnce) {
    const message = `Exceeded the maximum metafields input limit of ${mostAtOnce}.`;
    return { errors: [{ field: ['metafields'], message, code: 'LESS_THAN_OR_EQUAL_TO' }] };
  }
  for (const input of inputs) checkOwnerAccess(context, input.ownerId);
  const planned: MetafieldState[] = [];
  const errors: UserError[] = [];
  inputs.forEach((input, index) => {
    const result = plan(context, input);
    if ('message' in result)
      errors.push({ ...result, field: ['metafields', String(index), ...(result.field ?? [])], elementIndex: index });
    else planned.push(result);
  });
  if (errors.length > 0) return { errors };
  for (const metafield of planned) {
    context.shop.metafields.set(metafieldKey(metafield.ownerId, metafield.namespace, metafield.key), metafield);
  }
  return { set: planned };
}

/** The identifiers of what was deleted, null for what was not there. */
export function deleteMetafields(context: ApiContext, identifiers: { ownerId: string; namespace: string; key: string }[]) {
  for (const { ownerId } of identifiers) checkOwnerAccess(context, ownerId);
  return identifiers.map(({ ownerId, namespace: written, key }) => {
    const namespace = resolveNamespace(context.store.app, written);
    return context.shop.metafields.delete(metafieldKey(ownerId, namespace, key)) ? { ownerId, namespace, key } : null;
  });
}

function plan(context: ApiContext, input: MetafieldInput): MetafieldState | UserError {
  const { app } = context.store;
  const namespace = resolveNamespace(app, input.namespace ?? '$app');
  const fail = (field: string, message: string, code: string): UserError => ({ field: [field], message, code });
  if (!nodeExists(context, input.ownerId)) return fail('ownerId', 'Owner does not exist.', 'INVALID');
  if (namespace.startsWith('app--') && !`${namespace}--`.startsWith(`${resolveNamespace(app, '$app')}--`)) {
    return fail(
      'namespace',
      'Access to this namespace and key on Metafields for this resource type is not allowed.',
      'APP_NOT_AUTHORIZED',
    );
  }
  if (!/^[\w-]{3,255}$/.test(namespace)) return fail('namespace', 'Namespace is invalid.', 'INVALID');
  if (input.key.length < 2) return fail('key', 'Key is too short (minimum is 2 characters)', 'TOO_SHORT');
  if (input.key.length > 64) return fail('key', 'Key is too long (maximum is 64 characters)', 'TOO_LONG');
  if (!/^[\w-]+$/.test(input.key)) return fail('key', 'Key contains one or more invalid characters.', 'INVALID');

  const existing = context.shop.metafields.get(metafieldKey(input.ownerId, namespace, input.key));
  const type = input.type ?? definedType(context, input.ownerId, namespace, input.key) ?? existing?.type ?? null;
  if (type === null) return fail('type', "Type can't be blank", 'BLANK');
  const defined = definedType(context, input.ownerId, namespace, input.key);
  if (defined !== null && defined !== type) {
    return fail('type', `Type '${type}' must be consistent with the definition's type: '${defined}'.`, 'INVALID_TYPE');
  }
  if (input.value === '') return fail('value', "Value can't be blank.", 'BLANK');
  const problem = checkMetafieldValue(type, input.value);
  if (problem !== null) return fail('value', problem, 'INVALID_VALUE');
  if (input.compareDigest !== undefined && (existing === undefined ? null : compareDigest(existing)) !== input.compareDigest) {
    const message = 'The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.';
    return fail('compareDigest', message, 'STALE_OBJECT');
  }
  const now = storeTime(context.store);
  return {
    id: existing?.id ?? newId(context.store),
    ownerId: input.ownerId,
    namespace,
    key: input.key,
    type,
    value: input.value,
    createdAt: existing?.createdAt ?? now,
    updatedAt: now,
  };
}

function definedType(context: ApiContext, ownerId: string, namespace: string, key: string): string | null {
  const owner = parseGid(ownerId)?.type.toUpperCase();
  const definition = context.store.app.metafieldDefinitions.find(
    (each) => each.ownerType === owner && each.namespace === namespace && each.key === key,
  );
  return definition?.type ?? null;
}

const writeScopes: Record<string, string> = {
  Customer: 'write_customers',
  Order: 'write_orders',
  Product: 'write_products',
  ProductVariant: 'write_products',
  Collection: 'write_products',
  DiscountCodeNode: 'write_discounts',
};

/** Writing a metafield takes the scope that writing its owner takes; the app's own installation is always its own. */
function checkOwnerAccess(context: ApiContext, ownerId: string): void {
  const type = parseGid(ownerId)?.type ?? '';
  const scope = writeScopes[type];
  if (scope === undefined || allows(context.scopes, scope)) return;
  throw apiError(`Access denied for metafieldsSet field. Required access: \`${scope}\` access scope.`, 'ACCESS_DENIED', {
    documentation: 'https://shopify.dev/api/usage/access-scopes',
    requiredAccess: `\`${scope}\` access scope.`,
  });
}
