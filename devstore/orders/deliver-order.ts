/** A carrier tells Shopify how far parcels are. */
import { emitOrderEvents } from '#devstore/orders/order-events.ts';
import { parcelDocument } from '#devstore/orders/parcels.ts';
import { touchOrder } from '#devstore/orders/touch-order.ts';
import type { OrderState, ShopState, Store } from '#devstore/state.ts';

/** https://shopify.dev/docs/api/admin-graphql/latest/enums/FulfillmentEventStatus, in small letters, as webhooks have them. */
export const shipmentStatuses = [
  'label_purchased',
  'label_printed',
  'confirmed',
  'carrier_picked_up',
  'in_transit',
  'out_for_delivery',
  'attempted_delivery',
  'delayed',
  'ready_for_pickup',
  'picked_up',
  'delivered',
  'failure',
] as const;

export type CarrierNews = {
  /** One parcel; by default all that have left and not arrived. */
  parcelId?: string | undefined;
  /** `delivered` by default. */
  status?: (typeof shipmentStatuses)[number] | undefined;
  /** ISO; now on the virtual clock by default. */
  at?: string | undefined;
};

/** Emits fulfillments/update of each parcel and orders/updated. Throws when there is no parcel to tell of. */
export function deliverOrder(store: Store, shop: ShopState, order: OrderState, news: CarrierNews = {}): OrderState {
  const { parcelId, status = 'delivered' } = news;
  const parcels = order.parcels.filter(
    (parcel) => parcel.status === 'success' && parcel.deliveredAt === null && (parcelId === undefined || parcel.id === parcelId),
  );
  if (parcels.length === 0) throw new Error(`dev store: ${order.name} has no such parcel on its way`);
  const at = touchOrder(store, order, news.at);
  for (const parcel of parcels) {
    Object.assign(parcel, { shipment: status, updatedAt: at });
    if (status === 'delivered' || status === 'picked_up') parcel.deliveredAt = at;
    const payloads = { 'fulfillments/update': parcelDocument(shop, order, parcel) };
    emitOrderEvents(store, shop, order, ['fulfillments/update'], { at, payloads });
  }
  emitOrderEvents(store, shop, order, ['orders/updated'], { at });
  return order;
}
