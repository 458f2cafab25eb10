/** How long work waits before it is tried again, in milliseconds. */

const SHORTEST = 5_000;
const LONGEST = 600_000;

/** After a fault of the world: the longer it lasts, the rarer the tries. @param age of the work @param retryAfter what Shopify asked for */
export function waitAfterFault(age: number, retryAfter: number | null): number {
  return Math.max(retryAfter ?? 0, Math.min(LONGEST, Math.max(SHORTEST, age / 2)));
}

/** After a bug: 10 s, 20 s, 40 s … @param attempts tries so far, this one included */
export function waitAfterBug(attempts: number): number {
  return Math.min(LONGEST, SHORTEST * 2 ** attempts);
}
