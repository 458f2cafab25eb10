/** Plays one planned order: the friend's landing becomes a cart attribute and a landing page. And what becomes of it later. */
import type { StoredReferral } from '#app/domain/storefront-contract.ts';
import { leakPage } from '#devstore/history/coupon-leak.ts';
import { day, type Afterwards, type PlannedOrder } from '#devstore/history/plan-history.ts';
import type { Random } from '#devstore/history/random.ts';
import { mistyped } from '#devstore/history/referral-codes.ts';
import type { RiskRequest } from '#devstore/orders/assess-risk.ts';
import { cancelOrder } from '#devstore/orders/cancel-order.ts';
import { disputeOrder } from '#devstore/orders/dispute-order.ts';
import { editOrder } from '#devstore/orders/edit-order.ts';
import { deliverOrder } from '#devstore/orders/deliver-order.ts';
import { fulfillOrder } from '#devstore/orders/fulfill-order.ts';
import { piecesLeft } from '#devstore/orders/order-totals.ts';
import { placeOrder, type NewOrder } from '#devstore/orders/place-order.ts';
import { withEvidence, type Evidence } from '#devstore/orders/referral-evidence.ts';
import { refundOrder } from '#devstore/orders/refund-order.ts';
import type { OrderState, ShopState, Store } from '#devstore/state.ts';

/**
 * @param known.codes what stands after `?ref=` in a link, by customer id; an order whose advocates have none is played without evidence
 * @param known.offer the discount code that the friend claimed
 * @param known.renewed the first order of the subscription
 */
export function playOrder(
  store: Store,
  shop: ShopState,
  planned: PlannedOrder,
  { codes, offer, renewed }: { codes: Map<string, string>; offer: string | null; renewed: OrderState | null },
  random: Random,
): OrderState {
  const createdAt = new Date(planned.at).toISOString();
  if (renewed !== null) return placeOrder(store, shop, { subscriptionOf: renewed.id, createdAt });
  const order: NewOrder = {
    ...buyerOf(planned),
    ...(offer === null ? {} : { discountCodes: [offer] }),
    lines: planned.lines,
    createdAt,
    sourceName: { pos: 'pos', renewal: 'subscription_contract', draft: 'shopify_draft_order' }[planned.story as string] ?? 'web',
    test: planned.story === 'test',
    ...(isOnline(planned) ? { browserIp: planned.browser.ip, userAgent: planned.browser.userAgent } : {}),
    ...(planned.story === 'high-risk' ? { risk: highRisk } : {}),
    ...abroad(shop, planned),
  };
  return placeOrder(store, shop, referred(shop, order, planned, codes, random));
}

const highRisk: RiskRequest = {
  level: 'HIGH',
  afterMinutes: 3,
  facts: [
    { description: 'The billing address of the card is in another country', sentiment: 'NEGATIVE' },
    { description: 'There were 4 payment attempts', sentiment: 'NEGATIVE' },
    { description: 'The card verification value is correct', sentiment: 'POSITIVE' },
  ],
};

/** What became of an order: returned, cancelled, disputed, changed. */
export function playAfterwards(store: Store, shop: ShopState, order: OrderState, what: Afterwards['what'], time: number): void {
  const at = new Date(time).toISOString();
  const line = order.lines.find((each) => piecesLeft(each) > 0);
  if (line === undefined || order.cancelledAt !== null) return;
  switch (what) {
    case 'refund':
      refundOrder(store, shop, order, { at, note: 'Returned' });
      break;
    case 'refund-part':
      refundOrder(store, shop, order, { at, note: 'Damaged', lines: [{ lineId: line.id, quantity: 1 }] });
      break;
    case 'cancel':
      cancelOrder(store, shop, order, { at, reason: 'customer' });
      break;
    case 'dispute':
      disputeOrder(store, shop, order, { at });
      break;
    case 'edit':
      if (line.variantId !== null) editOrder(store, shop, order, { at, add: [{ variantId: line.variantId, quantity: 1 }] });
      break;
  }
}

/** The parcel leaves, unless there is nothing (left) to send. */
export function playParcel(store: Store, shop: ShopState, order: OrderState, time: number): void {
  const isSent = order.sourceName === 'pos' || order.cancelledAt !== null || !order.lines.some((line) => piecesLeft(line) > 0);
  if (!isSent) fulfillOrder(store, shop, order, { at: new Date(time).toISOString() });
}

/** The parcel arrives, if it left. */
export function playArrival(store: Store, shop: ShopState, order: OrderState, time: number): void {
  if (order.cancelledAt === null && order.parcels.some(({ deliveredAt }) => deliveredAt === null)) {
    deliverOrder(store, shop, order, { at: new Date(time).toISOString() });
  }
}

function buyerOf({ buyer }: PlannedOrder): Partial<NewOrder> {
  if ('customerId' in buyer) return { customerId: buyer.customerId };
  const { email, firstName, lastName, address } = buyer;
  return { email, firstName, lastName, shippingAddress: address };
}

function isOnline(planned: PlannedOrder): boolean {
  return !['pos', 'renewal', 'draft'].includes(planned.story);
}

function abroad(shop: ShopState, planned: PlannedOrder): Partial<NewOrder> {
  const [market] = shop.markets;
  if (planned.story !== 'friend-abroad' || market === undefined) return {};
  return { presentmentCurrency: market.currency, presentmentRate: market.rate, locale: market.locale };
}

/** How the link travels with the order; both ways where it is not said. */
const evidence: Partial<Record<PlannedOrder['story'], readonly Evidence[]>> = {
  'friend-cart': ['attribute'],
  'friend-link': ['landing'],
  'friend-line': ['line-property'],
  'friend-journey': ['journey'],
  // A visit of six weeks ago is not the one that the order's landing page tells of.
  late: ['attribute'],
  draft: ['attribute'],
  leak: ['landing'],
};

function referred(shop: ShopState, order: NewOrder, planned: PlannedOrder, codes: Map<string, string>, random: Random): NewOrder {
  if (!isOnline(planned) && planned.story !== 'draft') return order;
  const known = planned.advocates.flatMap((id) => codes.get(id) ?? []);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) {
    return planned.story === 'ordinary' ? { ...order, landingSite: '/' } : order;
  }
  const ref = planned.story === 'mistyped' ? mistyped(last, random) : planned.story === 'malformed' ? 'SUMMER-SALE' : last;
  const landedAt = planned.at - planned.landedBefore;
  const both: StoredReferral = { f: [first, landedAt - 2 * day], l: [last, landedAt] };
  return withEvidence(shop, order, {
    ref,
    evidence: evidence[planned.story] ?? ['attribute', 'landing'],
    landedAt,
    orderedAt: planned.at,
    ...(planned.story === 'two-advocates' ? { remembered: both } : {}),
    ...(planned.story === 'leak' ? { referrer: leakPage } : {}),
  });
}
