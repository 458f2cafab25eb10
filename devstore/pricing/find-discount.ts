/** Looks a discount up by one of its codes. */
import type { DiscountState, ShopState } from '#devstore/state.ts';

export type FoundCode = { discount: DiscountState; code: DiscountState['codes'][number] };

/** Codes are compared without regard to case, as Shopify does; null when the shop has no such code. */
export function findDiscountCode(shop: ShopState, text: string): FoundCode | null {
  const wanted = text.trim().toUpperCase();
  if (wanted === '') return null;
  for (const discount of shop.discounts.values()) {
    for (const code of discount.codes) {
      if (code.code.length === wanted.length && code.code.toUpperCase() === wanted) return { discount, code };
    }
  }
  return null;
}
