/** What a merchant does about one customer: make, delete, answer a request for data, erase. */
import { storeTime } from '#devstore/clock.ts';
import { customerJson } from '#devstore/orders/person-json.ts';
import { gid, newId } from '#devstore/store.ts';
import type { CustomerState, ShopState, Store } from '#devstore/state.ts';
import { emitWebhook } from '#devstore/webhooks/emit.ts';

const day = 86_400_000;
/** Since 2026-03 an erasure is sent ten days after the request, however recent the last order is. */
const daysUntilErasure = 10;

type Person = { firstName: string; lastName: string; email: string; phone?: string | null | undefined };

/** A customer with an account. Emits customers/create. Throws when the e-mail address is taken, as Shopify refuses it. */
export function createCustomer(store: Store, shop: ShopState, person: Person): CustomerState {
  const taken = [...shop.customers.values()].some(({ email }) => email?.toLowerCase() === person.email.toLowerCase());
  if (taken) throw new Error('dev store: e-mail address has already been taken');
  const at = storeTime(store);
  const customer: CustomerState = {
    id: newId(store),
    firstName: person.firstName,
    lastName: person.lastName,
    email: person.email,
    phone: person.phone ?? null,
    tags: [],
    createdAt: at,
    updatedAt: at,
    state: 'enabled',
    addresses: [],
    locale: shop.locale,
    note: null,
  };
  shop.customers.set(customer.id, customer);
  emitWebhook(store, shop, 'customers/create', customerJson(shop, customer));
  return customer;
}

/** Emits customers/delete. Throws for a customer with orders: Shopify keeps those. */
export function deleteCustomer(store: Store, shop: ShopState, customer: CustomerState): void {
  if (ordersOf(shop, customer).length > 0) throw new Error('dev store: a customer with orders cannot be deleted, only erased');
  shop.customers.delete(customer.id);
  const gone = { id: Number(customer.id), phone: null, addresses: [], tax_exemptions: [] };
  emitWebhook(store, shop, 'customers/delete', { ...gone, admin_graphql_api_id: gid('Customer', customer.id) });
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
