/** Managed installation: what Shopify does when a merchant installs, updates or removes the app. */
import { shopJson } from '#devstore/auth/shop-json.ts';
import { storeTime } from '#devstore/clock.ts';
import type { AppState, ShopState, Store } from '#devstore/state.ts';
import { gid, newId } from '#devstore/store.ts';
import { emitWebhook } from '#devstore/webhooks/emit.ts';

/**
 * Installs the app, or, when it is installed, grants what its configuration asks for by now. Opening the app in the admin does this.
 * A change of scopes emits app/scopes_update.
 */
export function installApp(store: Store, shop: ShopState): void {
  if (!shop.installed) {
    shop.installed = true;
    shop.installationId = newId(store);
    shop.grantedScopes = [...store.app.scopes].sort();
    return;
  }
  const optional = shop.grantedScopes.filter((scope) => store.app.optionalScopes.includes(scope));
  setScopes(store, shop, [...store.app.scopes, ...optional]);
}

/** Revokes every token, forgets the app's webhook subscriptions and emits app/uninstalled. Discounts and metafields stay. */
export function uninstallApp(store: Store, shop: ShopState): void {
  if (!shop.installed) return;
  emitWebhook(store, shop, 'app/uninstalled', shopJson(shop, storeTime(store)));
  shop.installed = false;
  shop.grantedScopes = [];
  shop.accessTokens.clear();
  shop.refreshTokens.clear();
  shop.webhookSubscriptions.clear();
  shop.theme = { embedEnabled: false, embedSettings: {}, blocks: {} };
}

/** The merchant says yes to optional scopes (`shopify.scopes.request`). Returns what was granted. Throws for a scope the app does not declare. */
export function grantOptionalScopes(store: Store, shop: ShopState, scopes: string[]): string[] {
  refuseUndeclared(store.app, scopes);
  setScopes(store, shop, [...shop.grantedScopes, ...scopes]);
  return scopes;
}

/** The app gives optional scopes back (`shopify.scopes.revoke`, appRevokeAccessScopes). */
export function revokeOptionalScopes(store: Store, shop: ShopState, scopes: string[]): void {
  refuseUndeclared(store.app, scopes);
  setScopes(
    store,
    shop,
    shop.grantedScopes.filter((scope) => !scopes.includes(scope)),
  );
}

/** Whether `scopes` allow what needs `needed`: a write scope includes its read scope. */
export function allows(scopes: string[], needed: string): boolean {
  return scopes.includes(needed) || (needed.startsWith('read_') && scopes.includes(`write_${needed.slice(5)}`));
}

function setScopes(store: Store, shop: ShopState, scopes: string[]): void {
  const previous = shop.grantedScopes;
  const current = [...new Set(scopes)].sort();
  if (current.join() === previous.join()) return;
  shop.grantedScopes = current;
  emitWebhook(store, shop, 'app/scopes_update', {
    id: Number(shop.installationId),
    shop_id: gid('Shop', shop.id),
    previous,
    current,
    updated_at: storeTime(store),
  });
}

function refuseUndeclared(app: AppState, scopes: string[]): void {
  const unknown = scopes.filter((scope) => !app.optionalScopes.includes(scope));
  if (unknown.length > 0) throw new Error(`dev store: not an optional scope of the app: ${unknown.join(', ')}`);
}
