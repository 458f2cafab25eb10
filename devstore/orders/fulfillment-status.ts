/** How much of an order has left. A parcel that was cancelled did not; pieces that were given back count as those that had not left. */
import { piecesLeft } from '#devstore/orders/order-totals.ts';
import type { OrderLine, OrderState } from '#devstore/state.ts';

export type FulfillmentStatus = 'fulfilled' | 'partial' | null;

export function fulfillmentStatus(order: OrderState): FulfillmentStatus {
  if (order.lines.every((line) => sentPieces(order, line) === 0)) return null;
  return order.lines.every((line) => piecesToSend(order, line) === 0) ? 'fulfilled' : 'partial';
}

export function lineFulfillmentStatus(order: OrderState, line: OrderLine): FulfillmentStatus {
  if (sentPieces(order, line) === 0) return null;
  return piecesToSend(order, line) === 0 ? 'fulfilled' : 'partial';
}

export function piecesToSend(order: OrderState, line: OrderLine): number {
  return Math.max(0, piecesLeft(line) - sentPieces(order, line));
}

function sentPieces(order: OrderState, { id }: OrderLine): number {
  const pieces = order.parcels.flatMap((parcel) => (parcel.status === 'success' ? parcel.pieces : []));
  return pieces.reduce((sum, { lineId, quantity }) => (lineId === id ? sum + quantity : sum), 0);
}
