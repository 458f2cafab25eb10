/** Makes the state of a dev store (state.ts) and the shops in it. */
import { readAppConfig } from '#devstore/app-config.ts';
import { isoSeconds, storeNow } from '#devstore/clock.ts';
import { currencyDigits } from '#devstore/pricing/minor-units.ts';
import { seedShop } from '#devstore/seed.ts';
import type { ShopState, Store } from '#devstore/state.ts';

export type StoreOptions = {
  /** The `client_id` of the configuration by default. */
  apiKey?: string;
  apiSecret: string;
  /** http://127.0.0.1:PORT of the running app. */
  appOrigin: string;
  /** Path of the app's configuration; the repository's shopify.app.toml by default. */
  configFile?: string;
  /** Seed of the injectors' chance. */
  seed?: number;
};

export type ShopOptions = {
  /** "hillside-roasters" gives hillside-roasters.myshopify.com. */
  handle: string;
  name?: string;
  currency?: string;
  timeZone?: string;
  plan?: ShopState['plan'];
  markets?: ShopState['markets'];
  /** How many customers the seed makes; 60 by default. */
  customers?: number;
};

export function createStore(options: StoreOptions): Store {
  return {
    shops: new Map(),
    app: readAppConfig(options),
    clockOffset: 0,
    appFollowsClock: false,
    injectors: {
      webhooks: { duplicate: 0, newIdDuplicate: 0, shuffle: false, delayMs: 0, lose: 0, slow: 0 },
      adminApi: {
        throttle: false,
        failRate: 0,
        loseAnswerRate: 0,
        delayMs: 0,
        refuse: false,
        bulkDelayMs: 300,
        bulkPolls: 0,
        faults: [],
      },
      mail: { hangUp: 0, refuse: 0, defer: 0, refuseText: 0, deferText: 0, loseAnswer: 0 },
    },
    held: [],
    mails: [],
    nextId: 8_210_000_000_001,
    randomState: options.seed ?? 1,
  };
}

/** Adds a shop with a catalogue and customers; the app is not installed yet. */
export function addShop(store: Store, options: ShopOptions): ShopState {
  const domain = `${options.handle}.myshopify.com`;
  if (store.shops.has(domain)) throw new Error(`dev store: ${domain} exists already`);
  const name = options.name ?? titleOf(options.handle);
  const shop: ShopState = {
    id: newId(store),
    domain,
    handle: options.handle,
    name,
    email: `hello@${options.handle}.example.com`,
    currency: options.currency ?? 'USD',
    markets: options.markets ?? [{ prefix: 'fr-ca', locale: 'fr-CA', currency: 'CAD', rate: 1.37 }],
    timeZone: options.timeZone ?? 'America/New_York',
    locale: 'en',
    plan: options.plan ?? 'Basic',
    createdAt: isoSeconds(new Date(storeNow(store).getTime() - 400 * 86_400_000)),
    installed: false,
    installationId: newId(store),
    grantedScopes: [],
    accessTokens: new Map(),
    refreshTokens: new Map(),
    protectedDataApproved: true,
    staff: { id: newId(store), firstName: 'Robin', lastName: 'Hale', email: `robin@${options.handle}.example.com`, locale: 'en' },
    products: new Map(),
    collections: new Map(),
    customers: new Map(),
    orders: new Map(),
    nextOrderNumber: 1001,
    discounts: new Map(),
    bulkCreations: new Map(),
    codeDeletions: new Map(),
    carts: new Map(),
    sessions: new Map(),
    metafields: new Map(),
    storeCreditAccounts: new Map(),
    giftCards: new Map(),
    giftCardsEnabled: true,
    storeCreditEnabled: true,
    storeCreditLimit: currencyDigits(options.currency ?? 'USD') === 0 ? '1500000' : '15000',
    notifications: [],
    webhookSubscriptions: new Map(),
    deliveries: [],
    throttle: { available: Number.POSITIVE_INFINITY, at: 0 },
    theme: { embedEnabled: false, embedSettings: {}, blocks: {} },
    consent: { required: false },
    brand: { coverImage: 'hero.svg', logo: 'favicon.svg' },
    journeyReadyAfterMinutes: 2,
    password: null,
  };
  store.shops.set(domain, shop);
  seedShop(shop, { now: storeNow(store), newId: () => newId(store) }, options.customers ?? 60);
  return shop;
}

/** A fresh numeric id, as text. */
export function newId(store: Store): string {
  const id = String(store.nextId);
  store.nextId += 1;
  return id;
}

/** "gid://shopify/Customer/8210000000001" */
export function gid(type: string, id: string): string {
  return `gid://shopify/${type}/${id}`;
}

/** The next number in [0, 1) of the store's own generator (mulberry32). */
export function chance(store: Store): number {
  store.randomState = (store.randomState + 0x6d2b79f5) | 0;
  let mixed = Math.imul(store.randomState ^ (store.randomState >>> 15), 1 | store.randomState);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

function titleOf(handle: string): string {
  return handle.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => (dash ? ' ' : '') + letter.toUpperCase());
}
