/** One run of a plan, in calm weather or in a storm, from nothing to its outcome. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { type Outcome, readOutcome } from './outcome.ts';
import { planRun } from './plan.ts';
import { enrolAdvocates, playPlan } from './play.ts';
import { settle } from './settle.ts';
import { brewStorm, type Storm } from './storm.ts';
import { startWorld } from './world.ts';

export type RunOptions = {
  seed: number;
  orders: number;
  /** 0: nothing is killed, and nothing else happens either. */
  kills: number;
  /** The checkout whose app is run. */
  root: string;
  /** For its database, after the migrations. */
  sql?: string;
  /** How long the end may take, milliseconds; a quarter of an hour unless given. */
  patience?: number;
};

export type RunResult = Outcome & {
  /** Pieces of work that were not done in time. */
  unfinished: number;
  storm: Storm['figures'];
  attempts: number;
  refused: number;
  undelivered: number;
  falls: number;
  seconds: number;
};

/** Of deliveries that never come, in a storm. */
const LOSS_RATE = 0.01;

export async function runOnce({ seed, orders, kills, root, sql = '', patience = 15 * 60_000 }: RunOptions): Promise<RunResult> {
  const started = performance.now();
  mkdirSync(path.join(root, '.vouchsafe'), { recursive: true });
  const plan = planRun(seed, orders);
  const world = await startWorld({ root, sql }, kills === 0 ? null : { seed, lossRate: LOSS_RATE });
  const pool = new pg.Pool({ connectionString: world.database.ownUrl, max: 3 });
  pool.on('error', () => undefined); // the database is crashed on purpose
  try {
    const codes = await enrolAdvocates(world, plan, pool);
    const storm = brewStorm(world, seed, kills);
    const played = await playPlan(world, plan, codes, storm.pass);
    await storm.end();
    const unfinished = await settle(world, pool, patience);
    const outcome = await readOutcome(world, pool, played);
    const { courier, web, workers } = world;
    return {
      ...outcome,
      problems: [...outcome.problems, ...unfinished.slice(0, 5).map((what) => `not done: ${what}`)],
      unfinished: unfinished.length,
      storm: storm.figures,
      ...{ attempts: courier.attempts(), refused: courier.refused(), undelivered: courier.lost() },
      falls: [web, ...workers].reduce((sum, keeper) => sum + keeper.falls(), 0),
      seconds: Math.round((performance.now() - started) / 1000),
    };
  } finally {
    await pool.end();
    await world.stop();
  }
}
