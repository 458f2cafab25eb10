/** What a cart costs: discounts, shipping and tax, in the shop's currency or a market's. The one engine of cart, checkout and orders. */
import { storeNow } from '#devstore/clock.ts';
import { applyBest, type Applied, type Candidate } from '#devstore/pricing/apply-discounts.ts';
import { buyerOf, refusal, refusalOf, type PurchaseFacts, type RefusedCode } from '#devstore/pricing/discount-refusals.ts';
import { collectionsOf, type DiscountClass } from '#devstore/pricing/entitlement.ts';
import { findDiscountCode } from '#devstore/pricing/find-discount.ts';
import { convert, fromMinor, shareOf, toMinor } from '#devstore/pricing/minor-units.ts';
import { shippingFee } from '#devstore/pricing/shipping-fee.ts';
import type { DiscountState, ProductState, ShopState, Store } from '#devstore/state.ts';

export type PriceCartInput = {
  lines: readonly { variantId: string; quantity: number }[];
  discountCodes: readonly string[];
  customerId: string | null;
  /** Of the checkout: finds the customer of a guest. */
  email?: string | null;
  /** Country code of the address, once it is known. */
  country?: string | null;
  /** A bill of a subscription is a `subscription`; everything else is bought once. */
  purchase?: 'one-time' | 'subscription';
  /** A market's currency; everything in the answer is then in it. The shop's own by default. */
  presentment?: { currency: string; rate: number };
};

/** Decimal strings in `currency`. Amounts of a line are of the whole line. */
export type PricedCart = {
  currency: string;
  lines: PricedLine[];
  discountCodes: AppliedCode[];
  refusedCodes: RefusedCode[];
  /** Before discounts. */
  originalSubtotal: string;
  discountTotal: string;
  /** After discounts, before shipping and tax. */
  subtotal: string;
  requiresShipping: boolean;
  /** After `shippingDiscounts`. */
  shipping: string;
  shippingDiscounts: { code: string; amount: string }[];
  tax: string;
  total: string;
};

export type PricedLine = {
  variantId: string;
  productId: string;
  quantity: number;
  /** Of one piece. */
  price: string;
  originalAmount: string;
  discounts: { code: string; amount: string }[];
  /** After discounts, before tax. */
  amount: string;
  tax: string;
};

export type AppliedCode = {
  /** As the shopper wrote it. */
  code: string;
  discountId: string;
  title: string;
  type: 'percentage' | 'fixed_amount' | 'shipping';
  /** A product discount belongs to lines, an order discount is spread over them. */
  target: DiscountClass;
  method: 'across' | 'each';
  /** Whether every line may be reduced, or those that the discount names. */
  selection: 'all' | 'entitled';
  /** What the code stands for: the percentage ("10.0") or an amount. */
  value: string;
  /** What it took off this cart. */
  amount: string;
};

const maximumCodes = 5;
const maximumShippingCodes = 1;
const taxRate = 0.08;

/**
 * Prices a cart at the virtual time. Codes that do not apply are in `refusedCodes` with the reason; of codes that cannot be combined the best
 * set wins. Throws when a variant does not exist.
 */
export function priceCart(store: Store, shop: ShopState, input: PriceCartInput): PricedCart {
  const currency = input.presentment?.currency ?? shop.currency;
  const local = (decimal: string) =>
    convert(toMinor(decimal, shop.currency), shop.currency, currency, input.presentment?.rate ?? 1);
  const lines = input.lines.map((line) => {
    const { product, variant } = variantOf(shop, line.variantId);
    const price = local(variant.price);
    return { ...line, product, variant, price, amount: price * line.quantity };
  });
  const originalSubtotal = sum(lines.map((line) => line.amount));
  const requiresShipping = lines.some((line) => line.variant.requiresShipping);
  // A gift card counts for no minimum and is never reduced.
  const plain = lines.map(({ product, variantId, quantity, price, amount }) => ({
    productId: product.id,
    variantId,
    collectionIds: collectionsOf(shop, product.id),
    price,
    ...(product.giftCard ? { quantity: 0, amount: 0 } : { quantity, amount }),
  }));
  const facts: PurchaseFacts = {
    now: storeNow(store),
    lines: plain,
    customerId: buyerOf(shop, input.customerId, input.email ?? null),
    amountIn: local,
    purchase: input.purchase ?? 'one-time',
    country: input.country ?? null,
    requiresShipping,
    shipping: requiresShipping ? shippingFee(shop.currency, originalSubtotal, local) : 0,
  };
  const giftCards = originalSubtotal - sum(plain.map((line) => line.amount));
  const shippingAt = (minor: number) => (requiresShipping ? shippingFee(shop.currency, minor + giftCards, local) : 0);
  const { candidates, refused } = sift(shop, input.discountCodes, facts);
  const applied = applyBest({ lines: plain, amountIn: local, shippingAt }, candidates);
  for (const candidate of candidates) {
    if (!applied.some((each) => each.candidate === candidate)) refused.push(refusal(candidate.entered, 'not-combinable'));
  }

  const money = (minor: number) => fromMinor(minor, currency);
  const pricedLines = lines.map((line, index) => {
    const discounts = applied
      .map((each) => ({ code: each.candidate.entered, minor: each.allocations[index] ?? 0 }))
      .filter((each) => each.minor > 0);
    const amount = line.amount - sum(discounts.map((each) => each.minor));
    return { line, discounts, amount, tax: line.product.giftCard ? 0 : shareOf(amount, taxRate) };
  });
  const subtotal = sum(pricedLines.map((line) => line.amount));
  const tax = sum(pricedLines.map((line) => line.tax));
  const shippingDiscounts = applied.filter((each) => each.target === 'shipping');
  const shipping = shippingAt(subtotal - giftCards) - sum(shippingDiscounts.map((each) => each.amount));
  return {
    currency,
    lines: pricedLines.map(({ line, discounts, amount, tax: lineTax }) => ({
      variantId: line.variantId,
      productId: line.product.id,
      quantity: line.quantity,
      price: money(line.price),
      originalAmount: money(line.amount),
      discounts: discounts.map((each) => ({ code: each.code, amount: money(each.minor) })),
      amount: money(amount),
      tax: money(lineTax),
    })),
    discountCodes: applied.map((each) => appliedCode(each, (decimal) => money(local(decimal)), money)),
    refusedCodes: refused,
    originalSubtotal: money(originalSubtotal),
    discountTotal: money(originalSubtotal - subtotal),
    subtotal: money(subtotal),
    requiresShipping,
    shipping: money(shipping),
    shippingDiscounts: shippingDiscounts.map(({ candidate, amount }) => ({ code: candidate.entered, amount: money(amount) })),
    tax: money(tax),
    total: money(subtotal + shipping + tax),
  };
}

/** Counts one use of each code, for the code and for the customer. Codes that the shop does not know (any more) are passed over. */
export function recordUsage(shop: ShopState, codes: readonly string[], customerId: string | null): void {
  for (const text of codes) {
    const found = findDiscountCode(shop, text);
    if (found === null) continue;
    found.code.usageCount += 1;
    if (customerId !== null) {
      found.discount.usedByCustomer[customerId] = (found.discount.usedByCustomer[customerId] ?? 0) + 1;
    }
  }
}

/** The variant and its product; throws when the shop has no such variant. */
export function variantOf(
  shop: ShopState,
  variantId: string,
): { product: ProductState; variant: ProductState['variants'][number] } {
  for (const product of shop.products.values()) {
    const variant = product.variants.find((each) => each.id === variantId);
    if (variant !== undefined) return { product, variant };
  }
  throw new Error(`dev store: ${shop.domain} has no variant ${variantId}`);
}

/** Takes pieces off the shelf (below zero: puts them back). Gift cards have no stock. */
export function takeStock(shop: ShopState, { variantId, quantity }: { variantId: string; quantity: number }): void {
  const { product, variant } = variantOf(shop, variantId);
  if (!product.giftCard) variant.inventory = Math.max(0, variant.inventory - quantity);
}

function sift(shop: ShopState, codes: readonly string[], facts: PurchaseFacts) {
  const candidates: Candidate[] = [];
  const refused: RefusedCode[] = [];
  const seen = new Set<string>();
  const isFull = (wanted: Candidate['discount']) => {
    const ships = wanted.kind === 'free-shipping';
    const there = candidates.filter(({ discount }) => (discount.kind === 'free-shipping') === ships).length;
    return there >= (ships ? maximumShippingCodes : maximumCodes);
  };
  for (const code of codes) {
    const entered = code.trim();
    if (entered === '' || seen.has(entered.toUpperCase())) continue;
    seen.add(entered.toUpperCase());
    const found = findDiscountCode(shop, entered);
    const reason = found === null ? 'not-found' : refusalOf(found, facts);
    if (found === null || reason !== null) refused.push(refusal(entered, reason ?? 'not-found'));
    else if (isFull(found.discount)) refused.push(refusal(entered, 'too-many-codes'));
    else candidates.push({ ...found, entered });
  }
  return { candidates, refused };
}

function appliedCode(applied: Applied, local: (decimal: string) => string, money: (minor: number) => string): AppliedCode {
  const { discount, entered } = applied.candidate;
  const ships = applied.target === 'shipping';
  const isEach = discount.kind === 'bxgy' || ('amount' in discount.value && discount.value.appliesOnEachItem);
  return {
    code: entered,
    discountId: discount.id,
    title: discount.title,
    type: ships ? 'shipping' : 'percentage' in discount.value ? 'percentage' : 'fixed_amount',
    target: applied.target,
    method: ships || isEach ? 'each' : 'across',
    selection: discount.items === null ? 'all' : 'entitled',
    value: ships ? '100.0' : valueText(discount.value, local),
    amount: money(applied.amount),
  };
}

function valueText(value: DiscountState['value'], local: (decimal: string) => string): string {
  if ('amount' in value) return local(value.amount);
  const percentage = Math.round(value.percentage * 1e8) / 1e6;
  return Number.isInteger(percentage) ? percentage.toFixed(1) : String(percentage);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((so, amount) => so + amount, 0);
}
