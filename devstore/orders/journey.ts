/** Shopify's own record of how the buyer came (customerJourneySummary): visits with the referral code it read from the address. */
import type { NewOrder } from '#devstore/orders/place-order.ts';
import type { OrderState, OrderVisit, ShopState } from '#devstore/state.ts';

/** What the caller said, or one visit made from the landing page. Tills, drafts and renewals have no visit. */
export function defaultJourney(shop: ShopState, at: string, sourceName: string, input: NewOrder): OrderState['journey'] {
  const readyAt = input.journey?.readyAt ?? new Date(Date.parse(at) + shop.journeyReadyAfterMinutes * 60_000).toISOString();
  if (sourceName !== 'web') return { readyAt, first: null, last: null };
  if (input.journey !== undefined) return { readyAt, first: input.journey.first, last: input.journey.last };
  if (typeof input.landingSite !== 'string') return { readyAt, first: null, last: null };
  const visit = visitOf(shop, input.landingSite, input.referringSite ?? null, at);
  return { readyAt, first: visit, last: visit };
}

/** A visit that began on `landingSite`. The code is what Shopify takes: the parameter `ref`, `source` or `r`. */
export function visitOf(shop: ShopState, landingSite: string, referrer: string | null, at: string): OrderVisit {
  const url = new URL(landingSite, `https://${shop.domain}`);
  const code = ['ref', 'source', 'r'].map((name) => url.searchParams.get(name)).find((value) => value !== null && value !== '');
  return { landingPage: url.href, referralCode: code ?? null, referrerUrl: referrer === '' ? null : referrer, at };
}
