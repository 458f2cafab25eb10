/**
 * Why something was decided: a closed list. Each reason carries its numbers, and screen, CSV and test use the same code.
 * Sentences are made in i18n/ from the code and its numbers. Amounts are minor units as strings, times epoch milliseconds.
 */
import { z } from 'zod';

const amount = z.string();
const time = z.number();

export const reasonSchema = z.discriminatedUnion('code', [
  // Why the order is credited
  z.object({ code: z.literal('credited'), signal: z.string() }),
  /** It would be credited, but staff shall look first: the checks that asked for it (codes), and the score. */
  z.object({ code: z.literal('in-review'), checks: z.array(z.string()), score: z.number() }),
  // Why a candidate lost (or the whole order earned no credit)
  z.object({ code: z.literal('code-malformed'), received: z.string() }),
  z.object({ code: z.literal('code-mistyped'), received: z.string() }),
  z.object({ code: z.literal('code-unknown'), received: z.string() }),
  /** The friend's answer fits several advocates. */
  z.object({ code: z.literal('code-ambiguous'), received: z.string() }),
  z.object({ code: z.literal('advocate-blocked') }),
  z.object({ code: z.literal('advocate-redacted') }),
  /** `days`: begun ones, so that it is always more than the window. */
  z.object({ code: z.literal('outside-window'), days: z.number(), windowDays: z.number() }),
  z.object({ code: z.literal('after-order'), at: time }),
  z.object({ code: z.literal('self-referral'), matched: z.enum(['customer', 'email', 'phone']) }),
  /** A fraud check refused (`check` is its code), or all of them together. */
  z.object({ code: z.literal('check-refused'), check: z.string() }),
  z.object({ code: z.literal('score-refused'), score: z.number(), from: z.number() }),
  z.object({ code: z.literal('outranked-by-signal'), by: z.string() }),
  /** Of two links of one kind, the sealed one counts more. */
  z.object({ code: z.literal('outranked-by-trust') }),
  z.object({ code: z.literal('later-touch-won') }),
  z.object({ code: z.literal('earlier-touch-won') }),
  /** It leads to the advocate who is credited, by a stronger signal. */
  z.object({ code: z.literal('same-advocate') }),
  // Why the whole order earned no credit
  z.object({ code: z.literal('no-evidence') }),
  z.object({ code: z.literal('program-paused') }),
  z.object({ code: z.literal('test-order') }),
  z.object({ code: z.literal('order-cancelled') }),
  z.object({ code: z.literal('order-refunded') }),
  z.object({ code: z.literal('order-not-paid') }),
  z.object({ code: z.literal('dispute-lost') }),
  z.object({ code: z.literal('draft-order') }),
  z.object({ code: z.literal('point-of-sale') }),
  z.object({ code: z.literal('channel-not-eligible'), channel: z.string() }),
  z.object({ code: z.literal('country-not-eligible'), country: z.string() }),
  z.object({ code: z.literal('country-unknown') }),
  z.object({ code: z.literal('no-eligible-product') }),
  z.object({ code: z.literal('renewal-not-credited') }),
  z.object({ code: z.literal('renewal-limit'), renewal: z.number(), limit: z.number() }),
  z.object({ code: z.literal('sign-ups-not-credited') }),
  z.object({ code: z.literal('refused-by-staff') }),
  /** Nobody looked within the days that the merchant chose, and the rule says refuse. */
  z.object({ code: z.literal('refused-unlooked'), days: z.number() }),
  z.object({ code: z.literal('returning-customer'), earlierOrders: z.number() }),
  z.object({ code: z.literal('new-customer-unknown') }),
  z.object({ code: z.literal('friend-already-credited'), orderId: z.string() }),
  z.object({ code: z.literal('below-minimum'), minimum: amount, subtotal: amount, currency: z.string() }),
  z.object({ code: z.literal('currency-mismatch'), program: z.string(), order: z.string() }),
]);

export type Reason = z.infer<typeof reasonSchema>;
export type ReasonCode = Reason['code'];
