/** How a web process tells workers that something arrived: PostgreSQL's NOTIFY. Lost signals do no harm, workers look every second. */
import pg from 'pg';
import { poolConfigFromUrl } from '../../prisma/adapter.ts';
import { INBOX_CHANNEL as CHANNEL } from '../data/deliveries.server.ts';
import type { Logger } from '../log.server.ts';

/** NOTIFY makes commits queue up, so many deliveries share one. */
const PAUSE = 50;
const RECONNECT = 2_000;

/** Answers with a function that tells all workers, at most every 50 ms. */
export function createInboxSignal(pool: pg.Pool, log: Logger): () => void {
  let pending = false;
  return () => {
    if (pending) return;
    pending = true;
    setTimeout(() => {
      pending = false;
      pool.query(`NOTIFY ${CHANNEL}`).catch((error: unknown) => log.warn({ error }, 'workers not told'));
    }, PAUSE).unref();
  };
}

/** Calls `heard` for every signal, on a connection of its own that is made again when it breaks. */
export function listenForInbox(url: string, heard: () => void, log: Logger): { stop(): Promise<void> } {
  let client: pg.Client | null = null;
  let stopped = false;
  let again: NodeJS.Timeout | null = null;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ ...poolConfigFromUrl(url), keepAlive: true });
    client = fresh;
    fresh.on('error', () => undefined); // `end` follows
    fresh.on('notification', heard);
    fresh.on('end', () => {
      if (!stopped) again = setTimeout(() => void connect(), RECONNECT);
    });
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${CHANNEL}`);
      heard(); // what came while nobody listened
    } catch (error) {
      log.warn({ error }, 'not listening for deliveries');
      await fresh.end().catch(() => undefined);
    }
  }

  const connecting = connect();
  return {
    async stop() {
      stopped = true;
      if (again !== null) clearTimeout(again);
      await connecting;
      await client?.end().catch(() => undefined);
    },
  };
}
