/** Keeps the promise: turns an approved reward into what was promised, exactly once, whatever goes wrong on the way. */
import type { Context } from '../context.server.ts';
import { type Grant, loadGrant, noteProblem } from '../data/reward-grants.server.ts';
import { missingScopes } from '../domain/payout-scopes.ts';
import { isPayout, type PayoutValue } from '../domain/rewards.ts';
import { Fault } from '../shopify/faults.ts';
import { nextStep } from '../shopify/next-step.ts';
import { grantCode } from './grant-code.server.ts';
import { grantGiftCard } from './grant-gift-card.server.ts';
import { grantStoreCredit } from './grant-store-credit.server.ts';
import { missingPermission, noAccount } from './payout-problems.ts';
import { revokeRewardCode } from './revoke-reward-code.server.ts';

/**
 * Grants one approved reward; what is being granted already is looked up first. Repeats are harmless.
 * A reward that was revoked meanwhile has its code switched off instead; one of an uninstalled shop waits.
 * Throws Fault when asking again later can help (the job is retried); any other problem is noted on the reward for the merchant.
 */
export async function grantReward(context: Context, { shopId, rewardId }: { shopId: string; rewardId: string }): Promise<void> {
  const { prisma } = context.db;
  const grant = await loadGrant(prisma, shopId, rewardId);
  if (!grant?.shop.installed) return;
  // Held by news that came after its release: the verdict asks again. What is being issued already may exist.
  if (grant.credit === 'held' && grant.state === 'approved') return;
  try {
    if (grant.state === 'approved' || grant.state === 'issuing') await issue(context, grant);
    // The code may have come into being after the reward was revoked: an earlier try got no further.
    else if (grant.state === 'revoked') await revokeRewardCode(context, { shopId, rewardId });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    await noteProblem(prisma, shopId, rewardId, nextStep(error));
    context.log.warn({ shopId, rewardId, fault: error.kind }, 'reward not granted');
    if (error.retry) throw error;
  }
}

async function issue(context: Context, grant: Grant): Promise<void> {
  const { value } = grant;
  if (isPayout(value)) await pay(context, grant, value);
  else await grantCode(context, grant, value);
}

async function pay(context: Context, grant: Grant, { kind }: PayoutValue): Promise<void> {
  const { shop, rewardId, customerId } = grant;
  const problem = (text: string) => noteProblem(context.db.prisma, shop.id, rewardId, text);
  // A payout under way is finished, whatever is missing now.
  if (grant.state === 'approved' && missingScopes(kind, shop.scopes).length > 0) return problem(missingPermission(kind));
  if (customerId === null) return problem(noAccount(grant));
  if (kind === 'store-credit') return grantStoreCredit(context, grant, customerId);
  return grantGiftCard(context, grant, customerId);
}
