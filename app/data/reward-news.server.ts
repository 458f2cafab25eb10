/** What advocates can be told of their rewards beside that they are ready: found by the clock, each once, and one a day of a kind at most. */
import { Prisma } from '@prisma/client';
import type { Transaction } from '../db.server.ts';
import type { OptionalMailKind } from '../domain/mail.ts';

export type RewardNews = { rewardId: string; turn: number };

const DAY = 86_400_000;
/** One e-mail of a kind to one person in so long a time. */
const PAUSE = 20 * 3_600_000;

/** Whether the advocate of `reward w` had such an e-mail a short while ago. */
const toldLately = (kind: OptionalMailKind, now: number) => Prisma.sql`EXISTS (
  SELECT 1 FROM mail m JOIN reward other ON other.shop_id = m.shop_id AND other.id = m.reward_id
  WHERE m.shop_id = w.shop_id AND other.advocate_id = w.advocate_id AND m.kind = ${kind} AND m.created_at > ${new Date(now - PAUSE)})`;

/** Of each advocate the newest reward that was promised since, belongs to a credited referral and still waits. @param since epoch milliseconds */
export async function newlyPromised(
  tx: Transaction,
  shopId: string,
  { since, now, limit }: { since: number; now: number; limit: number },
): Promise<RewardNews[]> {
  return tx.$queryRaw<RewardNews[]>`
    SELECT DISTINCT ON (w.advocate_id) w.id AS "rewardId", w.turn FROM reward w
    JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id AND r.state = 'credited'
    JOIN program p ON p.shop_id = w.shop_id AND p.version = w.program_version AND p.rules->'reward'->>'notify' IS DISTINCT FROM 'none'
    WHERE w.shop_id = ${shopId}::uuid AND w.recipient = 'advocate' AND w.state = 'pending' AND w.created_at >= ${new Date(since)}
      AND (w.due_at IS NULL OR w.due_at > ${new Date(now + DAY)})
      AND NOT EXISTS (SELECT 1 FROM mail m WHERE m.shop_id = w.shop_id AND m.reward_id = w.id AND m.kind = 'reward-promised')
      AND NOT ${toldLately('reward-promised', now)}
    ORDER BY w.advocate_id, w.created_at DESC LIMIT ${limit}`;
}
/** Of each advocate the unused code that ends first, in the time until `before`. Epoch milliseconds. */
export async function soonEnding(
  tx: Transaction,
  shopId: string,
  { now, before, limit }: { now: number; before: number; limit: number },
): Promise<RewardNews[]> {
  return tx.$queryRaw<RewardNews[]>`
    SELECT DISTINCT ON (w.advocate_id) w.id AS "rewardId", w.turn FROM reward w
    JOIN program p ON p.shop_id = w.shop_id AND p.version = w.program_version AND p.rules->'reward'->>'notify' IS DISTINCT FROM 'none'
    WHERE w.shop_id = ${shopId}::uuid AND w.recipient = 'advocate' AND w.state = 'issued' AND w.code IS NOT NULL AND w.trouble IS NULL
      AND w.expires_at > ${new Date(now)} AND w.expires_at <= ${new Date(before)}
      -- Who was told of it only now, knows.
      AND w.issued_at < ${new Date(now - 2 * DAY)}
      AND NOT EXISTS (SELECT 1 FROM mail m WHERE m.shop_id = w.shop_id AND m.reward_id = w.id AND m.kind = 'reward-expiring' AND m.turn = w.turn)
      AND NOT ${toldLately('reward-expiring', now)}
    ORDER BY w.advocate_id, w.expires_at LIMIT ${limit}`;
}
