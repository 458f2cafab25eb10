/** The leaky bucket of one app in one shop. Sizes: shopify.dev, "GraphQL Admin API rate limits"; buckets of 20 seconds' worth. */
import type { ShopState } from '#devstore/state.ts';

const restoreRates: Record<ShopState['plan'], number> = { Basic: 100, Advanced: 200, 'Shopify Plus': 1000 };
const bucketSeconds = 20;

export type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };

/** How full the shop's bucket is now. Real time, not the virtual clock: the app waits in real time. */
export function throttleStatus(shop: ShopState): ThrottleStatus {
  const restoreRate = restoreRates[shop.plan];
  const maximumAvailable = restoreRate * bucketSeconds;
  const now = Date.now();
  const restored = ((now - shop.throttle.at) / 1000) * restoreRate;
  shop.throttle = { available: Math.min(maximumAvailable, shop.throttle.available + restored), at: now };
  return { maximumAvailable, currentlyAvailable: Math.floor(shop.throttle.available), restoreRate };
}

/** Takes `cost` (below zero gives it back). */
export function spend(shop: ShopState, cost: number): void {
  shop.throttle.available -= cost;
}
