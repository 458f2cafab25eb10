/** News of discounts in Shopify: when one of ours is not what it was made to be, everybody whose code is in it is told apart, and it can be repaired. */
import { z } from 'zod';
import type { Context } from '../context.server.ts';
import { noteClaimTrouble } from '../data/claims.server.ts';
import { retirePool } from '../data/discount-pools.server.ts';
import { type DiscountOwner, findDiscountOwner, markRewardTrouble } from '../data/discount-troubles.server.ts';
import { noteRewardEvents } from '../data/reward-events.server.ts';
import { noteSharedCodeTrouble } from '../data/shared-codes.server.ts';
import type { Transaction } from '../db.server.ts';
import type { RewardTrouble } from '../domain/reward-event.ts';
import { findDiscountByCode } from '../shopify/operations/find-discount-by-code.ts';
import { readDiscount } from '../shopify/operations/read-discount.ts';
import { troubleOf, wantedDiscount } from './wanted-discount.server.ts';

type Shop = { id: string; domain: string };

const discountNews = z.object({ admin_graphql_api_id: z.string() });
const codeNews = z.object({ admin_graphql_api_id: z.string(), redeem_code: z.object({ code: z.string() }) });

/** `discounts/update` and `discounts/delete`: what the discount is now is asked, as news may come late. @throws ZodError, Fault */
export async function noteChangedDiscount(context: Context, shop: Shop, payload: unknown): Promise<void> {
  const { admin_graphql_api_id: discountId } = discountNews.parse(payload);
  const owner = await findDiscountOwner(context.db.prisma, shop.id, discountId);
  if (owner === null) return;
  const found = await readDiscount(await context.shopify(shop.domain), discountId);
  const wrong = troubleOf(await wantedDiscount(context, shop, owner), found, context.now());
  await context.db.prisma.$transaction((tx) =>
    noteTrouble(context, tx, shop.id, { owner, discountId, trouble: wrong?.trouble ?? null, terms: wrong?.terms ?? [] }),
  );
}

/** `discounts/redeemcode_removed`; the app's own removals are no news. @throws ZodError, Fault */
export async function noteRemovedCode(context: Context, shop: Shop, payload: unknown): Promise<void> {
  const { admin_graphql_api_id: discountId, redeem_code: gone } = codeNews.parse(payload);
  const { prisma } = context.db;
  if ((await findDiscountOwner(prisma, shop.id, discountId)) === null) return;
  if ((await findDiscountByCode(await context.shopify(shop.domain), gone.code)) !== null) return;
  await prisma.$transaction(async (tx) => {
    const rewardIds = await markRewardTrouble(tx, shop.id, { code: gone.code.toUpperCase() }, 'code-removed');
    await noteTroubleEvents(context, tx, shop.id, rewardIds, { trouble: 'code-removed', terms: [] });
    await noteClaimTrouble(tx, shop.id, { offerCodes: [gone.code.toUpperCase()] }, 'code-removed');
  });
}

/** Says it wherever the discount is shown. A pool in trouble takes no more codes. */
export async function noteTrouble(
  context: Pick<Context, 'newId' | 'now'>,
  tx: Transaction,
  shopId: string,
  news: {
    owner: DiscountOwner;
    discountId: string;
    trouble: Exclude<RewardTrouble, 'code-removed' | 'customer-deleted'> | null;
    terms: readonly string[];
  },
): Promise<string[]> {
  const { owner, discountId, trouble } = news;
  if (owner.of === 'shared-code') await noteSharedCodeTrouble(tx, shopId, discountId, trouble);
  if (owner.of === 'claim') await noteClaimTrouble(tx, shopId, { discountId }, trouble);
  if (owner.of === 'shared-code' || owner.of === 'claim') return [];
  if (owner.of === 'pool') await retirePool(tx, shopId, owner.poolId, trouble);
  const which = owner.of === 'pool' ? { poolId: owner.poolId } : { rewardId: owner.rewardId };
  const rewardIds = await markRewardTrouble(tx, shopId, which, trouble);
  if (trouble !== null) await noteTroubleEvents(context, tx, shopId, rewardIds, news);
  return rewardIds;
}

/** Writes on the timelines of these rewards what was done to their codes. */
export async function noteTroubleEvents(
  context: Pick<Context, 'newId' | 'now'>,
  tx: Transaction,
  shopId: string,
  rewardIds: readonly string[],
  { trouble, terms }: { trouble: RewardTrouble | null; terms: readonly string[] },
): Promise<void> {
  const detail = { trouble, ...(terms.length > 0 ? { terms: terms.join(' ') } : {}) };
  const event = { kind: 'changed-in-shopify', at: context.now(), by: null, note: null, detail } as const;
  await noteRewardEvents(
    tx,
    shopId,
    rewardIds.map((rewardId) => ({ ...event, id: context.newId(), rewardId })),
  );
}
