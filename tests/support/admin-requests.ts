/** Requests to the admin as Shopify's admin makes them: a session token in the header, the shop's offline session stored. */
import { randomUUID } from 'node:crypto';
import { Session } from '@shopify/shopify-api';
import { SignJWT } from 'jose';
import { beforeAll } from 'vitest';
import { useDatabase } from '#tests/support/database.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { insertShop, type TestShop } from '#tests/fixtures/referral-rows.ts';

export type Admin = {
  context: TestContext;
  shop: TestShop;
  /** Another installed shop. */
  stranger: TestShop;
  /** A loader's or action's argument, signed in as a staff member (user 71001) of `shop`. */
  signedIn(
    path: string,
    options?: { params?: Record<string, string>; body?: unknown; as?: TestShop; secret?: string },
  ): Promise<RouteArgs>;
  /** The same without any token. */
  anonymous(path: string): RouteArgs;
};

export type RouteArgs = { request: Request; params: Record<string, string>; context: Record<string, never> };

const key = Symbol.for('vouchsafe.context');
const browser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** Routes find their context where server.ts puts it. Import routes inside tests, after this has run. */
export function useAdmin(): Admin {
  const database = useDatabase();
  const admin = {} as Admin;
  beforeAll(async () => {
    const context = testContext(database, { at: Date.now() }); // session tokens are checked by the real clock
    (globalThis as Record<symbol, unknown>)[key] = context;
    const personalKey = context.vault.newShopKey();
    const [shop, stranger] = [
      await insertShop(database.prisma, { personalKey }),
      await insertShop(database.prisma, { personalKey }),
    ];
    for (const { domain } of [shop, stranger]) await context.sessions.storeSession(offlineSession(domain, context.env.SCOPES));

    Object.assign(admin, {
      context,
      shop,
      stranger,
      async signedIn(path, { params = {}, body, as = shop, secret = context.env.SHOPIFY_API_SECRET } = {}) {
        const token = await sessionToken(as.domain, context.env.SHOPIFY_API_KEY, secret);
        const headers: Record<string, string> = { 'user-agent': browser, authorization: `Bearer ${token}` };
        const form = body instanceof URLSearchParams;
        if (body !== undefined && !form) headers['content-type'] = 'application/json';
        const init = body === undefined ? {} : { method: 'POST', body: form ? body : JSON.stringify(body) };
        return { request: new Request(`https://app.vouchsafe.test${path}`, { headers, ...init }), params, context: {} };
      },
      anonymous: (path) => ({
        request: new Request(`https://app.vouchsafe.test${path}`, { headers: { 'user-agent': browser } }),
        params: {},
        context: {},
      }),
    } satisfies Admin);
  });
  return admin;
}

function offlineSession(shop: string, scope: string): Session {
  return new Session({
    id: `offline_${shop}`,
    shop,
    state: '',
    isOnline: false,
    scope,
    accessToken: 'shpat_test',
    expires: new Date(Date.now() + 3_600_000),
    refreshToken: 'shprt_test',
    refreshTokenExpires: new Date(Date.now() + 86_400_000),
  });
}

async function sessionToken(shop: string, apiKey: string, secret: string): Promise<string> {
  return new SignJWT({ dest: `https://${shop}`, sid: randomUUID() })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(`https://${shop}/admin`)
    .setAudience(apiKey)
    .setSubject('71001')
    .setJti(randomUUID())
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime('60s')
    .sign(new TextEncoder().encode(secret));
}

/** What a loader or action threw or answered, as a Response. */
export async function responseOf(answer: Promise<unknown>): Promise<Response> {
  try {
    const given = await answer;
    if (given instanceof Response) return given;
    throw new Error('answered no Response');
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}
