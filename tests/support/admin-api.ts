/** The dev store's Admin API on a port of its own, for tests of the gateway that need neither browser nor proxy. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll } from 'vitest';
import { createLog } from '#app/log.server.ts';
import { type AdminClient, createAdminClient } from '#app/shopify/client.server.ts';
import { createPacer } from '#app/shopify/pacer.server.ts';
import { noTelemetry } from '#app/telemetry.server.ts';
import { createAdminApi } from '#devstore/admin-api/app.ts';
import { installApp } from '#devstore/auth/install.ts';
import type { ShopState, Store } from '#devstore/state.ts';
import { addShop, createStore } from '#devstore/store.ts';

export type TestAdminApi = {
  store: Store;
  /** A shop with the app installed. */
  shop: ShopState;
  /** Reaches the imitated hosts under their real addresses. */
  fetch: typeof fetch;
  /** The app's own client, without waiting. */
  client(fetcher?: typeof fetch): AdminClient;
};

/** Use the returned object inside tests only: it is made in beforeAll. */
export function useAdminApi(options: { customers?: number } = {}): TestAdminApi {
  const api = {} as TestAdminApi;
  let close = () => Promise.resolve();
  beforeAll(async () => {
    const store = createStore({ apiKey: 'key', apiSecret: 'secret', appOrigin: 'http://127.0.0.1:1' });
    const shop = addShop(store, { handle: 'tea', customers: options.customers ?? 5 });
    installApp(store, shop);
    shop.accessTokens.set('token', { kind: 'offline', expiresAt: null, userId: null });
    const server = express()
      .use(
        '/:host',
        (request, _response, next) => {
          request.headers.host = request.params['host'] ?? '';
          next();
        },
        createAdminApi(store),
      )
      .listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const local: typeof fetch = (url, init) => fetch(String(url).replace('https:/', origin), init);
    Object.assign(api, { store, shop, fetch: local, client: clientOf(shop, local) });
    close = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
  });
  afterAll(() => close());
  return api;
}

function clientOf(shop: ShopState, local: typeof fetch) {
  let skipped = 0;
  const clock = {
    now: () => Date.now() + skipped,
    wait: (milliseconds: number) => {
      skipped += milliseconds;
      shop.throttle.at -= milliseconds; // the shop's budget refills meanwhile
      return Promise.resolve();
    },
  };
  return (fetcher: typeof fetch = local) =>
    createAdminClient({
      shopDomain: shop.domain,
      accessToken: () => Promise.resolve('token'),
      fetch: fetcher,
      log: createLog('silent'),
      pacer: createPacer(clock),
      lane: 'work',
      telemetry: noTelemetry,
      ...clock,
    });
}
