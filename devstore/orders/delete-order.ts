/** A merchant deletes an order for good: nothing but its id is told. */
import { storeTime } from '#devstore/clock.ts';
import type { OrderState, ShopState, Store } from '#devstore/state.ts';
import { emitWebhook } from '#devstore/webhooks/emit.ts';

/** Emits orders/delete. Shopify lets only cancelled and test orders be deleted; others throw. */
export function deleteOrder(store: Store, shop: ShopState, order: OrderState): void {
  if (order.cancelledAt === null && !order.test)
    throw new Error(`dev store: ${order.name} must be cancelled before it is deleted`);
  shop.orders.delete(order.id);
  emitWebhook(store, shop, 'orders/delete', { id: Number(order.id) }, { at: storeTime(store) });
}
