/** Advocates by what friends call them. Reads only. */
import type { Sql } from '../db.server.ts';
import type { PersonalHash } from '../domain/facts.ts';

/** Hashes of an answer: of its words, and of the e-mail address that it may be. */
export type AnsweredName = { answer: string; words: readonly PersonalHash[]; emailHash: PersonalHash | null };

export type NamedAdvocate = { answer: string; advocateId: string; byEmail: boolean; nameSealed: Uint8Array | null };

/** Names of one shop that share all words of an answer: more than this are not told apart. */
export const MOST_NAMESAKES = 50;

/** Advocates with that address, or whose name and address have all of these words: for each answer at most `MOST_NAMESAKES`. */
export async function findAdvocatesByAnswer(tx: Sql, shopId: string, answers: readonly AnsweredName[]): Promise<NamedAdvocate[]> {
  if (answers.length === 0) return [];
  return tx.$queryRaw<NamedAdvocate[]>`
    SELECT asked.answer, coalesce(found.merged_into, found.id) AS "advocateId", found.by_email AS "byEmail", found.name_sealed AS "nameSealed"
    FROM jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) AS asked(answer text, words text[], "emailHash" text)
    CROSS JOIN LATERAL (
      SELECT id, merged_into, true AS by_email, name_sealed FROM advocate
      WHERE shop_id = ${shopId}::uuid AND email_hash = decode(asked."emailHash", 'hex') AND state <> 'redacted'
      UNION ALL
      SELECT id, merged_into, false, name_sealed FROM advocate
      WHERE shop_id = ${shopId}::uuid AND cardinality(asked.words) > 0 AND state <> 'redacted'
        AND name_search @> ARRAY(SELECT decode(word, 'hex') FROM unnest(asked.words) AS word)
      LIMIT ${MOST_NAMESAKES}
    ) found`;
}
