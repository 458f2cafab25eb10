/**
 * Keeps the calls of one process inside each shop's cost bucket, so that a burst of rewards is spread instead of refused.
 * The bucket is learnt from the answers (`extensions.cost`): https://shopify.dev/docs/api/usage/rate-limits
 */
import { Fault } from './faults.ts';

export type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
export type Cost = { requestedQueryCost: number; actualQueryCost: number | null; throttleStatus: ThrottleStatus };

export type Pacer = {
  /**
   * Returns once the operation fits the shop's bucket, and sets its cost aside.
   * @throws Fault `throttled` at once when that would take longer than `longestWait`
   */
  admit(shopDomain: string, operation: string): Promise<void>;
  /** Takes over what Shopify said about the bucket and the price of the operation. */
  learn(shopDomain: string, operation: string, cost: Cost): void;
};

type Bucket = ThrottleStatus & { at: number };

/** Left for what a merchant clicks in the meantime. */
const RESERVE = 0.1;
const UNKNOWN_COST = 20;
const LONGEST_WAIT = 5_000;

/** @param clock.now epoch milliseconds; `clock.wait` resolves after so many milliseconds */
export function createPacer(clock: { now(): number; wait(milliseconds: number): Promise<void> }): Pacer {
  const buckets = new Map<string, Bucket>();
  const costs = new Map<string, number>();

  function refill(bucket: Bucket): void {
    const elapsed = Math.max(0, clock.now() - bucket.at) / 1000;
    bucket.currentlyAvailable = Math.min(bucket.maximumAvailable, bucket.currentlyAvailable + elapsed * bucket.restoreRate);
    bucket.at = clock.now();
  }

  return {
    async admit(shopDomain, operation) {
      const bucket = buckets.get(shopDomain);
      if (bucket === undefined) return;
      refill(bucket);
      const cost = costs.get(operation) ?? UNKNOWN_COST;
      const floor = Math.min(bucket.maximumAvailable * RESERVE, bucket.maximumAvailable - cost);
      const delay = Math.ceil(((cost + floor - bucket.currentlyAvailable) / bucket.restoreRate) * 1000);
      if (delay > LONGEST_WAIT)
        throw new Fault('throttled', `${shopDomain} has used up its Admin API budget`, { retryAfter: delay });
      bucket.currentlyAvailable -= cost; // set aside before waiting, so that the next caller waits behind this one
      if (delay > 0) await clock.wait(delay);
    },
    learn(shopDomain, operation, cost) {
      costs.set(operation, cost.requestedQueryCost);
      buckets.set(shopDomain, { ...cost.throttleStatus, at: clock.now() });
    },
  };
}

/** Milliseconds until `cost` points are there again. */
export function timeUntilAffordable(cost: Cost): number {
  const { currentlyAvailable, restoreRate } = cost.throttleStatus;
  return Math.max(1000, Math.ceil(((cost.requestedQueryCost - currentlyAvailable) / restoreRate) * 1000));
}
