/** Everything that explains one order: facts, decision, money, refunds, referral, reward and its postings. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { REWARD_STATES } from '../domain/reward-state.ts';
import { readStoredDecision } from '../domain/stored-decision.ts';
import { isoTime, minorUnits, type Reader, readRows, type Reveal, sealed } from './read-rows.server.ts';

const orderRow = z.object({
  orderId: z.string(),
  name: z.string(),
  placedAt: isoTime,
  decidedAt: isoTime,
  cancelledAt: isoTime.nullable(),
  currency: z.string(),
  totalMinor: minorUnits,
  refundedMinor: minorUnits,
  presentment: z.object({ currency: z.string(), totalMinor: z.string() }).nullable(),
  earlierOrders: z.number().nullable(),
  programVersion: z.number(),
  decision: z.unknown().transform(readStoredDecision),
  referralState: z.enum(['credited', 'held', 'reversed']).nullable(),
  creditedAt: isoTime.nullable(),
  reversedAt: isoTime.nullable(),
  reversedReason: z.string().nullable(),
});

const rewardRow = z.object({
  id: z.string(),
  kind: z.enum(['percentage', 'fixed-amount']),
  percentage: z.number().nullable(),
  amountMinor: minorUnits.nullable(),
  currency: z.string(),
  state: z.enum(REWARD_STATES),
  code: z.string().nullable(),
  createdAt: isoTime,
  dueAt: isoTime,
  issuedAt: isoTime.nullable(),
  expiresAt: isoTime.nullable(),
  redeemedAt: isoTime.nullable(),
  redeemedOn: z.string().nullable(),
  revokedAt: isoTime.nullable(),
  revokedReason: z.string().nullable(),
  lastError: z.string().nullable(),
});

const refundRow = z.object({ refundId: z.string(), amountMinor: minorUnits, currency: z.string(), at: isoTime });
const advocateRow = z.object({ id: z.string(), code: z.string(), state: z.string(), nameSealed: sealed });

export type ReferralDetail = z.infer<typeof orderRow> & {
  refunds: z.infer<typeof refundRow>[];
  reward: z.infer<typeof rewardRow> | null;
  /** Every advocate that a candidate names. */
  advocates: { id: string; code: string; state: string; name: string | null }[];
};

/** @param orderId numeric part of the order's gid. Null when this shop has no such order with evidence. */
export async function readReferralDetail(
  prisma: Reader,
  shopId: string,
  orderId: string,
  reveal: Reveal,
): Promise<ReferralDetail | null> {
  const shop = Prisma.sql`${shopId}::uuid`;
  const [order] = await readRows(
    prisma,
    orderRow,
    Prisma.sql`
      SELECT o.order_id AS "orderId", o.name, o.placed_at AS "placedAt", o.decided_at AS "decidedAt", o.cancelled_at AS "cancelledAt",
             o.currency, o.total_minor AS "totalMinor", o.refunded_minor AS "refundedMinor", o.presentment,
             (o.facts->>'earlierOrders')::int AS "earlierOrders", o.program_version AS "programVersion", o.decision,
             r.state AS "referralState", r.credited_at AS "creditedAt", r.reversed_at AS "reversedAt", r.reversed_reason AS "reversedReason"
      FROM buyer_order o LEFT JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id
      WHERE o.shop_id = ${shop} AND o.order_id = ${orderId}`,
  );
  if (order === undefined) return null;
  const named = [...new Set(order.decision.candidates.flatMap(({ advocateId }) => advocateId ?? []))];
  const [refunds, rewards, advocates] = await Promise.all([
    readRows(
      prisma,
      refundRow,
      Prisma.sql`SELECT refund_id AS "refundId", amount_minor AS "amountMinor", currency, at FROM order_refund
        WHERE shop_id = ${shop} AND order_id = ${orderId} ORDER BY at, refund_id`,
    ),
    readRows(
      prisma,
      rewardRow,
      Prisma.sql`
        SELECT w.id, w.kind, w.percentage, w.amount_minor AS "amountMinor", w.currency, w.state, w.code, w.created_at AS "createdAt",
               w.due_at AS "dueAt", w.issued_at AS "issuedAt", w.expires_at AS "expiresAt", w.redeemed_at AS "redeemedAt",
               w.redeemed_on AS "redeemedOn", w.revoked_at AS "revokedAt", w.revoked_reason AS "revokedReason", w.last_error AS "lastError"
        FROM referral r JOIN reward w ON w.shop_id = r.shop_id AND w.referral_id = r.id
        WHERE r.shop_id = ${shop} AND r.order_id = ${orderId}`,
    ),
    readRows(
      prisma,
      advocateRow,
      Prisma.sql`SELECT a.id, a.code, a.state, a.name_sealed AS "nameSealed" FROM advocate a
        WHERE a.shop_id = ${shop} AND a.id = ANY(${named}::uuid[])`,
    ),
  ]);
  return {
    ...order,
    refunds,
    reward: rewards[0] ?? null,
    advocates: advocates.map(({ nameSealed, ...advocate }) => ({ ...advocate, name: reveal(nameSealed) })),
  };
}
