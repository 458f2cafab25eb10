/** What is owed for rewards: by account, kind and age, when it is due, and when it ends unused. Every figure is a sum of ledger entries. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { creditOf } from '../reward-standing.server.ts';
import { AGES, OWED_PLACES, type OwedPlace } from '../domain/owed.ts';
import { REWARD_KINDS } from '../domain/rewards.ts';
import type { Debts, OwedRow, OwedUntil } from './owed-rows.ts';
import { count, minorUnits, type Reader, readRows } from './read-rows.server.ts';

/** By kind and age, or by time. */
const sumRow = z.object({
  currency: z.string(),
  place: z.enum(OWED_PLACES),
  kind: z.enum(REWARD_KINDS).nullable(),
  age: z.enum(AGES).nullable(),
  from: z.string().nullable(),
  byTime: z.boolean(),
  rewards: count,
  minor: minorUnits,
});

const debtRow = z.object({ currency: z.string(), people: count, minor: minorUnits });

export type Liability = { owed: OwedRow[]; expiry: OwedUntil[]; due: OwedUntil[]; debts: Debts[] };

const CODE = Prisma.sql`w.kind IN ('percentage', 'fixed-amount', 'free-shipping', 'free-product')`;
/** Open promises: what waits, and issued codes. */
const OPEN = Prisma.sql`(w.state IN ('pending', 'approved', 'issuing') OR (w.state = 'issued' AND ${CODE}))`;
/** Of the reward `w` with its referral `r`. */
const PLACE = Prisma.sql`CASE WHEN w.state = 'issued' THEN 'issued' WHEN (${creditOf}) = 'held' THEN 'held' WHEN w.state = 'pending' THEN 'waiting' ELSE 'payable' END`;

/** Of the rewards `w` with their referrals `r`, those that stand at this place: the rows behind the figure. */
export function standsAt(place: OwedPlace): Prisma.Sql {
  return Prisma.sql`(${OPEN} AND ${PLACE} = ${place})`;
}

/** @param now epoch milliseconds; ages are whole days before it, weeks and months those of the shop's time zone */
export async function readLiability(prisma: Reader, shop: { id: string; timeZone: string }, now: number): Promise<Liability> {
  const at = new Date(now);
  const first = (unit: 'month' | 'week', column: Prisma.Sql) =>
    Prisma.sql`to_char(date_trunc(${unit}, ${column} AT TIME ZONE ${shop.timeZone}), 'YYYY-MM-DD')`;
  const [sums, debts] = await Promise.all([
    readRows(
      prisma,
      sumRow,
      Prisma.sql`
        WITH open AS (
          SELECT w.currency, w.kind, w.state, w.created_at, w.due_at, w.expires_at, ${PLACE} AS place, (
            SELECT coalesce(sum(CASE WHEN e.to_account = a.account THEN e.amount_minor ELSE -e.amount_minor END), 0)
            FROM ledger_entry e WHERE e.shop_id = w.shop_id AND e.reward_id = w.id AND a.account IN (e.to_account, e.from_account)) AS minor
          FROM reward w
          LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
          CROSS JOIN LATERAL (SELECT CASE w.state WHEN 'pending' THEN 'pending' WHEN 'issued' THEN 'issued' ELSE 'payable' END AS account) a
          WHERE w.shop_id = ${shop.id}::uuid AND ${OPEN}),
        placed AS (
          SELECT currency, kind, minor, place,
            CASE WHEN created_at > ${at}::timestamptz - interval '744 hours' THEN '0-30'
                 WHEN created_at > ${at}::timestamptz - interval '1464 hours' THEN '31-60'
                 WHEN created_at > ${at}::timestamptz - interval '2184 hours' THEN '61-90' ELSE '91+' END AS age,
            CASE WHEN state = 'issued' THEN ${first('month', Prisma.sql`expires_at`)}
                 WHEN place = 'waiting' THEN ${first('week', Prisma.sql`due_at`)} END AS from
          FROM open)
        SELECT currency, place, kind, age, "from", grouping(kind) = 1 AS "byTime", count(*) AS rewards, sum(minor)::bigint AS minor
        FROM placed GROUP BY GROUPING SETS ((currency, place, kind, age), (currency, place, "from"))
        ORDER BY currency, place, kind, age, "from" NULLS LAST`,
    ),
    readRows(
      prisma,
      debtRow,
      Prisma.sql`
        SELECT currency, count(*) AS people, sum(minor)::bigint AS minor FROM (
          SELECT e.currency, w.recipient, CASE w.recipient WHEN 'advocate' THEN w.advocate_id::text ELSE w.customer_id END AS person,
            sum(CASE WHEN e.from_account = 'carried' THEN e.amount_minor ELSE -e.amount_minor END) AS minor
          FROM ledger_entry e JOIN reward w ON w.shop_id = e.shop_id AND w.id = e.reward_id
          WHERE e.shop_id = ${shop.id}::uuid AND (e.from_account = 'carried' OR e.to_account = 'carried')
          GROUP BY 1, 2, 3) d
        WHERE minor <> 0 GROUP BY 1 ORDER BY 1`,
    ),
  ]);
  const timed = (place: OwedPlace) =>
    sums
      .filter((row) => row.byTime && row.place === place)
      .map(({ currency, from, rewards, minor }) => ({ currency, from, rewards, minor }));
  return {
    owed: sums.flatMap(({ byTime, kind, age, currency, place, rewards, minor }) =>
      byTime || kind === null || age === null ? [] : [{ currency, place, kind, age, rewards, minor }],
    ),
    expiry: timed('issued'),
    due: timed('waiting'),
    debts,
  };
}
