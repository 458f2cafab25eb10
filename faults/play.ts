/** Plays the plan in the dev store: what a shop's life does there sends its webhooks by itself. */
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { cancelOrder } from '#devstore/orders/cancel-order.ts';
import { editOrder } from '#devstore/orders/edit-order.ts';
import { placeOrder } from '#devstore/orders/place-order.ts';
import { withEvidence } from '#devstore/orders/referral-evidence.ts';
import { refundOrder } from '#devstore/orders/refund-order.ts';
import { storeNow } from '#devstore/clock.ts';
import type { OrderState, ShopState } from '#devstore/state.ts';
import { type Action, type Plan, type PlannedShop, SHOPS } from './plan.ts';
import type { World } from './world.ts';

/** Codes of those who share, by their place. */
export type Codes = Record<PlannedShop, string[]>;

/** Orders that have been placed, by their place in the plan. */
export type Played = Map<number, OrderState>;

/** So many deliveries may be under way before playing waits. */
const MOST_UNDER_WAY = 3_000;

/** Those who share buy something first, in calm weather: so they become advocates, and their codes are read from the app's database. */
export async function enrolAdvocates(world: World, plan: Plan, pool: pg.Pool): Promise<Codes> {
  const codes: Codes = { codes: [], credit: [], cards: [] };
  const ids = new Map<string, string[]>();
  for (const name of SHOPS) {
    const shop = world.shops[name];
    const places = Array.from({ length: plan.advocates[name] }, (_, place) => place);
    const buyers = places.map((place) =>
      placeOrder(world.devstore.store, shop, { ...buyerOf(name, place), lines: [lineOf(shop)] }),
    );
    ids.set(
      name,
      buyers.map(({ customerId }) => customerId ?? ''),
    );
  }
  for (const name of SHOPS) {
    const wanted = ids.get(name) ?? [];
    for (;;) {
      const { rows } = await pool.query<{ customer: string; code: string }>(
        `SELECT a.customer_id AS customer, a.code FROM advocate a JOIN shop s ON s.id = a.shop_id WHERE s.domain = $1`,
        [world.shops[name].domain],
      );
      const known = new Map(rows.map(({ customer, code }) => [customer, code]));
      const found = wanted.flatMap((id) => known.get(id) ?? []);
      if (found.length === wanted.length) {
        codes[name] = found;
        break;
      }
      await wait(200);
    }
  }
  return codes;
}

/** @param before called with the share of the plan that is done, before each action */
export async function playPlan(
  world: World,
  plan: Plan,
  codes: Codes,
  before: (progress: number) => Promise<void>,
): Promise<Played> {
  const played: Played = new Map();
  for (const [index, action] of plan.actions.entries()) {
    await before(index / plan.actions.length);
    if (world.courier.underWay() > MOST_UNDER_WAY) await world.courier.untilAtMost(MOST_UNDER_WAY / 2);
    play(world, plan, codes, played, action);
    // The dev store lives in this process: it sends what it has to send.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return played;
}

function play({ devstore, shops }: World, plan: Plan, codes: Codes, played: Played, action: Action): void {
  const { store } = devstore;
  const planned = plan.orders[action.order];
  if (planned === undefined) throw new Error('an action of no order');
  const shop = shops[planned.shop];
  if (action.does === 'order') {
    const line = lineOf(shop, planned.isSmall);
    const order = { ...buyerOf(planned.shop, planned.buyer), lines: [line, ...(planned.isSmall ? [] : [{ ...line }])] };
    const ref = planned.advocate === null ? undefined : codes[planned.shop][planned.advocate];
    const orderedAt = storeNow(store).getTime();
    const referral = { evidence: [planned.evidence], landedAt: orderedAt - 600_000, orderedAt };
    played.set(
      action.order,
      placeOrder(store, shop, ref === undefined ? order : withEvidence(shop, order, { ...referral, ref })),
    );
    return;
  }
  const order = played.get(action.order);
  if (order === undefined) throw new Error('an order that was not placed');
  const note = `${action.does} of ${order.name}`;
  const [first] = order.lines;
  const one = { lineId: first?.id ?? '', quantity: 1 };
  if (action.does === 'refund') refundOrder(store, shop, order, { note });
  else if (action.does === 'cancel') cancelOrder(store, shop, order, { note });
  else if (action.does === 'part-refund') refundOrder(store, shop, order, { note, lines: [one] });
  else if (action.does === 'add-line') editOrder(store, shop, order, { note, add: [lineOf(shop)] });
  else editOrder(store, shop, order, { note, remove: [one] });
}

function buyerOf(shop: PlannedShop, place: number) {
  return { email: `buyer-${place}@${shop}.example`, firstName: 'Buyer', lastName: `No. ${place}` };
}

/** The dearest thing, or one below the program's minimum. */
function lineOf(shop: ShopState, isSmall = false): { variantId: string; quantity: number } {
  const variants = [...shop.products.values()].filter(({ giftCard }) => !giftCard).flatMap((product) => product.variants);
  const byPrice = variants.sort((one, other) => Number(other.price) - Number(one.price));
  const variant = isSmall ? byPrice.find(({ price }) => Number(price) < 20) : byPrice[0];
  if (variant === undefined) throw new Error('the shop sells nothing');
  return { variantId: variant.id, quantity: 1 };
}
