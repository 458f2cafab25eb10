/** What a discount gives and to whom, in comparable words: what we asked Shopify for beside what Shopify has now. */
import type { CodeTerms } from '../domain/benefit.ts';
import { formatDecimal } from '../domain/money.ts';
import type { NewCodeDiscount } from './code-discount-input.ts';

/** One text per term; null: Shopify has no such term for this kind of discount, or it does not matter. */
export type DiscountFacts = Record<(typeof TERMS)[number], string | null>;

export const TERMS = [
  'value',
  'items',
  'buys',
  'minimum',
  'usageLimit',
  'oncePerCustomer',
  'combinesWith',
  'purchases',
  'bills',
  'buyers',
  'endsAt',
] as const;

/** What it has to be. */
export function factsOf(input: NewCodeDiscount): DiscountFacts {
  const { value, terms, currency, customerId } = input;
  const isFree = value.kind === 'free-product';
  const { combinesWith } = terms;
  const shipping = value.kind === 'free-shipping' ? false : combinesWith.shipping;
  return {
    value: valueText(input),
    items: value.kind === 'free-shipping' ? null : itemsText(isFree ? { of: 'products', ids: value.productIds } : terms.on),
    buys: isFree ? buysText(input, value) : null,
    minimum:
      isFree || BigInt(input.minimumSubtotalMinor) === 0n ? null : amountText(decimal(input.minimumSubtotalMinor, currency)),
    usageLimit: input.usesPerCode === null ? null : String(input.usesPerCode),
    oncePerCustomer: String(terms.oncePerCustomer),
    combinesWith: combinesText({ order: combinesWith.order, product: combinesWith.product, shipping }),
    purchases: isFree ? null : purchasesText(terms.purchases !== 'subscriptions', terms.purchases !== 'one-time'),
    bills: isFree || terms.purchases === 'one-time' ? null : String(terms.bills ?? 0),
    buyers: customerId === null ? 'all' : buyersText([customerId]),
    endsAt: timeText(input.endsAt),
  };
}

/** The terms that are not as they have to be. What does not matter for one of them does not differ. */
export function differencesOf(wanted: DiscountFacts, found: DiscountFacts): (keyof DiscountFacts)[] {
  return TERMS.filter((term) => wanted[term] !== found[term] && !(term === 'bills' && wanted.bills === null));
}

function valueText({ value, currency }: NewCodeDiscount): string {
  switch (value.kind) {
    case 'percentage':
      return percentageText(value.basisPoints / 10_000);
    case 'fixed-amount':
      return amountText(decimal(value.minor, currency));
    case 'free-shipping':
      return SHIPPING_TO_ALL;
    case 'free-product':
      return giftText(String(value.quantity), percentageText(1));
  }
}

function buysText(
  { minimumSubtotalMinor, currency }: NewCodeDiscount,
  value: Extract<NewCodeDiscount['value'], { kind: 'free-product' }>,
): string {
  const [spend, minimum] = [BigInt(value.spendMinor), BigInt(minimumSubtotalMinor)];
  const amount = decimal((spend > minimum ? spend : minimum).toString(), currency);
  return `${amountText(amount)} of ${itemsText(value.buys ?? { of: 'products', ids: value.productIds })}`;
}

function decimal(minor: string, currency: string): string {
  return formatDecimal({ minor: BigInt(minor), currency });
}

export const SHIPPING_TO_ALL = 'shipping to all';

export function percentageText(share: number): string {
  return `${Math.round(share * 10_000) / 100} %`;
}

/** @param amount decimal text: "12.5" is "12.50" */
export function amountText(amount: string): string {
  return String(Number(amount));
}

export function giftText(quantity: string, off: string): string {
  return `${quantity} at ${off} off`;
}

export function itemsText(on: CodeTerms['on']): string {
  return on.of === 'order' ? 'all' : `${on.of} ${[...on.ids].sort().join(' ')}`;
}

export function combinesText({ order, product, shipping }: CodeTerms['combinesWith']): string {
  return [order && 'order', product && 'product', shipping && 'shipping'].filter((one) => one !== false).join(' ');
}

export function purchasesText(once: boolean, subscription: boolean): string {
  return [once && 'once', subscription && 'subscription'].filter((one) => one !== false).join(' ');
}

export function buyersText(customerIds: readonly string[]): string {
  return `customers ${[...customerIds].sort().join(' ')}`;
}

/** Shopify keeps seconds. @param at epoch milliseconds */
export function timeText(at: number | null): string | null {
  return at === null ? null : new Date(Math.floor(at / 1000) * 1000).toISOString();
}
