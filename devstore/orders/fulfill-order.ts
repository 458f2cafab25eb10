/** The parcel leaves. */
import { emitOrderEvents } from '#devstore/orders/order-events.ts';
import { touchOrder } from '#devstore/orders/touch-order.ts';
import type { OrderState, ShopState, Store } from '#devstore/state.ts';

/** Fulfils the whole order and emits orders/fulfilled and orders/updated. Throws for one that is fulfilled or cancelled. */
export function fulfillOrder(
  store: Store,
  shop: ShopState,
  order: OrderState,
  request: { at?: string | undefined } = {},
): OrderState {
  if (order.fulfilledAt !== null) throw new Error(`dev store: ${order.name} is fulfilled already`);
  if (order.cancelledAt !== null) throw new Error(`dev store: ${order.name} is cancelled`);
  const at = touchOrder(store, order, request.at);
  order.fulfilledAt = at;
  emitOrderEvents(store, shop, order, ['orders/fulfilled', 'orders/updated'], { at });
  return order;
}
