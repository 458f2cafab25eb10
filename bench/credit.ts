/**
 * Right credit: the engine's decisions on the labelled corpus (tests/fixtures/orders) against what a fair judge says, and how fast stored
 * orders are read and decided again (what-if asks for 100,000 in ten seconds).
 */
import { decideAttribution } from '#app/domain/attribution.ts';
import { readStoredFacts, storeFacts } from '#app/domain/stored-decision.ts';
import { factsOf, type OrderCase, readCases, rulesOf } from '#tests/support/order-cases.ts';
import type { Measurement } from './run.ts';

const REPLAYED = 100_000;

export function measure(): Measurement {
  const judged = readCases().map((order) => ({ order, decision: decideAttribution(factsOf(order), rulesOf(order), 1) }));
  const wrong = judged.filter(
    ({ order: { expect }, decision }) =>
      decision.outcome !== expect.outcome || decision.advocateId !== expect.advocate || decision.reason.code !== expect.reason,
  );
  const earned = judged.filter(({ order }) => order.truth === 'earned');
  const credited = judged.filter(({ order, decision }) => decision.outcome === 'credited' && order.truth !== 'unclear');
  const right = credited.filter(
    ({ order, decision }) => order.truth === 'earned' && decision.advocateId === order.expect.advocate,
  );
  const blocked = earned.filter(({ decision }) => decision.outcome === 'not-credited');
  const households = judged.filter(({ order }) => order.household && order.truth !== 'not-earned');
  const householdsRefused = households.filter(({ decision }) => decision.outcome === 'not-credited');
  return {
    figures: {
      cases: judged.length,
      earned: earned.length,
      unlikeExpected: wrong.length,
      precision: share(right.length, credited.length),
      recall: share(right.length, earned.length),
      falseBlockRate: share(blocked.length, earned.length),
      households: households.length,
      householdFalsePositiveRate: share(householdsRefused.length, households.length),
      heldRate: share(judged.filter(({ decision }) => decision.outcome === 'review').length, judged.length),
      ...replay(judged.map(({ order }) => order)),
    },
    notes: wrong.map(
      ({ order, decision }) =>
        `${order.name}: expected ${JSON.stringify(order.expect)}, decided ${decision.outcome} ${decision.advocateId ?? 'nobody'} ${JSON.stringify(decision.reason)}`,
    ),
  };
}

/** Stored facts as they come from the database (JSON text), read and decided under other rules. One core. */
function replay(cases: readonly OrderCase[]): Record<string, number> {
  const stored = cases.map((order) => JSON.stringify(storeFacts(factsOf(order))));
  const rules = cases.map(rulesOf);
  const started = performance.now();
  let credited = 0;
  for (let index = 0; index < REPLAYED; index += 1) {
    const text = stored[index % stored.length] ?? '';
    const program = rules[(index * 7) % rules.length];
    if (program === undefined) continue;
    if (decideAttribution(readStoredFacts(JSON.parse(text)), program, 2).outcome === 'credited') credited += 1;
  }
  const seconds = (performance.now() - started) / 1000;
  return { replayed: REPLAYED, replayCredited: credited, replaySeconds: Math.round(seconds * 100) / 100 };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000;
}
