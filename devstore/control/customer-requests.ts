/** What a merchant does about one customer: delete, answer a request for data, erase. */
import { deletedCustomerJson } from '#devstore/customers/merge-customers.ts';
import { newId } from '#devstore/store.ts';
import type { CustomerState, ShopState, Store } from '#devstore/state.ts';
import { emitWebhook } from '#devstore/webhooks/emit.ts';

const day = 86_400_000;
/** Since 2026-03 an erasure is sent ten days after the request, however recent the last order is. */
const daysUntilErasure = 10;

/** Their store credit goes with them. Emits customers/delete. Throws for a customer with orders: Shopify keeps those. */
export function deleteCustomer(store: Store, shop: ShopState, customer: CustomerState): void {
  if (ordersOf(shop, customer).length > 0) throw new Error('dev store: a customer with orders cannot be deleted, only erased');
  shop.customers.delete(customer.id);
  for (const account of shop.storeCreditAccounts.values())
    if (account.customerId === customer.id) shop.storeCreditAccounts.delete(account.id);
  for (const session of shop.sessions.values()) if (session.customerId === customer.id) session.customerId = null;
  emitWebhook(store, shop, 'customers/delete', deletedCustomerJson(customer));
}

/** The customer asks what is known of them: customers/data_request, at once. */
export function requestCustomerData(store: Store, shop: ShopState, customer: CustomerState): void {
  emitWebhook(store, shop, 'customers/data_request', {
    ...shopAndCustomer(shop, customer),
    orders_requested: ordersOf(shop, customer),
    data_request: { id: Number(newId(store)) },
  });
}

/** The customer asks to be forgotten: customers/redact after ten days on the virtual clock, or after `afterDays`. */
export function requestErasure(store: Store, shop: ShopState, customer: CustomerState, afterDays = daysUntilErasure): void {
  const document = { ...shopAndCustomer(shop, customer), orders_to_redact: ordersOf(shop, customer) };
  emitWebhook(store, shop, 'customers/redact', document, { delayMs: afterDays * day });
}

function shopAndCustomer(shop: ShopState, customer: CustomerState) {
  return {
    shop_id: Number(shop.id),
    shop_domain: shop.domain,
    customer: { id: Number(customer.id), email: customer.email, phone: customer.phone },
  };
}

function ordersOf(shop: ShopState, customer: CustomerState): number[] {
  return [...shop.orders.values()].filter((order) => order.customerId === customer.id).map((order) => Number(order.id));
}
