/** The signed-in customer in Liquid. */
import { fulfillmentStatus } from '#devstore/orders/fulfillment-status.ts';
import { gid } from '#devstore/store.ts';
import { MetafieldsDrop } from '#devstore/storefront/liquid/metafields-drop.ts';
import { toCents } from '#devstore/storefront/market.ts';
import type { Visit } from '#devstore/storefront/visit.ts';
import type { CustomerState, OrderState } from '#devstore/state.ts';

export function customerObject(visit: Visit, customer: CustomerState) {
  const orders = [...visit.shop.orders.values()].filter((order) => order.customerId === customer.id).reverse();
  const name = [customer.firstName, customer.lastName].filter((part) => part !== null).join(' ');
  return {
    id: Number(customer.id),
    email: customer.email,
    phone: customer.phone,
    first_name: customer.firstName,
    last_name: customer.lastName,
    name: name === '' ? (customer.email ?? '') : name,
    has_account: customer.state === 'enabled',
    tags: customer.tags,
    orders_count: orders.length,
    orders: () => orders.slice(0, 50).map(orderObject),
    total_spent: orders.reduce((sum, order) => sum + toCents(order.total, order.currency), 0),
    default_address: customer.addresses[0] ?? null,
    metafields: new MetafieldsDrop(visit.store.app, visit.shop, gid('Customer', customer.id)),
  };
}

function orderObject(order: OrderState) {
  return {
    id: Number(order.id),
    name: order.name,
    order_number: order.number,
    created_at: order.createdAt,
    cancelled: order.cancelledAt !== null,
    financial_status: order.cancelledAt === null ? order.financialStatus : 'cancelled',
    fulfillment_status: fulfillmentStatus(order) ?? 'unfulfilled',
    total_price: toCents(order.total, order.currency),
    currency: order.currency,
    item_count: order.lines.reduce((sum, line) => sum + line.quantity, 0),
    line_items: order.lines.map((line) => ({ title: line.title, variant_title: line.variantTitle, quantity: line.quantity })),
  };
}
