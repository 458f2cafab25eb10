/** A subscription is billed again: the same buyer, the same things, nobody at a browser. */
import type { NewOrder } from '#devstore/orders/place-order.ts';
import type { ShopState } from '#devstore/state.ts';

export type CompleteOrder = NewOrder & { lines: NonNullable<NewOrder['lines']> };

/**
 * The order with what a renewal takes from the first order of its subscription: customer, addresses, lines, currency. What the caller says
 * comes before. Orders that renew nothing stay as they are. Throws for an unknown first order and for an order without lines.
 */
export function completeOrder(shop: ShopState, input: NewOrder): CompleteOrder {
  if (typeof input.subscriptionOf !== 'string') return withLines(input);
  const first = shop.orders.get(input.subscriptionOf);
  if (first === undefined) throw new Error(`dev store: ${shop.domain} has no order ${input.subscriptionOf} to renew`);
  const lines = first.lines.flatMap(({ variantId, quantity, addedByEdit }) =>
    variantId === null || addedByEdit ? [] : [{ variantId, quantity }],
  );
  return withLines({
    customerId: first.customerId,
    email: first.email,
    phone: first.phone,
    lines,
    shippingAddress: first.shippingAddress,
    billingAddress: first.billingAddress,
    presentmentCurrency: first.presentmentCurrency,
    presentmentRate: first.presentmentRate,
    locale: first.customerLocale,
    sourceName: 'subscription_contract',
    ...input,
  });
}

function withLines(input: NewOrder): CompleteOrder {
  if (input.lines === undefined || input.lines.length === 0) throw new Error('dev store: an order has at least one line');
  return { ...input, lines: input.lines };
}
