/** What of an order has left: its parcels, and how far each piece is. Shape: shopify.dev, REST resource Fulfillment and webhook topic `fulfillments/update`. */
import { orderAddress } from '#devstore/orders/person-json.ts';
import { lineItemJson } from '#devstore/orders/line-json.ts';
import { shopTime } from '#devstore/orders/shop-time.ts';
import { gid } from '#devstore/store.ts';
import type { OrderState, ParcelState, ShopState } from '#devstore/state.ts';

/** As `Order.fulfillments` carries it. */
export function parcelJson(shop: ShopState, order: OrderState, parcel: ParcelState) {
  return {
    id: Number(parcel.id),
    admin_graphql_api_id: gid('Fulfillment', parcel.id),
    created_at: shopTime(parcel.createdAt, shop.timeZone),
    location_id: null,
    name: parcelName(order, parcel),
    order_id: Number(order.id),
    origin_address: {},
    receipt: {},
    service: 'manual',
    shipment_status: parcel.shipment,
    status: parcel.status,
    tracking_company: null,
    tracking_number: null,
    tracking_numbers: [],
    tracking_url: null,
    tracking_urls: [],
    updated_at: shopTime(parcel.updatedAt, shop.timeZone),
    line_items: order.lines.flatMap((line) => {
      const quantity = parcel.pieces.find(({ lineId }) => lineId === line.id)?.quantity ?? 0;
      return quantity === 0 ? [] : [{ ...lineItemJson(shop, order, line), quantity }];
    }),
  };
}

/** As the topics `fulfillments/…` carry it. */
export function parcelDocument(shop: ShopState, order: OrderState, parcel: ParcelState) {
  return { ...parcelJson(shop, order, parcel), email: order.email, destination: orderAddress(order.shippingAddress) };
}

export function parcelName(order: OrderState, { id }: ParcelState): string {
  return `${order.name}.${order.parcels.findIndex((parcel) => parcel.id === id) + 1}`;
}
