/** Takes discounts off a cart: which of them go together, how much each takes, and from which line. Minor units throughout. */
import { buyXGetY } from '#devstore/pricing/buy-x-get-y.ts';
import { covers, discountClass, type DiscountClass, type PlainLine } from '#devstore/pricing/entitlement.ts';
import type { FoundCode } from '#devstore/pricing/find-discount.ts';
import { allocate, shareOf } from '#devstore/pricing/minor-units.ts';
import type { DiscountState } from '#devstore/state.ts';

/** A code that the purchase meets on its own; `entered` is how the shopper wrote it. */
export type Candidate = FoundCode & { entered: string };
/** `allocations` by line; a shipping discount has none, its `amount` is off the shipping. */
export type Applied = { candidate: Candidate; target: DiscountClass; allocations: number[]; amount: number };

export type Basket = {
  lines: readonly PlainLine[];
  /** An amount of the shop's currency in the units of the lines. */
  amountIn(decimal: string): number;
  /** What delivery costs when the lines come to `subtotal`. */
  shippingAt(subtotal: number): number;
};

/**
 * The best set of codes that may be combined, and what each takes off. Product discounts come first, the best one on each line; order discounts
 * are all taken from what those leave, so two percentages add up; shipping comes last. No line goes below zero.
 */
export function applyBest(basket: Basket, candidates: readonly Candidate[]): Applied[] {
  let best: Applied[] = [];
  for (let set = 1; set < 1 << candidates.length; set += 1) {
    const chosen = candidates.filter((_, index) => (set & (1 << index)) !== 0);
    if (!goTogether(chosen)) continue;
    // Delivery that costs nothing anyway keeps its code, with nothing taken off.
    const applied = apply(basket, chosen).filter(({ amount, target }) => amount > 0 || target === 'shipping');
    const gain = total(applied) - total(best);
    if (gain > 0 || (gain === 0 && applied.length > best.length)) best = applied;
  }
  return best;
}

function goTogether(chosen: readonly Candidate[]): boolean {
  return chosen.every((one) =>
    chosen.every((other) => one === other || (one.discount.id !== other.discount.id && allows(one.discount, other.discount))),
  );
}

/** Two shipping discounts never go together. */
function allows(one: DiscountState, other: DiscountState): boolean {
  switch (discountClass(other)) {
    case 'product':
      return one.combinesWith.productDiscounts;
    case 'order':
      return one.combinesWith.orderDiscounts;
    case 'shipping':
      return one.combinesWith.shippingDiscounts && one.kind !== 'free-shipping';
  }
}

function apply(basket: Basket, chosen: readonly Candidate[]): Applied[] {
  const { lines, amountIn } = basket;
  const left = lines.map((line) => line.amount);
  const ofClass = (wanted: DiscountClass) => chosen.filter(({ discount }) => discountClass(discount) === wanted);
  const take = (candidate: Candidate, target: DiscountClass, allocations: number[]): Applied => {
    allocations.forEach((amount, index) => (left[index] = (left[index] ?? 0) - amount));
    return { candidate, target, allocations, amount: sum(allocations) };
  };
  const products = ofClass('product').map((candidate) => ({ candidate, takes: offProducts(basket, candidate.discount) }));
  const best = lines.map((_, index) => Math.max(0, ...products.map(({ takes }) => takes[index] ?? 0)));
  const taken = lines.map(() => false);
  const applied = products.map(({ candidate, takes }) =>
    take(
      candidate,
      'product',
      takes.map((amount, index) => {
        if (amount === 0 || amount < (best[index] ?? 0) || taken[index] === true) return 0;
        taken[index] = true;
        return amount;
      }),
    ),
  );
  const base = [...left];
  for (const candidate of ofClass('order')) {
    const { value } = candidate.discount;
    const wanted = 'percentage' in value ? shareOf(sum(base), value.percentage) : amountIn(value.amount);
    applied.push(take(candidate, 'order', allocate(Math.min(wanted, sum(left)), base, left)));
  }
  const shipping = basket.shippingAt(sum(left));
  for (const candidate of ofClass('shipping')) {
    const amount = shipsFree(candidate.discount, shipping, amountIn) ? shipping : 0;
    applied.push({ candidate, target: 'shipping', allocations: lines.map(() => 0), amount });
  }
  return chosen.flatMap((candidate) => applied.filter((each) => each.candidate === candidate));
}

/** Whether delivery at this price is free with the discount. */
export function shipsFree(discount: DiscountState, shipping: number, amountIn: (decimal: string) => number): boolean {
  const maximum = discount.destination?.maximumPrice ?? null;
  return maximum === null || shipping <= amountIn(maximum);
}

/** What a product discount would take off each line by itself. */
export function offProducts({ lines, amountIn }: Omit<Basket, 'shippingAt'>, discount: DiscountState): number[] {
  if (discount.kind === 'bxgy') return buyXGetY(lines, discount, amountIn);
  const entitled = lines.map((line) => (covers(discount.items, line) ? line.amount : 0));
  const { value } = discount;
  if ('percentage' in value) return entitled.map((amount) => shareOf(amount, value.percentage));
  const amount = amountIn(value.amount);
  if (!value.appliesOnEachItem) return allocate(Math.min(amount, sum(entitled)), entitled, entitled);
  return lines.map((line, index) => Math.min(entitled[index] ?? 0, amount * line.quantity));
}

function total(applied: readonly Applied[]): number {
  return sum(applied.map((each) => each.amount));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((so, amount) => so + amount, 0);
}
