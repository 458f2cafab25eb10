/** What people put into their carts. */
import type { PlannedOrder } from '#devstore/history/plan-history.ts';
import type { Random } from '#devstore/history/random.ts';
import type { ProductState, ShopState } from '#devstore/state.ts';

export function basket(variants: Sellable[], random: Random): PlannedOrder['lines'] {
  const lines = new Map<string, number>();
  const size = 1 + random.below(3);
  for (let index = 0; index < size; index += 1) lines.set(random.pick(variants).id, 1 + (random.chance(0.3) ? 1 : 0));
  return [...lines].map(([variantId, quantity]) => ({ variantId, quantity }));
}

type Sellable = ProductState['variants'][number];
export function sellable(shop: ShopState): Sellable[] {
  const things = [...shop.products.values()].filter((product) => !product.giftCard);
  return things.flatMap((product) => product.variants).filter((variant) => variant.inventory > 0);
}

export function giftCard(shop: ShopState): string {
  const card = [...shop.products.values()].find((product) => product.giftCard)?.variants[0];
  if (card === undefined) throw new Error('dev store: there is no gift card to sell');
  return card.id;
}

export function cheapest(variants: Sellable[]): string {
  const [first] = variants.toSorted((a, b) => Number(a.price) - Number(b.price));
  if (first === undefined) throw new Error('dev store: there is nothing to sell');
  return first.id;
}
