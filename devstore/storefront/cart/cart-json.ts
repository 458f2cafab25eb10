/** The cart as /cart.js prints it; Liquid's `cart` object is made from the same. Amounts are cents of the market's currency. */
import { randomUUID } from 'node:crypto';
import { priceCart, variantOf, type PricedCart } from '#devstore/pricing/price-cart.ts';
import { findCart, lineTitle, visibleAttributes } from '#devstore/storefront/cart/change-cart.ts';
import { toCents } from '#devstore/storefront/market.ts';
import { productImage } from '#devstore/storefront/product-json.ts';
import { pathIn, type Visit } from '#devstore/storefront/visit.ts';
import type { CartLine, CartState } from '#devstore/state.ts';

type LineItemJson = ReturnType<typeof lineItemJson>;

/** The visitor's cart; an empty one when there is none yet. */
export function cartJson(visit: Visit) {
  const cart = findCart(visit);
  const lines = cart?.lines ?? [];
  const priced = priceVisitCart(visit, lines, cart?.discountCodes ?? []);
  const items = lines.map((line, index) => lineItemJson(visit, line, priced, index));
  const cents = (decimal: string) => toCents(decimal, priced.currency);
  return {
    token: cart === null ? randomUUID().replaceAll('-', '') : `${cart.token}?key=${cartKey(cart)}`,
    note: cart?.note ?? '',
    attributes: cart === null ? {} : visibleAttributes(cart),
    original_total_price: cents(priced.originalSubtotal),
    total_price: cents(priced.subtotal),
    total_discount: cents(priced.discountTotal),
    total_weight: 0,
    item_count: lines.reduce((sum, line) => sum + line.quantity, 0),
    items,
    requires_shipping: priced.requiresShipping,
    currency: priced.currency,
    items_subtotal_price: items.reduce((sum, item) => sum + item.final_line_price, 0),
    cart_level_discount_applications: priced.discountCodes
      .filter((code) => code.target === 'order')
      .map((code) => ({
        type: 'discount_code',
        key: `${code.discountId}:${code.code}`,
        title: code.code,
        description: code.title,
        value: code.value,
        value_type: code.type,
        allocation_method: 'across',
        target_selection: 'all',
        target_type: 'line_item',
        total_allocated_amount: cents(code.amount),
      })),
    discount_codes: [
      ...priced.discountCodes.map((code) => ({ code: code.code, applicable: true })),
      ...priced.refusedCodes.map((code) => ({ code: code.code, applicable: false })),
    ],
  };
}

/** Prices lines in the visit's market for whoever is signed in. */
export function priceVisitCart(visit: Visit, lines: readonly CartLine[], discountCodes: readonly string[]): PricedCart {
  return priceCart(visit.store, visit.shop, {
    lines,
    discountCodes,
    customerId: visit.session.customerId,
    presentment: { currency: visit.market.currency, rate: visit.market.rate },
  });
}

/** Lines as /cart/add.js answers them. */
export function addedLinesJson(visit: Visit, added: readonly CartLine[]): LineItemJson[] {
  const cart = findCart(visit);
  const lines = cart?.lines ?? [];
  const priced = priceVisitCart(visit, lines, cart?.discountCodes ?? []);
  return added.map((line) => lineItemJson(visit, line, priced, lines.indexOf(line)));
}

function lineItemJson(visit: Visit, line: CartLine, priced: PricedCart, index: number) {
  const { product, variant } = variantOf(visit.shop, line.variantId);
  const price = priced.lines[index];
  if (price === undefined) throw new Error('dev store: a cart line has no price');
  const cents = (decimal: string) => toCents(decimal, priced.currency);
  const productCodes = new Map(priced.discountCodes.filter((code) => code.target === 'product').map((code) => [code.code, code]));
  const allocations = price.discounts.flatMap((discount) => {
    const code = productCodes.get(discount.code);
    if (code === undefined) return [];
    const application = { type: 'discount_code', title: code.code, allocation_method: code.method, target_type: 'line_item' };
    return [{ amount: cents(discount.amount), discount_application: { ...application, target_selection: code.selection } }];
  });
  const discount = allocations.reduce((sum, allocation) => sum + allocation.amount, 0);
  const original = cents(price.originalAmount);
  const onlyVariant = variant.title === 'Default Title';
  const image = productImage(visit, product);
  return {
    id: Number(variant.id),
    properties: line.properties,
    quantity: line.quantity,
    variant_id: Number(variant.id),
    key: line.key,
    title: lineTitle(product.title, variant.title),
    price: cents(price.price),
    original_price: cents(price.price),
    presentment_price: Number(price.price),
    discounted_price: Math.round((original - discount) / line.quantity),
    line_price: original,
    original_line_price: original,
    total_discount: discount,
    discounts: allocations.map((allocation) => ({ amount: allocation.amount, title: allocation.discount_application.title })),
    sku: variant.sku,
    grams: 0,
    vendor: product.vendor,
    taxable: true,
    product_id: Number(product.id),
    product_has_only_default_variant: onlyVariant,
    gift_card: false,
    final_price: Math.round((original - discount) / line.quantity),
    final_line_price: original - discount,
    url: pathIn(visit, `/products/${product.handle}?variant=${variant.id}`),
    featured_image: { aspect_ratio: 1, alt: product.title, height: 800, url: image, width: 800 },
    image,
    handle: product.handle,
    requires_shipping: variant.requiresShipping,
    product_type: product.productType,
    product_title: product.title,
    product_description: product.description,
    variant_title: onlyVariant ? null : variant.title,
    variant_options: [variant.title],
    options_with_values: [{ name: onlyVariant ? 'Title' : 'Option', value: variant.title }],
    line_level_discount_allocations: allocations,
    line_level_total_discount: discount,
    quantity_rule: { min: 1, max: null, increment: 1 },
    has_components: false,
  };
}

/** The part of the token that lets a checkout read the cart; it changes nothing in the dev store. */
function cartKey(cart: CartState): string {
  return Buffer.from(cart.token).toString('hex').slice(-32);
}
