/** How the whole installation stands, for monitoring: every shop's waiting work at once. Nothing of it is shown to a merchant. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { creditOf } from '../reward-standing.server.ts';
import { count, type Reader, readRow, readRows } from './read-rows.server.ts';

export type SystemState = {
  /** Deliveries in the inbox; those that wait for a later try among them. */
  waiting: number;
  /** Seconds that the oldest due delivery has waited; 0: none is due. */
  oldestSeconds: number;
  /** Up to ten shops (their domains) with due deliveries. */
  slowestShops: { shop: string; seconds: number }[];
  dead: number;
  /** Promised rewards whose time is over by a minute. */
  rewardsDue: number;
  /** Asked of Shopify, and no answer recorded yet. */
  rewardsInDoubt: number;
  /** With a problem that only a person ends. */
  rewardsStuck: number;
  mailsWaiting: number;
  queues: { queue: string; due: number; dead: number }[];
};

const SHOPS_NAMED = 10;
/** A reward is released two seconds after its time; one that still waits after a minute is late. */
const LATE = 60_000;

const shopRow = z.object({ shop: z.string(), waiting: count, seconds: z.number() });
const totals = z.object({ dead: count, rewardsDue: count, rewardsInDoubt: count, rewardsStuck: count, mailsWaiting: count });
const queueRow = z.object({ queue: z.string(), due: count, dead: count });

/** Each figure is one scan of a partial index that holds only what is unfinished. @param now epoch milliseconds */
export async function readSystemState(prisma: Reader, now: number): Promise<SystemState> {
  const at = Prisma.sql`${new Date(now).toISOString()}::timestamptz`;
  const late = Prisma.sql`${new Date(now - LATE).toISOString()}::timestamptz`;
  const shops = await readRows(
    prisma,
    shopRow,
    Prisma.sql`
      SELECT shop_domain AS shop, count(*) AS waiting, greatest(0, extract(epoch FROM ${at} - min(due_at)))::float8 AS seconds
      FROM delivery WHERE state = 'waiting' GROUP BY shop_domain ORDER BY min(due_at)`,
  );
  const figures = await readRow(
    prisma,
    totals,
    Prisma.sql`
      SELECT (SELECT count(*) FROM delivery WHERE state = 'dead') AS dead,
             (SELECT count(*) FROM reward w JOIN shop s ON s.id = w.shop_id AND s.state = 'installed'
              LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
              WHERE w.state = 'pending' AND w.due_at <= ${late} AND (${creditOf}) = 'credited') AS "rewardsDue",
             (SELECT count(*) FROM reward WHERE state = 'issuing') AS "rewardsInDoubt",
             (SELECT count(*) FROM reward WHERE last_error IS NOT NULL) AS "rewardsStuck",
             (SELECT count(*) FROM mail WHERE state IN ('waiting', 'sending')) AS "mailsWaiting"`,
  );
  return {
    ...figures,
    waiting: shops.reduce((sum, { waiting }) => sum + waiting, 0),
    oldestSeconds: shops.reduce((most, { seconds }) => Math.max(most, seconds), 0),
    slowestShops: shops.filter(({ seconds }) => seconds > 0).slice(0, SHOPS_NAMED),
    queues: await readQueues(prisma, at),
  };
}

/** pg-boss keeps its jobs in a schema of its own; a job that was given up is a copy under `dead-letters`, which says whose it was. */
function readQueues(prisma: Reader, at: Prisma.Sql): Promise<SystemState['queues']> {
  return readRows(
    prisma,
    queueRow,
    Prisma.sql`
      SELECT name AS queue, count(*) FILTER (WHERE state IN ('created', 'retry') AND start_after <= ${at}) AS due,
        count(*) FILTER (WHERE state = 'failed') AS dead
      FROM pgboss.job WHERE state IN ('created', 'retry', 'failed') GROUP BY name ORDER BY name`,
  );
}
