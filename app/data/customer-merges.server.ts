/**
 * Customers whom the merchant merged. Everything that names the gone customer is moved to the kept one; the row of an advocate who is gone stays with the
 * credits and rewards that it earned, and leads to the kept one's (`advocate.merged_into`): its codes credit that one from then on, and what it is still
 * owed is paid to that customer.
 */
import { Prisma } from '@prisma/client';
import type { Sql, Transaction } from '../db.server.ts';
import type { PersonalHash } from '../domain/facts.ts';
import { lockAdvocates } from './reward-caps.server.ts';

/** Until the transaction ends nobody else merges in this shop: two merges of one pair, each the other way round, would make a circle. Before all other locks. */
export async function lockMerges(tx: Transaction, shopId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('merges ' || ${shopId}, 0))`;
}

/** Two customers of one shop; numeric parts of the gids, and their keyed hashes. */
export type MergedCustomers = {
  goneId: string;
  goneHash: PersonalHash;
  keptId: string;
  keptHash: PersonalHash;
  /** epoch milliseconds */
  at: number;
};

/** Whom customers are part of by now, by the id that they had. */
export async function findKeptCustomers(
  tx: Sql,
  shopId: string,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (customerIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ goneId: string; keptId: string }[]>`
    SELECT gone_id AS "goneId", kept_id AS "keptId" FROM customer_merge WHERE shop_id = ${shopId}::uuid AND gone_id = ANY (${customerIds})`;
  return new Map(rows.map(({ goneId, keptId }) => [goneId, keptId]));
}

/** Whose account this is by now. @param customerId null: nobody is signed in */
export async function keptCustomer(tx: Sql, shopId: string, customerId: string | null): Promise<string | null> {
  return customerId === null ? null : ((await findKeptCustomers(tx, shopId, [customerId])).get(customerId) ?? customerId);
}

/** Writes a merge down, and that whoever had become part of the gone customer is part of the kept one now. False when it was known. Needs a transaction. */
export async function noteMerge(tx: Transaction, shopId: string, { goneId, keptId, at }: MergedCustomers): Promise<boolean> {
  const noted = await tx.$executeRaw`
    INSERT INTO customer_merge (shop_id, gone_id, kept_id, at) VALUES (${shopId}::uuid, ${goneId}, ${keptId}, ${new Date(at)})
    ON CONFLICT DO NOTHING`;
  if (noted === 0) return false;
  await tx.customerMerge.updateMany({ where: { shopId, keptId: goneId }, data: { keptId } });
  return true;
}

/**
 * Moves what names the gone customer: their orders, visits, claims, sign-up, requests, the rewards promised to them as a friend, what makes them a known
 * buyer, and what keeps them out. Repeats find nothing.
 */
export async function moveCustomer(tx: Transaction, shopId: string, merged: MergedCustomers): Promise<void> {
  const { goneId, goneHash, keptId, keptHash } = merged;
  for (const table of ['buyer_order', 'visit', 'claim', 'reward', 'data_request']) {
    await tx.$executeRaw`
      UPDATE ${Prisma.raw(table)} SET customer_id = ${keptId} WHERE shop_id = ${shopId}::uuid AND customer_id = ${goneId}`;
  }
  await tx.$executeRaw`
    INSERT INTO sign_up (shop_id, customer_id, email_hash, phone_hash, at)
    SELECT shop_id, ${keptId}, email_hash, phone_hash, at FROM sign_up WHERE shop_id = ${shopId}::uuid AND customer_id = ${goneId}
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`DELETE FROM sign_up WHERE shop_id = ${shopId}::uuid AND customer_id = ${goneId}`;
  await tx.$executeRaw`
    INSERT INTO known_buyer AS known (shop_id, kind, hash, first_order_id, first_order_at)
    SELECT shop_id, kind, decode(${keptHash}, 'hex'), first_order_id, first_order_at FROM known_buyer
    WHERE shop_id = ${shopId}::uuid AND kind = 'customer' AND hash = decode(${goneHash}, 'hex')
    ON CONFLICT (shop_id, kind, hash) DO UPDATE SET first_order_id = excluded.first_order_id, first_order_at = excluded.first_order_at
      WHERE (excluded.first_order_at, excluded.first_order_id) < (known.first_order_at, known.first_order_id)`;
  await tx.$executeRaw`
    DELETE FROM known_buyer WHERE shop_id = ${shopId}::uuid AND kind = 'customer' AND hash = decode(${goneHash}, 'hex')`;
  await tx.$executeRaw`
    UPDATE block_entry SET hash = decode(${keptHash}, 'hex')
    WHERE shop_id = ${shopId}::uuid AND kind = 'customer' AND hash = decode(${goneHash}, 'hex')
      AND NOT EXISTS (SELECT FROM block_entry WHERE shop_id = ${shopId}::uuid AND kind = 'customer' AND hash = decode(${keptHash}, 'hex'))`;
}

/** `joined`: the gone one's row leads to the kept one's. `moved`: only the gone customer shared; the row is the kept one's now. */
export type MergedAdvocates =
  | { outcome: 'moved'; advocateId: string }
  /** `rows`: those that lead to the kept one's since now. */
  | { outcome: 'joined'; advocateId: string; rows: string[] };

/**
 * Makes one advocate of two. A block outlives the merge: where one of them was blocked, the one who stays is. What the gone one was seen with, and
 * visits and claims through their links, which no order has used yet, are the kept one's. Null when the gone customer did not share. Needs a transaction;
 * locks the advocates.
 */
export async function mergeAdvocates(
  tx: Transaction,
  shopId: string,
  { goneId, keptId }: MergedCustomers,
): Promise<MergedAdvocates | null> {
  const find = () => tx.advocate.findMany({ where: { shopId, customerId: { in: [goneId, keptId] } }, select: { id: true } });
  await lockAdvocates(
    tx,
    shopId,
    (await find()).map(({ id }) => id),
  );
  const advocates = await tx.advocate.findMany({ where: { shopId, customerId: { in: [goneId, keptId] } } });
  const gone = advocates.find(({ customerId }) => customerId === goneId);
  const kept = advocates.find(({ customerId }) => customerId === keptId);
  if (gone === undefined) return null;
  if (kept === undefined) {
    await tx.advocate.update({
      where: { shopId_id: { shopId, id: gone.id } },
      data: { customerId: keptId, goneAt: null, linkWrittenAt: null },
    });
    return { outcome: 'moved', advocateId: gone.id };
  }
  return { outcome: 'joined', advocateId: kept.id, rows: await joinRows(tx, shopId, gone, kept) };
}

type JoinedRow = { id: string; customerId: string | null; state: string };

/** One row leads to another one from now on; an account that only the first has is the other's then. Returns the rows that lead there since now. Lock both before. */
export async function joinRows(tx: Transaction, shopId: string, gone: JoinedRow, kept: JoinedRow): Promise<string[]> {
  const rows = await findRowsOfPerson(tx, shopId, gone.id);
  await tx.advocate.updateMany({ where: { shopId, mergedInto: gone.id }, data: { mergedInto: kept.id } });
  await tx.advocate.update({
    where: { shopId_id: { shopId, id: gone.id } },
    data: { mergedInto: kept.id, customerId: null, goneAt: null },
  });
  const state = gone.state === 'blocked' && kept.state === 'active' ? 'blocked' : kept.state;
  const account =
    kept.customerId === null && gone.customerId !== null ? { customerId: gone.customerId, linkWrittenAt: null } : {};
  await tx.advocate.update({ where: { shopId_id: { shopId, id: kept.id } }, data: { state, goneAt: null, ...account } });
  await tx.visit.updateMany({ where: { shopId, advocateId: gone.id }, data: { advocateId: kept.id } });
  await tx.claim.updateMany({ where: { shopId, advocateId: gone.id }, data: { advocateId: kept.id } });
  await tx.$executeRaw`
    INSERT INTO advocate_trait AS known (shop_id, advocate_id, kind, hash, seen_at)
    SELECT shop_id, ${kept.id}::uuid, kind, hash, seen_at FROM advocate_trait WHERE shop_id = ${shopId}::uuid AND advocate_id = ${gone.id}::uuid
    ON CONFLICT (shop_id, advocate_id, kind, hash) DO UPDATE SET seen_at = greatest(known.seen_at, excluded.seen_at)`;
  await tx.advocateTrait.deleteMany({ where: { shopId, advocateId: gone.id } });
  return rows;
}

/** Two advocates to be merged, as they stand; locks them. */
export async function findPair(tx: Transaction, shopId: string, ids: readonly string[]) {
  await lockAdvocates(tx, shopId, ids);
  return tx.advocate.findMany({
    where: { shopId, id: { in: [...ids] } },
    select: { id: true, customerId: true, state: true, mergedInto: true },
  });
}

/** The rows of one person: the advocate's own, and those that lead to it. @param advocateId of any of them */
export async function findRowsOfPerson(tx: Transaction, shopId: string, advocateId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT other.id FROM advocate one JOIN advocate other
      ON other.shop_id = one.shop_id AND (other.id = coalesce(one.merged_into, one.id) OR other.merged_into = coalesce(one.merged_into, one.id))
    WHERE one.shop_id = ${shopId}::uuid AND one.id = ${advocateId}::uuid ORDER BY other.id`;
  return rows.map(({ id }) => id);
}

/** Under which row each of these advocates is known now: their own, or that of the customer whom theirs became part of. */
export async function findKeptRows(
  tx: Sql,
  shopId: string,
  advocateIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (advocateIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; keptId: string }[]>`
    SELECT id, coalesce(merged_into, id) AS "keptId" FROM advocate WHERE shop_id = ${shopId}::uuid AND id = ANY (${advocateIds}::uuid[])`;
  return new Map(rows.map(({ id, keptId }) => [id, keptId]));
}

/** Null when the customer did not share, or it was known. */
export async function noteDeleted(tx: Transaction, shopId: string, customerId: string, at: number): Promise<string | null> {
  const [advocate] = await tx.advocate.updateManyAndReturn({
    where: { shopId, customerId, goneAt: null },
    data: { goneAt: new Date(at) },
    select: { id: true },
  });
  return advocate?.id ?? null;
}

/** Rewards of one person that wait for Shopify: with another account they may go on. */
export async function rewardsWaitingFor(
  tx: Transaction,
  shopId: string,
  customerId: string | null,
  advocateIds: readonly string[],
) {
  const rewards = await tx.reward.findMany({
    where: {
      ...{ shopId, state: { in: ['approved', 'issuing'] } },
      OR: [
        { recipient: 'advocate', advocateId: { in: [...advocateIds] } },
        ...(customerId === null ? [] : [{ recipient: 'friend', customerId }]),
      ],
    },
    select: { id: true },
  });
  return rewards.map(({ id }) => id);
}
