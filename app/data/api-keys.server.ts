/** Keys of the API: made once, looked up by their hash at every request. */
import type { Transaction } from '../db.server.ts';

/** No shop needs more at a time. */
const MOST_KEYS = 20;
const MINUTE = 60_000;

export type NewApiKey = {
  id: string;
  name: string;
  beginning: string;
  hash: Uint8Array<ArrayBuffer>;
  scopes: string[];
  at: number;
  by: string;
};

/** False when the shop has as many as it may. Needs a transaction: two at once are counted one after the other. */
export async function insertApiKey(tx: Transaction, shopId: string, key: NewApiKey): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('api keys ' || ${shopId}, 0))`;
  if ((await tx.apiKey.count({ where: { shopId, revokedAt: null } })) >= MOST_KEYS) return false;
  const { at, by, ...rest } = key;
  await tx.apiKey.create({ data: { ...rest, shopId, createdAt: new Date(at), createdBy: by } });
  return true;
}

/** False: the shop has no such key, or it is revoked already. */
export async function revokeApiKey(tx: Transaction, shopId: string, id: string, at: number): Promise<boolean> {
  const { count } = await tx.apiKey.updateMany({ where: { shopId, id, revokedAt: null }, data: { revokedAt: new Date(at) } });
  return count > 0;
}

/** The key and the installed shop that it belongs to; null: it opens nothing (any more). @param at for "last used", to the minute */
export async function findApiKey(tx: Transaction, hash: Uint8Array<ArrayBuffer>, at: number) {
  const key = await tx.apiKey.findUnique({ where: { hash }, include: { shop: true } });
  if (key === null || key.revokedAt !== null || key.shop.state !== 'installed') return null;
  if (key.usedAt === null || at - key.usedAt.getTime() > MINUTE) {
    await tx.apiKey.updateMany({ where: { shopId: key.shopId, id: key.id }, data: { usedAt: new Date(at) } });
  }
  return { ...key, shop: { ...key.shop, state: 'installed' as const } };
}
