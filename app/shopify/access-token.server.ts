/** A valid access token for work without a merchant present: the offline session, renewed when it is about to expire. */
import { Session } from '@shopify/shopify-api';
import { z } from 'zod';
import { Fault } from './faults.ts';

/** What is needed of Shopify's SessionStorage. */
export type OfflineSessions = {
  loadSession(id: string): Promise<Session | undefined>;
  storeSession(session: Session): Promise<boolean>;
};

export type AccessTokenOptions = {
  sessions: OfflineSessions;
  apiKey: string;
  apiSecret: string;
  fetch: typeof fetch;
  /** epoch milliseconds */
  now(): number;
};

const refreshAnswerSchema = z.object({
  access_token: z.string().min(1),
  scope: z.string().optional(),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1),
  refresh_token_expires_in: z.number().positive(),
});

/** Renewed this long before it expires, so that a long call does not outlive it. */
const MARGIN = 5 * 60_000;
const TIME_OUT = 10_000;

/**
 * Answers with a function from a shop's domain to its token. `rejected` is a token that Shopify has just refused, whatever our clock says of it:
 * it is renewed too, unless another process has done so meanwhile.
 * It throws Fault `uninstalled` without a session, `unauthorized` when only the merchant can renew it (by opening the app), `unreachable` when Shopify does not answer.
 */
export function createAccessTokens(options: AccessTokenOptions): (shopDomain: string, rejected?: string) => Promise<string> {
  const renewals = new Map<string, Promise<string>>();

  async function accessToken(shopDomain: string, rejected?: string): Promise<string> {
    const session = await load(shopDomain);
    if (session.accessToken && session.accessToken !== rejected && !expiresSoon(session)) return session.accessToken;
    // One renewal per shop at a time: refresh tokens rotate.
    const running = renewals.get(shopDomain);
    if (running) return running;
    const renewal = renew(session).finally(() => renewals.delete(shopDomain));
    renewals.set(shopDomain, renewal);
    return renewal;
  }

  async function load(shopDomain: string): Promise<Session> {
    const session = await options.sessions.loadSession(`offline_${shopDomain}`);
    if (!session) throw new Fault('uninstalled', `no session for ${shopDomain}`);
    return session;
  }

  function expiresSoon(session: Session): boolean {
    return session.expires !== undefined && session.expires.getTime() - options.now() < MARGIN;
  }

  async function renew(session: Session): Promise<string> {
    const { shop, refreshToken } = session;
    if (!refreshToken) throw mustOpenAgain(shop);
    const response = await ask(shop, refreshToken);
    if (response.status >= 500 || response.status === 429)
      throw new Fault('unreachable', `${shop}: the token could not be renewed (${response.status})`);
    const answer = refreshAnswerSchema.safeParse(response.json);
    if (response.status !== 200 || !answer.success) {
      // Another process may have used the refresh token first: its renewal is as good.
      const current = await load(shop);
      if (current.accessToken && current.accessToken !== session.accessToken && !expiresSoon(current)) return current.accessToken;
      throw mustOpenAgain(shop);
    }
    const now = options.now();
    const renewed = new Session({
      ...session.toObject(),
      accessToken: answer.data.access_token,
      ...(answer.data.scope === undefined ? {} : { scope: answer.data.scope }),
      expires: new Date(now + answer.data.expires_in * 1000),
      refreshToken: answer.data.refresh_token,
      refreshTokenExpires: new Date(now + answer.data.refresh_token_expires_in * 1000),
    });
    await options.sessions.storeSession(renewed);
    return answer.data.access_token;
  }

  async function ask(shop: string, refreshToken: string): Promise<{ status: number; json: unknown }> {
    try {
      const response = await options.fetch(`https://${shop}/admin/oauth/access_token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({
          client_id: options.apiKey,
          client_secret: options.apiSecret,
          grant_type: 'refresh_token',
          refresh_token: refreshToken,
        }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIME_OUT),
      });
      return { status: response.status, json: await response.json().catch(() => null) };
    } catch (cause) {
      throw new Fault('unreachable', `${shop}: the token could not be renewed`, { cause });
    }
  }

  return accessToken;
}

function mustOpenAgain(shop: string): Fault {
  return new Fault('unauthorized', `${shop}: access has lapsed; it is renewed when the merchant opens the app`);
}
