/** Why a discount code does not apply, in the words a shopper reads at checkout. */
import type { FoundCode } from '#devstore/pricing/find-discount.ts';
import type { ShopState } from '#devstore/state.ts';

/** Named after the Storefront API's CartWarningCode values (DISCOUNT_NOT_FOUND, DISCOUNT_PURCHASE_NOT_IN_RANGE …). */
export type RefusalReason =
  | 'not-found'
  | 'currently-inactive'
  | 'usage-limit-reached'
  | 'customer-usage-limit-reached'
  | 'customer-not-eligible'
  | 'eligible-customer-missing'
  | 'purchase-not-in-range'
  | 'quantity-not-in-range'
  | 'no-entitled-line-items'
  | 'not-combinable'
  | 'too-many-codes';

export type RefusedCode = { code: string; reason: RefusalReason; message: string };

export type PurchaseFacts = {
  now: Date;
  /** Before any discount, in minor units of `minimumIn`'s currency. */
  subtotal: number;
  quantity: number;
  customerId: string | null;
  /** A minimum ("50.00" in the shop's currency) in the units of `subtotal`. */
  minimumIn(decimal: string): number;
};

/** The first rule of the discount that the purchase does not meet, or null when it applies. */
export function refusalOf(found: FoundCode, facts: PurchaseFacts): RefusalReason | null {
  const { discount, code } = found;
  const now = facts.now.getTime();
  if (!discount.active || now < Date.parse(discount.startsAt)) return 'currently-inactive';
  if (discount.endsAt !== null && now >= Date.parse(discount.endsAt)) return 'currently-inactive';
  if (discount.usageLimit !== null && code.usageCount >= discount.usageLimit) return 'usage-limit-reached';
  if (discount.customerIds !== null) {
    if (facts.customerId === null) return 'eligible-customer-missing';
    if (!discount.customerIds.includes(facts.customerId)) return 'customer-not-eligible';
  }
  if (discount.appliesOncePerCustomer && facts.customerId !== null && (discount.usedByCustomer[facts.customerId] ?? 0) > 0) {
    return 'customer-usage-limit-reached';
  }
  if (discount.minimumSubtotal !== null && facts.subtotal < facts.minimumIn(discount.minimumSubtotal))
    return 'purchase-not-in-range';
  if (discount.minimumQuantity !== null && facts.quantity < discount.minimumQuantity) return 'quantity-not-in-range';
  return facts.subtotal === 0 ? 'no-entitled-line-items' : null;
}

/** The sentence of Shopify's checkout, which tells little on purpose: a minimum and a wrong product read the same. */
export function refusal(code: string, reason: RefusalReason): RefusedCode {
  return { code, reason, message: sentence(code.toUpperCase(), reason) };
}

function sentence(code: string, reason: RefusalReason): string {
  switch (reason) {
    case 'not-found':
    case 'currently-inactive':
      return 'Enter a valid discount code';
    case 'usage-limit-reached':
      return `${code} discount code has reached its usage limit`;
    case 'customer-usage-limit-reached':
      return `${code} discount code has already been used`;
    case 'customer-not-eligible':
    case 'eligible-customer-missing':
      return `${code} discount code isn’t available to you right now`;
    case 'purchase-not-in-range':
    case 'quantity-not-in-range':
    case 'no-entitled-line-items':
      return `${code} discount code isn’t valid for the items in your cart`;
    case 'not-combinable':
      return `${code} couldn’t be used with your existing discounts`;
    case 'too-many-codes':
      return 'You’ve reached the maximum number of discount codes for this order';
  }
}

/** The customer that a purchase belongs to: signed in, or known to the shop by the e-mail of the checkout. */
export function buyerOf(shop: ShopState, customerId: string | null, email: string | null): string | null {
  if (customerId !== null) return customerId;
  const wanted = email?.trim().toLowerCase() ?? '';
  if (wanted === '') return null;
  for (const customer of shop.customers.values()) if (customer.email?.toLowerCase() === wanted) return customer.id;
  return null;
}
