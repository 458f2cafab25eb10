/** What a cart costs: discounts, shipping and tax, in the shop's currency or a market's. The one engine of cart, checkout and orders. */
import { storeNow } from '#devstore/clock.ts';
import { applyBest, isProductDiscount, type Applied, type Candidate } from '#devstore/pricing/apply-discounts.ts';
import { buyerOf, refusal, refusalOf, type PurchaseFacts, type RefusedCode } from '#devstore/pricing/discount-refusals.ts';
import { findDiscountCode } from '#devstore/pricing/find-discount.ts';
import { convert, currencyDigits, fromMinor, shareOf, toMinor } from '#devstore/pricing/minor-units.ts';
import type { DiscountState, ProductState, ShopState, Store } from '#devstore/state.ts';

export type PriceCartInput = {
  lines: readonly { variantId: string; quantity: number }[];
  discountCodes: readonly string[];
  customerId: string | null;
  /** Of the checkout: finds the customer of a guest. */
  email?: string | null;
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
  shipping: string;
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
  type: 'percentage' | 'fixed_amount';
  /** A product discount belongs to lines, an order discount is spread over them. */
  target: 'order' | 'product';
  /** What the code stands for: the percentage ("10.0") or an amount. */
  value: string;
  /** What it took off this cart. */
  amount: string;
};

const maximumCodes = 5;
const taxRate = 0.08;
/** Flat shipping and from which subtotal it is free, in units of a dollar-like currency. */
const shippingRule = { fee: 5, freeFrom: 50 };

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
  // A gift card counts for no minimum and is never reduced.
  const entitled = lines.map((line) => (line.product.giftCard ? { quantity: 0, amount: 0 } : line));
  const facts: PurchaseFacts = {
    now: storeNow(store),
    subtotal: sum(entitled.map((line) => line.amount)),
    quantity: sum(entitled.map((line) => line.quantity)),
    customerId: buyerOf(shop, input.customerId, input.email ?? null),
    minimumIn: local,
  };
  const { candidates, refused } = sift(shop, input.discountCodes, facts);
  const applied = applyBest(entitled, candidates, local);
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
  const requiresShipping = lines.some((line) => line.variant.requiresShipping);
  const shipping = requiresShipping ? shippingFee(shop.currency, subtotal, local) : 0;
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
  for (const code of codes) {
    const entered = code.trim();
    if (entered === '' || seen.has(entered.toUpperCase())) continue;
    seen.add(entered.toUpperCase());
    const found = findDiscountCode(shop, entered);
    const reason = found === null ? 'not-found' : refusalOf(found, facts);
    if (found === null || reason !== null) refused.push(refusal(entered, reason ?? 'not-found'));
    else if (candidates.length === maximumCodes) refused.push(refusal(entered, 'too-many-codes'));
    else candidates.push({ ...found, entered });
  }
  return { candidates, refused };
}

function appliedCode(applied: Applied, local: (decimal: string) => string, money: (minor: number) => string): AppliedCode {
  const { discount, entered } = applied.candidate;
  return {
    code: entered,
    discountId: discount.id,
    title: discount.title,
    type: 'percentage' in discount.value ? 'percentage' : 'fixed_amount',
    target: isProductDiscount(discount) ? 'product' : 'order',
    value: valueText(discount.value, local),
    amount: money(applied.amount),
  };
}

function valueText(value: DiscountState['value'], local: (decimal: string) => string): string {
  if ('amount' in value) return local(value.amount);
  const percentage = Math.round(value.percentage * 1e8) / 1e6;
  return Number.isInteger(percentage) ? percentage.toFixed(1) : String(percentage);
}

/** A flat fee below the limit. Currencies without minor units have prices a hundred times as large. */
function shippingFee(shopCurrency: string, subtotal: number, local: (decimal: string) => number): number {
  const unit = currencyDigits(shopCurrency) === 0 ? 100 : 1;
  const fee = local(String(shippingRule.fee * unit));
  return subtotal >= local(String(shippingRule.freeFrom * unit)) ? 0 : fee;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((so, amount) => so + amount, 0);
}
