/** Shoppers of the played history use the storefront as everybody does: over HTTP, through the app proxy, with a session of their own. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  claimAnswerSchema,
  standingAnswerSchema,
  type ClaimAnswer,
  type ClaimRequest,
  type StandingAnswer,
  type VisitRequest,
} from '#app/domain/storefront-contract.ts';
import type { Browser } from '#devstore/history/people.ts';
import { createStorefront } from '#devstore/storefront/app.ts';
import type { ShopState, Store } from '#devstore/state.ts';

export type StorefrontDoor = {
  /** Whether the app took the visit. */
  visit(browser: Browser, visit: VisitRequest): Promise<boolean>;
  /** Null when the app did not answer as agreed. */
  claim(browser: Browser, claim: ClaimRequest): Promise<ClaimAnswer | null>;
  /** The standing of a signed-in customer; `join` enrols them first. */
  standing(customerId: string, join: boolean): Promise<StandingAnswer | null>;
  close(): void;
};

type Answer = { status: number; body: string; cookie: string | null };

/** Opens the shop's storefront on a port of its own. Close it afterwards. */
export async function openStorefrontDoor(store: Store, shop: ShopState): Promise<StorefrontDoor> {
  const server = http.createServer(createStorefront(store));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  const { prefix, subpath } = store.app.proxy;
  const cookies = new Map<string, string>();

  async function ask(method: 'GET' | 'POST', path: string, headers: Record<string, string>, body: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, path, method, agent, headers: { host: shop.domain, ...headers } };
      const request = http.request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const cookie = response.headers['set-cookie']?.map((each) => each.split(';')[0] ?? '').join('; ') ?? null;
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString(), cookie });
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  function toApp(method: 'GET' | 'POST', endpoint: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
    const text = body === null ? '' : JSON.stringify(body);
    const type = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
    return ask(method, `/${prefix}/${subpath}/${endpoint}`, { ...headers, ...(text === '' ? {} : type) }, text);
  }

  async function signIn(customerId: string): Promise<string> {
    const known = cookies.get(customerId);
    if (known !== undefined) return known;
    const form = `customer_id=${customerId}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(form.length) };
    const { cookie } = await ask('POST', '/account/login', headers, form);
    if (cookie === null)
      throw new Error(`dev store: customer ${customerId} could not sign in (is the storefront behind a password?)`);
    cookies.set(customerId, cookie);
    return cookie;
  }

  return {
    async visit(browser, visit) {
      const { status } = await toApp('POST', 'visit', visit, headersOf(browser));
      return status >= 200 && status < 300;
    },
    async claim(browser, claim) {
      const { status, body } = await toApp('POST', 'claim', claim, headersOf(browser));
      return status === 200 || status === 429 ? (claimAnswerSchema.safeParse(parsed(body)).data ?? null) : null;
    },
    async standing(customerId, join) {
      const cookie = await signIn(customerId);
      const answer = join ? await toApp('POST', 'join', {}, { cookie }) : await toApp('GET', 'standing', null, { cookie });
      return answer.status === 200 ? (standingAnswerSchema.safeParse(parsed(answer.body)).data ?? null) : null;
    },
    close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

function headersOf(browser: Browser): Record<string, string> {
  return { 'user-agent': browser.userAgent, 'x-forwarded-for': browser.ip, 'accept-language': 'en' };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
