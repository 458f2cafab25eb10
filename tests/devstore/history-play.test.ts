import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SHARING_CHANNELS } from '#app/domain/channel.ts';
import { CART_ATTRIBUTE, claimRequestSchema, storedReferralSchema, visitRequestSchema } from '#app/domain/storefront-contract.ts';
import { storeNow } from '#devstore/clock.ts';
import { blankDiscount } from '#devstore/discounts/blank-discount.ts';
import { playHistory } from '#devstore/history/play-history.ts';
import type { ShopState, Store } from '#devstore/state.ts';
import { addShop, createStore, newId } from '#devstore/store.ts';
import { stopDeliveries } from '#devstore/webhooks/dispatch.ts';

/** The least an app with a referral program does: enrols whoever pays, answers the app proxy, makes codes in the shop. */
type LittleApp = {
  codes: Map<string, string>;
  visits: string[];
  webhooks: string[];
  /** Virtual days between a payment and its webhook. */
  lags: number[];
  requests: string[];
  enrols: boolean;
};

const day = 86_400_000;
let store: Store;
let shop: ShopState;
let server: http.Server;
let app: LittleApp;

beforeEach(async () => {
  app = { codes: new Map(), visits: [], webhooks: [], lags: [], requests: [], enrols: true };
  server = http.createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  store = createStore({
    apiKey: 'key',
    apiSecret: 'secret',
    appOrigin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  shop = addShop(store, { handle: 'hillside-roasters', customers: 30 });
  shop.installed = true;
});
afterEach(() => {
  stopDeliveries(store);
  server.closeAllConnections();
  server.close();
});

async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const url = new URL(request.url ?? '/', 'http://app');
  const customerId = url.searchParams.get('logged_in_customer_id') ?? '';
  const json = (value: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
  if (url.pathname !== '/webhooks') app.requests.push(`${request.method} ${url.pathname}`);
  switch (url.pathname) {
    case '/webhooks': {
      const { customer, created_at: paidAt } = JSON.parse(body) as { customer?: { id: number } | null; created_at: string };
      const topic = String(request.headers['x-shopify-topic']);
      app.webhooks.push(topic);
      if (topic === 'orders/paid') app.lags.push((storeNow(store).getTime() - Date.parse(paidAt)) / day);
      if (app.enrols && customer !== null && customer !== undefined && !app.codes.has(String(customer.id))) {
        app.codes.set(String(customer.id), `CODE${String(app.codes.size).padStart(4, '0')}KX`);
      }
      return void response.end();
    }
    case '/proxy/visit':
      app.visits.push(visitRequestSchema.parse(JSON.parse(body)).id);
      return void response.writeHead(204).end();
    case '/proxy/claim':
      claimRequestSchema.parse(JSON.parse(body));
      return void json({
        ok: true,
        discountCode: makeCode(`WELCOME-${randomUUID().slice(0, 6)}`),
        expiresAt: 0,
        until: null,
        headline: '10 %',
        terms: '',
        note: '',
      });
    case '/proxy/standing':
    case '/proxy/join': {
      const code = app.codes.get(customerId);
      if (code === undefined) return void json({ signedIn: true, enrolled: false, live: app.enrols });
      const reward = {
        state: 'issued',
        value: '10 %',
        note: '',
        code: makeCode(`THANKS-${customerId}`),
        usableFrom: null,
        expiresAt: null,
      };
      const words = { offerHeadline: '10 %', offerTerms: '', rewardHeadline: '10 %', rewardSteps: [] };
      const results = { progress: [], visits: 1, friends: 1, hasAccount: true, codeChoice: null, checkoutNote: null };
      return void json({
        signedIn: true,
        enrolled: true,
        code,
        link: `https://${shop.domain}/?ref=${code}`,
        links: Object.fromEntries(SHARING_CHANNELS.map((channel) => [channel, `https://${shop.domain}/?ref=${sealed(code)}`])),
        ...words,
        ...results,
        rewards: [reward],
      });
    }
    default:
      return void response.writeHead(404).end();
  }
}

/** As a signed link has it: the code, a dot, a letter and eight characters. */
function sealed(code: string): string {
  return `${code}.CQ7WKD2XM`;
}

function makeCode(code: string): string {
  if ([...shop.discounts.values()].some((discount) => discount.title === code)) return code;
  const id = newId(store);
  const at = '2026-01-01T00:00:00Z';
  const codes = [{ id: newId(store), code, usageCount: 0 }];
  const times = { startsAt: at, createdAt: at, updatedAt: at };
  const value = { percentage: 0.1 };
  shop.discounts.set(id, {
    ...blankDiscount,
    id,
    title: code,
    codes,
    value,
    usageLimit: 1,
    createdByApp: true,
    ...times,
    usedByCustomer: {},
  });
  return code;
}

function play(extra: Partial<Parameters<typeof playHistory>[2]> = {}) {
  const to = new Date(Date.now() + store.clockOffset);
  const options = {
    from: new Date(to.getTime() - 60 * day),
    to,
    seed: 7,
    orders: 120,
    advocates: 10,
    patienceForCodesMs: 100,
    patienceForRewardsMs: 2_000,
  };
  return playHistory(store, shop, { ...options, ...extra });
}

test('two months are played by webhooks and app proxy alone, and what is reported is what happened', async () => {
  const stock = [...shop.products.values()].flatMap((product) => product.variants).map(({ inventory }) => inventory);
  const counts = await play();
  const orders = [...shop.orders.values()];
  expect(counts).toMatchObject({ orders: orders.length, advocates: 10, claims: 8, redeemed: 4, skipped: [] });
  expect(orders.length).toBe(120 + 6 + 4);
  expect(counts.visits).toBe(app.visits.length);
  expect(new Set(app.visits).size).toBe(app.visits.length);
  expect(counts.refunds).toBeGreaterThan(4);
  expect(counts.cancellations).toBeGreaterThan(1);
  expect(app.webhooks.filter((topic) => topic === 'orders/paid')).toHaveLength(orders.length);
  expect(app.webhooks.filter((topic) => topic === 'refunds/create').length).toBeGreaterThanOrEqual(counts.refunds);
  expect(shop.deliveries.every(({ state }) => state === 'delivered')).toBe(true);
  expect([...shop.products.values()].flatMap((product) => product.variants).map(({ inventory }) => inventory)).toEqual(stock);
});

test('a clock that is two months behind is turned as the history goes: the app hears of each order on its day', async () => {
  store.clockOffset = -61 * day;
  const from = storeNow(store);
  const to = new Date(from.getTime() + 60 * day);
  await play({ from, to });
  expect(storeNow(store).getTime()).toBeGreaterThanOrEqual(to.getTime());
  expect(storeNow(store).getTime() - to.getTime()).toBeLessThan(day);
  expect(app.lags.length).toBeGreaterThan(100);
  expect(app.lags.every((lag) => lag > -0.001 && lag < 0.01)).toBe(true);
});

test('numbers follow dates, friends carry real codes, and mistyped ones differ by one slip', async () => {
  await play();
  const orders = [...shop.orders.values()].sort((a, b) => a.number - b.number);
  const times = orders.map(({ createdAt }) => createdAt);
  expect(times).toEqual([...times].sort());
  expect(new Set(orders.map(({ number }) => number)).size).toBe(orders.length);
  const carried = orders.flatMap(({ attributes }) => {
    const text = attributes[CART_ATTRIBUTE];
    return text === undefined ? [] : [storedReferralSchema.parse(JSON.parse(text)).f?.[0] ?? 'no link'];
  });
  const codes = [...app.codes.values()];
  const known = new Set([...codes, ...codes.map(sealed)]);
  expect(carried.some((ref) => ref.includes('.'))).toBe(true);
  const strange = carried.filter((code) => !known.has(code));
  expect(carried.length).toBeGreaterThan(20);
  expect(strange).toContain('SUMMER-SALE');
  expect(
    strange.filter((code) => code !== 'SUMMER-SALE').every((code) => code.length === 10 && [...code].sort().join() !== code),
  ).toBe(true);
  expect(strange.length).toBeLessThan(6);
  const rewarded = orders.filter(({ discountCodes }) => discountCodes.some(({ code }) => code.startsWith('THANKS')));
  expect(rewarded).toHaveLength(4);
  expect(rewarded.every(({ customerId, discountCodes }) => discountCodes[0]?.code === `THANKS-${customerId}`)).toBe(true);
});

test('the hard cases are all there: each order carries just the evidence and the person that its story says', async () => {
  const { stories } = await play({ orders: 300 });
  const orders = [...shop.orders.values()];
  for (const story of ['household', 'own-alias', 'own-second-mail', 'throw-away', 'high-risk', 'gift-card', 'leak'] as const) {
    expect(stories[story], story).toBeGreaterThan(0);
  }
  const onLines = orders.filter(({ lines }) => lines.some(({ properties }) => CART_ATTRIBUTE in properties));
  expect(onLines).toHaveLength(stories['friend-line'] ?? 0);
  expect(onLines.every((order) => order.attributes[CART_ATTRIBUTE] === undefined && order.landingSite === null)).toBe(true);
  const seen = orders.filter(
    ({ journey, attributes, landingSite }) =>
      typeof journey.first?.referralCode === 'string' && attributes[CART_ATTRIBUTE] === undefined && landingSite === null,
  );
  expect(seen).toHaveLength(stories['friend-journey'] ?? 0);
  const risky = orders.filter(({ risks }) => risks.some(({ level }) => level === 'HIGH'));
  expect(risky).toHaveLength(stories['high-risk'] ?? 0);
  const leaked = orders.filter(({ referringSite }) => referringSite?.includes('coupon-harbour') === true);
  expect(leaked).toHaveLength(stories.leak ?? 0);
  expect(new Set(leaked.map(({ landingSite }) => landingSite)).size).toBe(1);
  expect(orders.filter(({ lines }) => lines.every(({ giftCard }) => giftCard))).toHaveLength(stories['gift-card'] ?? 0);
  const renewals = orders.filter(({ subscriptionOf }) => subscriptionOf !== null);
  expect(renewals.length).toBeGreaterThan(1);
  for (const renewal of renewals) {
    const first = shop.orders.get(renewal.subscriptionOf ?? '');
    expect(renewal.customerId).toBe(first?.customerId);
    expect(Math.round((Date.parse(renewal.createdAt) - Date.parse(first?.createdAt ?? '')) / day)).toBe(28);
  }
});

test('where the app follows the clock, the coupon site also brings claims', async () => {
  store.clockOffset = -61 * day;
  store.appFollowsClock = true;
  const from = storeNow(store);
  const counts = await play({ from, to: new Date(from.getTime() + 60 * day) });
  expect(counts.claims).toBeGreaterThan(8 + 7);
  expect(app.requests.filter((request) => request === 'POST /proxy/claim')).toHaveLength(counts.claims);
});

test('the same seed plays the same orders', async () => {
  const facts = () =>
    [...shop.orders.values()].map(({ name, email, total, refunds }) => ({ name, email, total, refunds: refunds.length }));
  await play();
  const first = facts();
  shop.orders.clear();
  const again = addShop(store, { handle: 'second-shop', customers: 30 });
  again.installed = true;
  app.codes.clear();
  shop = again;
  await play();
  expect(facts()).toEqual(first);
});

test('a program that gives nobody a code, and an app that is not installed, stop the history with the reason', async () => {
  app.enrols = false;
  await expect(play({ orders: 40 })).rejects.toThrow(/program live/);
  expect(app.requests).toContain('POST /proxy/join');
  shop.installed = false;
  await expect(play()).rejects.toThrow(/install/);
});
