/** https://admin.shopify.com: the admin around the embedded app, and the few pages of it that the app links to. */
import path from 'node:path';
import express, { type Express, type Response } from 'express';
import { createAnswers } from '#devstore/admin-shell/answers.ts';
import { browserScript } from '#devstore/admin-shell/bundle.ts';
import { appPage, installPage } from '#devstore/admin-shell/pages/app-page.ts';
import { customerPage, discountPage, orderPage } from '#devstore/admin-shell/pages/details.ts';
import { appsPage, homePage, missingPage } from '#devstore/admin-shell/pages/home.ts';
import { customersPage, discountsPage, ordersPage, productsPage } from '#devstore/admin-shell/pages/lists.ts';
import { saveTheme, themeEditorPage } from '#devstore/admin-shell/pages/theme-editor.ts';
import { installApp, uninstallApp } from '#devstore/auth/install.ts';
import type { ShopState, Store } from '#devstore/state.ts';

export function createAdminShell(store: Store): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.urlencoded({ extended: false }));
  app.use('/assets', express.static(path.join(import.meta.dirname, 'assets'), { index: false, maxAge: 0 }));
  for (const script of ['shell', 'menu'] as const) {
    app.get(`/assets/${script}.js`, (_, response, next) => {
      browserScript(script).then((code) => response.type('text/javascript').send(code), next);
    });
  }

  const shopOf = (handle: string | undefined) => store.shops.get(`${handle}.myshopify.com`) ?? null;

  app.get('/', (_, response) => {
    const [first] = store.shops.values();
    if (first === undefined) return void response.status(404).type('text').send('dev store: there is no shop\n');
    return response.redirect(302, `/store/${first.handle}`);
  });

  app.use('/store/:handle', (request, response, next) => {
    if (shopOf(request.params.handle) !== null) return next();
    return void response.status(404).type('text').send(`dev store: there is no shop ${request.params.handle}\n`);
  });
  app.use('/store/:handle/app-bridge', createAnswers(store, shopOf));

  function page(route: string, make: (shop: ShopState, id: string) => string | null): void {
    app.get(`/store/:handle${route}`, (request, response) => {
      const { handle, id } = request.params as Record<string, string>;
      const shop = shopOf(handle);
      if (shop === null) return void response.sendStatus(404);
      return send(response, shop, make(shop, id ?? ''), request.path);
    });
  }
  function send(response: Response, shop: ShopState, body: string | null, wanted: string): void {
    response.set('cache-control', 'no-store').type('html');
    if (body === null) response.status(404).send(missingPage(store, shop, wanted));
    else response.send(body);
  }
  function found<T>(item: T | undefined, make: (item: T) => string): string | null {
    return item === undefined ? null : make(item);
  }

  page('', (shop) => homePage(store, shop));
  page('/orders', (shop) => ordersPage(store, shop));
  page('/orders/:id', (shop, id) => found(shop.orders.get(id), (order) => orderPage(store, shop, order)));
  page('/products', (shop) => productsPage(store, shop));
  page('/customers', (shop) => customersPage(store, shop));
  page('/customers/:id', (shop, id) => found(shop.customers.get(id), (customer) => customerPage(store, shop, customer)));
  page('/discounts', (shop) => discountsPage(store, shop));
  page('/discounts/:id', (shop, id) => found(shop.discounts.get(id), (discount) => discountPage(store, shop, discount)));
  page('/settings/apps', (shop) => appsPage(store, shop));

  app.get('/store/:handle/themes/current/editor', (request, response) => {
    const shop = shopOf(request.params.handle);
    if (shop === null) return void response.sendStatus(404);
    return send(response, shop, themeEditorPage(store, shop, queryOf(request.originalUrl)), request.path);
  });
  app.post('/store/:handle/themes/current/editor', (request, response) => {
    const shop = shopOf(request.params.handle);
    if (shop === null || !shop.installed) return void response.sendStatus(404);
    saveTheme(store, shop, request.body as Record<string, unknown>);
    const query = queryOf(request.originalUrl);
    query.set('saved', '1');
    return response.redirect(303, `${request.path}?${query.toString()}`);
  });

  const appNames = [store.app.handle, store.app.apiKey].join('|');
  app.post(`/store/:handle/apps/:app(${appNames})/install`, (request, response) => {
    const shop = shopOf(request.params['handle']);
    if (shop === null) return void response.sendStatus(404);
    installApp(store, shop);
    const wanted = (request.body as Record<string, unknown>)['path'];
    const inside = typeof wanted === 'string' && wanted.startsWith('/') ? wanted : '/';
    return response.redirect(303, `/store/${shop.handle}/apps/${store.app.handle}${inside === '/' ? '' : inside}`);
  });
  app.post(`/store/:handle/apps/:app(${appNames})/uninstall`, (request, response) => {
    const shop = shopOf(request.params['handle']);
    if (shop === null) return void response.sendStatus(404);
    uninstallApp(store, shop);
    return response.redirect(303, `/store/${shop.handle}/settings/apps`);
  });
  app.get(new RegExp(`^/store/([^/]+)/apps/(?:${appNames})(/.*)?$`), (request, response) => {
    const shop = shopOf(request.params[0]);
    if (shop === null) return void response.sendStatus(404);
    const query = queryOf(request.originalUrl).toString();
    const inside = `${request.params[1] ?? '/'}${query === '' ? '' : `?${query}`}`;
    // Opening the app is also when a changed configuration takes effect for a shop that has it.
    if (shop.installed) installApp(store, shop);
    return send(response, shop, shop.installed ? appPage(store, shop, inside) : installPage(store, shop, inside), request.path);
  });

  app.use((request, response) => {
    const shop = shopOf(/^\/store\/([^/]+)/.exec(request.path)?.[1]);
    if (shop !== null) return send(response, shop, null, request.path);
    return void response.status(404).type('text').send(`dev store: https://admin.shopify.com${request.path} is not imitated\n`);
  });
  return app;
}

function queryOf(url: string): URLSearchParams {
  return new URL(url, 'https://admin.shopify.com').searchParams;
}
