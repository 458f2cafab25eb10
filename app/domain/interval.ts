/**
 * How sure a figure is that was counted on a sample: 95 % confidence intervals. Pure.
 *
 * Shares have Wilson's interval (E. B. Wilson, 1927), which keeps within 0 and 1 and means something at small counts too. Averages of orders are ratios of
 * sums: one person's orders resemble each other, so people, not orders, are what varies, and Student's t has one degree of freedom less than there are people.
 */

/** `value` with its interval; or there is too little to say anything: fewer than `needed`. */
export type Estimate =
  { known: true; sample: number; value: number; low: number; high: number } | { known: false; sample: number; needed: number };

/** Fewer say nothing: a share of them has an interval of a third of everything. */
export const FEWEST = 30;

/** Two-sided, 95 %. */
const Z = 1.959963984540054;

/** @param hits of them @param sample how many there are @param needed how many there must be */
export function shareInterval(hits: number, sample: number, needed = FEWEST): Estimate {
  if (sample < Math.max(1, needed)) return { known: false, sample, needed };
  const share = hits / sample;
  const spread = (Z * Z) / sample;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (Z * Math.sqrt((share * (1 - share)) / sample + spread / (4 * sample))) / (1 + spread);
  // Rounding must not push the share out of its own interval.
  return { known: true, sample, value: share, low: clamp(middle - half, 0, share), high: clamp(middle + half, share, 1) };
}

/** Amounts that people paid, several each. */
export type PeopleSums = {
  people: number;
  orders: number;
  /** Of all orders. */
  sum: number;
  /** Over people: (their sum − their orders × the average order)², summed. */
  squares: number;
};

/** The average of an order. `sample` counts people. None is below zero. */
export function averageInterval({ people, orders, sum, squares }: PeopleSums, needed = FEWEST): Estimate {
  if (people < Math.max(2, needed) || orders === 0) return { known: false, sample: people, needed };
  const value = sum / orders;
  const error = Math.sqrt((squares * people) / (people - 1)) / orders;
  const half = studentT(people - 1) * error;
  return { known: true, sample: people, value, low: Math.max(0, value - half), high: value + half };
}

/**
 * How far the first lies above the second, with the interval of that difference, made of the two intervals (Newcombe's method 10; MOVER). Null while one of
 * them is not known. Where it does not contain zero, the two differ by more than chance explains.
 */
export function differenceInterval(a: Estimate, b: Estimate): { value: number; low: number; high: number } | null {
  if (!a.known || !b.known) return null;
  const value = a.value - b.value;
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.high - b.value),
    high: value + Math.hypot(a.high - a.value, b.value - b.low),
  };
}

/** Two-sided 95 % quantile, by its expansion around the normal one; exact to three digits from 10 degrees on. */
function studentT(degrees: number): number {
  const first = (Z ** 3 + Z) / 4;
  const second = (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96;
  return Z + first / degrees + second / degrees ** 2;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
