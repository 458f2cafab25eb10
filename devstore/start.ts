/** Starts a dev store on one loopback port. `node devstore/start.ts` runs it by itself and prints its addresses. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { createAdminApi } from '#devstore/admin-api/app.ts';
import { createAdminShell } from '#devstore/admin-shell/app.ts';
import { createCdn } from '#devstore/admin-shell/cdn.ts';
import { readCertificates } from '#devstore/certificates.ts';
import { shareClock } from '#devstore/clock.ts';
import { createControl } from '#devstore/control/app.ts';
import { createFront } from '#devstore/front.ts';
import { startMailServer } from '#devstore/mail/mail-server.ts';
import { addShop, createStore, type ShopOptions } from '#devstore/store.ts';
import { createStorefront } from '#devstore/storefront/app.ts';
import type { Store } from '#devstore/state.ts';
import { stopDeliveries } from '#devstore/webhooks/dispatch.ts';

export type DevstoreOptions = {
  /** 0 picks a free port. */
  port: number;
  /** http://127.0.0.1:PORT of the running app. */
  appOrigin: string;
  /** The `client_id` of shopify.app.toml by default. */
  apiKey?: string;
  apiSecret: string;
  /** Where the certificates are kept. */
  stateDir: string;
  shops?: ShopOptions[];
  /** Whether the app's process follows the virtual clock: then appEnvironment() makes it read the dev store's time. */
  appFollowsClock?: boolean;
};

export type Devstore = {
  store: Store;
  port: number;
  /** For browsers and for the app: http://127.0.0.1:PORT, the CONNECT proxy. */
  proxyUrl: string;
  /** PEM file of the authority that signed the imitated hosts. */
  caFile: string;
  /** For Chromium's --ignore-certificate-errors-spki-list. */
  spki: string;
  controlUrl: string;
  /** What the app's process must have in its environment to live in this dev store (NODE_ENV, PORT and DATABASE_URL aside). */
  appEnvironment(): Record<string, string>;
  stop(): Promise<void>;
};

const hillside: ShopOptions = { handle: 'hillside-roasters', name: 'Hillside Roasters' };
const root = path.resolve(import.meta.dirname, '..');

/** Starts a dev store with the given shops (one coffee roaster by default), the app not installed. */
export async function startDevstore(options: DevstoreOptions): Promise<Devstore> {
  const store = createStore(options);
  for (const shop of options.shops ?? [hillside]) addShop(store, shop);
  const appHost = new URL(store.app.url).host;
  const certificates = await readCertificates(options.stateDir, appHost);
  const front = await createFront(options.port, certificates, {
    apps: new Map([
      ['admin.shopify.com', createAdminShell(store)],
      ['cdn.shopify.com', createCdn(store)],
    ]),
    shops: createShopHost(store),
    appHost,
    appOrigin: () => store.app.origin,
    control: createControl(store),
  });
  const mail = await startMailServer(store);
  const clock = options.appFollowsClock === true ? shareClock(store, path.join(options.stateDir, 'clock')) : {};
  const proxyUrl = `http://127.0.0.1:${front.port}`;
  return {
    store,
    port: front.port,
    proxyUrl,
    caFile: certificates.caFile,
    spki: certificates.spki,
    controlUrl: `${proxyUrl}/__dev`,
    appEnvironment: () => ({
      NODE_USE_ENV_PROXY: '1',
      HTTPS_PROXY: proxyUrl,
      NO_PROXY: '127.0.0.1,localhost',
      NODE_EXTRA_CA_CERTS: certificates.caFile,
      SHOPIFY_API_KEY: store.app.apiKey,
      SHOPIFY_API_SECRET: options.apiSecret,
      SHOPIFY_APP_URL: store.app.url,
      SCOPES: store.app.scopes.join(','),
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      MAIL_FROM: `rewards@${appHost}`,
      ...clock,
    }),
    async stop() {
      stopDeliveries(store);
      await mail.stop();
      await front.close();
    },
  };
}

/** What a shop's own domain answers: the API, the way into the admin, and the storefront for all the rest. */
function createShopHost(store: Store): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    if (store.shops.has(request.hostname)) return next();
    return response.status(404).type('text').send(`dev store: there is no shop ${request.hostname}\n`);
  });
  const adminApi = createAdminApi(store);
  app.use((request, response, next) => {
    if (/^\/admin\/(api|oauth)\//.test(request.path)) return adminApi(request, response, next);
    return next();
  });
  app.get(/^\/admin(\/.*)?$/, (request, response) => {
    const handle = request.hostname.replace(/\.myshopify\.com$/, '');
    response.redirect(302, `https://admin.shopify.com/store/${handle}${request.url.replace(/^\/admin/, '')}`);
  });
  app.use(createStorefront(store));
  return app;
}

async function main(): Promise<void> {
  const environment = process.env;
  const devstore = await startDevstore({
    port: Number(environment['DEVSTORE_PORT'] ?? 9000),
    appOrigin: environment['DEVSTORE_APP_ORIGIN'] ?? 'http://127.0.0.1:3000',
    ...(environment['SHOPIFY_API_KEY'] !== undefined && { apiKey: environment['SHOPIFY_API_KEY'] }),
    apiSecret: environment['SHOPIFY_API_SECRET'] ?? 'dev-store-secret',
    stateDir: path.join(root, '.vouchsafe/devstore'),
  });
  console.log(`Proxy       ${devstore.proxyUrl}`);
  console.log(`Control     ${devstore.controlUrl}`);
  for (const shop of devstore.store.shops.values()) {
    console.log(`Storefront  https://${shop.domain}/`);
    console.log(`Admin       https://admin.shopify.com/store/${shop.handle}/apps/${devstore.store.app.handle}`);
  }
  console.log('\nThe host names live behind the proxy. The app needs this in its environment:');
  for (const [name, value] of Object.entries(devstore.appEnvironment())) console.log(`  ${name}=${value}`);
  console.log(`\nChromium: --proxy-server=${devstore.proxyUrl} --ignore-certificate-errors-spki-list=${devstore.spki}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void devstore.stop().then(() => process.exit(0)));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
