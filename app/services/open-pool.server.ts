/** The discount in Shopify that many codes share: made when the first of them is needed, once. */
import { createHash } from 'node:crypto';
import type { Context } from '../context.server.ts';
import { findPool, openPool, reseedPool, settlePool } from '../data/discount-pools.server.ts';
import { endOfWeek } from '../domain/week-end.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import type { FoundDiscount } from '../shopify/operations/find-discount-by-code.ts';
import { type CodeToMint, createCodeDiscount, discountOf, type DiscountLabel, findTaken } from './create-code-discount.server.ts';
import { poolTitle } from './pool-title.ts';

export type CodeShop = { id: string; domain: string; timeZone: string };

/** `endsAt`: epoch milliseconds, null = never. `isNew`: its first code is there, with this id if Shopify told it. */
export type ReadyPool = {
  poolId: string;
  discountId: string;
  endsAt: number | null;
  isNew: { seedCode: string; redeemCodeId: string | null } | null;
};

/**
 * The pool for codes like this one; it is written down before Shopify is asked, so that a lost answer is found by its first code, and two callers at
 * once make one. `taken`: another discount has this very code. `rejected`: Shopify refuses, in its own words. `again`: a stranger had the first code of
 * another caller, and the pool is to be made with this one. Throws Fault.
 */
export async function ensurePool(
  context: Context,
  client: AdminClient,
  shop: CodeShop,
  input: CodeToMint,
): Promise<{ ready: ReadyPool } | { taken: FoundDiscount } | { rejected: string } | 'again'> {
  const { prisma } = context.db;
  const endsAt = input.endsAt === null ? null : endOfWeek(input.endsAt, shop.timeZone);
  const pool = await openPool(prisma, shop.id, {
    ...{ id: context.newId(), key: poolKey(input, endsAt), purpose: input.purpose, seedCode: input.code },
    ...{ endsAt, at: context.now() },
  });
  const { id: poolId, seedCode } = pool;
  if (pool.discountId !== null) return { ready: { poolId, discountId: pool.discountId, endsAt, isNew: null } };
  const label = poolLabel(poolId, input, endsAt, shop.timeZone);
  const answer = await createCodeDiscount(client, discountOf({ ...input, code: seedCode }, label, endsAt));
  if ('rejected' in answer) return answer;
  const made =
    'created' in answer
      ? { discountId: answer.created, redeemCodeId: null, tags: [label.tag] }
      : await findTaken(client, seedCode);
  if (!made.tags.includes(label.tag)) {
    if ('usable' in made && seedCode === input.code) return { taken: made };
    await reseedPool(prisma, shop.id, pool, input.code);
    return 'again';
  }
  const { discountId, redeemCodeId } = made;
  await settlePool(prisma, shop.id, poolId, discountId);
  return { ready: { poolId, discountId, endsAt, isNew: { seedCode, redeemCodeId } } };
}

/** Which of our pools a discount is; null: none. */
export async function poolOf(context: Context, shop: Pick<CodeShop, 'id'>, found: FoundDiscount): Promise<string | null> {
  const named = found.tags.flatMap((tag) => POOL_TAG.exec(tag)?.slice(1) ?? []);
  return findPool(context.db.prisma, shop.id, { ids: named, discountId: found.discountId });
}

const POOL_TAG = /^vouchsafe-pool-([0-9a-f-]{36})$/;

/** How a pool's discount is named in Shopify, and known again. */
export function poolLabel(
  poolId: string,
  codes: Pick<CodeToMint, 'purpose' | 'value' | 'currency'>,
  endsAt: number | null,
  timeZone: string,
): DiscountLabel {
  return { title: poolTitle(codes, endsAt, timeZone), tag: `vouchsafe-pool-${poolId}` };
}

/** Codes with the same key can share a discount. @param endsAt that of the pool */
function poolKey(input: CodeToMint, endsAt: number | null): string {
  const { purpose, value, terms, currency, minimumSubtotalMinor } = input;
  const { on, combinesWith, oncePerCustomer, purchases, bills } = terms;
  const content = [
    ...[purpose, Object.entries(value).sort(), Object.entries(on).sort(), Object.entries(combinesWith).sort()],
    ...[oncePerCustomer, purchases, bills, currency, minimumSubtotalMinor, endsAt],
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
