/** Which page an address of the shop shows. */
import { collectionObject, productObject } from '#devstore/storefront/liquid/globals.ts';
import type { Page } from '#devstore/storefront/page.ts';
import { shopPages } from '#devstore/storefront/shop-pages.ts';
import type { Visit } from '#devstore/storefront/visit.ts';

/** The page at the visit's path; the 404 page when there is none. */
export function resolvePage(visit: Visit): Page {
  return homePage(visit) ?? collectionPage(visit) ?? productPage(visit) ?? contentPage(visit) ?? notFoundPage(visit);
}

export function notFoundPage(visit: Visit): Page {
  return { visit, template: '404', status: 404, title: 'Page not found', objects: {} };
}

export function productByHandle(visit: Visit, handle: string) {
  return [...visit.shop.products.values()].find((product) => product.handle === handle) ?? null;
}

function homePage(visit: Visit): Page | null {
  if (visit.path === '/' || visit.path === '') return page(visit, 'index', visit.shop.name);
  if (visit.path === '/cart') return page(visit, 'cart', 'Your cart', { cart_error: visit.query.get('error') });
  return null;
}

function collectionPage(visit: Visit): Page | null {
  if (visit.path === '/collections') return page(visit, 'list-collections', 'Collections');
  const handle = /^\/collections\/([\w-]+)$/.exec(visit.path)?.[1];
  const collection = handle === undefined ? null : collectionObject(visit, handle);
  return collection === null ? null : page(visit, 'collection', collection.title, { collection });
}

function productPage(visit: Visit): Page | null {
  const [, , within, handle] = /^(\/collections\/([\w-]+))?\/products\/([\w-]+)$/.exec(visit.path) ?? [];
  const product = handle === undefined ? null : productByHandle(visit, handle);
  if (product === null) return null;
  return page(visit, 'product', product.title, {
    product: productObject(visit, product, visit.query.get('variant')),
    ...(within === undefined ? {} : { collection: collectionObject(visit, within) }),
  });
}

function contentPage(visit: Visit): Page | null {
  const handle = /^\/pages\/([\w-]+)$/.exec(visit.path)?.[1];
  const found = shopPages.find((each) => each.handle === handle);
  if (found === undefined) return null;
  return page(visit, found.template, found.title, { page: { handle: found.handle, title: found.title, content: found.content } });
}

function page(visit: Visit, template: string, title: string, objects: Record<string, unknown> = {}): Page {
  return { visit, template, status: 200, title, objects };
}
