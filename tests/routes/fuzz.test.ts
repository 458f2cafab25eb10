/**
 * Webhooks, app-proxy queries and session tokens, each changed somewhere: none is accepted, none is answered 5xx, none leaves a trace. A few hundred of
 * each with every run of the tests; `FUZZ=100000 npm test -- tests/routes/fuzz.test.ts` sends as many of each.
 */
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHttpApp } from '#app/http.server.ts';
import { verifyProxyQuery } from '#app/signatures.server.ts';
import { responseOf, useAdmin } from '#tests/support/admin-requests.ts';
import { mutate, seeded } from '#tests/support/mutations.ts';
import { signedQuery } from '#tests/support/proxy-requests.ts';

const COUNT = Number(process.env['FUZZ'] ?? 300);
const AT_ONCE = 16;
/** Of the heap, after the first tenth has warmed it. */
const MOST_GROWTH = 64 * 2 ** 20;
const TIME_OUT = 60_000 + COUNT * 20;

const admin = useAdmin();
const random = seeded(20_261_123);
const payloads = readdirSync(new URL('../fixtures/payloads/', import.meta.url)).map((file) =>
  readFileSync(new URL(`../fixtures/payloads/${file}`, import.meta.url), 'utf8'),
);
let server: http.Server;
let origin: string;

beforeAll(async () => {
  server = http.createServer(createHttpApp(admin.context, { wakeWorker: () => undefined })).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Does it COUNT times, some at once, and looks at the memory. */
async function often(attack: (place: number) => Promise<void>): Promise<void> {
  let [next, warm] = [0, 0];
  async function lane(): Promise<void> {
    while (next < COUNT) {
      next += 1;
      if (next === Math.ceil(COUNT / 10)) warm = process.memoryUsage().heapUsed;
      await attack(next);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  expect(process.memoryUsage().heapUsed - warm).toBeLessThan(MOST_GROWTH);
}

test(
  'a changed webhook is refused and stored nowhere, whichever of body and signature was changed',
  { timeout: TIME_OUT },
  async () => {
    const answers = new Set<number>();
    await often(async (place) => {
      const body = payloads[place % payloads.length] ?? '';
      const signature = createHmac('sha256', admin.context.env.SHOPIFY_API_SECRET).update(body).digest('base64');
      const forged = place % 5 === 0 ? mutate(signature, random).replace(/[^\x21-\x7e]/g, '!') : signature;
      if (place % 5 === 0 && Buffer.from(forged, 'base64').equals(Buffer.from(signature, 'base64'))) return; // another spelling of the same
      const response = await fetch(`${origin}/webhooks`, {
        method: 'POST',
        body: place % 5 === 0 ? body : mutate(body, random),
        headers: {
          ...{ 'x-shopify-hmac-sha256': forged, 'x-shopify-topic': 'orders/paid', 'x-shopify-webhook-id': `fuzz-${place}` },
          'x-shopify-shop-domain': admin.shop.domain,
        },
      });
      answers.add(response.status);
      await response.arrayBuffer();
    });
    expect([...answers]).toEqual([401]);
    expect(await admin.context.db.prisma.delivery.count()).toBe(0);
  },
);

test('a signed webhook of any content is stored or refused, and never an error', { timeout: TIME_OUT }, async () => {
  const answers = new Set<number>();
  await often(async (place) => {
    const body = Buffer.from(mutate(payloads[place % payloads.length] ?? '', random));
    const domain = place % 3 === 0 ? mutate(admin.shop.domain, random).replace(/[^\x21-\x7e]/g, '!') : admin.shop.domain;
    const response = await fetch(`${origin}/webhooks`, {
      method: 'POST',
      body,
      headers: {
        'x-shopify-hmac-sha256': createHmac('sha256', admin.context.env.SHOPIFY_API_SECRET).update(body).digest('base64'),
        'x-shopify-topic': mutate('orders/paid', random).replace(/[^\x21-\x7e]/g, '!'),
        'x-shopify-webhook-id': `signed-${place}`,
        'x-shopify-shop-domain': domain,
      },
    });
    answers.add(response.status);
    await response.arrayBuffer();
  });
  expect([...answers].filter((status) => status !== 200 && status !== 400)).toEqual([]);
  await admin.context.db.prisma.delivery.deleteMany();
});

test('a changed app-proxy query opens nothing for anybody else', { timeout: TIME_OUT }, async () => {
  const { context, shop } = admin;
  const answers = new Set<number>();
  let accepted = 0;
  await often(async (place) => {
    const genuine = signedQuery(context, { shop: shop.domain, code: 'ANNA7K2Q', logged_in_customer_id: '500011' });
    const query = mutate(genuine, random).replace(/[\s#]/g, '+');
    const [before, after] = [genuine, query].map((each) => verifyProxyQuery(each, context.env.SHOPIFY_API_SECRET, context.now()));
    if (before === undefined || 'refused' in before) throw new Error('the genuine query was refused');
    if (after !== undefined && !('refused' in after)) {
      // Without separators other words can be signed alike; nothing that Shopify vouches for may differ.
      accepted += 1;
      expect([after.shopDomain, after.customerId, after.proxyPath], query).toEqual([
        before.shopDomain,
        before.customerId,
        before.proxyPath,
      ]);
    }
    if (place % 10 !== 0) return;
    const response = await fetch(`${origin}/proxy/offer?${query}`);
    answers.add(response.status);
    await response.arrayBuffer();
  });
  expect([...answers].filter((status) => status >= 500)).toEqual([]);
  expect(accepted).toBeLessThan(COUNT / 20);
});

test('a changed session token opens no page', { timeout: TIME_OUT }, async () => {
  const { loader } = await import('#app/routes/app.tsx');
  const genuine = await admin.signedIn('/app');
  const token = genuine.request.headers.get('authorization')?.slice(7) ?? '';
  expect((await responseOf(loader(genuine))).status).toBe(200);
  const bytesOf = (text: string) => {
    const [head = '', claims = '', signature = ''] = text.split('.');
    return `${head}.${claims}.${Buffer.from(signature, 'base64url').toString('hex')}`;
  };
  const answers = new Set<number>();
  await often(async () => {
    const forged = mutate(token, random).replace(/[^\x21-\x7e]/g, '!');
    if (bytesOf(forged) === bytesOf(token)) return; // another spelling of the same signature
    const request = new Request(genuine.request.url, {
      headers: { authorization: `Bearer ${forged}`, 'user-agent': genuine.request.headers.get('user-agent') ?? '' },
    });
    answers.add((await responseOf(loader({ ...genuine, request }))).status);
  });
  expect(answers.size).toBeGreaterThan(0);
  expect([...answers].filter((status) => status < 300 || status >= 500)).toEqual([]);
});
