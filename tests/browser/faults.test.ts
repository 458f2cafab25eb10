/** `npm run faults` in small: real processes, a durable database, the dev store; killed, cut off and lied to. */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { copyMutated, MUTANTS } from '../../faults/mutants.ts';
import { planRun } from '../../faults/plan.ts';
import { runOnce } from '../../faults/run-once.ts';

const root = path.resolve(import.meta.dirname, '../..');
const small = { seed: 11, orders: 80, kills: 4, root };

test('a storm of kills, repeats, losses and failures comes to the same as calm weather', async () => {
  const calm = await runOnce({ ...small, kills: 0 });
  const stormy = await runOnce(small);
  expect(stormy.lines).toEqual(calm.lines);
  const { webKills, workerKills, databaseCrashes } = stormy.storm;
  expect(webKills + workerKills + databaseCrashes).toBe(small.kills);
  expect(stormy.attempts).toBeGreaterThan(stormy.deliveries);
  for (const { lost, twice, unbalanced, dead, unfinished, problems } of [calm, stormy]) {
    expect({ lost, twice, unbalanced, dead, unfinished, problems }).toEqual({
      ...{ lost: 0, twice: 0, unbalanced: 0, dead: 0, unfinished: 0 },
      problems: [],
    });
  }
}, 300_000);

test('the app without its unique keys is found out', async () => {
  const mutant = MUTANTS.find(({ name }) => name === 'no-dedupe');
  if (mutant === undefined) throw new Error('no such mutant');
  const { twice } = await runOnce({ ...small, orders: 30, kills: 1, root: copyMutated(root, mutant), sql: mutant.sql });
  expect(twice).toBeGreaterThan(0);
}, 200_000);

test('every broken app can still be made from this one, and the same seed plans the same', () => {
  mkdirSync(path.join(root, '.vouchsafe'), { recursive: true });
  for (const mutant of MUTANTS) expect(existsSync(path.join(copyMutated(root, mutant), 'server.ts'))).toBe(true);
  expect(planRun(5, 50)).toEqual(planRun(5, 50));
  expect(planRun(6, 50)).not.toEqual(planRun(5, 50));
});
