/** The storefront of every shop, found by the host name: pages, cart, checkout, accounts, and the way to the app's proxy. */
import express, { type ErrorRequestHandler } from 'express';
import { appProxyRoutes } from '#devstore/storefront/app-proxy.ts';
import { accountRoutes } from '#devstore/storefront/account-routes.ts';
import { cartRoutes } from '#devstore/storefront/cart/cart-routes.ts';
import { checkoutRoutes } from '#devstore/storefront/checkout/checkout-routes.ts';
import { discountLinkRoutes } from '#devstore/storefront/discount-link.ts';
import { fileRoutes, pageRoutes } from '#devstore/storefront/page-routes.ts';
import { passwordGate } from '#devstore/storefront/password-page.ts';
import { openVisit } from '#devstore/storefront/visit.ts';
import type { Store } from '#devstore/state.ts';

/** Answers for {shop}.myshopify.com. Mount it on any server; the Host header says which shop. */
export function createStorefront(store: Store): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((request, response, next) => {
    if (store.shops.has(request.hostname.toLowerCase())) return next();
    return response.status(404).type('html').send(unavailable);
  });
  app.use(fileRoutes());
  app.use(express.raw({ type: () => true, limit: '2mb' }));
  app.use((request, response, next) => {
    const visit = openVisit(store, request, response);
    if (visit === null) return next(new Error('dev store: the shop is gone'));
    request.url = visit.path + new URL(request.originalUrl, 'https://shop.invalid').search;
    return next();
  });
  app.use(passwordGate());
  app.use(appProxyRoutes());
  app.use(cartRoutes());
  app.use(discountLinkRoutes());
  app.use(checkoutRoutes());
  app.use(accountRoutes());
  app.use(pageRoutes());
  app.use(showError);
  return app;
}

const showError: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const status = (error as { status?: unknown } | null)?.status;
  if (typeof status === 'number' && status >= 400 && status < 500) return response.status(status).type('text').end();
  console.error(error);
  return response
    .status(500)
    .type('text')
    .send(`dev store: ${String(error)}\n`);
};

const unavailable = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Shop not found</title></head>
<body style="font:16px/1.5 system-ui,sans-serif;display:grid;place-content:center;min-height:90vh;text-align:center">
<h1>Sorry, this shop is currently unavailable.</h1></body></html>
`;
