/** What speaks against any credit for an order in its present state, whoever brought it. */
import type { OrderFacts } from './facts.ts';
import type { ProgramRules } from './program.ts';
import type { Reason } from './reasons.ts';

/**
 * A test, cancelled, wholly refunded or unpaid order earns nothing, nor one whose payment the bank took back. An order of zero (all
 * discounted) is not "wholly refunded". A sign-up need not be paid.
 */
export function stopOfOrder(facts: OrderFacts, { eligibility }: ProgramRules): Reason | null {
  if (facts.test && !eligibility.testOrders) return { code: 'test-order' };
  if (facts.cancelledAt !== null) return { code: 'order-cancelled' };
  if (facts.refunded.minor > 0n && facts.refunded.minor >= facts.total.minor) return { code: 'order-refunded' };
  if (facts.dispute === 'lost') return { code: 'dispute-lost' };
  return facts.kind === 'order' && facts.paidAt === null ? { code: 'order-not-paid' } : null;
}

/** A shop that changed its currency must save its program again before the amounts in it mean anything. */
export function stopOfCurrency(facts: OrderFacts, { attribution, currency, reward, signUps }: ProgramRules): Reason | null {
  const isSignUp = facts.kind === 'sign-up';
  const promised = isSignUp ? signUps.value : reward.value;
  const hasAmounts =
    (!isSignUp && BigInt(attribution.minimumSubtotalMinor) > 0n) ||
    BigInt(reward.minimumSubtotalMinor) > 0n ||
    'minor' in promised ||
    ('capMinor' in promised && promised.capMinor !== null) ||
    reward.caps.programMonthMinor !== null;
  if (!hasAmounts || currency === facts.subtotal.currency) return null;
  return { code: 'currency-mismatch', program: currency, order: facts.subtotal.currency };
}

/** What speaks against crediting this friend once more. Renewals follow their first order; a sign-up comes before any order. */
export function stopOfFriend(facts: OrderFacts, { attribution }: ProgramRules): Reason | null {
  if (facts.kind === 'sign-up' || facts.renewal !== null) return null;
  const { newCustomersOnly, oneCreditPerFriend } = attribution;
  if (newCustomersOnly) {
    if (facts.earlierOrders === null) return { code: 'new-customer-unknown' };
    if (facts.earlierOrders > 0) return { code: 'returning-customer', earlierOrders: facts.earlierOrders };
  }
  if (oneCreditPerFriend && facts.friendCreditedOn !== null && facts.friendCreditedOn !== facts.orderId) {
    return { code: 'friend-already-credited', orderId: facts.friendCreditedOn };
  }
  return null;
}
