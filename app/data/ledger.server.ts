/** The reward ledger: append-only. The only writer of the table, apart from the erasure of a whole shop. */
import { createHash } from 'node:crypto';
import type { Transaction } from '../db.server.ts';
import type { LedgerPosting } from '../domain/ledger.ts';

/**
 * Appends postings. A posting that is there already with the same content is no news; the same key with other content is a bug.
 * The time is no content: a repeat comes later.
 * @throws when a key exists with another amount, reward or account
 */
export async function appendEntries(tx: Transaction, shopId: string, entries: readonly LedgerPosting[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({
    key: entry.key,
    hash: contentHash(entry),
    rewardId: entry.rewardId,
    from: entry.from,
    to: entry.to,
    minor: entry.amount.minor.toString(),
    currency: entry.amount.currency,
    at: new Date(entry.at),
  }));
  const parameter = JSON.stringify(rows);
  const inserted = await tx.$executeRaw`
    INSERT INTO ledger_entry (shop_id, key, input_hash, reward_id, from_account, to_account, amount_minor, currency, at)
    SELECT ${shopId}::uuid, entry.key, decode(entry.hash, 'hex'), entry."rewardId", entry."from", entry."to", entry.minor, entry.currency, entry.at
    FROM jsonb_to_recordset(${parameter}::jsonb)
      AS entry(key text, hash text, "rewardId" uuid, "from" text, "to" text, minor bigint, currency text, at timestamptz)
    ON CONFLICT (shop_id, key) DO NOTHING`;
  if (inserted === rows.length) return;
  const differing = await tx.$queryRaw<{ key: string }[]>`
    SELECT stored.key FROM jsonb_to_recordset(${parameter}::jsonb) AS entry(key text, hash text)
    JOIN ledger_entry stored ON stored.shop_id = ${shopId}::uuid AND stored.key = entry.key
    WHERE stored.input_hash <> decode(entry.hash, 'hex')`;
  if (differing[0] !== undefined) throw new Error(`ledger entry ${differing[0].key} exists with other content`);
}

/** What the ledger carries for each reward: promised, used so far, and owed by the advocate since the order was taken back. Minor units. */
export type RewardBalance = { rewardId: string; accrued: bigint; redeemed: bigint; owed: bigint };

export async function readRewardBalances(
  tx: Transaction,
  shopId: string,
  rewardIds: readonly string[],
): Promise<Map<string, RewardBalance>> {
  if (rewardIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<RewardBalance[]>`
    SELECT reward_id AS "rewardId",
      coalesce(sum(amount_minor) FILTER (WHERE key = 'accrue:' || reward_id), 0)::bigint AS accrued,
      coalesce(sum(CASE WHEN to_account = 'redeemed' THEN amount_minor WHEN from_account = 'redeemed' THEN -amount_minor END), 0)::bigint
        AS redeemed,
      coalesce(sum(CASE WHEN from_account = 'carried' THEN amount_minor WHEN to_account = 'carried' THEN -amount_minor END), 0)::bigint AS owed
    FROM ledger_entry WHERE shop_id = ${shopId}::uuid AND reward_id = ANY(${rewardIds}::uuid[])
    GROUP BY reward_id`;
  return new Map(rows.map((row) => [row.rewardId, row]));
}

function contentHash({ key, rewardId, from, to, amount }: LedgerPosting): string {
  return createHash('sha256')
    .update(JSON.stringify([key, rewardId, from, to, amount.minor.toString(), amount.currency]))
    .digest('hex');
}
