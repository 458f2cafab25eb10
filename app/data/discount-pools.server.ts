/** Discounts in Shopify that many codes share: what they give, until when, and by which code a lost answer is found. */
import type { Transaction } from '../db.server.ts';

export type PoolPurpose = 'offer' | 'reward';

export type DiscountPool = {
  id: string;
  /** The code it is made with. */
  seedCode: string;
  /** gid; null until Shopify has it. */
  discountId: string | null;
};

const chosen = { id: true, seedCode: true, discountId: true } as const;

/** The pool of this key; opened with these when there is none. Whoever comes second gets the first one's. */
export async function openPool(
  tx: Transaction,
  shopId: string,
  pool: { id: string; key: string; purpose: PoolPurpose; endsAt: number | null; seedCode: string; at: number },
): Promise<DiscountPool> {
  const where = { shopId_key: { shopId, key: pool.key } };
  const known = await tx.discountPool.findUnique({ where, select: chosen });
  if (known !== null) return known;
  const { id, key, purpose, seedCode } = pool;
  const endsAt = pool.endsAt === null ? null : new Date(pool.endsAt);
  await tx.discountPool.createMany({
    data: [{ shopId, id, key, purpose, endsAt, seedCode, createdAt: new Date(pool.at) }],
    skipDuplicates: true,
  });
  return tx.discountPool.findUniqueOrThrow({ where, select: chosen });
}

/** Shopify has it. */
export async function settlePool(tx: Transaction, shopId: string, poolId: string, discountId: string): Promise<void> {
  await tx.discountPool.updateMany({ where: { shopId, id: poolId, discountId: null }, data: { discountId } });
}

/** The first code belongs to somebody else's discount: it is made with another. */
export async function reseedPool(
  tx: Transaction,
  shopId: string,
  { id, seedCode }: Pick<DiscountPool, 'id' | 'seedCode'>,
  another: string,
): Promise<void> {
  await tx.discountPool.updateMany({ where: { shopId, id, seedCode, discountId: null }, data: { seedCode: another } });
}

/** One of these ids, or the one with this discount; null: the shop has none such. */
export async function findPool(
  tx: Transaction,
  shopId: string,
  { ids, discountId }: { ids: string[]; discountId: string },
): Promise<string | null> {
  const pool = await tx.discountPool.findFirst({
    where: { shopId, OR: [{ id: { in: ids } }, { discountId }] },
    select: { id: true },
  });
  return pool?.id ?? null;
}

/** Its discount is not what was promised any more: codes to come need another one; those it has stay with it. Null: it is again what it was. */
export async function retirePool(
  tx: Transaction,
  shopId: string,
  poolId: string,
  trouble: 'edited' | 'deactivated' | 'deleted' | null,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE discount_pool SET trouble = ${trouble},
      key = CASE WHEN ${trouble}::text IS NULL OR key LIKE '% until %' THEN key ELSE key || ' until ' || id END
    WHERE shop_id = ${shopId}::uuid AND id = ${poolId}::uuid AND trouble IS DISTINCT FROM ${trouble}`;
}
