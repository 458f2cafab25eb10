/** The control page at /__dev and its JSON API: a person or a test plays shopper, merchant, clock and bad network. */
import path from 'node:path';
import express, { type Express } from 'express';
import { deliveryRoutes } from '#devstore/control/delivery-routes.ts';
import { findMail, mailRoutes } from '#devstore/control/mail-routes.ts';
import { merchantRoutes } from '#devstore/control/merchant-routes.ts';
import { orderRoutes } from '#devstore/control/order-routes.ts';
import { controlPage } from '#devstore/control/pages/control-page.ts';
import { shopRoutes } from '#devstore/control/shop-routes.ts';
import { storeRoutes } from '#devstore/control/store-routes.ts';
import { mailPage } from '#devstore/mail/mail-page.ts';
import type { Store } from '#devstore/state.ts';

export function createControl(store: Store): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    // A web page elsewhere that got its own name to point here is not on this machine's names.
    if (['127.0.0.1', 'localhost'].includes(request.hostname)) return next();
    return response.status(403).type('text').send('dev store: the control page answers on 127.0.0.1 only\n');
  });
  const files = express.static(path.join(import.meta.dirname, 'assets'), { index: false });
  app.use('/__dev/assets', files);
  const api = express.Router();
  api.use(express.json({ limit: '1mb' }));
  api.use(storeRoutes(store));
  api.use('/mails', mailRoutes(store));
  api.use('/shops/:shop/orders', orderRoutes(store));
  api.use('/shops/:shop/deliveries', deliveryRoutes(store));
  api.use('/shops/:shop', merchantRoutes(store));
  api.use('/shops/:shop', shopRoutes(store));
  api.use((request, response) => response.status(404).json({ error: `there is no ${request.method} ${request.originalUrl}` }));
  api.use(unreadable);
  app.use('/__dev/api', api);
  app.get('/__dev/mails/:mail', (request, response) => {
    const mail = findMail(store, request.params.mail);
    if (mail === undefined) return response.status(404).type('text').send('dev store: there is no such e-mail\n');
    return response.set('cache-control', 'no-store').type('html').send(mailPage(mail));
  });
  app.get('/__dev', (request, response) => {
    const [first] = store.shops.values();
    const wanted = request.query['shop'];
    const shop = (typeof wanted === 'string' ? store.shops.get(`${wanted}.myshopify.com`) : undefined) ?? first;
    if (shop === undefined) return response.status(404).type('text').send('dev store: there is no shop\n');
    return response.set('cache-control', 'no-store').type('html').send(controlPage(store, shop));
  });
  return app;
}

function unreadable(error: unknown, _: express.Request, response: express.Response, __: express.NextFunction): void {
  response.status(400).json({ error: error instanceof Error ? error.message : 'the body cannot be read' });
}
