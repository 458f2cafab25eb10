/** Liquid's global objects for one page. What is costly is a function, called when a template asks. */
import { gid } from '#devstore/store.ts';
import { cartJson } from '#devstore/storefront/cart/cart-json.ts';
import { customerObject } from '#devstore/storefront/liquid/customer-object.ts';
import { MetafieldsDrop } from '#devstore/storefront/liquid/metafields-drop.ts';
import { otherMarkets, primaryMarket, type Market } from '#devstore/storefront/market.ts';
import type { Page } from '#devstore/storefront/page.ts';
import { productJson } from '#devstore/storefront/product-json.ts';
import { pathIn, type Visit } from '#devstore/storefront/visit.ts';
import type { ProductState, ShopState } from '#devstore/state.ts';

export type Globals = Record<string, unknown>;

export function globalsOf(page: Page, settings: Record<string, unknown>): Globals {
  const { visit } = page;
  const { shop, market } = visit;
  return {
    settings,
    template: { name: page.template.split('.')[0], suffix: page.template.split('.')[1] ?? null },
    page_title: page.title,
    canonical_url: `https://${shop.domain}${pathIn(visit, visit.path)}`,
    shop: shopObject(visit),
    cart: once(() => cartObject(visit)),
    customer: once(() => (visit.customer === null ? null : customerObject(visit, visit.customer))),
    request: {
      host: shop.domain,
      origin: `https://${shop.domain}`,
      path: pathIn(visit, visit.path),
      page_type: pageType(page.template),
      design_mode: visit.designMode,
      locale: localeObject(market),
    },
    routes: routesOf(visit),
    localization: localizationOf(shop, market),
    collections: once(() => collectionsOf(visit)),
    all_products: once(() =>
      Object.fromEntries([...shop.products.values()].map((each) => [each.handle, productObject(visit, each)])),
    ),
    app: { metafields: new MetafieldsDrop(visit.store.app, shop, gid('AppInstallation', shop.installationId)) },
    ...page.objects,
    __market: market,
  };
}

export function collectionObject(visit: Visit, handle: string) {
  if (handle === 'all') return collectionOf(visit, '0', 'all', 'All products', [...visit.shop.products.keys()]);
  const found = [...visit.shop.collections.values()].find((collection) => collection.handle === handle);
  return found === undefined ? null : collectionOf(visit, found.id, found.handle, found.title, found.productIds);
}

/** The product as templates see it; `variantId` is the one that the address asks for. */
export function productObject(visit: Visit, product: ProductState, variantId: string | null = null) {
  const json = productJson(visit, product);
  const chosen = json.variants.find((variant) => String(variant.id) === variantId) ?? null;
  return {
    ...json,
    selected_variant: chosen,
    selected_or_first_available_variant: chosen ?? json.variants.find((variant) => variant.available) ?? json.variants[0],
    first_available_variant: json.variants.find((variant) => variant.available) ?? null,
    metafields: new MetafieldsDrop(visit.store.app, visit.shop, gid('Product', product.id)),
  };
}

function collectionOf(visit: Visit, id: string, handle: string, title: string, productIds: readonly string[]) {
  const products = productIds.flatMap((productId) => visit.shop.products.get(productId) ?? []);
  return {
    id: Number(id),
    handle,
    title,
    url: pathIn(visit, `/collections/${handle}`),
    products_count: products.length,
    products: once(() => products.map((product) => productObject(visit, product))),
  };
}

function collectionsOf(visit: Visit) {
  const handles = [...visit.shop.collections.values()].map((collection) => collection.handle);
  return Object.fromEntries(handles.map((handle) => [handle, collectionObject(visit, handle)]));
}

function cartObject(visit: Visit) {
  const cart = cartJson(visit);
  return {
    ...cart,
    empty: cart.items.length === 0,
    items: cart.items.map((item) => ({ ...item, product: { title: item.product_title, url: item.url, handle: item.handle } })),
    checkout_charge_amount: cart.total_price,
    taxes_included: false,
  };
}

function shopObject(visit: Visit) {
  const { shop, market, store } = visit;
  return {
    id: Number(shop.id),
    name: shop.name,
    domain: shop.domain,
    permanent_domain: shop.domain,
    url: `https://${shop.domain}`,
    secure_url: `https://${shop.domain}`,
    email: shop.email,
    currency: shop.currency,
    timezone: shop.timeZone,
    locale: shop.locale,
    money_format: `{{amount}} ${market.currency}`,
    customer_accounts_enabled: true,
    customer_accounts_optional: true,
    products_count: shop.products.size,
    brand: brandObject(shop),
    metafields: new MetafieldsDrop(store.app, shop, gid('Shop', shop.id)),
    enabled_currencies: [primaryMarket(shop), ...otherMarkets(shop)].map((each) => ({ iso_code: each.currency })),
  };
}

/** Colours, slogan and social links are not imitated: they are empty, as in a shop that has given none. */
function brandObject({ brand, domain }: ShopState) {
  const image = (file: string | null) =>
    file === null ? null : { src: `//${domain}/cdn/shop/files/${file}`, alt: '', width: 1200, height: 1200 };
  const logo = image(brand.logo);
  return {
    logo,
    square_logo: logo,
    favicon_url: logo,
    cover_image: image(brand.coverImage),
    slogan: null,
    short_description: null,
  };
}

function routesOf(visit: Visit) {
  const { market } = visit;
  const at = (path: string) => pathIn(visit, path);
  return {
    root_url: market.prefix === '' ? '/' : market.prefix,
    account_url: at('/account'),
    account_login_url: at('/account/login'),
    /** Signs in and comes back to the page. */
    storefront_login_url: `${at('/account/login')}?return_url=${encodeURIComponent(at(visit.path))}`,
    account_logout_url: at('/account/logout'),
    account_register_url: at('/account/login'),
    cart_url: at('/cart'),
    cart_add_url: at('/cart/add'),
    cart_change_url: at('/cart/change'),
    cart_update_url: at('/cart/update'),
    cart_clear_url: at('/cart/clear'),
    collections_url: at('/collections'),
    all_products_collection_url: at('/collections/all'),
  };
}

function localizationOf(shop: ShopState, market: Market) {
  const all = [primaryMarket(shop), ...otherMarkets(shop)];
  return {
    language: localeObject(market),
    country: countryObject(market),
    market: { handle: market.prefix === '' ? 'primary' : market.prefix.slice(1) },
    available_languages: all.map(localeObject),
    available_countries: all.map(countryObject),
  };
}

function localeObject(market: Market) {
  const name = new Intl.DisplayNames(market.locale, { type: 'language' }).of(market.locale) ?? market.locale;
  return {
    iso_code: market.locale,
    name,
    endonym_name: name,
    primary: market.prefix === '',
    root_url: market.prefix === '' ? '/' : market.prefix,
  };
}

function countryObject(market: Market) {
  return {
    iso_code: market.country,
    name: new Intl.DisplayNames(market.locale, { type: 'region' }).of(market.country) ?? market.country,
    currency: { iso_code: market.currency },
    root_url: market.prefix === '' ? '/' : market.prefix,
  };
}

function pageType(template: string): string {
  return template.split('.')[0]?.replace('/', '_') ?? template;
}

/** liquidjs calls functions that it finds as values; this one computes at the first call only. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
