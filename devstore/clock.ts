/** The virtual clock: what the shop believes the time is. Signatures and tokens use the real clock, as the app checks them against its own. */
import type { Store } from '#devstore/state.ts';

export function storeNow(store: Store): Date {
  return new Date(Date.now() + store.clockOffset);
}

/** ISO 8601 in UTC without milliseconds, as Shopify prints times. */
export function storeTime(store: Store): string {
  return isoSeconds(storeNow(store));
}

/** "2026-11-22T16:23:05Z" */
export function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
