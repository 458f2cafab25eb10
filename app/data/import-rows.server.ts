/** Files of advocates on their way in: pieces of the file, then its rows. */
import { Prisma } from '@prisma/client';
import type { Transaction } from '../db.server.ts';
import type { PersonalHash } from '../domain/facts.ts';
import type { RowVerdict } from '../domain/import-row.ts';

export async function addChunk(
  tx: Transaction,
  shopId: string,
  taskId: string,
  place: number,
  sealed: Uint8Array,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO import_chunk (shop_id, task_id, place, sealed) VALUES (${shopId}::uuid, ${taskId}::uuid, ${place}, ${Buffer.from(sealed)})`;
}

export async function findChunk(tx: Transaction, shopId: string, taskId: string, place: number): Promise<Uint8Array | null> {
  const chunk = await tx.importChunk.findUnique({ where: { shopId_taskId_place: { shopId, taskId, place } } });
  return chunk?.sealed ?? null;
}

export async function dropChunks(tx: Transaction, shopId: string, taskId: string): Promise<void> {
  await tx.importChunk.deleteMany({ where: { shopId, taskId } });
}

export async function dropRows(tx: Transaction, shopId: string, taskId: string): Promise<void> {
  await tx.importRow.deleteMany({ where: { shopId, taskId } });
}

export type ImportRow = {
  line: number;
  advocateId: string;
  verdict: RowVerdict;
  emailHash: PersonalHash | null;
  emailSealed: string | null;
  nameSealed: string | null;
  nameSearch: PersonalHash[];
  customerId: string | null;
  madeCode: string;
  /** `madeCode` was made by the app: it does not stand in the file. */
  isDrawn: boolean;
  chosenCode: string | null;
  skeleton: string | null;
  joinedAt: string | null;
};

/** Sealed texts as hex. */
export async function addRows(tx: Transaction, shopId: string, taskId: string, rows: readonly ImportRow[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO import_row (shop_id, task_id, line, advocate_id, verdict, email_hash, email_sealed, name_sealed, name_search, customer_id,
      made_code, is_drawn, chosen_code, skeleton, joined_at)
    SELECT ${shopId}::uuid, ${taskId}::uuid, line, "advocateId", verdict, decode("emailHash", 'hex'), decode("emailSealed", 'hex'),
      decode("nameSealed", 'hex'), ARRAY(SELECT decode(word, 'hex') FROM unnest("nameSearch") AS word), "customerId", "madeCode",
      "isDrawn", "chosenCode", skeleton, "joinedAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(line int, "advocateId" uuid, verdict text, "emailHash" text,
      "emailSealed" text, "nameSealed" text, "nameSearch" text[], "customerId" text, "madeCode" text, "isDrawn" boolean, "chosenCode" text, skeleton text,
      "joinedAt" timestamptz)`;
}

/** Which of these codes are somebody's: in the app's own form, and skeletons of chosen ones (or their hashes, of erased people). */
export async function takenCodes(
  tx: Transaction,
  shopId: string,
  made: readonly string[],
  skeletons: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ code: string }[]>`
    SELECT code FROM advocate WHERE shop_id = ${shopId}::uuid AND code = ANY(${made})
    UNION ALL SELECT skeleton FROM chosen_code WHERE shop_id = ${shopId}::uuid AND skeleton = ANY(${skeletons})`;
  return new Set(rows.map(({ code }) => code));
}

const OPEN = Prisma.sql`verdict IN ('new', 'code-taken')`;

/**
 * Draws again those of the app's own codes that it had drawn twice, or that stand in the file as well: among a million there is one now and then, and it
 * is nobody's mistake. Returns how many.
 */
export async function redrawCodes(tx: Transaction, shopId: string, taskId: string, draw: () => string): Promise<number> {
  const own = Prisma.sql`shop_id = ${shopId}::uuid AND task_id = ${taskId}::uuid`;
  const rows = await tx.$queryRaw<{ line: number }[]>`
    SELECT line FROM (SELECT line, is_drawn, row_number() OVER (PARTITION BY made_code ORDER BY is_drawn, line) AS place
      FROM import_row WHERE ${own} AND verdict = 'new') seen WHERE place > 1 AND is_drawn`;
  for (const { line } of rows) await tx.$executeRaw`UPDATE import_row SET made_code = ${draw()} WHERE ${own} AND line = ${line}`;
  return rows.length;
}

/** Marks people who are advocates already, people who stand twice in the file, and codes that do. */
export async function markRepeats(tx: Transaction, shopId: string, taskId: string): Promise<void> {
  const own = Prisma.sql`shop_id = ${shopId}::uuid AND task_id = ${taskId}::uuid`;
  await tx.$executeRaw`
    UPDATE import_row r SET verdict = 'known' WHERE ${own} AND ${OPEN} AND (
      EXISTS (SELECT FROM advocate a WHERE a.shop_id = ${shopId}::uuid AND a.email_hash = r.email_hash AND a.state <> 'redacted')
      OR EXISTS (SELECT FROM advocate a WHERE a.shop_id = ${shopId}::uuid AND a.customer_id = r.customer_id)
      OR EXISTS (SELECT FROM customer_merge m WHERE m.shop_id = ${shopId}::uuid AND m.gone_id = r.customer_id))`;
  for (const person of [Prisma.sql`email_hash`, Prisma.sql`customer_id`]) await markLater(Prisma.sql`${OPEN}`, person, 'twice');
  for (const code of [Prisma.sql`skeleton`, Prisma.sql`made_code`])
    await markLater(Prisma.sql`verdict = 'new'`, code, 'code-twice');

  async function markLater(which: Prisma.Sql, same: Prisma.Sql, verdict: RowVerdict): Promise<void> {
    await tx.$executeRaw`
      UPDATE import_row r SET verdict = ${verdict}, first_line = seen.first FROM (
        SELECT line, min(line) OVER (PARTITION BY ${same}) AS first FROM import_row WHERE ${own} AND ${which} AND ${same} IS NOT NULL) seen
      WHERE r.shop_id = ${shopId}::uuid AND r.task_id = ${taskId}::uuid AND r.line = seen.line AND seen.first < seen.line`;
  }
}

export async function countVerdicts(tx: Transaction, shopId: string, taskId: string): Promise<Record<string, number>> {
  const rows = await tx.$queryRaw<{ verdict: string; rows: bigint }[]>`
    SELECT verdict, count(*) AS rows FROM import_row WHERE shop_id = ${shopId}::uuid AND task_id = ${taskId}::uuid GROUP BY verdict`;
  return Object.fromEntries(rows.map(({ verdict, rows: number }) => [verdict, Number(number)]));
}

/**
 * Makes advocates of the next new rows; those who became advocates meanwhile are left out. Answers the last line of the batch (null: there was none) and how many
 * were added. @throws on a code that somebody has got meanwhile: the whole import is to be given up
 */
export async function enrolRows(
  tx: Transaction,
  shopId: string,
  taskId: string,
  { after, limit, now }: { after: number; limit: number; now: number },
): Promise<{ lastLine: number | null; added: number }> {
  const [batch] = await tx.$queryRaw<{ lastLine: number | null }[]>`
    SELECT max(line) AS "lastLine" FROM (SELECT line FROM import_row WHERE shop_id = ${shopId}::uuid AND task_id = ${taskId}::uuid
      AND verdict = 'new' AND line > ${after} ORDER BY line LIMIT ${limit}) batch`;
  const lastLine = batch?.lastLine ?? null;
  if (lastLine === null) return { lastLine, added: 0 };
  const rows = Prisma.sql`import_row r WHERE r.shop_id = ${shopId}::uuid AND r.task_id = ${taskId}::uuid AND r.verdict = 'new'
    AND r.line > ${after} AND r.line <= ${lastLine}`;
  const added = await tx.$executeRaw`
    INSERT INTO advocate (shop_id, id, code, customer_id, email_hash, email_sealed, name_sealed, name_search, source, enrolled_at)
    SELECT r.shop_id, r.advocate_id, r.made_code, r.customer_id, r.email_hash, r.email_sealed, r.name_sealed, r.name_search, 'merchant',
      coalesce(r.joined_at, ${new Date(now)})
    FROM ${rows}
      AND NOT EXISTS (SELECT FROM advocate a WHERE a.shop_id = r.shop_id AND a.email_hash = r.email_hash AND a.state <> 'redacted')
      AND NOT EXISTS (SELECT FROM advocate a WHERE a.shop_id = r.shop_id AND a.customer_id = r.customer_id)`;
  await tx.$executeRaw`
    INSERT INTO chosen_code (shop_id, skeleton, code, advocate_id, chosen_by, chosen_at, current)
    SELECT r.shop_id, r.skeleton, r.chosen_code, r.advocate_id, 'merchant', ${new Date(now)}, true FROM ${rows} AND r.skeleton IS NOT NULL
      AND EXISTS (SELECT FROM advocate a WHERE a.shop_id = r.shop_id AND a.id = r.advocate_id)`;
  return { lastLine, added };
}

/** What the rows told of people goes; who was imported stays known by the id, so that the import can be taken back. */
export async function forgetRows(tx: Transaction, shopId: string, taskId: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM import_row WHERE shop_id = ${shopId}::uuid AND task_id = ${taskId}::uuid AND verdict <> 'new'`;
  await tx.$executeRaw`
    UPDATE import_row SET email_hash = NULL, email_sealed = NULL, name_sealed = NULL, name_search = '{}', customer_id = NULL, made_code = NULL,
      chosen_code = NULL, skeleton = NULL, joined_at = NULL
    WHERE shop_id = ${shopId}::uuid AND task_id = ${taskId}::uuid`;
}

/** A person is erased: their rows of files that wait go. */
export async function forgetImported(
  tx: Transaction,
  shopId: string,
  person: { customerId: string | null; emailHash: PersonalHash | null },
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM import_row WHERE shop_id = ${shopId}::uuid AND (customer_id = ${person.customerId} OR email_hash = decode(${person.emailHash}, 'hex'))`;
}

/** Deletes the imported advocates to whom nothing has happened since. Answers how many went. */
export async function removeImported(tx: Transaction, shopId: string, taskId: string): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM advocate a USING import_row r
    WHERE r.shop_id = ${shopId}::uuid AND r.task_id = ${taskId}::uuid AND a.shop_id = r.shop_id AND a.id = r.advocate_id AND a.state = 'active'
      AND NOT EXISTS (SELECT FROM referral x WHERE x.shop_id = a.shop_id AND x.advocate_id = a.id)
      AND NOT EXISTS (SELECT FROM reward x WHERE x.shop_id = a.shop_id AND x.advocate_id = a.id)
      AND NOT EXISTS (SELECT FROM claim x WHERE x.shop_id = a.shop_id AND x.advocate_id = a.id)
      AND NOT EXISTS (SELECT FROM visit x WHERE x.shop_id = a.shop_id AND x.advocate_id = a.id)
      AND NOT EXISTS (SELECT FROM buyer_order x WHERE x.shop_id = a.shop_id AND x.advocate_id = a.id)
      AND NOT EXISTS (SELECT FROM email_join x WHERE x.shop_id = a.shop_id AND x.advocate_id = a.id)
      AND NOT EXISTS (SELECT FROM advocate x WHERE x.shop_id = a.shop_id AND x.merged_into = a.id)
      AND NOT EXISTS (SELECT FROM shared_code x WHERE x.shop_id = a.shop_id AND x.advocate_id = a.id)
      AND NOT EXISTS (SELECT FROM chosen_code x WHERE x.shop_id = a.shop_id AND x.advocate_id = a.id AND x.chosen_by = 'advocate')`;
}
