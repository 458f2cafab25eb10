/**
 * Facts and decisions as JSON (`buyer_order.facts`, `buyer_order.decision`): amounts as strings of minor units, because JSON has no bigint.
 * What was stored before a field existed reads with the value it had in effect: an order, nothing known, a hint (the app's own code: verified).
 */
import { z } from 'zod';
import type { Decision } from './attribution.ts';
import { type Channel, CHANNEL_NAMES } from './channel.ts';
import { BLOCK_KINDS, type OrderFacts, type PersonalHash, type Signal, SIGNAL_KINDS, TRUSTS } from './facts.ts';
import { reasonSchema } from './reasons.ts';

const minor = z
  .string()
  .regex(/^-?\d{1,18}$/)
  .transform(BigInt);
const money = z.object({ minor, currency: z.string() });
const hash = z.string() as unknown as z.ZodType<PersonalHash, PersonalHash>;
const hashes = z.array(hash).default([]);
const text = z.string().nullable();
const count = z.number().nullable();
const person = { customerId: text, emailHash: hash.nullable(), phoneHash: hash.nullable() };

const signalSchema = z
  .object({
    kind: z.enum(SIGNAL_KINDS),
    rawCode: z.string(),
    at: count,
    trust: z.enum(TRUSTS).optional(),
    channel: z
      .enum(CHANNEL_NAMES as [Channel, ...Channel[]])
      .nullable()
      .default(null),
    resolution: z.union([
      z.object({ advocateId: z.string() }),
      z.object({ unresolved: z.enum(['malformed', 'mistyped', 'unknown', 'ambiguous']) }),
    ]),
  })
  .transform(({ trust, ...signal }): Signal => {
    const isClaimed = signal.kind === 'discount-code' && 'advocateId' in signal.resolution;
    return { ...signal, trust: trust ?? (isClaimed ? 'verified' : 'hint') };
  });

const buyerSchema = z.object({
  ...person,
  advocateId: text.default(null),
  addressHashes: hashes,
  networkHash: hash.nullable().default(null),
  deviceHash: hash.nullable().default(null),
  disposableEmail: z.boolean().nullable().default(null),
});

export const tallySchema = z.object({
  by: z.enum(['referrals', 'revenue']),
  days: count,
  orders: z.int(),
  revenueMinor: minor,
  tierFrom: minor.nullable(),
});

const advocateSchema = z.object({
  ...person,
  advocateId: z.string(),
  state: z.enum(['active', 'blocked', 'redacted']),
  addressHashes: hashes,
  networkHashes: hashes,
  deviceHashes: hashes,
  creditsLastDay: count.default(null),
  creditsLast30Days: count.default(null),
  claimsLastHour: count.default(null),
  buyerVisits: count.default(null),
  buyerClaims: count.default(null),
  referrerHosts: z.array(z.string()).default([]),
  referredBy: z.array(z.string()).default([]),
  currency: text.default(null),
  tally: tallySchema.nullable().default(null),
});

const lineSchema = z.object({
  productId: text,
  collections: z.array(z.string()),
  tags: z.array(z.string()),
  giftCard: z.boolean(),
  quantity: z.int(),
  currentQuantity: z.int(),
  fullMinor: minor,
  discountedMinor: minor,
  taxMinor: minor,
});

const factsSchema = z.object({
  kind: z.enum(['order', 'sign-up']).default('order'),
  orderId: z.string(),
  placedAt: z.number(),
  paidAt: count,
  fulfilledAt: count.default(null),
  deliveredAt: count.default(null),
  cancelledAt: count,
  test: z.boolean(),
  sourceName: text,
  country: text.default(null),
  buyer: buyerSchema,
  subtotal: money,
  total: money,
  paidIn: text.default(null),
  refunded: money,
  taxesIncluded: z.boolean().default(false),
  lines: z.array(lineSchema).default([]),
  renewal: count.default(null),
  signals: z.array(signalSchema),
  advocates: z.array(advocateSchema),
  earlierOrders: count,
  phoneKnownFrom: text.default(null),
  friendCreditedOn: text,
  friendCreditedTo: text.default(null),
  networkCreditsLastWeek: count.default(null),
  referrerHost: text.default(null),
  shopifyRisk: z
    .object({ level: z.enum(['none', 'pending', 'low', 'medium', 'high']), at: z.number() })
    .nullable()
    .default(null),
  dispute: z.enum(['open', 'won', 'lost']).nullable().default(null),
  blocked: z.array(z.enum(BLOCK_KINDS)).default([]),
  verdict: z
    .object({ kind: z.enum(['approve', 'refuse']), advocateId: z.string(), by: z.enum(['staff', 'rule']), at: z.number() })
    .nullable()
    .default(null),
});

const decisionSchema = z.object({
  outcome: z.enum(['credited', 'review', 'not-credited']),
  reason: reasonSchema,
  advocateId: text,
  candidates: z.array(
    z.object({ signal: signalSchema, advocateId: text, verdict: z.enum(['won', 'lost']), reason: reasonSchema }),
  ),
  findings: z.array(
    z.object({
      check: z.string(),
      grade: z.enum(['clear', 'note', 'review', 'refuse', 'not-checked']),
      points: z.number().default(0),
      detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
  ),
  score: z.number().default(0),
  programVersion: z.number(),
});

/** Facts ready to be stored as JSON. */
export type StoredFacts = z.input<typeof factsSchema>;

export function storeFacts(facts: OrderFacts): StoredFacts {
  const stored = (amount: OrderFacts['total']) => ({ minor: amount.minor.toString(), currency: amount.currency });
  return {
    ...facts,
    subtotal: stored(facts.subtotal),
    total: stored(facts.total),
    refunded: stored(facts.refunded),
    advocates: facts.advocates.map(({ tally, ...advocate }) => ({
      ...advocate,
      tally: tally && {
        ...tally,
        revenueMinor: tally.revenueMinor.toString(),
        tierFrom: tally.tierFrom === null ? null : tally.tierFrom.toString(),
      },
    })),
    lines: facts.lines.map((line) => ({
      ...line,
      fullMinor: line.fullMinor.toString(),
      discountedMinor: line.discountedMinor.toString(),
      taxMinor: line.taxMinor.toString(),
    })),
  };
}

/** Facts from stored JSON. @throws when the JSON was not made by `storeFacts` */
export function readStoredFacts(json: unknown): OrderFacts {
  return factsSchema.parse(json);
}

/** A decision from stored JSON (a decision is JSON as it is). @throws when it is none */
export function readStoredDecision(json: unknown): Decision {
  return decisionSchema.parse(json);
}
