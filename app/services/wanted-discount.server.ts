/** What one of our discounts has to be, by what was promised. */
import type { Context } from '../context.server.ts';
import { type DiscountOwner, offerRules, rewardTerms } from '../data/discount-troubles.server.ts';
import { codeOfferOf } from '../domain/offer.ts';
import type { ProgramRules } from '../domain/program.ts';
import type { RewardTrouble } from '../domain/reward-event.ts';
import { isPayout } from '../domain/rewards.ts';
import type { NewCodeDiscount } from '../shopify/code-discount-input.ts';
import { differencesOf, type DiscountFacts, factsOf } from '../shopify/discount-facts.ts';
import type { FoundTerms } from '../shopify/operations/read-discount.ts';
import { type CodeToMint, discountOf } from './create-code-discount.server.ts';
import { poolLabel } from './open-pool.server.ts';
import { rewardLabel } from './reward-label.server.ts';
import { sharedCodeLabel } from './shared-code-label.ts';

type Shop = { id: string };

/** Clocks differ, and Shopify keeps seconds. */
const ABOUT_OVER = 60_000;

/** Null: nothing that was promised is in it (any more), or nobody knows what it was. */
export async function wantedDiscount(context: Context, shop: Shop, owner: DiscountOwner): Promise<NewCodeDiscount | null> {
  const { prisma } = context.db;
  if (owner.of === 'claim') return null;
  if (owner.of === 'shared-code') {
    const rules = await offerRules(prisma, shop.id, { version: owner.programVersion });
    return rules && ofOffer(rules, { kind: 'shared' }, null, sharedCodeLabel(owner));
  }
  if (owner.of === 'reward') return ofReward(context, shop, owner);
  const { poolId, endsAt } = owner;
  const { timeZone } = await prisma.shop.findUniqueOrThrow({ where: { id: shop.id }, select: { timeZone: true } });
  if (owner.purpose === 'offer') {
    const rules = await offerRules(prisma, shop.id, { poolId });
    const wanted = rules && ofOffer(rules, { kind: 'pool' }, endsAt, { title: '', tag: '' });
    return wanted && { ...wanted, ...poolLabel(poolId, { ...wanted, purpose: 'offer' }, endsAt, timeZone) };
  }
  const terms = await rewardTerms(prisma, shop.id, { poolId });
  if (terms === null || isPayout(terms.value)) return null;
  const { value, rules } = terms;
  const { currency } = rules;
  const label = poolLabel(poolId, { purpose: 'reward', value, currency }, endsAt, timeZone);
  return discountOf(codeOf(rules, value, { kind: 'pool' }), label, endsAt);
}

async function ofReward(
  context: Context,
  shop: Shop,
  { rewardId, endsAt, customerId }: Extract<DiscountOwner, { of: 'reward' }>,
): Promise<NewCodeDiscount | null> {
  const terms = await rewardTerms(context.db.prisma, shop.id, { rewardId });
  const reward = await context.db.prisma.reward.findUnique({
    where: { shopId_id: { shopId: shop.id, id: rewardId } },
    select: { code: true },
  });
  if (terms === null || isPayout(terms.value) || customerId === null || !reward?.code) return null;
  const { value, rules } = terms;
  if (rules.reward.codes !== 'locked') return null;
  return discountOf(codeOf(rules, value, { kind: 'locked', customerId }), rewardLabel(rewardId, reward.code), endsAt);
}

function codeOf({ reward, currency }: ProgramRules, value: CodeToMint['value'], mode: CodeToMint['mode']): CodeToMint {
  const { terms, minimumSubtotalMinor } = reward;
  const bare = { code: '', label: { title: '', tag: '' }, startsAt: 0, endsAt: null };
  return { ...bare, purpose: 'reward', value, terms, currency, minimumSubtotalMinor, mode };
}

function ofOffer(
  { offer, currency }: ProgramRules,
  mode: CodeToMint['mode'],
  endsAt: number | null,
  label: CodeToMint['label'],
): NewCodeDiscount | null {
  const value = codeOfferOf(offer.value);
  if (value === null) return null;
  const { terms, minimumSubtotalMinor } = offer;
  const code = { purpose: 'offer' as const, code: '', label, value, terms, currency, minimumSubtotalMinor, mode };
  return discountOf({ ...code, startsAt: 0, endsAt }, label, endsAt);
}

/** What is wrong with a discount of ours; `terms` names what was edited. Null: nothing, or it is over by now. */
export function troubleOf(
  wanted: NewCodeDiscount | null,
  found: FoundTerms | null,
  now: number,
): { trouble: Exclude<RewardTrouble, 'code-removed' | 'customer-deleted'>; terms: (keyof DiscountFacts)[] } | null {
  const isOver = wanted !== null && wanted.endsAt !== null && wanted.endsAt <= now + ABOUT_OVER;
  if (isOver) return null;
  if (found === null) return { trouble: 'deleted', terms: [] };
  if (found.status === 'EXPIRED') return { trouble: 'deactivated', terms: [] };
  const terms = wanted === null ? [] : differencesOf(factsOf(wanted), found.facts);
  if (terms.length > 0) return { trouble: 'edited', terms };
  return found.status === 'SCHEDULED' ? { trouble: 'edited', terms: [] } : null;
}
