/** The reward ledger: append-only. The only writer of the table, apart from the erasure of a whole shop. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Sql, Transaction } from '../db.server.ts';
import { ACCOUNTS, type LedgerPosting, type RewardBalance, rewardBalance } from '../domain/ledger.ts';
import { ofHolder, type PayoutHolder } from './payout-holder.server.ts';

/**
 * Appends postings. A posting that is there already with the same content is no news; the same key with other content is a bug.
 * The time is no content: a repeat comes later.
 * @throws when a key exists with another amount, reward or account
 */
export async function appendEntries(tx: Sql, shopId: string, entries: readonly LedgerPosting[]): Promise<void> {
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

const flowRow = z.object({
  ...{ rewardId: z.string(), minor: z.bigint(), currency: z.string() },
  ...{ from: z.enum(ACCOUNTS), to: z.enum(ACCOUNTS) },
});

/** What the ledger carries for each reward; those without entries are not in it. */
export async function readRewardBalances(
  tx: Sql,
  shopId: string,
  rewardIds: readonly string[],
): Promise<Map<string, RewardBalance>> {
  if (rewardIds.length === 0) return new Map();
  const rows = await tx.$queryRaw`
    SELECT reward_id AS "rewardId", from_account AS "from", to_account AS "to", currency, sum(amount_minor)::bigint AS minor
    FROM ledger_entry WHERE shop_id = ${shopId}::uuid AND reward_id = ANY(${rewardIds}::uuid[])
    GROUP BY reward_id, from_account, to_account, currency`;
  const flows = new Map<string, Pick<LedgerPosting, 'from' | 'to' | 'amount'>[]>();
  for (const { rewardId, from, to, minor, currency } of z.array(flowRow).parse(rows)) {
    const known = flows.get(rewardId) ?? [];
    flows.set(rewardId, [...known, { from, to, amount: { minor, currency } }]);
  }
  return new Map([...flows].map(([rewardId, postings]) => [rewardId, rewardBalance(postings)]));
}

/** What a person owes in a currency, over all rewards; below zero: what the person is owed. Minor units. */
export async function readDebt(tx: Transaction, shopId: string, holder: PayoutHolder, currency: string): Promise<bigint> {
  const rows = await tx.$queryRaw`
    SELECT coalesce(sum(CASE WHEN e.from_account = 'carried' THEN e.amount_minor ELSE -e.amount_minor END), 0)::bigint AS minor
    FROM ledger_entry e JOIN reward w ON w.shop_id = e.shop_id AND w.id = e.reward_id
    WHERE w.shop_id = ${shopId}::uuid AND ${ofHolder(holder)} AND e.currency = ${currency}
      AND 'carried' IN (e.from_account, e.to_account)`;
  return z.tuple([z.object({ minor: z.bigint() })]).parse(rows)[0].minor;
}

function contentHash({ key, rewardId, from, to, amount }: LedgerPosting): string {
  return createHash('sha256')
    .update(JSON.stringify([key, rewardId, from, to, amount.minor.toString(), amount.currency]))
    .digest('hex');
}
