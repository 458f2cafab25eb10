import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';

const result = z.object({
  ordersCount: z.object({ count: z.number().int(), precision: z.enum(['EXACT', 'AT_LEAST']) }).nullable(),
});

export const orderCount: Operation<{ query: string }, z.infer<typeof result>> = {
  name: 'OrderCount',
  document: `#graphql
    query OrderCount($query: String!) {
      ordersCount(query: $query, limit: null) { count precision }
    }`,
  result,
};

/** Paid orders that are no tests and were placed in that time, as Shopify counts them; null when it does not say exactly. Epoch milliseconds, `to` excluded. */
export async function countPaidOrders(client: AdminClient, from: number, to: number): Promise<number | null> {
  const time = (at: number) => `'${new Date(at).toISOString()}'`;
  const paid = '(financial_status:paid OR financial_status:partially_refunded OR financial_status:refunded)';
  const query = `processed_at:>=${time(from)} AND processed_at:<${time(to)} AND test:false AND ${paid}`;
  const { ordersCount } = await client.run(orderCount, { query });
  return ordersCount?.precision === 'EXACT' ? ordersCount.count : null;
}
