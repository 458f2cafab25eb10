/** One calendar month of the reward ledger: what each account held before, what moved, what it held after, and the entries themselves. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { ACCOUNTS, type Account } from '../domain/ledger.ts';
import { MOVEMENTS, movementOf } from '../domain/ledger-movement.ts';
import type { CurrencyStatement, Month } from './statement-rows.ts';
import { count, isoTime, minorUnits, type Reader, readRow, readRows } from './read-rows.server.ts';

type Shop = { id: string; timeZone: string };

/** The shop's calendar month at a moment (epoch milliseconds). */
export function monthAt(at: number, timeZone: string): Month {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit' }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}`;
}

/** null when the text is no month. */
export function readMonth(text: string | null): Month | null {
  return text !== null && /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(text) ? text : null;
}

const flow = z.object({
  currency: z.string(),
  from: z.enum(ACCOUNTS),
  to: z.enum(ACCOUNTS),
  beforeMinor: z.bigint(),
  minor: z.bigint(),
  entries: count,
});

/** Both included, oldest first. */
export function monthsBetween(first: Month, last: Month): Month[] {
  const months: Month[] = [];
  const [year = 0, month = 1] = first.split('-').map(Number);
  for (let place = 0; ; place += 1) {
    const at = new Date(Date.UTC(year, month - 1 + place, 1)).toISOString().slice(0, 7);
    if (at > last) return months;
    months.push(at);
  }
}

/** The bounds are constants for the planner, so the index on `at` serves. */
const startOf = (month: Month, timeZone: string) => Prisma.sql`((${`${month}-01`}::date)::timestamp AT TIME ZONE ${timeZone})`;
const endOf = (month: Month, timeZone: string) =>
  Prisma.sql`((${`${month}-01`}::date + interval '1 month')::timestamp AT TIME ZONE ${timeZone})`;

/**
 * Entries belong to the month in which they were written, whatever happened earlier: a month that is over does not change any more.
 * Currencies in the sequence of their codes; one without entries up to the month's end is not in it.
 */
export async function readStatement(prisma: Reader, shop: Shop, month: Month): Promise<CurrencyStatement[]> {
  const start = startOf(month, shop.timeZone);
  const flows = await readRows(
    prisma,
    flow,
    Prisma.sql`
      SELECT currency, from_account AS "from", to_account AS "to",
        coalesce(sum(amount_minor) FILTER (WHERE at < ${start}), 0)::bigint AS "beforeMinor",
        coalesce(sum(amount_minor) FILTER (WHERE at >= ${start}), 0)::bigint AS minor, count(*) FILTER (WHERE at >= ${start}) AS entries
      FROM ledger_entry
      WHERE shop_id = ${shop.id}::uuid AND at < ${endOf(month, shop.timeZone)}
      GROUP BY currency, from_account, to_account ORDER BY currency, from_account, to_account`,
  );
  return [...new Set(flows.map(({ currency }) => currency))].map((currency) => {
    const own = flows.filter((one) => one.currency === currency);
    const opening = balancesOf(own, ({ beforeMinor }) => beforeMinor);
    const closing = balancesOf(own, ({ beforeMinor, minor }) => beforeMinor + minor);
    const lines = own
      .filter(({ entries }) => entries > 0)
      .map(({ from, to, entries, minor }) => ({ movement: movementOf(from, to), from, to, entries, minor: minor.toString() }))
      .sort((a, b) => MOVEMENTS.indexOf(a.movement) - MOVEMENTS.indexOf(b.movement));
    return { currency, opening, closing, lines };
  });
}

type Flow = z.infer<typeof flow>;

function balancesOf(flows: readonly Flow[], amountOf: (one: Flow) => bigint): Record<Account, string> {
  const sums = new Map<Account, bigint>(ACCOUNTS.map((account) => [account, 0n]));
  for (const one of flows) {
    sums.set(one.from, (sums.get(one.from) ?? 0n) - amountOf(one));
    sums.set(one.to, (sums.get(one.to) ?? 0n) + amountOf(one));
  }
  return Object.fromEntries([...sums].map(([account, minor]) => [account, minor.toString()])) as Record<Account, string>;
}

const bounds = z.object({ first: z.date().nullable() });

/** The first month with an entry; null: none has one. */
export async function firstMonth(prisma: Reader, shop: Shop): Promise<Month | null> {
  const { first } = await readRow(
    prisma,
    bounds,
    Prisma.sql`SELECT min(at) AS first FROM ledger_entry WHERE shop_id = ${shop.id}::uuid`,
  );
  return first === null ? null : monthAt(first.getTime(), shop.timeZone);
}

const entryRow = z.object({
  at: isoTime,
  key: z.string(),
  from: z.enum(ACCOUNTS),
  to: z.enum(ACCOUNTS),
  minor: minorUnits,
  currency: z.string(),
  rewardId: z.string(),
  recipient: z.enum(['advocate', 'friend']),
  purpose: z.enum(['referral', 'milestone', 'manual']),
  advocateCode: z.string(),
  orderName: z.string().nullable(),
});
export type StatementEntry = z.infer<typeof entryRow>;

/** The entries of a month, oldest first, so many at a time. */
export async function* everyEntry(prisma: Reader, shop: Shop, month: Month, size: number): AsyncGenerator<StatementEntry> {
  let after: { at: Date; key: string } | null = null;
  for (;;) {
    const beyond: Prisma.Sql = after === null ? Prisma.sql`TRUE` : Prisma.sql`(e.at, e.key) > (${after.at}, ${after.key})`;
    const rows: StatementEntry[] = await readRows(
      prisma,
      entryRow,
      Prisma.sql`
        SELECT e.at, e.key, e.from_account AS "from", e.to_account AS "to", e.amount_minor AS minor, e.currency, e.reward_id AS "rewardId",
          w.recipient, w.purpose, a.code AS "advocateCode", o.name AS "orderName"
        FROM ledger_entry e
        JOIN reward w ON w.shop_id = e.shop_id AND w.id = e.reward_id
        JOIN advocate a ON a.shop_id = w.shop_id AND a.id = w.advocate_id
        LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
        LEFT JOIN buyer_order o ON o.shop_id = r.shop_id AND o.order_id = r.order_id
        WHERE e.shop_id = ${shop.id}::uuid AND e.at >= ${startOf(month, shop.timeZone)} AND e.at < ${endOf(month, shop.timeZone)} AND ${beyond}
        ORDER BY e.at, e.key LIMIT ${size}`,
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < size) return;
    after = { at: new Date(last.at), key: last.key };
  }
}
