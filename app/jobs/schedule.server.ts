/** What happens by the clock (UTC). pg-boss makes sure that one worker of many does it. */
import type { PgBoss } from 'pg-boss';
import type { JobName } from './queue.server.ts';

const SCHEDULE = [
  ['plan-reconciliations', '0 * * * *'],
  ['tell-of-rewards', '*/10 * * * *'],
  ['keep-house', '30 3 * * *'],
] as const satisfies readonly (readonly [JobName, string])[];

export async function applySchedule(boss: PgBoss): Promise<void> {
  for (const [name, cron] of SCHEDULE) {
    await boss.schedule(name, cron, {}, { singletonKey: 'schedule', tz: 'UTC', missed: 'once' });
  }
}
