/**
 * Two months of a shop's life, played through the real road: orders are placed and their webhooks delivered, visits and claims go through the
 * app proxy. Nothing of the app is touched: it learns everything as it would from Shopify. The same seed plays the same history.
 *
 * Events are played oldest first. Where the virtual clock is behind an event it is turned to it; where it is ahead, the event is dated back.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { storeNow } from '#devstore/clock.ts';
import { advanceClock } from '#devstore/control/move-clock.ts';
import { playAfterwards, playArrival, playOrder, playParcel } from '#devstore/history/play-order.ts';
import { planHistory, type HistoryPlan, type PlannedOrder, type PlannedVisit } from '#devstore/history/plan-history.ts';
import { playLastDay } from '#devstore/history/play-last-day.ts';
import { seededRandom, type Random } from '#devstore/history/random.ts';
import { learnCodes } from '#devstore/history/referral-codes.ts';
import { openStorefrontDoor, type StorefrontDoor } from '#devstore/history/storefront-door.ts';
import { timelineOf } from '#devstore/history/timeline.ts';
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
  /** Milliseconds of real time for a day of history, so that the app's own clockwork can follow; as fast as possible by default. */
  pacePerDayMs?: number;
  /** How long to wait for reward codes, milliseconds; 20 seconds by default. */
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
/** Where events are dated back, the app gets time to follow after so many. */
const stride = 12;

type Play = {
  store: Store;
  shop: ShopState;
  plan: HistoryPlan;
  codes: Map<string, string>;
  door: StorefrontDoor;
  random: Random;
  played: Map<PlannedOrder, OrderState>;
  counts: { claims: number };
};

/** Throws when the app is not installed or gives no customer a code: its program must be live. */
export async function playHistory(store: Store, shop: ShopState, options: HistoryOptions): Promise<HistoryCounts> {
  if (!shop.installed) throw new Error(`dev store: install ${store.app.name} before its history is played`);
  const started = performance.now();
  const random = seededRandom(options.seed);
  const sizes = { orders: options.orders ?? 300, advocates: options.advocates ?? 24 };
  const plan = planHistory(shop, options.from, options.to, sizes, random);
  const stock = stockOf(shop);
  const before = { orders: shop.orders.size, refunds: refundsOf(shop) };
  const door = await openStorefrontDoor(store, shop);
  try {
    const play: Play = { store, shop, plan, door, random, codes: new Map(), played: new Map(), counts: { claims: 0 } };
    const pace = createPace(options.from.getTime(), options.pacePerDayMs ?? 0);
    const visits = await playTimeline(play, options.to.getTime(), options.patienceForCodesMs ?? 12_000, pace);
    await turnClockTo(store, options.to.getTime());
    const lastDay = await playLastDay(store, shop, {
      ...play,
      to: options.to,
      patienceMs: options.patienceForRewardsMs ?? 20_000,
    });
    await whenIdle(store);
    const orders = [...shop.orders.values()].slice(before.orders);
    const codeless = plan.advocates.length - play.codes.size;
    return {
      orders: orders.length,
      stories: countStories(plan.orders),
      advocates: play.codes.size,
      visits: visits + lastDay.visits,
      claims: play.counts.claims + lastDay.claims,
      redeemed: lastDay.redeemed,
      refunds: refundsOf(shop) - before.refunds,
      cancellations: orders.filter((order) => order.cancelledAt !== null).length,
      webhooks: shop.deliveries.length,
      skipped: [...(codeless > 0 ? [`${codeless} customers have no code`] : []), ...lastDay.skipped],
      ms: Math.round(performance.now() - started),
    };
  } finally {
    door.close();
    restoreStock(shop, stock);
  }
}

/** @returns how many visits the app took */
async function playTimeline(play: Play, end: number, patienceMs: number, pace: (at: number) => Promise<void>): Promise<number> {
  const { store, shop, plan, random, played } = play;
  const visits: Promise<boolean>[] = [];
  let sharing = false;
  for (const [index, event] of timelineOf(plan, end).entries()) {
    if (!sharing && event.at >= plan.sharingFrom) {
      sharing = true;
      await whenIdle(store);
      play.codes = await learnCodes(store, shop, play.door, plan.advocates, patienceMs, random);
      if (play.codes.size === 0)
        throw new Error('dev store: no customer has a referral code: is the app running and its program live?');
    }
    await pace(event.at);
    await turnClockTo(store, event.at);
    if (event.kind === 'visit') visits.push(...reportVisit(play, event.visit));
    else if (event.kind === 'order') {
      fillShelves(shop);
      const offer = await claimOffer(play, event.planned);
      const renewed = event.planned.renews === null ? null : (played.get(event.planned.renews) ?? null);
      played.set(event.planned, playOrder(store, shop, event.planned, { codes: play.codes, offer, renewed }, random));
    } else {
      const order = played.get(event.planned);
      if (order !== undefined && event.kind === 'parcel') playParcel(store, shop, order, event.at);
      if (order !== undefined && event.kind === 'arrival') playArrival(store, shop, order, event.at);
      const what = event.planned.afterwards?.what;
      if (order !== undefined && event.kind === 'afterwards' && what !== undefined)
        playAfterwards(store, shop, order, what, event.at);
    }
    if (index % stride === stride - 1) await whenIdle(store);
    if (visits.length % visitsAtOnce === 0) await visits.at(-1);
  }
  await whenIdle(store);
  return (await Promise.all(visits)).filter(Boolean).length;
}

/**
 * Plain friends and coupon hunters claim their offer before they buy. Only where the app's clock follows: elsewhere the claim would be of today, the order of long ago.
 * @returns the friend's single-use code
 */
async function claimOffer({ store, codes, random, door, counts }: Play, planned: PlannedOrder): Promise<string | null> {
  const code = codes.get(planned.advocates.at(-1) ?? '');
  if (!['friend', 'leak'].includes(planned.story) || code === undefined || !store.appFollowsClock) return null;
  const answer = await door.claim(planned.browser, { id: random.uuid(), code });
  if (answer?.ok !== true) return null;
  counts.claims += 1;
  return answer.discountCode;
}

/** The landing as the script reports it, and the claim of a visitor who asks for the offer without buying. */
function reportVisit({ store, codes, random, door, counts }: Play, visit: PlannedVisit): Promise<boolean>[] {
  const [id, claimId, usual] = [random.uuid(), random.uuid(), random.pick(referrers)];
  const code = codes.get(visit.advocate);
  if (code === undefined) return [];
  const landing = door.visit(visit.browser, { id, code, path: visit.path, referrer: visit.referrer ?? usual });
  if (visit.claims !== true || !store.appFollowsClock) return [landing];
  const claim = landing.then(async (taken) => {
    if ((await door.claim(visit.browser, { id: claimId, code }))?.ok === true) counts.claims += 1;
    return taken;
  });
  return [claim];
}

const referrers = [null, null, 'https://www.instagram.com/', 'https://mail.google.com/', 'https://web.whatsapp.com/'] as const;

/** Holds an event back until its day's share of real time has passed. */
function createPace(from: number, perDayMs: number): (at: number) => Promise<void> {
  const started = performance.now();
  return async (at) => {
    const early = ((at - from) / 86_400_000) * perDayMs - (performance.now() - started);
    if (early > 5) await wait(early);
  };
}

/** What was sent arrives before the time goes on. */
async function turnClockTo(store: Store, time: number): Promise<void> {
  if (time <= storeNow(store).getTime()) return;
  await whenIdle(store);
  advanceClock(store, Math.max(0, time - storeNow(store).getTime()));
}

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
