/** The weather of a disturbed run: kills, cut connections, a failing Admin API, clocks that jump. */
import { type Random, seededRandom } from '#devstore/history/random.ts';
import type { ApiFault } from '#devstore/state.ts';
import type { World } from './world.ts';

export type Storm = {
  /** Does what is due by now (`progress` of the plan, 0 to 1). Returns when what was killed runs again. */
  pass(progress: number): Promise<void>;
  /** Everything works again; what was to come by the end comes first. */
  end(): Promise<void>;
  figures: { webKills: number; workerKills: number; databaseCrashes: number; cuts: number; clockJumps: number };
};

/** Of a hundred calls to the Admin API, in all the ways that the dev store can fail. */
const FAILING: readonly (Pick<ApiFault, 'fault'> & Partial<ApiFault> & { percent: number })[] = [
  { fault: 'timeout-before', percent: 2 },
  { fault: 'timeout-after', percent: 3 },
  { fault: 'reset', percent: 2 },
  { fault: 'reset-after', percent: 3 },
  { fault: '429', percent: 2, retryAfterSeconds: 0.2 },
  { fault: 'throttled', percent: 2 },
  { fault: '5xx', percent: 2 },
  { fault: '5xx', percent: 2, applied: true, status: 502 },
  { fault: 'revoke-token', percent: 0.1 },
];
/** These belong to one kind of operation each. */
const PARTICULAR: readonly (Pick<ApiFault, 'fault' | 'at'> & { percent: number })[] = [
  { at: 'AddDiscountCodes', fault: 'partial', percent: 5 },
  { at: 'CreateGiftCard', fault: 'userErrors', percent: 2 },
  { at: 'CreditStoreCredit', fault: 'userErrors', percent: 2 },
];
/** A silent connection is given up by the dev store after this long; the app would wait for 15 s. */
const SILENCE = 400;
/** A worker's clock may be wrong by so much: see docs/operations.md. */
const CLOCK = 45_000;

/** @param kills 0: calm weather, nothing ever fails */
export function brewStorm(world: World, seed: number, kills: number): Storm {
  const random = seededRandom(seed ^ 0x5707);
  const figures = { webKills: 0, workerKills: 0, databaseCrashes: 0, cuts: 0, clockJumps: 0 };
  const due = Array.from({ length: kills }, (_, place) => (place + random.next()) / kills);
  let done = 0;
  if (kills > 0) world.devstore.store.injectors.adminApi.faults = failures();

  async function pass(progress: number): Promise<void> {
    for (let at = due[done]; at !== undefined && at <= progress; at = due[done]) {
      done += 1;
      await strike(world, random, figures);
    }
  }
  return {
    figures,
    pass,
    async end() {
      await pass(1);
      world.devstore.store.injectors.adminApi.faults = [];
      world.workers.forEach((_, place) => world.turnWorker(place, 0));
    },
  };
}

/** Something is killed; meanwhile connections are cut and a clock jumps. */
async function strike(world: World, random: Random, figures: Storm['figures']): Promise<void> {
  const draw = random.below(10);
  if (random.chance(0.5)) {
    const proxy = random.pick(world.proxies);
    figures.cuts += proxy.cut(() => random.chance(0.5));
  }
  if (random.chance(0.3)) {
    world.turnWorker(random.below(world.workers.length), random.below(2 * CLOCK) - CLOCK);
    figures.clockJumps += 1;
  }
  if (draw < 4) {
    figures.webKills += 1;
    await world.web.kill();
  } else if (draw < 8) {
    figures.workerKills += 1;
    await random.pick(world.workers).kill();
  } else {
    figures.databaseCrashes += 1;
    await world.database.crash();
  }
}

/** The dev store asks each for its chance in turn, and what passed the ones before is less than all. */
function failures(): ApiFault[] {
  let left = 100;
  const usual = {
    times: 1_000_000,
    skip: 0,
    shop: null,
    holdMs: SILENCE,
    status: 503,
    applied: false,
    retryAfterSeconds: 1,
    every: 3,
  };
  const userError = { field: null, message: 'Something went wrong.', code: null };
  const particular = PARTICULAR.map(({ percent, ...fault }) => ({ ...usual, userError, ...fault, rate: percent / 100 }));
  const general = FAILING.map(({ percent, ...fault }) => {
    const rate = percent / left;
    left -= percent;
    return { ...usual, at: '*', userError, ...fault, rate };
  });
  return [...particular, ...general];
}
