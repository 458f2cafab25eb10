/** The sentence the admin shows for a discount: "10% off entire order • Minimum purchase of $50.00 • One use per customer". */
import type { DiscountState } from '#devstore/state.ts';

export function describeDiscount(discount: DiscountState, currency: string): string {
  const money = (amount: string) =>
    new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(Number(amount));
  const value =
    'percentage' in discount.value ? `${Math.round(discount.value.percentage * 10_000) / 100}%` : money(discount.value.amount);
  const parts = [`${value} off ${'amount' in discount.value && discount.value.appliesOnEachItem ? 'each item' : 'entire order'}`];
  if (discount.minimumSubtotal !== null) parts.push(`Minimum purchase of ${money(discount.minimumSubtotal)}`);
  if (discount.minimumQuantity !== null) parts.push(`Minimum quantity of ${discount.minimumQuantity}`);
  if (discount.customerIds !== null)
    parts.push(discount.customerIds.length === 1 ? 'For 1 customer' : `For ${discount.customerIds.length} customers`);
  if (discount.usageLimit !== null)
    parts.push(discount.usageLimit === 1 ? 'Can be used once' : `Can be used ${discount.usageLimit} times`);
  if (discount.appliesOncePerCustomer) parts.push('One use per customer');
  return parts.join(' • ');
}
