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
  // Why a candidate lost (or the whole order earned no credit)
  z.object({ code: z.literal('code-malformed'), received: z.string() }),
  z.object({ code: z.literal('code-mistyped'), received: z.string() }),
  z.object({ code: z.literal('code-unknown'), received: z.string() }),
  z.object({ code: z.literal('advocate-blocked') }),
  z.object({ code: z.literal('advocate-redacted') }),
  z.object({ code: z.literal('outside-window'), days: z.number(), windowDays: z.number() }),
  z.object({ code: z.literal('after-order'), at: time }),
  z.object({ code: z.literal('self-referral'), matched: z.enum(['customer', 'email', 'phone']) }),
  z.object({ code: z.literal('outranked-by-signal'), by: z.string() }),
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
  z.object({ code: z.literal('returning-customer'), earlierOrders: z.number() }),
  z.object({ code: z.literal('new-customer-unknown') }),
  z.object({ code: z.literal('friend-already-credited'), orderId: z.string() }),
  z.object({ code: z.literal('below-minimum'), minimum: amount, subtotal: amount, currency: z.string() }),
  z.object({ code: z.literal('currency-mismatch'), program: z.string(), order: z.string() }),
]);

export type Reason = z.infer<typeof reasonSchema>;
export type ReasonCode = Reason['code'];
