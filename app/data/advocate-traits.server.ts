/** What advocates were seen with lately, as keyed hashes: addresses for a year, networks and devices for 30 days. The only writer of the table. */
import type { Sql, Transaction } from '../db.server.ts';
import type { AdvocateFacts, PersonalHash } from '../domain/facts.ts';

export type TraitKind = 'address' | 'network' | 'device';
/** `customerId`: the advocate's customer account (numeric part of the gid); `seenAt` in epoch milliseconds. */
export type SeenTrait = { customerId: string; kind: TraitKind; hash: PersonalHash; seenAt: number };

export type AdvocateTraits = Pick<AdvocateFacts, 'addressHashes' | 'networkHashes' | 'deviceHashes'>;

const DAY = 86_400_000;
const KEPT: Readonly<Record<TraitKind, number>> = { address: 365 * DAY, network: 30 * DAY, device: 30 * DAY };
/** Of one advocate and kind, the latest: who travels has many networks. */
const MOST = 20;

/** Whether what was seen then is still worth a row. */
export function isRecentTrait({ kind, seenAt }: Pick<SeenTrait, 'kind' | 'seenAt'>, now: number): boolean {
  return seenAt > now - KEPT[kind];
}

/** Notes traits of those customers who are advocates; others are passed over. Seeing a trait again within a day writes nothing. */
export async function noteAdvocateTraits(tx: Sql, shopId: string, traits: readonly SeenTrait[]): Promise<void> {
  if (traits.length === 0) return;
  const rows = traits.map((trait) => ({ ...trait, seenAt: new Date(trait.seenAt) }));
  await tx.$executeRaw`
    INSERT INTO advocate_trait AS known (shop_id, advocate_id, kind, hash, seen_at)
    SELECT ${shopId}::uuid, advocate.id, seen.kind, decode(seen.hash, 'hex'), max(seen."seenAt")
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS seen("customerId" text, kind text, hash text, "seenAt" timestamptz)
    JOIN advocate ON advocate.shop_id = ${shopId}::uuid AND advocate.customer_id = seen."customerId"
    GROUP BY advocate.id, seen.kind, seen.hash
    ORDER BY advocate.id, seen.kind, seen.hash
    ON CONFLICT (shop_id, advocate_id, kind, hash) DO UPDATE SET seen_at = excluded.seen_at
      WHERE excluded.seen_at > known.seen_at + interval '1 day'`;
}

/** What each of these advocates was seen with by `now`; an advocate without traits is not in the answer. */
export async function findAdvocateTraits(
  tx: Sql,
  shopId: string,
  advocateIds: readonly string[],
  now: number,
): Promise<Map<string, AdvocateTraits>> {
  const found = new Map<string, AdvocateTraits>();
  if (advocateIds.length === 0) return found;
  const rows = await tx.$queryRaw<{ advocateId: string; kind: TraitKind; hashes: PersonalHash[] }[]>`
    SELECT ranked.advocate_id AS "advocateId", ranked.kind, array_agg(encode(ranked.hash, 'hex') ORDER BY ranked.hash) AS hashes
    FROM (
      SELECT advocate_id, kind, hash, row_number() OVER (PARTITION BY advocate_id, kind ORDER BY seen_at DESC, hash) AS place
      FROM advocate_trait
      WHERE shop_id = ${shopId}::uuid AND advocate_id = ANY(${advocateIds}::uuid[])
        AND seen_at > CASE kind WHEN 'address' THEN ${new Date(now - KEPT.address)}::timestamptz ELSE ${new Date(now - KEPT.network)}::timestamptz END
    ) ranked
    WHERE ranked.place <= ${MOST}
    GROUP BY ranked.advocate_id, ranked.kind`;
  for (const { advocateId, kind, hashes } of rows) {
    const traits = found.get(advocateId) ?? { addressHashes: [], networkHashes: [], deviceHashes: [] };
    found.set(advocateId, { ...traits, [`${kind}Hashes`]: hashes });
  }
  return found;
}

/** Deletes at most `limit` traits of one shop that have had their time; returns how many. */
export async function pruneAdvocateTraits(tx: Transaction, shopId: string, now: number, limit: number): Promise<number> {
  let deleted = 0;
  for (const [kind, kept] of Object.entries(KEPT)) {
    deleted += await tx.$executeRaw`
      DELETE FROM advocate_trait trait USING (
        SELECT advocate_id, kind, hash FROM advocate_trait
        WHERE shop_id = ${shopId}::uuid AND kind = ${kind} AND seen_at < ${new Date(now - kept)} ORDER BY seen_at LIMIT ${limit - deleted}) old
      WHERE trait.shop_id = ${shopId}::uuid AND trait.advocate_id = old.advocate_id AND trait.kind = old.kind AND trait.hash = old.hash`;
  }
  return deleted;
}
