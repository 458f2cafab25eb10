/** POST /admin/api/{version}/graphql.json: the token, the version, the faults a tester switched on, then the operation. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import { appTime } from '#devstore/clock.ts';
import { namesOf, runRequest, type GraphqlRequest } from '#devstore/admin-api/execute.ts';
import { answerAfter, answerInstead, faultAt } from '#devstore/admin-api/faults.ts';
import { adminApiVersion } from '#devstore/admin-api/schema.ts';
import type { ShopState, Store } from '#devstore/state.ts';
import { chance } from '#devstore/store.ts';

const badToken = '[API] Invalid API key or access token (unrecognized login or wrong password)';

export function adminGraphql(store: Store): RequestHandler {
  return (request, response, next) => {
    answer(store, request, response).catch(next);
  };
}

async function answer(store: Store, request: Request, response: Response): Promise<void> {
  const faults = store.injectors.adminApi;
  if (faults.delayMs > 0) await wait(faults.delayMs);
  response.set({ 'x-request-id': randomUUID(), 'x-shopify-api-version': adminApiVersion });
  if (faults.failRate > 0 && chance(store) < faults.failRate) {
    response.status(503).type('text').send('Service Unavailable');
    return;
  }
  const shop = store.shops.get(request.hostname);
  if (shop === undefined || !isLive(store, shop, request.get('x-shopify-access-token'))) {
    response.status(401).json({ errors: badToken });
    return;
  }
  // What a frozen shop answers (shopify.dev, "Shopify API response status and error codes").
  if (faults.refuse) {
    response.status(402).json({ errors: 'Unavailable Shop' });
    return;
  }
  if (request.params['version'] !== adminApiVersion) {
    response
      .status(404)
      .json({ errors: `dev store: Admin API ${request.params['version']} is not imitated, only ${adminApiVersion}` });
    return;
  }
  const asked = readRequest(request.body);
  if (asked === null) {
    response.status(400).json({ errors: { query: 'Required parameter missing or invalid' } });
    return;
  }
  const fault = faults.faults.length === 0 ? null : faultAt(store, shop, namesOf(asked));
  if (fault?.fault === 'revoke-token') {
    shop.accessTokens.delete(request.get('x-shopify-access-token') ?? '');
    response.status(401).json({ errors: badToken });
    return;
  }
  const struck = { store, shop, operation: asked.operationName ?? '', request, response };
  if (fault !== null && (await answerInstead(fault, struck))) return;
  const result = runRequest(
    { store, shop, scopes: shop.grantedScopes, spent: 0, fault },
    asked,
    faults.throttle || fault?.fault === 'throttled',
  );
  if (faults.loseAnswerRate > 0 && chance(store) < faults.loseAnswerRate) {
    request.socket.destroy();
    return;
  }
  await answerAfter(fault, struck, result);
}

function isLive(store: Store, shop: ShopState, token: string | undefined): boolean {
  const known = token === undefined ? undefined : shop.accessTokens.get(token);
  return shop.installed && known !== undefined && (known.expiresAt === null || known.expiresAt > appTime(store));
}

function readRequest(body: unknown): GraphqlRequest | null {
  if (typeof body !== 'object' || body === null) return null;
  const { query, variables, operationName } = body as Record<string, unknown>;
  if (typeof query !== 'string' || query.trim() === '') return null;
  return {
    query,
    variables: typeof variables === 'object' && variables !== null ? (variables as Record<string, unknown>) : {},
    operationName: typeof operationName === 'string' ? operationName : null,
  };
}
