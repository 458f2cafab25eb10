/** Line items, shipping lines and their discounts and taxes, as orders and refunds carry them. */
import { gid } from '#devstore/store.ts';
import { lineFulfillmentStatus, piecesToSend } from '#devstore/orders/fulfillment-status.ts';
import { moneySet } from '#devstore/orders/money-json.ts';
import { piecesLeft } from '#devstore/orders/order-totals.ts';
import { toMinor } from '#devstore/pricing/minor-units.ts';
import type { OrderLine, OrderState, ShopState } from '#devstore/state.ts';

export function lineItemJson(shop: ShopState, order: OrderState, line: OrderLine) {
  return {
    ...lineItemCore(shop, order, line),
    attributed_staffs: [],
    current_quantity: piecesLeft(line),
    sales_line_item_group_id: null,
  };
}

/** The line item inside a refund: without the fields that tell its present state. */
export function lineItemCore(shop: ShopState, order: OrderState, line: OrderLine) {
  const minor = (decimal: string) => toMinor(decimal, order.currency);
  const isSimple = line.variantTitle === null || line.variantTitle === 'Default Title';
  return {
    id: Number(line.id),
    admin_graphql_api_id: gid('LineItem', line.id),
    fulfillable_quantity: piecesToSend(order, line),
    fulfillment_service: line.giftCard ? 'gift_card' : 'manual',
    fulfillment_status: lineFulfillmentStatus(order, line),
    gift_card: line.giftCard,
    grams: 0,
    name: isSimple ? line.title : `${line.title} - ${line.variantTitle}`,
    price: line.price,
    price_set: moneySet(order, minor(line.price)),
    product_exists: line.productId !== null && shop.products.has(line.productId),
    product_id: line.productId === null ? null : Number(line.productId),
    properties: Object.entries(line.properties).map(([name, value]) => ({ name, value })),
    quantity: line.quantity,
    requires_shipping: line.requiresShipping,
    sku: line.sku,
    taxable: !line.giftCard,
    title: line.title,
    total_discount: moneySet(order, 0).shop_money.amount,
    total_discount_set: moneySet(order, 0),
    variant_id: line.variantId === null ? null : Number(line.variantId),
    variant_inventory_management: line.giftCard ? null : 'shopify',
    variant_title: isSimple ? null : line.variantTitle,
    vendor: line.vendor,
    tax_lines: taxLines(order, minor(line.tax), netOf(order, line)),
    duties: [],
    discount_allocations: allocations(order, line.discounts),
  };
}

/** One per code that was applied, in the order of `discount_codes`. */
export function discountApplications(order: OrderState) {
  return order.discountCodes.map((discount) => ({
    target_type: discount.type === 'shipping' ? 'shipping_line' : 'line_item',
    type: 'discount_code',
    value: discount.value,
    // Free shipping is a hundred per cent off the shipping.
    value_type: discount.type === 'fixed_amount' ? 'fixed_amount' : 'percentage',
    allocation_method: discount.method,
    target_selection: discount.selection,
    code: discount.code,
  }));
}

function allocations(order: OrderState, discounts: { code: string; amount: string }[]) {
  return discounts.map((discount) => ({
    amount: discount.amount,
    amount_set: moneySet(order, toMinor(discount.amount, order.currency)),
    discount_application_index: order.discountCodes.findIndex(({ code }) => code.toUpperCase() === discount.code.toUpperCase()),
  }));
}

/** @param tax minor units; @param base what was taxed */
export function taxLines(order: OrderState, tax: number, base: number) {
  if (tax === 0) return [];
  return [
    {
      channel_liable: false,
      price: moneySet(order, tax).shop_money.amount,
      price_set: moneySet(order, tax),
      rate: Math.round((tax / base) * 100) / 100,
      title: 'Sales Tax',
    },
  ];
}

export function shippingLinesJson(order: OrderState, currentShipping: number) {
  const shipping = toMinor(order.shipping, order.currency);
  const price = shipping + order.shippingDiscounts.reduce((sum, each) => sum + toMinor(each.amount, order.currency), 0);
  if (order.shippingAddress === null) return [];
  return [
    {
      id: Number(order.id) * 10 + 1,
      carrier_identifier: null,
      code: 'Standard',
      current_discounted_price_set: moneySet(order, currentShipping),
      discounted_price: order.shipping,
      discounted_price_set: moneySet(order, shipping),
      is_removed: false,
      phone: null,
      price: moneySet(order, price).shop_money.amount,
      price_set: moneySet(order, price),
      requested_fulfillment_service_id: null,
      source: 'shopify',
      title: 'Standard',
      tax_lines: [],
      discount_allocations: allocations(order, order.shippingDiscounts),
    },
  ];
}

function netOf(order: OrderState, line: OrderLine): number {
  const discount = line.discounts.reduce((total, each) => total + toMinor(each.amount, order.currency), 0);
  return toMinor(line.price, order.currency) * line.quantity - discount;
}
