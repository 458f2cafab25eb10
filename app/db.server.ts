/** One PostgreSQL, reached two ways: Prisma for screens and transactions, a pg pool for the webhook door's single statement. */
import { type Prisma, PrismaClient } from '@prisma/client';
import pg from 'pg';
import { AppPg, poolConfigFromUrl } from '../prisma/adapter.ts';

export type Database = {
  prisma: PrismaClient;
  pool: pg.Pool;
  close(): Promise<void>;
};

/** What data/ functions take first: the transaction they are part of (or the client itself for a single statement). */
export type Transaction = Prisma.TransactionClient;

export function connectDatabase(url: string, connections: number): Database {
  const config = poolConfigFromUrl(url);
  const pool = new pg.Pool({ ...config, max: Math.max(2, Math.ceil(connections / 2)) });
  pool.on('error', () => undefined); // an idle connection that the server closed; the next query gets a new one
  // `minimal`: its errors are logged, and the longer ones quote the values of the call.
  const prisma = new PrismaClient({ adapter: new AppPg({ ...config, max: connections }), errorFormat: 'minimal' });
  return {
    prisma,
    pool,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
