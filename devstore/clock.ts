/** The virtual clock: what the shop believes the time is; and the app's clock, which signatures and tokens are checked against. */
import type { Store } from '#devstore/state.ts';

export function storeNow(store: Store): Date {
  return new Date(Date.now() + store.clockOffset);
}

/** Milliseconds of the app's clock: the real one, unless the app's process follows the virtual one. */
export function appTime(store: Store): number {
  return Date.now() + (store.appFollowsClock ? store.clockOffset : 0);
}

/** ISO 8601 in UTC without milliseconds, as Shopify prints times. */
export function storeTime(store: Store): string {
  return isoSeconds(storeNow(store));
}

/** "2026-11-22T16:23:05Z" */
export function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
