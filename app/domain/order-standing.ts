/** What speaks against any credit for an order in its present state, whoever brought it. */
import type { OrderFacts } from './facts.ts';
import type { ProgramRules } from './program.ts';
import type { Reason } from './reasons.ts';

/** A test, cancelled, wholly refunded or unpaid order earns nothing. An order of zero (all discounted) is not "wholly refunded". */
export function stopOfOrder(facts: OrderFacts): Reason | null {
  if (facts.test) return { code: 'test-order' };
  if (facts.cancelledAt !== null) return { code: 'order-cancelled' };
  if (facts.refunded.minor > 0n && facts.refunded.minor >= facts.total.minor) return { code: 'order-refunded' };
  return facts.paidAt === null ? { code: 'order-not-paid' } : null;
}

/** The current subtotal is below the smallest one that earns credit. */
export function stopOfMinimum(facts: OrderFacts, rules: ProgramRules): Reason | null {
  const { minimumSubtotalMinor } = rules.attribution;
  const { minor, currency } = facts.subtotal;
  if (minor >= BigInt(minimumSubtotalMinor)) return null;
  return { code: 'below-minimum', minimum: minimumSubtotalMinor, subtotal: minor.toString(), currency };
}
