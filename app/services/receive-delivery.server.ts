/** Takes verified webhooks in: durable first, understood later. Those that come together share a statement and a commit. */
import type { Context } from '../context.server.ts';
import { insertDeliveries, type NewDelivery } from '../data/deliveries.server.ts';

export type ReceivedWebhook = Omit<NewDelivery, 'receivedAt'>;

export type Receiver = {
  /**
   * When this returns, the delivery is stored for good: `repeated` says that it was there already.
   * @throws Overloaded, or what the database says, when it is not known to be stored
   */
  receive(webhook: ReceivedWebhook): Promise<'stored' | 'repeated'>;
};

/** The inbox cannot take more at the moment. */
export class Overloaded extends Error {}

type Waiting = { delivery: NewDelivery; resolve(outcome: 'stored' | 'repeated'): void; reject(error: unknown): void };

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
const ONE_BY_ONE = /^(22|23|40P01)/;

/** Nothing waits on purpose: a delivery that comes alone is written at once, and what comes meanwhile goes together. */
export function createReceiver({ db, now }: Pick<Context, 'db' | 'now'>): Receiver {
  const waiting: Waiting[] = [];
  let waitingBytes = 0;
  let writers = 0;
  let isPlanned = false;

  function receive(webhook: ReceivedWebhook): Promise<'stored' | 'repeated'> {
    const receivedAt = now();
    const oldest = waiting[0]?.delivery.receivedAt ?? receivedAt;
    if (waitingBytes > MOST_WAITING_BYTES || receivedAt - oldest > PATIENCE) {
      return Promise.reject(new Overloaded(`${waiting.length} deliveries wait for the database`));
    }
    return new Promise((resolve, reject) => {
      const impatience = setTimeout(() => reject(new Overloaded(`not stored within ${LAST_MOMENT} ms`)), LAST_MOMENT);
      const settled =
        <Outcome>(settle: (outcome: Outcome) => void) =>
        (outcome: Outcome) => {
          clearTimeout(impatience);
          settle(outcome);
        };
      waiting.push({ delivery: { ...webhook, receivedAt }, resolve: settled(resolve), reject: settled(reject) });
      waitingBytes += webhook.body.length;
      if (isPlanned || writers >= WRITERS) return;
      // After the requests that have arrived with this one.
      isPlanned = true;
      setImmediate(() => {
        isPlanned = false;
        write();
      });
    });
  }

  function write(): void {
    if (writers >= WRITERS || waiting.length === 0) return;
    const batch = take();
    writers += 1;
    void store(batch).finally(() => {
      writers -= 1;
      write();
    });
  }

  function take(): Waiting[] {
    let rows = 0;
    let bytes = 0;
    for (const { delivery } of waiting) {
      if (rows === MOST_ROWS || (rows > 0 && bytes + delivery.body.length > MOST_BYTES)) break;
      rows += 1;
      bytes += delivery.body.length;
    }
    waitingBytes -= bytes;
    return waiting.splice(0, rows);
  }

  async function store(batch: readonly Waiting[]): Promise<void> {
    try {
      const news = await insertDeliveries(
        db.pool,
        batch.map(({ delivery }) => delivery),
      );
      batch.forEach(({ resolve }, place) => resolve(news[place] === true ? 'stored' : 'repeated'));
    } catch (error) {
      const isAboutOne = error instanceof Error && 'code' in error && ONE_BY_ONE.test(String(error.code));
      if (batch.length > 1 && isAboutOne) for (const one of batch) await store([one]);
      else for (const { reject } of batch) reject(error);
    }
  }

  return { receive };
}
