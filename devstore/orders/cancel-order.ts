/** Cancelling an order: its pieces go back to stock, its money to the buyer unless the merchant keeps it for now. */
import { emitOrderEvents } from '#devstore/orders/order-events.ts';
import { refundJson } from '#devstore/orders/refund-json.ts';
import { recordRefund } from '#devstore/orders/refund-order.ts';
import { touchOrder } from '#devstore/orders/touch-order.ts';
import { newId } from '#devstore/store.ts';
import type { OrderState, ShopState, Store } from '#devstore/state.ts';

export type Cancellation = {
  reason?: 'customer' | 'declined' | 'fraud' | 'inventory' | 'staff' | 'other' | undefined;
  /** Give the money back too; true by default. An unpaid order is voided in either case. */
  refund?: boolean | undefined;
  note?: string | null | undefined;
  /** ISO; now on the virtual clock by default. */
  at?: string | undefined;
};

/** Cancels and emits refunds/create, orders/cancelled and orders/updated. Throws for an order that is cancelled already. */
export function cancelOrder(store: Store, shop: ShopState, order: OrderState, request: Cancellation = {}): OrderState {
  if (order.cancelledAt !== null) throw new Error(`dev store: ${order.name} is cancelled already`);
  const isUnpaid = order.financialStatus === 'pending';
  const refund = recordRefund(
    store,
    shop,
    order,
    { note: request.note, restock: 'cancel', at: request.at },
    request.refund !== false && !isUnpaid,
  );
  if (isUnpaid) {
    const voided = { id: newId(store), kind: 'void', status: 'success', gateway: 'manual', parentId: null, purse: null } as const;
    order.transactions.push({ ...voided, amount: order.total, at: refund.at });
    refund.transactionIds.push(voided.id);
  }
  const at = touchOrder(store, order, request.at);
  order.cancelledAt = at;
  order.cancelReason = request.reason ?? 'customer';
  emitOrderEvents(store, shop, order, ['refunds/create', 'orders/cancelled', 'orders/updated'], {
    at,
    payloads: { 'refunds/create': refundJson(shop, order, refund) },
  });
  return order;
}
