/** A merchant's edit of a placed order: pieces put in or taken out. Sample: shopify.dev, webhook topic `orders/edited`, 2026-07. */
import { emitOrderEvents } from '#devstore/orders/order-events.ts';
import { piecesLeft } from '#devstore/orders/order-totals.ts';
import { shopTime } from '#devstore/orders/shop-time.ts';
import { touchOrder } from '#devstore/orders/touch-order.ts';
import { priceCart, takeStock, variantOf } from '#devstore/pricing/price-cart.ts';
import { newId } from '#devstore/store.ts';
import type { OrderLine, OrderState, ShopState, Store } from '#devstore/state.ts';

export type OrderEdit = {
  add?: { variantId: string; quantity: number }[] | undefined;
  remove?: { lineId: string; quantity: number }[] | undefined;
  note?: string | undefined;
  /** ISO; now on the virtual clock by default. */
  at?: string | undefined;
};

/**
 * Changes the order and emits orders/edited and orders/updated. Added pieces are new lines without discount, shipping stays; what they cost
 * is outstanding until payOrder. Throws when more is taken out than is left.
 */
export function editOrder(store: Store, shop: ShopState, order: OrderState, edit: OrderEdit): OrderState {
  if (order.cancelledAt !== null) throw new Error(`dev store: ${order.name} is cancelled and cannot be edited`);
  const additions = (edit.add ?? []).map((wanted) => addLine(store, shop, order, wanted));
  const removals = (edit.remove ?? []).map((wanted) => removePieces(order, wanted));
  if (additions.length + removals.length === 0) throw new Error('dev store: an edit changes something');
  const at = touchOrder(store, order, edit.at);
  const document = {
    order_edit: {
      id: Number(newId(store)),
      app_id: null,
      created_at: shopTime(at, shop.timeZone),
      committed_at: shopTime(at, shop.timeZone),
      notify_customer: false,
      order_id: Number(order.id),
      staff_note: edit.note ?? '',
      user_id: Number(shop.staff.id),
      line_items: { additions, removals },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
  emitOrderEvents(store, shop, order, ['orders/edited', 'orders/updated'], { at, payloads: { 'orders/edited': document } });
  return order;
}

function addLine(store: Store, shop: ShopState, order: OrderState, wanted: { variantId: string; quantity: number }) {
  const { product, variant } = variantOf(shop, wanted.variantId);
  const [priced] = priceCart(store, shop, { lines: [wanted], discountCodes: [], customerId: order.customerId }).lines;
  if (priced === undefined) throw new Error('dev store: an added line was not priced');
  const line: OrderLine = {
    id: newId(store),
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    variantTitle: variant.title,
    sku: variant.sku,
    vendor: product.vendor,
    requiresShipping: variant.requiresShipping,
    giftCard: product.giftCard,
    quantity: wanted.quantity,
    price: priced.price,
    discounts: [],
    tax: priced.tax,
    properties: {},
    refundedQuantity: 0,
    removedQuantity: 0,
    addedByEdit: true,
  };
  takeStock(shop, wanted);
  order.lines.push(line);
  return { id: Number(line.id), delta: wanted.quantity };
}

function removePieces(order: OrderState, wanted: { lineId: string; quantity: number }) {
  const line = order.lines.find(({ id }) => id === wanted.lineId);
  if (line === undefined) throw new Error(`dev store: ${order.name} has no line ${wanted.lineId}`);
  if (wanted.quantity < 1 || wanted.quantity > piecesLeft(line)) {
    throw new Error(`dev store: ${wanted.quantity} of "${line.title}" cannot be taken out, ${piecesLeft(line)} are left`);
  }
  line.removedQuantity += wanted.quantity;
  return { id: Number(line.id), delta: wanted.quantity };
}
