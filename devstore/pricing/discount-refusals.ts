/** Why a discount code does not apply, in the words a shopper reads at checkout. */
import { offProducts, shipsFree } from '#devstore/pricing/apply-discounts.ts';
import { covers, discountClass, type PlainLine } from '#devstore/pricing/entitlement.ts';
import type { FoundCode } from '#devstore/pricing/find-discount.ts';
import type { DiscountState, ShopState } from '#devstore/state.ts';

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
  | 'no-entitled-shipping-lines'
  | 'incompatible-purchase-type'
  | 'not-combinable'
  | 'too-many-codes';

export type RefusedCode = { code: string; reason: RefusalReason; message: string };

export type PurchaseFacts = {
  now: Date;
  /** Before any discount, in minor units of `amountIn`'s currency. */
  lines: readonly PlainLine[];
  customerId: string | null;
  /** An amount of the shop's currency ("50.00") in the units of the lines. */
  amountIn(decimal: string): number;
  purchase: 'one-time' | 'subscription';
  /** Where it goes, once the buyer has said so. */
  country: string | null;
  requiresShipping: boolean;
  /** What delivery costs before any discount. */
  shipping: number;
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
  const applies = facts.purchase === 'subscription' ? discount.appliesOnSubscription : discount.appliesOnOneTimePurchase;
  return applies ? refusalOfPurchase(discount, facts) : 'incompatible-purchase-type';
}

/** A discount on some products looks at those alone, for its minimum too. */
function refusalOfPurchase(discount: DiscountState, facts: PurchaseFacts): RefusalReason | null {
  const items = discount.kind === 'basic' ? discount.items : null;
  const entitled = facts.lines.filter((line) => covers(items, line));
  const subtotal = sum(entitled.map((line) => line.amount));
  const quantity = sum(entitled.map((line) => line.quantity));
  if (discount.items !== null && subtotal === 0) return 'no-entitled-line-items';
  if (discount.minimumSubtotal !== null && subtotal < facts.amountIn(discount.minimumSubtotal)) return 'purchase-not-in-range';
  if (discount.minimumQuantity !== null && quantity < discount.minimumQuantity) return 'quantity-not-in-range';
  if (discount.destination !== null) return shipsThere(discount, facts) ? null : 'no-entitled-shipping-lines';
  if (subtotal === 0) return 'no-entitled-line-items';
  const nothing = discountClass(discount) === 'product' && sum(offProducts(facts, discount)) === 0;
  return nothing ? 'no-entitled-line-items' : null;
}

/** An address that is not known yet may turn out to be the right one: the code is judged again on paying. */
function shipsThere(discount: DiscountState, facts: PurchaseFacts): boolean {
  const { countries, restOfWorld } = discount.destination ?? { countries: null, restOfWorld: true };
  if (!facts.requiresShipping || !shipsFree(discount, facts.shipping, facts.amountIn)) return false;
  // The dev store ships everywhere from one zone, so "the rest of the world" is every country that is not named.
  return countries === null || facts.country === null || restOfWorld || countries.includes(facts.country);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((so, amount) => so + amount, 0);
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
    case 'incompatible-purchase-type':
      return `${code} discount code isn’t valid for the items in your cart`;
    case 'no-entitled-shipping-lines':
      return `${code} discount code isn’t available for the selected shipping address`;
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
