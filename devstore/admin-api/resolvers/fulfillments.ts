/** The parcel of an order: the whole order, in one. */
import type { Answer } from '#devstore/admin-api/answers.ts';
import { gid } from '#devstore/store.ts';
import type { OrderState } from '#devstore/state.ts';

export function fulfillmentAnswers(order: OrderState): Answer[] {
  if (order.fulfilledAt === null) return [];
  const arrived = order.deliveredAt !== null;
  return [
    {
      __typename: 'Fulfillment',
      id: gid('Fulfillment', `${order.id}2`),
      name: `${order.name}.1`,
      status: 'SUCCESS',
      displayStatus: arrived ? 'DELIVERED' : 'FULFILLED',
      createdAt: order.fulfilledAt,
      updatedAt: order.deliveredAt ?? order.fulfilledAt,
      deliveredAt: order.deliveredAt,
    },
  ];
}
