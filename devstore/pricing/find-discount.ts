/** Looks a discount up by one of its codes. */
import type { DiscountState, ShopState } from '#devstore/state.ts';

export type FoundCode = { discount: DiscountState; code: DiscountState['codes'][number] };

/** Codes are compared without regard to case, as Shopify does; null when the shop has no such code. */
export function findDiscountCode(shop: ShopState, text: string): FoundCode | null {
  const wanted = text.trim().toUpperCase();
  if (wanted === '') return null;
  for (const discount of shop.discounts.values()) {
    const code = codeIn(discount.codes, wanted);
    if (code !== undefined) return { discount, code };
  }
  return null;
}

/** Longer lists are looked up by a table that grows with the list; a list is replaced when codes are taken out of it. */
const tables = new WeakMap<DiscountState['codes'], Map<string, DiscountState['codes'][number]>>();
const shortList = 8;

function codeIn(codes: DiscountState['codes'], wanted: string): DiscountState['codes'][number] | undefined {
  if (codes.length <= shortList) return codes.find(({ code }) => code.toUpperCase() === wanted);
  const table = tables.get(codes) ?? new Map<string, DiscountState['codes'][number]>();
  tables.set(codes, table);
  for (const code of codes.slice(table.size)) table.set(code.code.toUpperCase(), code);
  return table.get(wanted);
}
