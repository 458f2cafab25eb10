/** What happens in the shops during a run: decided by the seed alone, in the sequence in which it is played. */
import { type Random, seededRandom } from '#devstore/history/random.ts';

export const SHOPS = ['codes', 'credit', 'cards'] as const;
/** The shop of pooled discount codes, that of store credit, that of gift cards. */
export type PlannedShop = (typeof SHOPS)[number];

/** A buyer of a shop: people who share are the first ones. */
export type PlannedOrder = {
  shop: PlannedShop;
  buyer: number;
  /** The place of who shares the link among those who share; null: no link. */
  advocate: number | null;
  evidence: 'attribute' | 'line-property' | 'landing';
  /** Below the program's minimum. */
  isSmall: boolean;
};
export type Action = { order: number } & (
  { does: 'order' } | { does: 'refund' | 'part-refund' | 'cancel' | 'add-line' | 'remove-line' }
);
export type Plan = { orders: PlannedOrder[]; actions: Action[]; advocates: Record<PlannedShop, number> };

/** How many of a hundred orders. */
const SHARES = { codes: 80, credit: 10 };
/** An order's later life comes within so many actions. */
const SOON = 60;

/** The same seed and number of orders plan the same. */
export function planRun(seed: number, orderCount: number): Plan {
  const random = seededRandom(seed);
  const sharing = (part: number) => Math.max(3, Math.round(((orderCount / 30) * part) / 100));
  const advocates = { codes: sharing(80), credit: sharing(10), cards: sharing(10) };
  const friends: Record<PlannedShop, number> = { ...advocates };
  const orders = Array.from({ length: orderCount }, () => {
    const draw = random.below(100);
    const shop = draw < SHARES.codes ? 'codes' : draw < SHARES.codes + SHARES.credit ? 'credit' : 'cards';
    return planOrder(random, shop, advocates[shop], friends);
  });
  return { orders, advocates, actions: planActions(random, orders) };
}

function planOrder(random: Random, shop: PlannedShop, advocates: number, people: Record<PlannedShop, number>): PlannedOrder {
  const advocate = random.below(advocates);
  const evidence = random.pick(['attribute', 'line-property', 'landing'] as const);
  const draw = random.below(100);
  const newcomer = () => (people[shop] += 1) - 1;
  if (draw < 20) return { shop, buyer: newcomer(), advocate: null, evidence, isSmall: false };
  if (draw < 25) return { shop, buyer: newcomer(), advocate, evidence, isSmall: true };
  if (draw < 28) return { shop, buyer: advocate, advocate, evidence, isSmall: false }; // their own link
  if (draw < 34) return { shop, buyer: random.below(people[shop]), advocate, evidence, isSmall: false }; // somebody who is known
  return { shop, buyer: newcomer(), advocate, evidence, isSmall: false };
}

function planActions(random: Random, orders: readonly PlannedOrder[]): Action[] {
  const due: { at: number; action: Action }[] = [];
  orders.forEach(({ shop }, order) => {
    due.push({ at: order, action: { order, does: 'order' } });
    const at = order + 0.5 + random.below(SOON);
    const draw = random.below(100);
    if (draw < 10) due.push({ at, action: { order, does: 'refund' } });
    else if (draw < 16) due.push({ at, action: { order, does: 'cancel' } });
    else if (draw < 20) due.push({ at, action: { order, does: 'add-line' } });
    // What is on a gift card stays: the part is set against the next card, and which one is the next is a matter of arrival.
    else if (shop === 'cards') return;
    else if (draw < 26) due.push({ at, action: { order, does: 'part-refund' } });
    else if (draw < 29) due.push({ at, action: { order, does: 'remove-line' } });
  });
  return due.sort((one, other) => one.at - other.at).map(({ action }) => action);
}
