/** A storefront on a plain server, and shoppers who keep their cookies. No proxy, no TLS: the Host header says which shop. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { blankDiscount } from '#devstore/discounts/blank-discount.ts';
import { createStorefront } from '#devstore/storefront/app.ts';
import type { DiscountState, ShopState, Store } from '#devstore/state.ts';
import { addShop, createStore, newId, type ShopOptions } from '#devstore/store.ts';
import { stopDeliveries } from '#devstore/webhooks/dispatch.ts';

export type Answer = {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  location: string;
  json: () => Record<string, unknown>;
};
type Options = { headers?: Record<string, string>; host?: string };

export type Shopper = {
  cookies: Map<string, string>;
  get(path: string, options?: Options): Promise<Answer>;
  /** An object goes as JSON, URLSearchParams as a form. */
  post(path: string, body: object, options?: Options): Promise<Answer>;
  /** A form, or a GET, and then wherever it leads. */
  follow(answer: Answer): Promise<Answer>;
};

export type Stand = { store: Store; shop: ShopState; newShopper(headers?: Record<string, string>): Shopper };

/** Starts it for one test; it is closed when the test is over. */
export async function openStorefront(options: Partial<ShopOptions> & { appOrigin?: string } = {}): Promise<Stand> {
  const store = createStore({ apiKey: 'key', apiSecret: 'app secret', appOrigin: options.appOrigin ?? 'http://127.0.0.1:9' });
  store.app.extensionDir = path.resolve(import.meta.dirname, '../fixtures/extension');
  const shop = addShop(store, { handle: 'hillside-roasters', customers: 5, ...options });
  const server = http.createServer(createStorefront(store));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    stopDeliveries(store);
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { store, shop, newShopper: (headers = {}) => shopper(port, shop.domain, headers) };
}

/** A variant of the seeded catalogue: "kochere-washed" and, where there are several, "250 g". */
export function variantIn(shop: ShopState, handle: string, title?: string) {
  const product = [...shop.products.values()].find((each) => each.handle === handle);
  const variant = product?.variants.find((each) => title === undefined || each.title === title);
  if (product === undefined || variant === undefined) throw new Error(`the shop has no ${handle} ${title ?? ''}`);
  return variant;
}

/** Adds a discount: 10 % with one code unless told otherwise. */
export function addDiscount(
  store: Store,
  shop: ShopState,
  code: string,
  change: Partial<Omit<DiscountState, 'codes'>> & { codes?: string[] } = {},
): DiscountState {
  const { codes, ...rest } = change;
  const discount: DiscountState = {
    ...blankDiscount,
    id: newId(store),
    title: code,
    codes: (codes ?? [code]).map((each) => ({ id: newId(store), code: each, usageCount: 0 })),
    value: { percentage: 0.1 },
    startsAt: '2020-01-01T00:00:00Z',
    createdAt: '2020-01-01T00:00:00Z',
    updatedAt: '2020-01-01T00:00:00Z',
    usedByCustomer: {},
    ...rest,
  };
  shop.discounts.set(discount.id, discount);
  return discount;
}

function shopper(port: number, domain: string, own: Record<string, string>): Shopper {
  const cookies = new Map<string, string>();
  async function send(method: string, url: string, body: object | null, options: Options): Promise<Answer> {
    const isForm = body instanceof URLSearchParams;
    const payload = body === null ? '' : isForm ? body.toString() : JSON.stringify(body);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return new Promise((resolve, reject) => {
      const request = http.request({
        port,
        host: '127.0.0.1',
        method,
        path: url,
        headers: {
          host: options.host ?? domain,
          accept: 'text/html',
          ...(cookie === '' ? {} : { cookie }),
          ...(body === null ? {} : { 'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json' }),
          ...own,
          ...options.headers,
        },
      });
      request.on('error', reject);
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          for (const line of response.headers['set-cookie'] ?? []) {
            const [pair = ''] = line.split(';');
            cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
          }
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            location: response.headers.location ?? '',
            json: () => JSON.parse(text) as Record<string, unknown>,
          });
        });
      });
      request.end(payload);
    });
  }
  return {
    cookies,
    get: (url, options = {}) => send('GET', url, null, options),
    post: (url, body, options = {}) => send('POST', url, body, options),
    async follow(answer) {
      let at = answer;
      for (let step = 0; step < 5 && at.status >= 300 && at.status < 400; step += 1)
        at = await send('GET', at.location, null, {});
      return at;
    },
  };
}
