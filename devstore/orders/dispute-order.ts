/** The buyer's bank takes the money back, or asks about it. Shape: shopify.dev, webhook topic `disputes/create`. */
import { storeTime } from '#devstore/clock.ts';
import { emitOrderEvents } from '#devstore/orders/order-events.ts';
import { shopTime } from '#devstore/orders/shop-time.ts';
import { touchOrder } from '#devstore/orders/touch-order.ts';
import { newId } from '#devstore/store.ts';
import type { DisputeState, OrderState, ShopState, Store } from '#devstore/state.ts';

type NewDispute = {
  type?: DisputeState['type'] | undefined;
  reason?: 'fraudulent' | 'product_not_received' | 'product_unacceptable' | 'unrecognized' | 'general' | undefined;
  /** Shop currency; the whole order by default. */
  amount?: string | undefined;
  at?: string | undefined;
};

const daysForEvidence = 7;

/** Opens a dispute and emits disputes/create and orders/updated. */
export function disputeOrder(store: Store, shop: ShopState, order: OrderState, request: NewDispute = {}): DisputeState {
  const dispute: DisputeState = {
    id: newId(store),
    type: request.type ?? 'chargeback',
    amount: request.amount ?? order.total,
    reason: request.reason ?? 'fraudulent',
    status: 'needs_response',
    at: request.at ?? storeTime(store),
    evidenceSentAt: null,
    finalizedAt: null,
  };
  order.disputes.push(dispute);
  order.disputedAt = dispute.at;
  const at = touchOrder(store, order, request.at);
  const payloads = { 'disputes/create': disputeJson(shop, order, dispute) };
  emitOrderEvents(store, shop, order, ['disputes/create', 'orders/updated'], { at, payloads });
  return dispute;
}

/** Every status there is (Admin API, `DisputeStatus`); `charge_refunded` is deprecated and still comes. */
export const disputeStatuses = [
  'needs_response',
  'under_review',
  'won',
  'lost',
  'accepted',
  'prevented',
  'charge_refunded',
] as const satisfies readonly DisputeState['status'][];
const open: readonly DisputeState['status'][] = ['needs_response', 'under_review'];

/** Whether the bank has still to decide. */
export function isOpenDispute({ status }: Pick<DisputeState, 'status'>): boolean {
  return open.includes(status);
}

/** The dispute goes on, or the bank decides. Emits disputes/update; the order's money stays as it is. */
export function settleDispute(
  store: Store,
  shop: ShopState,
  order: OrderState,
  dispute: DisputeState,
  status: DisputeState['status'],
  givenAt?: string,
): DisputeState {
  const at = givenAt ?? storeTime(store);
  dispute.status = status;
  if (status === 'under_review') dispute.evidenceSentAt = at;
  dispute.finalizedAt = isOpenDispute(dispute) ? null : at;
  const payloads = { 'disputes/update': disputeJson(shop, order, dispute) };
  emitOrderEvents(store, shop, order, ['disputes/update'], { at, payloads });
  return dispute;
}

function disputeJson(shop: ShopState, order: OrderState, dispute: DisputeState) {
  const evidenceDue = new Date(Date.parse(dispute.at) + daysForEvidence * 86_400_000).toISOString();
  return {
    id: Number(dispute.id),
    order_id: Number(order.id),
    type: dispute.type,
    amount: dispute.amount,
    currency: order.currency,
    reason: dispute.reason,
    network_reason_code: dispute.reason === 'fraudulent' ? '4837' : null,
    status: dispute.status,
    evidence_due_by: shopTime(evidenceDue, shop.timeZone),
    evidence_sent_on: shopTime(dispute.evidenceSentAt, shop.timeZone),
    finalized_on: shopTime(dispute.finalizedAt, shop.timeZone),
    initiated_at: shopTime(dispute.at, shop.timeZone),
  };
}
