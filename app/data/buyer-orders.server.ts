/** Orders seen with evidence: the facts used, the decision, and how the order stands now. */
import { z } from 'zod';
import type { Transaction } from '../db.server.ts';
import type { Decision } from '../domain/attribution.ts';
import type { OrderFacts } from '../domain/facts.ts';
import { readStoredDecision, readStoredFacts, storeFacts } from '../domain/stored-decision.ts';

/** Times are epoch milliseconds, amounts minor units of `currency` (shop money). */
export type BuyerOrder = {
  orderId: string;
  name: string;
  placedAt: number;
  /** `updated_at` of the newest payload merged in. */
  sourceVersion: number;
  currency: string;
  totalMinor: bigint;
  refundedMinor: bigint;
  presentment: { currency: string; totalMinor: bigint } | null;
  cancelledAt: number | null;
  /** As they were when the decision was made. */
  facts: OrderFacts;
  decision: Decision;
  decidedAt: number;
};

export type StoredOrder = BuyerOrder & {
  referral: { id: string; state: 'credited' | 'reversed'; reversedReason: string | null } | null;
  reward: { id: string; dueAt: number } | null;
};

const time = z.date().transform((date) => date.getTime());
const presentment = z.object({ currency: z.string(), totalMinor: z.string().transform((minor) => BigInt(minor)) });
const rowSchema = z.object({
  orderId: z.string(),
  name: z.string(),
  placedAt: time,
  sourceVersion: time,
  currency: z.string(),
  totalMinor: z.bigint(),
  refundedMinor: z.bigint(),
  presentment: presentment.nullable(),
  cancelledAt: time.nullable(),
  facts: z.unknown().transform(readStoredFacts),
  decision: z.unknown().transform(readStoredDecision),
  decidedAt: time,
  referralId: z.string().nullable(),
  referralState: z.enum(['credited', 'reversed']).nullable(),
  reversedReason: z.string().nullable(),
  rewardId: z.string().nullable(),
  dueAt: time.nullable(),
});

export async function findBuyerOrders(tx: Transaction, shopId: string, orderIds: readonly string[]): Promise<StoredOrder[]> {
  if (orderIds.length === 0) return [];
  const rows = await tx.$queryRaw`
    SELECT o.order_id AS "orderId", o.name, o.placed_at AS "placedAt", o.source_version AS "sourceVersion", o.currency,
      o.total_minor AS "totalMinor", o.refunded_minor AS "refundedMinor", o.presentment, o.cancelled_at AS "cancelledAt", o.facts, o.decision,
      o.decided_at AS "decidedAt", r.id AS "referralId", r.state AS "referralState", r.reversed_reason AS "reversedReason",
      w.id AS "rewardId", w.due_at AS "dueAt"
    FROM buyer_order o
    LEFT JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id
    LEFT JOIN reward w ON w.shop_id = r.shop_id AND w.referral_id = r.id
    WHERE o.shop_id = ${shopId}::uuid AND o.order_id = ANY(${orderIds})`;
  return z
    .array(rowSchema)
    .parse(rows)
    .map(({ referralId, referralState, reversedReason, rewardId, dueAt, ...order }) => ({
      ...order,
      referral: referralId === null || referralState === null ? null : { id: referralId, state: referralState, reversedReason },
      reward: rewardId === null || dueAt === null ? null : { id: rewardId, dueAt },
    }));
}

/** Writes orders as they are now, each with its decision and findings. */
export async function saveBuyerOrders(tx: Transaction, shopId: string, orders: readonly BuyerOrder[]): Promise<void> {
  if (orders.length === 0) return;
  const rows = orders.map((order) => ({
    ...order,
    placedAt: new Date(order.placedAt),
    sourceVersion: new Date(order.sourceVersion),
    totalMinor: order.totalMinor.toString(),
    refundedMinor: order.refundedMinor.toString(),
    presentment: order.presentment && { ...order.presentment, totalMinor: order.presentment.totalMinor.toString() },
    cancelledAt: order.cancelledAt === null ? null : new Date(order.cancelledAt),
    facts: storeFacts(order.facts),
    outcome: order.decision.outcome,
    reason: order.decision.reason.code,
    programVersion: order.decision.programVersion,
    advocateId: concernedAdvocate(order.decision),
    customerId: order.facts.buyer.customerId,
    decidedAt: new Date(order.decidedAt),
  }));
  const parameter = JSON.stringify(rows);
  await tx.$executeRaw`
    INSERT INTO buyer_order (shop_id, order_id, name, placed_at, source_version, currency, total_minor, refunded_minor, presentment, cancelled_at,
      facts, decision, outcome, reason, program_version, advocate_id, customer_id, decided_at)
    SELECT ${shopId}::uuid, o."orderId", o.name, o."placedAt", o."sourceVersion", o.currency, o."totalMinor", o."refundedMinor", o.presentment,
      o."cancelledAt", o.facts, o.decision, o.outcome, o.reason, o."programVersion", o."advocateId", o."customerId", o."decidedAt"
    FROM jsonb_to_recordset(${parameter}::jsonb) AS o("orderId" text, name text, "placedAt" timestamptz, "sourceVersion" timestamptz,
      currency text, "totalMinor" bigint, "refundedMinor" bigint, presentment jsonb, "cancelledAt" timestamptz, facts jsonb, decision jsonb,
      outcome text, reason text, "programVersion" int, "advocateId" uuid, "customerId" text, "decidedAt" timestamptz)
    ON CONFLICT (shop_id, order_id) DO UPDATE SET
      name = excluded.name, placed_at = excluded.placed_at, source_version = excluded.source_version, currency = excluded.currency,
      total_minor = excluded.total_minor, refunded_minor = excluded.refunded_minor, presentment = excluded.presentment,
      cancelled_at = excluded.cancelled_at, facts = excluded.facts, decision = excluded.decision, outcome = excluded.outcome,
      reason = excluded.reason, program_version = excluded.program_version, advocate_id = excluded.advocate_id,
      customer_id = excluded.customer_id, decided_at = excluded.decided_at`;
  await tx.$executeRaw`
    INSERT INTO finding (shop_id, order_id, "check", grade, detail)
    SELECT ${shopId}::uuid, o."orderId", seen."check", seen.grade, seen.detail
    FROM jsonb_to_recordset(${parameter}::jsonb) AS o("orderId" text, decision jsonb),
      jsonb_to_recordset(o.decision -> 'findings') AS seen("check" text, grade text, detail jsonb)
    ON CONFLICT (shop_id, order_id, "check") DO UPDATE SET grade = excluded.grade, detail = excluded.detail`;
}

/** Who is credited, or whom the best candidate leads to: lists show the order with that advocate. */
function concernedAdvocate(decision: Decision): string | null {
  return decision.advocateId ?? decision.candidates[0]?.advocateId ?? null;
}
