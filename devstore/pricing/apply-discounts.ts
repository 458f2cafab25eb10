/** Takes discounts off the lines of a cart: which of them go together, how much each takes, and from which line. Minor units throughout. */
import type { FoundCode } from '#devstore/pricing/find-discount.ts';
import { allocate, shareOf } from '#devstore/pricing/minor-units.ts';
import type { DiscountState } from '#devstore/state.ts';

/** A code that the purchase meets on its own; `entered` is how the shopper wrote it. */
export type Candidate = FoundCode & { entered: string };
export type PlainLine = { quantity: number; amount: number };
export type Applied = { candidate: Candidate; allocations: number[]; amount: number };

/**
 * The best set of codes that may be combined, and what each takes off. Product discounts come first; order discounts are all taken from what
 * those leave, so two percentages add up. No line goes below zero.
 */
export function applyBest(
  lines: readonly PlainLine[],
  candidates: readonly Candidate[],
  amountIn: (decimal: string) => number,
): Applied[] {
  let best: Applied[] = [];
  for (let set = 1; set < 1 << candidates.length; set += 1) {
    const chosen = candidates.filter((_, index) => (set & (1 << index)) !== 0);
    if (!goTogether(chosen)) continue;
    const applied = apply(lines, chosen, amountIn);
    const gain = total(applied) - total(best);
    if (gain > 0 || (gain === 0 && applied.length > best.length)) best = applied;
  }
  return best.filter((each) => each.amount > 0);
}

function goTogether(chosen: readonly Candidate[]): boolean {
  return chosen.every((one) =>
    chosen.every((other) => one === other || (one.discount.id !== other.discount.id && allows(one.discount, other.discount))),
  );
}

function allows(one: DiscountState, other: DiscountState): boolean {
  return isProductDiscount(other) ? one.combinesWith.productDiscounts : one.combinesWith.orderDiscounts;
}

/** An amount off each item is a product discount; everything else the dev store knows is taken off the order. */
export function isProductDiscount(discount: DiscountState): boolean {
  return 'amount' in discount.value && discount.value.appliesOnEachItem;
}

function apply(lines: readonly PlainLine[], chosen: readonly Candidate[], amountIn: (decimal: string) => number): Applied[] {
  const left = lines.map((line) => line.amount);
  const take = (candidate: Candidate, allocations: number[]): Applied => {
    allocations.forEach((amount, index) => (left[index] = (left[index] ?? 0) - amount));
    return { candidate, allocations, amount: sum(allocations) };
  };
  const products = chosen.filter((candidate) => isProductDiscount(candidate.discount));
  const applied = products.map((candidate) =>
    take(
      candidate,
      lines.map((line, index) => Math.min(left[index] ?? 0, wholeValue(candidate.discount, amountIn) * line.quantity)),
    ),
  );
  const base = [...left];
  const orders = chosen.filter((candidate) => !isProductDiscount(candidate.discount));
  for (const candidate of orders) {
    const { value } = candidate.discount;
    const wanted = 'percentage' in value ? shareOf(sum(base), value.percentage) : wholeValue(candidate.discount, amountIn);
    applied.push(take(candidate, allocate(Math.min(wanted, sum(left)), base, left)));
  }
  return chosen.flatMap((candidate) => applied.filter((each) => each.candidate === candidate));
}

function wholeValue(discount: DiscountState, amountIn: (decimal: string) => number): number {
  return 'amount' in discount.value ? amountIn(discount.value.amount) : 0;
}

function total(applied: readonly Applied[]): number {
  return sum(applied.map((each) => each.amount));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((so, amount) => so + amount, 0);
}
