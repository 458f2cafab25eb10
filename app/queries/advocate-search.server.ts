/** What a merchant typed into a search field, made comparable: names and addresses only as keyed hashes. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { type Reader, readRows } from './read-rows.server.ts';

export type SearchTerms = {
  /** As typed, trimmed. */
  text: string;
  /** Canonical referral code, when the text reads as one. */
  code: string | null;
  /** What a chosen code is compared by, when the text has the shape of one. */
  chosenSkeleton?: string | null;
  /** Keyed hash (hex) of the text as an e-mail address, when it is one. */
  emailHash: string | null;
  /** Keyed hashes (hex) of the words; every one must match. */
  wordHashes: string[];
};

const bytes = (hex: string) => Buffer.from(hex, 'hex');

/** `WHERE` part over `advocate a`. */
export function advocateMatches(terms: SearchTerms): Prisma.Sql {
  const ways = [Prisma.sql`a.code = ${terms.code ?? ''}`];
  if (typeof terms.chosenSkeleton === 'string')
    ways.push(
      Prisma.sql`a.id IN (SELECT c.advocate_id FROM chosen_code c WHERE c.shop_id = a.shop_id AND c.skeleton = ${terms.chosenSkeleton})`,
    );
  if (terms.emailHash !== null) ways.push(Prisma.sql`a.email_hash = ${bytes(terms.emailHash)}`);
  if (terms.wordHashes.length > 0)
    ways.push(Prisma.sql`a.name_search @> ARRAY[${Prisma.join(terms.wordHashes.map(bytes))}]::bytea[]`);
  return Prisma.sql`(${Prisma.join(ways, ' OR ')})`;
}

/** Rows of one person, as a list of a statement: the advocate's own, and those that were merged into it. */
export function rowsOfPerson(shopId: string, advocateId: string): Prisma.Sql {
  return Prisma.sql`(SELECT one.id FROM advocate one
    WHERE one.shop_id = ${shopId}::uuid AND (one.id = ${advocateId}::uuid OR one.merged_into = ${advocateId}::uuid))`;
}

/** More advocates than this share a name only in searches too wide to be useful. */
const mostMatches = 500;

/** The advocates a search means; lists of other things filter by these ids, which an index can answer. */
export async function findAdvocateIds(prisma: Reader, shopId: string, terms: SearchTerms): Promise<string[]> {
  const rows = await readRows(
    prisma,
    z.object({ id: z.string() }),
    Prisma.sql`SELECT a.id FROM advocate a WHERE a.shop_id = ${shopId}::uuid AND ${advocateMatches(terms)} LIMIT ${mostMatches}`,
  );
  return rows.map(({ id }) => id);
}
