/** Deliveries that tell something about an order beside its own state: Shopify's risk assessments and disputes, and the app's own topics. */
import { z } from 'zod';
import { numericId } from '../shopify/gid.ts';
import { fitText } from '../domain/untrusted-text.ts';
import type { OrderNote } from '../data/order-notes.server.ts';
import { Unreadable } from './read-payload.server.ts';

type Read = (payload: unknown, receivedAt: number) => OrderNote | null;

const id = z.union([z.number().int().positive(), z.string().regex(/^\d+$/)]).transform(String);
const orderId = z.string().regex(/^(\d{1,20}|signup-\d{1,20}|signup-erased-[\da-f-]{36})$/);
const iso = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const at = z.number().int().positive().max(8.64e15);

/** `order_id` is text here, and a number in every other topic; either may be missing. A provider of null is Shopify itself. */
const riskSchema = z.object({
  order_id: id.nullish(),
  admin_graphql_api_order_id: z.string().nullish(),
  provider_id: id.nullish(),
  risk_level: z
    .string()
    .transform((level) => level.toLowerCase())
    .pipe(z.enum(['none', 'pending', 'low', 'medium', 'high'])),
  created_at: iso.nullish(),
});

/**
 * https://shopify.dev/docs/api/admin-graphql/latest/enums/DisputeStatus. `accepted`: the merchant agrees with the buyer. `charge_refunded` (former):
 * the dispute led to a refund. `prevented`: it never became a dispute; money that went back all the same is told as a refund.
 */
const DISPUTES = {
  needs_response: 'open',
  under_review: 'open',
  won: 'won',
  prevented: 'won',
  lost: 'lost',
  accepted: 'lost',
  charge_refunded: 'lost',
} as const;

const disputeSchema = z.object({
  id,
  order_id: id.nullish(),
  status: z
    .string()
    .transform((status) => status.toLowerCase())
    .pipe(z.enum(Object.keys(DISPUTES) as (keyof typeof DISPUTES)[])),
  initiated_at: z.string().nullish(),
  evidence_sent_on: z.string().nullish(),
  finalized_on: z.string().nullish(),
});

const verdictSchema = z.object({
  orderId,
  kind: z.enum(['approve', 'refuse']),
  advocateId: z.uuid(),
  by: z.string().min(1),
  note: z.string().nullish(),
  at,
});
const assignmentSchema = z.object({
  orderId,
  advocateId: z.uuid(),
  by: z.string().min(1),
  note: z.string().nullish(),
  at: at.nullish(),
});
const answerSchema = z.object({ orderId, text: z.string(), at });
const journeySchema = z.object({
  orderId,
  visits: z.array(z.object({ ref: z.string(), at: at.nullable() })).max(16),
  at: at.nullish(),
});

/** Topic → how its payload is read. Null: it is about no order. */
const NOTES: Readonly<Record<string, Read>> = {
  'orders/risk_assessment_changed': (payload, receivedAt) => {
    const risk = parse(riskSchema, payload);
    const order = risk.order_id ?? (risk.admin_graphql_api_order_id ? numericId(risk.admin_graphql_api_order_id) : null);
    if (order === null) throw new Unreadable('missing or of another kind: order_id');
    const detail = { level: risk.risk_level };
    return { kind: 'risk', orderId: order, key: risk.provider_id ?? '', at: risk.created_at ?? receivedAt, detail };
  },
  'disputes/create': readDispute,
  'disputes/update': readDispute,
  'vouchsafe/verdict': (payload) => {
    const verdict = parse(verdictSchema, payload);
    const { kind, advocateId, by, note = null } = verdict;
    return { kind: 'verdict', orderId: verdict.orderId, key: advocateId, at: verdict.at, detail: { kind, advocateId, by, note } };
  },
  'vouchsafe/assignment': (payload, receivedAt) => {
    const { advocateId, by, note = null, ...assignment } = parse(assignmentSchema, payload);
    const detail = { advocateId, by, note };
    return { kind: 'assignment', orderId: assignment.orderId, key: '', at: assignment.at ?? receivedAt, detail };
  },
  'vouchsafe/answer': (payload) => {
    const answer = parse(answerSchema, payload);
    return { kind: 'answer', orderId: answer.orderId, key: '', at: answer.at, detail: { text: fitText(answer.text, 200) } };
  },
  'vouchsafe/journey': (payload, receivedAt) => {
    const journey = parse(journeySchema, payload);
    const visits = journey.visits.map((visit) => ({ ...visit, ref: fitText(visit.ref, 200) }));
    return { kind: 'journey', orderId: journey.orderId, key: '', at: journey.at ?? receivedAt, detail: { visits } };
  },
};

export const NOTE_TOPICS = Object.keys(NOTES);

/**
 * The note in a delivery of one of `NOTE_TOPICS`; null when it is about no order.
 * @param receivedAt when Shopify sent it: counts where the payload has no time of its own. @throws Unreadable
 */
export function readOrderNote(topic: string, payload: unknown, receivedAt: number): OrderNote | null {
  const read = NOTES[topic];
  if (read === undefined) throw new Error(`${topic} is no note`);
  return read(payload, receivedAt);
}

/** A dispute has no time of change: what was reached last tells how far it has come. */
function readDispute(payload: unknown, receivedAt: number): OrderNote | null {
  const dispute = parse(disputeSchema, payload);
  if (!dispute.order_id) return null;
  const times = [dispute.initiated_at, dispute.evidence_sent_on, dispute.finalized_on]
    .map((told) => Date.parse(told ?? '')) // some are days, some are times
    .filter((time) => !Number.isNaN(time));
  return {
    kind: 'dispute',
    orderId: dispute.order_id,
    key: dispute.id,
    at: times.length > 0 ? Math.max(...times) : receivedAt,
    detail: { status: DISPUTES[dispute.status] },
  };
}

function parse<Parsed>(schema: z.ZodType<Parsed>, payload: unknown): Parsed {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  const where = result.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'the whole');
  throw new Unreadable(`missing or of another kind: ${where.join(', ')}`);
}
