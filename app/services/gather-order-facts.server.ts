/** What is known about a batch of orders, read with a fixed number of statements, however many orders there are. */
import type { Context } from '../context.server.ts';
import type { ShopRecord } from '../data/shops.server.ts';
import { findAdvocatesByCode, findAdvocatesById } from '../data/advocates.server.ts';
import { findBuyerOrders, type StoredOrder } from '../data/buyer-orders.server.ts';
import { findClaimsByOfferCode } from '../data/claims.server.ts';
import { findDeletedOrders } from '../data/deleted-orders.server.ts';
import { type BuyerKey, findKnownBuyers, type KnownBuyer } from '../data/known-buyers.server.ts';
import { findOrderRefunds, type OrderRefund } from '../data/order-refunds.server.ts';
import { listProgramVersions, type ProgramVersion } from '../data/programs.server.ts';
import { findFriendCredits, type FriendCredit } from '../data/referrals.server.ts';
import type { AdvocateFacts, BuyerFacts, OrderFacts, PersonalHash, PersonFacts, Signal } from '../domain/facts.ts';
import { codesToLookUp, type ReadSignal, resolveSignals } from '../domain/signals.ts';
import type { Seal } from '../domain/signed-ref.ts';
import { sealIsGenuine } from '../link-signer.server.ts';
import type { ShopHasher } from '../personal-data.server.ts';
import { earliest, type OrderNews } from './merge-order-news.server.ts';

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
  /** Every version of the program, oldest first. */
  versions: ProgramVersion[];
};

export async function gatherOrderFacts(
  context: Pick<Context, 'db' | 'env' | 'vault'>,
  shop: ShopRecord,
  hasher: ShopHasher,
  batch: readonly OrderNews[],
): Promise<GatheredBatch> {
  const tx = context.db.prisma;
  const orderIds = batch.map(({ orderId }) => orderId);
  const codes = codesToLookUp(batch.flatMap(({ signals }) => signals));
  const [storedOrders, storedRefunds, deleted, versions, claims, byCode] = await Promise.all([
    findBuyerOrders(tx, shop.id, orderIds),
    findOrderRefunds(tx, shop.id, orderIds),
    findDeletedOrders(tx, shop.id, orderIds),
    listProgramVersions(tx, shop.id),
    findClaimsByOfferCode(tx, shop.id, codes.offerCodes),
    findAdvocatesByCode(tx, shop.id, codes.referralCodes),
  ]);
  const stored = new Map(storedOrders.map((order) => [order.orderId, order]));
  const book = {
    advocates: new Map(byCode.map(({ code, advocateId }) => [code, advocateId])),
    claims: new Map(claims.map((claim) => [claim.offerCode, claim])),
    answers: new Map(),
    sealIsGenuine: (code: string, seal: Seal) => sealIsGenuine(context.env, shop.id, code, seal),
  };
  const newBuyers = batch.flatMap((news) => firstOrders(news, hasher));

  const weighed = batch
    .filter(({ orderId, snapshot }) => snapshot !== null || stored.has(orderId)) // a note waits for its order
    .filter(({ orderId, signals, told }) => signals.length > 0 || told.assignment !== null || stored.has(orderId))
    .map((news) => ({ ...news, cancelledAt: earliest(news.cancelledAt, deleted.get(news.orderId) ?? null) }))
    .map((news) => {
      const before = stored.get(news.orderId) ?? null;
      const buyer = buyerOf(news, before, hasher);
      return {
        ...{ news, stored: before, buyer, buyerKeys: keysOf(buyer, hasher) },
        signals: withAssignment(
          joinSignals(before?.facts.signals ?? [], news.signals, resolveSignals(news.signals, book)),
          news.told.assignment,
        ),
        refunds: [...storedRefunds.filter(({ orderId }) => orderId === news.orderId), ...news.refunds],
        program: programFor(versions, before, news),
        risk: { phoneKnownFrom: null, networkCreditsLastWeek: null, referrerHost: null, blocked: [], renewal: null },
      };
    });
  const ids = weighed.flatMap(({ signals }) => signals.flatMap(({ resolution }) => advocateIn(resolution)));
  const keys = weighed.flatMap(({ buyerKeys }) => buyerKeys);
  const [advocates, knownBuyers, friendCredits] = await Promise.all([
    findAdvocatesById(tx, shop.id, [...new Set(ids)]),
    findKnownBuyers(tx, shop.id, keys),
    findFriendCredits(tx, shop.id, {
      keys: keys.map(({ hash }) => hash),
      customerIds: weighed.flatMap(({ buyer }) => buyer.customerId ?? []),
    }),
  ]);
  const factsOf = new Map(
    advocates.map(({ code: _code, nameSealed: _name, ...facts }) => [facts.advocateId, { ...NOTHING_SEEN, ...facts }]),
  );
  const orders = weighed.map((order) => {
    const named = new Set(order.signals.flatMap(({ resolution }) => advocateIn(resolution)));
    return { ...order, advocates: [...named].sort().flatMap((id) => factsOf.get(id) ?? []) };
  });
  return { orders, knownBuyers: [...knownBuyers, ...newBuyers], newBuyers, friendCredits, versions };
}

/** What a buyer can be recognised by, the most telling first. */
function keysOf(buyer: PersonFacts, hasher: ShopHasher): BuyerKey[] {
  const key = (kind: BuyerKey['kind'], hash: PersonalHash | null) => (hash === null ? [] : [{ kind, hash }]);
  return [
    ...key('email', buyer.emailHash),
    ...key('customer', buyer.customerId === null ? null : hasher.customer(buyer.customerId)),
    ...key('phone', buyer.phoneHash),
  ];
}

/** Only a paid order makes a buyer; a test order is nobody's. */
function firstOrders(news: OrderNews, hasher: ShopHasher): KnownBuyer[] {
  const { snapshot } = news;
  if (snapshot === null || snapshot.test || news.paidAt === null) return [];
  const order = { firstOrderId: news.orderId, firstOrderAt: snapshot.placedAt };
  return keysOf(buyerOf(news, null, hasher), hasher).map((key) => ({ ...key, ...order }));
}

const NOBODY: BuyerFacts = {
  ...{ customerId: null, emailHash: null, phoneHash: null, advocateId: null },
  ...{ addressHashes: [], networkHash: null, deviceHash: null, disposableEmail: null },
};

/** Of whom nothing was looked up. */
const NOTHING_SEEN = {
  ...{ addressHashes: [], networkHashes: [], deviceHashes: [], referrerHosts: [], referredBy: [] },
  ...{ creditsLastDay: null, creditsLast30Days: null, claimsLastHour: null, buyerVisits: null, buyerClaims: null },
};

/** What the news leaves out was known before. */
function buyerOf({ snapshot }: OrderNews, stored: StoredOrder | null, hasher: ShopHasher): BuyerFacts {
  const known: BuyerFacts = stored?.facts.buyer ?? NOBODY;
  return {
    ...known,
    customerId: snapshot?.buyer.customerId ?? known.customerId,
    emailHash: hasher.email(snapshot?.buyer.email) ?? snapshot?.buyer.hashed?.emailHash ?? known.emailHash,
    phoneHash: hasher.phone(snapshot?.buyer.phone) ?? snapshot?.buyer.hashed?.phoneHash ?? known.phoneHash,
  };
}

/** Evidence is never lost: what was read before stays, unless it was read again. Sorted, so that equal evidence is equal. */
function joinSignals(before: readonly Signal[], read: readonly ReadSignal[], resolved: readonly Signal[]): Signal[] {
  const nameOf = ({ kind, rawCode, at }: Pick<Signal, 'kind' | 'rawCode' | 'at'>, claimed: boolean) =>
    JSON.stringify([kind, rawCode, claimed ? null : at]); // a claim's time comes from the claim, not from the order
  const signals = new Map(before.map((signal) => [nameOf(signal, signal.kind === 'discount-code'), signal]));
  resolved.forEach((signal, index) => signals.set(nameOf(signal, 'offerCode' in (read[index]?.code ?? {})), signal));
  return [...signals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, signal]) => signal);
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

function advocateIn(resolution: Signal['resolution']): string[] {
  return 'advocateId' in resolution ? [resolution.advocateId] : [];
}
