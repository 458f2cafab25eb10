/**
 * `npm run bench -- ingest`: how fast webhooks are taken in, durably (fsync on), beside what the machine can do at most and beside the plain way, in one run.
 * Web process, PostgreSQL and the load share the machine; the servers take turns.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createDatabase, startEmbeddedDatabase } from '#app/embedded-database.server.ts';
import { applyMigrations } from '#app/migrations.server.ts';
import { type Answers, burst, closedLoop, type Load, openLoop, quantile } from './load.ts';
import { median, perSecond, SECRET, type Server, startServer, tenth, thousandth } from './ingest/servers.ts';
import type { Measurement } from './run.ts';

const SIZES = { '10 KB': 10_240, '1.5 KB': 1_536 };
const KINDS = ['limit', 'ours', 'plain'] as const;
const CONNECTIONS = 32;
const ROUNDS = 5;
const SECONDS = 3;
const SHOP = 'bench.myshopify.com';

type Kind = (typeof KINDS)[number];

export async function measure(): Promise<Measurement> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vouchsafe-bench-'));
  chmodSync(folder, 0o755);
  const database = await startEmbeddedDatabase({ dataDir: path.join(folder, 'data') });
  const servers: Server[] = [];
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  try {
    await createDatabase(database.urlOf('postgres'), 'vouchsafe').catch(() => undefined);
    await applyMigrations(database.url);
    await addSession(pool);
    for (const kind of KINDS) servers.push(await startServer(kind, database.url));
    const portOf = (kind: Kind) => servers[KINDS.indexOf(kind)]?.port ?? 0;
    const figures: Record<string, number> = {};
    const ratios: Record<string, number> = {};
    for (const [size, bytes] of Object.entries(SIZES)) {
      const rounds: Record<Kind, Answers>[] = [];
      for (let round = 0; round <= ROUNDS; round += 1) {
        const answers = {} as Record<Kind, Answers>;
        for (const kind of KINDS) answers[kind] = await inTurn(pool, () => closedLoop(loadOf(portOf(kind), bytes), SECONDS));
        if (round > 0) rounds.push(answers); // the first warms up
      }
      for (const kind of KINDS) {
        figures[`${kind}PerSecond (${size})`] = Math.round(median(rounds.map((round) => perSecond(round[kind]))));
      }
      figures[`oursP99Ms (${size}, ${CONNECTIONS} connections)`] = tenth(
        median(rounds.map(({ ours }) => quantile(ours.waits, 0.99))),
      );
      figures[`oursP999Ms (${size}, ${CONNECTIONS} connections)`] = tenth(
        median(rounds.map(({ ours }) => quantile(ours.waits, 0.999))),
      );
      ratios[`oursOverLimit (${size})`] = thousandth(median(rounds.map(({ ours, limit }) => perSecond(ours) / perSecond(limit))));
      ratios[`oursOverRowAtATime (${size})`] = tenth(median(rounds.map(({ ours, plain }) => perSecond(ours) / perSecond(plain))));
    }
    const steady = await inTurn(pool, () => openLoop({ ...loadOf(portOf('ours'), 10_240), connections: 64 }, 1_000, 5));
    figures['p99Ms (1,000 a second, 10 KB)'] = tenth(quantile(steady.waits, 0.99));
    const flood = await inTurn(pool, () => burst({ ...loadOf(portOf('ours'), 10_240), connections: 256 }, 10_000));
    figures['longestMs (10,000 at once, 10 KB)'] = Math.round(flood.waits.at(-1) ?? Number.NaN);
    figures['notStored'] = notStored(steady) + notStored(flood);
    const notes = [
      `${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s each in turn; medians. limit: bare Node and HMAC, nothing stored. plain: Remix, authenticate.webhook, a row through Prisma.`,
    ];
    return { figures, ratios, notes };
  } finally {
    for (const server of servers) server.process.kill('SIGKILL');
    await pool.end();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every turn begins with an empty inbox and nothing left to write. */
async function inTurn(pool: pg.Pool, run: () => Promise<Answers>): Promise<Answers> {
  await pool.query('TRUNCATE delivery');
  await pool.query('CHECKPOINT');
  const answers = await run();
  const others = Object.keys(answers.statuses).filter((status) => status !== '200');
  if (others.length > 0) throw new Error(`answers other than 200: ${JSON.stringify(answers.statuses)}`);
  return answers;
}

/** Requests that differ in their ids, as those of Shopify do; 19 headers, as behind a proxy. */
function loadOf(port: number, bytes: number): Load {
  const line = { id: 866550311766439020n.toString(), title: 'Oolong "Spring"', price: '19.99', properties: [], tax: '1.20' };
  const lines = Array.from({ length: Math.floor(bytes / (JSON.stringify(line).length + 1)) }, () => line);
  const valid = JSON.stringify({ line_items: lines }).padEnd(bytes);
  const signature = createHmac('sha256', SECRET).update(valid).digest('base64');
  const run = randomBytes(6).toString('hex');
  const head = [
    'POST /webhooks HTTP/1.1',
    ...[
      'Host: app.example',
      'Connection: keep-alive',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(valid)}`,
    ],
    ...['User-Agent: Shopify-Captain-Hook', 'Accept: */*', 'Accept-Encoding: gzip;q=1.0,deflate;q=0.6,identity;q=0.3'],
    ...['X-Forwarded-For: 203.0.113.7', 'X-Forwarded-Proto: https', 'X-Forwarded-Host: app.example', 'X-Request-Id: 7b4e2d'],
    ...['X-Shopify-Topic: orders/updated', `X-Shopify-Shop-Domain: ${SHOP}`, 'X-Shopify-API-Version: 2026-10'],
    ...['X-Shopify-Triggered-At: 2026-11-22T09:59:59.123456789Z', `X-Shopify-Hmac-Sha256: ${signature}`],
  ].join('\r\n');
  let asked = 0;
  return {
    ...{ port, connections: CONNECTIONS },
    request: () => {
      asked += 1;
      const id = `${run}-${asked}`;
      return Buffer.from(`${head}\r\nX-Shopify-Webhook-Id: ${id}\r\nX-Shopify-Event-Id: ${id}\r\n\r\n${valid}`, 'latin1');
    },
  };
}

/** For the plain way: it looks for the shop's session with every webhook. */
async function addSession(pool: pg.Pool): Promise<void> {
  await pool.query(`INSERT INTO session (id, shop, state, "accessToken") VALUES ($1, $2, '', 'token')`, [
    `offline_${SHOP}`,
    SHOP,
  ]);
}

function notStored({ statuses, waits }: Answers): number {
  return waits.length - (statuses[200] ?? 0);
}
