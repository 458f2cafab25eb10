/** The composition root: everything with a side effect, made once per process and passed as an argument. */
import type { Database } from './db.server.ts';
import type { Environment } from './env.server.ts';
import type { Queue } from './jobs/queue.server.ts';
import type { Logger } from './log.server.ts';
import type { Vault } from './personal-data.server.ts';
import type { AdminClient } from './shopify/client.server.ts';

export type Context = {
  env: Environment;
  db: Database;
  log: Logger;
  vault: Vault;
  queue: Queue;
  /** The Admin API of one shop. Throws Fault `uninstalled` when the shop has no session. */
  shopify(shopDomain: string): Promise<AdminClient>;
  /** Current time, epoch milliseconds. */
  now(): number;
  /** A new UUIDv7. */
  newId(): string;
};
