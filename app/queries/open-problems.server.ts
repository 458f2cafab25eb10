/** What waits for a person: shown on the home page, each with its next step. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { count, isoTime, type Reader, readRow } from './read-rows.server.ts';
import { inGroup } from './reward-list.server.ts';

const problems = z.object({
  /** Credits that wait for a verdict. */
  heldCredits: count,
  /** Webhooks that could not be worked off. */
  deadDeliveries: count,
  /** Rewards that Shopify refused. */
  failingRewards: count,
  /** Friends who asked for the offer in the last seven days and got no code. */
  failedClaims: count,
  /** Customers who asked for their data. */
  dataRequests: count,
  /** When the first of them must be answered. */
  dataRequestDueAt: isoTime.nullable(),
});
export type OpenProblems = z.infer<typeof problems>;

/** @param now epoch milliseconds */
export async function readOpenProblems(prisma: Reader, shop: { id: string; domain: string }, now: number): Promise<OpenProblems> {
  const shopId = Prisma.sql`${shop.id}::uuid`;
  const weekAgo = new Date(now - 7 * 86_400_000).toISOString();
  return readRow(
    prisma,
    problems,
    Prisma.sql`
      SELECT (SELECT count(*) FROM buyer_order o JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id
              WHERE o.shop_id = ${shopId} AND o.outcome = 'review' AND r.state = 'held') AS "heldCredits",
             (SELECT count(*) FROM delivery WHERE shop_domain = ${shop.domain} AND state = 'dead') AS "deadDeliveries",
             (SELECT count(*) FROM reward w WHERE w.shop_id = ${shopId} AND ${inGroup('failing')}) AS "failingRewards",
             (SELECT count(*) FROM claim
              WHERE shop_id = ${shopId} AND state = 'failed' AND claimed_at >= ${weekAgo}::timestamptz) AS "failedClaims",
             d.requests AS "dataRequests", d.due AS "dataRequestDueAt"
      FROM (SELECT count(*) AS requests, min(due_at) AS due FROM data_request
            WHERE shop_id = ${shopId} AND answered_at IS NULL) d`,
  );
}
