import { expect, test } from 'vitest';
import { planHistory, type HistoryPlan } from '#devstore/history/plan-history.ts';
import { timelineOf } from '#devstore/history/timeline.ts';
import { seededRandom } from '#devstore/history/random.ts';
import { addShop, createStore } from '#devstore/store.ts';

const day = 86_400_000;
const to = new Date('2026-11-22T18:00:00Z');
const from = new Date(to.getTime() - 60 * day);
const store = createStore({ apiKey: 'key', apiSecret: 'secret', appOrigin: 'http://127.0.0.1:1' });
const shop = addShop(store, { handle: 'hillside-roasters' });

function plan(seed: number): HistoryPlan {
  return planHistory(shop, from, to, { orders: 300, advocates: 20 }, seededRandom(seed));
}

test('the same seed plans the same history, another seed another one', () => {
  expect(plan(7)).toEqual(plan(7));
  expect(plan(8)).not.toEqual(plan(7));
});

test('whoever shares has bought before their friends do, and every order lies in the two months, oldest first', () => {
  const { orders, advocates } = plan(7);
  expect(orders).toHaveLength(300);
  const times = orders.map(({ at }) => at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.every((at) => at >= from.getTime() && at < to.getTime())).toBe(true);
  const firstOrder = new Map<string, number>();
  for (const { buyer, at } of orders)
    if ('customerId' in buyer && !firstOrder.has(buyer.customerId)) firstOrder.set(buyer.customerId, at);
  const tooEarly = orders.filter((order) => order.advocates.some((id) => (firstOrder.get(id) ?? Infinity) >= order.at));
  expect(tooEarly).toEqual([]);
  expect(advocates.every(({ state }) => state === 'enabled')).toBe(true);
});

test('every story happens, most friends are honest, and what comes back comes both before and after the reward', () => {
  const { orders } = plan(7);
  const count = (story: string) => orders.filter((order) => order.story === story).length;
  const stories = [
    'ordinary', 'pos', 'renewal', 'friend', 'friend-cart', 'friend-link', 'friend-abroad', 'two-advocates', 'own-link', 'own-email', 'returning',
    'friend-line', 'friend-journey', 'household', 'own-alias', 'own-second-mail', 'throw-away', 'high-risk', 'gift-card', 'leak', 'small', 'late', 'mistyped', 'malformed', 'test', 'draft',
  ]; // prettier-ignore
  for (const story of stories) expect(count(story), story).toBeGreaterThan(0);
  expect(count('friend')).toBeGreaterThan(20);
  const returned = orders.filter(
    ({ story, afterwards }) => story.startsWith('friend') && afterwards?.what.startsWith('refund') === true,
  );
  const soon = returned.map(({ afterwards }) => afterwards?.after).filter((after) => typeof after === 'number');
  expect(soon.length).toBeGreaterThan(1);
  expect(soon.every((after) => after < 14 * day)).toBe(true);
  const late = returned.filter(({ afterwards }) => afterwards?.after === 'last-day');
  expect(late.length).toBeGreaterThan(1);
  expect(late.every(({ at }) => to.getTime() - at > 14 * day)).toBe(true);
});

test('a timeline is in order, has nothing after its end, and no code is needed before links are shared', () => {
  const planned = plan(7);
  const events = timelineOf(planned, to.getTime());
  const times = events.map(({ at }) => at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.every((at) => at < to.getTime())).toBe(true);
  expect(events.filter(({ kind }) => kind === 'order')).toHaveLength(300);
  const early = events.filter(({ at }) => at < planned.sharingFrom);
  expect(early.length).toBeGreaterThan(20);
  expect(early.every((event) => event.kind !== 'visit' && event.planned.advocates.length === 0)).toBe(true);
});

test('a partner lives at the advocate’s address with another mailbox and device; the advocate in disguise has the same device', () => {
  const { orders, advocates } = plan(7);
  const of = (story: string) => {
    const order = orders.find((each) => each.story === story);
    const advocate = advocates.find(({ id }) => id === order?.advocates[0]);
    const own = orders.find(({ buyer }) => 'customerId' in buyer && buyer.customerId === advocate?.id);
    if (order === undefined || !('email' in order.buyer) || advocate === undefined || own === undefined) throw new Error(story);
    return { buyer: order.buyer, advocate, home: own.browser };
  };
  const { buyer: partner, advocate, home } = of('household');
  expect(partner.address).toMatchObject({ address1: advocate.addresses[0]?.address1, zip: advocate.addresses[0]?.zip });
  expect(partner.browser.ip).toBe(home.ip);
  expect(partner.email).not.toBe(advocate.email);
  const alias = of('own-alias');
  expect(alias.buyer.email.replace(/\+[^@]+@/, '@')).toBe(alias.advocate.email);
  expect(alias.buyer.browser).toEqual(alias.home);
  const second = of('own-second-mail');
  expect(second.buyer).toMatchObject({ lastName: second.advocate.lastName, browser: second.home });
  expect(second.buyer.email).not.toBe(second.advocate.email);
});

test('a coupon site brings strangers in one evening, all of them to one advocate', () => {
  const { orders, visits } = plan(7);
  const leaked = visits.filter(({ referrer }) => referrer?.includes('coupon-harbour') === true);
  expect(
    new Set(
      [...leaked, ...orders.filter(({ story }) => story === 'leak')].flatMap((each) =>
        'advocate' in each ? [each.advocate] : each.advocates,
      ),
    ).size,
  ).toBe(1);
  expect(new Set(leaked.map(({ browser }) => browser.ip)).size).toBeGreaterThan(25);
  const times = leaked.map(({ at }) => at);
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(day / 4);
});

test('renewals come four weeks after an order of the same buyer, some of them of a referred friend', () => {
  const { orders } = plan(7);
  const renewals = orders.flatMap((order) => (order.renews === null ? [] : [{ order, first: order.renews }]));
  expect(renewals.length).toBeGreaterThan(3);
  expect(renewals.every(({ order, first }) => order.at - first.at === 28 * day && order.buyer === first.buyer)).toBe(true);
  expect(renewals.some(({ first }) => first.story === 'friend')).toBe(true);
});

test('strangers are different people at addresses that nobody has', () => {
  const { orders } = plan(7);
  const others = ['own-email', 'own-alias', 'throw-away', 'renewal'];
  const emails = orders.flatMap(({ buyer, story }) => ('email' in buyer && !others.includes(story) ? [buyer.email] : []));
  expect(emails.length).toBeGreaterThan(100);
  expect(new Set(emails).size).toBe(emails.length);
  expect(emails.every((email) => /@example\.(com|org|net)$/.test(email))).toBe(true);
});

test('a random generator with a seed gives even numbers and well-formed UUIDs', () => {
  const random = seededRandom(1);
  const numbers = Array.from({ length: 10_000 }, () => random.next());
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(numbers.reduce((sum, each) => sum + each, 0) / 10_000).toBeCloseTo(0.5, 1);
  expect(random.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(() => random.pick([])).toThrow();
});
