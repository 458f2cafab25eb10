/** Which lines of a cart a discount may touch, and what kind of discount it is. */
import type { DiscountState, ItemSelection, ShopState } from '#devstore/state.ts';

/** A line as discounts see it; minor units. A gift card that is bought counts for nothing: quantity and amount 0. */
export type PlainLine = {
  productId: string;
  variantId: string;
  collectionIds: readonly string[];
  quantity: number;
  /** Of one piece. */
  price: number;
  amount: number;
};

export type DiscountClass = 'order' | 'product' | 'shipping';

/** An amount off each item, some products, and "buy X get Y" are product discounts; the rest is taken off the order. */
export function discountClass(discount: DiscountState): DiscountClass {
  if (discount.kind === 'free-shipping') return 'shipping';
  if (discount.kind === 'bxgy' || discount.items !== null) return 'product';
  return 'amount' in discount.value && discount.value.appliesOnEachItem ? 'product' : 'order';
}

/** @param selection null = every line */
export function covers(selection: ItemSelection | null, line: PlainLine): boolean {
  if (line.quantity === 0) return false;
  if (selection === null) return true;
  return (
    selection.productIds.includes(line.productId) ||
    selection.variantIds.includes(line.variantId) ||
    selection.collectionIds.some((id) => line.collectionIds.includes(id))
  );
}

export function collectionsOf(shop: ShopState, productId: string): string[] {
  return [...shop.collections.values()].filter(({ productIds }) => productIds.includes(productId)).map(({ id }) => id);
}
