/** Everything that a living store needs, on the embedded default: database, dev store, app and worker. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { createDatabase, freePort, startEmbeddedDatabase } from '#app/embedded-database.server.ts';
import { startBoss } from '#app/jobs/queue.server.ts';
import { createLog } from '#app/log.server.ts';
import { type Devstore, startDevstore } from '#devstore/start.ts';
import { startApp } from './app-process.ts';

export type LivingStore = {
  devstore: Devstore;
  appOrigin: string;
  appLog: string;
  /** Has every shop's orders compared with Shopify's, as happens every hour; answers when that is asked for, not done. */
  compareOrders(): Promise<void>;
  stop(): Promise<void>;
};

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, '.vouchsafe');

/**
 * Starts from nothing: the demo's database is made anew each time, so an interrupted run needs no cleaning up.
 * @param port of the dev store; 0 picks a free one
 */
export async function startLivingStore(port: number): Promise<LivingStore> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const server = await startEmbeddedDatabase({ dataDir: path.join(folder, 'postgres-demo') });
    stops.push(() => server.stop());
    await makeAnew(server.urlOf('postgres'), 'vouchsafe_demo');
    const databaseUrl = server.urlOf('vouchsafe_demo');
    migrate(databaseUrl);

    const appPort = await freePort();
    const devstore = await startDevstore({
      port,
      appOrigin: `http://127.0.0.1:${appPort}`,
      apiSecret: randomBytes(24).toString('hex'),
      stateDir: path.join(folder, 'devstore'),
      appFollowsClock: true,
    });
    stops.push(() => devstore.stop());

    const appLog = path.join(folder, 'demo-app.log');
    const app = await startApp({
      port: appPort,
      logFile: appLog,
      environment: {
        ...devstore.appEnvironment(),
        DATABASE_URL: databaseUrl,
        APP_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      },
    });
    stops.push(() => app.stop());
    return { devstore, appOrigin: app.origin, appLog, compareOrders: () => compareOrders(databaseUrl), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function compareOrders(databaseUrl: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query<{ id: string }>(`SELECT id FROM shop WHERE state = 'installed'`);
  await client.end();
  const boss = await startBoss(databaseUrl, false, createLog('warn'));
  for (const { id: shopId } of rows) await boss.send('reconcile-orders', { shopId }, { singletonKey: shopId });
  await boss.stop();
}

async function makeAnew(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
  await client.end();
  await createDatabase(adminUrl, name);
}

function migrate(databaseUrl: string): void {
  const result = spawnSync(process.execPath, ['node_modules/prisma/build/index.js', 'migrate', 'deploy'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: databaseUrl, CHECKPOINT_DISABLE: '1' },
  });
  if (result.status !== 0) throw new Error(`The migrations failed:\n${result.stdout}${result.stderr}`);
}
