/** One reward: what it is, for whom and why, everything that happened to it, and what its ledger says. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { ACCOUNTS, balances } from '../domain/ledger.ts';
import { movementOf } from '../domain/ledger-movement.ts';
import { REWARD_EVENT_KINDS, REWARD_TROUBLES } from '../domain/reward-event.ts';
import { REWARD_STATES } from '../domain/reward-state.ts';
import { REWARD_KINDS } from '../domain/rewards.ts';
import { openActions, type StaffAction } from '../domain/staff-action.ts';
import { creditOf } from '../reward-standing.server.ts';
import { isoTime, minorUnits, type Reader, readRows, type Reveal, sealed } from './read-rows.server.ts';
import { PURPOSES, RECIPIENTS } from './reward-list.server.ts';

const rewardRow = z.object({
  id: z.string(),
  recipient: z.enum(RECIPIENTS),
  purpose: z.enum(PURPOSES),
  milestone: z.number().nullable(),
  advocateId: z.string(),
  advocateCode: z.string(),
  nameSealed: sealed,
  /** Account of whom it is for. */
  customerId: z.string().nullable(),
  orderId: z.string().nullable(),
  orderName: z.string().nullable(),
  reversedAt: isoTime.nullable(),
  reversedReason: z.string().nullable(),
  programVersion: z.number(),
  /** The step of the scale that set its value: so many referrals, or minor units. */
  tierFrom: minorUnits.nullable(),
  tierBy: z.enum(['referrals', 'revenue']).nullable(),
  kind: z.enum(REWARD_KINDS),
  percentage: z.number().nullable(),
  amountMinor: minorUnits.nullable(),
  currency: z.string(),
  state: z.enum(REWARD_STATES),
  credit: z.enum(['credited', 'held', 'reversed']),
  kept: z.boolean(),
  unsettled: z.boolean(),
  trouble: z.enum(REWARD_TROUBLES).nullable(),
  code: z.string().nullable(),
  /** How often it was promised again. */
  turn: z.number(),
  createdAt: isoTime,
  dueAt: isoTime.nullable(),
  issuedAt: isoTime.nullable(),
  expiresAt: isoTime.nullable(),
  redeemedAt: isoTime.nullable(),
  redeemedOn: z.string().nullable(),
  /** Of the order that used it, where it is one that the app knows. */
  redeemedOnName: z.string().nullable(),
  revokedAt: isoTime.nullable(),
  revokedReason: z.string().nullable(),
  lastError: z.string().nullable(),
});

const eventRow = z.object({
  kind: z.enum(REWARD_EVENT_KINDS),
  at: isoTime,
  by: z.string().nullable(),
  note: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).nullable(),
});

const entryRow = z.object({
  key: z.string(),
  from: z.enum(ACCOUNTS),
  to: z.enum(ACCOUNTS),
  minor: z.bigint(),
  currency: z.string(),
  at: isoTime,
});

export type RewardDetail = Omit<z.infer<typeof rewardRow>, 'nameSealed'> & {
  advocateName: string | null;
  /** Oldest first, both. */
  events: z.infer<typeof eventRow>[];
  entries: (Omit<z.infer<typeof entryRow>, 'minor'> & { minor: string; movement: ReturnType<typeof movementOf> })[];
  /** Accounts in which something lies, minor units. */
  balances: { account: (typeof ACCOUNTS)[number]; minor: string }[];
  /** What staff can do. */
  actions: StaffAction[];
};

/** Null when this shop has no such reward. @param rewardId a guid */
export async function readRewardDetail(
  prisma: Reader,
  shopId: string,
  rewardId: string,
  reveal: Reveal,
): Promise<RewardDetail | null> {
  const shop = Prisma.sql`${shopId}::uuid`;
  const [reward] = await readRows(
    prisma,
    rewardRow,
    Prisma.sql`
      SELECT w.id, w.recipient, w.purpose, w.milestone, w.advocate_id AS "advocateId", a.code AS "advocateCode", a.name_sealed AS "nameSealed",
             CASE w.recipient WHEN 'friend' THEN w.customer_id ELSE a.customer_id END AS "customerId", r.order_id AS "orderId", o.name AS "orderName",
             r.reversed_at AS "reversedAt", r.reversed_reason AS "reversedReason", w.program_version AS "programVersion", w.tier_from AS "tierFrom",
             p.rules#>>'{reward,tiers,by}' AS "tierBy", w.kind, w.percentage, w.amount_minor AS "amountMinor", w.currency, w.state, (${creditOf}) AS credit,
             w.kept, (w.state = 'revoked' AND w.code IS NOT NULL AND w.last_error IS NOT NULL) AS unsettled, w.trouble, w.code, w.turn,
             w.created_at AS "createdAt", w.due_at AS "dueAt", w.issued_at AS "issuedAt", w.expires_at AS "expiresAt", w.redeemed_at AS "redeemedAt",
             w.redeemed_on AS "redeemedOn", u.name AS "redeemedOnName", w.revoked_at AS "revokedAt", w.revoked_reason AS "revokedReason",
             w.last_error AS "lastError"
      FROM reward w
      JOIN advocate a ON a.shop_id = w.shop_id AND a.id = w.advocate_id
      LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
      LEFT JOIN buyer_order o ON o.shop_id = r.shop_id AND o.order_id = r.order_id
      LEFT JOIN buyer_order u ON u.shop_id = w.shop_id AND u.order_id = w.redeemed_on
      LEFT JOIN program p ON p.shop_id = w.shop_id AND p.version = w.program_version
      WHERE w.shop_id = ${shop} AND w.id = ${rewardId}::uuid`,
  );
  if (reward === undefined) return null;
  const [events, entries] = await Promise.all([
    readRows(
      prisma,
      eventRow,
      Prisma.sql`SELECT kind, at, by, note, detail FROM reward_event WHERE shop_id = ${shop} AND reward_id = ${rewardId}::uuid ORDER BY at, id`,
    ),
    readRows(
      prisma,
      entryRow,
      Prisma.sql`SELECT key, from_account AS "from", to_account AS "to", amount_minor AS minor, currency, at FROM ledger_entry
        WHERE shop_id = ${shop} AND reward_id = ${rewardId}::uuid ORDER BY at, key`,
    ),
  ]);
  const sums = balances(entries.map(({ from, to, minor, currency }) => ({ from, to, amount: { minor, currency } })));
  const { nameSealed, ...told } = reward;
  return {
    ...told,
    advocateName: reveal(nameSealed),
    events,
    entries: entries.map(({ minor, ...entry }) => ({
      ...entry,
      minor: minor.toString(),
      movement: movementOf(entry.from, entry.to),
    })),
    balances: ACCOUNTS.flatMap((account) => (sums[account] === 0n ? [] : [{ account, minor: sums[account].toString() }])),
    actions: openActions(reward),
  };
}
