/** What an order of the shop usually comes to. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import type { Money } from '../domain/money.ts';
import { type Reader, readRows } from './read-rows.server.ts';

/** Of fewer orders an average says nothing. */
const FEWEST = 10;
const LATEST = 500;

const row = z.object({ orders: z.number(), average: z.string().nullable() });

/** The average of the latest orders in this currency; null while there are too few. */
export async function usualOrder(prisma: Reader, shopId: string, currency: string): Promise<Money | null> {
  const [found] = await readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT count(*)::int AS orders, round(avg(total_minor))::text AS average FROM (
        SELECT total_minor FROM seen_order WHERE shop_id = ${shopId}::uuid AND currency = ${currency} AND total_minor > 0
        ORDER BY placed_at DESC LIMIT ${LATEST}) latest`,
  );
  return found === undefined || found.average === null || found.orders < FEWEST
    ? null
    : { minor: BigInt(found.average), currency };
}
