import { isGiven, idOf, money, notImitated, type Answer, type ApiContext, type Fields } from '#devstore/admin-api/answers.ts';
import { connection, type PageArgs } from '#devstore/admin-api/connections.ts';
import { metafieldFields } from '#devstore/admin-api/resolvers/metafields.ts';
import { searchFilter, type SearchFields } from '#devstore/admin-api/search.ts';
import { gid } from '#devstore/store.ts';
import type { ProductState, ShopState } from '#devstore/state.ts';

type ListArgs = PageArgs & { query?: string | null; sortKey?: string | null };
type CollectionState = ShopState['collections'] extends Map<string, infer State> ? State : never;

export function productQueries(context: ApiContext): Fields {
  return {
    product: ({ id }: { id: string }) => {
      const product = context.shop.products.get(idOf(id));
      return product === undefined ? null : productAnswer(context, product);
    },
    products: (args: ListArgs) => productConnection(context, [...context.shop.products.values()], args),
    collections: (args: ListArgs) => collectionConnection(context, [...context.shop.collections.values()], args),
  };
}

export function productAnswer(context: ApiContext, product: ProductState): Answer {
  const id = gid('Product', product.id);
  return {
    __typename: 'Product',
    id,
    legacyResourceId: product.id,
    handle: product.handle,
    title: product.title,
    description: product.description,
    descriptionHtml: `<p>${product.description}</p>`,
    vendor: product.vendor,
    productType: product.productType,
    tags: product.tags,
    status: 'ACTIVE',
    isGiftCard: product.giftCard,
    createdAt: product.createdAt,
    publishedAt: product.createdAt,
    updatedAt: product.createdAt,
    onlineStoreUrl: `https://${context.shop.domain}/products/${product.handle}`,
    totalInventory: product.variants.reduce((sum, variant) => sum + variant.inventory, 0),
    variants: (args: PageArgs) =>
      connection(product.variants, args, {
        type: 'ProductVariant',
        id: (variant) => variant.id,
        node: (variant) => variantAnswer(context, product, variant),
      }),
    collections: (args: ListArgs) => {
      const memberOf = [...context.shop.collections.values()].filter(({ productIds }) => productIds.includes(product.id));
      return collectionConnection(context, memberOf, args);
    },
    priceRangeV2: () => {
      const prices = product.variants.map((variant) => variant.price).sort((a, b) => Number(a) - Number(b));
      const { currency } = context.shop;
      return {
        __typename: 'ProductPriceRangeV2',
        minVariantPrice: money(prices[0] ?? '0', currency),
        maxVariantPrice: money(prices[prices.length - 1] ?? '0', currency),
      };
    },
    ...metafieldFields(context, id),
  };
}

export function variantAnswer(context: ApiContext, product: ProductState, variant: ProductState['variants'][number]): Answer {
  const id = gid('ProductVariant', variant.id);
  return {
    __typename: 'ProductVariant',
    id,
    legacyResourceId: variant.id,
    title: variant.title,
    displayName: `${product.title} - ${variant.title}`,
    price: variant.price,
    sku: variant.sku,
    inventoryQuantity: variant.inventory,
    availableForSale: variant.inventory > 0,
    position: product.variants.indexOf(variant) + 1,
    product: () => productAnswer(context, product),
    ...metafieldFields(context, id),
  };
}

export function collectionAnswer(context: ApiContext, collection: CollectionState): Answer {
  const products = collection.productIds.map((id) => context.shop.products.get(id)).filter((product) => product !== undefined);
  return {
    __typename: 'Collection',
    id: gid('Collection', collection.id),
    legacyResourceId: collection.id,
    handle: collection.handle,
    title: collection.title,
    productsCount: () => ({ __typename: 'Count', count: products.length, precision: 'EXACT' }),
    products: (args: PageArgs) => productConnection(context, products, args),
  };
}

function collectionConnection(context: ApiContext, collections: CollectionState[], args: ListArgs): Answer {
  if (isGiven(args.query) && args.query !== '') throw notImitated('searching collections');
  return connection(collections, args, {
    type: 'Collection',
    id: (collection) => collection.id,
    node: (collection) => collectionAnswer(context, collection),
  });
}

function productConnection(context: ApiContext, products: ProductState[], args: ListArgs): Answer {
  return connection(products.filter(searchFilter(args.query, productSearch)), args, {
    type: 'Product',
    id: (product) => product.id,
    ...sortedBy(args.sortKey),
    node: (product) => productAnswer(context, product),
  });
}

const productSearch: SearchFields<ProductState> = {
  words: (product) => [product.title, product.vendor, product.productType],
  fields: {
    id: { kind: 'number', read: (product) => Number(product.id) },
    handle: { kind: 'text', read: (product) => [product.handle] },
    title: { kind: 'text', read: (product) => [product.title] },
    vendor: { kind: 'text', read: (product) => [product.vendor] },
    product_type: { kind: 'text', read: (product) => [product.productType] },
    tag: { kind: 'text', read: (product) => product.tags },
    sku: { kind: 'text', read: (product) => product.variants.map((variant) => variant.sku) },
    status: { kind: 'text', read: () => ['active'] },
    created_at: { kind: 'time', read: (product) => product.createdAt },
  },
};

function sortedBy(key: string | null | undefined): { sortValue?: (product: ProductState) => string } {
  switch (key ?? 'ID') {
    case 'ID':
    case 'RELEVANCE':
    case 'COLLECTION_DEFAULT':
      return {};
    case 'TITLE':
      return { sortValue: (product) => product.title.toLowerCase() };
    case 'CREATED_AT':
      return { sortValue: (product) => product.createdAt };
    default:
      throw notImitated(`sorting products by ${key}`);
  }
}
