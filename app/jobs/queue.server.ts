/** Work done later: pg-boss, enqueued inside the transaction that made the work necessary. */
import { fromPrisma, PgBoss } from 'pg-boss';
import { poolConfigFromUrl } from '../../prisma/adapter.ts';
import type { Sql } from '../db.server.ts';
import type { Logger } from '../log.server.ts';

/** Every job and its data: ids only. */
export type Jobs = {
  /** Create in Shopify what one reward promises. */
  'grant-reward': { shopId: string; rewardId: string };
  /** Add the codes of the shop's approved rewards to the discounts that they share. */
  'fill-pools': { shopId: string };
  /** Take back an unused reward code after a refund; `code`: this one, also when the reward has another one by now. */
  'revoke-reward-code': { shopId: string; rewardId: string; code?: string };
  /** Put into the outbox what advocates can be told of their rewards by the clock; every ten minutes. */
  'tell-of-rewards': Record<string, never>;
  /** Send one e-mail of the outbox. */
  'send-mail': { shopId: string; mailId: string };
  /** Write the links of the shop's advocates that are still due to their customer metafields, 25 a call. */
  'write-advocate-links': { shopId: string };
  /** Write the standings of the shop's advocates that have changed to their customer metafields, 25 a call. */
  'write-standings': { shopId: string };
  /** Tell the shop's endpoints what has happened. */
  'send-outgoing-events': { shopId: string };
  /** Make, replace and end the shared codes of the shop's advocates as its rules want them. */
  'settle-shared-codes': { shopId: string };
  /** Find rewards whose waiting time is over and enqueue their granting: at once, when there is no waiting time. */
  'release-due-rewards': Record<string, never>;
  /** Spread the hour's `reconcile-orders` over the shops; hourly. */
  'plan-reconciliations': Record<string, never>;
  /** Ask the Admin API for recent orders of one shop and put the missing ones into the inbox; hourly per shop. */
  'reconcile-orders': { shopId: string };
  /** Ask the Admin API how the buyers of one shop's orders came, where that may still be evidence. */
  'ask-journeys': { shopId: string };
  /** Ask the Admin API which orders have left, where rewards of one shop wait for it; daily. */
  'ask-parcels': { shopId: string };
  /** Read a file of advocates and judge its rows. */
  'read-import': { shopId: string; taskId: string };
  /** Import what was found in it, or take an import back. */
  'run-import': { shopId: string; taskId: string };
  /** Do something to many things, a piece at a time. */
  'run-bulk-task': { shopId: string; taskId: string };
  /** After installation: shop details, first advocates from recent orders. */
  'settle-in': { shopId: string };
  /** Expire unused codes, prune settled deliveries and old visits; daily. */
  'keep-house': Record<string, never>;
};
export type JobName = keyof Jobs;
export const JOB_NAMES = [
  'grant-reward',
  'fill-pools',
  'revoke-reward-code',
  'send-mail',
  'tell-of-rewards',
  'write-advocate-links',
  'write-standings',
  'send-outgoing-events',
  'settle-shared-codes',
  'release-due-rewards',
  'plan-reconciliations',
  'reconcile-orders',
  'ask-journeys',
  'ask-parcels',
  'read-import',
  'run-import',
  'run-bulk-task',
  'settle-in',
  'keep-house',
] as const satisfies readonly JobName[];

/** Where jobs end that failed for good; Health shows how many. */
export const DEAD_LETTERS = 'dead-letters';

/** A job of which at most one waits with its key; `runAt` as in `Queue.enqueue`. */
export type KeyedJob<Name extends JobName> = { data: Jobs[Name]; once: string; runAt?: number };

export type Queue = {
  /**
   * @param options.runAt epoch milliseconds; at once when absent
   * @param options.once at most one waiting job with this key
   */
  enqueue<Name extends JobName>(
    transaction: Sql,
    name: Name,
    data: Jobs[Name],
    options?: { runAt?: number; once?: string },
  ): Promise<void>;
  /** Any number of jobs of one kind with one statement. */
  enqueueAll<Name extends JobName>(transaction: Sql, name: Name, jobs: readonly KeyedJob<Name>[]): Promise<void>;
};

/** What a job may do wrong before it is a dead letter: twelve tries in about two days (5 s, 10 s, … at most 6 h apart). */
const RETRIES = { retryLimit: 12, retryDelay: 5, retryBackoff: true, retryDelayMax: 6 * 3600 };

/**
 * Connects pg-boss and makes its queues; the same for web processes, which only enqueue, and workers.
 * @param worker whether this process also looks after retries, crashed workers and the schedule
 */
export async function startBoss(url: string, worker: boolean, log: Logger): Promise<PgBoss> {
  const { host = '', port = 5432, user = '', password, database = '', ssl } = poolConfigFromUrl(url);
  const boss = new PgBoss({
    ...{ host, port, user, database, ssl },
    ...(typeof password === 'string' ? { password } : {}),
    max: worker ? 4 : 2,
    supervise: worker,
    schedule: worker,
    useListenNotify: worker,
    // A crashed worker's jobs are found within 15 s instead of two minutes.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  });
  boss.on('error', (error) => log.error({ error }, 'job queue'));
  await boss.start();
  await boss.createQueue(DEAD_LETTERS, { retentionSeconds: 30 * 86_400 });
  for (const name of JOB_NAMES) {
    // `short`: one waiting job per key; a running one does not count, so news that arrive meanwhile are not lost.
    await boss.createQueue(name, {
      policy: 'short',
      deadLetter: DEAD_LETTERS,
      notify: true,
      heartbeatSeconds: 10,
      expireInSeconds: 15 * 60,
      ...RETRIES,
    });
  }
  return boss;
}

export function createQueue(boss: PgBoss, newId: () => string): Queue {
  return {
    async enqueue(transaction, name, data, options = {}) {
      await boss.send(name, data, {
        db: fromPrisma(transaction),
        singletonKey: options.once ?? newId(),
        ...startAfter(options.runAt),
      });
    },
    async enqueueAll(transaction, name, jobs) {
      if (jobs.length === 0) return;
      const inserts = jobs.map(({ data, once, runAt }) => ({ data, singletonKey: once, ...startAfter(runAt) }));
      await boss.insert(name, inserts, { db: fromPrisma(transaction) });
    },
  };
}

function startAfter(runAt: number | undefined): { startAfter?: Date } {
  return runAt === undefined ? {} : { startAfter: new Date(runAt) };
}
