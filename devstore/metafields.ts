/** Where metafields are kept, and how the reserved `$app` namespace is resolved. */
import type { AppState, MetafieldState, ShopState } from '#devstore/state.ts';

/** `$app` → `app--ID`, `$app:sub` → `app--ID--sub`; anything else is itself. */
export function resolveNamespace(app: Pick<AppState, 'id'>, namespace: string): string {
  if (namespace === '$app') return `app--${app.id}`;
  if (namespace.startsWith('$app:')) return `app--${app.id}--${namespace.slice(5)}`;
  return namespace;
}

/** The key of `shop.metafields`; `ownerId` is the owner's gid, `namespace` is resolved. */
export function metafieldKey(ownerId: string, namespace: string, key: string): string {
  return `${ownerId}|${namespace}|${key}`;
}

/** The owner's metafield, or null. `namespace` may be `$app`. */
export function findMetafield(
  app: AppState,
  shop: ShopState,
  ownerId: string,
  namespace: string,
  key: string,
): MetafieldState | null {
  return shop.metafields.get(metafieldKey(ownerId, resolveNamespace(app, namespace), key)) ?? null;
}
