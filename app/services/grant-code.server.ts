/** Keeps a promised discount code: creates it in Shopify, exactly once, whatever goes wrong on the way. */
import type { Context } from '../context.server.ts';
import { changeCode, failIssuing, type Grant, loadGrant, noteProblem, startIssuing } from '../data/reward-grants.server.ts';
import { type CodeValue, isPayout } from '../domain/rewards.ts';
import { Fault } from '../shopify/faults.ts';
import { mintCode } from './mint-code.server.ts';
import { noAccount } from './payout-problems.ts';
import { recordIssued } from './record-issued.server.ts';
import { revokeRewardCode } from './revoke-reward-code.server.ts';
import { codeRefused, rewardCodes, rewardCodeToMint } from './reward-code.server.ts';

/**
 * The code is a keyed hash of the reward's id and is written down before Shopify is asked, so a retry after a crash or a lost answer asks for the same
 * code and recognises its own discount. Throws Fault.
 */
export async function grantCode(context: Context, grant: Grant, value: CodeValue): Promise<void> {
  const { prisma } = context.db;
  const { shop, rewardId } = grant;
  const codes = rewardCodes(context, shop.id, grant);
  let code = grant.code ?? codes[0] ?? '';
  if (grant.rules.reward.codes === 'locked' && grant.customerId === null) {
    return noteProblem(prisma, shop.id, rewardId, noAccount(grant));
  }
  if (grant.state === 'approved' && !(await startIssuing(prisma, shop.id, grant, code))) {
    // A part of its order was refunded meanwhile: it is given as it is worth now.
    const now = await loadGrant(prisma, shop.id, rewardId);
    if (now?.state !== 'approved' || now.credit !== 'credited' || isPayout(now.value)) return;
    return grantCode(context, now, now.value);
  }

  for (let index = Math.max(0, codes.indexOf(code)); index < codes.length; index += 1) {
    const answer = await mintCode(context, shop, rewardCodeToMint(grant, value, code, context.now()));
    if ('minted' in answer) {
      const { redeemCodeId, ...place } = answer.minted;
      const { lost } = await recordIssued(context, shop.id, [{ rewardId, code, redeemCodeId }], place);
      if (lost.length > 0) await revokeRewardCode(context, { shopId: shop.id, rewardId, code });
      return;
    }
    if ('rejected' in answer) {
      return failIssuing(prisma, shop.id, rewardId, codeRefused(answer.rejected));
    }
    const next = codes[index + 1];
    if (next === undefined || !(await changeCode(prisma, shop.id, rewardId, code, next))) break;
    code = next;
  }
  throw new Fault('refused', 'every code of this reward is taken by other discounts');
}
