/** A merchant says that two advocates are one person. */
import type { Context } from '../context.server.ts';
import { findPair, joinRows, lockMerges, noteMerge } from '../data/customer-merges.server.ts';
import type { ShopRecord } from '../data/shops.server.ts';
import type { Transaction } from '../db.server.ts';
import { goOnAsOne, lockMonth, moveToKept } from './merge-customers.server.ts';

/** A merge in a large shop touches every visit through the gone advocate's links. */
const LONGEST = 60_000;

/** `meanwhile`: one of them was merged before. `erased`: of one of them nothing is known any more. */
export type MergeRefusal = 'not-found' | 'same' | 'meanwhile' | 'erased';
export type Merging = { merged: string } | { refused: MergeRefusal };

/**
 * Goes the road of customers who were merged in Shopify (merge-customers.server.ts): where both have an account, the one is read as the other from now on.
 * Nothing is changed in Shopify. It cannot be undone.
 * @param pair ids of advocates; `keptId` stays
 */
export async function mergeAdvocates(
  context: Context,
  shop: ShopRecord & { personalKey: Uint8Array },
  pair: { goneId: string; keptId: string },
): Promise<Merging> {
  if (pair.goneId === pair.keptId) return { refused: 'same' };
  return context.db.prisma.$transaction((tx) => mergePair(context, tx, shop, pair), { timeout: LONGEST, maxWait: LONGEST });
}

async function mergePair(
  context: Context,
  tx: Transaction,
  shop: ShopRecord & { personalKey: Uint8Array },
  pair: { goneId: string; keptId: string },
): Promise<Merging> {
  await lockMerges(tx, shop.id);
  const versions = await lockMonth(tx, shop.id);
  const found = await findPair(tx, shop.id, [pair.goneId, pair.keptId]);
  const gone = found.find(({ id }) => id === pair.goneId);
  const kept = found.find(({ id }) => id === pair.keptId);
  if (gone === undefined || kept === undefined) return { refused: 'not-found' };
  if (gone.mergedInto !== null || kept.mergedInto !== null) return { refused: 'meanwhile' };
  if (gone.state === 'redacted' || kept.state === 'redacted') return { refused: 'erased' };
  if (gone.customerId !== null && kept.customerId !== null) {
    const hasher = context.vault.forShop(shop.personalKey);
    const accounts = { goneId: gone.customerId, keptId: kept.customerId };
    const hashes = { goneHash: hasher.customer(gone.customerId), keptHash: hasher.customer(kept.customerId) };
    const merged = { ...accounts, ...hashes, at: context.now() };
    if (!(await noteMerge(tx, shop.id, merged))) return { refused: 'meanwhile' };
    await moveToKept(context, tx, shop, merged);
    return { merged: kept.id };
  }
  const rows = await joinRows(tx, shop.id, gone, kept);
  if (gone.customerId !== null) {
    await context.queue.enqueue(tx, 'write-advocate-links', { shopId: shop.id }, { once: shop.id });
  }
  const advocates = { outcome: 'joined' as const, advocateId: kept.id, rows };
  await goOnAsOne(context, tx, shop, { advocates, keptId: kept.customerId ?? gone.customerId, versions });
  context.log.info({ shop: shop.domain, advocates: 'joined' }, 'advocates merged by staff');
  return { merged: kept.id };
}
