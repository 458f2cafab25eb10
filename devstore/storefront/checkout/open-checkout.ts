/** Checkouts: what was in the cart at the moment it was left, and what the buyer has typed since. Not kept over a restart. */
import { randomBytes } from 'node:crypto';
import { storeTime } from '#devstore/clock.ts';
import { priceCart, type PricedCart } from '#devstore/pricing/price-cart.ts';
import type { Market } from '#devstore/storefront/market.ts';
import type { Visit } from '#devstore/storefront/visit.ts';
import type { CartLine, ShopState } from '#devstore/state.ts';

export type CheckoutStart = {
  lines: readonly CartLine[];
  attributes: Record<string, string>;
  note: string;
  discountCodes: readonly string[];
  /** Of the cart that it came from; null for "Buy it now" and permalinks. */
  cartToken: string | null;
  email?: string | null;
};

export type CheckoutState = {
  token: string;
  market: Market;
  lines: CartLine[];
  attributes: Record<string, string>;
  note: string;
  discountCodes: string[];
  giftCardIds: string[];
  useStoreCredit: boolean;
  cartToken: string | null;
  /** The signed-in customer. */
  customerId: string | null;
  fields: CheckoutFields;
  openedAt: string;
  orderId: string | null;
};

export type CheckoutFields = Record<(typeof checkoutFieldNames)[number], string>;
export const checkoutFieldNames = [
  'contact',
  'firstName',
  'lastName',
  'address1',
  'address2',
  'city',
  'zip',
  'provinceCode',
  'countryCode',
  'phone',
  'card',
] as const;

const checkouts = new WeakMap<ShopState, Map<string, CheckoutState>>();

/** Copies everything: what happens to the cart afterwards, attributes too, no longer reaches the order. */
export function openCheckout(visit: Visit, start: CheckoutStart): CheckoutState {
  const { customer, shop, session } = visit;
  const address = customer?.addresses[0];
  const codes = [...start.discountCodes, ...(session.pendingDiscount === null ? [] : [session.pendingDiscount])];
  const checkout: CheckoutState = {
    token: randomBytes(16).toString('hex'),
    market: visit.market,
    lines: structuredClone([...start.lines]),
    attributes: { ...start.attributes },
    note: start.note,
    discountCodes: codes.filter((code, index) => codes.findIndex((each) => each.toUpperCase() === code.toUpperCase()) === index),
    giftCardIds: [],
    useStoreCredit: false,
    cartToken: start.cartToken,
    customerId: customer?.id ?? null,
    fields: {
      contact: customer?.email ?? customer?.phone ?? start.email ?? '',
      firstName: address?.firstName ?? customer?.firstName ?? '',
      lastName: address?.lastName ?? customer?.lastName ?? '',
      address1: address?.address1 ?? '',
      address2: address?.address2 ?? '',
      city: address?.city ?? '',
      zip: address?.zip ?? '',
      provinceCode: address?.provinceCode ?? '',
      countryCode: address?.countryCode ?? visit.market.country,
      phone: address?.phone ?? '',
      card: '',
    },
    openedAt: storeTime(visit.store),
    orderId: null,
  };
  const open = checkouts.get(shop) ?? new Map<string, CheckoutState>();
  checkouts.set(shop, open);
  open.set(checkout.token, checkout);
  return checkout;
}

export function findCheckout(shop: ShopState, token: string): CheckoutState | null {
  return checkouts.get(shop)?.get(token) ?? null;
}

/** The checkout's cost in the buyer's currency. */
export function priceCheckout(
  visit: Visit,
  checkout: CheckoutState,
  codes: readonly string[] = checkout.discountCodes,
): PricedCart {
  return priceCart(visit.store, visit.shop, {
    lines: checkout.lines,
    discountCodes: codes,
    customerId: checkout.customerId,
    email: contactOf(checkout).email,
    country: checkout.fields.countryCode,
    presentment: { currency: checkout.market.currency, rate: checkout.market.rate },
  });
}

/** The contact field takes an e-mail address or a phone number. */
export function contactOf(checkout: CheckoutState): { email: string | null; phone: string | null } {
  const text = checkout.fields.contact.trim();
  if (text.includes('@')) return { email: text, phone: null };
  const phone = text.replace(/[\s().-]/g, '');
  return { email: null, phone: phone === '' ? null : phone };
}
