/** Takes an unused reward back: its code is switched off in Shopify before the ledger says so. */
import type { Context } from '../context.server.ts';
import { appendEntries } from '../data/ledger.server.ts';
import { type Grant, loadGrant, markRevoked, noteProblem } from '../data/reward-grants.server.ts';
import { entriesForMove } from '../domain/ledger.ts';
import { lockRewards } from '../data/rewards.server.ts';
import { moveReward } from '../domain/reward-state.ts';
import { writeProblem } from '../domain/problem.ts';
import { Fault } from '../shopify/faults.ts';
import { nextStep } from '../shopify/next-step.ts';
import { settleRewards } from './change-rewards.server.ts';
import { rewardLabel } from './reward-label.server.ts';
import { queueRewardMail } from './tell-recipient.server.ts';
import { takeBackPart } from './take-back-part.server.ts';
import { isPaid, takeBackPayout } from './take-back-payout.server.ts';
import { withdrawDiscountCode } from './withdraw-discount-code.server.ts';

/** Milliseconds after which Shopify has carried out whatever it was asked. */
const CALL_IS_OVER = 10 * 60_000;

/**
 * Revokes a reward whose code exists or may exist, or switches off the code of one that is revoked already. Repeats are harmless.
 * A code that was used meanwhile stays as it is, and the merchant reads so: the order that used it redeems the reward.
 * `code`: one that may have come into being although the reward was revoked, and is promised again with another one by now: it alone is taken back.
 * Throws Fault when asking again later can help (the job is retried); any other problem is noted on the reward, by which an uninstalled shop's is
 * found when it comes back.
 */
export async function revokeRewardCode(
  context: Context,
  { shopId, rewardId, code }: { shopId: string; rewardId: string; code?: string },
): Promise<void> {
  const { prisma } = context.db;
  const grant = await loadGrant(prisma, shopId, rewardId);
  if (!grant) return;
  if (code !== undefined && grant.code !== code) return removeStray(context, { ...grant, code });
  const revocable = moveReward(grant.state, 'revoke') === 'revoked';
  if (!revocable && grant.state !== 'revoked') return;
  const stands = revocable && grant.credit !== 'reversed'; // again, or with a part of its order given back
  if (stands && (grant.state !== 'issued' || !isPaid(grant))) return;
  try {
    if (stands) return await takeBackPart(context, grant);
    if (isPaid(grant)) return await takeBackPayout(context, grant);
    const outcome = await switchOff(context, grant);
    if (outcome === 'used') await noteProblem(prisma, shopId, rewardId, writeProblem('used-meanwhile'));
    else if (revocable) await record(context, grant);
    else await noteProblem(prisma, shopId, rewardId, null);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    await noteProblem(prisma, shopId, rewardId, nextStep(error));
    context.log.warn({ shopId, rewardId, fault: error.kind }, 'reward code not switched off');
    if (error.retry) throw error;
  }
}

/** A code that no reward has any more. An uninstalled shop's is looked for no longer: nobody knows it. */
async function removeStray(context: Context, grant: Grant): Promise<void> {
  if (grant.shop.installed) await switchOff(context, { ...grant, discountId: null });
}

async function switchOff(context: Context, { rewardId, code, discountId, shop }: Grant): Promise<'off' | 'used'> {
  if (code === null) return 'off';
  if (!shop.installed) throw new Fault('uninstalled', `${shop.domain} has removed the app`);
  return withdrawDiscountCode(await context.shopify(shop.domain), { code, discountId, ...rewardLabel(rewardId, code) });
}

/** A state that changed in the meantime (issuing became issued) makes the job run again. A credit that stands again by now gets another code. */
async function record(context: Context, { rewardId, turn, accrued, state, code, shop }: Grant): Promise<void> {
  const at = context.now();
  const revoked = await context.db.prisma.$transaction(async (tx) => {
    const done = await markRevoked(tx, shop.id, rewardId, { at, from: state });
    if (!done) return false;
    await appendEntries(tx, shop.id, entriesForMove({ rewardId, turn, amount: accrued, at }, state, 'revoked'));
    await queueRewardMail(tx, context, shop.id, { rewardId, turn, kind: 'taken-back' });
    // A call that was under way may still make the code: it is looked for once more.
    if (state === 'issuing' && code !== null) {
      const again = { once: `${code} late`, runAt: at + CALL_IS_OVER };
      await context.queue.enqueue(tx, 'revoke-reward-code', { shopId: shop.id, rewardId, code }, again);
    }
    const [reward] = await lockRewards(tx, shop.id, { ids: [rewardId] });
    if (reward?.reversed === false) {
      await settleRewards(context, tx, shop, { reversed: new Map(), standing: new Map([[rewardId, 'credited']]) }, []);
    }
    return true;
  });
  if (!revoked) throw new Fault('unreachable', 'the reward changed while its code was switched off');
  context.log.info({ shopId: shop.id, rewardId }, 'reward code switched off');
}
