/** Who an order belongs to: an existing customer, the one with that e-mail address or phone number, or a new one, as a guest checkout makes. */
import type { NewOrder } from '#devstore/orders/place-order.ts';
import { newId } from '#devstore/store.ts';
import type { CustomerState, ShopState, Store } from '#devstore/state.ts';

type Buyer = { customer: CustomerState | null; isNew: boolean };

/** @throws when `customerId` is not a customer of the shop */
export function findOrMakeBuyer(store: Store, shop: ShopState, input: NewOrder, at: string): Buyer {
  if (input.withoutCustomer === true) return { customer: null, isNew: false };
  if (typeof input.customerId === 'string') {
    const customer = shop.customers.get(input.customerId);
    if (customer === undefined) throw new Error(`dev store: ${shop.domain} has no customer ${input.customerId}`);
    return { customer, isNew: false };
  }
  const email = input.email ?? null;
  const phone = input.phone ?? null;
  if (email === null && phone === null) return { customer: null, isNew: false };
  const known = [...shop.customers.values()].find(
    (customer) =>
      (email !== null && customer.email?.toLowerCase() === email.toLowerCase()) || (email === null && customer.phone === phone),
  );
  if (known !== undefined) return { customer: known, isNew: false };
  const address = input.shippingAddress ?? input.billingAddress ?? null;
  const customer: CustomerState = {
    id: newId(store),
    firstName: input.firstName ?? address?.firstName ?? null,
    lastName: input.lastName ?? address?.lastName ?? null,
    email,
    phone,
    tags: [],
    createdAt: at,
    updatedAt: at,
    state: 'disabled',
    addresses: address === null ? [] : [address],
    locale: input.locale ?? shop.locale,
    note: null,
  };
  shop.customers.set(customer.id, customer);
  return { customer, isNew: true };
}
