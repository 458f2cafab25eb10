/** Everything that is sealed at rest, sealed anew with the key in force. */
import { Prisma } from '@prisma/client';
import type { Context } from '../context.server.ts';

type SealedTable = {
  table: string;
  /** Its primary key, with the types to compare by. */
  key: readonly (readonly [string, 'uuid' | 'text' | 'integer'])[];
  columns: readonly string[];
  /** As base64 text: Shopify's session library has text columns. */
  asText?: true;
};

const OF_A_SHOP = [
  ['shop_id', 'uuid'],
  ['id', 'uuid'],
] as const;

/** A house test compares it with the schema. */
export const SEALED_TABLES: readonly SealedTable[] = [
  { table: 'shop', key: [['id', 'uuid']], columns: ['personal_key'] },
  { table: 'session', key: [['id', 'text']], columns: ['accessToken', 'refreshToken'], asText: true },
  { table: 'advocate', key: OF_A_SHOP, columns: ['name_sealed', 'email_sealed'] },
  { table: 'block_entry', key: OF_A_SHOP, columns: ['label_sealed'] },
  { table: 'staff_note', key: OF_A_SHOP, columns: ['text_sealed'] },
  { table: 'email_join', key: OF_A_SHOP, columns: ['email_sealed'] },
  { table: 'webhook_endpoint', key: OF_A_SHOP, columns: ['secret_sealed', 'former_secret_sealed'] },
  { table: 'import_chunk', key: [['shop_id', 'uuid'], ['task_id', 'uuid'], ['place', 'integer']], columns: ['sealed'] },
  { table: 'import_row', key: [['shop_id', 'uuid'], ['task_id', 'uuid'], ['line', 'integer']], columns: ['email_sealed', 'name_sealed'] },
]; // prettier-ignore

const BATCH = 500;

export type Rotated = { table: string; column: string; sealedAnew: number; alreadyDone: number; unreadable: number };

/**
 * Goes through every row once. What changes meanwhile is left as it is: a running app seals with the key in force. May be cut off and begun again, and run
 * twice at once. `unreadable`: sealed with neither key; it is left as it is.
 */
export async function rotateKey(context: Pick<Context, 'db' | 'vault'>): Promise<Rotated[]> {
  const all: Rotated[] = [];
  for (const table of SEALED_TABLES) {
    for (const column of table.columns) all.push(await rotateColumn(context, table, column));
  }
  return all;
}

async function rotateColumn(
  { db, vault }: Pick<Context, 'db' | 'vault'>,
  { table, key, columns: _, asText }: SealedTable,
  column: string,
): Promise<Rotated> {
  const counts = { table, column, sealedAnew: 0, alreadyDone: 0, unreadable: 0 };
  const name = Prisma.raw(`"${column}"`);
  const keyColumns = Prisma.raw(key.map(([part, type]) => `"${part}"::${type}`).join(', '));
  const asTexts = Prisma.raw(`ARRAY[${key.map(([part]) => `"${part}"::text`).join(', ')}]`);
  const bytesOf = (value: Uint8Array | string) => (typeof value === 'string' ? Buffer.from(value, 'base64') : value);
  const valueOf = (bytes: Uint8Array) => (asText === true ? Buffer.from(bytes).toString('base64') : bytes);
  const placed = (at: readonly string[]) =>
    Prisma.join(at.map((text, part) => Prisma.sql`${text}::${Prisma.raw(key[part]?.[1] ?? 'text')}`));
  let after: string[] | null = null;
  for (;;) {
    const beyond: Prisma.Sql = after === null ? Prisma.sql`TRUE` : Prisma.sql`(${keyColumns}) > (${placed(after)})`;
    const rows: { at: string[]; value: Uint8Array | string }[] = await db.sql.$queryRaw(Prisma.sql`
      SELECT ${asTexts} AS at, ${name} AS value FROM ${Prisma.raw(table)} WHERE ${name} IS NOT NULL AND ${beyond}
      ORDER BY ${keyColumns} LIMIT ${BATCH}`);
    for (const { at, value } of rows) {
      const sealed = resealed(vault, bytesOf(value));
      if (sealed === 'unreadable') counts.unreadable += 1;
      else if (sealed === null) counts.alreadyDone += 1;
      else {
        // Whoever was faster has sealed it with the key in force.
        counts.sealedAnew += await db.sql.$executeRaw(Prisma.sql`
          UPDATE ${Prisma.raw(table)} SET ${name} = ${valueOf(sealed)} WHERE (${keyColumns}) = (${placed(at)}) AND ${name} = ${value}`);
      }
    }
    after = rows.at(-1)?.at ?? null;
    if (rows.length < BATCH) return counts;
  }
}

function resealed(vault: Context['vault'], sealed: Uint8Array): Uint8Array | null | 'unreadable' {
  try {
    return vault.reseal(sealed);
  } catch {
    return 'unreadable';
  }
}
