/** The worker: the inbox and the jobs. */
import type { StartedContext } from '../context.server.ts';
import { planJourneys } from '../services/ask-journeys.server.ts';
import { decideUnlooked } from '../services/decide-unlooked.server.ts';
import { releaseDueRewards } from '../services/release-due-rewards.server.ts';
import { planOutgoingEvents } from '../services/send-outgoing-events.server.ts';
import { planStandings } from '../services/write-standings.server.ts';
import { Fault } from '../shopify/faults.ts';
import { handleJob } from './handlers.server.ts';
import { startInbox } from './inbox.server.ts';
import { listenForInbox } from './inbox-signal.server.ts';
import { JOB_NAMES, type JobName, type Jobs } from './queue.server.ts';
import { applySchedule } from './schedule.server.ts';

export type Worker = {
  /** A delivery was stored. */
  wake(): void;
  /** What is wrong with it; null: it looks for deliveries as it should. */
  problem(): string | null;
  /** Finishes what is under way and takes up nothing new. */
  stop(): Promise<void>;
};

/** Shops whose deliveries are worked off at once. */
const INBOX_LANES = 2;
/** A reward is released this long after its waiting time at the latest; looking costs one probe of an index. */
const RELEASE_EVERY = 2_000;
/** Likewise for held credits that nobody has looked at, and for visits that Shopify is to be asked for. */
const REVIEW_EVERY = 10_000;
const JOURNEYS_EVERY = 30_000;
/** What happens to one advocate within it is written to their account once. */
const STANDINGS_EVERY = 15_000;
/** What happened is told to other systems this long afterwards at the latest, when they answer. */
const EVENTS_EVERY = 3_000;
/** Jobs of one kind that are done at once; they wait for others most of the time. */
const JOBS_AT_ONCE: Partial<Record<JobName, number>> = {
  'grant-reward': 4,
  'fill-pools': 2,
  'revoke-reward-code': 2,
  'send-mail': 2,
  'write-advocate-links': 2,
};

export async function startWorker(context: StartedContext, databaseUrl: string): Promise<Worker> {
  const { boss, log } = context;
  for (const name of JOB_NAMES) {
    await boss.work<Jobs[typeof name]>(
      name,
      {
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: 2, // retries and delayed jobs make no signal
        localConcurrency: JOBS_AT_ONCE[name] ?? 1,
      },
      async ([job]) => {
        if (job !== undefined) await runJob(context, name, job.data);
      },
    );
  }
  await applySchedule(boss);
  const inbox = startInbox(context, INBOX_LANES);
  const listener = listenForInbox(databaseUrl, inbox.wake, log);
  const repeated = [
    repeat(
      RELEASE_EVERY,
      () => releaseDueRewards(context),
      (error) => log.error({ error }, 'releasing rewards'),
    ),
    repeat(
      REVIEW_EVERY,
      () => decideUnlooked(context),
      (error) => log.error({ error }, 'deciding held credits'),
    ),
    repeat(
      JOURNEYS_EVERY,
      () => planJourneys(context),
      (error) => log.error({ error }, 'planning to ask for visits'),
    ),
    repeat(
      STANDINGS_EVERY,
      () => planStandings(context),
      (error) => log.error({ error }, 'planning to write standings'),
    ),
    repeat(
      EVENTS_EVERY,
      () => planOutgoingEvents(context),
      (error) => log.error({ error }, 'planning to tell endpoints'),
    ),
  ];
  return {
    wake: inbox.wake,
    problem: inbox.problem,
    async stop() {
      await listener.stop();
      await Promise.all([
        inbox.stop(),
        ...repeated.map(({ stop }) => stop()),
        ...JOB_NAMES.map((name) => boss.offWork(name, { wait: true })),
      ]);
    },
  };
}

/** Does the work again and again, with a pause between two runs, never two at once. */
function repeat(pause: number, work: () => Promise<void>, onError: (error: unknown) => void): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  function next(): void {
    if (stopped) return;
    timer = setTimeout(() => (running = work().catch(onError).then(next)), pause);
  }
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** A fault that may mend itself fails the job, and pg-boss tries it again with back-off; one that will not is noted by the service and ends here. */
async function runJob<Name extends JobName>(context: StartedContext, name: Name, data: Jobs[Name]): Promise<void> {
  const started = context.now();
  const ended = (outcome: 'done' | 'failed' | 'ended') =>
    context.telemetry.jobEnded(name, outcome, (context.now() - started) / 1000);
  try {
    await context.telemetry.span(`job ${name}`, {}, () => handleJob(context, name, data));
    ended('done');
    context.log.debug({ job: name, data, ms: context.now() - started }, 'job done');
  } catch (error) {
    const fault = error instanceof Fault ? error.kind : null;
    context.log[fault === null ? 'error' : 'warn'](
      { job: name, data, ...(fault === null ? { error } : { fault }) },
      'job failed',
    );
    const isOver = error instanceof Fault && !error.retry;
    ended(isOver ? 'ended' : 'failed');
    if (!isOver) throw error;
  }
}
