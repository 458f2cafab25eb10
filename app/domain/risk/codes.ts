/**
 * Every fraud check: the strongest grade that a merchant may give it, and what new programs start with.
 *
 * `most: 'review'` is a promise: what honest households, travellers and Shopify's second thoughts cause can hold a credit, but never refuse it
 * by itself. Facts that may change after the order (`volatile`: Shopify's assessment, an open dispute) never refuse either, so that the
 * events of an order end the same in whatever sequence they come.
 */
export type Grading = { grade: 'off' | 'note' | 'review' | 'refuse'; weight: number };
type CheckTraits = { most: 'review' | 'refuse'; volatile: boolean; start: Grading };

const traits = (most: CheckTraits['most'], grade: Grading['grade'], weight: number, volatile = false): CheckTraits => ({
  most,
  volatile,
  start: { grade, weight },
});

export const RISK_CHECK_TRAITS = {
  /** Buyer and advocate are the same customer account. */
  'same-customer': traits('refuse', 'refuse', 100),
  /** … the same mailbox, whatever alias was used. */
  'same-email': traits('refuse', 'refuse', 100),
  'same-phone': traits('refuse', 'review', 50),
  'same-address': traits('refuse', 'note', 25),
  'same-network': traits('review', 'note', 15),
  'same-device': traits('review', 'note', 25),
  'disposable-email': traits('refuse', 'review', 40),
  'advocate-velocity': traits('refuse', 'review', 40),
  'network-velocity': traits('review', 'note', 30),
  /** The friend is known under another account, or was brought by somebody else before. */
  'known-friend': traits('refuse', 'note', 30),
  /** The code was never seen in a visit or claim of this buyer: typed in, or from a coupon site. */
  'unseen-code': traits('refuse', 'note', 20),
  /** Many strangers claim through one link at once. */
  'leak-burst': traits('refuse', 'review', 40),
  'banned-referrer': traits('refuse', 'refuse', 100),
  /** The buyer referred the advocate, directly or over others. */
  ring: traits('refuse', 'review', 60),
  'shopify-risk': traits('review', 'review', 60, true),
  dispute: traits('review', 'review', 60, true),
  'block-list': traits('refuse', 'refuse', 100),
} as const satisfies Record<string, CheckTraits>;

export type RiskCheckCode = keyof typeof RISK_CHECK_TRAITS;
export const RISK_CHECK_CODES = Object.keys(RISK_CHECK_TRAITS) as RiskCheckCode[];
