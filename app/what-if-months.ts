/** How far back a merchant may ask what other rules would have done. */
export const WHAT_IF_MONTHS = [1, 3, 6, 12] as const;
export type WhatIfMonths = (typeof WHAT_IF_MONTHS)[number];

/** The same day, that many months ago; the 31st of a short month is its last day. @param now epoch milliseconds @returns ISO */
export function monthsBefore(now: number, months: number): string {
  const then = new Date(now);
  const day = then.getUTCDate();
  then.setUTCDate(1);
  then.setUTCMonth(then.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate();
  then.setUTCDate(Math.min(day, lastDay));
  return then.toISOString();
}
