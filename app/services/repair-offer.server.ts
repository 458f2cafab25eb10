/** Staff have the discount behind a friend's offer put right after the merchant changed it in Shopify. */
import type { Context } from '../context.server.ts';
import { discountOfClaim } from '../data/claims.server.ts';
import { findDiscountOwner } from '../data/discount-troubles.server.ts';
import type { Repair } from '../domain/reward-event.ts';
import { writeProblem } from '../domain/problem.ts';
import { Fault } from '../shopify/faults.ts';
import { nextStep } from '../shopify/next-step.ts';
import { noteTrouble } from './note-discount-news.server.ts';
import { restoreDiscount } from './restore-discount.server.ts';

/**
 * With it, every claim whose code is in the same discount is right again. One whose discount or code is gone gets another code when the friend asks
 * next. Repeats are harmless. Null: the shop has no such claim.
 */
export async function repairOffer(
  context: Context,
  shop: { id: string; domain: string },
  claimId: string,
): Promise<Repair | null> {
  const { prisma } = context.db;
  const claim = await discountOfClaim(prisma, shop.id, claimId);
  if (claim === null) return null;
  const { discountId } = claim;
  const owner = discountId === null ? null : await findDiscountOwner(prisma, shop.id, discountId);
  if (discountId === null || owner === null) return { done: 'nothing-wrong' };
  try {
    const outcome = await restoreDiscount(context, await context.shopify(shop.domain, 'person'), shop, owner, discountId);
    if (outcome === 'gone') return { refused: writeProblem('offer-gone') };
    if (outcome !== 'restored') return outcome;
    await prisma.$transaction((tx) => noteTrouble(context, tx, shop.id, { owner, discountId, trouble: null, terms: [] }));
    context.log.info({ shopId: shop.id, claimId }, 'offer repaired');
    return { done: 'put-back' };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    context.log.warn({ shopId: shop.id, claimId, fault: error.kind }, 'offer not repaired');
    return { refused: nextStep(error) };
  }
}
