/** A parcel leaves, and may come back before it has arrived. */
import { fulfillmentStatus, piecesToSend } from '#devstore/orders/fulfillment-status.ts';
import { emitOrderEvents } from '#devstore/orders/order-events.ts';
import { parcelDocument } from '#devstore/orders/parcels.ts';
import { touchOrder } from '#devstore/orders/touch-order.ts';
import { newId } from '#devstore/store.ts';
import type { OrderState, ParcelState, ShopState, Store } from '#devstore/state.ts';

export type FulfillmentRequest = {
  /** Everything that has not left by default. */
  lines?: ParcelState['pieces'] | undefined;
  /** ISO; now on the virtual clock by default. */
  at?: string | undefined;
};

/**
 * Sends one parcel. Emits fulfillments/create, orders/fulfilled or orders/partially_fulfilled, and orders/updated. Throws for an order that is cancelled, and
 * for pieces that have left already.
 */
export function fulfillOrder(store: Store, shop: ShopState, order: OrderState, request: FulfillmentRequest = {}): OrderState {
  if (order.cancelledAt !== null) throw new Error(`dev store: ${order.name} is cancelled`);
  const rest = order.lines.map((line) => ({ lineId: line.id, quantity: piecesToSend(order, line) }));
  const pieces = (request.lines ?? rest).filter(({ quantity }) => quantity > 0);
  if (pieces.length === 0) throw new Error(`dev store: ${order.name} is fulfilled already`);
  for (const { lineId, quantity } of pieces) {
    const left = rest.find((line) => line.lineId === lineId)?.quantity ?? 0;
    if (quantity > left) throw new Error(`dev store: ${quantity} pieces of line ${lineId} cannot leave, ${left} are there`);
  }
  const at = touchOrder(store, order, request.at);
  const parcel: ParcelState = {
    id: newId(store),
    pieces,
    status: 'success',
    shipment: null,
    createdAt: at,
    updatedAt: at,
    deliveredAt: null,
  };
  order.parcels.push(parcel);
  const whole = fulfillmentStatus(order) === 'fulfilled';
  emitOrderEvents(
    store,
    shop,
    order,
    ['fulfillments/create', whole ? 'orders/fulfilled' : 'orders/partially_fulfilled', 'orders/updated'],
    { at, payloads: { 'fulfillments/create': parcelDocument(shop, order, parcel) } },
  );
  return order;
}

/** Takes a parcel back, the latest by default. Emits fulfillments/update and orders/updated. Throws when nothing has left. */
export function cancelFulfillment(
  store: Store,
  shop: ShopState,
  order: OrderState,
  request: { parcelId?: string | undefined; at?: string | undefined } = {},
): OrderState {
  const { parcelId } = request;
  const parcel = order.parcels.findLast(({ id, status }) => status === 'success' && (parcelId === undefined || id === parcelId));
  if (parcel === undefined) throw new Error(`dev store: ${order.name} has no such parcel`);
  const at = touchOrder(store, order, request.at);
  Object.assign(parcel, { status: 'cancelled', updatedAt: at });
  const payloads = { 'fulfillments/update': parcelDocument(shop, order, parcel) };
  emitOrderEvents(store, shop, order, ['fulfillments/update', 'orders/updated'], { at, payloads });
  return order;
}
