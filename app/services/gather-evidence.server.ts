/** Evidence that does not stand on an order, but is known of its buyer: claims, visits while signed in, a credited sign-up, the subscription it renews. */
import { findClaimsOfBuyers, findVisitsOfBuyers } from '../data/arrivals.server.ts';
import { findRenewalHistories, findSignUpCredits } from '../data/buyer-history.server.ts';
import type { Sql } from '../db.server.ts';
import type { PersonFacts, Signal } from '../domain/facts.ts';

/** An order (or sign-up) whose buyer is asked about; times are epoch milliseconds. */
export type OrderOfBuyer = {
  orderId: string;
  /** Not weighed before: a stored order keeps what it was told of its subscription. */
  isNew: boolean;
  kind: 'order' | 'sign-up';
  sourceName: string | null;
  placedAt: number;
  person: PersonFacts;
};

export type Evidence = {
  /** By order id. */
  signals: ReadonlyMap<string, Signal[]>;
  /** The how-manieth renewal an order is, by order id; others are none. */
  renewals: ReadonlyMap<string, number>;
};

/**
 * Not documented, but reported: renewals have the one name, since October 2025 many have the other. A subscription's first order is an ordinary one of the
 * web. https://community.shopify.dev/t/order-paid-webhook-sourcename-property-changed-for-subscription/23868
 */
const RENEWALS = new Set(['subscription_contract', 'subscription_contract_checkout_one']);
const DAY = 86_400_000;
/** An account is opened before the friend has looked around: what comes within a day of it still explains it. */
const AFTER_SIGN_UP = DAY;

/** Four statements, however many orders. @param reach how long before an order evidence is looked for, milliseconds */
export async function gatherEvidence(tx: Sql, shopId: string, orders: readonly OrderOfBuyer[], reach: number): Promise<Evidence> {
  const buyers = orders.map(({ orderId, kind, placedAt, person: { customerId, emailHash } }) => ({
    ...{ orderId, customerId, emailHash },
    from: placedAt - reach,
    until: kind === 'sign-up' ? placedAt + AFTER_SIGN_UP : placedAt,
  }));
  const signUps = new Map<string, OrderOfBuyer[]>();
  for (const order of orders) {
    if (order.kind === 'sign-up' || order.person.customerId === null) continue;
    const id = order.person.customerId;
    signUps.set(id, [...(signUps.get(id) ?? []), order]);
  }
  const renewals = orders
    .filter(({ isNew, sourceName }) => isNew && RENEWALS.has(sourceName ?? ''))
    .map(({ orderId, placedAt, person }) => ({ orderId, placedAt, customerId: person.customerId ?? `of ${orderId}` }));
  const [claims, visits, credits, histories] = await Promise.all([
    findClaimsOfBuyers(tx, shopId, buyers),
    findVisitsOfBuyers(tx, shopId, buyers),
    findSignUpCredits(tx, shopId, [...signUps.keys()]),
    findRenewalHistories(tx, shopId, renewals),
  ]);

  const found = new Map<string, Signal[]>();
  const keep = (orderId: string, signal: Signal) => found.set(orderId, [...(found.get(orderId) ?? []), signal]);
  for (const { orderId, advocateId, offerCode, at, channel, byAccount } of claims) {
    const trust = byAccount ? 'verified' : 'hint'; // anybody may type an address
    keep(orderId, { kind: 'claim', rawCode: offerCode ?? '', at: at.getTime(), trust, channel, resolution: { advocateId } });
  }
  for (const { orderId, advocateId, code, at, channel } of visits) {
    const resolution = { advocateId };
    keep(orderId, { kind: 'signed-in-visit', rawCode: code, at: at.getTime(), trust: 'verified', channel, resolution });
  }
  for (const credit of credits) {
    for (const order of signUps.get(credit.customerId) ?? []) {
      if (credit.at.getTime() <= order.placedAt) keep(order.orderId, known('sign-up', credit.advocateId, credit.at));
    }
  }
  for (const { orderId, advocateId, at } of histories) {
    if (advocateId !== null && at !== null) keep(orderId, known('renewal', advocateId, at));
  }
  return {
    signals: new Map([...found].map(([orderId, signals]) => [orderId, firstAndLast(signals)])),
    renewals: new Map(histories.map(({ orderId, renewals: before }) => [orderId, before + 1 + unstored(orderId, renewals)])),
  };
}

function known(kind: 'sign-up' | 'renewal', advocateId: string, at: Date): Signal {
  return { kind, rawCode: '', at: at.getTime(), trust: 'verified', channel: null, resolution: { advocateId } };
}

/** Of evidence of one kind that leads to one advocate, first and last touch tell everything. */
function firstAndLast(signals: readonly Signal[]): Signal[] {
  const touches = new Map<string, { first: Signal; last: Signal }>();
  for (const signal of [...signals].sort((a, b) => (a.at ?? 0) - (b.at ?? 0))) {
    const key = JSON.stringify([signal.kind, signal.resolution]);
    touches.set(key, { first: touches.get(key)?.first ?? signal, last: signal });
  }
  return [...touches.values()].flatMap(({ first, last }) => (first === last ? [first] : [first, last]));
}

/** Renewals of the same customer in this batch that came before: they are not stored yet. */
function unstored(orderId: string, renewals: readonly { orderId: string; customerId: string; placedAt: number }[]): number {
  const own = renewals.find((renewal) => renewal.orderId === orderId);
  if (own === undefined) return 0;
  return renewals.filter(
    ({ orderId: id, customerId, placedAt }) =>
      customerId === own.customerId && (placedAt < own.placedAt || (placedAt === own.placedAt && id < own.orderId)),
  ).length;
}
