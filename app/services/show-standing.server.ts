/** What a signed-in customer sees of their own sharing: link, friends, rewards. */
import type { Context } from '../context.server.ts';
import { advocateResults } from '../data/advocate-results.server.ts';
import { type AdvocateRecord, findAdvocateByCustomer } from '../data/advocates.server.ts';
import type { Storefront } from '../data/storefronts.server.ts';
import type { Channel } from '../domain/channel.ts';
import { referralLink } from '../domain/referral-link.ts';
import type { StandingAnswer } from '../domain/storefront-contract.ts';
import { offerHeadline, rewardHeadline, rewardSteps, rewardText } from '../i18n/storefront-words.ts';
import { signedRef } from '../link-signer.server.ts';

/** @param customerId the signed-in customer of the signed request, numeric part of the gid; null when nobody is signed in */
export async function showStanding(
  context: Context,
  shop: Storefront,
  customerId: string | null,
  locale: string,
): Promise<StandingAnswer> {
  if (customerId === null) return { signedIn: false };
  const advocate = await findAdvocateByCustomer(context.db.prisma, shop.id, customerId);
  if (advocate === null) return { signedIn: true, enrolled: false, live: shop.program.rules.live };
  return standingOf(context, shop, advocate, locale);
}

async function standingOf(context: Context, shop: Storefront, advocate: AdvocateRecord, locale: string): Promise<StandingAnswer> {
  const { rules } = shop.program;
  const { friends, rewards } = await advocateResults(context.db.prisma, shop.id, advocate.advocateId);
  const linkBy = (channel: Channel) => referralLink(shop.storefrontUrl, signedRef(context.env, shop.id, advocate.code, channel));
  return {
    signedIn: true,
    enrolled: true,
    code: advocate.code,
    link: linkBy('page'),
    links: { copy: linkBy('copy'), native: linkBy('native'), email: linkBy('email'), whatsapp: linkBy('whatsapp') },
    offerHeadline: offerHeadline(rules, locale),
    rewardHeadline: rewardHeadline(rules, locale),
    rewardSteps: rewardSteps(rules, locale),
    friends,
    rewards: rewards.map((reward) => ({
      // To the advocate, a code that is being made is still on its way.
      state: reward.state === 'approved' || reward.state === 'issuing' ? 'pending' : reward.state,
      value: rewardText(reward.value, reward.currency, locale),
      code: reward.state === 'issued' ? reward.code : null,
      usableFrom: reward.issuedAt ?? reward.dueAt,
      expiresAt: reward.expiresAt,
    })),
  };
}
