/** What scales count of the advocates of a batch, before each of its orders. Nothing is read where no program of its orders has a scale. */
import type { ProgramVersion } from '../data/programs.server.ts';
import { type AdvocateTally, findTallies, type TallyQuestion } from '../data/tallies.server.ts';
import type { Sql } from '../db.server.ts';
import { DAY } from '../domain/attribution.ts';
import type { Tiers } from '../domain/benefit.ts';
import type { AdvocateFacts, Tally } from '../domain/facts.ts';
import { placedAt } from './decide-orders.server.ts';
import type { GatheredOrder } from './gather-order-facts.server.ts';

type Pair = { placedAt: number; advocateId: string; tiers: Tiers };

/** At most one statement, however many orders. What was counted when an order was weighed first stays so. */
export async function gatherTallies(
  tx: Sql,
  shop: { id: string; currency: string },
  orders: readonly GatheredOrder[],
  versions: readonly ProgramVersion[],
): Promise<GatheredOrder[]> {
  const found = await findTallies(tx, shop.id, shop.currency, questionsOf(orders.flatMap(newPairs)));
  const byAdvocate = new Map(found.map((tally) => [tally.advocateId, tally]));
  return orders.map((order) => {
    const asked = new Map(newPairs(order).map((pair) => [pair.advocateId, pair]));
    const tallied = (advocate: AdvocateFacts): AdvocateFacts => {
      const pair = asked.get(advocate.advocateId);
      const known = byAdvocate.get(advocate.advocateId);
      return pair === undefined || known === undefined ? advocate : { ...advocate, tally: tallyBefore(pair, known, versions) };
    };
    return { ...order, advocates: order.advocates.map(tallied) };
  });
}

function newPairs(order: GatheredOrder): Pair[] {
  const { tiers } = order.program.rules.reward;
  if (tiers === null) return [];
  const before = new Set(order.stored?.facts.advocates.map(({ advocateId }) => advocateId));
  return order.advocates.flatMap(({ advocateId }) =>
    before.has(advocateId) ? [] : [{ placedAt: placedAt(order), advocateId, tiers }],
  );
}

/** One per advocate: as far back as any of the orders asks. */
function questionsOf(pairs: readonly Pair[]): TallyQuestion[] {
  const questions = new Map<string, TallyQuestion>();
  for (const { placedAt: at, advocateId, tiers } of pairs) {
    const known = questions.get(advocateId);
    const from = at - (tiers.days ?? 0) * DAY;
    questions.set(advocateId, {
      advocateId,
      from: Math.min(from, known?.from ?? from),
      whole: tiers.days === null || (known?.whole ?? false),
    });
  }
  return [...questions.values()];
}

function tallyBefore({ placedAt: until, tiers }: Pair, known: AdvocateTally, versions: readonly ProgramVersion[]): Tally {
  const { by, days } = tiers;
  const after = days === null ? -Infinity : until - days * DAY;
  const counted = known.orders.filter(({ at }) => at <= until && at > after);
  const earlier = days === null ? known.earlier : { orders: 0, minor: 0n };
  const counting = new Set(versions.flatMap(({ version, rules }) => (rules.reward.tiers?.by === by ? [version] : [])));
  const steps = known.steps.filter(({ version }) => counting.has(version)).map(({ from }) => from);
  return {
    ...{ by, days, orders: earlier.orders + counted.length },
    revenueMinor: counted.reduce((sum, { minor }) => sum + minor, earlier.minor),
    tierFrom: steps.reduce<bigint | null>((most, from) => (most === null || from > most ? from : most), null),
  };
}
