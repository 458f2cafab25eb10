/** What comes together is stored together: one statement and one commit for many requests, each of which is answered when its own row is stored. */

/** The database cannot take more at the moment. */
export class Overloaded extends Error {}

export type GroupCommit<Item, Outcome> = {
  /**
   * When this returns, the item is stored for good.
   * @throws Overloaded, or what the database says, when it is not known to be stored
   */
  store(item: Item): Promise<Outcome>;
};

export type GroupCommitOptions<Item, Outcome> = {
  /** epoch milliseconds */
  now(): number;
  /** What the item weighs in memory. */
  bytesOf(item: Item): number;
  /** All or nothing; one outcome per item, in their sequence. */
  write(items: readonly Item[]): Promise<Outcome[]>;
};

type Waiting<Item, Outcome> = { item: Item; at: number; resolve(outcome: Outcome): void; reject(error: unknown): void };

/** One is written while the next gathers. */
const WRITERS = 2;
/** Of one statement. */
const MOST_ROWS = 256;
const MOST_BYTES = 4 * 2 ** 20;
/** Of all that wait. */
const MOST_WAITING_BYTES = 128 * 2 ** 20;
/** Shopify hangs up after five seconds and comes again. What waits for so long keeps newcomers from being in time, */
const PATIENCE = 3_000;
/** and is itself given up. It may be stored all the same: then its repeat is swallowed. */
const LAST_MOMENT = 4_500;
/** https://www.postgresql.org/docs/current/errcodes-appendix.html: a value that does not fit, a broken rule, a deadlock. The others may still be stored. */
const ONE_BY_ONE = /^(21|22|23|40P01)/;

/** Nothing waits on purpose: what comes alone is written at once, and what comes meanwhile goes together. */
export function createGroupCommit<Item, Outcome>({
  now,
  bytesOf,
  write,
}: GroupCommitOptions<Item, Outcome>): GroupCommit<Item, Outcome> {
  const waiting: Waiting<Item, Outcome>[] = [];
  let waitingBytes = 0;
  let writers = 0;
  let isPlanned = false;

  function store(item: Item): Promise<Outcome> {
    const at = now();
    const oldest = waiting[0]?.at ?? at;
    if (waitingBytes > MOST_WAITING_BYTES || at - oldest > PATIENCE) {
      return Promise.reject(new Overloaded(`${waiting.length} wait for the database`));
    }
    return new Promise((resolve, reject) => {
      const impatience = setTimeout(() => reject(new Overloaded(`not stored within ${LAST_MOMENT} ms`)), LAST_MOMENT);
      const settled =
        <Settled>(settle: (outcome: Settled) => void) =>
        (outcome: Settled) => {
          clearTimeout(impatience);
          settle(outcome);
        };
      waiting.push({ item, at, resolve: settled(resolve), reject: settled(reject) });
      waitingBytes += bytesOf(item);
      if (isPlanned || writers >= WRITERS) return;
      // After the requests that have arrived with this one.
      isPlanned = true;
      setImmediate(() => {
        isPlanned = false;
        writeNext();
      });
    });
  }

  function writeNext(): void {
    if (writers >= WRITERS || waiting.length === 0) return;
    const batch = take();
    writers += 1;
    void settle(batch).finally(() => {
      writers -= 1;
      writeNext();
    });
  }

  function take(): Waiting<Item, Outcome>[] {
    let rows = 0;
    let bytes = 0;
    for (const { item } of waiting) {
      const size = bytesOf(item);
      if (rows === MOST_ROWS || (rows > 0 && bytes + size > MOST_BYTES)) break;
      rows += 1;
      bytes += size;
    }
    waitingBytes -= bytes;
    return waiting.splice(0, rows);
  }

  async function settle(batch: readonly Waiting<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await write(batch.map(({ item }) => item));
      if (outcomes.length !== batch.length) throw new Error(`${outcomes.length} outcomes of ${batch.length} items`);
      batch.forEach(({ resolve }, place) => resolve(outcomes[place] as Outcome));
    } catch (error) {
      const isAboutOne = error instanceof Error && 'code' in error && ONE_BY_ONE.test(String(error.code));
      if (batch.length > 1 && isAboutOne) for (const one of batch) await settle([one]);
      else for (const { reject } of batch) reject(error);
    }
  }

  return { store };
}
