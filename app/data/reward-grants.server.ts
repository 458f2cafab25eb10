/** The states of a reward on its way to a discount code and out of it again: every change names the states it may leave. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import type { Transaction } from '../db.server.ts';
import { type Account, ACCOUNT_OF } from '../domain/ledger.ts';
import { type ProgramRules, programRulesSchema } from '../domain/program.ts';
import { REWARD_STATES, type RewardState, statesBefore } from '../domain/reward-state.ts';
import type { Money } from '../domain/money.ts';
import type { PlannedValue } from '../domain/rewards.ts';
import { readRewardBalances } from './ledger.server.ts';
import { creditOf } from '../reward-standing.server.ts';
import { amountOf, plannedValueOf } from './reward-value.server.ts';

/** A reward with what is needed to grant it. */
export type Grant = {
  rewardId: string;
  state: RewardState;
  /** How often it was promised again: each turn has its own codes and ledger keys. */
  turn: number;
  recipient: 'advocate' | 'friend';
  purpose: 'referral' | 'milestone' | 'manual';
  /** How what it was given for stands. */
  credit: 'credited' | 'held' | 'reversed';
  code: string | null;
  discountId: string | null;
  value: PlannedValue;
  /** What the ledger carries for it in its present state. */
  accrued: Money;
  /** `gone`: the merchant deleted their customer in Shopify; then there is no account. */
  advocate: { id: string; customerId: string | null; gone: boolean };
  /** Account of whom it is for, numeric part of the gid. */
  customerId: string | null;
  /** gid of the store credit transaction or gift card that it became. */
  payoutId: string | null;
  /** When a payout was first tried. */
  issuingSince: Date | null;
  expiresAt: Date | null;
  redeemedOn: string | null;
  /** The version of the rules that promised it. */
  rules: ProgramRules;
  shop: { id: string; domain: string; timeZone: string; installed: boolean; scopes: string };
};

const grantRow = z.object({
  ...{ state: z.enum(REWARD_STATES), turn: z.number(), recipient: z.enum(['advocate', 'friend']) },
  purpose: z.enum(['referral', 'milestone', 'manual']),
  credit: z.enum(['credited', 'held', 'reversed']),
  ...{ code: z.string().nullable(), discountId: z.string().nullable(), currency: z.string() },
  ...{
    id: z.string(),
    kind: z.string(),
    percentage: z.number().nullable(),
    amountMinor: z.bigint().nullable(),
    detail: z.unknown(),
  },
  ...{
    advocateId: z.string(),
    advocateCustomerId: z.string().nullable(),
    advocateGone: z.boolean(),
    friendCustomerId: z.string().nullable(),
  },
  ...{ payoutId: z.string().nullable(), redeemedOn: z.string().nullable() },
  ...{ issuingSince: z.date().nullable(), expiresAt: z.date().nullable() },
  rules: z.unknown(),
  ...{ domain: z.string(), timeZone: z.string(), installed: z.boolean(), scopes: z.string() },
});

/** null when the reward is gone (the shop was erased). */
export async function loadGrant(tx: Transaction, shopId: string, rewardId: string): Promise<Grant | null> {
  const rows = z.array(grantRow).parse(
    await tx.$queryRaw`
      SELECT w.id, w.state, w.turn, w.recipient, w.purpose, (${creditOf}) AS credit, w.code, w.discount_id AS "discountId", w.currency, w.kind,
        w.percentage, w.amount_minor AS "amountMinor", w.detail, w.advocate_id AS "advocateId", coalesce(kept.customer_gone_at, a.customer_gone_at) IS NOT NULL AS "advocateGone",
        CASE WHEN coalesce(kept.customer_gone_at, a.customer_gone_at) IS NULL THEN coalesce(kept.customer_id, a.customer_id) END AS "advocateCustomerId",
        w.customer_id AS "friendCustomerId", w.payout_id AS "payoutId", w.redeemed_on AS "redeemedOn", w.issuing_since AS "issuingSince",
        w.expires_at AS "expiresAt", p.rules, s.domain, s.time_zone AS "timeZone", s.state = 'installed' AS installed, s.scopes
      FROM reward w JOIN shop s ON s.id = w.shop_id JOIN program p ON p.shop_id = w.shop_id AND p.version = w.program_version
      JOIN advocate a ON a.shop_id = w.shop_id AND a.id = w.advocate_id
      LEFT JOIN advocate kept ON kept.shop_id = a.shop_id AND kept.id = a.merged_into
      LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
      WHERE w.shop_id = ${shopId}::uuid AND w.id = ${rewardId}::uuid`,
  );
  const [reward] = rows;
  if (reward === undefined) return null;
  const { state, turn, recipient, purpose, credit, code, discountId, payoutId, redeemedOn, issuingSince, expiresAt } = reward;
  const balance = (await readRewardBalances(tx, shopId, [rewardId])).get(rewardId);
  return {
    ...{ rewardId, state, turn, recipient, purpose, credit, code, discountId, payoutId, redeemedOn, issuingSince, expiresAt },
    value: plannedValueOf(reward),
    accrued: { minor: balance?.accounts[ACCOUNT_OF[state]] ?? 0n, currency: reward.currency },
    advocate: { id: reward.advocateId, customerId: reward.advocateCustomerId, gone: reward.advocateGone },
    customerId: recipient === 'friend' ? reward.friendCustomerId : reward.advocateCustomerId,
    rules: programRulesSchema.parse(reward.rules),
    shop: {
      ...{ id: shopId, domain: reward.domain, timeZone: reward.timeZone },
      ...{ installed: reward.installed, scopes: reward.scopes },
    },
  };
}

/**
 * Writes the code down before Shopify is asked for it; from then on its amount stays as it is. False when the reward is in no state to be granted, or not
 * worth what it was when it was read.
 */
export async function startIssuing(
  tx: Transaction,
  shopId: string,
  grant: Pick<Grant, 'rewardId' | 'turn' | 'value'>,
  code: string,
): Promise<boolean> {
  const { rewardId, turn } = grant;
  const { count } = await tx.reward.updateMany({
    where: { shopId, id: rewardId, turn, amountMinor: amountOf(grant), state: { in: statesBefore('start-issuing') } },
    data: { state: 'issuing', code, attempts: { increment: 1 } },
  });
  return count === 1;
}

/** The code belongs to somebody else's discount: another one is tried. False when someone was faster. */
export async function changeCode(tx: Transaction, shopId: string, rewardId: string, from: string, to: string): Promise<boolean> {
  const { count } = await tx.reward.updateMany({
    where: { shopId, id: rewardId, state: 'issuing', code: from },
    data: { code: to },
  });
  return count === 1;
}

/** Shopify refuses the code: back to waiting for a person, who reads why. */
export async function failIssuing(tx: Transaction, shopId: string, rewardId: string, lastError: string): Promise<void> {
  await tx.reward.updateMany({
    where: { shopId, id: rewardId, state: { in: statesBefore('fail-issuing') } },
    data: { state: 'approved', lastError },
  });
}

/** What the merchant reads about a reward that is stuck for the moment; its state stays. */
export async function noteProblem(tx: Transaction, shopId: string, rewardId: string, lastError: string | null): Promise<void> {
  await tx.reward.updateMany({ where: { shopId, id: rewardId }, data: { lastError } });
}

/** The reason is that of its referral's reversal, if that is why. False when the reward has left the state `from`. */
export async function markRevoked(
  tx: Transaction,
  shopId: string,
  rewardId: string,
  revoked: { at: number; from: RewardState },
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE reward w
    SET state = 'revoked', revoked_at = ${new Date(revoked.at)}, last_error = NULL,
        revoked_reason = coalesce(w.revoked_reason, (SELECT f.reversed_reason FROM referral f WHERE f.shop_id = w.shop_id AND f.id = w.referral_id))
    WHERE w.shop_id = ${shopId}::uuid AND w.id = ${rewardId}::uuid AND w.state = ${revoked.from}`;
  return count === 1;
}

/** A reward that has just moved, with what the ledger carries for it. */
export type Moved = { shopId: string; rewardId: string; turn: number; accrued: Money };

const movedRow = z.object({
  ...{ shopId: z.string(), rewardId: z.string(), turn: z.number() },
  ...{ minor: z.bigint(), currency: z.string() },
});

export function readMoved(rows: unknown): Moved[] {
  return z
    .array(movedRow)
    .parse(rows)
    .map(({ minor, currency, ...row }) => ({ ...row, accrued: { minor, currency } }));
}

/** What the statement returns of each reward that it moves out of an account. */
export const movedOutOf = (account: Account) => Prisma.sql`
  w.shop_id AS "shopId", w.id AS "rewardId", w.turn, w.currency,
  coalesce((SELECT sum(CASE WHEN e.to_account = ${account} THEN e.amount_minor ELSE -e.amount_minor END) FROM ledger_entry e
            WHERE e.shop_id = w.shop_id AND e.reward_id = w.id AND ${account} IN (e.to_account, e.from_account)), 0)::bigint AS minor`;

/**
 * Moves the shop's pending rewards whose waiting time is over to approved, oldest first; another worker's are passed over. Those of held credits
 * wait for the verdict. An array, here and below: see claimDeliveries.
 */
export async function approveDue(tx: Transaction, shopId: string, now: number, limit: number): Promise<Moved[]> {
  return readMoved(
    await tx.$queryRaw`
      UPDATE reward w SET state = 'approved'
      WHERE w.shop_id = ${shopId}::uuid AND w.id = ANY (ARRAY(
        SELECT w.id FROM reward w LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
        WHERE w.shop_id = ${shopId}::uuid AND w.state = 'pending' AND w.due_at <= ${new Date(now)} AND (${creditOf}) = 'credited'
        ORDER BY w.due_at LIMIT ${limit} FOR UPDATE OF w SKIP LOCKED))
      RETURNING ${movedOutOf('pending')}`,
  );
}

/** Moves the shop's issued rewards whose code has run out to expired. */
export async function expireDue(tx: Transaction, shopId: string, now: number, limit: number): Promise<Moved[]> {
  return readMoved(
    await tx.$queryRaw`
      UPDATE reward w SET state = 'expired'
      WHERE w.shop_id = ${shopId}::uuid AND w.id = ANY (ARRAY(
        SELECT id FROM reward WHERE shop_id = ${shopId}::uuid AND state = 'issued' AND expires_at <= ${new Date(now)}
        ORDER BY expires_at LIMIT ${limit} FOR UPDATE SKIP LOCKED))
      RETURNING ${movedOutOf('issued')}`,
  );
}

/** Installed shops with pending rewards whose waiting time is over. */
export async function shopsWithDueRewards(tx: Transaction, now: number): Promise<string[]> {
  const rows = await tx.$queryRaw`
    SELECT DISTINCT s.id FROM reward w JOIN shop s ON s.id = w.shop_id AND s.state = 'installed'
    LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
    WHERE w.state = 'pending' AND w.due_at <= ${new Date(now)} AND (${creditOf}) = 'credited'`;
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map((row) => row.id);
}

/** Rewards that should have a code by now: their job was lost or gave up, their shop was away, or their credit was held. */
export async function unfinishedGrants(tx: Transaction, shopId: string, limit: number): Promise<string[]> {
  const rewards = await tx.reward.findMany({
    where: { shopId, state: { in: ['approved', 'issuing'] } },
    select: { id: true },
    orderBy: { dueAt: 'asc' },
    take: limit,
  });
  return rewards.map((reward) => reward.id);
}

/** Revoked rewards whose code could not be switched off so far, and payouts that are still to be taken back. */
export async function unfinishedRevocations(tx: Transaction, shopId: string, limit: number): Promise<string[]> {
  const rewards = await tx.reward.findMany({
    where: {
      shopId,
      OR: [
        { state: 'revoked', code: { not: null }, lastError: { not: null } },
        {
          ...{ state: { in: ['issuing', 'issued'] }, kind: { in: ['store-credit', 'gift-card'] }, kept: false },
          OR: [{ referral: { state: 'reversed' } }, { stands: false }],
        },
        { state: 'issued', kind: { in: ['store-credit', 'gift-card'] }, lastError: { not: null } },
      ],
    },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
    take: limit,
  });
  return rewards.map((reward) => reward.id);
}
