/**
 * `npm run bench -- road`: the whole way of an order at the pace of all of Shopify's busiest minutes, 750 orders a second: a web process takes the webhooks in, a worker
 * process decides them, both on one durable PostgreSQL, and the load shares the machine. Then one shop's flood, and how long others wait beside it.
 * Shopify is a function that answers at once: what its API takes is not in the figures.
 * `npm run bench -- road pgbouncer`: the same with PgBouncer (to be installed) between them and the database, in transaction mode.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { enrolAdvocates } from '#app/data/advocates.server.ts';
import { insertDeliveries } from '#app/data/deliveries.server.ts';
import { connectDatabase, type Database } from '#app/db.server.ts';
import { createDatabase, freePort, startEmbeddedDatabase } from '#app/embedded-database.server.ts';
import { makeReferralCode } from '#app/domain/referral-code.ts';
import { applyMigrations } from '#app/migrations.server.ts';
import { createVault } from '#app/personal-data.server.ts';
import { openShop, orderBody } from '#tests/fixtures/order-events.ts';
import { testContext } from '#tests/support/context.ts';
import { ENCRYPTION_KEY, processEnvironment, SECRET, type Server, startServer, tenth } from './ingest/servers.ts';
import { type Load, openLoop, quantile } from './load.ts';
import type { Measurement } from './run.ts';

const RATE = 750;
const SECONDS = 40;
/** One order in so many carries evidence of a referral: far more than in any real shop. */
const ONE_IN = 4;
const SHOPS = 40;
const ADVOCATES = 50;
/** Of one shop at once, while the others go on. */
const FLOOD = 10_000;
const BESIDE = 100;
const BESIDE_SECONDS = 10;

type Shop = { domain: string; codes: string[] };

export async function measure(): Promise<Measurement> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vouchsafe-bench-'));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedDatabase({ dataDir: path.join(folder, 'data') });
  await createDatabase(server.urlOf('postgres'), 'vouchsafe').catch(() => undefined);
  await applyMigrations(server.url);
  const database = connectDatabase(server.url, 4);
  let web: Server | null = null;
  let worker: ChildProcess | null = null;
  let pooler: ChildProcess | null = null;
  let url = server.url;
  try {
    if (process.argv[3] === 'pgbouncer') ({ process: pooler, url } = await startPooler(server.url, folder));
    const shops = await openShops(database);
    web = await startServer('ours', url, server.url);
    worker = startWorker(url, server.url);
    const [flooded, ...others] = shops;
    if (flooded === undefined) throw new Error('no shops');
    await openLoop(loadOf(web.port, shops, 0), RATE, 4); // warms up
    await settled(database);

    await database.pool.query('TRUNCATE delivery');
    const before = await sizesOf(database);
    const answers = await openLoop(loadOf(web.port, shops, 10_000_000), RATE, SECONDS);
    if (Object.keys(answers.statuses).join() !== '200') throw new Error(`answers: ${JSON.stringify(answers.statuses)}`);
    await settled(database);
    const steady = await lagOf(database, null);
    if (steady.deliveries !== RATE * SECONDS) throw new Error(`${steady.deliveries} of ${RATE * SECONDS} settled`);

    const after = await sizesOf(database);
    await database.pool.query('TRUNCATE delivery');
    await fillInbox(database, flooded, FLOOD);
    await openLoop(loadOf(web.port, others, 20_000_000), BESIDE, BESIDE_SECONDS);
    await settled(database);
    const beside = await lagOf(database, flooded.domain);
    return {
      figures: {
        ordersPerSecond: RATE,
        orders: steady.deliveries,
        answerP99Ms: tenth(quantile(answers.waits, 0.99)),
        webhookToDecisionP50Ms: Math.round(steady.p50),
        webhookToDecisionP99Ms: Math.round(steady.p99),
        webhookToDecisionMaxMs: Math.round(steady.most),
        bytesPerDelivery: Math.round((after.inbox - before.inbox) / steady.deliveries),
        bytesPerOrder: Math.round((after.rest - before.rest) / steady.deliveries),
        [`othersP99Ms (beside ${FLOOD} of one shop)`]: Math.round(beside.p99),
        [`othersMaxMs (beside ${FLOOD} of one shop)`]: Math.round(beside.most),
      },
      notes: [
        `${SECONDS} s at ${RATE} orders a second over ${SHOPS} shops, one order in ${ONE_IN} with evidence; from the delivery's arrival until its transaction was about to commit.`,
      ],
    };
  } finally {
    worker?.kill('SIGKILL');
    pooler?.kill();
    web?.process.kill('SIGKILL');
    await database.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function startWorker(databaseUrl: string, sessionUrl: string): ChildProcess {
  return spawn(process.execPath, [path.join(import.meta.dirname, 'ingest/worker.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: processEnvironment(databaseUrl, sessionUrl),
  });
}

/** PgBouncer does not run as root, and lends eight connections to whoever asks. */
async function startPooler(databaseUrl: string, folder: string): Promise<{ process: ChildProcess; url: string }> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const listenPort = await freePort();
  const settings = path.join(folder, 'pgbouncer.ini');
  writeFileSync(
    settings,
    [
      '[databases]',
      `${pathname.slice(1)} = host=${hostname} port=${port} user=${username}${password && ` password=${decodeURIComponent(password)}`}`,
      ...['[pgbouncer]', 'listen_addr = 127.0.0.1', `listen_port = ${listenPort}`, 'auth_type = any', 'unix_socket_dir ='],
      ...['pool_mode = transaction', 'default_pool_size = 8', 'max_client_conn = 200', ''],
    ].join('\n'),
  );
  chmodSync(settings, 0o644);
  const pooler = spawn('pgbouncer', ['-q', ...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), settings], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    pooler.once('error', reject);
    setTimeout(resolve, 1_000);
  });
  const url = new URL(databaseUrl);
  url.port = String(listenPort);
  url.searchParams.set('pgbouncer', 'true');
  return { process: pooler, url: url.href };
}

async function openShops(database: Database): Promise<Shop[]> {
  const context = testContext(database, { vault: createVault(ENCRYPTION_KEY), newId: uuidv7, at: Date.now() });
  const shops: Shop[] = [];
  for (let index = 0; index < SHOPS; index += 1) {
    const shop = await openShop(context);
    const people = Array.from({ length: ADVOCATES }, (_, place) => ({
      ...{ customerId: `5${place}`, emailHash: null, phoneHash: null },
      ...{ nameSealed: null, emailSealed: null, nameSearch: [] as never[] },
    }));
    const newCode = () => makeReferralCode(randomBytes(16));
    const enrolled = await enrolAdvocates(context.db.prisma, shop, people, 'order', context.now(), newCode, uuidv7);
    shops.push({ domain: shop.domain, codes: enrolled.map(({ code }) => code) });
  }
  return shops;
}

/** An order of 2 KB, as `include_fields` makes them. @param number unlike all others of the run */
function bodyOf({ codes }: Shop, number: number): string {
  const ref = number % ONE_IN === 0 ? codes[number % codes.length] : undefined;
  const placedAt = new Date(Date.now() - 60_000).toISOString();
  const customer = { id: 700_000 + number, email: `finn${number}@friend.example` };
  return JSON.stringify(orderBody({ orderId: String(900_000 + number), placedAt, ...(ref !== undefined && { ref }), customer }));
}

function loadOf(port: number, shops: readonly Shop[], from: number): Load {
  let number = from;
  return {
    ...{ port, connections: 64 },
    request: () => {
      number += 1;
      const shop = shops[number % shops.length];
      if (shop === undefined) throw new Error('no shops');
      const body = bodyOf(shop, number);
      return Buffer.from(
        [
          'POST /webhooks HTTP/1.1',
          ...['Host: app.example', 'Connection: keep-alive', 'Content-Type: application/json', `Content-Length: ${body.length}`],
          ...['X-Shopify-Topic: orders/paid', `X-Shopify-Shop-Domain: ${shop.domain}`, 'X-Shopify-API-Version: 2026-10'],
          `X-Shopify-Hmac-Sha256: ${createHmac('sha256', SECRET).update(body).digest('base64')}`,
          ...[`X-Shopify-Webhook-Id: ${randomUUID()}`, `X-Shopify-Event-Id: ${randomUUID()}`, '', body],
        ].join('\r\n'),
        'latin1',
      );
    },
  };
}

async function fillInbox(database: Database, shop: Shop, count: number): Promise<void> {
  const of = { shopDomain: shop.domain, topic: 'orders/paid', apiVersion: '2026-10', triggeredAt: null };
  for (let start = 0; start < count; start += 500) {
    const deliveries = Array.from({ length: 500 }, (_, place) => {
      const body = Buffer.from(bodyOf(shop, 30_000_000 + start + place));
      const bodyHash = createHash('sha256').update(body).digest();
      return { ...of, webhookId: randomUUID(), eventId: randomUUID(), body, bodyHash, receivedAt: Date.now() };
    });
    await insertDeliveries(database.pool, deliveries);
  }
}

async function settled(database: Database): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query<{ waits: boolean }>(
      `SELECT EXISTS (SELECT FROM delivery WHERE state = 'waiting') AS waits`,
    );
    if (rows[0]?.waits !== true) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Bytes on disk, indexes included: of the inbox, which is pruned, and of what stays. */
async function sizesOf(database: Database): Promise<{ inbox: number; rest: number }> {
  const { rows } = await database.pool.query<{ inbox: string; rest: string }>(
    `SELECT coalesce(sum(pg_total_relation_size(c.oid)) FILTER (WHERE c.relname = 'delivery'), 0) AS inbox,
       coalesce(sum(pg_total_relation_size(c.oid)) FILTER (WHERE c.relname <> 'delivery'), 0) AS rest
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r'`,
  );
  return { inbox: Number(rows[0]?.inbox), rest: Number(rows[0]?.rest) };
}

/** Milliseconds from arrival until settled. @param without deliveries of this shop are left out */
async function lagOf(database: Database, without: string | null) {
  const { rows } = await database.pool.query<{ deliveries: string; p50: number; p99: number; most: number }>(
    `SELECT count(*) AS deliveries, percentile_disc(0.5) WITHIN GROUP (ORDER BY lag) AS p50, percentile_disc(0.99) WITHIN GROUP (ORDER BY lag) AS p99, max(lag) AS most
     FROM (SELECT (extract(epoch FROM settled_at - received_at) * 1000)::float8 AS lag FROM delivery
           WHERE state = 'settled' AND source = 'webhook' AND shop_domain IS DISTINCT FROM $1) waits`,
    [without],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('nothing was settled');
  return { ...row, deliveries: Number(row.deliveries) };
}
