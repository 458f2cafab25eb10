/** A coupon site prints somebody's link: in one evening strangers come in numbers, and none of them knows the advocate. */
import { browser, type Browser } from '#devstore/history/people.ts';
import type { PlannedVisit } from '#devstore/history/plan-history.ts';
import type { Random } from '#devstore/history/random.ts';

export const leakPage = 'https://www.coupon-harbour.example/codes/coffee';

const visitors = 28;
/** One visitor in four asks for the offer. */
const claimEvery = 4;
const lasts = 3 * 3_600_000;

/** Who came through the link without buying. */
export function leakVisits(random: Random, from: number, advocate: string): PlannedVisit[] {
  return Array.from({ length: visitors }, (_, index) =>
    leakVisit(from + Math.round(random.next() * lasts), advocate, browser(random), index % claimEvery === 0),
  );
}

/** A visit from the coupon site. */
export function leakVisit(at: number, advocate: string, from: Browser, claims = false): PlannedVisit {
  return { at, advocate, browser: from, path: '/', referrer: leakPage, claims };
}
