/** Credits of the same batch count like stored ones: what is decided must not depend on how deliveries were bundled. Pure. */
import { DAY } from '../domain/attribution.ts';
import type { OrderFacts, PersonalHash } from '../domain/facts.ts';

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
