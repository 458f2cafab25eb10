/** What a discount is taken off, or what has to be bought for it: everything, some products or variants, some collections. */
import { isGiven, idOf, type ApiContext } from '#devstore/admin-api/answers.ts';
import type { Fail, Maybe } from '#devstore/admin-api/resolvers/discount-input.ts';
import type { ItemSelection } from '#devstore/state.ts';

export type ItemsInput = {
  all?: Maybe<boolean>;
  collections?: Maybe<{ add?: Maybe<string[]>; remove?: Maybe<string[]> }>;
  products?: Maybe<{
    productsToAdd?: Maybe<string[]>;
    productsToRemove?: Maybe<string[]>;
    productVariantsToAdd?: Maybe<string[]>;
    productVariantsToRemove?: Maybe<string[]>;
  }>;
};

const most = 100;
const nothing: ItemSelection = { productIds: [], variantIds: [], collectionIds: [] };

/**
 * The selection after the input, null for everything, undefined when `fail` was told of something wrong.
 * @param path of the items inside the input ("customerGets.items")
 */
export function checkItems(
  context: ApiContext,
  input: ItemsInput,
  existing: ItemSelection | null,
  path: string,
  fail: Fail,
): ItemSelection | null | undefined {
  const { products, collections } = input;
  if (isGiven(products) && isGiven(collections)) {
    fail(`${path}.collections.add`, 'Cannot entitle collections in combination with product variants or products', 'CONFLICT');
    return undefined;
  }
  if (input.all === true) {
    if (!isGiven(products) && !isGiven(collections)) return null;
    fail(path, 'Cannot entitle all items in combination with products or collections', 'CONFLICT');
    return undefined;
  }
  const before = existing ?? nothing;
  const selection: ItemSelection = isGiven(collections)
    ? { ...nothing, collectionIds: changed(before.collectionIds, collections.add, collections.remove) }
    : {
        ...nothing,
        productIds: changed(before.productIds, products?.productsToAdd, products?.productsToRemove),
        variantIds: changed(before.variantIds, products?.productVariantsToAdd, products?.productVariantsToRemove),
      };
  return isRight(context, selection, path, fail) ? selection : undefined;
}

function changed(ids: string[], add: Maybe<string[]>, remove: Maybe<string[]>): string[] {
  const all = new Set(ids);
  for (const id of add ?? []) all.add(idOf(id));
  for (const id of remove ?? []) all.delete(idOf(id));
  return [...all];
}

function isRight({ shop }: ApiContext, selection: ItemSelection, path: string, fail: Fail): boolean {
  const variants = new Set([...shop.products.values()].flatMap((product) => product.variants.map(({ id }) => id)));
  const kinds = [
    { ids: selection.productIds, known: shop.products, field: 'products.productsToAdd', name: 'Product' },
    { ids: selection.variantIds, known: variants, field: 'products.productVariantsToAdd', name: 'Product variant' },
    { ids: selection.collectionIds, known: shop.collections, field: 'collections.add', name: 'Collection' },
  ];
  if (kinds.every(({ ids }) => ids.length === 0)) {
    fail(path, "Items can't be blank", 'BLANK');
    return false;
  }
  for (const { ids, known, field, name } of kinds) {
    const unknown = ids.find((id) => !known.has(id));
    if (unknown !== undefined) fail(`${path}.${field}`, `${name} with id: ${unknown} is invalid`, 'INVALID');
    else if (ids.length > most) fail(`${path}.${field}`, `${name}s can't exceed ${most}`, 'EXCEEDED_MAX');
    else continue;
    return false;
  }
  return true;
}
