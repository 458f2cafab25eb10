/** Everybody who has paid may share: buyers become advocates. */
import { randomBytes } from 'node:crypto';
import type { Context } from '../context.server.ts';
import { describeAdvocates, enrolAdvocates, type NewAdvocate } from '../data/advocates.server.ts';
import type { Transaction } from '../db.server.ts';
import { makeReferralCode } from '../domain/referral-code.ts';
import type { ShopHasher, Vault } from '../personal-data.server.ts';
import type { OrderNews } from './merge-order-news.server.ts';
import { sealAdvocate } from './seal-advocate.server.ts';

/** The customers of paid orders, as advocates to be; a customer of several orders once. */
export function advocatesAmong(batch: readonly OrderNews[], vault: Vault, hasher: ShopHasher): NewAdvocate[] {
  const people = new Map<string, NewAdvocate>();
  for (const { snapshot, paidAt } of batch) {
    const customerId = snapshot?.buyer.customerId ?? null;
    if (snapshot === null || snapshot.test || paidAt === null || customerId === null) continue;
    people.set(customerId, sealAdvocate({ ...snapshot.buyer, customerId }, vault, hasher));
  }
  return [...people.values()];
}

/** Enrols those who are no advocates yet, adds what was not known of the others, and has the new links written. */
export async function enrolBuyers(
  context: Context,
  tx: Transaction,
  shop: { id: string },
  people: readonly NewAdvocate[],
): Promise<void> {
  if (people.length === 0) return;
  const newCode = () => makeReferralCode(randomBytes(16));
  const enrolled = await enrolAdvocates(tx, shop, people, 'order', context.now(), newCode, context.newId);
  if (enrolled.some(({ isNew }) => !isNew)) await describeAdvocates(tx, shop, people);
  if (enrolled.some(({ isNew }) => isNew)) {
    await context.queue.enqueue(tx, 'write-advocate-links', { shopId: shop.id }, { once: shop.id });
  }
}
