import { createHmac } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Context } from '#app/context.server.ts';
import { connectDatabase } from '#app/db.server.ts';
import { createHttpApp } from '#app/http.server.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function open(context: Context = testContext(database)) {
  let woken = 0;
  const server = http.createServer(createHttpApp(context, { wakeWorker: () => (woken += 1) }));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const secret = context.env.SHOPIFY_API_SECRET;
  const headersFor = (body: string | Buffer): Record<string, string> => ({
    'Content-Type': 'application/json',
    'X-Shopify-Topic': 'orders/paid',
    'X-Shopify-Hmac-Sha256': createHmac('sha256', secret).update(body).digest('base64'),
    'X-Shopify-Shop-Domain': 'Harbour-Teas.myshopify.com',
    'X-Shopify-API-Version': '2026-10',
    'X-Shopify-Webhook-Id': `id-${Math.trunc(performance.now() * 1000)}`,
    'X-Shopify-Triggered-At': '2026-11-22T09:59:59.123456789Z',
    'X-Shopify-Event-Id': 'event-1',
  });
  return {
    origin,
    woken: () => woken,
    async post(body: string | Buffer, change: Record<string, string | null> = {}) {
      const headers = Object.entries({ ...headersFor(body), ...change }).filter(
        (entry): entry is [string, string] => entry[1] !== null,
      );
      const response = await fetch(`${origin}/webhooks`, { method: 'POST', headers, body: new Uint8Array(Buffer.from(body)) });
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
  };
}

const stored = () => database.prisma.delivery.count();

test('a signed webhook is stored byte for byte before it is answered 200, and the worker is told', async () => {
  const door = await open();
  const body = '{"id": 820982911946154508,\n "name":"\\u00e9"}';
  const answer = await door.post(body, { 'X-Shopify-Webhook-Id': 'whole' });
  expect(answer).toMatchObject({ status: 200, text: '' });
  expect(answer.headers.get('x-powered-by')).toBeNull();
  const row = await database.prisma.delivery.findFirstOrThrow({ where: { webhookId: 'whole' } });
  expect(Buffer.from(row.body ?? []).toString()).toBe(body);
  expect(row).toMatchObject({
    shopDomain: 'harbour-teas.myshopify.com',
    topic: 'orders/paid',
    eventId: 'event-1',
    apiVersion: '2026-10',
    state: 'waiting',
    attempts: 0,
  });
  expect(row.triggeredAt?.toISOString()).toBe('2026-11-22T09:59:59.123Z');
  expect(door.woken()).toBe(1);
});

test("the app's own topics never come in through the door, whoever signed them", async () => {
  const door = await open();
  const before = await stored();
  for (const topic of ['vouchsafe/verdict', 'vouchsafe/assignment', 'Vouchsafe/Journey', 'vouchsafe/anything']) {
    const answer = await door.post('{"orderId":"1","kind":"approve"}', { 'X-Shopify-Topic': topic });
    expect([answer.status, answer.text]).toEqual([400, "Topics that begin with vouchsafe/ are the app's own.\n"]);
  }
  expect([await stored(), door.woken()]).toEqual([before, 0]);
});

test('a forged webhook is answered 401 and leaves no trace', async () => {
  const door = await open();
  const before = await stored();
  const forgeries: Record<string, string | null>[] = [
    { 'X-Shopify-Hmac-Sha256': null },
    { 'X-Shopify-Hmac-Sha256': '' },
    { 'X-Shopify-Hmac-Sha256': 'AAAA' },
    { 'X-Shopify-Hmac-Sha256': createHmac('sha256', 'guessed').update('{}').digest('base64') },
    { 'X-Shopify-Hmac-Sha256': createHmac('sha256', 'a secret only Shopify and the app know').update('{ }').digest('base64') },
  ];
  for (const forgery of forgeries) expect((await door.post('{}', forgery)).status).toBe(401);
  expect((await door.post('', { 'X-Shopify-Hmac-Sha256': null })).status).toBe(401);
  expect(await stored()).toBe(before);
  expect(door.woken()).toBe(0);
});

test('a signed webhook that does not name shop, topic and id is answered 400', async () => {
  const door = await open();
  const before = await stored();
  const bad: Record<string, string | null>[] = [
    { 'X-Shopify-Topic': null },
    { 'X-Shopify-Shop-Domain': null },
    { 'X-Shopify-Shop-Domain': 'evil.example' },
    { 'X-Shopify-Webhook-Id': null },
    { 'X-Shopify-Topic': 'x'.repeat(300) },
  ];
  for (const change of bad) expect((await door.post('{}', change)).status).toBe(400);
  expect(await stored()).toBe(before);
});

test('what cannot be read as JSON is stored all the same: the worker says why it is dead', async () => {
  const door = await open();
  expect((await door.post('<html>', { 'X-Shopify-Webhook-Id': 'html' })).status).toBe(200);
  expect((await door.post('', { 'X-Shopify-Webhook-Id': 'empty' })).status).toBe(200);
  expect((await door.post(Buffer.from([0, 255, 254]), { 'X-Shopify-Webhook-Id': 'binary' })).status).toBe(200);
  expect(await database.prisma.delivery.count({ where: { webhookId: { in: ['html', 'empty', 'binary'] } } })).toBe(3);
});

test('a repeat is answered 200 and stored once, 32 at a time', async () => {
  const door = await open();
  const answers = await Promise.all(
    Array.from({ length: 32 }, () => door.post('{"id":5}', { 'X-Shopify-Webhook-Id': 'repeated' })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(32).fill(200));
  expect(await database.prisma.delivery.count({ where: { webhookId: 'repeated' } })).toBe(1);
  expect(door.woken()).toBe(1);
});

test('when the database does not take it the answer is 503, so that Shopify sends it again', async () => {
  const away = connectDatabase('postgresql://nobody@127.0.0.1:1/nowhere', 2);
  const door = await open({ ...testContext(database), db: away });
  const answer = await door.post('{}');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('10');
  expect((await fetch(`${door.origin}/readyz`)).status).toBe(503);
  expect((await fetch(`${door.origin}/healthz`)).status).toBe(200);
  await away.close();
});

test('other methods, compressed and oversized bodies are refused', async () => {
  const door = await open();
  expect((await fetch(`${door.origin}/webhooks`)).status).toBe(405);
  expect((await door.post('{}', { 'Content-Encoding': 'gzip' })).status).toBe(415);
  expect((await door.post(Buffer.alloc(5 * 1024 * 1024 + 1, ' '))).status).toBe(413);
});

test('a process with a database is healthy and ready', async () => {
  const { origin } = await open();
  for (const path of ['/healthz', '/readyz']) {
    const response = await fetch(origin + path);
    expect([response.status, response.headers.get('x-powered-by')]).toEqual([200, null]);
  }
});
