/** How the admin opens the app: the address of its frame, signed, with a first session token. */
import { createHmac, randomBytes } from 'node:crypto';
import { hostParameter, sessionToken } from '#devstore/auth/session-token.ts';
import { appTime } from '#devstore/clock.ts';
import type { ShopState, Store } from '#devstore/state.ts';

/** `path` is the app's own path with its query ("/app/referrals?page=2"). */
export function launchUrl(store: Store, shop: ShopState, path: string): string {
  const url = new URL(path, store.app.url);
  const parameters: Record<string, string> = {
    embedded: '1',
    host: hostParameter(shop),
    id_token: sessionToken(store, shop),
    locale: shop.staff.locale,
    session: randomBytes(32).toString('hex'),
    shop: shop.domain,
    timestamp: String(Math.floor(appTime(store) / 1000)),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  url.searchParams.set('hmac', signature(store.app.apiSecret, url.searchParams));
  return url.href;
}

/** Hex HMAC-SHA256 of the other parameters in alphabetical order. Source: shopify.dev, "Verify the installation request". */
function signature(secret: string, parameters: URLSearchParams): string {
  const sorted = new URLSearchParams([...parameters].filter(([name]) => name !== 'hmac').sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHmac('sha256', secret).update(sorted.toString()).digest('hex');
}
