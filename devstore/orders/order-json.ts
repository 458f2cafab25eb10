/**
 * An order as the orders/… webhooks carry it: every key of Shopify's 2026-07 sample (shopify.dev, webhook topic `orders/create`).
 * checkout_id is gone since 2026-04; the customer has had no order count since 2025-01.
 */
import { createHash } from 'node:crypto';
import { gid } from '#devstore/store.ts';
import { fulfillmentStatus } from '#devstore/orders/fulfillment-status.ts';
import { discountApplications, lineItemJson, shippingLinesJson, taxLines } from '#devstore/orders/line-json.ts';
import { moneySet } from '#devstore/orders/money-json.ts';
import { orderTotals } from '#devstore/orders/order-totals.ts';
import { parcelJson } from '#devstore/orders/parcels.ts';
import { customerInOrder, orderAddress } from '#devstore/orders/person-json.ts';
import { refundJson } from '#devstore/orders/refund-json.ts';
import { salesChannel } from '#devstore/orders/sales-channel.ts';
import { shopTime } from '#devstore/orders/shop-time.ts';
import { fromMinor } from '#devstore/pricing/minor-units.ts';
import type { OrderState, ShopState, Store } from '#devstore/state.ts';

export function orderJson(_store: Store, shop: ShopState, order: OrderState) {
  const time = (iso: string | null) => shopTime(iso, shop.timeZone);
  const totals = orderTotals(order);
  const token = tokenOf(shop, order);
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
  const channel = salesChannel(order.sourceName);
  return {
    id: Number(order.id),
    admin_graphql_api_id: gid('Order', order.id),
    app_id: channel?.appId ?? (/^\d+$/.test(order.sourceName) ? Number(order.sourceName) : null),
    browser_ip: order.browserIp,
    buyer_accepts_marketing: order.acceptsMarketing,
    cancel_reason: order.cancelReason,
    cancelled_at: time(order.cancelledAt),
    cart_token: order.cartToken,
    checkout_token: order.checkoutToken,
    client_details: clientDetails(order),
    closed_at: null,
    confirmation_number: confirmationNumber(shop, order),
    confirmed: true,
    contact_email: order.email,
    created_at: time(order.createdAt),
    currency: order.currency,
    current_shipping_price_set: moneySet(order, totals.currentShipping),
    ...both(order, 'current_subtotal_price', totals.currentSubtotal),
    current_total_additional_fees_set: null,
    ...both(order, 'current_total_discounts', totals.currentDiscounts),
    current_total_duties_set: null,
    ...both(order, 'current_total_price', totals.currentTotal),
    ...both(order, 'current_total_tax', totals.currentTax),
    customer_locale: order.customerLocale,
    device_id: null,
    discount_codes: order.discountCodes.map(({ code, amount, type }) => ({ code, amount, type })),
    duties_included: false,
    email: order.email,
    estimated_taxes: false,
    financial_status: order.financialStatus,
    fulfillment_status: fulfillmentStatus(order),
    landing_site: order.landingSite,
    landing_site_ref: null,
    location_id: order.sourceName === 'pos' ? Number(shop.id) + 1 : null,
    merchant_business_entity_id: Buffer.from(shop.id).toString('base64').replaceAll('=', ''),
    merchant_of_record_app_id: null,
    name: order.name,
    note: order.note,
    note_attributes: Object.entries(order.attributes).map(([name, value]) => ({ name, value })),
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: `https://${shop.domain}/${shop.id}/orders/${token}/authenticate?key=${token.slice(0, 12)}`,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    payment_gateway_names: [...new Set(order.transactions.map(({ gateway }) => gateway))],
    phone: order.phone,
    po_number: null,
    presentment_currency: order.presentmentCurrency,
    processed_at: time(order.processedAt),
    reference: null,
    referring_site: order.referringSite,
    source_identifier: null,
    source_name: order.sourceName,
    source_url: null,
    ...both(order, 'subtotal_price', totals.subtotal),
    tags: order.tags.join(', '),
    tax_exempt: false,
    tax_lines: taxLines(order, totals.tax, totals.subtotal),
    taxes_included: false,
    test: order.test,
    token,
    total_cash_rounding_payment_adjustment_set: moneySet(order, 0),
    total_cash_rounding_refund_adjustment_set: moneySet(order, 0),
    ...both(order, 'total_discounts', totals.discounts),
    ...both(order, 'total_line_items_price', totals.lineItems),
    total_outstanding: fromMinor(totals.outstanding, order.currency),
    ...both(order, 'total_price', totals.total),
    // Before its discounts, unlike current_shipping_price_set.
    total_shipping_price_set: moneySet(order, totals.shipping + totals.shippingDiscount),
    ...both(order, 'total_tax', totals.tax),
    total_tip_received: fromMinor(0, order.currency),
    total_weight: 0,
    updated_at: time(order.updatedAt),
    user_id: order.sourceName === 'pos' || order.sourceName === 'shopify_draft_order' ? Number(shop.staff.id) : null,
    billing_address: orderAddress(order.billingAddress),
    customer: customer === undefined ? null : customerInOrder(shop, customer),
    discount_applications: discountApplications(order),
    fulfillments: order.parcels.map((parcel) => parcelJson(shop, order, parcel)),
    line_items: order.lines.map((line) => lineItemJson(shop, order, line)),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundJson(shop, order, refund)),
    shipping_address: orderAddress(order.shippingAddress),
    shipping_lines: shippingLinesJson(order, totals.currentShipping),
    returns: [],
    line_item_groups: [],
  };
}

/** `{NAME: "24.00", NAME_set: {…}}` */
function both(order: OrderState, name: string, minor: number) {
  return { [name]: fromMinor(minor, order.currency), [`${name}_set`]: moneySet(order, minor) };
}

function clientDetails(order: OrderState) {
  if (order.browserIp === null && order.userAgent === null) return null;
  return {
    accept_language: order.customerLocale,
    browser_height: null,
    browser_ip: order.browserIp,
    browser_width: null,
    session_hash: null,
    user_agent: order.userAgent,
  };
}

/** What the buyer is shown after the purchase; nobody can guess it. */
export function confirmationNumber(shop: ShopState, order: OrderState): string {
  return tokenOf(shop, order).slice(0, 9).toUpperCase();
}

function tokenOf(shop: ShopState, order: OrderState): string {
  return createHash('sha256').update(`${shop.id}/${order.id}`).digest('hex').slice(0, 32);
}
