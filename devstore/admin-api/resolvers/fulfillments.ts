/** The parcels of an order. */
import type { Answer, Fields } from '#devstore/admin-api/answers.ts';
import { fulfillmentStatus } from '#devstore/orders/fulfillment-status.ts';
import { parcelName } from '#devstore/orders/parcels.ts';
import { gid } from '#devstore/store.ts';
import type { OrderState, ParcelState } from '#devstore/state.ts';

export function fulfillmentFields(order: OrderState): Fields {
  const status = fulfillmentStatus(order);
  return {
    displayFulfillmentStatus: status === null ? 'UNFULFILLED' : status === 'partial' ? 'PARTIALLY_FULFILLED' : 'FULFILLED',
    fulfillable: status !== 'fulfilled' && order.cancelledAt === null,
    fulfillments: ({ first }: { first?: number | null }) =>
      order.parcels.slice(0, first ?? order.parcels.length).map((parcel) => parcelAnswer(order, parcel)),
  };
}

function parcelAnswer(order: OrderState, parcel: ParcelState): Answer {
  return {
    __typename: 'Fulfillment',
    id: gid('Fulfillment', parcel.id),
    legacyResourceId: parcel.id,
    name: parcelName(order, parcel),
    status: parcel.status.toUpperCase(),
    displayStatus: parcel.status === 'cancelled' ? 'CANCELED' : (parcel.shipment ?? 'fulfilled').toUpperCase(),
    createdAt: parcel.createdAt,
    updatedAt: parcel.updatedAt,
    deliveredAt: parcel.deliveredAt,
    totalQuantity: parcel.pieces.reduce((sum, { quantity }) => sum + quantity, 0),
    requiresShipping: order.lines.some(
      ({ id, requiresShipping }) => requiresShipping && parcel.pieces.some(({ lineId }) => lineId === id),
    ),
  };
}
