/** An order that a merchant makes up, as the simulator's form holds it, and ready ones to start from. */
import type { BlockKind, SignalKind } from './domain/facts.ts';

export const PRETEND_ADVOCATES = ['a', 'b'] as const;
export type PretendAdvocate = (typeof PRETEND_ADVOCATES)[number];
/** What friend and advocate A may have in common. */
export const SHARED_TRAITS = ['customer', 'email', 'phone', 'address', 'network', 'device'] as const;
export type SharedTrait = (typeof SHARED_TRAITS)[number];
/** Kinds of evidence that a link brings: it may be sealed, bare, or carry a wrong seal. */
export const LINK_KINDS: readonly SignalKind[] = ['cart-attribute', 'line-item', 'landing-link', 'journey'];

export type PretendSignal = {
  /** Of the row in the form. */
  key: number;
  kind: SignalKind;
  leadsTo: PretendAdvocate | 'unknown' | 'mistyped';
  /** As typed; empty: not known when. */
  daysBefore: string;
  /** For kinds that a link brings. */
  seal: 'signed' | 'hint' | 'forged';
};

export type PretendOrder = {
  signals: PretendSignal[];
  kind: 'order' | 'sign-up';
  /** Decimal amount in the program's currency. */
  subtotal: string;
  /** ISO 3166 alpha-2; empty: not known. */
  country: string;
  channel: 'web' | 'pos' | 'shopify_draft_order' | 'renewal';
  productId: string;
  productTags: string;
  test: boolean;
  unpaid: boolean;
  friend: 'new' | 'returning' | 'unknown';
  /** Another order of the same friend was credited, to this advocate. */
  creditedTo: PretendAdvocate | 'nobody';
  shared: SharedTrait[];
  /** The mail provider is a throw-away one. */
  disposable: boolean;
  phoneKnown: boolean;
  /** The friend was seen to come by A's link, or to claim by it. */
  seen: boolean;
  /** The friend shares a link, too, and referred A. */
  ring: boolean;
  referrerHost: string;
  /** What a scale counts: orders, or what they came to (decimal). */
  broughtBefore: string;
  creditsToday: string;
  claimsLastHour: string;
  blockedAdvocate: boolean;
  blocked: BlockKind | 'none';
  risk: 'low' | 'medium' | 'high';
  disputed: boolean;
};

/** A new friend by A's sealed link yesterday. @param subtotal decimal */
export function plainOrder(subtotal: string): PretendOrder {
  return {
    signals: [{ key: 1, kind: 'cart-attribute', leadsTo: 'a', daysBefore: '1', seal: 'signed' }],
    kind: 'order',
    subtotal,
    country: 'US',
    channel: 'web',
    productId: '',
    productTags: '',
    test: false,
    unpaid: false,
    friend: 'new',
    creditedTo: 'nobody',
    shared: [],
    disposable: false,
    phoneKnown: false,
    seen: true,
    ring: false,
    referrerHost: '',
    broughtBefore: '0',
    creditsToday: '0',
    claimsLastHour: '1',
    blockedAdvocate: false,
    blocked: 'none',
    risk: 'low',
    disputed: false,
  };
}

export const PRETEND_EXAMPLES = ['ordinary', 'household', 'alias', 'leak', 'two-links', 'gift'] as const;
export type PretendExample = (typeof PRETEND_EXAMPLES)[number];

/** Ready stories to start from. */
export function exampleOrder(example: PretendExample, subtotal: string): PretendOrder {
  const plain = plainOrder(subtotal);
  switch (example) {
    case 'ordinary':
      return plain;
    case 'household':
      return { ...plain, shared: ['address', 'network', 'device'] };
    case 'alias':
      return { ...plain, shared: ['email', 'network'] };
    case 'leak':
      return {
        ...plain,
        signals: [{ key: 1, kind: 'cart-attribute', leadsTo: 'a', daysBefore: '0', seal: 'hint' }],
        seen: false,
        claimsLastHour: '40',
        creditsToday: '12',
        referrerHost: 'coupons.example',
      };
    case 'two-links':
      return {
        ...plain,
        signals: [
          { key: 1, kind: 'cart-attribute', leadsTo: 'a', daysBefore: '1', seal: 'hint' },
          { key: 2, kind: 'cart-attribute', leadsTo: 'b', daysBefore: '12', seal: 'signed' },
          { key: 3, kind: 'friend-answer', leadsTo: 'a', daysBefore: '0', seal: 'hint' },
        ],
      };
    case 'gift':
      return {
        ...plain,
        signals: [{ key: 1, kind: 'discount-code', leadsTo: 'a', daysBefore: '3', seal: 'hint' }],
        shared: ['address'],
      };
  }
}
