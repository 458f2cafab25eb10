/** Referrals: decisions that credited an advocate, or would when staff agrees. One order has one, and it stays the same advocate's. */
import type { Sql } from '../db.server.ts';
import type { PersonalHash } from '../domain/facts.ts';

export type NewReferral = {
  id: string;
  orderId: string;
  advocateId: string;
  /** Keyed hash of the friend while "one credit per friend" holds, else null. */
  friendKey: PersonalHash | null;
  programVersion: number;
  /** `held`: staff shall look first. */
  state: 'credited' | 'held';
  creditedAt: number;
  /** The limit that stood in the way of a reward (domain/reward-limits.ts). */
  unrewardedReason: string | null;
  /** The same for the friend, where the offer is paid out after the purchase. */
  friendUnrewardedReason: string | null;
};

export type Reversal = {
  referralId: string;
  /** A reason code (domain/reasons.ts). */
  reason: string;
  /** When that happened to the order, epoch milliseconds. */
  at: number;
};

/** A stored referral stands (again): credited, or held. */
export type Reinstatement = { referralId: string; state: 'credited' | 'held'; friendKey: PersonalHash | null };

/** @throws when the order or the friend has a credit already */
export async function insertReferrals(tx: Sql, shopId: string, referrals: readonly NewReferral[]): Promise<void> {
  if (referrals.length === 0) return;
  const rows = referrals.map((referral) => ({ ...referral, creditedAt: new Date(referral.creditedAt) }));
  await tx.$executeRaw`
    INSERT INTO referral (shop_id, id, order_id, advocate_id, friend_key, program_version, state, credited_at, unrewarded_reason,
      friend_unrewarded_reason)
    SELECT ${shopId}::uuid, r.id, r."orderId", r."advocateId", decode(r."friendKey", 'hex'), r."programVersion", r.state, r."creditedAt",
      r."unrewardedReason", r."friendUnrewardedReason"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r(id uuid, "orderId" text, "advocateId" uuid, "friendKey" text, "programVersion" int, state text, "creditedAt" timestamptz,
        "unrewardedReason" text, "friendUnrewardedReason" text)`;
}

/** Takes credits back; the friend may be referred again. A later reason replaces the first: it is worked out of everything that is known. */
export async function reverseReferrals(tx: Sql, shopId: string, reversals: readonly Reversal[]): Promise<void> {
  if (reversals.length === 0) return;
  const rows = reversals.map((reversal) => ({ ...reversal, at: new Date(reversal.at) }));
  await tx.$executeRaw`
    UPDATE referral SET state = 'reversed', friend_key = NULL, reversed_at = r.at, reversed_reason = r.reason
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("referralId" uuid, reason text, at timestamptz)
    WHERE referral.shop_id = ${shopId}::uuid AND referral.id = r."referralId"`;
}

/** Credits or holds stored referrals. @throws when the friend has a credit elsewhere by now */
export async function reinstateReferrals(tx: Sql, shopId: string, referrals: readonly Reinstatement[]): Promise<void> {
  if (referrals.length === 0) return;
  await tx.$executeRaw`
    UPDATE referral SET state = r.state, friend_key = decode(r."friendKey", 'hex'), reversed_at = NULL, reversed_reason = NULL
    FROM jsonb_to_recordset(${JSON.stringify(referrals)}::jsonb) AS r("referralId" uuid, state text, "friendKey" text)
    WHERE referral.shop_id = ${shopId}::uuid AND referral.id = r."referralId"`;
}

/** An order that holds the credit for a friend. */
export type FriendCredit = { orderId: string; advocateId: string; friendKey: PersonalHash | null; customerId: string | null };

/** Credits, held ones too, of friends who are known by one of these keys or customer ids. What a sign-up earned is another credit than that of an order. */
export async function findFriendCredits(
  tx: Sql,
  shopId: string,
  friends: { keys: readonly PersonalHash[]; customerIds: readonly string[] },
): Promise<FriendCredit[]> {
  if (friends.keys.length === 0 && friends.customerIds.length === 0) return [];
  return tx.$queryRaw<FriendCredit[]>`
    SELECT r.order_id AS "orderId", r.advocate_id AS "advocateId", encode(r.friend_key, 'hex') AS "friendKey", o.customer_id AS "customerId"
    FROM referral r JOIN buyer_order o ON o.shop_id = r.shop_id AND o.order_id = r.order_id
    WHERE r.shop_id = ${shopId}::uuid AND r.state IN ('credited', 'held')
      AND r.friend_key = ANY(SELECT decode(key, 'hex') FROM unnest(${friends.keys}::text[]) AS key)
    UNION
    SELECT r.order_id, r.advocate_id, encode(r.friend_key, 'hex'), o.customer_id
    FROM buyer_order o JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id
    WHERE o.shop_id = ${shopId}::uuid AND o.customer_id = ANY(${friends.customerIds}) AND o.kind = 'order'
      AND r.state IN ('credited', 'held')`;
}
