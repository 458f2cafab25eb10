/**
 * SQL that goes to PostgreSQL without Prisma's query compiler, which reads every statement's parameters into its own memory and back: a fifth of the time of
 * a batch of orders (docs/decisions/0011). The statements and what they answer are the same on either way.
 */
import { Prisma } from '@prisma/client';
import pg from 'pg';

/** What functions with SQL of their own need: a Prisma client or transaction has it, too. */
export type Sql = {
  $queryRaw<Rows = unknown>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<Rows>;
  /** Rows changed. */
  $executeRaw(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>;
  /** For statements that a library wrote; `$1` and so on stand for the values. */
  $queryRawUnsafe<Rows = unknown>(text: string, ...values: unknown[]): Promise<Rows>;
};

type Queryable = Pick<pg.Pool, 'query'>;

const INT8 = 20;
const NUMERIC = 1700;
const stock = pg.types.getTypeParser;

/** As Prisma answers: whole numbers of 64 bits are BigInt, exact ones Decimal. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8) return BigInt;
    if (oid === NUMERIC) return (text: string) => new Prisma.Decimal(text);
    return stock(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

/** Each statement on its own. */
export function sqlOf(on: Queryable): Sql {
  const run = (query: TemplateStringsArray | Prisma.Sql, values: unknown[]) => {
    const { text, values: bound } = 'raw' in query ? Prisma.sql(query, ...values) : query;
    return on.query({ text, values: bound, types });
  };
  return {
    $queryRaw: async <Rows>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
      (await run(query, values)).rows as Rows,
    $executeRaw: async (query, ...values) => (await run(query, values)).rowCount ?? 0,
    $queryRawUnsafe: async <Rows>(text: string, ...values: unknown[]) => (await on.query({ text, values, types })).rows as Rows,
  };
}

/** On a connection of the pool's; see `Database.inTransaction`. */
export async function sqlTransaction<Result>(
  pool: pg.Pool,
  timeout: number,
  work: (tx: Sql) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => (broken = error);
  client.on('error', onError);
  try {
    await client.query(
      `BEGIN; SET LOCAL statement_timeout = ${timeout}; SET LOCAL idle_in_transaction_session_timeout = ${timeout}`,
    );
    const result = await work(sqlOf(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken); // a broken one is thrown away
  }
}
