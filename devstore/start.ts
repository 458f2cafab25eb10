/** Starts a dev store on one loopback port. `node devstore/start.ts` runs it by itself and prints its addresses. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAdminApi } from '#devstore/admin-api/app.ts';
import { createAdminShell } from '#devstore/admin-shell/app.ts';
import { createCdn } from '#devstore/admin-shell/cdn.ts';
import { readCertificates } from '#devstore/certificates.ts';
import { createControl } from '#devstore/control/app.ts';
import { createFront } from '#devstore/front.ts';
import { addShop, createStore, type ShopOptions } from '#devstore/store.ts';
import { createStorefront } from '#devstore/storefront/app.ts';
import type { Store } from '#devstore/state.ts';

export type DevstoreOptions = {
  /** 0 picks a free port. */
  port: number;
  /** http://127.0.0.1:PORT of the running app. */
  appOrigin: string;
  apiKey: string;
  apiSecret: string;
  /** Where the certificates are kept. */
  stateDir: string;
  shops?: ShopOptions[];
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
