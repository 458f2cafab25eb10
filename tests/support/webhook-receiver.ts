/** Stands where the app stands: takes the dev store's webhooks, checks each signature as Shopify's documentation says, and keeps them. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import type { ShopState, Store } from '#devstore/state.ts';
import { addShop, createStore, type ShopOptions } from '#devstore/store.ts';
import { stopDeliveries } from '#devstore/webhooks/dispatch.ts';

export type Received = {
  topic: string;
  shop: string;
  webhookId: string;
  eventId: string;
  headers: string[];
  body: string;
  payload: Record<string, unknown>;
  signatureHolds: boolean;
  path: string;
};

export type Receiver = {
  origin: string;
  received: Received[];
  /** Bodies of one topic, in order of arrival. */
  of(topic: string): Record<string, unknown>[];
  /** What the next deliveries are answered; 200 when empty. `null` = never. */
  answers: (number | null)[];
  /** Connections that were opened. */
  connections(): number;
};

const secret = 'a secret only Shopify and the app know';
const closing: (() => void)[] = [];

/** A dev store with one installed shop whose app is the receiver. Everything is closed after the test. */
export async function storeWithReceiver(
  options: Partial<ShopOptions> = {},
): Promise<{ store: Store; shop: ShopState; receiver: Receiver }> {
  const receiver = await startReceiver();
  const store = createStore({ apiKey: 'key', apiSecret: secret, appOrigin: receiver.origin });
  const shop = addShop(store, { handle: 'hillside-roasters', customers: 5, ...options });
  shop.installed = true;
  closing.push(() => stopDeliveries(store));
  return { store, shop, receiver };
}

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Subscribes the shop to topics with their whole payload, as an app does through the Admin API. */
export function subscribe(shop: ShopState, topics: string[], options: { includeFields?: string[]; filter?: string } = {}): void {
  for (const topic of topics) {
    const id = `${shop.webhookSubscriptions.size + 1}`;
    shop.webhookSubscriptions.set(id, {
      id,
      topic: topic.toUpperCase().replace('/', '_'),
      uri: '/api-hooks',
      includeFields: options.includeFields ?? [],
      filter: options.filter ?? null,
      name: null,
      createdAt: shop.createdAt,
      updatedAt: shop.createdAt,
    });
  }
}

async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const answers: (number | null)[] = [];
  let connections = 0;
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const header = (name: string) => String(request.headers[name] ?? '');
      const expected = createHmac('sha256', secret).update(body).digest();
      const given = Buffer.from(header('x-shopify-hmac-sha256'), 'base64');
      received.push({
        topic: header('x-shopify-topic'),
        shop: header('x-shopify-shop-domain'),
        webhookId: header('x-shopify-webhook-id'),
        eventId: header('x-shopify-event-id'),
        headers: request.rawHeaders.filter((_, index) => index % 2 === 0),
        body: body.toString(),
        payload: JSON.parse(body.toString()) as Record<string, unknown>,
        signatureHolds: given.length === expected.length && timingSafeEqual(given, expected),
        path: request.url ?? '',
      });
      const answer = answers.length === 0 ? 200 : answers.shift();
      if (typeof answer === 'number') response.writeHead(answer).end();
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    answers,
    of: (topic) => received.filter((each) => each.topic === topic).map((each) => each.payload),
    connections: () => connections,
  };
}
