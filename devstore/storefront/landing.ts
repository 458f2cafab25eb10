/** Where shoppers land: the first and the last visit, as Shopify keeps them for an order's journey. */
import type { Request } from 'express';
import { storeNow } from '#devstore/clock.ts';
import type { Visit } from '#devstore/storefront/visit.ts';
import type { OrderVisit, SessionState } from '#devstore/state.ts';

type Landing = NonNullable<SessionState['landing']>;

const visitEnds = 30 * 60_000;
const journeyEnds = 30 * 86_400_000;

/**
 * Notes a page view that begins a visit: the first one, one that comes from another site or carries a referral or campaign, or one after half
 * an hour of nothing. Pages of the theme editor and requests of scripts are no visits.
 */
export function noteLanding(visit: Visit, request: Request): void {
  if (visit.designMode || request.method !== 'GET' || !isPageView(request)) return;
  const now = storeNow(visit.store);
  const referrer = foreignReferrer(visit, request);
  const last = visit.session.landing;
  const isNew =
    last === null ||
    referrer !== null ||
    referralCode(visit.query) !== null ||
    visit.query.has('utm_source') ||
    now.getTime() - Date.parse(last.at) > visitEnds;
  if (!isNew) return;
  const landing: Landing = { path: request.originalUrl, referrer, ref: referralCode(visit.query), at: now.toISOString() };
  visit.session.landing = landing;
  const first = visit.session.firstLanding;
  if (first === null || now.getTime() - Date.parse(first.at) > journeyEnds) visit.session.firstLanding = landing;
}

/** The first and last visit of an order's customer journey; nothing where consent is asked for and was not given. */
export function journeyOf(visit: Visit): { first: OrderVisit | null; last: OrderVisit | null } {
  if (visit.shop.consent.required && visit.session.consent !== 'granted') return { first: null, last: null };
  return { first: orderVisit(visit, visit.session.firstLanding), last: orderVisit(visit, visit.session.landing) };
}

function orderVisit(visit: Visit, landing: SessionState['landing']): OrderVisit | null {
  if (landing === null) return null;
  return {
    landingPage: `https://${visit.shop.domain}${landing.path}`,
    referralCode: landing.ref,
    referrerUrl: landing.referrer,
    at: landing.at,
  };
}

/** Shopify reads `ref`, then `source`, then `r`. */
function referralCode(query: URLSearchParams): string | null {
  return query.get('ref') || query.get('source') || query.get('r') || null;
}

function isPageView(request: Request): boolean {
  const destination = request.get('sec-fetch-dest');
  return destination === undefined ? (request.get('accept') ?? '').includes('text/html') : destination === 'document';
}

function foreignReferrer(visit: Visit, request: Request): string | null {
  const referrer = request.get('referer');
  if (referrer === undefined || !URL.canParse(referrer)) return null;
  return new URL(referrer).hostname === visit.shop.domain ? null : referrer;
}
