/** What App Bridge asks the admin for, as JSON for the shell's own script: /store/{handle}/app-bridge/… */
import express, { type Router } from 'express';
import { blockState } from '#devstore/admin-shell/pages/theme-editor.ts';
import { extensionBlocks, extensionHandle } from '#devstore/admin-shell/extension-files.ts';
import { describeScope } from '#devstore/admin-shell/pages/scopes.ts';
import { grantOptionalScopes, revokeOptionalScopes } from '#devstore/auth/install.ts';
import { sessionToken } from '#devstore/auth/session-token.ts';
import type { ShopState, Store } from '#devstore/state.ts';

/** `shopOf` finds the shop of a request's `:handle`. */
export function createAnswers(store: Store, shopOf: (handle: string | undefined) => ShopState | null): Router {
  const router = express.Router({ mergeParams: true });
  router.use(express.json());

  function answer(path: string, method: 'get' | 'post', make: (shop: ShopState, body: unknown) => unknown): void {
    router[method](path, (request, response) => {
      const shop = shopOf((request.params as Record<string, string>)['handle']);
      response.set('cache-control', 'no-store');
      if (shop === null || !shop.installed) return void response.status(404).json({ error: 'The app is not installed.' });
      try {
        return void response.json(make(shop, request.body));
      } catch (error) {
        return void response.status(422).json({ error: error instanceof Error ? error.message : 'refused' });
      }
    });
  }

  answer('/id-token', 'get', (shop) => ({ token: sessionToken(store, shop) }));
  answer('/extensions', 'get', (shop) => [themeExtension(store, shop)]);
  answer('/scopes', 'get', (shop) => scopesDetail(store, shop));
  answer('/scopes/describe', 'post', (_, body) => scopesIn(body).map((scope) => ({ scope, words: describeScope(scope) })));
  answer('/scopes/grant', 'post', (shop, body) => {
    grantOptionalScopes(store, shop, scopesIn(body));
    return scopesDetail(store, shop);
  });
  answer('/scopes/revoke', 'post', (shop, body) => {
    revokeOptionalScopes(store, shop, scopesIn(body));
    return scopesDetail(store, shop);
  });
  return router;
}

function scopesDetail(store: Store, shop: ShopState): { granted: string[]; required: string[]; optional: string[] } {
  return { granted: shop.grantedScopes, required: store.app.scopes, optional: store.app.optionalScopes };
}

/** Shape: ExtensionInfo<'theme_app_extension'> of @shopify/app-bridge-types. */
function themeExtension(store: Store, shop: ShopState) {
  return {
    handle: extensionHandle(store),
    type: 'theme_app_extension',
    activations: extensionBlocks(store).map((block) => {
      const { enabled } = blockState(shop, block);
      return {
        target: block.target,
        handle: block.handle,
        name: block.name,
        status: enabled ? 'active' : 'available',
        activations: enabled
          ? [
              {
                target: block.target === 'section' ? `template--index/apps/${block.handle}` : block.target,
                themeId: 'gid://shopify/OnlineStoreTheme/1',
              },
            ]
          : [],
      };
    }),
  };
}

function scopesIn(body: unknown): string[] {
  const scopes = typeof body === 'object' && body !== null && 'scopes' in body ? body.scopes : null;
  if (!Array.isArray(scopes) || !scopes.every((scope) => typeof scope === 'string'))
    throw new Error('scopes must be a list of names');
  return scopes;
}
