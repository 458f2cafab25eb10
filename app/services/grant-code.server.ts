/** Keeps a promised discount code: creates it in Shopify, exactly once, whatever goes wrong on the way. */
import type { Context } from '../context.server.ts';
import { appendEntries } from '../data/ledger.server.ts';
import {
  changeCode,
  failIssuing,
  type Grant,
  loadGrant,
  markIssued,
  noteProblem,
  startIssuing,
} from '../data/reward-grants.server.ts';
import { discountCodeBytes } from '../discount-code-bytes.server.ts';
import { rewardCode } from '../domain/discount-code.ts';
import { entriesForMove } from '../domain/ledger.ts';
import { type CodeValue, expiryOf } from '../domain/rewards.ts';
import { Fault } from '../shopify/faults.ts';
import type { CodeToMint } from './create-code-discount.server.ts';
import { mintCode, type MintedCode } from './mint-code.server.ts';
import { NO_ACCOUNT } from './payout-problems.ts';
import { rewardLabel } from './reward-label.server.ts';
import { revokeRewardCode } from './revoke-reward-code.server.ts';
import { queueRewardMail } from './tell-recipient.server.ts';

/** How many codes are tried when strangers' discounts have the first ones; each is one of 2^54. */
const VARIANTS = 5;
/** A discount that starts a moment ago can be used at once, whatever Shopify's clock says. */
const CLOCK_DIFFERENCE = 60_000;

/**
 * The code is a keyed hash of the reward's id and is written down before Shopify is asked, so a retry after a crash or a lost answer asks for the same
 * code and recognises its own discount. Throws Fault.
 */
export async function grantCode(context: Context, grant: Grant, value: CodeValue): Promise<void> {
  const { prisma } = context.db;
  const codes = codesOf(context, grant);
  let code = grant.code ?? codes[0] ?? '';
  if (grant.rules.reward.codes === 'locked' && grant.customerId === null) {
    return noteProblem(prisma, grant.shop.id, grant.rewardId, NO_ACCOUNT[grant.recipient]);
  }
  if (grant.state === 'approved' && !(await startIssuing(prisma, grant.shop.id, grant.rewardId, code))) return;

  for (let index = Math.max(0, codes.indexOf(code)); index < codes.length; index += 1) {
    const answer = await mintCode(context, grant.shop, codeToMint(grant, value, code, context.now()));
    if ('minted' in answer) return record(context, grant, code, answer.minted);
    if ('rejected' in answer) {
      const problem = `Shopify refused the reward's discount code: ${answer.rejected} Check the reward in Program, then try again.`;
      return failIssuing(prisma, grant.shop.id, grant.rewardId, problem);
    }
    const next = codes[index + 1];
    if (next === undefined || !(await changeCode(prisma, grant.shop.id, grant.rewardId, code, next))) break;
    code = next;
  }
  throw new Fault('refused', 'every code of this reward is taken by other discounts');
}

/** The codes a reward may get, in the order in which they are tried: the same at every try. */
function codesOf({ env }: Context, { rewardId, turn, shop }: Grant): string[] {
  const name = turn === 0 ? rewardId : `${rewardId}:turn ${turn}`;
  return Array.from({ length: VARIANTS }, (_, variant) =>
    rewardCode(discountCodeBytes(env, 'reward', shop.id, variant === 0 ? name : `${name}:${variant}`)),
  );
}

/** What Shopify is asked for. Codes share a discount unless the program locks each to its advocate. */
export function codeToMint(grant: Grant, value: CodeValue, code: string, now: number): CodeToMint {
  const { reward, currency } = grant.rules;
  const { customerId } = grant;
  return {
    ...{ purpose: 'reward', code, label: rewardLabel(grant.rewardId, code), value, terms: reward.terms, currency },
    minimumSubtotalMinor: reward.minimumSubtotalMinor,
    startsAt: now - CLOCK_DIFFERENCE,
    endsAt: expiryOf(now, reward.validDays),
    mode: reward.codes === 'locked' && customerId !== null ? { kind: 'locked', customerId } : { kind: 'pool' },
  };
}

/** Notes the code that exists now; when the reward was revoked while Shopify was being asked, the code is switched off again. */
async function record(context: Context, grant: Grant, code: string, minted: MintedCode): Promise<void> {
  const { rewardId, turn, accrued, shop } = grant;
  const at = context.now();
  const issued = await context.db.prisma.$transaction(async (tx) => {
    const done = await markIssued(tx, shop.id, rewardId, { ...minted, code, at, expiresAt: minted.endsAt });
    if (done) await appendEntries(tx, shop.id, entriesForMove({ rewardId, turn, amount: accrued, at }, 'issuing', 'issued'));
    if (done) await queueRewardMail(tx, context, shop.id, { rewardId, turn, kind: 'ready' });
    return done;
  });
  if (issued) {
    context.log.info({ shopId: shop.id, rewardId }, 'reward granted');
    return;
  }
  const current = await loadGrant(context.db.prisma, shop.id, rewardId);
  if (current?.state === 'revoked') await revokeRewardCode(context, { shopId: shop.id, rewardId });
}
