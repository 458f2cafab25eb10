/** A friend claims the offer: one single-use discount code per claim, however often it is asked for. */
import type { Context } from '../context.server.ts';
import type { AdvocateRecord } from '../data/advocates.server.ts';
import { type Claim, findClaim, markClaimFailed, markClaimReady, noteClaimant, openClaim } from '../data/claims.server.ts';
import { rulesOfVersion, type Storefront } from '../data/storefronts.server.ts';
import { discountCodeBytes } from '../discount-code-bytes.server.ts';
import { offerCode } from '../domain/discount-code.ts';
import type { PersonalHash } from '../domain/facts.ts';
import type { ProgramRules } from '../domain/program.ts';
import { expiryOf } from '../domain/rewards.ts';
import type { ClaimAnswer, ClaimRequest } from '../domain/storefront-contract.ts';
import { offerHeadline, storefrontMessage } from '../i18n/storefront-words.ts';
import { readLink } from '../link-signer.server.ts';
import { Fault } from '../shopify/faults.ts';
import { nextStep } from '../shopify/next-step.ts';
import { mintDiscountCode } from './mint-discount-code.server.ts';
import { findSharer } from './quote-offer.server.ts';
import type { Visitor } from './record-visit.server.ts';
import { remindOfSignUp } from './remind-of-sign-up.server.ts';

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
  const hashes = context.vault.forShop(shop.personalKey);
  const { customerId } = visitor;
  const emailHash = hashes.email(request.email);
  if (request.email !== undefined && emailHash === null) return 'email';
  const advocate = await findSharer(context, shop, request.code);
  const isOwn = advocate !== null && isSharer(advocate, { customerId, emailHash });
  const known = await findClaim(prisma, shop.id, request.id);
  // A code that was given keeps its word: the program's pause and the advocate's block come too late for it.
  if (known?.state === 'ready' && stillGood(known, now))
    return isOwn ? 'own-link' : askedAgain(context, shop, known, visitor, emailHash);
  if (advocate === null || !rules.live) return 'unavailable';
  if (isOwn) return 'own-link';
  if (known !== null) return takenUp(known);

  const link = readLink(context.env, shop.id, request.code);
  const fresh = {
    claimId: request.id,
    advocateId: advocate.advocateId,
    programVersion: version,
    offerCode: offerCode(discountCodeBytes(context.env, 'offer', shop.id, request.id)),
    claimedAt: now,
    expiresAt: expiryOf(now, rules.offer.validDays),
    networkHash: hashes.network(visitor.networkAddress),
    deviceHash: hashes.device(visitor.userAgent),
    customerId,
    emailHash,
    channel: 'channel' in link ? link.channel : null,
  };
  const opened = await prisma.$transaction((tx) => openClaim(tx, shop.id, fresh, rules.offer.claimsPerLinkPerDay));
  if (opened === 'spent') return 'too-many';
  if (opened === 'opened') {
    if (customerId !== null) await remindOfSignUp(context, shop, customerId);
    return { ...fresh, state: 'minting' };
  }
  const other = await findClaim(prisma, shop.id, request.id);
  return other === null ? 'try-later' : takenUp(other);

  /** An earlier try of the same claim is continued. The same id with another advocate's code is no repeat. */
  function takenUp(claim: Claim): Promise<Claim> | Refusal {
    const open = claim.state === 'minting' || claim.state === 'failed' || claim.state === 'ready';
    if (!open || !stillGood(claim, now) || claim.advocateId !== advocate?.advocateId) return 'unavailable';
    return askedAgain(context, shop, claim, visitor, emailHash);
  }
}

/** The same claim, with what is now known of the friend. */
async function askedAgain(
  context: Context,
  shop: Storefront,
  claim: Claim,
  { customerId }: Visitor,
  emailHash: PersonalHash | null,
): Promise<Claim> {
  const isNews = await noteClaimant(context.db.prisma, shop.id, claim.claimId, { emailHash, customerId });
  if (isNews && customerId !== null) await remindOfSignUp(context, shop, customerId);
  return claim;
}

/** The answer does not tell by what the advocate was recognised. */
function isSharer(advocate: AdvocateRecord, friend: { customerId: string | null; emailHash: PersonalHash | null }): boolean {
  return (
    (friend.customerId !== null && friend.customerId === advocate.customerId) ||
    (friend.emailHash !== null && friend.emailHash === advocate.emailHash)
  );
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
