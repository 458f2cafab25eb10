/** Raw SQL in, parsed rows out. Every query of this folder goes through here. */
import type { Prisma } from '@prisma/client';
import { z } from 'zod';
import type { Transaction } from '../db.server.ts';

/** What a query needs of the client. */
export type Reader = Pick<Transaction, '$queryRaw'>;

/** Runs one statement and parses each row. @throws ZodError when the statement and its schema disagree (a bug) */
export async function readRows<Row>(prisma: Reader, row: z.ZodType<Row>, sql: Prisma.Sql): Promise<Row[]> {
  return z.array(row).parse(await prisma.$queryRaw(sql));
}

/** For statements that always answer exactly one row (aggregates). */
export async function readRow<Row>(prisma: Reader, row: z.ZodType<Row>, sql: Prisma.Sql): Promise<Row> {
  const [first] = await readRows(prisma, row, sql);
  if (first === undefined) throw new Error('A statement that answers one row answered none');
  return first;
}

/** timestamptz → ISO string, so that a row can be sent to the browser as it is. */
export const isoTime = z.date().transform((at) => at.toISOString());

/** bigint (minor units, counts) → decimal string. */
export const minorUnits = z.bigint().transform(String);

/** count(*) and sums of counts: always small enough for a number. */
export const count = z.bigint().transform(Number);

/** Sealed personal data; opened by `Reveal`. */
export const sealed = z.instanceof(Uint8Array).nullable();

/** Opens sealed personal data (personal-data.server.ts); null stays null. */
export type Reveal = (sealed: Uint8Array | null) => string | null;
