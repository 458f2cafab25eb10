/** The money for a pending order (or for what an edit added) comes in. */
import { storeTime } from '#devstore/clock.ts';
import { emitOrderEvents } from '#devstore/orders/order-events.ts';
import { orderTotals } from '#devstore/orders/order-totals.ts';
import { touchOrder } from '#devstore/orders/touch-order.ts';
import { fromMinor } from '#devstore/pricing/minor-units.ts';
import { newId } from '#devstore/store.ts';
import type { OrderState, ShopState, Store } from '#devstore/state.ts';

/** Takes what is outstanding and emits orders/paid and orders/updated. Throws when nothing is. */
export function payOrder(
  store: Store,
  shop: ShopState,
  order: OrderState,
  request: { at?: string | undefined } = {},
): OrderState {
  const { outstanding } = orderTotals(order);
  if (outstanding <= 0 || order.cancelledAt !== null) throw new Error(`dev store: nothing is to be paid for ${order.name}`);
  const id = newId(store);
  const amount = fromMinor(outstanding, order.currency);
  const at = request.at ?? storeTime(store);
  order.transactions.push({ id, kind: 'sale', status: 'success', gateway: 'manual', amount, at, parentId: null, purse: null });
  emitOrderEvents(store, shop, order, ['orders/paid', 'orders/updated'], { at: touchOrder(store, order, request.at) });
  return order;
}
