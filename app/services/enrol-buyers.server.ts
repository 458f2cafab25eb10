/** Everybody who has paid may share: buyers become advocates. */
import { randomBytes } from 'node:crypto';
import type { Context } from '../context.server.ts';
import { isRecentTrait, noteAdvocateTraits, type SeenTrait, type TraitKind } from '../data/advocate-traits.server.ts';
import { describeAdvocates, enrolAdvocates, type NewAdvocate, noteCurrencies } from '../data/advocates.server.ts';
import type { Sql } from '../db.server.ts';
import type { PersonalHash } from '../domain/facts.ts';
import { makeReferralCode } from '../domain/referral-code.ts';
import type { ShopHasher, Vault } from '../personal-data.server.ts';
import type { OrderNews } from './merge-order-news.server.ts';
import { sealAdvocate } from './seal-advocate.server.ts';

/** Advocates to be, and what buyers were seen with. */
export type BuyersToEnrol = {
  people: NewAdvocate[];
  traits: SeenTrait[];
  /** What each paid in last, by customer. */
  currencies: ReadonlyMap<string, string>;
};

/** The customers of paid orders; a customer of several orders once. @param now epoch milliseconds: what was seen too long ago is not kept */
export function advocatesAmong(batch: readonly OrderNews[], vault: Vault, hasher: ShopHasher, now: number): BuyersToEnrol {
  const people = new Map<string, NewAdvocate>();
  const traits: SeenTrait[] = [];
  const paidIn = new Map<string, { at: number; currency: string }>();
  for (const { snapshot, paidAt } of batch) {
    const customerId = snapshot?.buyer.customerId ?? null;
    if (snapshot === null || snapshot.test || paidAt === null || customerId === null) continue;
    const { buyer, placedAt: seenAt, presentmentTotal } = snapshot;
    if ((paidIn.get(customerId)?.at ?? 0) <= seenAt) paidIn.set(customerId, { at: seenAt, currency: presentmentTotal.currency });
    people.set(customerId, sealAdvocate({ ...buyer, customerId }, vault, hasher));
    const seen = (kind: TraitKind, hash: PersonalHash | null) => {
      if (hash !== null && isRecentTrait({ kind, seenAt }, now)) traits.push({ customerId, kind, hash, seenAt });
    };
    for (const address of buyer.addresses) seen('address', hasher.address(address));
    seen('network', hasher.network(buyer.networkAddress));
    seen('device', hasher.device(buyer.userAgent));
  }
  const currencies = new Map([...paidIn].map(([customerId, { currency }]) => [customerId, currency]));
  const paying = [...people].map(([customerId, person]) => {
    const currency = currencies.get(customerId);
    return currency === undefined ? person : { ...person, currency };
  });
  return { people: paying, traits, currencies };
}

/** Enrols those who are no advocates yet, adds what was not known of the others, has the new links written, and notes what all were seen with. */
export async function enrolBuyers(
  context: Context,
  tx: Sql,
  shop: { id: string },
  { people, traits, currencies }: BuyersToEnrol,
): Promise<void> {
  if (people.length === 0) return;
  const newCode = () => makeReferralCode(randomBytes(16));
  const enrolled = await enrolAdvocates(tx, shop, people, 'order', context.now(), newCode, context.newId);
  const added = new Set(enrolled.filter(({ isNew }) => isNew).map(({ customerId }) => customerId));
  if (added.size < enrolled.length) await describeAdvocates(tx, shop, people);
  await noteCurrencies(tx, shop.id, new Map([...currencies].filter(([customerId]) => !added.has(customerId))));
  await noteAdvocateTraits(tx, shop.id, traits);
  // Who had joined by e-mail is not new, but has an account only now.
  if (enrolled.some(({ isLinked }) => !isLinked)) {
    await context.queue.enqueue(tx, 'write-advocate-links', { shopId: shop.id }, { once: shop.id });
  }
}
