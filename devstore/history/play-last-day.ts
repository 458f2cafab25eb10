/** The last day of the history: friends claim their offer and buy with it, advocates spend what they earned, old orders come back. */
import { setTimeout as wait } from 'node:timers/promises';
import { CART_ATTRIBUTE, REF_PARAMETER } from '#app/domain/storefront-contract.ts';
import { sellable } from '#devstore/history/baskets.ts';
import { stranger } from '#devstore/history/people.ts';
import type { HistoryPlan, PlannedOrder } from '#devstore/history/plan-history.ts';
import { playAfterwards } from '#devstore/history/play-order.ts';
import type { Random } from '#devstore/history/random.ts';
import type { StorefrontDoor } from '#devstore/history/storefront-door.ts';
import { storeNow } from '#devstore/clock.ts';
import { placeOrder } from '#devstore/orders/place-order.ts';
import type { OrderState, ShopState, Store } from '#devstore/state.ts';
import { whenIdle } from '#devstore/webhooks/dispatch.ts';

type LastDay = {
  door: StorefrontDoor;
  plan: HistoryPlan;
  codes: Map<string, string>;
  random: Random;
  to: Date;
  patienceMs: number;
  played: Map<PlannedOrder, OrderState>;
};

const claimsAtOnce = 8;
/** One claim in four is not used (yet). */
const unusedEvery = 4;
const redemptions = 4;
const askAgainMs = 1_000;

export async function playLastDay(
  store: Store,
  shop: ShopState,
  lastDay: LastDay,
): Promise<{ visits: number; claims: number; redeemed: number; skipped: string[] }> {
  const claims = await claimAndBuy(store, shop, lastDay);
  await whenIdle(store);
  const { redeemed, worthless } = await redeemRewards(store, shop, lastDay);
  for (const [planned, order] of lastDay.played) {
    if (planned.afterwards?.after !== 'last-day') continue;
    playAfterwards(store, shop, order, planned.afterwards.what, storeNow(store).getTime());
  }
  const skipped = [
    ...(claims.refused > 0 ? [`${claims.refused} claims were refused`] : []),
    ...(redeemed + worthless < redemptions
      ? [`${redemptions - redeemed - worthless} rewards were not issued in time to be spent`]
      : []),
  ];
  if (worthless > 0) skipped.push(`${worthless} reward codes bought nothing`);
  return { visits: claims.seen, claims: claims.taken, redeemed, skipped };
}

async function claimAndBuy(store: Store, shop: ShopState, { door, codes, random, to }: LastDay) {
  let [seen, taken, refused] = [0, 0, 0];
  const sharing = [...codes.values()];
  for (let index = 0; index < claimsAtOnce; index += 1) {
    const code = random.pick(sharing);
    const friend = stranger(random, 9_000 + index);
    if (await door.visit(friend.browser, { id: random.uuid(), code, path: '/', referrer: null })) seen += 1;
    const answer = await door.claim(friend.browser, { id: random.uuid(), code });
    if (answer?.ok !== true) {
      refused += 1;
      continue;
    }
    taken += 1;
    if (index % unusedEvery === unusedEvery - 1) continue;
    const landedAt = to.getTime() - 600_000;
    placeOrder(store, shop, {
      email: friend.email,
      firstName: friend.firstName,
      lastName: friend.lastName,
      shippingAddress: friend.address,
      browserIp: friend.browser.ip,
      userAgent: friend.browser.userAgent,
      lines: aFewThings(shop, random),
      discountCodes: answer.discountCode === null ? [] : [answer.discountCode],
      attributes: { [CART_ATTRIBUTE]: JSON.stringify({ f: [code, landedAt] }) },
      landingSite: `/?${REF_PARAMETER}=${encodeURIComponent(code)}`,
    });
  }
  return { seen, taken, refused };
}

/** Advocates look at their page until the app has issued rewards, and spend some of them. */
async function redeemRewards(store: Store, shop: ShopState, { door, codes, random, patienceMs }: LastDay) {
  const spent = new Set<string>();
  let worthless = 0;
  const result = () => ({ redeemed: spent.size - worthless, worthless });
  const giveUpAt = performance.now() + patienceMs;
  const advocates = [...codes.keys()];
  for (;;) {
    for (const customerId of advocates) {
      if (spent.size === redemptions) return result();
      const standing = await door.standing(customerId, false);
      if (standing?.signedIn !== true || !standing.enrolled) continue;
      const code = standing.rewards.find((reward) => reward.code !== null && !spent.has(reward.code))?.code;
      if (typeof code !== 'string') continue;
      const order = placeOrder(store, shop, {
        customerId,
        lines: aFewThings(shop, random),
        discountCodes: [code],
        landingSite: '/account',
      });
      spent.add(code);
      if (order.discountCodes.length === 0) worthless += 1;
    }
    if (performance.now() > giveUpAt) return result();
    await wait(askAgainMs);
  }
}

function aFewThings(shop: ShopState, random: Random) {
  const variants = sellable(shop);
  const [first, second] = [random.pick(variants), random.pick(variants)];
  return first === second
    ? [{ variantId: first.id, quantity: 2 }]
    : [first, second].map(({ id }) => ({ variantId: id, quantity: 1 }));
}
