/**
 * `npm run bench -- visits`: how many landings a second one web process takes in durably (fsync on) through the app proxy's door, beside a bare server that
 * only checks Shopify's signature. Web process, PostgreSQL and the load share the machine; the servers take turns.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createHmac, randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { connectDatabase } from '#app/db.server.ts';
import { createDatabase, startEmbeddedDatabase } from '#app/embedded-database.server.ts';
import { applyMigrations } from '#app/migrations.server.ts';
import { createVault } from '#app/personal-data.server.ts';
import { testContext } from '#tests/support/context.ts';
import { enrol, openShop } from '#tests/support/shopfront.ts';
import { ENCRYPTION_KEY, median, perSecond, SECRET, type Server, startServer, tenth, thousandth } from './ingest/servers.ts';
import { type Answers, closedLoop, type Load, quantile } from './load.ts';
import type { Measurement } from './run.ts';

const KINDS = ['visits-limit', 'ours'] as const;
const CONNECTIONS = 32;
const ROUNDS = 5;
const SECONDS = 3;
/** One shop alone would be held back by its own limit of 6,000 a minute: so many share the load. */
const SHOPS = 400;
const ADVOCATES = 5;

type Kind = (typeof KINDS)[number];
type Link = { domain: string; code: string };

export async function measure(): Promise<Measurement> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vouchsafe-bench-'));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedDatabase({ dataDir: path.join(folder, 'data') });
  const servers: Server[] = [];
  await createDatabase(server.urlOf('postgres'), 'vouchsafe').catch(() => undefined);
  await applyMigrations(server.url);
  const database = connectDatabase(server.url, 4);
  try {
    const links = await openShops(database);
    for (const kind of KINDS) servers.push(await startServer(kind, server.url));
    const rounds: Record<Kind, Answers>[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const answers = {} as Record<Kind, Answers>;
      for (const [place, kind] of KINDS.entries()) {
        await database.pool.query('TRUNCATE visit');
        await database.pool.query('CHECKPOINT');
        answers[kind] = await closedLoop(loadOf(servers[place]?.port ?? 0, links), SECONDS);
        const others = Object.keys(answers[kind].statuses).filter((status) => status !== '204');
        if (others.length > 0) throw new Error(`answers other than 204: ${JSON.stringify(answers[kind].statuses)}`);
      }
      const { rows } = await database.pool.query<{ visits: string }>(
        'SELECT count(*) AS visits FROM visit WHERE advocate_id IS NOT NULL',
      );
      if (Number(rows[0]?.visits) !== answers.ours.waits.length)
        throw new Error(`${rows[0]?.visits} of ${answers.ours.waits.length} are stored`);
      if (round > 0) rounds.push(answers); // the first warms up
    }
    return {
      figures: {
        limitPerSecond: Math.round(median(rounds.map((round) => perSecond(round['visits-limit'])))),
        oursPerSecond: Math.round(median(rounds.map(({ ours }) => perSecond(ours)))),
        oursP99Ms: tenth(median(rounds.map(({ ours }) => quantile(ours.waits, 0.99)))),
      },
      ratios: {
        oursOverLimit: thousandth(median(rounds.map((round) => perSecond(round.ours) / perSecond(round['visits-limit'])))),
      },
      notes: [
        `${CONNECTIONS} connections, ${SHOPS} shops, ${ROUNDS} rounds of ${SECONDS} s each in turn; medians. Every visit leads to an advocate and is stored when it is answered.`,
      ],
    };
  } finally {
    for (const { process } of servers) process.kill('SIGTERM');
    await database.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openShops(database: ReturnType<typeof connectDatabase>): Promise<Link[]> {
  const vault = createVault(ENCRYPTION_KEY);
  const context = testContext(database, { vault, newId: randomUUID, at: Date.now() });
  const links: Link[] = [];
  for (let index = 0; index < SHOPS; index += 1) {
    const domain = `bench-${index}.myshopify.com`;
    const shop = await openShop(context, { domain });
    for (let each = 0; each < ADVOCATES; each += 1) {
      links.push({ domain, code: (await enrol(context, shop, { customerId: String(each + 1) })).code });
    }
  }
  return links;
}

/** Each visit from a network of its own, signed as Shopify signs what it forwards. */
function loadOf(port: number, links: readonly Link[]): Load {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const queries = links.map(({ domain }) => {
    const signed = { logged_in_customer_id: '', path_prefix: '/apps/vouchsafe', shop: domain, timestamp };
    const message = Object.entries(signed).map(([name, value]) => `${name}=${value}`).sort().join(''); // prettier-ignore
    const signature = createHmac('sha256', SECRET).update(message).digest('hex');
    return new URLSearchParams({ ...signed, signature }).toString();
  });
  let asked = Math.trunc(Math.random() * 1e6);
  return {
    ...{ port, connections: CONNECTIONS },
    request: () => {
      asked += 1;
      const link = links[asked % links.length];
      const body = JSON.stringify({
        id: randomUUID(),
        code: link?.code,
        path: '/products/oolong-spring',
        referrer: 'https://chat.example/',
      });
      return Buffer.from(
        [
          `POST /proxy/visit?${queries[asked % links.length]} HTTP/1.1`,
          ...[
            'Host: app.example',
            'Connection: keep-alive',
            'Content-Type: text/plain;charset=UTF-8',
            `Content-Length: ${body.length}`,
          ],
          ...[
            'User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)',
            'Accept: */*',
            'Accept-Language: en-GB,en;q=0.9',
          ],
          ...[
            `X-Forwarded-For: ${(asked >> 16) & 127}.${(asked >> 8) & 255}.${asked & 255}.9`,
            'X-Forwarded-Proto: https',
            '',
            body,
          ],
        ].join('\r\n'),
        'latin1',
      );
    },
  };
}
