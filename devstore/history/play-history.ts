/**
 * Two months of a shop's life, played through the real road: orders are placed and their webhooks delivered, visits and claims go through the
 * app proxy. Nothing of the app is touched: it learns everything as it would from Shopify. The same seed plays the same history.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { playAfterwards, playOrder } from '#devstore/history/play-order.ts';
import { planHistory, type HistoryPlan, type PlannedOrder, type Story } from '#devstore/history/plan-history.ts';
import { playToday } from '#devstore/history/play-today.ts';
import { seededRandom, type Random } from '#devstore/history/random.ts';
import { learnCodes } from '#devstore/history/referral-codes.ts';
import { openStorefrontDoor, type StorefrontDoor } from '#devstore/history/storefront-door.ts';
import type { OrderState, ShopState, Store } from '#devstore/state.ts';
import { whenIdle } from '#devstore/webhooks/dispatch.ts';

export type HistoryOptions = {
  from: Date;
  to: Date;
  seed: number;
  /** In all, about; 300 by default. */
  orders?: number;
  /** Customers who share; 24 by default. */
  advocates?: number;
  /** How long to wait for the app to enrol the first customers, milliseconds; 12 seconds by default. */
  patienceForCodesMs?: number;
  /** How long to wait for reward codes, milliseconds; 10 seconds by default. */
  patienceForRewardsMs?: number;
};

export type HistoryCounts = {
  orders: number;
  /** Played orders by story ('friend', 'own-link', …; plan-history.ts). */
  stories: Partial<Record<PlannedOrder['story'], number>>;
  advocates: number;
  visits: number;
  claims: number;
  redeemed: number;
  refunds: number;
  cancellations: number;
  webhooks: number;
  /** What could not be played, in words. */
  skipped: string[];
  ms: number;
};

const visitsAtOnce = 8;
const plainStories: PlannedOrder['story'][] = ['ordinary', 'pos', 'renewal'];

/** Throws when the app is not installed or gives no customer a code: its program must be live. */
export async function playHistory(store: Store, shop: ShopState, options: HistoryOptions): Promise<HistoryCounts> {
  if (!shop.installed) throw new Error(`dev store: install ${store.app.name} before its history is played`);
  const started = performance.now();
  const random = seededRandom(options.seed);
  const plan = planHistory(
    shop,
    options.from,
    options.to,
    { orders: options.orders ?? 300, advocates: options.advocates ?? 24 },
    random,
  );
  const before = { orders: shop.orders.size, refunds: refundsOf(shop), stock: stockOf(shop) };
  const numbers = reserveNumbers(shop, plan.orders);
  const door = await openStorefrontDoor(store, shop);
  try {
    const played = new Map<PlannedOrder, OrderState>();
    async function play(orders: PlannedOrder[], codes: Map<string, string>): Promise<void> {
      for (const planned of orders) {
        fillShelves(shop);
        played.set(planned, playOrder(store, shop, planned, codes, numbers.get(planned) ?? shop.nextOrderNumber, random));
        if (played.size % 20 === 0) await breathe();
      }
      await whenIdle(store);
    }
    await play(
      plan.orders.filter(({ story }) => plainStories.includes(story)),
      new Map(),
    );
    const codes = await learnCodes(store, shop, door, plan.advocates, options.patienceForCodesMs ?? 12_000);
    if (codes.size === 0) throw new Error('dev store: no customer has a referral code: is the app running and its program live?');
    const visits = await reportVisits(plan, codes, door, random);
    await play(
      plan.orders.filter(({ story }) => !plainStories.includes(story)),
      codes,
    );
    const today = await playToday(store, shop, {
      door,
      plan,
      codes,
      random,
      to: options.to,
      patienceMs: options.patienceForRewardsMs ?? 10_000,
    });
    for (const [planned, order] of played) {
      if (
        planned.afterwards !== null &&
        order.refunds.length === 0 &&
        order.cancelledAt === null &&
        order.disputes.length === 0
      ) {
        if (!order.lines.some((line) => line.addedByEdit)) playAfterwards(store, shop, planned, order);
      }
    }
    await whenIdle(store);
    const orders = [...shop.orders.values()].slice(before.orders);
    return {
      orders: orders.length,
      stories: countStories(plan.orders),
      advocates: codes.size,
      visits: visits + today.visits,
      claims: today.claims,
      redeemed: today.redeemed,
      refunds: refundsOf(shop) - before.refunds,
      cancellations: orders.filter((order) => order.cancelledAt !== null).length,
      webhooks: shop.deliveries.length,
      skipped: [
        ...(codes.size < plan.advocates.length ? [`${plan.advocates.length - codes.size} customers have no code`] : []),
        ...today.skipped,
      ],
      ms: Math.round(performance.now() - started),
    };
  } finally {
    door.close();
    restoreStock(shop, before.stock);
  }
}

/** Order numbers follow the dates, although what friends buy is played after the rest. */
function reserveNumbers(shop: ShopState, orders: PlannedOrder[]): Map<PlannedOrder, number> {
  const numbers = new Map(orders.map((planned, index) => [planned, shop.nextOrderNumber + index]));
  shop.nextOrderNumber += orders.length;
  return numbers;
}

/** Every referred order began with a landing, and most landings lead to nothing. */
async function reportVisits(
  plan: HistoryPlan,
  codes: Map<string, string>,
  door: StorefrontDoor,
  random: Random,
): Promise<number> {
  const friends = plan.orders.filter(({ story }) => !plainStories.includes(story) && !notSeen.includes(story as Story));
  const landings = [
    ...friends.flatMap(({ advocates, browser }) => advocates.map((advocate) => ({ advocate, browser, path: '/' }))),
    ...plan.visits,
  ].flatMap(({ advocate, browser, path }) => {
    const code = codes.get(advocate);
    return code === undefined ? [] : [{ browser, visit: { id: random.uuid(), code, path, referrer: random.pick(referrers) } }];
  });
  let taken = 0;
  for (let index = 0; index < landings.length; index += visitsAtOnce) {
    const answers = await Promise.all(
      landings.slice(index, index + visitsAtOnce).map((each) => door.visit(each.browser, each.visit)),
    );
    taken += answers.filter(Boolean).length;
  }
  return taken;
}

const notSeen: Story[] = ['friend-link', 'mistyped', 'malformed', 'draft'];
const referrers = [null, null, 'https://www.instagram.com/', 'https://mail.google.com/', 'https://web.whatsapp.com/'] as const;

function countStories(orders: PlannedOrder[]): HistoryCounts['stories'] {
  const counts: HistoryCounts['stories'] = {};
  for (const { story } of orders) counts[story] = (counts[story] ?? 0) + 1;
  return counts;
}

function refundsOf(shop: ShopState): number {
  return [...shop.orders.values()].reduce(
    (sum, order) => sum + order.refunds.filter(({ amount }) => Number(amount) > 0).length,
    0,
  );
}

/** The merchant refills in those two months; what is on the shelves now is as before. */
function fillShelves(shop: ShopState): void {
  for (const variant of variantsOf(shop)) if (variant.inventory > 0 && variant.inventory < 20) variant.inventory += 200;
}

function stockOf(shop: ShopState): Map<string, number> {
  return new Map(variantsOf(shop).map(({ id, inventory }) => [id, inventory]));
}

function restoreStock(shop: ShopState, stock: Map<string, number>): void {
  for (const variant of variantsOf(shop)) variant.inventory = stock.get(variant.id) ?? variant.inventory;
}

function variantsOf(shop: ShopState) {
  return [...shop.products.values()].flatMap((product) => product.variants);
}
