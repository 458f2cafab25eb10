/** What `npm run capture` keeps of a real store's requests. */
import { createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startRecorder, type Recorder } from '../../scripts/capture/record.ts';
import { createRedactor } from '../../scripts/capture/redact.ts';
import { samplePayload, shapeDifferences } from '#tests/support/payload-sample.ts';

const secret = 'a secret that Shopify and the app share';
const into = mkdtempSync(path.join(os.tmpdir(), 'vouchsafe-capture-'));
const arrived: { url: string; body: string; headers: Record<string, unknown> }[] = [];
const app = createServer((req, res) => {
  let body = '';
  req.setEncoding('utf8').on('data', (part: string) => (body += part));
  req.on('end', () => {
    arrived.push({ url: req.url ?? '', body, headers: req.headers });
    res.writeHead(req.url === '/webhooks' ? 200 : 404, { 'x-from': 'the app' }).end('told');
  });
});
let recorder: Recorder;

beforeAll(async () => {
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const appOrigin = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  recorder = await startRecorder({ appOrigin, into, secret, port: 0, wrote: () => undefined });
});
afterAll(async () => {
  await recorder.close();
  app.close();
  rmSync(into, { recursive: true });
});
beforeEach(() => {
  arrived.length = 0;
});

const files = () => readdirSync(into).sort();
const newest = () => readFileSync(path.join(into, files().at(-1) ?? ''), 'utf8');
const send = (to: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${recorder.port}${to}`, init);
function webhook(topic: string, body: string, key = secret): RequestInit {
  const hmac = createHmac('sha256', key).update(body).digest('base64');
  const headers = {
    'X-Shopify-Topic': topic,
    'X-Shopify-Hmac-Sha256': hmac,
    'X-Shopify-Shop-Domain': 'anna-bakes.myshopify.com',
  };
  return { method: 'POST', body, headers: { ...headers, 'Content-Type': 'application/json' } };
}

/** Texts of a document that are somebody's or something's: everything but amounts, moments and single words in lower case. */
function telling(document: unknown): string[] {
  if (typeof document === 'string') return /^([\d.:TZ+-]+|[a-z_]*|[A-Z]{2,3}|.{1,3})$/.test(document) ? [] : [document];
  return typeof document === 'object' && document !== null ? Object.values(document).flatMap(telling) : [];
}

test.each(['orders-create', 'refunds-create', 'customers-create', 'customers-redact'])(
  'a webhook of the kind %s is passed on byte for byte, and kept in its shape without anybody in it',
  async (name) => {
    const sample = samplePayload(`${name}.official-2026-07`);
    const body = JSON.stringify(sample, null, 1);
    const answer = await send('/webhooks', webhook(name.replace('-', '/'), body));
    expect([answer.status, answer.headers.get('x-from'), await answer.text()]).toEqual([200, 'the app', 'told']);
    expect(arrived).toMatchObject([{ url: '/webhooks', body, headers: { 'x-shopify-shop-domain': 'anna-bakes.myshopify.com' } }]);

    const kept = JSON.parse(newest()) as { payload: unknown; _topic: string };
    expect(kept).toMatchObject({ _topic: name.replace('-', '/'), _answered: 200, _bytes: Buffer.byteLength(body) });
    expect(shapeDifferences(sample, kept.payload)).toEqual([]);
    expect(telling(sample).length).toBeGreaterThan(1);
    expect(telling(sample).filter((text) => newest().includes(JSON.stringify(text)))).toEqual([]);
    expect(newest()).not.toContain('anna-bakes');
    expect(statSync(path.join(into, files().at(-1) ?? '')).mode & 0o777).toBe(0o600);
  },
);

test('what Shopify did not sign is passed on and not kept', async () => {
  const before = files();
  expect((await send('/webhooks', webhook('orders/create', '{}', 'another secret'))).status).toBe(200);
  expect((await send('/app?shop=anna-bakes.myshopify.com')).status).toBe(404);
  expect(arrived.map(({ url }) => url)).toEqual(['/webhooks', '/app?shop=anna-bakes.myshopify.com']);
  expect(files()).toEqual(before);
});

test('of a request of the app proxy the names of its parameters are kept', async () => {
  const parameters = { logged_in_customer_id: '77012', path_prefix: '/apps/x', shop: 'anna-bakes.myshopify.com' };
  const all = { ...parameters, timestamp: String(Math.floor(Date.now() / 1000)) };
  const signed = Object.entries(all).map(([name, value]) => `${name}=${value}`);
  const signature = createHmac('sha256', secret).update(signed.sort().join('')).digest('hex');
  await send(`/proxy/visit?${new URLSearchParams({ ...all, signature }).toString()}`);
  const { _query, _topic } = JSON.parse(newest()) as { _query: string; _topic: string };
  expect(_topic).toBe('app proxy GET /proxy/visit');
  expect([...new URLSearchParams(_query).keys()].sort()).toEqual([...Object.keys(all), 'signature'].sort());
  expect(newest()).not.toMatch(/anna-bakes|77012/);
});

test('the app’s own attribute shows that its codes arrived, and nothing that a friend typed', () => {
  const value = JSON.stringify({ f: ['K7M2XPD4TW', 1_790_000_000_000], w: ['Anna from next door', 1_790_000_000_001] });
  const document = {
    note_attributes: [{ name: '__vouchsafe', value }],
    landing_site: '/products/mug?ref=K7M2XPD4TW&email=a@b.de',
  };
  const kept = JSON.stringify(createRedactor().document(document));
  expect(kept).toContain('K7M2XPD4TW');
  expect(kept).toContain('"name":"__vouchsafe"');
  expect(kept).not.toMatch(/Anna|next door|b\.de|mug/);
});

test('law: whatever the document, a name, a number or an address in it is not in what is kept, and equal stays equal', () => {
  const secretText = fc.constantFrom(
    'Anna Schmidt',
    'anna@schmidt.example',
    '+49 30 1234567',
    '10115 Berlin',
    '203.0.113.77',
    'Schmidtstraße 4',
  );
  const key = fc.oneof(
    fc.string(),
    fc.constantFrom('name', 'email', 'phone', 'status', 'amount', 'id', 'note', 'value', 'title', 'kind'),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 4 }, secretText, fc.array(tie('tree')), fc.dictionary(key, tie('tree'))),
  }));
  fc.assert(
    fc.property(tree, (document) => {
      const kept = createRedactor().document([document, document]) as [unknown, unknown];
      expect(kept[0]).toEqual(kept[1]);
      expect(JSON.stringify(Object.values({ kept: valuesOf(kept) }))).not.toMatch(/Anna|anna@|1234567|10115|203\.0|Schmidt/);
    }),
    { numRuns: 300 },
  );
});

function valuesOf(document: unknown): unknown[] {
  return typeof document === 'object' && document !== null ? Object.values(document).flatMap(valuesOf) : [document];
}
