/** Everything that explains one order: facts, decision, money, refunds, what was told about it, referral and reward. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { asRealOrder } from '../domain/as-real-order.ts';
import type { Decision } from '../domain/attribution.ts';
import type { RewardValue } from '../domain/benefit.ts';
import type { Tally } from '../domain/facts.ts';
import { openVerdicts } from '../domain/open-verdicts.ts';
import { type ProgramRules, programRulesSchema, riskRulesSchema } from '../domain/program.ts';
import { UNREWARDED_REASONS, type UnrewardedRules } from '../domain/reward-limits.ts';
import { REWARD_STATES } from '../domain/reward-state.ts';
import { type PlannedValue, REWARD_KINDS } from '../domain/rewards.ts';
import { readStoredDecision, readStoredFacts, tallySchema } from '../domain/stored-decision.ts';
import { type NamedAdvocate, nameAdvocates } from './advocate-names.server.ts';
import { type OrderNoteRow, readOrderNotes } from './order-notes.server.ts';
import { isoTime, minorUnits, type Reader, readRows, type Reveal } from './read-rows.server.ts';

const orderRow = z.object({
  orderId: z.string(),
  kind: z.enum(['order', 'sign-up']),
  name: z.string(),
  customerId: z.string().nullable(),
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
  score: z.number(),
  /** The version that decided. */
  rules: programRulesSchema.nullable(),
  /** What its scale counted of the credited advocate. */
  tally: tallySchema.nullable(),
  /** When the program decides a held credit by itself; null: it waits. */
  reviewDueAt: isoTime.nullable(),
  outcome: z.enum(['credited', 'review', 'not-credited']),
  reason: z.string(),
  /** Of a test order that was not credited for being one; else null. */
  testFacts: z.unknown(),
  concernedAdvocateId: z.string().nullable(),
  referralState: z.enum(['credited', 'held', 'reversed']).nullable(),
  creditedAt: isoTime.nullable(),
  reversedAt: isoTime.nullable(),
  reversedReason: z.string().nullable(),
  unrewarded: z.enum(UNREWARDED_REASONS).nullable(),
  friendUnrewarded: z.enum(UNREWARDED_REASONS).nullable(),
});

const rewardRow = z.object({
  id: z.string(),
  recipient: z.enum(['advocate', 'friend']),
  kind: z.enum(REWARD_KINDS),
  percentage: z.number().nullable(),
  amountMinor: minorUnits.nullable(),
  /** The step of the scale that set its value. */
  tierFrom: minorUnits.nullable(),
  currency: z.string(),
  state: z.enum(REWARD_STATES),
  code: z.string().nullable(),
  createdAt: isoTime,
  /** null while nobody knows when the waiting time begins */
  dueAt: isoTime.nullable(),
  issuedAt: isoTime.nullable(),
  expiresAt: isoTime.nullable(),
  redeemedAt: isoTime.nullable(),
  redeemedOn: z.string().nullable(),
  revokedAt: isoTime.nullable(),
  revokedReason: z.string().nullable(),
  lastError: z.string().nullable(),
});

const refundRow = z.object({ refundId: z.string(), amountMinor: minorUnits, currency: z.string(), at: isoTime });

export type ReferralDetail = Omit<z.infer<typeof orderRow>, 'rules' | 'tally' | 'outcome' | 'reason' | 'testFacts'> & {
  /** What a test order would have come to as a real one; null for all others. */
  asReal: AsReal | null;
  /** What limits what is promised; null when the version is not known any more. */
  limits: UnrewardedRules | null;
  /** Why the advocate's reward is worth what it is, or from when on it would be worth more; null without a scale. */
  tier: TierTold | null;
  reviewFrom: number | null;
  refuseFrom: number | null;
  /** What the program does at `reviewDueAt`. */
  then: 'approve' | 'refuse' | 'wait';
  /** Which verdicts of staff would change something. */
  verdicts: ('approve' | 'refuse')[];
  refunds: z.infer<typeof refundRow>[];
  /** What was told about the order, oldest first. */
  notes: OrderNoteRow[];
  /** The advocate's. */
  reward: z.infer<typeof rewardRow> | null;
  /** Where the program pays the friend afterwards. */
  friendReward: z.infer<typeof rewardRow> | null;
  /** Every advocate that a candidate or a note names. */
  advocates: NamedAdvocate[];
};

export type AsReal = { decision: Decision; reward: { value: PlannedValue; currency: string } | null };

export type TierTold = {
  by: Tally['by'];
  /** Of so many days; null: of all time. */
  days: number | null;
  /** The how-manieth order it was, or what the orders before had come to (minor units). */
  reached: string;
  /** The step that set the value, or the first one, which is not reached yet. */
  from: string;
  value: RewardValue;
  currency: string;
  /** Less is counted than the step asks for: it was reached before, and is kept. */
  kept: boolean;
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
      SELECT o.order_id AS "orderId", o.kind, o.name, o.customer_id AS "customerId", o.placed_at AS "placedAt", o.decided_at AS "decidedAt", o.cancelled_at AS "cancelledAt",
             o.currency, o.total_minor AS "totalMinor", o.refunded_minor AS "refundedMinor", o.presentment,
             (o.facts->>'earlierOrders')::int AS "earlierOrders", o.program_version AS "programVersion", o.decision,
             o.score, CASE WHEN o.reason = 'test-order' THEN o.facts END AS "testFacts", p.rules, o.review_due_at AS "reviewDueAt", o.outcome, o.reason,
             COALESCE(r.advocate_id, o.advocate_id) AS "concernedAdvocateId",
             (SELECT a->'tally' FROM jsonb_array_elements(o.facts->'advocates') a WHERE a->>'advocateId' = r.advocate_id::text) AS tally,
             r.unrewarded_reason AS unrewarded, r.friend_unrewarded_reason AS "friendUnrewarded",
             r.state AS "referralState", r.credited_at AS "creditedAt", r.reversed_at AS "reversedAt", r.reversed_reason AS "reversedReason"
      FROM buyer_order o
      LEFT JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id
      LEFT JOIN program p ON p.shop_id = o.shop_id AND p.version = o.program_version
      WHERE o.shop_id = ${shop} AND o.order_id = ${orderId}`,
  );
  if (order === undefined) return null;
  const [refunds, notes, rewards] = await Promise.all([
    readRows(
      prisma,
      refundRow,
      Prisma.sql`SELECT refund_id AS "refundId", amount_minor AS "amountMinor", currency, at FROM order_refund
        WHERE shop_id = ${shop} AND order_id = ${orderId} ORDER BY at, refund_id`,
    ),
    readOrderNotes(prisma, shopId, orderId),
    readRows(
      prisma,
      rewardRow,
      Prisma.sql`
        SELECT w.id, w.recipient, w.kind, w.percentage, w.amount_minor AS "amountMinor", w.tier_from AS "tierFrom", w.currency, w.state, w.code, w.created_at AS "createdAt",
               w.due_at AS "dueAt", w.issued_at AS "issuedAt", w.expires_at AS "expiresAt", w.redeemed_at AS "redeemedAt",
               w.redeemed_on AS "redeemedOn", w.revoked_at AS "revokedAt", w.revoked_reason AS "revokedReason", w.last_error AS "lastError"
        FROM referral r JOIN reward w ON w.shop_id = r.shop_id AND w.referral_id = r.id
        WHERE r.shop_id = ${shop} AND r.order_id = ${orderId}`,
    ),
  ]);
  const { rules, tally, outcome, reason, testFacts, ...told } = order;
  const asReal = testFacts === null || rules === null ? null : readAsReal(testFacts, rules, told.programVersion);
  const risk = rules?.risk ?? riskRulesSchema.parse({});
  const reward = rewards.find(({ recipient }) => recipient === 'advocate') ?? null;
  const concerned = told.concernedAdvocateId;
  const named = [
    ...(concerned === null ? [] : [concerned]),
    ...(asReal?.decision.candidates ?? []).flatMap(({ advocateId }) => advocateId ?? []),
    ...order.decision.candidates.flatMap(({ advocateId }) => advocateId ?? []),
    ...notes.flatMap(({ kind, detail }) => (kind === 'verdict' || kind === 'assignment' ? detail.advocateId : [])),
  ];
  return {
    ...told,
    limits: rules && {
      ...{ currency: rules.currency, reward: { caps: rules.reward.caps } },
      offer: { minimumSubtotalMinor: rules.offer.minimumSubtotalMinor },
    },
    asReal,
    tier: rules && tally && reward && tierOf(rules, tally, reward.tierFrom),
    reviewFrom: risk.reviewFrom,
    refuseFrom: risk.refuseFrom,
    then: risk.unlooked.then,
    verdicts: concerned === null ? [] : openVerdicts({ ...order, outcome, reason }),
    refunds,
    notes,
    reward,
    friendReward: rewards.find(({ recipient }) => recipient === 'friend') ?? null,
    advocates: await nameAdvocates(prisma, shopId, named, reveal),
  };
}

function readAsReal(facts: unknown, rules: ProgramRules, programVersion: number): AsReal {
  const { decision, reward } = asRealOrder(readStoredFacts(facts), rules, programVersion);
  return { decision, reward: reward && { value: reward.value, currency: reward.currency } };
}

function tierOf({ reward: { tiers }, currency }: ProgramRules, tally: Tally, tierFrom: string | null): TierTold | null {
  const step = tiers?.steps.find(({ from }) => tierFrom === null || from === tierFrom);
  if (step === undefined) return null;
  const reached = tally.by === 'referrals' ? BigInt(tally.orders) + 1n : tally.revenueMinor;
  const { by, days } = tally;
  return { by, days, currency, reached: reached.toString(), ...step, kept: tierFrom !== null && reached < BigInt(tierFrom) };
}
