/** Which codes a reward may get, and what Shopify is asked for. */
import type { Context } from '../context.server.ts';
import { discountCodeBytes } from '../discount-code-bytes.server.ts';
import { writeProblem } from '../domain/problem.ts';
import { rewardCode } from '../domain/discount-code.ts';
import type { ProgramRules } from '../domain/program.ts';
import { type CodeValue, expiryOf } from '../domain/rewards.ts';
import type { CodeToMint } from './create-code-discount.server.ts';
import { rewardLabel } from './reward-label.server.ts';

/** How many codes are tried when strangers' discounts have the first ones; each is one of 2^54. */
const VARIANTS = 5;
/** A discount that starts a moment ago can be used at once, whatever Shopify's clock says. */
const CLOCK_DIFFERENCE = 60_000;

/** The codes a reward may get, in the order in which they are tried: the same at every try. `turn`: how often it was promised again. */
export function rewardCodes(
  { env }: Pick<Context, 'env'>,
  shopId: string,
  { rewardId, turn }: { rewardId: string; turn: number },
): [string, ...string[]] {
  const name = turn === 0 ? rewardId : `${rewardId}:turn ${turn}`;
  const codeNamed = (text: string) => rewardCode(discountCodeBytes(env, 'reward', shopId, text));
  return [codeNamed(name), ...Array.from({ length: VARIANTS - 1 }, (_, index) => codeNamed(`${name}:${index + 1}`))];
}

/** Codes share a discount unless the program locks each to its advocate. @param now epoch milliseconds */
export function rewardCodeToMint(
  { rewardId, rules, customerId }: { rewardId: string; rules: ProgramRules; customerId: string | null },
  value: CodeValue,
  code: string,
  now: number,
): CodeToMint {
  const { reward, currency } = rules;
  return {
    ...{ purpose: 'reward', code, label: rewardLabel(rewardId, code), value, terms: reward.terms, currency },
    minimumSubtotalMinor: reward.minimumSubtotalMinor,
    startsAt: now - CLOCK_DIFFERENCE,
    endsAt: expiryOf(now, reward.validDays),
    mode: reward.codes === 'locked' && customerId !== null ? { kind: 'locked', customerId } : { kind: 'pool' },
  };
}

/** What the merchant reads, as it is stored. @param why in Shopify's words */
export function codeRefused(why: string): string {
  return writeProblem('code-refused', why);
}
