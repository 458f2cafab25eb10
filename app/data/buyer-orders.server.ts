/** Orders seen with evidence: the facts used, the decision, and how the order stands now. */
import { z } from 'zod';
import type { Sql, Transaction } from '../db.server.ts';
import type { Decision } from '../domain/attribution.ts';
import type { OrderFacts, OrderLine } from '../domain/facts.ts';
import type { Finding } from '../domain/risk/check.ts';
import { sharedCodeUsed } from '../domain/signals.ts';
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
  standing: Standing;
  decision: Decision;
  decidedAt: number;
  /** When the program's rule decides a held credit that nobody has looked at. */
  reviewDueAt: number | null;
};

/** What the facts of a decision may not show, because they are those of the order as it was placed: both subtotals, and the lines as they are now. */
export type Standing = { placedMinor: bigint; currentMinor: bigint; lines: OrderLine[] };

export type ReferralState = 'credited' | 'held' | 'reversed';

/** `customerId`: the friend's account. */
export type StoredReward = { id: string; recipient: 'advocate' | 'friend'; customerId: string | null; dueAt: number | null };

export type StoredOrder = BuyerOrder & {
  referral: { id: string; advocateId: string; state: ReferralState; reversedReason: string | null } | null;
  /** Promised for it, the advocate's before the friend's. */
  rewards: StoredReward[];
};

const time = z.date().transform((date) => date.getTime());
const minor = z.string().transform((text) => BigInt(text));
const presentment = z.object({ currency: z.string(), totalMinor: minor });
/** `lines` only where they differ from those of the facts. */
const standing = z.object({ placedMinor: minor, currentMinor: minor, lines: z.array(z.unknown()).nullable() });
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
  facts: z.record(z.string(), z.unknown()),
  standing: standing.nullable(),
  decision: z.unknown().transform(readStoredDecision),
  decidedAt: time,
  reviewDueAt: time.nullable(),
  referralId: z.string().nullable(),
  creditedTo: z.string().nullable(),
  referralState: z.enum(['credited', 'held', 'reversed']).nullable(),
  reversedReason: z.string().nullable(),
  rewards: z
    .array(
      z.object({
        ...{ id: z.string(), recipient: z.enum(['advocate', 'friend']) },
        ...{ customerId: z.string().nullable(), dueAt: z.number().nullable() },
      }),
    )
    .nullable(),
});

export async function findBuyerOrders(tx: Sql, shopId: string, orderIds: readonly string[]): Promise<StoredOrder[]> {
  if (orderIds.length === 0) return [];
  const rows = await tx.$queryRaw`
    SELECT o.order_id AS "orderId", o.name, o.placed_at AS "placedAt", o.source_version AS "sourceVersion", o.currency,
      o.total_minor AS "totalMinor", o.refunded_minor AS "refundedMinor", o.presentment, o.cancelled_at AS "cancelledAt", o.facts, o.standing,
      o.decision, o.decided_at AS "decidedAt", o.review_due_at AS "reviewDueAt", r.id AS "referralId", r.advocate_id AS "creditedTo",
      r.state AS "referralState", r.reversed_reason AS "reversedReason", w.rewards
    FROM buyer_order o
    LEFT JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('id', w.id, 'recipient', w.recipient, 'customerId', w.customer_id,
        'dueAt', (extract(epoch FROM w.due_at) * 1000)::bigint) ORDER BY w.recipient) AS rewards
      FROM reward w WHERE w.shop_id = r.shop_id AND w.referral_id = r.id) w ON r.id IS NOT NULL
    WHERE o.shop_id = ${shopId}::uuid AND o.order_id = ANY(${orderIds})`;
  return z
    .array(rowSchema)
    .parse(rows)
    .map(({ referralId, creditedTo, referralState, reversedReason, rewards, ...order }) => ({
      ...order,
      ...readFacts(order),
      referral:
        referralId === null || creditedTo === null || referralState === null
          ? null
          : { id: referralId, advocateId: creditedTo, state: referralState, reversedReason },
      rewards: rewards ?? [],
    }));
}

function readFacts(row: Pick<z.infer<typeof rowSchema>, 'facts' | 'standing'>): Pick<BuyerOrder, 'facts' | 'standing'> {
  const facts = readStoredFacts(row.facts);
  const { placedMinor, currentMinor } = row.standing ?? { placedMinor: facts.subtotal.minor, currentMinor: facts.subtotal.minor };
  const lines = row.standing?.lines ? readStoredFacts({ ...row.facts, lines: row.standing.lines }).lines : facts.lines;
  return { facts, standing: { placedMinor, currentMinor, lines } };
}

/** The order of this id, or the latest of this name ("#1042" or "1042"). */
export async function findOrderByIdOrName(
  tx: Transaction,
  shopId: string,
  idOrName: string,
): Promise<{ orderId: string; hasReferral: boolean } | null> {
  const rows = await tx.$queryRaw<{ orderId: string; hasReferral: boolean }[]>`
    SELECT o.order_id AS "orderId", r.id IS NOT NULL AS "hasReferral"
    FROM buyer_order o LEFT JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id
    WHERE o.shop_id = ${shopId}::uuid AND o.kind = 'order' AND (o.order_id = ${idOrName} OR o.name IN (${idOrName}, ${`#${idOrName}`}))
    ORDER BY (o.order_id = ${idOrName}) DESC, o.placed_at DESC LIMIT 1`;
  return rows[0] ?? null;
}

/** Held credits whose time to be looked at is over, oldest first; the verdict is about the advocate who would be credited. */
export async function findUnlooked(
  tx: Transaction,
  now: number,
  limit: number,
): Promise<{ shopId: string; orderId: string; advocateId: string; programVersion: number; reviewDueAt: Date }[]> {
  return tx.$queryRaw`
    SELECT o.shop_id AS "shopId", o.order_id AS "orderId", r.advocate_id AS "advocateId", o.program_version AS "programVersion",
      o.review_due_at AS "reviewDueAt"
    FROM buyer_order o
    JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id AND r.state = 'held'
    JOIN shop s ON s.id = o.shop_id AND s.state = 'installed'
    WHERE o.review_due_at <= ${new Date(now)}
    ORDER BY o.review_due_at LIMIT ${limit}`;
}

/** Writes orders as they are now, each with its decision and what its fraud checks saw. */
export async function saveBuyerOrders(tx: Sql, shopId: string, orders: readonly BuyerOrder[]): Promise<void> {
  if (orders.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO buyer_order (shop_id, order_id, name, placed_at, source_version, currency, total_minor, refunded_minor, presentment, cancelled_at,
      facts, standing, decision, kind, outcome, reason, score, program_version, advocate_id, customer_id, network_hash, shared_code_of, decided_at,
      review_due_at)
    SELECT ${shopId}::uuid, o."orderId", o.name, o."placedAt", o."sourceVersion", o.currency, o."totalMinor", o."refundedMinor", o.presentment,
      o."cancelledAt", o.facts, o.standing, o.decision, o.kind, o.outcome, o.reason, o.score, o."programVersion", o."advocateId", o."customerId",
      decode(o."networkHash", 'hex'), o."sharedCodeOf", o."decidedAt", o."reviewDueAt"
    FROM jsonb_to_recordset(${JSON.stringify(orders.map(rowOf))}::jsonb) AS o("orderId" text, name text, "placedAt" timestamptz, "sourceVersion" timestamptz,
      currency text, "totalMinor" bigint, "refundedMinor" bigint, presentment jsonb, "cancelledAt" timestamptz, facts jsonb, standing jsonb,
      decision jsonb, kind text, outcome text, reason text, score int, "programVersion" int, "advocateId" uuid, "customerId" text,
      "networkHash" text, "sharedCodeOf" uuid, "decidedAt" timestamptz, "reviewDueAt" timestamptz)
    ON CONFLICT (shop_id, order_id) DO UPDATE SET
      name = excluded.name, placed_at = excluded.placed_at, source_version = excluded.source_version, currency = excluded.currency,
      total_minor = excluded.total_minor, refunded_minor = excluded.refunded_minor, presentment = excluded.presentment,
      cancelled_at = excluded.cancelled_at, facts = excluded.facts, standing = excluded.standing, decision = excluded.decision,
      outcome = excluded.outcome, reason = excluded.reason, score = excluded.score, program_version = excluded.program_version,
      advocate_id = excluded.advocate_id, customer_id = excluded.customer_id, network_hash = excluded.network_hash,
      shared_code_of = excluded.shared_code_of,
      decided_at = excluded.decided_at, review_due_at = excluded.review_due_at`;
  await saveFindings(tx, shopId, orders);
}

/** Those that saw something, for the review's filter: an order has a dozen that saw nothing, and its decision keeps them all. */
async function saveFindings(tx: Sql, shopId: string, orders: readonly BuyerOrder[]): Promise<void> {
  const raised = orders.flatMap(({ orderId, decision }) =>
    decision.findings.filter(isRaised).map((finding) => ({ orderId, ...finding })),
  );
  const orderIds = orders.map(({ orderId }) => orderId);
  await tx.$executeRaw`
    WITH raised AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(raised)}::jsonb) AS f("orderId" text, "check" text, grade text, points int, detail jsonb)
    ), gone AS (
      DELETE FROM finding f WHERE f.shop_id = ${shopId}::uuid AND f.order_id = ANY(${orderIds})
        AND NOT EXISTS (SELECT FROM raised WHERE raised."orderId" = f.order_id AND raised."check" = f."check")
    )
    INSERT INTO finding AS known (shop_id, order_id, "check", grade, points, detail)
    SELECT ${shopId}::uuid, "orderId", "check", grade, points, detail FROM raised
    ON CONFLICT (shop_id, order_id, "check") DO UPDATE SET grade = excluded.grade, points = excluded.points, detail = excluded.detail
      WHERE (known.grade, known.points, known.detail) IS DISTINCT FROM (excluded.grade, excluded.points, excluded.detail)`;
}

function isRaised({ grade }: Finding): boolean {
  return grade === 'note' || grade === 'review' || grade === 'refuse';
}

function rowOf(order: BuyerOrder) {
  const { decision, facts, standing } = order;
  const stored = storeFacts(facts);
  const { lines } = standing.lines === facts.lines ? stored : storeFacts({ ...facts, lines: standing.lines });
  const sameLines = JSON.stringify(lines) === JSON.stringify(stored.lines);
  const orNull = (at: number | null) => (at === null ? null : new Date(at));
  return {
    ...order,
    placedAt: new Date(order.placedAt),
    sourceVersion: new Date(order.sourceVersion),
    totalMinor: order.totalMinor.toString(),
    refundedMinor: order.refundedMinor.toString(),
    presentment: order.presentment && { ...order.presentment, totalMinor: order.presentment.totalMinor.toString() },
    cancelledAt: orNull(order.cancelledAt),
    facts: stored,
    standing: {
      placedMinor: standing.placedMinor.toString(),
      currentMinor: standing.currentMinor.toString(),
      lines: sameLines ? null : lines,
    },
    kind: facts.kind,
    outcome: decision.outcome,
    reason: decision.reason.code,
    score: decision.score,
    programVersion: decision.programVersion,
    advocateId: concernedAdvocate(decision),
    customerId: facts.buyer.customerId,
    networkHash: facts.buyer.networkHash,
    sharedCodeOf: sharedCodeUsed(facts.signals),
    decidedAt: new Date(order.decidedAt),
    reviewDueAt: orNull(order.reviewDueAt),
  };
}

/** Who is credited, or whom the best candidate leads to: lists show the order with that advocate. */
function concernedAdvocate(decision: Decision): string | null {
  return decision.advocateId ?? decision.candidates[0]?.advocateId ?? null;
}
