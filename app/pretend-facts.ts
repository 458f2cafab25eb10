/** The facts that a made-up order would be judged by. Nothing is stored; runs in the browser. */
import type { Tiers } from './domain/benefit.ts';
import {
  type AdvocateFacts,
  BLOCK_KINDS,
  type BuyerFacts,
  type OrderFacts,
  type PersonalHash,
  type Signal,
  type SignalKind,
  type Tally,
  type Trust,
} from './domain/facts.ts';
import { DAY } from './domain/judge-signal.ts';
import { type Money, parseMoney } from './domain/money.ts';
import {
  LINK_KINDS,
  PRETEND_ADVOCATES,
  type PretendAdvocate,
  type PretendOrder,
  type PretendSignal,
  type SharedTrait,
} from './pretend-order.ts';
import { typedDecimal } from './typed-amount.ts';

export type PretendProblem = 'subtotal' | `days-${number}` | 'broughtBefore' | 'creditsToday' | 'claimsLastHour';

/**
 * The facts of a made-up order, or the fields that cannot be read.
 * @param tiers the scale, which counts what A has brought before @param now epoch milliseconds: when the order is placed
 */
export function factsOfPretend(
  order: PretendOrder,
  { currency, tiers }: { currency: string; tiers: Tiers | null },
  now: number,
): { facts: OrderFacts } | { problems: PretendProblem[] } {
  const problems: PretendProblem[] = [];
  const count = (text: string, field: PretendProblem) => {
    if (/^\d{1,4}$/.test(text.trim())) return Number(text);
    problems.push(field);
    return 0;
  };
  const subtotal = amountOf(order.subtotal, currency);
  if (subtotal === null) problems.push('subtotal');
  const money = subtotal ?? { minor: 0n, currency };
  const signals = order.signals.map((signal): Signal => {
    const days = signal.daysBefore.trim() === '' ? null : count(signal.daysBefore, `days-${signal.key}`);
    return signalOf(signal, days === null ? null : now - days * DAY);
  });
  const named = PRETEND_ADVOCATES.filter((id) => order.signals.some(({ leadsTo }) => leadsTo === id));
  const counts = { today: count(order.creditsToday, 'creditsToday'), claims: count(order.claimsLastHour, 'claimsLastHour') };
  const tally = tiers && tallyOf(tiers, order.broughtBefore, currency);
  if (tiers !== null && tally === null) problems.push('broughtBefore');
  if (problems.length > 0) return { problems };

  const isSignUp = order.kind === 'sign-up';
  return {
    facts: {
      kind: order.kind,
      orderId: isSignUp ? 'signup-0' : '0',
      placedAt: now,
      paidAt: order.unpaid ? null : now,
      fulfilledAt: null,
      deliveredAt: null,
      cancelledAt: null,
      test: order.test,
      sourceName: order.channel === 'renewal' ? 'subscription_contract' : order.channel,
      country: order.country === '' ? null : order.country,
      buyer: buyerOf(order),
      subtotal: money,
      total: money,
      paidIn: currency,
      refunded: { ...money, minor: 0n },
      taxesIncluded: false,
      lines: isSignUp ? [] : linesOf(order, money),
      renewal: order.channel === 'renewal' ? 1 : null,
      signals,
      advocates: named.map((id) => advocateOf(id, order, { ...counts, tally })),
      earlierOrders: { new: 0, returning: 2, unknown: null }[order.friend],
      phoneKnownFrom: order.phoneKnown ? '1001' : null,
      friendCreditedOn: order.creditedTo === 'nobody' ? null : '1002',
      friendCreditedTo: order.creditedTo === 'nobody' ? null : order.creditedTo,
      networkCreditsLastWeek: 0,
      referrerHost: order.referrerHost.trim() === '' ? null : order.referrerHost.trim().toLowerCase(),
      shopifyRisk: { level: order.risk, at: now },
      dispute: order.disputed ? 'open' : null,
      blocked: BLOCK_KINDS.filter((kind) => kind === order.blocked),
      verdict: null,
    },
  };
}

const hash = (text: string) => text as PersonalHash;

function amountOf(text: string, currency: string): Money | null {
  try {
    const money = parseMoney(typedDecimal(text), currency);
    return money.minor < 0n ? null : money;
  } catch {
    return null;
  }
}

function signalOf({ kind, leadsTo, seal }: PretendSignal, at: number | null): Signal {
  const resolution: Signal['resolution'] =
    leadsTo === 'a' || leadsTo === 'b' ? { advocateId: leadsTo } : { unresolved: leadsTo === 'unknown' ? 'unknown' : 'mistyped' };
  const rawCode = { a: 'ANNA7K2Q', b: 'BEN4M8WX', unknown: 'NOBODY22', mistyped: 'ANNA7K2R' }[leadsTo];
  return {
    kind,
    rawCode: LINK_KINDS.includes(kind) || 'unresolved' in resolution ? rawCode : codeOf(kind),
    at,
    trust: trustOf(kind, seal),
    channel: null,
    resolution,
  };
}

/** Claims and visits carry no code; a friend's code is not the advocate's. */
function codeOf(kind: SignalKind): string {
  if (kind === 'discount-code') return 'FRIEND-3F7K';
  return kind === 'friend-answer' ? 'Anna' : '';
}

function trustOf(kind: SignalKind, seal: PretendSignal['seal']): Trust {
  if (LINK_KINDS.includes(kind)) return seal;
  return kind === 'friend-answer' ? 'hint' : 'verified';
}

function buyerOf({ shared, disposable, ring }: PretendOrder): BuyerFacts {
  const trait = (name: SharedTrait) => hash(shared.includes(name) ? `a-${name}` : `friend-${name}`);
  return {
    customerId: shared.includes('customer') ? 'a-customer' : 'friend-customer',
    emailHash: trait('email'),
    phoneHash: trait('phone'),
    advocateId: ring ? 'friend' : null,
    addressHashes: [trait('address')],
    networkHash: trait('network'),
    deviceHash: trait('device'),
    disposableEmail: disposable,
  };
}

function advocateOf(
  id: PretendAdvocate,
  order: PretendOrder,
  counts: { today: number; claims: number; tally: Tally | null },
): AdvocateFacts {
  const isA = id === 'a';
  const seen = order.seen || !isA;
  return {
    advocateId: id,
    state: isA && order.blockedAdvocate ? 'blocked' : 'active',
    customerId: `${id}-customer`,
    emailHash: hash(`${id}-email`),
    phoneHash: hash(`${id}-phone`),
    addressHashes: [hash(`${id}-address`)],
    networkHashes: [hash(`${id}-network`)],
    deviceHashes: [hash(`${id}-device`)],
    creditsLastDay: isA ? counts.today : 0,
    creditsLast30Days: isA ? counts.today : 0,
    claimsLastHour: isA ? counts.claims : 0,
    buyerVisits: seen ? 1 : 0,
    buyerClaims: 0,
    referrerHosts: [],
    referredBy: isA && order.ring ? ['friend'] : [],
    currency: null,
    tally: isA || counts.tally === null ? counts.tally : { ...counts.tally, orders: 0, revenueMinor: 0n },
  };
}

function tallyOf({ by, days }: Tiers, typed: string, currency: string): Tally | null {
  const none = { by, days, orders: 0, revenueMinor: 0n, tierFrom: null };
  if (by === 'referrals') return /^\d{1,4}$/.test(typed.trim()) ? { ...none, orders: Number(typed) } : null;
  const amount = amountOf(typed, currency);
  return amount && { ...none, revenueMinor: amount.minor };
}

function linesOf({ productId, productTags }: PretendOrder, { minor }: Money): OrderFacts['lines'] {
  const tags = productTags.split(',').map((tag) => tag.trim().toLowerCase());
  return [
    {
      productId: productId.trim() === '' ? null : productId.trim(),
      collections: [],
      tags: tags.filter((tag) => tag !== ''),
      giftCard: false,
      quantity: 1,
      currentQuantity: 1,
      fullMinor: minor,
      discountedMinor: minor,
      taxMinor: 0n,
    },
  ];
}
