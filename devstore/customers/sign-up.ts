/** Accounts: somebody gets one, or a guest of earlier orders turns theirs on. */
import { isoSeconds, storeTime } from '#devstore/clock.ts';
import { customerJson } from '#devstore/orders/person-json.ts';
import { newId } from '#devstore/store.ts';
import type { CustomerState, ShopState, Store } from '#devstore/state.ts';
import { emitWebhook } from '#devstore/webhooks/emit.ts';

export type NewCustomer = {
  email: string;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  phone?: string | null | undefined;
  locale?: string | undefined;
  /** ISO; now on the virtual clock by default. */
  createdAt?: string | undefined;
};

/** A customer with an account. Emits customers/create. Throws when the e-mail address is taken, as Shopify refuses it. */
export function createCustomer(store: Store, shop: ShopState, person: NewCustomer): CustomerState {
  if (customerByEmail(shop, person.email) !== null) throw new Error('dev store: e-mail address has already been taken');
  const at = person.createdAt === undefined ? storeTime(store) : isoSeconds(new Date(person.createdAt));
  const customer: CustomerState = {
    id: newId(store),
    firstName: person.firstName ?? null,
    lastName: person.lastName ?? null,
    email: person.email,
    phone: person.phone ?? null,
    tags: [],
    createdAt: at,
    updatedAt: at,
    state: 'enabled',
    addresses: [],
    locale: person.locale ?? shop.locale,
    note: null,
  };
  shop.customers.set(customer.id, customer);
  emitWebhook(store, shop, 'customers/create', customerJson(shop, customer), { at });
  return customer;
}

/** Signing in by e-mail: a new address makes a customer, a guest's account is turned on (customers/enable), anybody else is known. */
export function signInByEmail(store: Store, shop: ShopState, email: string, locale: string): CustomerState {
  const known = customerByEmail(shop, email);
  if (known === null) return createCustomer(store, shop, { email, locale });
  if (known.state !== 'enabled') {
    known.state = 'enabled';
    known.updatedAt = storeTime(store);
    emitWebhook(store, shop, 'customers/enable', customerJson(shop, known));
  }
  return known;
}

function customerByEmail(shop: ShopState, email: string): CustomerState | null {
  const wanted = email.toLowerCase();
  return [...shop.customers.values()].find((customer) => customer.email?.toLowerCase() === wanted) ?? null;
}
