/** Products for Liquid and for /products/HANDLE.js. Amounts are cents of the market's currency. */
import { marketCents } from '#devstore/storefront/market.ts';
import { pathIn, type Visit } from '#devstore/storefront/visit.ts';
import type { ProductState } from '#devstore/state.ts';

export function productJson(visit: Visit, product: ProductState) {
  const variants = product.variants.map((variant) => variantJson(visit, product, variant));
  const prices = variants.map((variant) => variant.price);
  const onlyVariant = product.variants.length === 1 && product.variants[0]?.title === 'Default Title';
  return {
    id: Number(product.id),
    title: product.title,
    handle: product.handle,
    description: `<p>${escapeHtml(product.description)}</p>`,
    content: `<p>${escapeHtml(product.description)}</p>`,
    vendor: product.vendor,
    type: product.productType,
    tags: product.tags,
    created_at: product.createdAt,
    published_at: product.createdAt,
    price: Math.min(...prices),
    price_min: Math.min(...prices),
    price_max: Math.max(...prices),
    price_varies: Math.min(...prices) !== Math.max(...prices),
    available: variants.some((variant) => variant.available),
    compare_at_price: null,
    has_only_default_variant: onlyVariant,
    variants,
    featured_image: productImage(visit, product),
    images: [productImage(visit, product)],
    options: [{ name: optionName(product), position: 1, values: product.variants.map((variant) => variant.title) }],
    url: pathIn(visit, `/products/${product.handle}`),
  };
}

/** Address of the picture, as a file of the shop. */
export function productImage(visit: Visit, product: ProductState): string {
  return `https://${visit.shop.domain}/cdn/shop/files/${product.image}`;
}

/** What the choice between variants is called. */
export function optionName(product: ProductState): string {
  if (product.variants.every((variant) => /^\d+ k?g$/.test(variant.title))) return 'Size';
  return product.variants.some((variant) => variant.title === 'Default Title') ? 'Title' : 'Colour';
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function variantJson(visit: Visit, product: ProductState, variant: ProductState['variants'][number]) {
  return {
    id: Number(variant.id),
    title: variant.title,
    option1: variant.title,
    options: [variant.title],
    sku: variant.sku,
    requires_shipping: variant.requiresShipping,
    taxable: !product.giftCard,
    featured_image: null,
    available: variant.inventory > 0,
    name: variant.title === 'Default Title' ? product.title : `${product.title} - ${variant.title}`,
    public_title: variant.title === 'Default Title' ? null : variant.title,
    price: marketCents(visit.shop, visit.market, variant.price),
    compare_at_price: null,
    inventory_management: product.giftCard ? null : 'shopify',
    inventory_quantity: variant.inventory,
    inventory_policy: 'deny',
    barcode: null,
  };
}
