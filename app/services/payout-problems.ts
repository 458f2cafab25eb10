/** What a merchant reads when a payout is stuck, as it is stored. */
import { type ProblemCode, writeProblem } from '../domain/problem.ts';
import type { PayoutValue } from '../domain/rewards.ts';

/** Nobody to pay: the recipient has no account, or had one that the merchant deleted. */
export function noAccount({ recipient, advocate }: { recipient: 'advocate' | 'friend'; advocate: { gone: boolean } }): string {
  if (recipient === 'friend') return writeProblem('no-account-friend');
  return writeProblem(advocate.gone ? 'advocate-deleted' : 'no-account-advocate');
}

export function missingPermission(kind: PayoutValue['kind']): string {
  return writeProblem(kind === 'store-credit' ? 'may-not-give-credit' : 'may-not-make-gift-cards');
}

/** By Shopify's error codes. */
const REFUSALS: Readonly<Record<string, ProblemCode>> = {
  CREDIT_LIMIT_EXCEEDED: 'credit-limit',
  UNSUPPORTED_CURRENCY: 'currency-missing',
  MISMATCHING_CURRENCY: 'currency-mismatch',
  OWNER_NOT_FOUND: 'customer-gone',
  ACCOUNT_NOT_FOUND: 'customer-gone',
  CUSTOMER_NOT_FOUND: 'customer-gone',
  GIFT_CARD_LIMIT_EXCEEDED: 'gift-card-limit',
};

export function refusedPayout({ code, message }: { code: string | null; message: string }): string {
  const known = code !== null && Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
  return known === undefined ? writeProblem('payout-refused', message) : writeProblem(known);
}
