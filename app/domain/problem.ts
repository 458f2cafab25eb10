/** What keeps a reward or an offer from going on, from a closed list: it is stored as its code and said in the reader's language (i18n/…/problems.ts). */
export const PROBLEM_CODES = [
  // Shopify as a whole
  ...(['unreachable', 'throttled', 'unauthorized', 'uninstalled', 'forbidden', 'refused'] as const),
  // payouts
  ...(['no-account-advocate', 'no-account-friend', 'advocate-deleted', 'customer-gone'] as const),
  ...(['may-not-give-credit', 'may-not-make-gift-cards', 'behind-another', 'several-payments', 'several-returns'] as const),
  ...(['credit-limit', 'gift-card-limit', 'currency-missing', 'currency-mismatch', 'payout-refused'] as const),
  // codes
  ...(['code-refused', 'used-meanwhile', 'offer-refused', 'offer-taken'] as const),
  ...(['shared-refused', 'shared-taken', 'no-shared-codes', 'changed-meanwhile'] as const),
  // repairs
  ...(['repair-used', 'repair-unknown', 'repair-refused', 'repair-kept', 'repair-taken-back', 'offer-gone'] as const),
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** `detail`: what the sentence names: Shopify's own words, or a discount code; empty where it names nothing. */
export type Problem = { code: ProblemCode; detail: string };

/** As it is stored: the code, and what it names after a colon. */
export function writeProblem(code: ProblemCode, detail = ''): string {
  return detail === '' ? code : `${code}: ${detail}`;
}

/** Null when it is a sentence of before there were codes. */
export function readProblem(stored: string): Problem | null {
  const [, name = '', detail = ''] = /^([a-z-]+)(?:: (.*))?$/s.exec(stored) ?? [];
  const code = PROBLEM_CODES.find((known) => known === name);
  return code === undefined ? null : { code, detail };
}
