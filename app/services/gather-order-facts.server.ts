/** What is known about a batch of orders, read with a fixed number of statements, however many orders there are. */
import type { Context } from '../context.server.ts';
import { findAdvocatesByCode } from '../data/advocates.server.ts';
import { findAdvocatesAmongBuyers } from '../data/buyer-history.server.ts';
import { findBuyerOrders, type StoredOrder } from '../data/buyer-orders.server.ts';
import { findClaimsByOfferCode } from '../data/claims.server.ts';
import { findDeletedOrders } from '../data/deleted-orders.server.ts';
import { type BuyerKey, findKnownBuyers, type KnownBuyer } from '../data/known-buyers.server.ts';
import { findOrderRefunds, type OrderRefund } from '../data/order-refunds.server.ts';
import { listProgramVersions, type ProgramVersion } from '../data/programs.server.ts';
import { findFriendCredits, type FriendCredit } from '../data/referrals.server.ts';
import { findSharers } from '../data/shared-codes.server.ts';
import type { ShopRecord } from '../data/shops.server.ts';
import { DAY } from '../domain/attribution.ts';
import type { AdvocateFacts, BuyerFacts, OrderFacts, PersonFacts, Signal } from '../domain/facts.ts';
import { codesToLookUp, resolveSignals } from '../domain/signals.ts';
import type { Seal } from '../domain/signed-ref.ts';
import { sealIsGenuine } from '../link-signer.server.ts';
import type { ShopHasher } from '../personal-data.server.ts';
import { gatherEvidence, type OrderOfBuyer } from './gather-evidence.server.ts';
import { gatherRisk } from './gather-risk.server.ts';
import { gatherTallies } from './gather-tallies.server.ts';
import { earliest, type OrderNews } from './merge-order-news.server.ts';
import { placeAnswers } from './place-answers.server.ts';
import { allKeys, byHash, describe, identify, identityKeys, newBuyersIn, phoneKnownFrom } from './recognise-buyer.ts';

/** News about one order that has, or has had, evidence; with everything the database knows. */
export type GatheredOrder = {
  news: OrderNews;
  stored: StoredOrder | null;
  buyer: BuyerFacts;
  /** What the buyer can be recognised by. */
  buyerKeys: BuyerKey[];
  signals: Signal[];
  /** Every advocate that a signal leads to. */
  advocates: AdvocateFacts[];
  /** Stored ones and news. */
  refunds: OrderRefund[];
  /** The version that decided before, or else the one in force when the order was placed. */
  program: ProgramVersion;
  risk: RiskContext;
};

/** What fraud checks are told beside buyer and advocates; null: not known, or not counted. */
export type RiskContext = Pick<OrderFacts, 'phoneKnownFrom' | 'networkCreditsLastWeek' | 'referrerHost' | 'blocked' | 'renewal'>;

export type GatheredBatch = {
  orders: GatheredOrder[];
  /** Who has bought before, orders of this batch included. */
  knownBuyers: KnownBuyer[];
  /** Buyers of this batch's paid orders. */
  newBuyers: KnownBuyer[];
  friendCredits: FriendCredit[];
  /** Stored ones, of every order of the batch. */
  refunds: OrderRefund[];
  /** Every version of the program, oldest first. */
  versions: ProgramVersion[];
};

type Weighable = { news: OrderNews; stored: StoredOrder | null; person: PersonFacts; isTold: boolean };

/** At most thirty statements, whatever the batch: none of them asks for one order alone. */
export async function gatherOrderFacts(
  context: Pick<Context, 'db' | 'env' | 'now' | 'vault'>,
  shop: ShopRecord,
  hasher: ShopHasher,
  batch: readonly OrderNews[],
): Promise<GatheredBatch> {
  const tx = context.db.sql;
  const orderIds = batch.map(({ orderId }) => orderId);
  const codes = codesToLookUp(batch.flatMap(({ signals }) => signals));
  const [storedOrders, storedRefunds, deleted, versions, claims, sharers, byCode, answers] = await Promise.all([
    findBuyerOrders(tx, shop.id, orderIds),
    findOrderRefunds(tx, shop.id, orderIds),
    findDeletedOrders(tx, shop.id, orderIds),
    listProgramVersions(tx, shop.id),
    findClaimsByOfferCode(tx, shop.id, codes.offerCodes),
    findSharers(tx, shop.id, codes.sharedCodes),
    findAdvocatesByCode(tx, shop.id, codes.referralCodes),
    placeAnswers(context, shop.id, hasher, codes.answers),
  ]);
  const storedById = new Map(storedOrders.map((order) => [order.orderId, order]));
  const book = {
    advocates: new Map(byCode.map(({ code, advocateId }) => [code, advocateId])),
    claims: new Map(claims.map((claim) => [claim.code, claim])),
    sharers,
    answers,
    sealIsGenuine: (code: string, seal: Seal) => sealIsGenuine(context.env, shop.id, code, seal),
  };
  const weighable = batch.map((news): Weighable => {
    const stored = storedById.get(news.orderId) ?? null;
    const isTold = news.signals.length > 0 || news.told.assignment !== null || stored !== null;
    return { news, stored, person: identify(news, stored, hasher), isTold };
  });
  const newBuyers = weighable.flatMap(({ news, person }) => newBuyersIn(news, person, hasher));

  const reach = reachOf(versions);
  const evidence = await gatherEvidence(tx, shop.id, weighable.flatMap(asksForEvidence), reach);
  // A note waits for its order.
  const weighed = weighable
    .filter(({ news, stored }) => news.snapshot !== null || stored !== null)
    .filter(({ news, isTold }) => isTold || evidence.signals.has(news.orderId))
    .map((order) => {
      const { news, stored, person } = order;
      const { orderId } = news;
      const read = [...resolveSignals(news.signals, book), ...(evidence.signals.get(orderId) ?? [])];
      return {
        ...order,
        news: { ...news, cancelledAt: earliest(news.cancelledAt, deleted.get(orderId) ?? null) },
        ...{ orderId, placedAt: placedAtOf(order), buyerKeys: identityKeys(person, hasher) },
        signals: withAssignment(joinSignals(stored?.facts.signals ?? [], read), news.told.assignment),
      };
    });

  const keys = weighed.flatMap(({ person }) => allKeys(person, hasher));
  const [ownAdvocates, storedBuyers, friendCredits] = await Promise.all([
    findAdvocatesAmongBuyers(
      tx,
      shop.id,
      weighed.flatMap(({ orderId, placedAt, person, stored }) => (stored === null ? [{ ...person, orderId, placedAt }] : [])),
    ),
    findKnownBuyers(tx, shop.id, keys),
    findFriendCredits(tx, shop.id, {
      keys: weighed.flatMap(({ buyerKeys }) => buyerKeys.map(({ hash }) => hash)),
      customerIds: weighed.flatMap(({ person }) => person.customerId ?? []),
    }),
  ]);
  const described = weighed.map((order) => ({
    ...order,
    buyer: describe(order.person, order.news, order.stored, ownAdvocates.get(order.orderId) ?? null, hasher),
    email: order.news.snapshot?.buyer.email ?? null,
  }));
  const risks = await gatherRisk(tx, shop.id, hasher, described, { reach, now: context.now() });
  const knownBuyers = [...storedBuyers, ...newBuyers];
  const buyersByHash = byHash(knownBuyers);
  // An advocate's number is compared by a check of its own: a household is not to be counted twice.
  const phoneFrom = (advocates: readonly AdvocateFacts[], order: { orderId: string; placedAt: number; person: PersonFacts }) =>
    advocates.some(({ phoneHash }) => phoneHash === order.person.phoneHash) ? null : phoneKnownFrom(order, buyersByHash, hasher);
  const orders = described.map(({ orderId, news, stored, buyer, buyerKeys, signals, placedAt, person }): GatheredOrder => {
    const { advocates, ...risk } = risks.get(orderId) ?? { advocates: [], networkCreditsLastWeek: null, blocked: [] };
    return {
      ...{ news, stored, buyer, buyerKeys, signals, advocates },
      refunds: [...storedRefunds.filter((refund) => refund.orderId === orderId), ...news.refunds],
      program: programFor(versions, stored, news),
      risk: {
        ...risk,
        referrerHost: news.snapshot?.referrerHost ?? stored?.facts.referrerHost ?? null,
        phoneKnownFrom: stored === null ? phoneFrom(advocates, { orderId, placedAt, person }) : stored.facts.phoneKnownFrom,
        renewal: stored === null ? (evidence.renewals.get(orderId) ?? null) : stored.facts.renewal,
      },
    };
  });
  const tallied = await gatherTallies(tx, shop, orders, versions);
  return { orders: tallied, knownBuyers, newBuyers, friendCredits, refunds: storedRefunds, versions };
}

/** What may have brought the buyer is worth a look while the order has no credit. */
function asksForEvidence(order: Weighable): OrderOfBuyer[] {
  const { news, stored, person } = order;
  if (news.snapshot === null || stored?.referral) return [];
  const { kind, sourceName } = news.snapshot;
  return [{ orderId: news.orderId, isNew: stored === null, kind, sourceName, placedAt: placedAtOf(order), person }];
}

function placedAtOf({ news, stored }: Pick<Weighable, 'news' | 'stored'>): number {
  return news.snapshot?.placedAt ?? stored?.placedAt ?? 0;
}

/** How long before an order a visit or claim may have been, to be its evidence or to be explained as too old. */
function reachOf(versions: readonly ProgramVersion[]): number {
  return (Math.max(0, ...versions.map(({ rules }) => rules.attribution.windowDays)) + 30) * DAY;
}

/** Evidence is never lost: what was read before stays, unless it was read again. Sorted, so that equal evidence is equal. */
function joinSignals(before: readonly Signal[], read: readonly Signal[]): Signal[] {
  const signals = new Map([...before, ...read].map((signal) => [nameOf(signal), signal]));
  return [...signals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, signal]) => signal);
}

/** A discount code's time comes from its claim, not from the order. What the app knows itself is told apart by whom it leads to. */
function nameOf({ kind, rawCode, at, resolution }: Signal): string {
  if (kind === 'discount-code') return JSON.stringify([kind, rawCode, null]);
  const own = kind === 'claim' || kind === 'signed-in-visit' || kind === 'sign-up' || kind === 'renewal';
  return JSON.stringify(own ? [kind, rawCode, at, resolution] : [kind, rawCode, at]);
}

/** Staff may correct itself: its latest word replaces the one before. */
function withAssignment(signals: readonly Signal[], assignment: Signal | null): Signal[] {
  if (assignment === null) return [...signals];
  return [...signals.filter(({ kind }) => kind !== 'merchant'), assignment];
}

function programFor(versions: readonly ProgramVersion[], stored: StoredOrder | null, { snapshot }: OrderNews): ProgramVersion {
  const wanted = stored?.decision.programVersion;
  const placedAt = snapshot?.placedAt ?? 0;
  const program =
    versions.find(({ version }) => version === wanted) ??
    versions.findLast(({ createdAt }) => createdAt <= placedAt) ??
    versions[0];
  if (program === undefined) throw new Error('an installed shop has no program');
  return program;
}
