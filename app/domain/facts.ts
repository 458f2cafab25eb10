/**
 * What the engine is told about one order. Facts are gathered by services and stored with the decision (stored-decision.ts),
 * so that any decision can be replayed. Personal data is present only as keyed hashes (hex).
 */
import type { Money } from './money.ts';

/** Keyed HMAC of one piece of personal data, hex; comparable within one shop only. */
export type PersonalHash = string & { readonly __brand: 'PersonalHash' };

/** Identity of the buyer or of an advocate, as far as it is known. */
export type PersonFacts = {
  /** Numeric part of the customer gid. */
  customerId: string | null;
  emailHash: PersonalHash | null;
  phoneHash: PersonalHash | null;
};

/** One piece of evidence that an advocate brought this order. */
export type Signal = {
  kind: SignalKind;
  /** The code as it was received, cut to 64 characters. */
  rawCode: string;
  /** When the evidence arose, epoch milliseconds; null when the source does not tell. Client-sent times are hints. */
  at: number | null;
  /** The advocate the code leads to, or why it leads to nobody. */
  resolution: { advocateId: string } | { unresolved: 'malformed' | 'mistyped' | 'unknown' };
};

/** Strongest first; a merchant may reorder them in a later version of the rules. */
export const SIGNAL_KINDS = ['discount-code', 'cart-attribute', 'landing-link'] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

export type AdvocateFacts = PersonFacts & {
  advocateId: string;
  state: 'active' | 'blocked' | 'redacted';
};

export type OrderFacts = {
  orderId: string;
  /** epoch milliseconds */
  placedAt: number;
  paidAt: number | null;
  cancelledAt: number | null;
  test: boolean;
  /** 'web', 'pos', 'shopify_draft_order', an app id, … as Shopify says it. */
  sourceName: string | null;
  buyer: PersonFacts;
  /** Shop money, as it stands now: after discounts, refunded and removed items; before shipping and tax (Shopify's current subtotal). */
  subtotal: Money;
  /** Shop money, as the order was placed. */
  total: Money;
  /** Shop money given back so far, shipping and tax included. */
  refunded: Money;
  signals: Signal[];
  /** Every advocate that a signal resolved to. */
  advocates: AdvocateFacts[];
  /** How many orders this buyer had placed before this one; null when neither Shopify nor our history could tell. */
  earlierOrders: number | null;
  /** Another order of the same friend already holds a credit: its id. */
  friendCreditedOn: string | null;
};
