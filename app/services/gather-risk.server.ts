/** What fraud checks are told about the buyers and advocates of a batch. */
import { type TracedBuyer, traceClaims, traceVisits } from '../data/arrivals.server.ts';
import { findAdvocateTraits } from '../data/advocate-traits.server.ts';
import { type AdvocateRecord, findAdvocatesById } from '../data/advocates.server.ts';
import { type BlockKey, findBlocks } from '../data/block-list.server.ts';
import { findReferrersAbove } from '../data/buyer-history.server.ts';
import { countOfferNetworks, findAdvocateCredits, findNetworkCredits, type SharedCodeUse } from '../data/risk-counts.server.ts';
import type { StoredOrder } from '../data/buyer-orders.server.ts';
import type { Sql } from '../db.server.ts';
import { type AdvocateFacts, BLOCK_KINDS, type BlockKind, type BuyerFacts, type Signal } from '../domain/facts.ts';
import { readOfferCode } from '../domain/discount-code.ts';
import { sharedCodeUsed } from '../domain/signals.ts';
import type { ShopHasher } from '../personal-data.server.ts';

/** An order with evidence; times are epoch milliseconds. */
export type WeighedOrder = {
  orderId: string;
  placedAt: number;
  stored: StoredOrder | null;
  buyer: BuyerFacts;
  /** In the clear, for the block list's domains. */
  email: string | null;
  signals: readonly Signal[];
};

export type RiskFacts = {
  advocates: AdvocateFacts[];
  networkCreditsLastWeek: number | null;
  blocked: BlockKind[];
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Of whom nothing was looked up. */
const NOTHING_SEEN = {
  ...{ addressHashes: [], networkHashes: [], deviceHashes: [], referrerHosts: [], referredBy: [] },
  ...{ creditsLastDay: null, creditsLast30Days: null, claimsLastHour: null, buyerVisits: null, buyerClaims: null, tally: null },
} satisfies Omit<AdvocateFacts, keyof ReturnType<typeof identityOf>>;

/**
 * Facts by order id; nine statements, however many orders. What was known when an order was weighed first stays so, except an advocate's identity
 * and state: neither the order's own traces nor later ones are held against it, in whatever batches its events come.
 * @param reach how long before an order visits and claims are looked for, milliseconds
 */
export async function gatherRisk(
  tx: Sql,
  shopId: string,
  hasher: ShopHasher,
  orders: readonly WeighedOrder[],
  { reach, now }: { reach: number; now: number },
): Promise<Map<string, RiskFacts>> {
  const fresh = orders.filter(({ stored }) => stored === null);
  const pairs = orders.flatMap((order) => newAdvocates(order).map((advocateId) => traced(order, advocateId, reach)));
  const unknown = [...new Set(pairs.map(({ advocateId }) => advocateId))];
  const times = [...fresh, ...pairs.map(({ until }) => ({ placedAt: until }))].map(({ placedAt }) => placedAt);
  const until = times.reduce((latest, at) => Math.max(latest, at), 0);
  const from = times.reduce((earliest, at) => Math.min(earliest, at), until);
  const blockable = new Map(fresh.map((order) => [order.orderId, keysOf(order, hasher)]));
  const networks = [...new Set(fresh.flatMap(({ buyer }) => buyer.networkHash ?? []))];
  const [records, traits, credits, networkCredits, bursts, visits, claims, above, blocks] = await Promise.all([
    findAdvocatesById(tx, shopId, [...new Set(orders.flatMap(advocatesOf))]),
    findAdvocateTraits(tx, shopId, unknown, now),
    findAdvocateCredits(tx, shopId, unknown, { from: from - 30 * DAY, until }),
    findNetworkCredits(tx, shopId, networks, { from: from - 7 * DAY, until }),
    countOfferNetworks(
      tx,
      shopId,
      pairs.map((pair) => ({ ...pair, from: pair.until - HOUR })),
      fresh.flatMap(sharedCodeUse),
    ),
    traceVisits(tx, shopId, pairs),
    traceClaims(tx, shopId, pairs),
    findReferrersAbove(tx, shopId, unknown),
    findBlocks(tx, shopId, [...blockable.values()].flat()),
  ]);
  const pairKey = (orderId: string, advocateId: string) => `${orderId} ${advocateId}`;
  const byPair = <Row extends { orderId: string; advocateId: string }>(rows: readonly Row[]) =>
    new Map(rows.map((row) => [pairKey(row.orderId, row.advocateId), row]));
  const seen = { bursts: byPair(bursts), visits: byPair(visits), claims: byPair(claims) };
  const known = new Map(records.map((record) => [record.advocateId, record]));
  const blocked = new Set(blocks.map(keyOfBlock));

  function seenWith(
    order: WeighedOrder,
    { advocateId }: AdvocateRecord,
  ): Omit<AdvocateFacts, keyof ReturnType<typeof identityOf>> {
    const key = pairKey(order.orderId, advocateId);
    const at = credits.get(advocateId) ?? [];
    const own = ownClaims(order, advocateId);
    const claimed = new Set([...own, ...(seen.claims.get(key)?.offerCodes ?? [])]).size;
    const { customerId, emailHash, networkHash, deviceHash } = order.buyer;
    const browser = networkHash !== null && deviceHash !== null;
    const { addressHashes = [], networkHashes = [], deviceHashes = [] } = traits.get(advocateId) ?? {};
    return {
      addressHashes,
      // What the buyer has nothing to compare with is not copied into the order's facts.
      networkHashes: networkHash === null ? [] : networkHashes,
      deviceHashes: deviceHash === null ? [] : deviceHashes,
      creditsLastDay: countWithin(at, order.placedAt, DAY),
      creditsLast30Days: countWithin(at, order.placedAt, 30 * DAY),
      claimsLastHour: seen.bursts.get(key)?.networks ?? 0,
      // Nobody visits with an address only: without browser and account there was nothing to look for.
      buyerVisits: seen.visits.get(key)?.visits ?? (browser ? 0 : null),
      buyerClaims: claimed > 0 || browser || customerId !== null || emailHash !== null ? claimed : null,
      referrerHosts: [...(seen.visits.get(key)?.referrerHosts ?? [])].sort(),
      referredBy: above.get(advocateId) ?? [],
      tally: null,
    };
  }

  return new Map(
    orders.map((order) => {
      const { stored, buyer, placedAt, orderId } = order;
      const before = new Map(stored?.facts.advocates.map((advocate) => [advocate.advocateId, advocate]));
      const looked = new Set(newAdvocates(order));
      const advocates = advocatesOf(order).flatMap((id) => {
        const record = known.get(id);
        if (record === undefined) return [];
        const rest = looked.has(id) ? seenWith(order, record) : (before.get(id) ?? NOTHING_SEEN);
        return [{ ...rest, ...identityOf(record, order.buyer) }];
      });
      if (stored !== null) {
        const { networkCreditsLastWeek, blocked } = stored.facts;
        return [orderId, { advocates, networkCreditsLastWeek, blocked }];
      }
      const { networkHash } = buyer;
      return [
        orderId,
        {
          advocates,
          networkCreditsLastWeek: networkHash && countWithin(networkCredits.get(networkHash) ?? [], placedAt, 7 * DAY),
          blocked: BLOCK_KINDS.filter((kind) =>
            blockable.get(orderId)?.some((key) => key.kind === kind && blocked.has(keyOfBlock(key))),
          ),
        },
      ];
    }),
  );
}

/** Every advocate that the evidence leads to, sorted. */
function advocatesOf({ signals }: WeighedOrder): string[] {
  const ids = signals.flatMap(({ resolution }) => ('advocateId' in resolution ? [resolution.advocateId] : []));
  return [...new Set(ids)].sort();
}

/** Those that the order was not weighed with before. */
function newAdvocates(order: WeighedOrder): string[] {
  const before = new Set(order.stored?.facts.advocates.map(({ advocateId }) => advocateId));
  return advocatesOf(order).filter((id) => !before.has(id));
}

function traced({ orderId, placedAt, buyer }: WeighedOrder, advocateId: string, reach: number): TracedBuyer {
  const { customerId, emailHash, networkHash, deviceHash } = buyer;
  return { orderId, advocateId, customerId, emailHash, networkHash, deviceHash, from: placedAt - reach, until: placedAt };
}

/** Claims whose own code the order carries are the buyer's; a shared code tells of no claim. */
function ownClaims({ signals }: WeighedOrder, advocateId: string): string[] {
  return signals.flatMap(({ kind, rawCode, resolution }) =>
    kind === 'discount-code' && 'advocateId' in resolution && resolution.advocateId === advocateId
      ? (readOfferCode(rawCode) ?? [])
      : [],
  );
}

function sharedCodeUse({ signals, placedAt, buyer: { networkHash } }: WeighedOrder): SharedCodeUse[] {
  const advocateId = sharedCodeUsed(signals);
  return advocateId === null || networkHash === null ? [] : [{ advocateId, networkHash, at: placedAt }];
}

/** Of several addresses of a merged customer, the one that the buyer's is compared with is the buyer's own, if it is among them. */
function identityOf(record: AdvocateRecord, buyer: BuyerFacts) {
  const { advocateId, state, customerId, currency, otherEmails, otherPhones } = record;
  const emailHash = otherEmails.find((hash) => hash === buyer.emailHash) ?? record.emailHash;
  const phoneHash = otherPhones.find((hash) => hash === buyer.phoneHash) ?? record.phoneHash;
  return { advocateId, state, customerId, emailHash, phoneHash, currency };
}

function countWithin(times: readonly number[], until: number, length: number): number {
  return times.filter((at) => at <= until && at > until - length).length;
}

function keysOf({ buyer, email }: WeighedOrder, hasher: ShopHasher): BlockKey[] {
  const { emailHash, networkHash, customerId } = buyer;
  return [
    ...(emailHash === null ? [] : [{ kind: 'email' as const, hash: emailHash }]),
    ...hasher.domains(email).map((hash) => ({ kind: 'domain' as const, hash })),
    ...(networkHash === null ? [] : [{ kind: 'network' as const, hash: networkHash }]),
    ...(customerId === null ? [] : [{ kind: 'customer' as const, hash: hasher.customer(customerId) }]),
  ];
}

function keyOfBlock({ kind, hash }: BlockKey): string {
  return `${kind} ${hash}`;
}
