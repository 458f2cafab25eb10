/** Credits of the same batch count like stored ones: what is decided must not depend on how deliveries were bundled. Pure. */
import { DAY } from '../domain/attribution.ts';
import type { AdvocateFacts, OrderFacts, PersonalHash, Tally } from '../domain/facts.ts';
import type { ProgramRules } from '../domain/program.ts';
import type { OrderOutcome } from './decide-orders.server.ts';

/** A credit that is not stored yet. */
export type BatchCredit = { advocateId: string; placedAt: number; networkHash: PersonalHash | null };

/** The facts of an order with the credits that earlier orders of its batch earned. Counts that were not made stay so. */
export function withBatchCredits(facts: OrderFacts, credits: readonly BatchCredit[]): OrderFacts {
  if (credits.length === 0) return facts;
  const within =
    (days: number) =>
    ({ placedAt }: BatchCredit) =>
      placedAt <= facts.placedAt && placedAt > facts.placedAt - days * DAY;
  const { networkHash } = facts.buyer;
  const add = (count: number | null, more: BatchCredit[]) => (count === null ? null : count + more.length);
  return {
    ...facts,
    networkCreditsLastWeek: add(
      facts.networkCreditsLastWeek,
      credits.filter((credit) => credit.networkHash !== null && credit.networkHash === networkHash).filter(within(7)),
    ),
    advocates: facts.advocates.map((advocate) => {
      const own = credits.filter(({ advocateId }) => advocateId === advocate.advocateId);
      return {
        ...advocate,
        creditsLastDay: add(advocate.creditsLastDay, own.filter(within(1))),
        creditsLast30Days: add(advocate.creditsLast30Days, own.filter(within(30))),
      };
    }),
  };
}

/** How an order of the batch changes what scales count of an advocate. */
export type BatchTally = { advocateId: string; placedAt: number; orders: number; minor: bigint; step: TierOfBatch | null };
type TierOfBatch = { by: Tally['by']; from: bigint };

/** What an order that has been decided changes: it is credited, or not any more, or something else is left of it. */
export function tallyChange({ order, credit, change, stored }: OrderOutcome, { reward: { tiers } }: ProgramRules): BatchTally[] {
  const advocateId = credit?.advocateId ?? stored.referral?.advocateId ?? null;
  if (advocateId === null || order.facts.kind === 'sign-up') return [];
  const was = stored.referral?.state === 'credited';
  const is = (credit?.stands ?? change?.to ?? stored.referral)?.state === 'credited';
  const from = credit?.plans.advocate.reward?.tierFrom ?? null;
  return [
    {
      ...{ advocateId, placedAt: order.placedAt, orders: Number(is) - Number(was) },
      minor: (is ? order.standing.currentMinor : 0n) - (was ? stored.currentMinor : 0n),
      step: tiers === null || from === null ? null : { by: tiers.by, from },
    },
  ];
}

/** The facts of an order with what earlier orders of its batch change in what scales count. */
export function withBatchTallies(facts: OrderFacts, changes: readonly BatchTally[]): OrderFacts {
  if (changes.length === 0) return facts;
  return { ...facts, advocates: facts.advocates.map((advocate) => ({ ...advocate, tally: joined(facts, advocate, changes) })) };
}

function joined({ placedAt }: OrderFacts, { advocateId, tally }: AdvocateFacts, changes: readonly BatchTally[]): Tally | null {
  if (tally === null) return null;
  const own = changes.filter((change) => change.advocateId === advocateId);
  const after = tally.days === null ? -Infinity : placedAt - tally.days * DAY;
  const counted = own.filter((change) => change.placedAt <= placedAt && change.placedAt > after);
  const steps = own.flatMap(({ step }) => (step?.by === tally.by ? [step.from] : []));
  return {
    ...tally,
    orders: counted.reduce((sum, { orders }) => sum + orders, tally.orders),
    revenueMinor: counted.reduce((sum, { minor }) => sum + minor, tally.revenueMinor),
    tierFrom: steps.reduce((most, from) => (most === null || from > most ? from : most), tally.tierFrom),
  };
}
