/** The virtual clock: what the shop believes the time is; and the app's clock, which signatures and tokens are checked against. */
import { openSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
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

/**
 * From now on every turn of the virtual clock is written to `file` too, and the app's process follows it.
 * @returns what that process needs in its environment (app-clock.ts)
 */
export function shareClock(store: Store, file: string): Record<string, string> {
  const descriptor = openSync(file, 'w');
  const bytes = Buffer.alloc(8);
  let offset = store.clockOffset;
  const write = () => {
    bytes.writeDoubleLE(offset);
    writeSync(descriptor, bytes, 0, 8, 0);
  };
  write();
  Object.defineProperty(store, 'clockOffset', {
    enumerable: true,
    get: () => offset,
    set: (value: number) => {
      offset = value;
      write();
    },
  });
  store.appFollowsClock = true;
  return {
    DEVSTORE_CLOCK_FILE: path.resolve(file),
    NODE_OPTIONS: `--import=${pathToFileURL(path.resolve(import.meta.dirname, 'app-clock.ts')).href}`,
  };
}

/**
 * A script for the head of pages: the browser's clock follows the virtual one where the app's does, or a landing would be dated by another clock
 * than the order after it. Empty while the clocks agree.
 */
export function browserClock(store: Store): string {
  const ahead = Math.round(store.clockOffset);
  if (!store.appFollowsClock || ahead === 0) return '';
  return `Date = new Proxy(Date, {
  construct: function (real, args) { return args.length === 0 ? new real(real.now() + ${ahead}) : Reflect.construct(real, args); },
  get: function (real, key) { return key === 'now' ? function () { return real.now() + ${ahead}; } : Reflect.get(real, key); },
});
`;
}
