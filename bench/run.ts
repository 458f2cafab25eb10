/** `npm run bench -- NAME`: one measurement, ours beside its references in one run. Prints one JSON line last. */
import os from 'node:os';

/** Figures are absolute and belong to the machine of the run; ratios compare parts of the same run. */
export type Measurement = { figures: Record<string, number>; ratios?: Record<string, number>; notes?: string[] };

const BENCHES: Readonly<Record<string, () => Promise<{ measure(): Promise<Measurement> | Measurement }>>> = {
  attribution: () => import('./attribution.ts'),
  credit: () => import('./credit.ts'),
  ingest: () => import('./ingest.ts'),
  rewards: () => import('./rewards.ts'),
  road: () => import('./road.ts'),
  storefront: () => import('./storefront.ts'),
  visits: () => import('./visits.ts'),
};

const name = process.argv[2] ?? '';
const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (bench === undefined) {
  console.error(`Usage: npm run bench -- ${Object.keys(BENCHES).join(' | ')}`);
  process.exit(2);
}
const { measure } = await bench();
const { figures, ratios = {}, notes = [] } = await measure();
for (const note of notes) console.error(note);
console.log(JSON.stringify({ bench: name, figures, ratios, machine: machineName() }));

function machineName(): string {
  const [processor] = os.cpus();
  const gigabytes = Math.round(os.totalmem() / 2 ** 30);
  return `${os.availableParallelism()} × ${processor?.model.trim() ?? os.arch()}, ${gigabytes} GiB, Node ${process.versions.node}`;
}
