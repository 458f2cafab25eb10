/** What advocates see of their own sharing: link, friends, rewards, what is next. */
import type { Context } from '../context.server.ts';
import { advocateResults, type AdvocateReward } from '../data/advocate-results.server.ts';
import { type AdvocateRecord, findAdvocateByCustomer } from '../data/advocates.server.ts';
import { rulesOfVersion, type Storefront } from '../data/storefronts.server.ts';
import { countOwnChoices } from '../data/chosen-codes.server.ts';
import { findTallies } from '../data/tallies.server.ts';
import { DAY } from '../domain/attribution.ts';
import { type Channel, SHARING_CHANNELS } from '../domain/channel.ts';
import type { Tally } from '../domain/facts.ts';
import { nextGoals } from '../domain/next-goals.ts';
import { giftOf } from '../domain/offer.ts';
import type { ProgramRules } from '../domain/program.ts';
import { referralLink } from '../domain/referral-link.ts';
import type { StandingAnswer } from '../domain/storefront-contract.ts';
import { checkoutNote, codeChoiceNote, goalText, rewardNote } from '../i18n/standing-words.ts';
import { offerHeadline, offerTerms, rewardHeadline, rewardSteps, rewardText } from '../i18n/storefront-words.ts';
import { sharedRef, signedRef } from '../link-signer.server.ts';

type Enrolled = Extract<StandingAnswer, { enrolled: true }>;
type WaitsFrom = ProgramRules['reward']['waitsFrom'];

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

/** Of an advocate who has shown to be this one. */
export async function standingOf(
  context: Context,
  shop: Storefront,
  advocate: AdvocateRecord,
  locale: string,
): Promise<StandingAnswer> {
  const { rules } = shop.program;
  const { visits, friends, rewards } = await advocateResults(context.db.prisma, shop.id, advocate);
  const linkBy = (channel: Channel) =>
    referralLink(shop.storefrontUrl, signedRef(context.env, shop.id, sharedRef(advocate), channel));
  // A chosen code makes a link to remember, shown and copied without the seal, which nobody can dictate.
  const plainLink = advocate.chosenCode === null ? null : referralLink(shop.storefrontUrl, sharedRef(advocate));
  const waits = await waitsOf(context, shop, rewards);
  const goals = nextGoals(rules.reward, await tallyOf(context, shop, advocate.advocateId), friends);
  return {
    signedIn: true,
    enrolled: true,
    hasAccount: advocate.customerId !== null,
    code: advocate.chosenCode ?? advocate.madeCode,
    checkoutNote: advocate.chosenCode !== null && giftOf(rules) === 'shared' ? checkoutNote(advocate.madeCode, locale) : null,
    codeChoice: codeChoiceNote(await choicesLeft(context, shop, advocate.advocateId), locale),
    link: plainLink ?? linkBy('page'),
    links: { ...linksBy(linkBy), ...(plainLink !== null && { copy: plainLink }) },
    offerHeadline: offerHeadline(rules, locale),
    offerTerms: offerTerms(rules, locale),
    rewardHeadline: rewardHeadline(rules, locale),
    rewardSteps: rewardSteps(rules, locale),
    progress: goals.map((goal) => ({ text: goalText(goal, rules, locale), percent: goal.percent })),
    visits,
    friends,
    rewards: rewards.map((reward) => ({
      // To the advocate, a code that is being made is still on its way.
      state: reward.state === 'approved' || reward.state === 'issuing' ? 'pending' : reward.state,
      value: rewardText(reward.value, reward.currency, locale),
      note: rewardNote(
        reward,
        {
          waitsFrom: waits.get(reward.programVersion) ?? 'paid',
          ...{ now: context.now(), timeZone: shop.timeZone, hasAccount: advocate.customerId !== null },
        },
        locale,
      ),
      code: reward.state === 'issued' ? reward.code : null,
      usableFrom: reward.issuedAt ?? reward.dueAt,
      expiresAt: reward.expiresAt,
    })),
  };
}

function linksBy(linkBy: (channel: Channel) => string): Enrolled['links'] {
  return Object.fromEntries(SHARING_CHANNELS.map((channel) => [channel, linkBy(channel)])) as Enrolled['links'];
}

/** How often the advocate may still choose a code. */
async function choicesLeft({ db }: Context, { id, program }: Storefront, advocateId: string): Promise<number> {
  const { codeChoices } = program.rules.sharing;
  return codeChoices === 0 ? 0 : Math.max(0, codeChoices - (await countOwnChoices(db.prisma, id, advocateId)));
}

/** What rewards without a date wait for, by the version of the rules that promised them. */
async function waitsOf(
  { db }: Context,
  { id, program }: Storefront,
  rewards: readonly AdvocateReward[],
): Promise<ReadonlyMap<number, WaitsFrom>> {
  const waits = new Map<number, WaitsFrom>([[program.version, program.rules.reward.waitsFrom]]);
  for (const { state, dueAt, programVersion } of rewards) {
    if (state !== 'pending' || dueAt !== null || waits.has(programVersion)) continue;
    waits.set(programVersion, (await rulesOfVersion(db.prisma, id, programVersion)).reward.waitsFrom);
  }
  return waits;
}

/** What the scale counts of this advocate by now; null when there is none. */
async function tallyOf(context: Context, shop: Storefront, advocateId: string): Promise<Tally | null> {
  const { tiers } = shop.program.rules.reward;
  if (tiers === null) return null;
  const { by, days } = tiers;
  const from = context.now() - (days ?? 0) * DAY;
  const [found] = await findTallies(context.db.prisma, shop.id, shop.currency, [{ advocateId, from, whole: days === null }]);
  const earlier = days === null ? found?.earlier : undefined;
  const orders = found?.orders ?? [];
  const steps: bigint[] = [];
  for (const { version, from: reached } of tiers.keeps ? (found?.steps ?? []) : []) {
    const rules =
      version === shop.program.version ? shop.program.rules : await rulesOfVersion(context.db.prisma, shop.id, version);
    if (rules.reward.tiers?.by === by) steps.push(reached);
  }
  return {
    ...{ by, days, orders: (earlier?.orders ?? 0) + orders.length },
    revenueMinor: orders.reduce((sum, { minor }) => sum + minor, earlier?.minor ?? 0n),
    tierFrom: steps.reduce<bigint | null>((most, step) => (most === null || step > most ? step : most), null),
  };
}
