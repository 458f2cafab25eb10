/** What will have happened in the shop: every order of the past two months, decided before anything is played. Pure and repeatable. */
import { browser, stranger, type Browser, type Stranger } from '#devstore/history/people.ts';
import type { Random } from '#devstore/history/random.ts';
import type { CustomerState, ProductState, ShopState } from '#devstore/state.ts';

/** How a referred order came about, and what an honest program should make of it. */
export type Story =
  | 'friend' // cart attribute and landing link
  | 'friend-cart' // cart attribute only
  | 'friend-link' // landing link only: "Buy it now", or no consent
  | 'friend-abroad' // pays in another currency
  | 'two-advocates' // two links, one after the other
  | 'own-link' // the advocate, signed in
  | 'own-email' // the advocate, as a guest
  | 'returning' // a customer of long standing
  | 'small' // one packet of filters
  | 'late' // landed six weeks before
  | 'mistyped' // one character wrong
  | 'malformed' // no code at all
  | 'test'
  | 'draft';

export type PlannedOrder = {
  /** Milliseconds of the virtual clock. */
  at: number;
  story: Story | 'ordinary' | 'pos' | 'renewal';
  buyer: { customerId: string } | Stranger;
  browser: Browser;
  lines: { variantId: string; quantity: number }[];
  /** Customers who share; the second of `two-advocates` came last. */
  advocates: string[];
  /** When the friend landed, before the order. */
  landedBefore: number;
  fulfilledAfter: number | null;
  afterwards: Afterwards | null;
};

/** `after`: milliseconds after the order. */
export type Afterwards = { what: 'refund' | 'refund-part' | 'cancel' | 'dispute' | 'edit'; after: number | 'last-day' };

export type HistoryPlan = {
  advocates: CustomerState[];
  /** When links begin to be shared: every advocate has bought by then, nothing before this time needs a code. */
  sharingFrom: number;
  orders: PlannedOrder[];
  /** Landings, those of later buyers among them. */
  visits: PlannedVisit[];
};
export type PlannedVisit = { at: number; advocate: string; browser: Browser; path: string };

type Sizes = { orders: number; advocates: number };
export const day = 86_400_000;
const hour = 3_600_000;

/** Of a hundred referred orders. The remainder are plain `friend`s. */
const shares: [Story, number][] = [
  ['friend-cart', 12],
  ['friend-link', 14],
  ['friend-abroad', 4],
  ['two-advocates', 5],
  ['own-link', 3],
  ['own-email', 3],
  ['returning', 6],
  ['small', 3],
  ['late', 4],
  ['mistyped', 3],
  ['malformed', 2],
  ['test', 1],
  ['draft', 1],
];
const referredShare = 0.32;

/** @param random decides everything; the same numbers give the same plan */
export function planHistory(shop: ShopState, from: Date, to: Date, sizes: Sizes, random: Random): HistoryPlan {
  const span = { from: from.getTime(), to: to.getTime() - 2 * hour };
  const sharingFrom = span.from + 11 * day;
  const variants = sellable(shop);
  const members = [...shop.customers.values()].filter((customer) => customer.state === 'enabled' && customer.email !== null);
  const advocates = members.slice(0, sizes.advocates);
  if (advocates.length < 2) throw new Error('dev store: a history needs at least two customers with accounts');
  const others = [...shop.customers.values()].filter((customer) => !advocates.includes(customer));
  const referred = referredStories(Math.round(sizes.orders * referredShare), random);
  const ordinary = Math.max(sizes.orders - referred.length - advocates.length, 0);
  let strangers = 0;
  const plan = (
    story: PlannedOrder['story'],
    at: number,
    buyer: PlannedOrder['buyer'],
    sharing: string[] = [],
  ): PlannedOrder => ({
    at,
    story,
    buyer,
    browser: 'browser' in buyer ? buyer.browser : browser(random),
    lines: story === 'small' ? [{ variantId: cheapest(shop), quantity: 1 }] : basket(variants, random),
    advocates: sharing,
    landedBefore: story === 'late' ? (40 + random.below(10)) * day : Math.round(hour / 4 + random.next() ** 3 * 12 * day),
    fulfilledAfter: random.chance(0.9) ? Math.round((0.5 + random.next() * 2) * day) : null,
    afterwards: null,
  });
  const anybody = () =>
    random.chance(0.35) ? stranger(random, (strangers += 1)) : { customerId: random.pick(others.concat(advocates)).id };

  // Whoever shares has bought first.
  const firsts = advocates.map((advocate) =>
    plan('ordinary', moment(span.from, span.from + 9 * day, random), { customerId: advocate.id }),
  );
  const plain = Array.from({ length: ordinary }, (_, index) => {
    const story = index % 23 === 11 ? 'pos' : index % 31 === 17 ? 'renewal' : 'ordinary';
    return plan(
      story,
      moment(span.from, span.to, random),
      story === 'renewal' ? { customerId: random.pick(others).id } : anybody(),
    );
  });
  const brought = referred.map((story) => {
    const advocate = favourite(advocates, random);
    const second = random.pick(advocates.filter((each) => each !== advocate));
    const sharing = story === 'two-advocates' ? [second.id, advocate.id] : [advocate.id];
    // More of them as the program becomes known.
    const at = sharingFrom + day + Math.round(Math.sqrt(random.next()) * (span.to - sharingFrom - day));
    const friend = stranger(random, (strangers += 1));
    if (story === 'own-link') return plan(story, at, { customerId: advocate.id }, sharing);
    if (story === 'own-email') return plan(story, at, { ...friend, email: advocate.email ?? friend.email }, sharing);
    const returning = firsts[advocates.indexOf(second)]?.buyer;
    if (story === 'returning' && returning !== undefined) return plan(story, at, returning, sharing);
    return plan(story, at, friend, sharing);
  });
  const orders = [...firsts, ...plain, ...brought].sort((a, b) => a.at - b.at);
  giveAfterwards(orders, span.to);
  const products = [...shop.products.values()];
  const lookers = Array.from({ length: referred.length * 2 }, () => ({
    at: sharingFrom + Math.round(Math.sqrt(random.next()) * (span.to - sharingFrom)),
    advocate: favourite(advocates, random).id,
    browser: browser(random),
    path: random.pick(['/', '/', `/products/${random.pick(products).handle}`]),
  }));
  const visits = [...brought.flatMap((order) => landings(order, sharingFrom)), ...lookers].sort((a, b) => a.at - b.at);
  return { advocates, orders, visits, sharingFrom };
}

/** What the storefront script reports: a landing for each link that was followed. Links without a trace of theirs were not seen by it. */
function landings(order: PlannedOrder, sharingFrom: number): PlannedVisit[] {
  if (['friend-link', 'mistyped', 'malformed', 'draft'].includes(order.story)) return [];
  const at = order.at - order.landedBefore;
  return at < sharingFrom ? [] : order.advocates.map((advocate) => ({ at, advocate, browser: order.browser, path: '/' }));
}

/** What goes back: some before the reward is due (14 days by default), some on the last day, long after it was paid out. */
function giveAfterwards(orders: PlannedOrder[], end: number): void {
  const isCredit = (order: PlannedOrder) => order.story.startsWith('friend');
  const recent = orders.filter((order) => isCredit(order) && end - order.at > 4 * day && end - order.at < 12 * day);
  const old = orders.filter((order) => isCredit(order) && end - order.at > 18 * day);
  const ordinary = orders.filter(({ story, at }) => story === 'ordinary' && end - at > 8 * day);
  const give = (from: PlannedOrder[], index: number, what: Afterwards['what'], after: Afterwards['after']) => {
    const order = from[index];
    if (order !== undefined) order.afterwards = { what, after };
  };
  for (const index of [0, 1]) give(recent, index, 'refund', 3 * day);
  give(recent, 2, 'refund-part', 2 * day);
  give(recent, 3, 'cancel', day);
  give(recent, 4, 'cancel', 2 * hour);
  for (const index of [1, 4, 7]) give(old, index, 'refund', 'last-day');
  give(old, 10, 'refund-part', 'last-day');
  give(old, 13, 'dispute', 'last-day');
  for (const index of [3, 30, 60]) give(ordinary, index, 'refund', 6 * day);
  give(ordinary, 12, 'cancel', hour);
  give(ordinary, 20, 'edit', hour);
}

function referredStories(count: number, random: Random): Story[] {
  const special = shares.flatMap(([story, share]) => Array<Story>(Math.max(1, Math.round((count * share) / 100))).fill(story));
  const stories = [...special.slice(0, count), ...Array<Story>(Math.max(0, count - special.length)).fill('friend')];
  return stories
    .map((story) => ({ story, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ story }) => story);
}

/** A few share a lot, most a little. */
function favourite(advocates: CustomerState[], random: Random): CustomerState {
  const advocate = advocates[Math.floor(random.next() ** 2.2 * advocates.length)];
  return advocate ?? random.pick(advocates);
}

function basket(variants: Sellable[], random: Random): PlannedOrder['lines'] {
  const lines = new Map<string, number>();
  const size = 1 + random.below(3);
  for (let index = 0; index < size; index += 1) lines.set(random.pick(variants).id, 1 + (random.chance(0.3) ? 1 : 0));
  return [...lines].map(([variantId, quantity]) => ({ variantId, quantity }));
}

type Sellable = ProductState['variants'][number];
function sellable(shop: ShopState): Sellable[] {
  return [...shop.products.values()].flatMap((product) => product.variants).filter((variant) => variant.inventory > 0);
}

function cheapest(shop: ShopState): string {
  const [first] = sellable(shop).sort((a, b) => Number(a.price) - Number(b.price));
  if (first === undefined) throw new Error('dev store: there is nothing to sell');
  return first.id;
}

/** Shops sell by day: hours between 7 and 23, in UTC and near enough. */
function moment(from: number, to: number, random: Random): number {
  const at = from + random.next() * (to - from);
  const atDay = Math.floor(at / day) * day;
  const inDay = 12 * hour + random.next() * 14 * hour;
  return Math.round(Math.min(Math.max(atDay + inDay, from), to) / 1_000) * 1_000;
}
