/** The parcel arrives, and its carrier tells Shopify so. */
import { emitOrderEvents } from '#devstore/orders/order-events.ts';
import { touchOrder } from '#devstore/orders/touch-order.ts';
import type { OrderState, ShopState, Store } from '#devstore/state.ts';

/** Emits orders/updated. Throws for an order that has not left, or has arrived. */
export function deliverOrder(
  store: Store,
  shop: ShopState,
  order: OrderState,
  request: { at?: string | undefined } = {},
): OrderState {
  if (order.fulfilledAt === null) throw new Error(`dev store: ${order.name} has not left yet`);
  if (order.deliveredAt !== null) throw new Error(`dev store: ${order.name} has arrived already`);
  const at = touchOrder(store, order, request.at);
  order.deliveredAt = at;
  emitOrderEvents(store, shop, order, ['orders/updated'], { at });
  return order;
}
