/**
 * `npm run faults -- [--seed N] [--orders N] [--kills N]`: the same plan in calm weather and in a storm must come to the same. `-- --controls` runs the app with
 * a promise broken instead, each way once, and fails when one is not noticed. Prints one JSON line last.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { copyMutated, MUTANTS } from './mutants.ts';
import { runOnce, type RunOptions, type RunResult } from './run-once.ts';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    orders: { type: 'string' },
    kills: { type: 'string' },
    controls: { type: 'boolean', default: false },
  },
});
const usual = values.controls ? { orders: 300, kills: 10 } : { orders: 10_000, kills: 100 };
const options: RunOptions = {
  ...{ seed: Number(values.seed), root },
  ...{ orders: Number(values.orders ?? usual.orders), kills: Number(values.kills ?? usual.kills) },
};
// What was started is killed when this process ends, and it ends in order when it is told to.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
const ok = await (values.controls ? controls() : compared());
process.exit(ok ? 0 : 1);

async function compared(): Promise<boolean> {
  const { orders, seed, kills } = options;
  say(`${orders} orders of seed ${seed} in calm weather…`);
  const calm = await runOnce({ ...options, kills: 0 });
  say(`${calm.seconds} s. The same with ${kills} kills…`);
  const { lines, problems, ...stormy } = await runOnce(options);
  for (const [name, of] of [['calm', calm.lines] as const, ['storm', lines] as const]) {
    writeFileSync(path.join(root, `.vouchsafe/faults-${name}.txt`), of.join('\n'));
  }
  for (const problem of problems) say(problem);
  const ok = stormy.hash === calm.hash && isSound(stormy) && isSound(calm);
  if (stormy.hash !== calm.hash) say('The outcomes differ: compare .vouchsafe/faults-calm.txt with faults-storm.txt');
  tell({ ok, ...stormy, undisturbedHash: calm.hash, undisturbedSeconds: calm.seconds });
  return ok;
}

async function controls(): Promise<boolean> {
  const noticed: Record<string, number> = {};
  for (const mutant of MUTANTS) {
    say(`The app that ${mutant.name}, ${options.orders} orders, ${options.kills} kills…`);
    const control = { root: copyMutated(root, mutant), sql: mutant.sql, patience: 90_000 };
    const { lost, twice, problems } = await runOnce({ ...options, ...control });
    noticed[mutant.name] = lost + twice;
    for (const problem of problems) say(`  ${problem}`);
  }
  const ok = Object.values(noticed).every((count) => count > 0);
  tell({ ok, controls: noticed });
  return ok;
}

function isSound({ lost, twice, unbalanced, dead, unfinished }: Omit<RunResult, 'lines' | 'problems'>): boolean {
  return lost + twice + unbalanced + dead + unfinished === 0;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function tell(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
