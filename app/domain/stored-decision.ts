/** Facts and decisions as JSON (`buyer_order.facts`, `buyer_order.decision`): amounts as strings of minor units, because JSON has no bigint. */
import { z } from 'zod';
import type { Decision } from './attribution.ts';
import { type OrderFacts, type PersonalHash, SIGNAL_KINDS } from './facts.ts';
import { reasonSchema } from './reasons.ts';

const money = z
  .object({ minor: z.string().regex(/^-?\d{1,18}$/), currency: z.string() })
  .transform((stored) => ({ minor: BigInt(stored.minor), currency: stored.currency }));
const hash = z
  .string()
  .transform((hex) => hex as PersonalHash)
  .nullable();
const person = { customerId: z.string().nullable(), emailHash: hash, phoneHash: hash };

const signalSchema = z.object({
  kind: z.enum(SIGNAL_KINDS),
  rawCode: z.string(),
  at: z.number().nullable(),
  resolution: z.union([
    z.object({ advocateId: z.string() }),
    z.object({ unresolved: z.enum(['malformed', 'mistyped', 'unknown']) }),
  ]),
});

const factsSchema = z.object({
  orderId: z.string(),
  placedAt: z.number(),
  paidAt: z.number().nullable(),
  cancelledAt: z.number().nullable(),
  test: z.boolean(),
  sourceName: z.string().nullable(),
  buyer: z.object(person),
  subtotal: money,
  total: money,
  refunded: money,
  signals: z.array(signalSchema),
  advocates: z.array(z.object({ ...person, advocateId: z.string(), state: z.enum(['active', 'blocked', 'redacted']) })),
  earlierOrders: z.number().nullable(),
  friendCreditedOn: z.string().nullable(),
});

const decisionSchema: z.ZodType<Decision> = z.object({
  outcome: z.enum(['credited', 'not-credited']),
  reason: reasonSchema,
  advocateId: z.string().nullable(),
  candidates: z.array(
    z.object({
      signal: signalSchema,
      advocateId: z.string().nullable(),
      verdict: z.enum(['won', 'lost']),
      reason: reasonSchema,
    }),
  ),
  findings: z.array(
    z.object({
      check: z.string(),
      grade: z.enum(['clear', 'note', 'refuse', 'not-checked']),
      detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
  ),
  programVersion: z.number(),
});

/** Facts ready to be stored as JSON. */
export type StoredFacts = z.input<typeof factsSchema>;

export function storeFacts(facts: OrderFacts): StoredFacts {
  const stored = (amount: OrderFacts['total']) => ({ minor: amount.minor.toString(), currency: amount.currency });
  return { ...facts, subtotal: stored(facts.subtotal), total: stored(facts.total), refunded: stored(facts.refunded) };
}

/** Facts from stored JSON. @throws when the JSON was not made by `storeFacts` */
export function readStoredFacts(json: unknown): OrderFacts {
  return factsSchema.parse(json);
}

/** A decision from stored JSON (a decision is JSON as it is). @throws when it is none */
export function readStoredDecision(json: unknown): Decision {
  return decisionSchema.parse(json);
}
