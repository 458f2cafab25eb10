/** What the API answers, as its document (document.ts) tells and its tests check. Amounts are decimal texts, times ISO 8601 in UTC, days days of the shop. */
import { z } from 'zod';
import { API_SCOPES } from '../domain/api-scope.ts';
import { STANDINGS } from '../domain/referral-standing.ts';
import { REWARD_STATES } from '../domain/reward-state.ts';
import { REWARD_KINDS } from '../domain/rewards.ts';

const time = z.iso.datetime();
const money = z.object({ amount: z.string(), currency: z.string() });

/** A page of a list; `next` is the cursor of the following one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

export const problemSchema = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    /** For programs; `detail` is for people. */
    code: z.string(),
    detail: z.string(),
  })
  .describe('RFC 9457');

export const shopSchema = z.object({
  domain: z.string(),
  name: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  scopes: z.array(z.enum(API_SCOPES)),
});

export const advocateSchema = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  state: z.enum(['active', 'blocked', 'redacted']),
  source: z.string(),
  enrolledAt: time,
  visits: z.int(),
  claims: z.int(),
  referrals: z.int().describe('Credited and not reversed'),
  revenue: money.describe('Of orders in the currency of the shop, refunds taken off'),
});
export const advocateDetailSchema = advocateSchema.extend({
  customerId: z.string().nullable().describe('Numeric part of gid://shopify/Customer/…'),
  chosenCodes: z.array(z.object({ code: z.string(), current: z.boolean() })),
  reversed: z.int(),
  rewardsOwed: z.int(),
});

const reasonSchema = z.looseObject({ code: z.string() });
export const referralSchema = z.object({
  orderId: z.string().describe('Numeric part of gid://shopify/Order/…, or signup-… of a sign-up'),
  order: z.string().describe('The name of the order, e.g. #1042'),
  kind: z.enum(['order', 'sign-up']),
  placedAt: time,
  standing: z.enum(STANDINGS),
  outcome: z
    .enum(['credited', 'review', 'not-credited'])
    .describe('As the order was placed; standing says what has become of it'),
  reason: reasonSchema,
  reversedReason: z.string().nullable(),
  advocate: z.object({ id: z.uuid(), code: z.string().nullable() }).nullable(),
  total: money,
  refunded: money,
  reward: z.enum(REWARD_STATES).nullable(),
  unrewarded: z.string().nullable().describe('Why there is no reward'),
  programVersion: z.int(),
  score: z.int().describe('Points of the fraud checks'),
  sentence: z.string().describe('Who was credited and why, in the language of the request'),
  evidence: z.array(
    z.object({
      kind: z.string(),
      received: z.string(),
      at: time.nullable(),
      trust: z.string(),
      channel: z.string().nullable(),
      advocate: z.object({ id: z.uuid(), code: z.string().nullable() }).nullable(),
      verdict: z.string(),
      reason: reasonSchema,
      sentence: z.string(),
    }),
  ),
  checks: z.array(z.looseObject({ check: z.string(), grade: z.string(), points: z.number(), sentence: z.string() })),
});

export const rewardSchema = z.object({
  id: z.uuid(),
  state: z.enum(REWARD_STATES),
  recipient: z.enum(['advocate', 'friend']),
  purpose: z.enum(['referral', 'milestone', 'manual']),
  advocateId: z.uuid(),
  orderId: z.string().nullable(),
  value: z.object({ kind: z.enum(REWARD_KINDS), percentage: z.number().nullable(), amount: money.nullable() }),
  credit: z.enum(['credited', 'held', 'reversed']),
  code: z.string().nullable(),
  createdAt: time,
  dueAt: time.nullable(),
  issuedAt: time.nullable(),
  expiresAt: time.nullable(),
  redeemedAt: time.nullable(),
  revokedAt: time.nullable(),
  revokedReason: z.string().nullable(),
});

export const reportSchema = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  timeZone: z.string(),
  visits: z.int(),
  claims: z.int(),
  orders: z.int().describe('Placed in the period and credited now'),
  revenue: money.describe('What those came to, refunds taken off'),
  newFriends: z.int(),
  discounts: money,
  rewardCost: money,
  rewards: z.int(),
  heldOrders: z.int(),
  lostOrders: z.int(),
  reversedOrders: z.int(),
  otherCurrency: z.int().describe('Credited orders in another currency: counted, not summed'),
});

export const doneSchema = z.object({ id: z.string(), state: z.string() });
