/** Customers and addresses as they stand in webhooks. */
import { gid } from '#devstore/store.ts';
import type { AddressState, CustomerState, ShopState } from '#devstore/state.ts';
import { provinceName } from '#devstore/orders/provinces.ts';
import { shopTime } from '#devstore/orders/shop-time.ts';

/** The payload of customers/create, customers/update, customers/enable and customers/disable. */
export function customerJson(shop: ShopState, customer: CustomerState) {
  const { default_address: defaultAddress, ...rest } = customerInOrder(shop, customer);
  return {
    ...rest,
    addresses: customer.addresses.map((address, index) => customerAddress(customer, address, index)),
    ...(defaultAddress === undefined ? {} : { default_address: defaultAddress }),
  };
}

/** The customer inside an order: no list of addresses. Since 2025-01 neither form tells how many orders there were. */
export function customerInOrder(shop: ShopState, customer: CustomerState) {
  const address = customer.addresses[0];
  return {
    id: Number(customer.id),
    created_at: shopTime(customer.createdAt, shop.timeZone),
    updated_at: shopTime(customer.updatedAt, shop.timeZone),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: customer.state,
    note: customer.note,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    email: customer.email,
    phone: customer.phone,
    currency: shop.currency,
    tax_exemptions: [],
    admin_graphql_api_id: gid('Customer', customer.id),
    ...(address === undefined ? {} : { default_address: customerAddress(customer, address, 0) }),
  };
}

function customerAddress(customer: CustomerState, address: AddressState, index: number) {
  return {
    id: Number(customer.id) * 10 + index,
    customer_id: Number(customer.id),
    first_name: address.firstName,
    last_name: address.lastName,
    company: null,
    address1: address.address1,
    address2: address.address2 ?? null,
    city: address.city,
    province: provinceName(address.countryCode, address.provinceCode),
    country: countryName(address.countryCode),
    zip: address.zip,
    phone: address.phone,
    name: `${address.firstName} ${address.lastName}`.trim(),
    province_code: address.provinceCode,
    country_code: address.countryCode,
    country_name: countryName(address.countryCode),
    default: index === 0,
  };
}

/** A billing or shipping address; null when the order has none (a till order, a ticket). */
export function orderAddress(address: AddressState | null) {
  if (address === null) return null;
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone: address.phone,
    city: address.city,
    zip: address.zip,
    province: provinceName(address.countryCode, address.provinceCode),
    country: countryName(address.countryCode),
    last_name: address.lastName,
    address2: address.address2 ?? null,
    company: null,
    latitude: null,
    longitude: null,
    name: `${address.firstName} ${address.lastName}`.trim(),
    country_code: address.countryCode,
    province_code: address.provinceCode,
  };
}

const countryNames = new Intl.DisplayNames('en', { type: 'region' });

function countryName(code: string): string {
  return countryNames.of(code) ?? code;
}
