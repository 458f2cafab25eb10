/** Who the buyer of an order is, as keyed hashes. Pure but for the hashing. */
import type { StoredOrder } from '../data/buyer-orders.server.ts';
import type { BuyerKey, KnownBuyer } from '../data/known-buyers.server.ts';
import { isDisposable } from '../disposable-mail.server.ts';
import type { BuyerFacts, PersonalHash, PersonFacts } from '../domain/facts.ts';
import type { ShopHasher } from '../personal-data.server.ts';
import type { OrderNews } from './merge-order-news.server.ts';

const NOBODY: BuyerFacts = {
  ...{ customerId: null, emailHash: null, phoneHash: null, advocateId: null },
  ...{ addressHashes: [], networkHash: null, deviceHash: null, disposableEmail: null },
};

/** By account, e-mail address and telephone. What the news leaves out was known before. */
export function identify({ snapshot }: OrderNews, stored: StoredOrder | null, hasher: ShopHasher): PersonFacts {
  const known = stored?.facts.buyer ?? NOBODY;
  const told = snapshot?.buyer;
  return {
    customerId: told?.customerId ?? known.customerId,
    emailHash: hasher.email(told?.email) ?? told?.hashed?.emailHash ?? known.emailHash,
    phoneHash: hasher.phone(told?.phone) ?? told?.hashed?.phoneHash ?? known.phoneHash,
  };
}

/** With what fraud checks compare. @param ownAdvocate the buyer's own advocate id; whether the buyer shares is settled when the order is weighed first */
export function describe(
  person: PersonFacts,
  { snapshot }: OrderNews,
  stored: StoredOrder | null,
  ownAdvocate: string | null,
  hasher: ShopHasher,
): BuyerFacts {
  const known = stored?.facts.buyer ?? NOBODY;
  if (snapshot === null) return { ...known, ...person };
  const { addresses, networkAddress, userAgent, email } = snapshot.buyer;
  return {
    ...person,
    advocateId: stored === null ? ownAdvocate : known.advocateId,
    addressHashes: addresses.length > 0 ? addresses.map((address) => hasher.address(address)) : known.addressHashes,
    networkHash: hasher.network(networkAddress) ?? known.networkHash,
    deviceHash: hasher.device(userAgent) ?? known.deviceHash,
    disposableEmail: isDisposable(email) ?? known.disposableEmail,
  };
}

/**
 * What makes somebody the same friend, the most telling first. A household shares a telephone: its number identifies only who gave nothing else.
 */
export function identityKeys(buyer: PersonFacts, hasher: ShopHasher): BuyerKey[] {
  const keys = allKeys(buyer, hasher);
  const telling = keys.filter(({ kind }) => kind !== 'phone');
  return telling.length > 0 ? telling : keys;
}

/** Everything a buyer can be found by. */
export function allKeys(buyer: PersonFacts, hasher: ShopHasher): BuyerKey[] {
  const key = (kind: BuyerKey['kind'], hash: PersonalHash | null) => (hash === null ? [] : [{ kind, hash }]);
  return [
    ...key('email', buyer.emailHash),
    ...key('customer', buyer.customerId === null ? null : hasher.customer(buyer.customerId)),
    ...key('phone', buyer.phoneHash),
  ];
}

/** Only a paid order makes a buyer; a test order is nobody's. */
export function newBuyersIn({ orderId, snapshot, paidAt }: OrderNews, person: PersonFacts, hasher: ShopHasher): KnownBuyer[] {
  if (snapshot === null || snapshot.test || paidAt === null) return [];
  const first = { firstOrderId: orderId, firstOrderAt: snapshot.placedAt };
  return allKeys(person, hasher).map((key) => ({ ...key, ...first }));
}

/** The first paid order with the buyer's telephone number, when it came before this one and was somebody else's by e-mail address and account. */
export function phoneKnownFrom(
  order: { orderId: string; placedAt: number; person: PersonFacts },
  known: ReadonlyMap<PersonalHash, readonly KnownBuyer[]>,
  hasher: ShopHasher,
): string | null {
  const { orderId, placedAt, person } = order;
  if (person.phoneHash === null) return null;
  const others = identityKeys(person, hasher);
  const own = new Set(others.flatMap(({ hash }) => known.get(hash) ?? []).map(({ firstOrderId }) => firstOrderId));
  const [first] = (known.get(person.phoneHash) ?? [])
    .filter(({ firstOrderId: id, firstOrderAt: at }) => at < placedAt || (at === placedAt && id < orderId))
    .sort((a, b) => a.firstOrderAt - b.firstOrderAt || (a.firstOrderId < b.firstOrderId ? -1 : 1));
  return first === undefined || first.firstOrderId === orderId || own.has(first.firstOrderId) ? null : first.firstOrderId;
}

/** Hashes of different kinds are never equal. */
export function byHash(known: readonly KnownBuyer[]): ReadonlyMap<PersonalHash, readonly KnownBuyer[]> {
  const book = new Map<PersonalHash, KnownBuyer[]>();
  for (const buyer of known) book.set(buyer.hash, [...(book.get(buyer.hash) ?? []), buyer]);
  return book;
}
