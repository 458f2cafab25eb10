/** Tells Health how the calls to each shop's Admin API went, a minute at a time: screens and worker are processes of their own. */
import { noteApiBudget } from './data/tracking-health.server.ts';
import type { Sql } from './db.server.ts';
import type { Logger } from './log.server.ts';
import type { ThrottleStatus } from './shopify/pacer.server.ts';

const MINUTE = 60_000;

/** @param waited how long the call had waited for its turn, milliseconds */
export type NoteBudget = (shopDomain: string, status: ThrottleStatus, waited: number) => void;

/** A note that cannot be written is not worth a call: it is left out. */
export function createBudgetNotes(sql: Sql, now: () => number, log: Logger): NoteBudget {
  const shops = new Map<string, { notedAt: number; longestWait: number }>();
  return (shopDomain, { maximumAvailable: maximum, currentlyAvailable: available, restoreRate }, waited) => {
    const at = now();
    const { notedAt = -Infinity, longestWait = 0 } = shops.get(shopDomain) ?? {};
    const longest = Math.max(longestWait, waited);
    if (at - notedAt < MINUTE) return void shops.set(shopDomain, { notedAt, longestWait: longest });
    shops.set(shopDomain, { notedAt: at, longestWait: 0 });
    noteApiBudget(sql, shopDomain, { at, maximum, available, restoreRate, longestWait: longest }).catch((error: unknown) =>
      log.debug({ error }, 'the Admin API budget was not noted'),
    );
  };
}
