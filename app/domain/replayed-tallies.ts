/** What a scale counts across replayed orders. */
import type { Tiers } from './benefit.ts';
import type { OrderFacts, Tally } from './facts.ts';
import { DAY } from './judge-signal.ts';
import { stepOf, tallyFor } from './tiers.ts';

/** Credited orders of one advocate at one time; `minor` is what they came to. */
export type EarlierOrders = { advocateId: string; at: number; orders: number; minor: bigint };

type Book = { counted: EarlierOrders[]; next: number; orders: number; minor: bigint; tierFrom: bigint | null };

/**
 * Counts as the orders come, oldest first: what was counted when an order was decided is used as it was, what the scale counts otherwise is counted anew.
 * @param tiers null: nothing is counted @param earlier what was credited before the first order, oldest first
 */
export function replayTallies(tiers: Tiers | null, earlier: Iterable<EarlierOrders>) {
  const books = new Map<string, Book>();
  const bookOf = (advocateId: string) => {
    const book = books.get(advocateId) ?? { counted: [], next: 0, orders: 0, minor: 0n, tierFrom: null };
    books.set(advocateId, book);
    return book;
  };
  const add = (entry: EarlierOrders) => {
    const book = bookOf(entry.advocateId);
    if (tiers?.days !== null) book.counted.push(entry);
    book.orders += entry.orders;
    book.minor += entry.minor;
  };
  if (tiers !== null) for (const entry of earlier) add(entry);

  function tallyAt(scale: Tiers, advocateId: string, at: number): Tally {
    const { by, days } = scale;
    const book = bookOf(advocateId);
    for (let first = book.counted[book.next]; first && days !== null && first.at <= at - days * DAY;) {
      book.orders -= first.orders;
      book.minor -= first.minor;
      book.next += 1;
      first = book.counted[book.next];
    }
    return { by, days, orders: book.orders, revenueMinor: book.minor, tierFrom: book.tierFrom };
  }

  return {
    factsOf(facts: OrderFacts): OrderFacts {
      if (tiers === null || facts.kind === 'sign-up') return facts;
      return {
        ...facts,
        advocates: facts.advocates.map((advocate) => {
          const { advocateId } = advocate;
          return { ...advocate, tally: tallyFor(tiers, facts, advocateId) ?? tallyAt(tiers, advocateId, facts.placedAt) };
        }),
      };
    },
    /** @param facts as `factsOf` gave them */
    credit(facts: OrderFacts, advocateId: string): void {
      if (tiers === null || facts.kind === 'sign-up') return;
      const tally = tallyFor(tiers, facts, advocateId);
      const step = tally && stepOf(tiers, tally);
      const book = bookOf(advocateId);
      const from = step === null ? null : BigInt(step.from);
      if (from !== null && (book.tierFrom === null || from > book.tierFrom)) book.tierFrom = from;
      add({ advocateId, at: facts.placedAt, orders: 1, minor: facts.subtotal.minor });
    },
  };
}
