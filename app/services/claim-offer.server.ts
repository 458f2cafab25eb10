/** A friend claims the offer: what they get is written down once per claim, however often it is asked for. */
import type { Context } from '../context.server.ts';
import type { AdvocateRecord } from '../data/advocates.server.ts';
import {
  type Claim,
  findClaim,
  markClaimFailed,
  markClaimReady,
  noteClaimant,
  openClaim,
  renewClaim,
} from '../data/claims.server.ts';
import { findKnownBuyers } from '../data/known-buyers.server.ts';
import { rulesOfVersion, type Storefront } from '../data/storefronts.server.ts';
import { discountCodeBytes } from '../discount-code-bytes.server.ts';
import { offerCode } from '../domain/discount-code.ts';
import type { PersonalHash } from '../domain/facts.ts';
import { claimEndsAt, giftOf } from '../domain/offer.ts';
import type { ClaimAnswer, ClaimRequest } from '../domain/storefront-contract.ts';
import { dayText } from '../i18n/figures.ts';
import { claimNote, offerHeadline, offerTerms, storefrontMessage } from '../i18n/storefront-words.ts';
import { readLink } from '../link-signer.server.ts';
import { mintOffer } from './mint-offer.server.ts';
import { findSharer } from './quote-offer.server.ts';
import type { Visitor } from './record-visit.server.ts';
import { remindOfSignUp } from './remind-of-sign-up.server.ts';
import { ensureSharedCode } from './settle-shared-codes.server.ts';

type Refusal = Extract<ClaimAnswer, { ok: false }>['reason'];
/** A claim that may be kept, and the code of the advocate it leads to. */
type Open = { claim: Claim; sharedCode: string };

/**
 * Answers with the friend's own discount code, the advocate's shared one, or the promise of a payout. The claim is written down first, within the
 * link's daily budget; then Shopify is asked, outside any transaction, for a code derived from the claim's id: after a crash or a lost answer the
 * same claim finds its own discount. What Shopify cannot do now is an answer (`try-later`), not an error.
 */
export async function claimOffer(
  context: Context,
  shop: Storefront,
  request: ClaimRequest,
  visitor: Visitor,
  locale: string,
): Promise<ClaimAnswer> {
  const open = await openOrFind(context, shop, request, visitor);
  if (typeof open === 'string') return refusal(open, locale);
  const { claim, sharedCode } = open;
  const given = await give(context, shop, claim);
  if (given !== 'ready') return refusal(given, locale);
  const isShared = claim.gives === 'shared';
  const rules = isShared ? shop.program.rules : await rulesOfVersion(context.db.prisma, shop.id, claim.programVersion);
  return {
    ok: true,
    discountCode: isShared ? sharedCode : claim.offerCode,
    expiresAt: claim.expiresAt,
    until: dayText(claim.expiresAt, locale, shop.timeZone),
    headline: offerHeadline(rules, locale),
    terms: offerTerms(rules, locale),
    note: claimNote(rules, locale),
  };
}

function refusal(reason: Refusal, locale: string): ClaimAnswer {
  return { ok: false, reason, message: storefrontMessage(reason, locale) };
}

/** Makes sure that what the claim gives is there. */
async function give(context: Context, shop: Storefront, claim: Claim): Promise<'ready' | Refusal> {
  if (claim.gives === 'code') return claim.state === 'ready' ? 'ready' : mintOffer(context, shop, claim);
  const { prisma } = context.db;
  const made = claim.gives === 'shared' ? await ensureSharedCode(context, shop, claim.advocateId) : 'ready';
  if (made !== 'ready') {
    await markClaimFailed(prisma, shop.id, claim.claimId, 'later' in made ? made.later : made.refused);
    return 'later' in made ? 'try-later' : 'unavailable';
  }
  if (claim.state !== 'ready') await markClaimReady(prisma, shop.id, claim, null);
  return 'ready';
}

async function openOrFind(context: Context, shop: Storefront, request: ClaimRequest, visitor: Visitor): Promise<Open | Refusal> {
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
  // What was given to one person keeps its word: the program's pause and the advocate's block come too late for it.
  if (known?.state === 'ready' && stillGood(known, now) && !isGone(known, shop)) {
    return isOwn ? 'own-link' : askedAgain(known);
  }
  if (advocate === null || !rules.live) return 'unavailable';
  if (isOwn) return 'own-link';
  if (known !== null) return takenUp(known, advocate);
  if (customerId !== null && rules.attribution.newCustomersOnly) {
    const [bought] = await findKnownBuyers(prisma, shop.id, [{ kind: 'customer', hash: hashes.customer(customerId) }]);
    if (bought !== undefined) return 'not-new';
  }

  const link = readLink(context.env, shop.id, request.code);
  const fresh = {
    ...{ claimId: request.id, advocateId: advocate.advocateId, claimedAt: now, customerId, emailHash },
    ...whatIsGiven(request.id, 0),
    networkHash: hashes.network(visitor.networkAddress),
    deviceHash: hashes.device(visitor.userAgent),
    channel: 'channel' in link ? link.channel : null,
  };
  const opened = await prisma.$transaction((tx) => openClaim(tx, shop.id, fresh, rules.offer.claimsPerLinkPerDay));
  if (opened === 'spent') return 'too-many';
  if (opened === 'opened') {
    if (customerId !== null) await remindOfSignUp(context, shop, customerId);
    return { claim: { ...fresh, state: 'minting', isBroken: false, renewals: 0 }, sharedCode: advocate.madeCode };
  }
  const other = await findClaim(prisma, shop.id, request.id);
  return other === null ? 'try-later' : takenUp(other, advocate);

  /** By the rules in force. The code of a renewed claim is another one: the one before may still be taken. */
  function whatIsGiven(claimId: string, renewals: number): Pick<Claim, 'programVersion' | 'gives' | 'offerCode' | 'expiresAt'> {
    const gives = giftOf(rules);
    const name = renewals === 0 ? claimId : `${claimId}:${renewals}`;
    const code = gives === 'code' ? offerCode(discountCodeBytes(context.env, 'offer', shop.id, name)) : null;
    return { programVersion: version, gives, offerCode: code, expiresAt: claimEndsAt(rules, now) };
  }

  /** An earlier try of the same claim is continued. The same id with another advocate's code is no repeat. */
  async function takenUp(claim: Claim, { advocateId }: AdvocateRecord): Promise<Open | Refusal> {
    const isOpen = claim.state === 'minting' || claim.state === 'failed' || claim.state === 'ready';
    if (!isOpen || !stillGood(claim, now) || claim.advocateId !== advocateId) return 'unavailable';
    if (!isGone(claim, shop)) return askedAgain(claim);
    const renewal = { ...whatIsGiven(claim.claimId, claim.renewals + 1), at: now };
    const budget = rules.offer.claimsPerLinkPerDay;
    const renewed = await prisma.$transaction((tx) => renewClaim(tx, shop.id, claim, renewal, budget));
    if (renewed === 'spent') return 'too-many';
    const current = await findClaim(prisma, shop.id, claim.claimId);
    return current === null ? 'try-later' : askedAgain(current);
  }

  /** The same claim, with what is now known of the friend. */
  async function askedAgain(claim: Claim): Promise<Open> {
    const isNews = await noteClaimant(prisma, shop.id, claim.claimId, { emailHash, customerId });
    if (isNews && customerId !== null) await remindOfSignUp(context, shop, customerId);
    return { claim, sharedCode: advocate?.madeCode ?? '' };
  }
}

/** The merchant took the code away in Shopify, or gives no shared codes any more: there is something else to give. */
function isGone(claim: Claim, shop: Storefront): boolean {
  return claim.gives === 'shared' ? giftOf(shop.program.rules) !== 'shared' : claim.isBroken;
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
