import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StartedContext, startContext } from '#app/context.server.ts';
import { createHttpApp, databaseCheck } from '#app/http.server.ts';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import { startWorker } from '#app/jobs/worker.server.ts';
import { createOperationsDoor } from '#app/operations-door.server.ts';
import { openShop, type TestShop } from '#tests/fixtures/order-events.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

/** What those who run the app are told, by a process that has done a little work. */
const database = useDatabase();
const monitoring = path.resolve(import.meta.dirname, '../../docs/monitoring');
let context: StartedContext;
let shop: TestShop;
let door: string;
let web: string;
let workerProblem: string | null = null;
const servers: http.Server[] = [];
const received: { path: string; bytes: number }[] = [];

async function serve(listener: http.RequestListener): Promise<string> {
  const server = http.createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  const collector = await serve((request, response) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      received.push({ path: request.url ?? '', bytes });
      response.writeHead(200, { 'Content-Type': 'application/x-protobuf' }).end();
    });
  });
  const { env } = testContext(database);
  const watched = { ...env, METRICS_PORT: 0, OTEL_EXPORTER_OTLP_ENDPOINT: collector, TRACES_SHARE: 1 };
  context = await startContext({ env: watched, databaseUrl: database.url, worker: true, role: 'both' });
  shop = await openShop(testContext(database));
  const checks = { database: databaseCheck(context.db), worker: () => workerProblem };
  door = await serve(createOperationsDoor(context.telemetry, checks));
  web = await serve(createHttpApp(context, { wakeWorker: () => undefined }));
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function post(body: string, secret = context.env.SHOPIFY_API_SECRET): Promise<number> {
  const { status } = await fetch(`${web}/webhooks`, {
    method: 'POST',
    body,
    headers: {
      'X-Shopify-Topic': 'app/scopes_update',
      'X-Shopify-Hmac-Sha256': createHmac('sha256', secret).update(body).digest('base64'),
      'X-Shopify-Shop-Domain': shop.domain,
      'X-Shopify-Webhook-Id': crypto.randomUUID(),
    },
  });
  return status;
}

async function scrape(): Promise<string> {
  const response = await fetch(`${door}/metrics`);
  expect(response.status).toBe(200);
  return response.text();
}

/** The value of the one series of this name whose labels hold `labels`. */
function valueOf(text: string, name: string, ...labels: string[]): number {
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) && labels.every((label) => line.includes(label)));
  expect(lines, `${name} ${labels.join(' ')}`).toHaveLength(1);
  return Number(lines[0]?.split('} ')[1]?.split(' ')[0]);
}

test('webhooks, deliveries and what waits are counted, without a word about people', async () => {
  const body = JSON.stringify({ current: ['read_orders'], email: 'finn@friend.example' });
  expect([await post(body), await post('{}', 'forged')]).toEqual([200, 401]);
  expect(await drainInbox(context)).toBe(1);
  await database.prisma.delivery.create({
    data: {
      ...{
        shopDomain: shop.domain,
        webhookId: 'dead',
        topic: 'orders/paid',
        apiVersion: '2026-10',
        state: 'dead',
        reason: 'unreadable',
      },
      ...{ receivedAt: new Date(), dueAt: new Date(), bodyHash: Buffer.alloc(32) },
    },
  });
  await database.prisma.delivery.create({
    data: {
      ...{ shopDomain: shop.domain, webhookId: 'late', topic: 'orders/paid', apiVersion: '2026-10' },
      ...{ receivedAt: new Date(), dueAt: new Date(Date.now() - 90_000), bodyHash: Buffer.alloc(32, 1) },
    },
  });
  const text = await scrape();
  expect(valueOf(text, 'vouchsafe_webhook_seconds_count', 'status="200"')).toBe(1);
  expect(valueOf(text, 'vouchsafe_webhook_seconds_count', 'status="401"')).toBe(1);
  expect(valueOf(text, 'vouchsafe_inbox_lag_seconds_count')).toBe(1);
  expect(valueOf(text, 'vouchsafe_inbox_dead')).toBe(1);
  expect(valueOf(text, 'vouchsafe_inbox_waiting')).toBe(1);
  expect(valueOf(text, 'vouchsafe_inbox_oldest_seconds')).toBeGreaterThanOrEqual(90);
  expect(valueOf(text, 'vouchsafe_inbox_shop_lag_seconds', `shop="${shop.domain}"`)).toBeGreaterThanOrEqual(90);
  expect(valueOf(text, 'vouchsafe_rewards_unfinished', 'why="problem"')).toBe(0);
  expect(text).not.toMatch(/example|finn/i);
});

test('every metric of the dashboard and of the alerts is one that the app tells', async () => {
  const text = await scrape();
  const told = new Set([...text.matchAll(/^(vouchsafe_\w+?)(?:_bucket|_count|_sum)?[{ ]/gm)].map(([, name]) => name));
  // Only a process that has called Shopify, done a job, or was asked has these.
  for (const name of ['job_seconds', 'admin_api_seconds', 'request_seconds', 'jobs_waiting', 'jobs_dead'])
    told.add(`vouchsafe_${name}`);
  for (const file of ['dashboard.json', 'alerts.yml']) {
    const asked = readFileSync(path.join(monitoring, file), 'utf8').matchAll(
      /\b(vouchsafe_\w+?)(?:_bucket|_count|_sum)?\b(?=[{[)\s,"]|$)/gm,
    );
    const names = new Set([...asked].map(([, name]) => name));
    expect(names.size, file).toBeGreaterThan(5);
    expect(
      [...names].filter((name) => !told.has(name)),
      file,
    ).toEqual([]);
  }
});

test('a process whose worker or database does not do its work is not ready, and says which', async () => {
  const ready = async () => {
    const response = await fetch(`${door}/readyz`);
    return [response.status, (await response.text()).trim()];
  };
  expect(await ready()).toEqual([200, 'ready']);
  workerProblem = 'the last look at the inbox failed';
  expect(await ready()).toEqual([503, 'worker: the last look at the inbox failed']);
  expect((await fetch(`${door}/healthz`)).status).toBe(200);
  expect((await fetch(`${door}/elsewhere`)).status).toBe(404);
  workerProblem = null;

  const worker = await startWorker(context, database.url);
  expect(worker.problem()).toBeNull();
  await worker.stop();
  expect(worker.problem()).toBe('stopping');
});

test('a collector gets traces and metrics before the process ends', async () => {
  await context.stop();
  const paths = new Set(received.filter(({ bytes }) => bytes > 0).map((request) => request.path));
  expect([...paths].sort()).toEqual(['/v1/metrics', '/v1/traces']);
});
