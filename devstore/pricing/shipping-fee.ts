/** What delivery costs: one flat rate, free from a subtotal on. */
import { currencyDigits } from '#devstore/pricing/minor-units.ts';

/** In units of a dollar-like currency. */
const rule = { fee: 5, freeFrom: 50 };

/** Minor units. Currencies without minor units have prices a hundred times as large. @param subtotal after discounts */
export function shippingFee(shopCurrency: string, subtotal: number, local: (decimal: string) => number): number {
  const unit = currencyDigits(shopCurrency) === 0 ? 100 : 1;
  return subtotal >= local(String(rule.freeFrom * unit)) ? 0 : local(String(rule.fee * unit));
}
