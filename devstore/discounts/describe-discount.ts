/** The sentence the admin shows for a discount: "10% off entire order • Minimum purchase of $50.00 • One use per customer". */
import type { DiscountState, ItemSelection } from '#devstore/state.ts';

export function describeDiscount(discount: DiscountState, currency: string): string {
  const money = moneyIn(currency);
  const parts = [describeEffect(discount, currency)];
  if (discount.minimumSubtotal !== null) parts.push(`Minimum purchase of ${money(discount.minimumSubtotal)}`);
  if (discount.minimumQuantity !== null) parts.push(`Minimum quantity of ${discount.minimumQuantity}`);
  if (discount.customerIds !== null)
    parts.push(discount.customerIds.length === 1 ? 'For 1 customer' : `For ${discount.customerIds.length} customers`);
  if (discount.usageLimit !== null)
    parts.push(discount.usageLimit === 1 ? 'Can be used once' : `Can be used ${discount.usageLimit} times`);
  if (discount.appliesOncePerCustomer) parts.push('One use per customer');
  return parts.join(' • ');
}

type Money = (amount: string) => string;

function moneyIn(currency: string): Money {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  return (amount) => format.format(Number(amount));
}

/** What it takes off, without its conditions. */
export function describeEffect(discount: DiscountState, currency: string): string {
  const money = moneyIn(currency);
  if (discount.destination !== null) return freeShipping(discount.destination, money);
  const value =
    'percentage' in discount.value ? `${Math.round(discount.value.percentage * 10_000) / 100}%` : money(discount.value.amount);
  if (discount.bxgy !== null) {
    const { buys, getsQuantity, usesPerOrder } = discount.bxgy;
    const bought = buys.amount === null ? counted(buys.quantity ?? 1) : `${money(buys.amount)} worth of items`;
    const gift = 'percentage' in discount.value && discount.value.percentage === 1 ? 'free' : `at ${value} off`;
    const often = usesPerOrder === null ? '' : ` • ${usesPerOrder === 1 ? '1 use' : `${usesPerOrder} uses`} per order`;
    return `Buy ${bought}, get ${counted(getsQuantity)} ${gift}${often}`;
  }
  const isEach = 'amount' in discount.value && discount.value.appliesOnEachItem;
  const what =
    discount.items === null ? (isEach ? 'each item' : 'entire order') : `${isEach ? 'each of ' : ''}${named(discount.items)}`;
  return `${value} off ${what}`;
}

function freeShipping({ countries, restOfWorld, maximumPrice }: NonNullable<DiscountState['destination']>, money: Money): string {
  const all = countries === null || (countries.length === 0 && restOfWorld);
  const where = all ? 'For all countries' : `For ${countries.length} ${countries.length === 1 ? 'country' : 'countries'}`;
  const limit = maximumPrice === null ? '' : ` • Applies to shipping rates under ${money(maximumPrice)}`;
  return `Free shipping on entire order • ${where}${limit}`;
}

function counted(quantity: number): string {
  return quantity === 1 ? '1 item' : `${quantity} items`;
}

function named({ productIds, variantIds, collectionIds }: ItemSelection): string {
  const parts = [
    [collectionIds.length, 'collection'],
    [productIds.length, 'product'],
    [variantIds.length, 'variant'],
  ] as const;
  return parts.flatMap(([number, name]) => (number === 0 ? [] : [`${number} ${name}${number === 1 ? '' : 's'}`])).join(' and ');
}
