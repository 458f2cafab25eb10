/**
 * What the blocks on Shopify's own pages of a customer and an order tell (extensions/admin-blocks). Reasons are the sentences of the app's own pages, in the
 * language that the extension speaks; names of states, it has itself.
 */
import type { TFunction } from 'i18next';
import type { AdminRequest } from './admin-request.server.ts';
import { keptCustomer } from './data/customer-merges.server.ts';
import { findAdvocateByCustomer } from './data/advocates.server.ts';
import { referralLink } from './domain/referral-link.ts';
import type { RewardState } from './domain/reward-state.ts';
import { moneyText, percentText } from './i18n/figures.ts';
import { languageFor } from './i18n/languages.ts';
import { decisionSentences } from './i18n/reasons.ts';
import { loadWords } from './i18n/words.ts';
import { worthText } from './i18n/worth-text.ts';
import { sharedRef, signedRef } from './link-signer.server.ts';
import { readAdvocateProfile } from './queries/advocate-profile.server.ts';
import { readReferralDetail, type ReferralDetail } from './queries/referral-detail.server.ts';

export type CustomerBlock = {
  /** null: no advocate of this shop. */
  advocate: {
    /** Where the app tells more, after the app's own address. */
    path: string;
    state: 'active' | 'blocked' | 'redacted' | 'merged';
    link: string;
    code: string;
    visits: number;
    referrals: number;
    /** What those came to, written out. */
    revenue: string;
    rewardsOwed: number;
    rewardsReady: number;
  } | null;
};

export type OrderBlock = {
  /** null: no order with evidence. */
  order: {
    path: string;
    standing: 'credited' | 'held' | 'reversed' | 'not-credited';
    /** Who was credited by which evidence, or why nobody was. */
    why: string;
    /** The other evidence, a text each. */
    lost: string[];
    rewards: { recipient: 'advocate' | 'friend'; worth: string; state: RewardState }[];
    /** The credited advocate. */
    advocate: { name: string; path: string } | null;
  } | null;
};

/** @param customerId numeric part of the gid; one that was merged into another is the other */
export async function customerBlock({ context, shop, locale, reveal }: AdminRequest, customerId: string): Promise<CustomerBlock> {
  const { sql, prisma } = context.db;
  const kept = (await keptCustomer(sql, shop.id, customerId)) ?? customerId;
  const known = await findAdvocateByCustomer(prisma, shop.id, kept);
  const advocate = known && (await readAdvocateProfile(prisma, shop, known.advocateId, reveal));
  if (advocate === null) return { advocate: null };
  const { id, state, code, visits, referrals, rewardsOwed, rewardsReady } = advocate;
  const chosenCode = advocate.chosenCodes.find(({ current }) => current)?.code ?? null;
  const link = referralLink(
    shop.storefrontUrl,
    signedRef(context.env, shop.id, sharedRef({ madeCode: code, chosenCode }), 'copy'),
  );
  const revenue = moneyText(advocate.revenueMinor, shop.currency, locale);
  return {
    advocate: {
      ...{ path: `app/advocates/${id}`, state, link, code: chosenCode ?? code },
      ...{ visits, referrals, revenue, rewardsOwed, rewardsReady },
    },
  };
}

/** @param orderId numeric part of the gid */
export async function orderBlock({ context, shop, locale, reveal }: AdminRequest, orderId: string): Promise<OrderBlock> {
  const detail = await readReferralDetail(context.db.prisma, shop.id, orderId, reveal);
  if (detail === null) return { order: null };
  const { t }: { t: TFunction } = await loadWords(languageFor(locale));
  const nameOf = (id: string) => {
    const found = detail.advocates.find((advocate) => advocate.id === id);
    return found?.name ?? found?.code ?? t('advocate.erased');
  };
  const setting = { locale, timeZone: shop.timeZone };
  const { outcome, candidates } = decisionSentences(detail.decision, { advocate: nameOf }, setting);
  const { concernedAdvocateId: advocateId, referralState } = detail;
  return {
    order: {
      path: `app/referrals/${detail.orderId}`,
      standing: referralState ?? 'not-credited',
      why: outcome,
      lost: candidates.filter((_, place) => detail.decision.candidates[place]?.verdict !== 'won'),
      rewards: rewardsOf(detail, t, locale),
      advocate:
        referralState === null || advocateId === null ? null : { name: nameOf(advocateId), path: `app/advocates/${advocateId}` },
    },
  };
}

function rewardsOf({ reward, friendReward }: ReferralDetail, t: TFunction, locale: string) {
  const figures = {
    percent: (basisPoints: number) => percentText(basisPoints, locale),
    money: (minor: string, currency: string) => moneyText(minor, currency, locale),
  };
  return [reward, friendReward].flatMap((promised) =>
    promised === null ? [] : { recipient: promised.recipient, worth: worthText(t, figures, promised), state: promised.state },
  );
}
