/** What the storefront knows of one request: shop, market, session. */
import type { Request, Response } from 'express';
import { marketOf, type Market } from '#devstore/storefront/market.ts';
import { openSession } from '#devstore/storefront/session.ts';
import type { CustomerState, SessionState, ShopState, Store } from '#devstore/state.ts';

export type Visit = {
  store: Store;
  shop: ShopState;
  market: Market;
  session: SessionState;
  customer: CustomerState | null;
  /** The page is shown inside the theme editor. */
  designMode: boolean;
  /** Path without the market's prefix, and the query. */
  path: string;
  query: URLSearchParams;
};

const visits = new WeakMap<Request, Visit>();

/** Makes the visit of a request; null when the host is no shop. */
export function openVisit(store: Store, request: Request, response: Response): Visit | null {
  const shop = store.shops.get(request.hostname.toLowerCase());
  if (shop === undefined) return null;
  const url = new URL(request.originalUrl, `https://${shop.domain}`);
  const { market, rest } = marketOf(shop, url.pathname);
  const session = openSession(shop, request, response);
  const visit: Visit = {
    store,
    shop,
    market,
    session,
    customer: session.customerId === null ? null : (shop.customers.get(session.customerId) ?? null),
    designMode: url.searchParams.get('design_mode') === '1',
    path: rest,
    query: url.searchParams,
  };
  visits.set(request, visit);
  return visit;
}

export function visitOf(request: Request): Visit {
  const visit = visits.get(request);
  if (visit === undefined) throw new Error('dev store: the request has no visit');
  return visit;
}

/** "/" or "/fr-ca/", as `Shopify.routes.root`. */
export function rootOf(visit: Visit): string {
  return `${visit.market.prefix}/`;
}

/** A path of the shop in the visit's market. */
export function pathIn(visit: Visit, path: string): string {
  return `${visit.market.prefix}${path}`;
}

/** The same visit as it would be on another page of the shop ("/fr-ca/products/x?variant=1"). */
export function visitAt(visit: Visit, location: string): Visit {
  const url = new URL(location, `https://${visit.shop.domain}`);
  const { market, rest } = marketOf(visit.shop, url.pathname);
  return { ...visit, market, path: rest, query: url.searchParams };
}

/** The address of the shopper. X-Forwarded-For is believed: it is how a test gives its shoppers addresses of their own. */
export function clientAddress(request: Request): string {
  const forwarded = request.get('x-forwarded-for')?.split(',')[0]?.trim();
  return forwarded || (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
}
