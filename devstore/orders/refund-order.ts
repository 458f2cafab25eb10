/** Giving money back: all of an order, some of its lines, or an amount. */
import { storeTime } from '#devstore/clock.ts';
import { giveBackToPurse, refundAsStoreCredit } from '#devstore/credit/order-purses.ts';
import { emitOrderEvents } from '#devstore/orders/order-events.ts';
import { nextPieces, orderTotals, piecesLeft } from '#devstore/orders/order-totals.ts';
import { spreadRefund } from '#devstore/orders/payments.ts';
import { refundJson } from '#devstore/orders/refund-json.ts';
import { touchOrder } from '#devstore/orders/touch-order.ts';
import { fromMinor, toMinor } from '#devstore/pricing/minor-units.ts';
import { takeStock } from '#devstore/pricing/price-cart.ts';
import { newId } from '#devstore/store.ts';
import type { OrderState, RefundState, ShopState, Store } from '#devstore/state.ts';

export type RefundRequest = {
  /** Pieces to give back. Neither lines nor amount = everything that is left, shipping too. */
  lines?: { lineId: string; quantity: number }[] | undefined;
  /** Money to give back, shop currency: more or less than the lines are worth, or without any line. */
  amount?: string | undefined;
  note?: string | null | undefined;
  restock?: RefundState['lines'][number]['restock'] | undefined;
  /** Back to the payments it came from (default), or to the customer's store credit. */
  to?: 'original' | 'store-credit' | undefined;
  /** ISO; now on the virtual clock by default. */
  at?: string | undefined;
};

/** Refunds and emits refunds/create and orders/updated. Throws when more is asked than was bought or paid. */
export function refundOrder(store: Store, shop: ShopState, order: OrderState, request: RefundRequest = {}): RefundState {
  const refund = recordRefund(store, shop, order, request);
  const at = touchOrder(store, order, request.at);
  emitOrderEvents(store, shop, order, ['refunds/create', 'orders/updated'], {
    at,
    payloads: { 'refunds/create': refundJson(shop, order, refund) },
  });
  return refund;
}

/**
 * Writes the refund into the order without telling anybody.
 * @param moneyBack false: pieces go back, the money stays (cancellation without refund)
 */
export function recordRefund(
  store: Store,
  shop: ShopState,
  order: OrderState,
  request: RefundRequest,
  moneyBack = true,
): RefundState {
  const minor = (decimal: string) => toMinor(decimal, order.currency);
  const money = (amount: number) => fromMinor(amount, order.currency);
  const isWhole = request.lines === undefined && request.amount === undefined;
  const left = order.lines
    .map((line) => ({ lineId: line.id, quantity: piecesLeft(line) }))
    .filter(({ quantity }) => quantity > 0);
  const before = orderTotals(order);
  const lines = (isWhole ? left : (request.lines ?? [])).map((wanted) => takeBack(store, shop, order, wanted, request.restock));
  const shipping = isWhole ? before.currentShipping : 0;
  const due = shipping + lines.reduce((sum, line) => sum + minor(line.subtotal) + minor(line.tax), 0);
  const refundable = before.paid - before.refunded;
  const given = moneyBack ? (request.amount === undefined ? Math.min(due, refundable) : minor(request.amount)) : 0;
  if (given < 0 || given > refundable) {
    throw new Error(`dev store: ${money(given)} cannot be given back, ${order.name} has ${money(refundable)}`);
  }
  const at = request.at ?? storeTime(store);
  const refund: RefundState = {
    id: newId(store),
    at,
    amount: money(given),
    note: request.note ?? null,
    lines,
    shipping: money(shipping),
    adjustment: money(moneyBack ? due - given : 0),
    transactionIds: [],
  };
  const done = { kind: 'refund', status: 'success', at } as const;
  if (request.to === 'store-credit' && given > 0) {
    const back = { id: newId(store), amount: money(given) };
    const purse = refundAsStoreCredit(store, shop, order, back);
    order.transactions.push({ ...back, ...done, gateway: 'shopify_store_credit', parentId: null, purse });
    refund.transactionIds.push(back.id);
  } else {
    for (const { sale, amount } of spreadRefund(order.transactions, order.currency, given)) {
      const back = { id: newId(store), amount: money(amount) };
      const purse = giveBackToPurse(store, shop, order, sale, { ...back, isCancellation: request.restock === 'cancel' });
      order.transactions.push({ ...back, ...done, gateway: sale.gateway, parentId: sale.id, purse });
      refund.transactionIds.push(back.id);
    }
  }
  order.refunds.push(refund);
  return refund;
}

function takeBack(
  store: Store,
  shop: ShopState,
  order: OrderState,
  wanted: { lineId: string; quantity: number },
  restock: RefundState['lines'][number]['restock'] = 'return',
): RefundState['lines'][number] {
  const line = order.lines.find(({ id }) => id === wanted.lineId);
  if (line === undefined) throw new Error(`dev store: ${order.name} has no line ${wanted.lineId}`);
  if (wanted.quantity < 1 || wanted.quantity > piecesLeft(line)) {
    throw new Error(`dev store: ${wanted.quantity} of "${line.title}" cannot be given back, ${piecesLeft(line)} are left`);
  }
  const worth = nextPieces(order, line, wanted.quantity);
  line.refundedQuantity += wanted.quantity;
  if (restock !== 'no_restock' && line.variantId !== null)
    takeStock(shop, { variantId: line.variantId, quantity: -wanted.quantity });
  return {
    id: newId(store),
    lineId: line.id,
    quantity: wanted.quantity,
    subtotal: fromMinor(worth.subtotal, order.currency),
    tax: fromMinor(worth.tax, order.currency),
    restock,
  };
}
