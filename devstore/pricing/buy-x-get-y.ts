/** "Buy X get Y": which pieces of a cart pay for which. Minor units. */
import { covers, type PlainLine } from '#devstore/pricing/entitlement.ts';
import { shareOf } from '#devstore/pricing/minor-units.ts';
import type { DiscountState } from '#devstore/state.ts';

/**
 * What each line gets off. Pieces that were bought for it are not given away: the dearest pieces count as bought, the cheapest are reduced.
 * All zero when nothing is given.
 */
export function buyXGetY(lines: readonly PlainLine[], discount: DiscountState, amountIn: (decimal: string) => number): number[] {
  const none = lines.map(() => 0);
  if (discount.bxgy === null) return none;
  const { buys, getsQuantity, usesPerOrder } = discount.bxgy;
  const left = lines.map((line) => line.quantity);
  const given = [...none];
  const gets = indexes(lines, (line) => covers(discount.items, line)).sort((a, b) => priceAt(lines, a) - priceAt(lines, b));
  // Pieces that can only be bought go first, so that those that could be given stay.
  const bought = indexes(lines, (line) => covers(buys.items, line)).sort(
    (a, b) => Number(gets.includes(a)) - Number(gets.includes(b)) || priceAt(lines, b) - priceAt(lines, a),
  );
  const needed = buys.amount === null ? (buys.quantity ?? 1) : amountIn(buys.amount);
  const worth = (index: number) => (buys.amount === null ? 1 : priceAt(lines, index));
  for (let use = 0; use < (usesPerOrder ?? Number.POSITIVE_INFINITY); use += 1) {
    const before = [...left];
    if (!takePieces(left, bought, needed, worth)) break;
    const pieces = givePieces(left, gets, getsQuantity);
    if (pieces.length === 0) {
      before.forEach((quantity, index) => (left[index] = quantity));
      break;
    }
    for (const index of pieces) given[index] = (given[index] ?? 0) + 1;
  }
  return lines.map((line, index) => off(line, given[index] ?? 0, discount, amountIn));
}

/** Takes pieces until they are worth `needed`; false when there are not enough. */
function takePieces(left: number[], from: number[], needed: number, worth: (index: number) => number): boolean {
  let so = 0;
  for (const index of from) {
    while ((left[index] ?? 0) > 0 && so < needed) {
      left[index] = (left[index] ?? 0) - 1;
      so += worth(index);
    }
  }
  return so >= needed;
}

/** One index per piece; fewer than `wanted` when there are no more. */
function givePieces(left: number[], from: number[], wanted: number): number[] {
  const pieces: number[] = [];
  for (const index of from) {
    while ((left[index] ?? 0) > 0 && pieces.length < wanted) {
      left[index] = (left[index] ?? 0) - 1;
      pieces.push(index);
    }
  }
  return pieces;
}

function off(line: PlainLine, pieces: number, { value }: DiscountState, amountIn: (decimal: string) => number): number {
  if ('percentage' in value) return shareOf(line.price * pieces, value.percentage);
  return Math.min(line.price, amountIn(value.amount)) * pieces;
}

function indexes(lines: readonly PlainLine[], wanted: (line: PlainLine) => boolean): number[] {
  return lines.flatMap((line, index) => (wanted(line) ? [index] : []));
}

function priceAt(lines: readonly PlainLine[], index: number): number {
  return lines[index]?.price ?? 0;
}
