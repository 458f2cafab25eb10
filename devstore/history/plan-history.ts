/** What will have happened in the shop: every order of the past two months, decided before anything is played. Pure and repeatable. */
import { giveAfterwards, renewSubscriptions } from '#devstore/history/afterwards.ts';
import { basket, cheapest, giftCard, sellable } from '#devstore/history/baskets.ts';
import { leakVisit, leakVisits } from '#devstore/history/coupon-leak.ts';
import { alias, partner, secondMailbox, throwAway, type Household } from '#devstore/history/lookalikes.ts';
import { browser, stranger, type Browser, type Stranger } from '#devstore/history/people.ts';
import type { Random } from '#devstore/history/random.ts';
import type { CustomerState, ShopState } from '#devstore/state.ts';

/** How a referred order came about, and what an honest program should make of it. */
export type Story =
  | 'friend' // cart attribute and landing link
  | 'friend-cart' // cart attribute only
  | 'friend-link' // landing link only: "Buy it now", or no consent
  | 'friend-line' // line property only: "Buy it now" after the script
  | 'friend-journey' // nothing but Shopify's own record
  | 'friend-abroad' // pays in another currency
  | 'two-advocates' // two links, one after the other
  | 'own-link' // the advocate, signed in
  | 'own-email' // the advocate, as a guest
  | 'own-alias' // the advocate, with a plus alias, from home
  | 'own-second-mail' // the advocate, with another mailbox, from home
  | 'household' // the partner: the same address and network
  | 'throw-away' // a disposable mailbox
  | 'high-risk' // Shopify expects fraud
  | 'leak' // a stranger from a coupon site
  | 'gift-card' // nothing but a gift card
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
  /** The first order of the subscription that this one renews. */
  renews: PlannedOrder | null;
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
/** `referrer`: where the visitor came from; somewhere ordinary when undefined. `claims`: asks for the offer too. */
export type PlannedVisit = {
  at: number;
  advocate: string;
  browser: Browser;
  path: string;
  referrer?: string;
  claims?: boolean;
};

type Sizes = { orders: number; advocates: number };
export const day = 86_400_000;
const hour = 3_600_000;

/** Of a hundred referred orders. The remainder are plain `friend`s. */
const shares: [Story, number][] = [
  ['friend-cart', 12],
  ['friend-link', 11],
  ['friend-line', 3],
  ['friend-journey', 4],
  ['friend-abroad', 4],
  ['two-advocates', 5],
  ['own-link', 3],
  ['own-email', 2],
  ['own-alias', 2],
  ['own-second-mail', 2],
  ['household', 3],
  ['throw-away', 1],
  ['high-risk', 1],
  ['gift-card', 1],
  ['returning', 6],
  ['small', 3],
  ['late', 4],
  ['mistyped', 3],
  ['malformed', 2],
  ['test', 1],
  ['draft', 1],
];
const referredShare = 0.32;
/** Who buys after a coupon site has printed a link. */
const leakBuyers = 4;

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
  const ordinary = Math.max(sizes.orders - referred.length - advocates.length - leakBuyers, 0);
  const homes = new Map(advocates.map(({ id }) => [id, browser(random)]));
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
    browser: 'browser' in buyer ? buyer.browser : (homes.get(buyer.customerId) ?? browser(random)),
    lines: linesOf(story),
    advocates: sharing,
    landedBefore: story === 'late' ? (40 + random.below(10)) * day : Math.round(hour / 4 + random.next() ** 3 * 12 * day),
    fulfilledAfter: random.chance(0.9) ? Math.round((0.5 + random.next() * 2) * day) : null,
    afterwards: null,
    renews: null,
  });
  const linesOf = (story: PlannedOrder['story']) => {
    if (story === 'small') return [{ variantId: cheapest(variants), quantity: 1 }];
    return story === 'gift-card' ? [{ variantId: giftCard(shop), quantity: 1 }] : basket(variants, random);
  };
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
    const friend = friendOf(story, random, (strangers += 1), { advocate, home: homes.get(advocate.id) ?? browser(random) });
    if (story === 'own-link') return plan(story, at, { customerId: advocate.id }, sharing);
    if (story === 'own-email') return plan(story, at, { ...friend, email: advocate.email ?? friend.email }, sharing);
    const returning = firsts[advocates.indexOf(second)]?.buyer;
    if (story === 'returning' && returning !== undefined) return plan(story, at, returning, sharing);
    return plan(story, at, friend, sharing);
  });
  const leakAt = moment(sharingFrom + (span.to - sharingFrom) * 0.6, span.to - 6 * hour, random);
  const leaked = favourite(advocates, random).id;
  const hunters = Array.from({ length: leakBuyers }, (_, index) => ({
    ...plan('leak', leakAt + (index + 1) * (hour / 2), stranger(random, (strangers += 1)), [leaked]),
    landedBefore: hour / 4,
  }));
  renewSubscriptions(plain, brought, span.to);
  const orders = [...firsts, ...plain, ...brought, ...hunters].sort((a, b) => a.at - b.at);
  giveAfterwards(orders, span.to);
  const products = [...shop.products.values()];
  const lookers = Array.from({ length: referred.length * 2 }, () => ({
    at: sharingFrom + Math.round(Math.sqrt(random.next()) * (span.to - sharingFrom)),
    advocate: favourite(advocates, random).id,
    browser: browser(random),
    path: random.pick(['/', '/', `/products/${random.pick(products).handle}`]),
  }));
  const followed = [...brought, ...hunters].flatMap((order) => landings(order, sharingFrom));
  const visits = [...followed, ...leakVisits(random, leakAt, leaked), ...lookers].sort((a, b) => a.at - b.at);
  return { advocates, orders, visits, sharingFrom };
}

/** What the storefront script reports: a landing for each link that was followed. Links without a trace of theirs were not seen by it. */
function landings(order: PlannedOrder, sharingFrom: number): PlannedVisit[] {
  if (['friend-link', 'friend-journey', 'mistyped', 'malformed', 'draft'].includes(order.story)) return [];
  const at = order.at - order.landedBefore;
  if (order.story === 'leak') return order.advocates.map((advocate) => leakVisit(at, advocate, order.browser));
  return at < sharingFrom ? [] : order.advocates.map((advocate) => ({ at, advocate, browser: order.browser, path: '/' }));
}

function friendOf(story: Story, random: Random, number: number, household: Household): Stranger {
  switch (story) {
    case 'household':
      return partner(random, number, household);
    case 'own-alias':
      return alias(random, number, household);
    case 'own-second-mail':
      return secondMailbox(random, number, household);
    case 'throw-away':
      return throwAway(random, number);
    default:
      return stranger(random, number);
  }
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

/** Shops sell by day: hours between 7 and 23, in UTC and near enough. */
function moment(from: number, to: number, random: Random): number {
  const at = from + random.next() * (to - from);
  const atDay = Math.floor(at / day) * day;
  const inDay = 12 * hour + random.next() * 14 * hour;
  return Math.round(Math.min(Math.max(atDay + inDay, from), to) / 1_000) * 1_000;
}
