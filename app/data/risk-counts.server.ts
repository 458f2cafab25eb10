/** What fraud checks count. Each function is one statement; times are epoch milliseconds. */
import type { Sql } from '../db.server.ts';
import type { PersonalHash } from '../domain/facts.ts';

type Period = { from: number; until: number };

/**
 * When the credited orders and sign-ups of each advocate were placed, after `from` and until `until`; an advocate without any is not in the answer. A credit
 * that was taken back since counts, a held one does not (yet).
 */
export async function findAdvocateCredits(
  tx: Sql,
  shopId: string,
  advocateIds: readonly string[],
  { from, until }: Period,
): Promise<Map<string, number[]>> {
  if (advocateIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<CreditRow[]>`
    SELECT advocate_id AS key, array_agg(extract(epoch FROM placed_at)::float8 * 1000) AS times FROM buyer_order
    WHERE shop_id = ${shopId}::uuid AND advocate_id = ANY(${advocateIds}::uuid[]) AND outcome = 'credited'
      AND placed_at > ${new Date(from)} AND placed_at <= ${new Date(until)}
    GROUP BY advocate_id`;
  return byKey(rows);
}

/** The same for networks. */
export async function findNetworkCredits(
  tx: Sql,
  shopId: string,
  networkHashes: readonly PersonalHash[],
  { from, until }: Period,
): Promise<Map<string, number[]>> {
  if (networkHashes.length === 0) return new Map();
  const rows = await tx.$queryRaw<CreditRow[]>`
    SELECT encode(network_hash, 'hex') AS key, array_agg(extract(epoch FROM placed_at)::float8 * 1000) AS times FROM buyer_order
    WHERE shop_id = ${shopId}::uuid AND network_hash = ANY(SELECT decode(hash, 'hex') FROM unnest(${networkHashes}::text[]) AS hash)
      AND outcome = 'credited' AND placed_at > ${new Date(from)} AND placed_at <= ${new Date(until)}
    GROUP BY network_hash`;
  return byKey(rows);
}

export type ClaimQuestion = Period & { orderId: string; advocateId: string };

/** An order that used an advocate's shared code; `at` in epoch milliseconds. */
export type SharedCodeUse = { advocateId: string; networkHash: PersonalHash; at: number };

/**
 * Of how many networks each advocate's offer was claimed, or their shared code used, in its period; where there was none, it is not in the answer.
 * @param uses of orders that are not stored yet
 */
export async function countOfferNetworks(
  tx: Sql,
  shopId: string,
  asked: readonly ClaimQuestion[],
  uses: readonly SharedCodeUse[],
): Promise<{ orderId: string; advocateId: string; networks: number }[]> {
  if (asked.length === 0) return [];
  const rows = asked.map((question) => ({ ...question, from: new Date(question.from), until: new Date(question.until) }));
  const used = uses.map((use) => ({ ...use, at: new Date(use.at) }));
  return tx.$queryRaw`
    SELECT asked."orderId", asked."advocateId", count(DISTINCT seen.network_hash)::int AS networks
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS asked("orderId" text, "advocateId" uuid, "from" timestamptz, "until" timestamptz)
    CROSS JOIN LATERAL (
      SELECT network_hash FROM claim WHERE shop_id = ${shopId}::uuid AND advocate_id = asked."advocateId"
        AND claimed_at > asked."from" AND claimed_at <= asked."until"
      UNION ALL
      SELECT network_hash FROM buyer_order WHERE shop_id = ${shopId}::uuid AND shared_code_of = asked."advocateId"
        AND placed_at > asked."from" AND placed_at <= asked."until"
      UNION ALL
      SELECT decode(used."networkHash", 'hex')
      FROM jsonb_to_recordset(${JSON.stringify(used)}::jsonb) AS used("advocateId" uuid, "networkHash" text, at timestamptz)
      WHERE used."advocateId" = asked."advocateId" AND used.at > asked."from" AND used.at <= asked."until"
    ) seen
    GROUP BY asked."orderId", asked."advocateId"`;
}

type CreditRow = { key: string; times: number[] };

function byKey(rows: readonly CreditRow[]): Map<string, number[]> {
  return new Map(rows.map(({ key, times }) => [key, times.map(Math.round)]));
}
