/** Makes the steps of a piece of work fail on purpose: each call to the database or to Shopify is one step. */
import type { Database } from '#app/db.server.ts';

/** Not a Fault: the process is gone. */
export class Crash extends Error {
  constructor() {
    super('the process crashed');
  }
}

/** What happens to a step: `before` it is done, or `after` it is done but before anybody knows. */
export type Break = { step: number; when: 'before' | 'after' };

export type Breakable = {
  database: Database;
  fetch: typeof fetch;
  /** Plans the crash of the next run and counts steps from the start. */
  plan(next: Break | null): void;
  steps(): number;
};

export function breakable(database: Database, fetcher: typeof fetch): Breakable {
  let planned: Break | null = null;
  let count = 0;

  async function step<Result>(work: () => Promise<Result>): Promise<Result> {
    count += 1;
    const hit = planned?.step === count ? planned : null;
    if (hit?.when === 'before') throw new Crash();
    const result = await work();
    if (hit?.when === 'after') throw new Crash();
    return result;
  }

  /** Every method of the client and of its models is one step; a transaction as a whole is one. */
  function wrap<Target extends object>(target: Target): Target {
    return new Proxy(target, {
      get(inner, key) {
        const value: unknown = Reflect.get(inner, key);
        if (typeof value === 'function')
          return (...given: unknown[]) => step(() => Promise.resolve(value.apply(inner, given) as unknown));
        return typeof value === 'object' && value !== null ? wrap(value) : value;
      },
    });
  }

  return {
    database: { ...database, prisma: wrap(database.prisma) },
    fetch: (url, init) => step(() => fetcher(url, init)),
    plan(next) {
      planned = next;
      count = 0;
    },
    steps: () => count,
  };
}
