/**
 * Starts Vouchsafe: `node server.ts [--role=web|worker]`, both without a role.
 * Without DATABASE_URL it runs its own PostgreSQL (development); with it, the migrations must have been deployed.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { startContext } from './app/context.server.ts';
import { type Environment, readEnvironment } from './app/env.server.ts';
import { createBuiltAdmin, createDevelopmentAdmin, createHttpApp, databaseCheck } from './app/http.server.ts';
import { createInboxSignal } from './app/jobs/inbox-signal.server.ts';
import { startWorker, type Worker } from './app/jobs/worker.server.ts';
import { createLog } from './app/log.server.ts';
import { createOperationsDoor } from './app/operations-door.server.ts';

/** Load balancers keep idle connections for a minute; a server that closes them first loses requests. */
const KEEP_ALIVE = 65_000;
/** A request that takes longer than this does not hold up the end of the process. */
const LONGEST_GOODBYE = 10_000;

type Role = 'web' | 'worker' | 'both';
/** In order of starting; stopped backwards. */
type Part = { name: string; stop(): Promise<void> };

async function start(env: Environment, role: Role, parts: Part[]): Promise<void> {
  const databaseUrl = env.DATABASE_URL ?? (await startOwnDatabase(env, parts));
  const context = await startContext({ env, databaseUrl, worker: role !== 'web', role });
  parts.push({ name: 'context', stop: () => context.stop() });

  let worker: Worker | null = null;
  if (role !== 'web') {
    worker = await startWorker(context, env.DATABASE_SESSION_URL ?? databaseUrl);
    parts.push({ name: 'worker', stop: worker.stop });
  }
  if (env.METRICS_PORT !== undefined) {
    const checks = { database: databaseCheck(context.db), ...(worker === null ? {} : { worker: worker.problem }) };
    const operations = http.createServer(createOperationsDoor(context.telemetry, checks));
    await listen(operations, env.METRICS_PORT, env.HOST);
    parts.push({ name: 'operations', stop: () => close(operations) });
    context.log.info({ port: (operations.address() as AddressInfo).port }, 'metrics and health');
  }
  if (role === 'worker') {
    context.log.info({ role }, 'started');
    return;
  }
  const admin = env.NODE_ENV === 'development' ? await createDevelopmentAdmin() : await createBuiltAdmin();
  const wakeWorker = worker?.wake ?? createInboxSignal(context.db.pool, context.log);
  const server = http.createServer(createHttpApp(context, { admin, wakeWorker }));
  server.keepAliveTimeout = KEEP_ALIVE;
  await listen(server, env.PORT, env.HOST);
  parts.push({ name: 'http', stop: () => close(server) });
  context.log.info({ role, port: (server.address() as AddressInfo).port, host: env.HOST }, 'started');
}

async function startOwnDatabase(env: Environment, parts: Part[]): Promise<string> {
  const { startEmbeddedDatabase } = await import('./app/embedded-database.server.ts');
  const { applyMigrations } = await import('./app/migrations.server.ts');
  const database = await startEmbeddedDatabase({ dataDir: env.EMBEDDED_DATABASE_DIR });
  parts.push({ name: 'database', stop: () => database.stop() });
  await applyMigrations(database.url);
  return database.url;
}

function listen(server: http.Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
}

/** Requests under way are answered, idle connections closed. */
async function close(server: http.Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), LONGEST_GOODBYE);
  await closed;
  clearTimeout(impatience);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { role: { type: 'string', default: 'both' } } });
  const { role } = values;
  if (role !== 'web' && role !== 'worker' && role !== 'both') throw new Error('--role is web or worker');
  const env = readEnvironment();
  const log = createLog(env.LOG_LEVEL);
  const parts: Part[] = [];
  let stopping: Promise<void> | null = null;

  async function stop(): Promise<void> {
    for (const part of parts.splice(0).reverse()) {
      try {
        await part.stop();
      } catch (error) {
        log.error({ error, part: part.name }, 'stopped badly');
        process.exitCode = 1;
      }
    }
    log.info('stopped');
  }

  const starting = start(env, role, parts);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1); // asked twice: now
      stopping = starting.catch(() => undefined).then(stop);
      void stopping.then(() => process.exit());
    });
  }
  try {
    await starting;
  } catch (error) {
    await stop();
    throw error;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
