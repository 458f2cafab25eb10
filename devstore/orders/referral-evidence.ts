/** What a friend's visit leaves on their order, as the storefront script, the browser and Shopify write it. */
import { CART_ATTRIBUTE, REF_PARAMETER, type StoredReferral } from '#app/domain/storefront-contract.ts';
import { visitOf } from '#devstore/orders/journey.ts';
import type { NewOrder } from '#devstore/orders/place-order.ts';
import type { ShopState } from '#devstore/state.ts';

/**
 * `attribute` the cart remembers, `line-property` every line does ("Buy it now" has no cart), `landing` the session began with the link,
 * `journey` only Shopify's own record has the visit: the session of the order began without the link.
 */
export const evidenceKinds = ['attribute', 'line-property', 'landing', 'journey'] as const;
export type Evidence = (typeof evidenceKinds)[number];

export type Referral = {
  /** What stands after `?ref=`: a code, or a code with its seal. */
  ref: string;
  evidence: readonly Evidence[];
  /** Epoch milliseconds. */
  landedAt: number;
  orderedAt: number;
  /** What the script keeps; one touch of `ref` by default. */
  remembered?: StoredReferral | undefined;
  /** The page that led to the link. */
  referrer?: string | null | undefined;
};

const visitEnds = 30 * 60_000;
/** Visits older than that are in no journey. */
const journeyReaches = 30 * 86_400_000;

/** The order with the evidence on it. What the order says itself (journey, landing site) stays. */
export function withEvidence(shop: ShopState, order: NewOrder, referral: Referral): NewOrder {
  const by = (kind: Evidence) => referral.evidence.includes(kind);
  const remembered = JSON.stringify(referral.remembered ?? ({ f: [referral.ref, referral.landedAt] } satisfies StoredReferral));
  const link = `/?${REF_PARAMETER}=${encodeURIComponent(referral.ref)}`;
  const properties = { [CART_ATTRIBUTE]: remembered };
  return {
    ...order,
    ...(by('attribute') ? { attributes: { ...order.attributes, [CART_ATTRIBUTE]: remembered } } : {}),
    ...(by('line-property')
      ? { lines: order.lines?.map((line) => ({ ...line, properties: { ...line.properties, ...properties } })) }
      : {}),
    ...(by('landing') ? { landingSite: order.landingSite ?? link, referringSite: order.referringSite ?? referral.referrer } : {}),
    journey: order.journey ?? journey(shop, link, referral),
  };
}

function journey(shop: ShopState, link: string, referral: Referral): NewOrder['journey'] {
  const { orderedAt, landedAt } = referral;
  const isLanding = referral.evidence.includes('landing');
  if (!isLanding && !referral.evidence.includes('journey')) return undefined;
  const at = (time: number) => new Date(time).toISOString();
  const landed = orderedAt - landedAt > journeyReaches ? null : visitOf(shop, link, referral.referrer ?? null, at(landedAt));
  if (isLanding || orderedAt - landedAt <= visitEnds) return { first: landed, last: landed };
  const later = visitOf(shop, '/', null, at(orderedAt - visitEnds / 3));
  return { first: landed ?? later, last: later };
}
