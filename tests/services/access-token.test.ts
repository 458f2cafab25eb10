import { Session } from '@shopify/shopify-api';
import { beforeEach, expect, test } from 'vitest';
import { createSessionStorage } from '#app/sessions.server.ts';
import { createAccessTokens } from '#app/shopify/access-token.server.ts';
import { Fault } from '#app/shopify/faults.ts';
import { readShopDetails } from '#app/shopify/operations/shop-details.ts';
import { uninstallApp } from '#devstore/auth/install.ts';
import { useAdminApi } from '../support/admin-api.ts';
import { testContext } from '../support/context.ts';
import { useDatabase } from '../support/database.ts';

/** Sealed sessions in a real database, tokens from the dev store's endpoint, which rotates refresh tokens as Shopify does. */
const database = useDatabase();
const api = useAdminApi();
let requests = 0;

function tokens(fetcher: typeof fetch = api.fetch) {
  const counting: typeof fetch = (url, init) => {
    requests += 1;
    return fetcher(url, init);
  };
  return createAccessTokens({ sessions: storage(), apiKey: 'key', apiSecret: 'secret', fetch: counting, now: () => Date.now() });
}

function storage() {
  return createSessionStorage(database.prisma, testContext(database).vault);
}

async function addSession(expiresInMinutes: number | null, refreshToken: string | null = 'refresh-1'): Promise<void> {
  if (refreshToken !== null)
    api.shop.refreshTokens.set(refreshToken, { expiresAt: Date.now() + 86_400_000, usedAt: null, replaces: null });
  await storage().storeSession(
    new Session({
      id: `offline_${api.shop.domain}`,
      shop: api.shop.domain,
      state: '',
      isOnline: false,
      scope: 'read_orders',
      accessToken: 'access-1',
      ...(expiresInMinutes === null ? {} : { expires: new Date(Date.now() + expiresInMinutes * 60_000) }),
      ...(refreshToken === null ? {} : { refreshToken, refreshTokenExpires: new Date(Date.now() + 86_400_000) }),
    }),
  );
}

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => new Error('no fault'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Fault)) throw error;
  return error;
}

beforeEach(async () => {
  await database.prisma.session.deleteMany();
  api.shop.installed = true;
  requests = 0;
});

test('a token that is good for a while is used as it is', async () => {
  await addSession(30);
  expect(await tokens()(api.shop.domain)).toBe('access-1');
  expect(requests).toBe(0);
});

test('a token that is about to expire is renewed once, however many ask, and the new one is stored with its refresh token', async () => {
  await addSession(2);
  const accessToken = tokens();
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => accessToken(api.shop.domain)));
  expect(requests).toBe(1);
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).not.toBe('access-1');
  const session = await storage().loadSession(`offline_${api.shop.domain}`);
  expect(session).toMatchObject({ accessToken: answers[0], isOnline: false });
  expect(session?.refreshToken).not.toBe('refresh-1');
  expect((session?.expires?.getTime() ?? 0) - Date.now()).toBeGreaterThan(50 * 60_000);
  expect(await tokens()(api.shop.domain)).toBe(answers[0]);
});

test('a token that Shopify refuses before its time is renewed once, and a renewal that came meanwhile is used as it is', async () => {
  await addSession(30);
  const accessToken = tokens();
  const renewed = await accessToken(api.shop.domain, 'access-1');
  expect(renewed).not.toBe('access-1');
  expect(await accessToken(api.shop.domain, 'access-1')).toBe(renewed);
  expect(requests).toBe(1);
});

test("a process that lost the race for the refresh token takes the winner's renewal", async () => {
  await addSession(2);
  const winner = tokens();
  const loser = tokens(async () => {
    await winner(api.shop.domain);
    return new Response(JSON.stringify({ error: 'invalid_grant' }), { status: 400 });
  });
  const token = await loser(api.shop.domain);
  expect(token).toBe((await storage().loadSession(`offline_${api.shop.domain}`))?.accessToken);
  expect(token).not.toBe('access-1');
});

test('a dead refresh token means that the merchant must open the app', async () => {
  await addSession(2);
  api.shop.refreshTokens.clear();
  const fault = await faultOf(tokens()(api.shop.domain));
  expect([fault.kind, fault.retry]).toEqual(['unauthorized', true]);
  expect(fault.message).not.toContain('refresh-1');
});

test('without a session the shop counts as uninstalled', async () => {
  expect((await faultOf(tokens()(api.shop.domain))).kind).toBe('uninstalled');
});

test('an expired token without a refresh token means that the merchant must open the app', async () => {
  await addSession(-1, null);
  expect((await faultOf(tokens()(api.shop.domain))).kind).toBe('unauthorized');
  expect(requests).toBe(0);
});

test('a token endpoint that is down or silent is a fault worth a retry', async () => {
  await addSession(2);
  const down = tokens(() => Promise.resolve(new Response('', { status: 502 })));
  expect((await faultOf(down(api.shop.domain))).retry).toBe(true);
  const silent = tokens(() => Promise.reject(new TypeError('fetch failed')));
  expect((await faultOf(silent(api.shop.domain))).retry).toBe(true);
  expect(await tokens()(api.shop.domain)).not.toBe('access-1');
});

test('after an uninstallation a call is answered with one kind of fault', async () => {
  await addSession(30);
  uninstallApp(api.store, api.shop);
  const fault = await faultOf(readShopDetails(api.client()));
  expect(fault.kind).toBe('unauthorized');
});
