/**
 * One server of the measurement, in a process of its own: `node server.ts KIND`. Prints its port.
 * `limit`: bare Node, HMAC over the body, nothing stored. `visits-limit`: the same over an app-proxy query. `ours`: the app as `npm run start:web` runs it. `plain`: a Remix action with Shopify's library and a row
 * written by Prisma.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startContext } from '../../app/context.server.ts';
import { readEnvironment } from '../../app/env.server.ts';
import { createHttpApp } from '../../app/http.server.ts';
import { verifyProxyQuery } from '../../app/signatures.server.ts';
import { createInboxSignal } from '../../app/jobs/inbox-signal.server.ts';

const env = readEnvironment();
const KINDS: Record<string, () => Promise<RequestListener>> = { limit, ours, plain, 'visits-limit': visitsLimit };

function limit(): Promise<RequestListener> {
  return Promise.resolve((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const expected = createHmac('sha256', env.SHOPIFY_API_SECRET).update(Buffer.concat(chunks)).digest();
      const received = Buffer.from(String(req.headers['x-shopify-hmac-sha256']), 'base64');
      res.statusCode = expected.length === received.length && timingSafeEqual(expected, received) ? 200 : 401;
      res.setHeader('Content-Length', 0);
      res.end();
    });
  });
}

function visitsLimit(): Promise<RequestListener> {
  return Promise.resolve((req, res) => {
    req.on('data', () => undefined);
    req.on('end', () => {
      const signed = verifyProxyQuery((req.url ?? '').split('?')[1] ?? '', env.SHOPIFY_API_SECRET, Date.now());
      res.statusCode = 'refused' in signed ? 401 : 204;
      res.end();
    });
  });
}

async function ours(): Promise<RequestListener> {
  const context = await startContext({ env, databaseUrl: env.DATABASE_URL ?? '', worker: false });
  return createHttpApp(context, { wakeWorker: createInboxSignal(context.db.pool, context.log) });
}

async function plain(): Promise<RequestListener> {
  const { plainRemix } = await import('./plain-remix.ts');
  return plainRemix(env);
}

const listener = await KINDS[process.argv[2] ?? '']?.();
if (listener === undefined) throw new Error(`Usage: node server.ts ${Object.keys(KINDS).join(' | ')}`);
const server = http.createServer(listener);
server.keepAliveTimeout = 65_000;
server.listen(0, '127.0.0.1', () => console.log(`listening on ${(server.address() as AddressInfo).port}`));
process.once('SIGTERM', () => process.exit());
