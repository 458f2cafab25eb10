/** A durable PostgreSQL of the run's own that can be crashed, behind a proxy that can cut its connections. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { freePort, startEmbeddedDatabase } from '#app/embedded-database.server.ts';
import { type CuttingProxy, startCuttingProxy } from './cutting-proxy.ts';

export type CrashingDatabase = {
  /** For the app: through the proxy. */
  url: string;
  /** For the harness: straight. */
  ownUrl: string;
  proxy: CuttingProxy;
  /** Straight. */
  ask(sql: string): Promise<unknown>;
  /** As after a power cut (`pg_ctl stop -m immediate`): no checkpoint, every connection gone. Resolves when it answers again. */
  crash(): Promise<void>;
  stop(): Promise<void>;
};

export async function startCrashingDatabase(dataDir: string): Promise<CrashingDatabase> {
  const port = await freePort();
  const options = { dataDir, port, settings: { max_wal_size: '4GB' } };
  let server = await startEmbeddedDatabase(options);
  const proxy = await startCuttingProxy(() => port);
  const { rows } = await ask(server.url, 'SHOW data_directory');
  const [{ data_directory: folder }] = rows as [{ data_directory: string }];
  return {
    url: server.url.replace(`:${port}/`, `:${proxy.port}/`),
    ownUrl: server.url,
    proxy,
    ask: (sql) => ask(server.url, sql),
    async crash() {
      process.kill(Number(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGQUIT');
      while (await answers(server.url)) await wait(20);
      await server.stop();
      server = await startEmbeddedDatabase(options);
    },
    async stop() {
      await proxy.close();
      await server.stop();
    },
  };
}

async function ask(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await ask(url, 'SELECT 1');
    return true;
  } catch {
    return false;
  }
}
