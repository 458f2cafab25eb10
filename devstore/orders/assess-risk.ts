/**
 * Shopify's fraud analysis of an order. The webhook tells level, order and time, but neither facts nor recommendation: those are read from the
 * Admin API. Shape: shopify.dev, webhook topic `orders/risk_assessment_changed`; the values' lower case is reported.
 */
import { storeNow } from '#devstore/clock.ts';
import { fulfillmentStatus } from '#devstore/orders/fulfillment-status.ts';
import { shopTime } from '#devstore/orders/shop-time.ts';
import { gid } from '#devstore/store.ts';
import type { OrderState, RiskAssessmentState, ShopState, Store } from '#devstore/state.ts';
import { emitWebhook } from '#devstore/webhooks/emit.ts';

export type RiskRequest = {
  level: RiskAssessmentState['level'];
  /** By default ACCEPT for LOW, INVESTIGATE for MEDIUM, CANCEL for HIGH, otherwise NONE. */
  recommendation?: RiskAssessmentState['recommendation'] | undefined;
  facts?: RiskAssessmentState['facts'] | undefined;
  /** Virtual minutes that the analysis takes; until then it is pending. None by default. */
  afterMinutes?: number | undefined;
  /** When the analysis begins, ISO; now on the virtual clock by default. */
  at?: string | undefined;
};

const usual = { LOW: 'ACCEPT', MEDIUM: 'INVESTIGATE', HIGH: 'CANCEL', NONE: 'NONE', PENDING: 'NONE' } as const;

/**
 * Keeps the assessment and emits orders/risk_assessment_changed when it is known; one that takes its time is told as pending first.
 * Throws for a fulfilled order, which Shopify assesses no more.
 */
export function assessOrderRisk(store: Store, shop: ShopState, order: OrderState, request: RiskRequest): RiskAssessmentState {
  if (fulfillmentStatus(order) === 'fulfilled') throw new Error(`dev store: ${order.name} is fulfilled and no longer assessed`);
  const begun = request.at === undefined ? storeNow(store) : new Date(request.at);
  const pause = (request.afterMinutes ?? 0) * 60_000;
  if (pause > 0) keep(store, shop, order, { level: 'PENDING', recommendation: 'NONE', facts: [], at: begun.toISOString() });
  return keep(store, shop, order, {
    level: request.level,
    recommendation: request.recommendation ?? usual[request.level],
    facts: request.facts ?? [],
    at: new Date(begun.getTime() + pause).toISOString(),
  });
}

/** What is known by now, on the virtual clock; null when nothing is. */
export function currentRisk(store: Store, order: OrderState): RiskAssessmentState | null {
  const now = storeNow(store).getTime();
  return order.risks.findLast(({ at }) => Date.parse(at) <= now) ?? null;
}

function keep(store: Store, shop: ShopState, order: OrderState, assessment: RiskAssessmentState): RiskAssessmentState {
  order.risks.push(assessment);
  const document = {
    // Both null: the provider is Shopify.
    provider_id: null,
    provider_title: null,
    risk_level: assessment.level.toLowerCase(),
    created_at: shopTime(assessment.at, shop.timeZone),
    // Text here, and a number in every other topic: so it is at Shopify.
    order_id: order.id,
    admin_graphql_api_order_id: gid('Order', order.id),
  };
  const delayMs = Math.max(0, Date.parse(assessment.at) - storeNow(store).getTime());
  emitWebhook(store, shop, 'orders/risk_assessment_changed', document, { at: assessment.at, delayMs });
  return assessment;
}
