/** One PostgreSQL, reached two ways: Prisma for screens and most transactions, a pg pool for the webhook door and the worker's batches. */
import { type Prisma, PrismaClient } from '@prisma/client';
import pg from 'pg';
import { AppPg, poolConfigFromUrl } from '../prisma/adapter.ts';
import { type Sql, sqlOf, sqlTransaction } from './sql.server.ts';

export type Database = {
  prisma: PrismaClient;
  pool: pg.Pool;
  /** For session locks, which keep their connection: who holds one must not wait for another of the same pool. */
  locks: pg.Pool;
  /** Single statements on the pool. */
  sql: Sql;
  /** All or nothing. What takes longer than `timeout` milliseconds is given up by the database. */
  inTransaction<Result>(timeout: number, work: (tx: Sql) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
};

/** What data/ functions take first: the transaction they are part of (or the client itself for a single statement). */
export type Transaction = Prisma.TransactionClient;
export type { Sql };

/** Of one process; they open when they are needed. */
const MOST_LOCKS = 10;

/**
 * @param url with `pgbouncer=true`: of a pooler that gives a connection to each transaction, so that statements have no names there
 * @param sessionUrl of the database itself, for what belongs to a connection
 */
export function connectDatabase(url: string, connections: number, sessionUrl = url): Database {
  const config = poolConfigFromUrl(url);
  const isPooled = new URL(url).searchParams.get('pgbouncer') === 'true';
  const poolOf = (max: number, to = config) => {
    const pool = new pg.Pool({ ...to, max });
    pool.on('error', () => undefined); // an idle connection that the server closed; the next query gets a new one
    return pool;
  };
  const pool = poolOf(Math.max(2, Math.ceil(connections / 2)));
  if (isPooled) forgetNames(pool);
  const locks = poolOf(MOST_LOCKS, poolConfigFromUrl(sessionUrl));
  // `minimal`: its errors are logged, and the longer ones quote the values of the call.
  const prisma = new PrismaClient({ adapter: new AppPg({ ...config, max: connections }), errorFormat: 'minimal' });
  return {
    prisma,
    pool,
    locks,
    sql: sqlOf(pool),
    inTransaction: (timeout, work) => sqlTransaction(pool, timeout, work),
    async close() {
      await prisma.$disconnect();
      await Promise.all([pool.end(), locks.end()]);
    },
  };
}

/** PgBouncer before 1.21 mixes up the named statements of those who share a connection. */
function forgetNames(pool: pg.Pool): void {
  const query = pool.query.bind(pool) as (statement: unknown, ...rest: unknown[]) => unknown;
  const nameless = (statement: unknown) =>
    typeof statement === 'object' && statement !== null && 'name' in statement ? { ...statement, name: undefined } : statement;
  Object.assign(pool, { query: (statement: unknown, ...rest: unknown[]) => query(nameless(statement), ...rest) });
}
