/** A friend claims the offer: one single-use discount code per claim, however often it is asked for. */
import type { Context } from '../context.server.ts';
import { type Claim, findClaim, markClaimFailed, markClaimReady, openClaim } from '../data/claims.server.ts';
import { rulesOfVersion, type Storefront } from '../data/storefronts.server.ts';
import { discountCodeBytes } from '../discount-code-bytes.server.ts';
import { offerCode } from '../domain/discount-code.ts';
import type { ProgramRules } from '../domain/program.ts';
import { expiryOf } from '../domain/rewards.ts';
import type { ClaimAnswer, ClaimRequest } from '../domain/storefront-contract.ts';
import { offerHeadline, storefrontMessage } from '../i18n/storefront-words.ts';
import { Fault } from '../shopify/faults.ts';
import { nextStep } from '../shopify/next-step.ts';
import { mintDiscountCode } from './mint-discount-code.server.ts';
import { findSharer } from './quote-offer.server.ts';
import type { Visitor } from './record-visit.server.ts';

/** A discount that starts a moment ago can be used at once, whatever Shopify's clock says. */
const CLOCK_DIFFERENCE = 60_000;

/**
 * Answers with the friend's own discount code. The claim is written down first, within the link's daily budget; then Shopify is asked, outside
 * any transaction, for a code derived from the claim's id: after a crash or a lost answer the same claim finds its own discount.
 * What Shopify cannot do now is an answer (`try-later`), not an error.
 */
export async function claimOffer(
  context: Context,
  shop: Storefront,
  request: ClaimRequest,
  visitor: Visitor,
  locale: string,
): Promise<ClaimAnswer> {
  const claim = await openOrFind(context, shop, request, visitor);
  if (typeof claim === 'string') return refusal(claim, locale);
  const rules = await rulesOfVersion(context.db.prisma, shop.id, claim.programVersion);
  const minted = claim.state === 'ready' ? 'ready' : await mint(context, shop, claim, rules);
  if (minted !== 'ready') return refusal(minted, locale);
  return {
    ok: true,
    discountCode: claim.offerCode,
    expiresAt: claim.expiresAt ?? context.now(),
    headline: offerHeadline(rules, locale),
  };
}

type Refusal = Extract<ClaimAnswer, { ok: false }>['reason'];

function refusal(reason: Refusal, locale: string): ClaimAnswer {
  return { ok: false, reason, message: storefrontMessage(reason, locale) };
}

async function openOrFind(context: Context, shop: Storefront, request: ClaimRequest, visitor: Visitor): Promise<Claim | Refusal> {
  const { prisma } = context.db;
  const { rules, version } = shop.program;
  const now = context.now();
  const advocate = await findSharer(context, shop, request.code);
  const known = await findClaim(prisma, shop.id, request.id);
  // A code that was given keeps its word: the program's pause and the advocate's block come too late for it.
  if (known?.state === 'ready' && stillGood(known, now)) return known;
  if (advocate === null || !rules.live) return 'unavailable';
  if (visitor.customerId !== null && visitor.customerId === advocate.customerId) return 'own-link';
  if (known !== null) return takenUp(known, advocate.advocateId, now);

  const fresh = {
    claimId: request.id,
    advocateId: advocate.advocateId,
    programVersion: version,
    offerCode: offerCode(discountCodeBytes(context.env, 'offer', shop.id, request.id)),
    claimedAt: now,
    expiresAt: expiryOf(now, rules.offer.validDays),
    networkHash: context.vault.forShop(shop.personalKey).network(visitor.networkAddress),
    customerId: visitor.customerId,
  };
  const opened = await prisma.$transaction((tx) => openClaim(tx, shop.id, fresh, rules.offer.claimsPerLinkPerDay));
  if (opened === 'spent') return 'too-many';
  if (opened === 'opened') return { ...fresh, state: 'minting' };
  const other = await findClaim(prisma, shop.id, request.id);
  return other === null ? 'try-later' : takenUp(other, advocate.advocateId, now);
}

/** An earlier try of the same claim is continued. The same id with another advocate's code is no repeat. */
function takenUp(claim: Claim, advocateId: string, now: number): Claim | Refusal {
  const open = claim.state === 'minting' || claim.state === 'failed' || claim.state === 'ready';
  return open && stillGood(claim, now) && claim.advocateId === advocateId ? claim : 'unavailable';
}

function stillGood(claim: Claim, now: number): boolean {
  return claim.expiresAt === null || claim.expiresAt > now;
}

async function mint(context: Context, shop: Storefront, claim: Claim, rules: ProgramRules): Promise<'ready' | Refusal> {
  const { prisma } = context.db;
  const { claimId, offerCode: code } = claim;
  try {
    const answer = await mintDiscountCode(await context.shopify(shop.domain), {
      code,
      title: `Referral offer ${code}`,
      tag: `vouchsafe-claim-${claimId}`,
      value: rules.offer.value,
      currency: rules.currency,
      minimumSubtotalMinor: rules.offer.minimumSubtotalMinor,
      startsAt: claim.claimedAt - CLOCK_DIFFERENCE,
      endsAt: claim.expiresAt,
    });
    if ('minted' in answer) {
      await markClaimReady(prisma, shop.id, claimId, answer.minted.discountId);
      return 'ready';
    }
    const problem =
      'rejected' in answer ? `Shopify refused the friend's discount: ${answer.rejected}` : `The code ${code} is taken.`;
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
