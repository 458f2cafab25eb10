import type { Context } from '#app/context.server.ts';
import type { Database } from '#app/db.server.ts';
import { readEnvironment } from '#app/env.server.ts';
import type { JobName, Jobs, Queue } from '#app/jobs/queue.server.ts';
import { createLog } from '#app/log.server.ts';
import { OutsideFault } from '#app/outgoing-request.server.ts';
import { createVault } from '#app/personal-data.server.ts';
import { createSessionStorage } from '#app/sessions.server.ts';
import { Fault } from '#app/shopify/faults.ts';
import { noTelemetry } from '#app/telemetry.server.ts';

export type EnqueuedJob = { name: JobName; data: Jobs[JobName]; runAt: number | null; once: string | null };

/** A context whose time stands still until the test moves it. */
export type TestContext = Context & {
  clock: { at: number };
  /** What was enqueued, in order; jobs of a rolled-back transaction are here too. */
  jobs: EnqueuedJob[];
};

const environment = readEnvironment({
  NODE_ENV: 'test',
  SHOPIFY_API_KEY: 'b1f0c3a2d94e4f7c8a6b5d3e2f1a0c9b',
  SHOPIFY_API_SECRET: 'a secret only Shopify and the app know',
  SHOPIFY_APP_URL: 'https://app.vouchsafe.test',
  APP_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  LOG_LEVEL: 'silent',
});

function recordingQueue(jobs: EnqueuedJob[]): Queue {
  const note = (job: EnqueuedJob) => {
    const waiting = job.once !== null && jobs.some(({ name, once }) => name === job.name && once === job.once);
    if (!waiting) jobs.push(job);
  };
  return {
    enqueue(_transaction, name, data, { runAt = null, once = null }: { runAt?: number | null; once?: string | null } = {}) {
      note({ name, data, runAt, once });
      return Promise.resolve();
    },
    enqueueAll(_transaction, name, all) {
      for (const { data, once, runAt = null } of all) note({ name, data, runAt, once });
      return Promise.resolve();
    },
  };
}

/** Counts on over all contexts of a test file: they share one database. */
let made = 0;

/** Real database and encryption; time, ids and queue are the test's, and Shopify is out of reach unless `shopify` is given. */
export function testContext(database: Database, overrides: Partial<Context> & { at?: number } = {}): TestContext {
  const { at = Date.parse('2026-11-22T10:00:00Z'), ...parts } = overrides;
  const clock = { at };
  const jobs: EnqueuedJob[] = [];
  const vault = createVault(environment.APP_ENCRYPTION_KEY);
  let sessions: Context['sessions'] | undefined; // made at first use: many tests never connect
  return {
    env: environment,
    db: database,
    log: createLog('silent'),
    telemetry: noTelemetry,
    vault,
    queue: recordingQueue(jobs),
    get sessions() {
      return (sessions ??= createSessionStorage(database.prisma, vault));
    },
    shopify: (shopDomain) => Promise.reject(new Fault('unreachable', `${shopDomain}: no answer in this test`)),
    mailer: null,
    outside: () => Promise.reject(new OutsideFault('refused')),
    now: () => clock.at,
    newId: () => `018f0000-0000-7000-8000-${(made += 1).toString(16).padStart(12, '0')}`,
    clock,
    jobs,
    ...parts,
  };
}
