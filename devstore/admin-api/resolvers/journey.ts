import { storeNow } from '#devstore/clock.ts';
import { count, type Answer, type ApiContext } from '#devstore/admin-api/answers.ts';
import { gid } from '#devstore/store.ts';
import type { OrderState, OrderVisit } from '#devstore/state.ts';

/** What Shopify knows of how the buyer came. Nothing but `ready: false` until the attribution has run (virtual clock). */
export function journeyAnswer(context: ApiContext, order: OrderState): Answer {
  const { first, last, readyAt } = order.journey;
  if (storeNow(context.store).getTime() < Date.parse(readyAt)) {
    return {
      __typename: 'CustomerJourneySummary',
      ready: false,
      customerOrderIndex: null,
      daysToConversion: null,
      firstVisit: null,
      lastVisit: null,
      momentsCount: null,
    };
  }
  const days = first === null ? null : Math.floor((Date.parse(order.createdAt) - Date.parse(first.at)) / 86_400_000);
  return {
    __typename: 'CustomerJourneySummary',
    ready: true,
    customerOrderIndex: orderIndex(context, order),
    daysToConversion: days,
    firstVisit: () => (first === null ? null : visitAnswer(first, `${order.id}1`)),
    lastVisit: () => (last === null ? null : visitAnswer(last, `${order.id}2`)),
    momentsCount: () => count(new Set([first, last].filter((visit) => visit !== null).map((visit) => visit.at)).size),
  };
}

/** 1 for the customer's first order (help.funnel.io, "Customer Order Index"); test orders do not count. Null without a customer and for a test order. */
function orderIndex(context: ApiContext, order: OrderState): number | null {
  if (order.customerId === null || order.test) return null;
  let earlier = 0;
  for (const other of context.shop.orders.values()) {
    if (other.customerId !== order.customerId || other.test || other.id === order.id) continue;
    const difference = Date.parse(other.createdAt) - Date.parse(order.createdAt);
    if (difference < 0 || (difference === 0 && Number(other.id) < Number(order.id))) earlier += 1;
  }
  return earlier + 1;
}

function visitAnswer(visit: OrderVisit, id: string): Answer {
  const parameters = new URL(visit.landingPage).searchParams;
  const utm = (name: string) => parameters.get(`utm_${name}`);
  return {
    __typename: 'CustomerVisit',
    id: gid('CustomerVisit', id),
    occurredAt: visit.at,
    landingPage: visit.landingPage,
    referralCode: visit.referralCode,
    referrerUrl: visit.referrerUrl,
    source: visit.referrerUrl === null ? 'direct' : new URL(visit.referrerUrl).hostname,
    utmParameters: () =>
      ['source', 'medium', 'campaign', 'content', 'term'].every((name) => utm(name) === null)
        ? null
        : {
            __typename: 'UTMParameters',
            source: utm('source'),
            medium: utm('medium'),
            campaign: utm('campaign'),
            content: utm('content'),
            term: utm('term'),
          },
  };
}
