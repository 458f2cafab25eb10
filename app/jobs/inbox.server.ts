/** The worker's side of the inbox: finds shops with due deliveries and works them off, one worker per shop at a time. */
import type pg from 'pg';
import type { Context } from '../context.server.ts';
import { claimDeliveries, LostClaim, shopsWithDueDeliveries } from '../data/deliveries.server.ts';
import { processDeliveries } from '../services/process-deliveries.server.ts';

/** Deliveries of one transaction. */
const BATCH = 400;
/** Batches of one shop before others have their turn. */
const TURN = 5;
const SHOPS_LOOKED_AT = 50;
/** Longer than a batch can take; only says whose claim it is, the lock keeps others away. */
const LEASE = 10 * 60_000;
const POLL = 1_000;
const PAUSE_AFTER_ERROR = 2_000;
/** No turn takes so long. */
const STUCK_AFTER = 5 * 60_000;

export type Inbox = {
  /** Something arrived. */
  wake(): void;
  /** Null while the lanes look for work, or do some. */
  problem(): string | null;
  /** Finishes the batches under way. */
  stop(): Promise<void>;
};

/** @param lanes how many shops are worked off at once */
export function startInbox(context: Context, lanes: number): Inbox {
  let stopping = false;
  let news = false;
  let failing = false;
  /** Of the lane that was heard of longest ago. */
  const lastTurns = new Map<number, number>();
  const sleepers = new Set<() => void>();

  function wake(): void {
    news = true;
    for (const rise of sleepers) rise();
  }

  function sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const rise = () => {
        clearTimeout(timer);
        sleepers.delete(rise);
        resolve();
      };
      const timer = setTimeout(rise, milliseconds);
      sleepers.add(rise);
    });
  }

  async function run(lane: number): Promise<void> {
    while (!stopping) {
      news = false;
      lastTurns.set(lane, performance.now());
      try {
        const worked = await workTurn(context);
        failing = false;
        if (worked === 0 && !news && !stopping) await sleep(POLL);
      } catch (error) {
        context.log.error({ error }, 'inbox');
        failing = true;
        if (!stopping) await sleep(PAUSE_AFTER_ERROR);
      }
    }
  }

  const running = Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
  return {
    wake,
    problem() {
      if (stopping) return 'stopping';
      if (failing) return 'the last look at the inbox failed';
      const longest = performance.now() - Math.min(...lastTurns.values());
      return longest > STUCK_AFTER ? `a lane has been busy for ${Math.round(longest / 1000)} s` : null;
    },
    async stop() {
      stopping = true;
      wake();
      await running;
    },
  };
}

/** Works off everything that is due now, for tests and tools. Returns how many deliveries were taken up. */
export async function drainInbox(context: Context): Promise<number> {
  let total = 0;
  for (let worked = await workTurn(context); worked > 0; worked = await workTurn(context)) total += worked;
  return total;
}

/** The longest waiting shop that no other worker holds gets a turn. Returns how many of its deliveries were taken up; 0 = nothing to do. */
async function workTurn(context: Context): Promise<number> {
  for (const shopDomain of await shopsWithDueDeliveries(context.db.sql, context.now(), SHOPS_LOOKED_AT)) {
    const worked = await withShopLock(context.db.locks, shopDomain, async () => {
      let taken = 0;
      for (let turn = 0; turn < TURN; turn += 1) {
        const size = await workBatch(context, shopDomain);
        taken += size;
        if (size < BATCH) break;
      }
      return taken;
    });
    if (worked !== null && worked > 0) return worked;
  }
  return 0;
}

async function workBatch(context: Context, shopDomain: string): Promise<number> {
  const now = context.now();
  const leaseUntil = now + LEASE;
  const deliveries = await claimDeliveries(context.db.sql, shopDomain, { now, leaseUntil, limit: BATCH });
  if (deliveries.length === 0) return 0;
  const started = performance.now();
  try {
    await context.telemetry.span('inbox batch', { deliveries: deliveries.length }, () =>
      processDeliveries(context, { shopDomain, deliveries, leaseUntil }),
    );
    const ended = context.now();
    context.telemetry.deliveriesWorked(
      (performance.now() - started) / 1000,
      deliveries.map(({ receivedAt }) => (ended - receivedAt.getTime()) / 1000),
    );
  } catch (error) {
    if (!(error instanceof LostClaim)) throw error;
    context.log.warn({ error, shop: shopDomain }, 'another worker has taken over');
  }
  return deliveries.length;
}

/**
 * Does the work while no other worker does the same shop's; null when one does. The lock hangs on the connection: when this process dies, the
 * next worker takes over at once. When only the connection dies, the lease keeps what is done here from being saved (`finishDeliveries`).
 */
async function withShopLock<Result>(pool: pg.Pool, shopDomain: string, work: () => Promise<Result>): Promise<Result | null> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => (broken = error);
  client.on('error', onError);
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      // Keep-alives free the lock of a machine that vanished within half a minute; the default is two hours.
      `SELECT set_config('tcp_keepalives_idle', '15', false), set_config('tcp_keepalives_interval', '5', false),
        set_config('tcp_keepalives_count', '3', false), pg_try_advisory_lock(hashtextextended('inbox ' || $1, 0)) AS locked`,
      [shopDomain],
    );
    if (rows[0]?.locked !== true) return null;
    try {
      return await work();
    } finally {
      await client
        .query(`SELECT pg_advisory_unlock(hashtextextended('inbox ' || $1, 0))`, [shopDomain])
        .catch((error: unknown) => (broken = error instanceof Error ? error : new Error(String(error))));
    }
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}
