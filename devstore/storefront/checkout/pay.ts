/** "Pay now": everything is checked again, the bogus gateway is asked, and the order is placed once. */
import { randomUUID } from 'node:crypto';
import { placeOrder, type NewOrder } from '#devstore/orders/place-order.ts';
import { variantOf } from '#devstore/pricing/price-cart.ts';
import { lineTitle } from '#devstore/storefront/cart/change-cart.ts';
import {
  contactOf,
  priceCheckout,
  type CheckoutFields,
  type CheckoutState,
} from '#devstore/storefront/checkout/open-checkout.ts';
import { ownMoney } from '#devstore/storefront/checkout/own-money.ts';
import { journeyOf } from '#devstore/storefront/landing.ts';
import type { Visit } from '#devstore/storefront/visit.ts';
import type { AddressState } from '#devstore/state.ts';

export type Problems = {
  /** By field. */
  fields: Partial<Record<keyof CheckoutFields, string>>;
  /** About the order as a whole. */
  general: string | null;
  discount: string | null;
};

export const noProblems: Problems = { fields: {}, general: null, discount: null };

type Client = { address: string; userAgent: string | null; shownTotal: string | null; shownDue: string | null };

/** Places the order of a checkout, or says why not. A checkout that was paid already is fine: its order stands. */
export function pay(visit: Visit, checkout: CheckoutState, client: Client): Problems | null {
  if (checkout.orderId !== null) return null;
  const fields = fieldProblems(visit, checkout);
  if (Object.keys(fields).length > 0) return { ...noProblems, fields };
  const priced = priceCheckout(visit, checkout);
  const refused = priced.refusedCodes[0];
  if (refused !== undefined) {
    const gone = priced.refusedCodes.map((each) => each.code);
    checkout.discountCodes = checkout.discountCodes.filter((code) => !gone.includes(code));
    return { ...noProblems, discount: refused.message };
  }
  if (client.shownTotal !== null && client.shownTotal !== priced.total) {
    return { ...noProblems, general: 'The total of your order has changed. Look it over and pay again.' };
  }
  const missing = outOfStock(visit, checkout);
  if (missing !== null) return { ...noProblems, general: missing };
  const own = ownMoney(visit, checkout);
  const spent = checkout.giftCardIds.filter((id) => !own.giftCards.some((card) => card.id === id));
  if (spent.length > 0) {
    checkout.giftCardIds = checkout.giftCardIds.filter((id) => !spent.includes(id));
    return { ...noProblems, general: 'A gift card can no longer be used. Look the order over and pay again.' };
  }
  if (client.shownDue !== null && client.shownDue !== own.due)
    return { ...noProblems, general: 'The amount due has changed. Look the order over and pay again.' };
  const declined = Number(own.due) === 0 ? null : askGateway(checkout.fields.card);
  if (declined !== null) return { ...noProblems, fields: { card: declined } };
  checkout.orderId = place(visit, checkout, client, own.payments).id;
  leaveCart(visit, checkout);
  return null;
}

function place(visit: Visit, checkout: CheckoutState, client: Client, payments: NewOrder['payments']) {
  const address = addressOf(checkout);
  const needsShipping = priceCheckout(visit, checkout).requiresShipping;
  return placeOrder(visit.store, visit.shop, {
    customerId: checkout.customerId,
    ...contactOf(checkout),
    firstName: address.firstName,
    lastName: address.lastName,
    lines: checkout.lines.map(({ variantId, quantity, properties }) => ({ variantId, quantity, properties })),
    discountCodes: checkout.discountCodes,
    payments,
    attributes: checkout.attributes,
    note: checkout.note === '' ? null : checkout.note,
    landingSite: visit.session.landing?.path ?? null,
    referringSite: visit.session.landing?.referrer ?? '',
    journey: journeyOf(visit),
    sourceName: 'web',
    browserIp: client.address,
    userAgent: client.userAgent,
    cartToken: checkout.cartToken ?? randomUUID().replaceAll('-', ''),
    checkoutToken: checkout.token,
    shippingAddress: needsShipping ? address : null,
    billingAddress: address,
    presentmentCurrency: checkout.market.currency,
    presentmentRate: checkout.market.rate,
    locale: checkout.market.locale,
  });
}

/** The bogus gateway's card numbers: 1 is approved, 2 declined, 3 fails. */
function askGateway(card: string): string | null {
  const number = card.replace(/\s/g, '');
  if (number === '1') return null;
  if (number === '2') return 'Your card was declined. Try another one.';
  if (number === '3') return 'There was a problem with the payment service. Nothing was charged.';
  return 'Enter a valid card number';
}

function fieldProblems(visit: Visit, checkout: CheckoutState): Problems['fields'] {
  const { fields } = checkout;
  const problems: Problems['fields'] = {};
  const { email, phone } = contactOf(checkout);
  if (email === null && phone === null) problems.contact = 'Enter an email or phone number';
  else if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) problems.contact = 'Enter a valid email';
  else if (phone !== null && !/^\+?\d{7,15}$/.test(phone)) problems.contact = 'Enter a valid email or phone number';
  if (fields.lastName === '') problems.lastName = 'Enter a last name';
  if (!priceCheckout(visit, checkout).requiresShipping) return problems;
  if (fields.address1 === '') problems.address1 = 'Enter an address';
  if (fields.city === '') problems.city = 'Enter a city';
  if (fields.zip === '') problems.zip = 'Enter a ZIP / postal code';
  if (!/^[A-Z]{2}$/.test(fields.countryCode)) problems.countryCode = 'Select a country/region';
  return problems;
}

function outOfStock(visit: Visit, checkout: CheckoutState): string | null {
  for (const line of checkout.lines) {
    const { product, variant } = variantOf(visit.shop, line.variantId);
    const wanted = checkout.lines
      .filter((each) => each.variantId === line.variantId)
      .reduce((sum, each) => sum + each.quantity, 0);
    if (wanted > variant.inventory) {
      const left = Math.max(0, variant.inventory);
      const title = lineTitle(product.title, variant.title);
      return left === 0
        ? `${title} has sold out in the meantime. Return to your cart to take it out.`
        : `Only ${left} of ${title} are left. Return to your cart to change the quantity.`;
    }
  }
  return null;
}

function addressOf({ fields }: CheckoutState): AddressState {
  return {
    firstName: fields.firstName,
    lastName: fields.lastName,
    address1: fields.address1,
    address2: fields.address2 === '' ? null : fields.address2,
    city: fields.city,
    zip: fields.zip,
    provinceCode: fields.provinceCode === '' ? null : fields.provinceCode.toUpperCase(),
    countryCode: fields.countryCode,
    phone: fields.phone === '' ? null : fields.phone,
  };
}

/** The cart has become the order; a "Buy it now" leaves it where it is. The code of a discount link is used up. */
function leaveCart(visit: Visit, checkout: CheckoutState): void {
  visit.session.pendingDiscount = null;
  if (checkout.cartToken === null) return;
  visit.shop.carts.delete(checkout.cartToken);
  if (visit.session.cartToken === checkout.cartToken) visit.session.cartToken = null;
}
