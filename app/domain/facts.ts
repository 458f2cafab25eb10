/**
 * What the engine is told about one order (or sign-up). Facts are gathered by services and stored with the decision (stored-decision.ts),
 * so that any decision can be replayed. Personal data is present only as keyed hashes (hex).
 */
import type { Channel } from './channel.ts';
import type { Money } from './money.ts';

/** Keyed HMAC of one piece of personal data, hex; comparable within one shop only. */
export type PersonalHash = string & { readonly __brand: 'PersonalHash' };

/** Identity of the buyer or of an advocate, as far as it is known. */
export type PersonFacts = {
  /** Numeric part of the customer gid. */
  customerId: string | null;
  /** Of the canonical address: aliases of one mailbox are one hash. */
  emailHash: PersonalHash | null;
  phoneHash: PersonalHash | null;
};

/**
 * How far a signal can be believed. `verified`: known to the app or to Shopify itself (its own code, the signed-in customer, staff).
 * `signed`: a link that this app sealed. `hint`: written by a browser or a person. `forged`: a hint whose seal is wrong.
 */
export const TRUSTS = ['verified', 'signed', 'hint', 'forged'] as const;
export type Trust = (typeof TRUSTS)[number];

/**
 * Every kind of evidence, in the order in which kinds outrank each other unless the merchant reorders them (`ProgramRules.attribution.precedence`).
 * The first two are no evidence to weigh but facts: they always come first.
 */
export const SIGNAL_KINDS = [
  /** Staff said who brought the order. */
  'merchant',
  /** An earlier order of the same subscription was credited. */
  'renewal',
  /** The friend's single-use offer code, or an advocate's shared one. */
  'discount-code',
  /** The friend claimed the offer with this e-mail address or customer account. */
  'claim',
  /** A visit through the link by the signed-in buyer. */
  'signed-in-visit',
  /** The buyer's sign-up was credited. */
  'sign-up',
  /** Remembered with the cart. */
  'cart-attribute',
  /** Remembered with a product ("Buy it now" has no cart). */
  'line-item',
  /** The link the session began with. */
  'landing-link',
  /** Shopify's own record of the buyer's first and last visit. */
  'journey',
  /** What the friend answered to "who referred you?". */
  'friend-answer',
] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** The kinds whose rank is the merchant's choice. */
export const RANKED_SIGNAL_KINDS = [
  'discount-code',
  'claim',
  'signed-in-visit',
  'sign-up',
  'cart-attribute',
  'line-item',
  'landing-link',
  'journey',
  'friend-answer',
] as const satisfies readonly SignalKind[];
export type RankedSignalKind = (typeof RANKED_SIGNAL_KINDS)[number];

export type Unresolved = 'malformed' | 'mistyped' | 'unknown' | 'ambiguous';

/** One piece of evidence that an advocate brought this order. */
export type Signal = {
  kind: SignalKind;
  /** The code (or the friend's answer) as it was received, cut to 64 characters; empty where the evidence carries none. */
  rawCode: string;
  /** When the evidence arose, epoch milliseconds; null when the source does not tell. Client-sent times are hints. */
  at: number | null;
  trust: Trust;
  /** How the link was shared, when the link says so under its seal. */
  channel: Channel | null;
  /** The advocate the code leads to, or why it leads to nobody. */
  resolution: { advocateId: string } | { unresolved: Unresolved };
};

/** The buyer, with what fraud checks compare. Empty lists and null: not known. */
export type BuyerFacts = PersonFacts & {
  /** The buyer's own advocate id. */
  advocateId: string | null;
  /** Of the shipping and the billing address, normalised (postal-address.ts). */
  addressHashes: PersonalHash[];
  networkHash: PersonalHash | null;
  deviceHash: PersonalHash | null;
  /** The mail domain is on the list of throw-away providers. */
  disposableEmail: boolean | null;
};

export type AdvocateFacts = PersonFacts & {
  advocateId: string;
  state: 'active' | 'blocked' | 'redacted';
  /** Seen with this advocate lately; lists are empty when nothing is known. */
  addressHashes: PersonalHash[];
  networkHashes: PersonalHash[];
  deviceHashes: PersonalHash[];
  /** Credits of this advocate in the day and the 30 days before this order; null = not counted. */
  creditsLastDay: number | null;
  creditsLast30Days: number | null;
  /** Claims of this advocate's offer, and uses of their shared code, in the hour before this order, of different networks. */
  claimsLastHour: number | null;
  /** Visits and claims through this advocate's link before this order that the buyer is recognised by (account, e-mail, network and device, own code). */
  buyerVisits: number | null;
  buyerClaims: number | null;
  /** Where those visits came from (hosts, lower case). */
  referrerHosts: string[];
  /** Who referred this advocate, nearest first, at most five up. */
  referredBy: string[];
  /** What they paid their own latest order in; null: not known. */
  currency: string | null;
  /** null: not counted, the program has no scale. */
  tally: Tally | null;
};

/** What steps of a scale are chosen by: the advocate's credited orders before the one at hand, of so many days (null: of all time). `by`: what it was counted for. */
export type Tally = {
  by: 'referrals' | 'revenue';
  days: number | null;
  orders: number;
  /** What is left of them: current subtotals, minor units of the shop's money. */
  revenueMinor: bigint;
  /** The highest step that any reward of theirs was on, of scales that count the same. */
  tierFrom: bigint | null;
};

/** One line of the order, shop money in minor units; for product rules and for what counts as subtotal. */
export type OrderLine = {
  productId: string | null;
  /** Numeric parts; filled only when the rules ask for collections or tags. */
  collections: string[];
  tags: string[];
  giftCard: boolean;
  /** As placed, and what is left after refunds and edits. */
  quantity: number;
  currentQuantity: number;
  /** Of the placed quantity: before and after all discounts, and the tax inside or on top of it. */
  fullMinor: bigint;
  discountedMinor: bigint;
  taxMinor: bigint;
};

export const BLOCK_KINDS = ['email', 'domain', 'network', 'customer'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

export type ShopifyRisk = { level: 'none' | 'pending' | 'low' | 'medium' | 'high'; at: number };

/** Staff's word on a held or refused order, or the rule's when nobody looked in time. It holds for this advocate only. */
export type Verdict = { kind: 'approve' | 'refuse'; advocateId: string; by: 'staff' | 'rule'; at: number };

export type OrderFacts = {
  /** A sign-up is judged like an order of nothing: `orderId` is then `signup-<customer id>`. */
  kind: 'order' | 'sign-up';
  orderId: string;
  /** epoch milliseconds */
  placedAt: number;
  paidAt: number | null;
  /** When the last piece left, once all have; and when the last parcel arrived, as far as carriers tell. */
  fulfilledAt: number | null;
  deliveredAt: number | null;
  cancelledAt: number | null;
  test: boolean;
  /** 'web', 'pos', 'shopify_draft_order', 'subscription_contract', an app id, … as Shopify says it. */
  sourceName: string | null;
  /** ISO 3166 alpha-2 of the shipping address, else of the billing address. */
  country: string | null;
  buyer: BuyerFacts;
  /** Shop money, as it stands now: after discounts, refunded and removed items; before shipping and tax (Shopify's current subtotal). */
  subtotal: Money;
  /** Shop money, as the order was placed. */
  total: Money;
  /** What the buyer paid in, ISO 4217; null: not known. */
  paidIn: string | null;
  /** Shop money given back so far, shipping and tax included. */
  refunded: Money;
  /** Prices contain the tax. */
  taxesIncluded: boolean;
  /** At most 100; empty in facts stored before lines were kept. */
  lines: OrderLine[];
  /** The how-manieth renewal of a subscription this is (1 = first renewal); null: none. */
  renewal: number | null;
  signals: Signal[];
  /** Every advocate that a signal resolved to. */
  advocates: AdvocateFacts[];
  /** How many orders this buyer had placed before this one; null when neither Shopify nor our history could tell. */
  earlierOrders: number | null;
  /** Another paid order, of somebody else by e-mail and account, has the buyer's phone number: its id. */
  phoneKnownFrom: string | null;
  /** Another order of the same friend already holds a credit: its id, and whose it is. */
  friendCreditedOn: string | null;
  friendCreditedTo: string | null;
  /** Credits for orders of this network in the seven days before; null = not counted. */
  networkCreditsLastWeek: number | null;
  /** Host of the page that led to the session of the order. */
  referrerHost: string | null;
  /** The latest that Shopify said. */
  shopifyRisk: ShopifyRisk | null;
  /** `open` while it is being argued. */
  dispute: 'open' | 'won' | 'lost' | null;
  /** By what the buyer stands on the shop's block list. */
  blocked: BlockKind[];
  verdict: Verdict | null;
};
