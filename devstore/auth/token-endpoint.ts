/** POST /admin/oauth/access_token: token exchange and refresh. */
import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { appTime } from '#devstore/clock.ts';
import { readSessionToken } from '#devstore/auth/session-token.ts';
import type { ShopState, Store } from '#devstore/state.ts';

const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
const idToken = 'urn:ietf:params:oauth:token-type:id_token';
const offlineToken = 'urn:shopify:params:oauth:token-type:offline-access-token';
const onlineToken = 'urn:shopify:params:oauth:token-type:online-access-token';

const accessSeconds = 3_600;
const refreshSeconds = 90 * 86_400;
/** How long a spent refresh token may be tried again while its replacement is unused (shopify.dev changelog, 28 August 2026). */
const recoverySeconds = 30 * 86_400;

export function tokenEndpoint(store: Store): RequestHandler {
  return (request, response, next) => {
    answer(store, request, response).catch(next);
  };
}

async function answer(store: Store, request: Request, response: Response): Promise<void> {
  const shop = store.shops.get(request.hostname);
  const body = (request.body ?? {}) as Record<string, unknown>;
  response.set('cache-control', 'no-store');
  if (shop === undefined) return fail(response, 404, 'not_found', 'There is no such shop.');
  if (body['client_id'] !== store.app.apiKey || body['client_secret'] !== store.app.apiSecret) {
    return fail(response, 401, 'invalid_client', 'Client authentication failed.');
  }
  if (body['grant_type'] === exchangeGrant) return exchange(store, shop, body, response);
  if (body['grant_type'] === 'refresh_token') return refresh(store, shop, body, response);
  return fail(response, 400, 'unsupported_grant_type', `dev store: grant type ${String(body['grant_type'])} is not imitated`);
}

async function exchange(store: Store, shop: ShopState, body: Record<string, unknown>, response: Response): Promise<void> {
  const userId =
    body['subject_token_type'] === idToken ? await readSessionToken(store, shop, String(body['subject_token'])) : null;
  if (userId === null || !shop.installed) {
    return fail(response, 400, 'invalid_subject_token', 'Token exchange cannot be performed due to an invalid subject token.');
  }
  if (body['requested_token_type'] === onlineToken) {
    const access = issueAccess(store, shop, 'online', 86_400, userId);
    response.json({
      access_token: access,
      scope: shop.grantedScopes.join(','),
      expires_in: 86_399,
      associated_user_scope: shop.grantedScopes.join(','),
      associated_user: {
        id: Number(shop.staff.id),
        first_name: shop.staff.firstName,
        last_name: shop.staff.lastName,
        email: shop.staff.email,
        email_verified: true,
        account_owner: true,
        locale: shop.staff.locale,
        collaborator: false,
      },
    });
    return;
  }
  if (body['requested_token_type'] !== offlineToken) {
    return fail(response, 400, 'invalid_request', 'The requested token type is not supported.');
  }
  if (String(body['expiring']) !== '1') {
    response.json({ access_token: issueAccess(store, shop, 'offline', null, null), scope: shop.grantedScopes.join(',') });
    return;
  }
  issuePair(store, shop, null, response);
}

function refresh(store: Store, shop: ShopState, body: Record<string, unknown>, response: Response): void {
  const token = String(body['refresh_token']);
  const known = shop.refreshTokens.get(token);
  const now = appTime(store);
  const tooLate = known?.usedAt !== null && known?.usedAt !== undefined && now > known.usedAt + recoverySeconds * 1000;
  if (!shop.installed || known === undefined || known.expiresAt < now || tooLate) {
    return fail(response, 400, 'invalid_request', 'The refresh token is invalid or expired.');
  }
  known.usedAt ??= now;
  // Using a replacement retires the token it was issued for.
  if (known.replaces !== null) shop.refreshTokens.delete(known.replaces);
  known.replaces = null;
  issuePair(store, shop, token, response);
}

function issuePair(store: Store, shop: ShopState, replaces: string | null, response: Response): void {
  const refreshToken = `shprt_${randomBytes(16).toString('hex')}`;
  shop.refreshTokens.set(refreshToken, { expiresAt: appTime(store) + refreshSeconds * 1000, usedAt: null, replaces });
  response.json({
    access_token: issueAccess(store, shop, 'offline', accessSeconds, null),
    scope: shop.grantedScopes.join(','),
    expires_in: accessSeconds,
    refresh_token: refreshToken,
    refresh_token_expires_in: refreshSeconds,
  });
}

function issueAccess(
  store: Store,
  shop: ShopState,
  kind: 'offline' | 'online',
  seconds: number | null,
  userId: string | null,
): string {
  const token = `${kind === 'online' ? 'shpua' : 'shpat'}_${randomBytes(16).toString('hex')}`;
  shop.accessTokens.set(token, { kind, expiresAt: seconds === null ? null : appTime(store) + seconds * 1000, userId });
  return token;
}

function fail(response: Response, status: number, error: string, description: string): void {
  response.status(status).json({ error, error_description: description });
}
