/** Whoever looks at their order or account is offered a link to share; who is no advocate yet may become one. */
import type { Context } from '../context.server.ts';
import { findAdvocateByCustomer, findAdvocatesByCode } from '../data/advocates.server.ts';
import { findClaimsByOfferCode } from '../data/claims.server.ts';
import { findSharers } from '../data/shared-codes.server.ts';
import type { Storefront } from '../data/storefronts.server.ts';
import { readOfferCode } from '../domain/discount-code.ts';
import type { ShareAnswer, ShareRequest } from '../domain/extension-contract.ts';
import { readReferralCode } from '../domain/referral-code.ts';
import { offerHeadline, rewardHeadline } from '../i18n/storefront-words.ts';
import { sharedRef } from '../link-signer.server.ts';
import { shareLinks } from '../share-links.server.ts';
import { Fault } from '../shopify/faults.ts';
import { joinProgram } from './join-program.server.ts';
import { proveOrder } from './prove-order.server.ts';

/**
 * Only the link is told, never rewards or friends: an order's buyer may have typed somebody else's address. What Shopify cannot tell just now is no
 * error; then there is no link.
 * @param signedIn the token's customer, numeric part of the gid
 */
export async function inviteToShare(
  context: Context,
  shop: Storefront,
  signedIn: string | null,
  request: ShareRequest,
  locale: string,
): Promise<ShareAnswer> {
  const { rules } = shop.program;
  const knowsFriend = await isFriendsCode(context, shop.id, request.discountCodes);
  if (!rules.live) return { share: null, invitation: null, knowsFriend };
  const words = { offer: offerHeadline(rules, locale), reward: rewardHeadline(rules, locale) };
  const code = await codeOf(context, shop, signedIn ?? (await buyerOf(context, shop, request)), request.join, locale);
  const share = code === null ? null : { links: shareLinks(context.env, shop, code), ...words };
  return { share, invitation: words, knowsFriend };
}

async function buyerOf(
  context: Context,
  shop: Storefront,
  { orderId, confirmationNumber }: ShareRequest,
): Promise<string | null> {
  if (orderId === undefined || confirmationNumber === undefined) return null;
  const order = await proveOrder(context, shop, { orderId, confirmationNumber });
  if (order === 'later' || order === null || order.test) return null;
  return order.customer?.id.replace(/^.*\//, '') ?? null;
}

/** The active advocate's code, after joining where that is wished. */
async function codeOf(
  context: Context,
  shop: Storefront,
  customerId: string | null,
  join: boolean,
  locale: string,
): Promise<string | null> {
  if (customerId === null) return null;
  const find = () => findAdvocateByCustomer(context.db.prisma, shop.id, customerId);
  let advocate = await find();
  if (advocate === null && join) {
    try {
      await joinProgram(context, shop, customerId, locale);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      context.log.warn({ shop: shop.domain, fault: error.kind }, 'not joined');
    }
    advocate = await find();
  }
  return advocate?.state === 'active' ? sharedRef(advocate) : null;
}

/** An offer that was claimed, an advocate's shared code, or their referral code typed in. */
async function isFriendsCode({ db }: Context, shopId: string, given: readonly string[]): Promise<boolean> {
  if (given.length === 0) return false;
  const offers = given.map(readOfferCode).filter((code) => code !== null);
  const codes = given.map(readReferralCode).flatMap((read) => ('code' in read ? [read.code] : []));
  const [claims, sharers, advocates] = await Promise.all([
    findClaimsByOfferCode(db.prisma, shopId, offers),
    findSharers(db.prisma, shopId, codes),
    findAdvocatesByCode(db.prisma, shopId, codes),
  ]);
  return claims.length + sharers.size + advocates.length > 0;
}
