import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { grantOptionalScopes, installApp, revokeOptionalScopes, uninstallApp } from '#devstore/auth/install.ts';
import { hostParameter, sessionToken } from '#devstore/auth/session-token.ts';
import { exchangeBody, useDevstore } from '#tests/support/devstore.ts';

const used = useDevstore();
const day = 86_400_000;

function token(body: Record<string, string>) {
  const { fetch, shop } = used();
  return fetch(`https://${shop.domain}/admin/oauth/access_token`, { method: 'POST', body });
}

function refresh(refreshToken: string) {
  return token({
    client_id: 'test-api-key',
    client_secret: 'test-api-secret',
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  });
}

async function freshPair() {
  const { devstore, shop } = used();
  return (await token(exchangeBody(sessionToken(devstore.store, shop)))).json() as {
    access_token: string;
    refresh_token: string;
  };
}

function forged(claims: Record<string, unknown>, secret = 'test-api-secret'): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

function claimsNow() {
  const { shop } = used();
  const now = Math.floor(Date.now() / 1000);
  const dest = `https://${shop.domain}`;
  return { iss: `${dest}/admin`, dest, aud: 'test-api-key', sub: '1', exp: now + 60, nbf: now, iat: now };
}

beforeEach(() => {
  const { devstore, shop } = used();
  installApp(devstore.store, shop);
});

describe('token exchange', () => {
  test('a live session token gives an expiring offline token with a refresh token', async () => {
    const { devstore, shop } = used();
    const answer = await token(exchangeBody(sessionToken(devstore.store, shop)));
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({
      access_token: expect.stringMatching(/^shpat_[0-9a-f]{32}$/) as string,
      scope:
        'read_customers,read_discounts,read_orders,read_products,read_shopify_payments_disputes,write_app_proxy,write_customers,write_discounts',
      expires_in: 3600,
      refresh_token: expect.stringMatching(/^shprt_/) as string,
      refresh_token_expires_in: 7_776_000,
    });
  });

  test.each([
    ['a session token signed with another secret', () => forged(claimsNow(), 'other')],
    ['an expired session token', () => forged({ ...claimsNow(), exp: Math.floor(Date.now() / 1000) - 30 })],
    ['a session token of another app', () => forged({ ...claimsNow(), aud: 'someone-else' })],
    [
      'of another shop',
      () => forged({ ...claimsNow(), iss: 'https://other.myshopify.com/admin', dest: 'https://other.myshopify.com' }),
    ],
    ['no session token at all', () => 'not-a-token'],
  ])('%s is answered 400 invalid_subject_token', async (_, make) => {
    const answer = await token(exchangeBody(make()));
    expect(answer.status).toBe(400);
    expect(answer.json()['error']).toBe('invalid_subject_token');
  });

  test('wrong client credentials are answered 401 before anything else is looked at', async () => {
    const { devstore, shop } = used();
    const answer = await token({ ...exchangeBody(sessionToken(devstore.store, shop)), client_secret: 'wrong' });
    expect(answer.status).toBe(401);
    expect(answer.json()['error']).toBe('invalid_client');
  });

  test('a shop that has not installed the app gets no token', async () => {
    const { devstore, shop } = used();
    uninstallApp(devstore.store, shop);
    expect((await token(exchangeBody(sessionToken(devstore.store, shop)))).json()['error']).toBe('invalid_subject_token');
  });
});

describe('refresh', () => {
  test('gives a new pair, and the spent refresh token works again until the new one is used', async () => {
    const first = await freshPair();
    const second = (await refresh(first.refresh_token)).json() as typeof first;
    expect(second.access_token).not.toBe(first.access_token);
    const repeated = await refresh(first.refresh_token);
    expect(repeated.status).toBe(200);
    expect((await refresh(second.refresh_token)).status).toBe(200);
    const late = await refresh(first.refresh_token);
    expect(late.status).toBe(400);
    expect(late.json()['error']).toBe('invalid_request');
  });

  test('a spent refresh token is dead after 30 days, an unused one after 90', async () => {
    const { shop } = used();
    const spent = await freshPair();
    await refresh(spent.refresh_token);
    const kept = shop.refreshTokens.get(spent.refresh_token);
    if (kept === undefined || kept.usedAt === null) throw new Error('the spent token is forgotten');
    kept.usedAt -= 31 * day;
    expect((await refresh(spent.refresh_token)).status).toBe(400);
    const unused = await freshPair();
    const fresh = shop.refreshTokens.get(unused.refresh_token);
    if (fresh === undefined) throw new Error('the token is forgotten');
    fresh.expiresAt -= 91 * day;
    expect((await refresh(unused.refresh_token)).status).toBe(400);
  });

  test('after an uninstall neither the access token nor the refresh token works, nor do they after a reinstall', async () => {
    const { devstore, shop, graphql } = used();
    const pair = await freshPair();
    uninstallApp(devstore.store, shop);
    expect((await refresh(pair.refresh_token)).status).toBe(400);
    const refused = await graphql(pair.access_token, '{ shop { name } }');
    expect(refused.errors).toBe('[API] Invalid API key or access token (unrecognized login or wrong password)');
    const before = shop.installationId;
    installApp(devstore.store, shop);
    expect(shop.installationId).not.toBe(before);
    expect((await refresh(pair.refresh_token)).status).toBe(400);
  });
});

describe('scopes', () => {
  test('an optional scope is granted, survives opening the app, and is given back', async () => {
    const { devstore, shop } = used();
    const { store } = devstore;
    grantOptionalScopes(store, shop, ['write_gift_cards']);
    installApp(store, shop);
    expect(shop.grantedScopes).toContain('write_gift_cards');
    revokeOptionalScopes(store, shop, ['write_gift_cards']);
    expect(shop.grantedScopes).toEqual([...store.app.scopes].sort());
  });

  test('a scope that the configuration does not declare cannot be granted', () => {
    const { devstore, shop } = used();
    expect(() => grantOptionalScopes(devstore.store, shop, ['read_themes'])).toThrow('read_themes');
  });

  test('a change of scopes is told to the app', () => {
    const { devstore, shop } = used();
    grantOptionalScopes(devstore.store, shop, ['read_gift_cards']);
    const told = shop.deliveries.filter((delivery) => delivery.topic === 'app/scopes_update').at(-1);
    const body = JSON.parse(told?.body ?? '{}') as { previous: string[]; current: string[]; shop_id: string };
    expect(body.current).toContain('read_gift_cards');
    expect(body.previous).not.toContain('read_gift_cards');
    expect(body.shop_id).toBe(`gid://shopify/Shop/${shop.id}`);
    revokeOptionalScopes(devstore.store, shop, ['read_gift_cards']);
  });
});

test('host is the admin address of the shop', () => {
  const { shop } = used();
  expect(Buffer.from(hostParameter(shop), 'base64url').toString()).toBe('admin.shopify.com/store/hillside-roasters');
});

test("Shopify's own SDK exchanges, queries, refreshes and sees errors, started with the app's environment and nothing else", async () => {
  const { devstore, shop, runAsApp } = used();
  // One that the SDK itself takes for good: only Shopify knows which shop it belongs to.
  const foreign = forged({ ...claimsNow(), iss: 'https://other.myshopify.com/admin', dest: 'https://other.myshopify.com' });
  const result = await runAsApp(`
    import '@shopify/shopify-api/adapters/node';
    import { shopifyApi, ApiVersion, RequestedTokenType, GraphqlQueryError, HttpResponseError } from '@shopify/shopify-api';
    const shopify = shopifyApi({
      apiKey: process.env.SHOPIFY_API_KEY, apiSecretKey: process.env.SHOPIFY_API_SECRET, hostName: new URL(process.env.SHOPIFY_APP_URL).host,
      apiVersion: ApiVersion.October26, isEmbeddedApp: true, logger: { level: 0 },
    });
    const shop = ${JSON.stringify(shop.domain)};
    const sessionToken = ${JSON.stringify(sessionToken(devstore.store, shop))};
    const payload = await shopify.session.decodeSessionToken(sessionToken);
    const requestedTokenType = RequestedTokenType.OfflineAccessToken;
    const { session } = await shopify.auth.tokenExchange({ shop, sessionToken, requestedTokenType, expiring: true });
    const { session: renewed } = await shopify.auth.refreshToken({ shop, refreshToken: session.refreshToken });
    const client = new shopify.clients.Graphql({ session: renewed });
    const named = await client.request('query { shop { name myshopifyDomain } }');
    const caught = async (work) => { try { await work(); return 'nothing thrown'; } catch (error) { return error; } };
    const denied = await caught(() => client.request('query { giftCards(first: 1) { nodes { id } } }'));
    const dead = await caught(() => new shopify.clients.Graphql({ session: { ...renewed, shop, accessToken: 'shpat_dead' } }).request('{ shop { name } }'));
    const invalid = await caught(() => shopify.auth.tokenExchange({ shop, sessionToken: ${JSON.stringify(foreign)}, requestedTokenType, expiring: true }));
    const outside = await caught(() => fetch('https://example.com/'));
    console.log(JSON.stringify({
      dest: payload.dest, expires: session.expires instanceof Date, refreshed: renewed.accessToken !== session.accessToken,
      scope: renewed.scope, data: named.data,
      denied: [denied instanceof GraphqlQueryError, denied.body?.errors?.graphQLErrors?.[0]?.extensions?.code],
      dead: dead.response?.code,
      invalid: [invalid instanceof HttpResponseError, invalid.response?.code, invalid.response?.body?.error],
      outside: outside instanceof TypeError,
    }));
  `);
  expect(result).toEqual({
    dest: `https://${shop.domain}`,
    expires: true,
    refreshed: true,
    scope: devstore.store.app.scopes.join(','),
    data: { shop: { name: 'Hillside Roasters', myshopifyDomain: shop.domain } },
    denied: [true, 'ACCESS_DENIED'],
    dead: 401,
    invalid: [true, 400, 'invalid_subject_token'],
    outside: true,
  });
});

test('an app that follows the virtual clock gets tokens of that clock, and they age with it', async () => {
  const { store } = used().devstore;
  store.appFollowsClock = true;
  store.clockOffset = 14 * day;
  const claims = JSON.parse(Buffer.from(sessionToken(store, used().shop).split('.')[1] ?? '', 'base64url').toString()) as {
    exp: number;
  };
  expect(claims.exp * 1000).toBeGreaterThan(Date.now() + 13 * day);
  const pair = await freshPair();
  const names = () => used().graphql(pair.access_token, '{ shop { name } }');
  expect((await names()).errors).toBeUndefined();
  store.clockOffset += 3_601_000;
  expect((await names()).errors).toContain('Invalid API key or access token');
  expect((await refresh(pair.refresh_token)).status).toBe(200);
  store.clockOffset = 0;
  store.appFollowsClock = false;
});
