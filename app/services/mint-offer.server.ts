/** Makes the code of a friend's claim exist in Shopify. */
import type { Context } from '../context.server.ts';
import { type Claim, markClaimFailed, markClaimReady } from '../data/claims.server.ts';
import { rulesOfVersion, type Storefront } from '../data/storefronts.server.ts';
import { codeOfferOf } from '../domain/offer.ts';
import { writeProblem } from '../domain/problem.ts';
import { Fault } from '../shopify/faults.ts';
import { nextStep } from '../shopify/next-step.ts';
import { mintCode } from './mint-code.server.ts';

/** A discount that starts a moment ago can be used at once, whatever Shopify's clock says. */
const CLOCK_DIFFERENCE = 60_000;

/**
 * Under the rules that the claim was opened by. `try-later`: Shopify has not made it yet, or does not answer; the next try finds it. `unavailable`:
 * Shopify refuses, and the merchant reads why.
 */
export async function mintOffer(
  context: Context,
  shop: Storefront,
  claim: Claim,
): Promise<'ready' | 'try-later' | 'unavailable'> {
  const { prisma } = context.db;
  const { claimId, offerCode: code } = claim;
  const { offer, currency } = await rulesOfVersion(prisma, shop.id, claim.programVersion);
  const value = codeOfferOf(offer.value);
  if (code === null || value === null) throw new Error('a claim without a code of its own has nothing to be minted');
  try {
    const answer = await mintCode(context, shop, {
      ...{ purpose: 'offer', mode: { kind: 'pool' }, code },
      label: { title: `Referral offer ${code}`, tag: `vouchsafe-claim-${claimId}` },
      ...{ value, terms: offer.terms, currency, minimumSubtotalMinor: offer.minimumSubtotalMinor },
      startsAt: claim.claimedAt - CLOCK_DIFFERENCE,
      endsAt: claim.expiresAt,
    });
    if ('minted' in answer) {
      await markClaimReady(prisma, shop.id, claim, answer.minted);
      return 'ready';
    }
    const problem = 'rejected' in answer ? writeProblem('offer-refused', answer.rejected) : writeProblem('offer-taken', code);
    await markClaimFailed(prisma, shop.id, claimId, problem);
    context.log.warn({ shopId: shop.id, claimId }, 'offer refused by Shopify');
    return 'unavailable';
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    await markClaimFailed(prisma, shop.id, claimId, nextStep(error));
    context.log.warn({ shopId: shop.id, claimId, fault: error.kind }, 'offer not minted');
    return error.retry ? 'try-later' : 'unavailable';
  }
}
