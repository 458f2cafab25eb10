/** Every change of an order moves its updated_at, by a second at least: consumers tell two states of one order apart by it. */
import { isoSeconds, storeTime } from '#devstore/clock.ts';
import { financialStatus } from '#devstore/orders/order-totals.ts';
import type { OrderState, Store } from '#devstore/state.ts';

/**
 * Records that the order changed and what its financial status is now.
 * @param at when, ISO; now on the virtual clock when undefined
 * @returns the time of the change
 */
export function touchOrder(store: Store, order: OrderState, at: string | undefined): string {
  const wanted = Date.parse(at ?? storeTime(store));
  const moved = new Date(Math.max(wanted, Date.parse(order.updatedAt) + 1_000));
  order.updatedAt = isoSeconds(moved);
  order.financialStatus = financialStatus(order);
  return order.updatedAt;
}
