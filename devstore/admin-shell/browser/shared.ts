/**
 * State of the App Bridge stand-in that outlives a document: the bounce page replaces its document by document.write, which runs the script
 * again in the same window, with every event listener gone and the custom elements already defined.
 */
import type { SaveBarState } from './messages.ts';

/** Something in the page that the admin's save bar saves or discards. */
export type SaveBar = { state(): Omit<SaveBarState, 'id'>; save(): void; discard(): void };

type Shared = {
  originals: {
    fetch: typeof window.fetch;
    open: typeof window.open;
    pushState: History['pushState'];
    replaceState: History['replaceState'];
  };
  nextNumber: number;
  waiting: Map<number, { resolve(value: unknown): void; reject(error: Error): void }>;
  /** In the order in which they were shown; the last one is on screen. */
  bars: Map<number, SaveBar>;
  toasts: Map<string, { onAction?: (() => void) | undefined; onDismiss?: (() => void) | undefined }>;
};

declare global {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- merges with the DOM's
  interface Window {
    devstoreBridge?: Shared;
  }
}

export const shared: Shared = (window.devstoreBridge ??= {
  originals: {
    fetch: window.fetch.bind(window),
    open: window.open.bind(window),
    pushState: history.pushState.bind(history),
    replaceState: history.replaceState.bind(history),
  },
  nextNumber: 1,
  waiting: new Map(),
  bars: new Map(),
  toasts: new Map(),
});

export function nextNumber(): number {
  shared.nextNumber += 1;
  return shared.nextNumber;
}
