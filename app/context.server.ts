/** The composition root: everything with a side effect, made once per process and passed as an argument. */
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import type { PgBoss } from 'pg-boss';
import { v7 as uuidv7 } from 'uuid';
import { connectDatabase, type Database } from './db.server.ts';
import type { Environment } from './env.server.ts';
import { createMailer, type Mailer } from './email/mailer.server.ts';
import { createQueue, type Queue, startBoss } from './jobs/queue.server.ts';
import { createLog, type Logger } from './log.server.ts';
import { createOutsideCaller, type OutsideCaller } from './outgoing-request.server.ts';
import { createVault, type Vault } from './personal-data.server.ts';
import { createSessionStorage } from './sessions.server.ts';
import { createAccessTokens } from './shopify/access-token.server.ts';
import { type AdminClient, createAdminClient } from './shopify/client.server.ts';
import { createBudgetNotes } from './api-budget-notes.server.ts';
import { createPacer, type Lane } from './shopify/pacer.server.ts';
import type { Telemetry } from './telemetry.server.ts';
import { startTelemetry } from './telemetry-exporters.server.ts';
import { readSystemState } from './queries/system-state.server.ts';

export type Context = {
  env: Environment;
  db: Database;
  log: Logger;
  telemetry: Telemetry;
  vault: Vault;
  queue: Queue;
  /** Shopify's sessions; tokens are sealed at rest. */
  sessions: SessionStorage;
  /** The Admin API of one shop; `lane` (`work` unless given) says who waits for it (pacer.server.ts). Throws Fault `uninstalled` when the shop has no session. */
  shopify(shopDomain: string, lane?: Lane): Promise<AdminClient>;
  /** The mail server; null when the app has none. */
  mailer: Mailer | null;
  /** Addresses that merchants have typed in. */
  outside: OutsideCaller;
  /** Current time, epoch milliseconds. */
  now(): number;
  /** A new UUIDv7. */
  newId(): string;
};

/** Remix bundles its own copy of this module: the context is found through a key that both copies know. */
const KEY = Symbol.for('vouchsafe.context');
const globals = globalThis as { [KEY]?: Context };

export type ContextOptions = {
  env: Environment;
  /** `env.DATABASE_URL`, or the embedded database's. */
  databaseUrl: string;
  /** Whether this process runs jobs, or only enqueues them. */
  worker: boolean;
  /** What the process is, said with its metrics and traces. */
  role?: string;
};

export type StartedContext = Context & {
  boss: PgBoss;
  /** Closes every connection. Jobs under way are given 25 s. */
  stop(): Promise<void>;
};

/** Connects everything; the migrations must have been applied. Throws when the database does not answer. */
export async function startContext({ env, databaseUrl, worker, role = 'app' }: ContextOptions): Promise<StartedContext> {
  const log = createLog(env.LOG_LEVEL);
  const sessionUrl = env.DATABASE_SESSION_URL ?? databaseUrl;
  const db = connectDatabase(databaseUrl, env.DATABASE_POOL, sessionUrl);
  let boss: PgBoss;
  try {
    boss = await startBoss(sessionUrl, worker, log);
  } catch (error) {
    await db.close();
    throw error;
  }
  const vault = createVault(env.APP_ENCRYPTION_KEY, env.APP_ENCRYPTION_KEY_FORMER);
  const sessions = createSessionStorage(db.prisma, vault);
  const now = () => Date.now();
  const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
  const pacer = createPacer({ now, wait });
  const noteBudget = createBudgetNotes(db.sql, now, log);
  const readState = () => readSystemState(db.prisma, now());
  const telemetry = startTelemetry(env, role, { readState, strain: pacer.strain });
  const { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: apiSecret } = env;
  const mailer = env.SMTP_URL && env.MAIL_FROM ? createMailer({ url: env.SMTP_URL, from: env.MAIL_FROM }) : null;
  const accessToken = createAccessTokens({ sessions, apiKey, apiSecret, fetch, now });

  const context: Context = {
    env,
    db,
    log,
    telemetry,
    vault,
    queue: createQueue(boss, uuidv7),
    sessions,
    async shopify(shopDomain, lane = 'work') {
      await accessToken(shopDomain);
      return createAdminClient({
        shopDomain,
        accessToken: (rejected) => accessToken(shopDomain, rejected),
        fetch,
        log,
        now,
        wait,
        pacer,
        lane,
        telemetry,
        noteBudget,
      });
    },
    mailer,
    outside: createOutsideCaller(),
    now,
    newId: uuidv7,
  };
  globals[KEY] = context;
  return {
    ...context,
    boss,
    async stop() {
      delete globals[KEY];
      await boss.stop({ graceful: true, timeout: 25_000 });
      await telemetry.stop().catch((error: unknown) => log.warn({ error }, 'the last metrics and traces were not sent'));
      await db.close();
    },
  };
}

/** The context of this process. @throws before `startContext` */
export function getContext(): Context {
  const context = globals[KEY];
  if (context === undefined) throw new Error('startContext has not run: start the app with server.ts');
  return context;
}
