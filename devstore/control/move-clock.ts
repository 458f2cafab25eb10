/** Moving the virtual clock forward: what has become due by then happens. */
import type { Store } from '#devstore/state.ts';
import { wakeDeliveries } from '#devstore/webhooks/dispatch.ts';

/** Retries and late deliveries start; discounts, journeys and tokens of the shop read the clock by themselves. */
export function advanceClock(store: Store, ms: number): void {
  if (ms < 0) throw new Error('dev store: the clock goes forward only');
  store.clockOffset += ms;
  wakeDeliveries(store);
}
