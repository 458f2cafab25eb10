/**
 * "What would these rules have done?" Reads stored orders page by page and has each judged again by domain/what-if.ts. Nothing is written.
 *
 * A year of a large shop is 100,000 orders: memory holds one page and the newest changes, other requests get their turn between slices of a
 * few milliseconds, and the caller may stop it at any time.
 */
import { setImmediate } from 'node:timers/promises';
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import type { Decision } from '../domain/attribution.ts';
import type { OrderFacts } from '../domain/facts.ts';
import { type ProgramRules, programRulesSchema } from '../domain/program.ts';
import { reasonSchema } from '../domain/reasons.ts';
import { readStoredFacts } from '../domain/stored-decision.ts';
import { type BeforeAfter, type Comparison, type Outcome, startComparison } from '../domain/what-if.ts';
import { type NamedAdvocate, nameAdvocates } from './advocate-names.server.ts';
import { readEarlierCredits } from './earlier-credits.server.ts';
import { pageBy, type Place } from './keyset.server.ts';
import { type Reader, readRow, readRows, type Reveal } from './read-rows.server.ts';

/** An outcome with what its sentence needs. */
export type Told = Pick<Decision, 'outcome' | 'reason' | 'advocateId'>;
export type WhatIfRow = {
  orderId: string;
  name: string;
  /** ISO */
  placedAt: string;
  kind: OrderFacts['kind'];
  /** Minor units. */
  subtotalMinor: string;
  currency: string;
  before: Told;
  after: Told;
};

/** How a decision would end differently. Each changed order is of exactly one kind. */
export const CHANGE_KINDS = ['newly-credited', 'no-longer-credited', 'newly-held', 'no-longer-held', 'other-advocate'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

type Amounts = { currency: string; before: string; after: string }[];

export type WhatIf = {
  /** Orders judged again; sign-ups on their own. */
  orders: number;
  signUps: number;
  changed: number;
  kinds: Record<ChangeKind, number>;
  credited: BeforeAfter<number>;
  held: BeforeAfter<number>;
  /** Minor units, by currency. */
  revenue: Amounts;
  rewardCost: Amounts;
  /** The newest changes, newest first; at most `MOST_ROWS`. */
  rows: WhatIfRow[];
  /** Everybody whom a row names. */
  advocates: NamedAdvocate[];
  /** The first order of which facts are stored, ISO; null without any. */
  storedSince: string | null;
  /** Orders without lines: rules about products leave them as they are. */
  withoutLines: number;
  /** Rows that no version of this app can read. */
  unreadable: number;
};

const MOST_ROWS = 500;
const PAGE = 250;
/** Longer than this no other request waits for a what-if, milliseconds. */
const SLICE = 8;

const orderRow = z.object({
  orderId: z.string(),
  name: z.string(),
  placedAt: z.date().transform((at) => at.toISOString()),
  facts: z.string(),
  outcome: z.enum(['credited', 'review', 'not-credited']),
  advocateId: z.string().nullable(),
  programVersion: z.number(),
});
type OrderRow = z.infer<typeof orderRow>;

/**
 * Judges the shop's orders since a day again. The program counts as live: a paused one would credit nothing.
 * @param since ISO @param signal stops the work; then the promise is rejected with its reason
 */
export async function replayOrders(
  prisma: Reader,
  shopId: string,
  { rules, since }: { rules: ProgramRules; since: string },
  reveal: Reveal,
  signal: AbortSignal,
): Promise<WhatIf> {
  const versions = await readVersions(prisma, shopId);
  const newest = Math.max(0, ...versions.keys());
  const rulesOf = (version: number) => versions.get(version) ?? null;
  const earlier = await readEarlierCredits(prisma, shopId, rules.reward.tiers, since);
  const comparison = startComparison({ ...rules, live: true }, newest + 1, rulesOf, earlier);
  const kinds = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0])) as Record<ChangeKind, number>;
  const changes: Change[] = [];
  let [withoutLines, unreadable] = [0, 0];
  let sliceEnds = performance.now() + SLICE;

  for await (const row of storedOrders(prisma, shopId, since, signal)) {
    const facts = factsIn(row.facts);
    if (facts === null) {
      unreadable += 1;
      continue;
    }
    if (facts.kind === 'order' && facts.lines.length === 0) withoutLines += 1;
    const changed = comparison.add({ facts, decision: row });
    if (changed !== null) {
      kinds[kindOf(changed.before, changed.after)] += 1;
      changes.push({ row: { ...row, facts: '' }, facts, after: changed.after });
      // Cut seldom: cutting at each of 100,000 would move 500 rows every time.
      if (changes.length >= 2 * MOST_ROWS) changes.splice(0, changes.length - MOST_ROWS);
    }
    if (performance.now() < sliceEnds) continue;
    await setImmediate();
    signal.throwIfAborted();
    sliceEnds = performance.now() + SLICE;
  }

  const { orders, signUps, changed, credited, held, revenue, rewardCost } = comparison.totals();
  const rows = await tellChanges(prisma, shopId, changes);
  const named = rows.flatMap(({ before, after }) => [before.advocateId, after.advocateId]).filter((id) => id !== null);
  const [advocates, storedSince] = await Promise.all([nameAdvocates(prisma, shopId, named, reveal), readFirst(prisma, shopId)]);
  return {
    ...{ orders, signUps, changed, kinds, credited, held },
    revenue: amountsOf(revenue),
    rewardCost: amountsOf(rewardCost),
    ...{ rows, advocates, storedSince, withoutLines, unreadable },
  };
}

/** Oldest first. While one page is judged, the database reads the next. */
async function* storedOrders(prisma: Reader, shopId: string, since: string, signal: AbortSignal): AsyncGenerator<OrderRow> {
  let reading: Promise<OrderRow[]> | null = readPage(prisma, shopId, since, null);
  while (reading !== null) {
    const rows: OrderRow[] = await reading;
    signal.throwIfAborted();
    const page = rows.slice(0, PAGE);
    const last = page.at(-1);
    const more = rows.length > PAGE && last !== undefined;
    reading = more ? readPage(prisma, shopId, since, { direction: 'after', at: last.placedAt, id: last.orderId }) : null;
    reading?.catch(() => undefined); // it is awaited only when this page has been judged to its end
    yield* page;
  }
}

/** One row more than the page. Keys are put in order before the facts are touched: those are large and lie out of line. */
function readPage(prisma: Reader, shopId: string, since: string, place: Place | null): Promise<OrderRow[]> {
  const order = { at: Prisma.sql`o.placed_at`, id: Prisma.sql`o.order_id`, idType: 'text' as const, upwards: true };
  const { beyond, inOrder } = pageBy(order, place, PAGE);
  return readRows(
    prisma,
    orderRow,
    Prisma.sql`
      WITH page AS MATERIALIZED (
        SELECT o.shop_id, o.order_id, o.placed_at FROM buyer_order o
        WHERE o.shop_id = ${shopId}::uuid AND o.placed_at >= ${since}::timestamptz AND ${beyond}
        ${inOrder})
      SELECT o.order_id AS "orderId", o.name, o.placed_at AS "placedAt", o.facts::text AS facts, o.outcome,
             CASE WHEN o.outcome <> 'not-credited' THEN o.advocate_id END AS "advocateId", o.program_version AS "programVersion"
      FROM page JOIN buyer_order o USING (shop_id, order_id)
      ORDER BY page.placed_at, page.order_id DESC`,
  );
}

function factsIn(json: string): OrderFacts | null {
  try {
    return readStoredFacts(JSON.parse(json));
  } catch {
    return null;
  }
}

function kindOf(before: Outcome, after: Outcome): ChangeKind {
  if (before.outcome === after.outcome) return 'other-advocate';
  if (after.outcome === 'review') return 'newly-held';
  if (after.outcome === 'not-credited') return 'no-longer-credited';
  return before.outcome === 'review' ? 'no-longer-held' : 'newly-credited';
}

type Change = { row: OrderRow; facts: OrderFacts; after: Decision };

/** The newest changes with the reasons that were stored. */
async function tellChanges(prisma: Reader, shopId: string, changes: Change[]): Promise<WhatIfRow[]> {
  const newest = changes.slice(-MOST_ROWS).reverse();
  const reasons = await readRows(
    prisma,
    z.object({ orderId: z.string(), reason: reasonSchema }),
    Prisma.sql`SELECT o.order_id AS "orderId", o.decision->'reason' AS reason FROM buyer_order o
      WHERE o.shop_id = ${shopId}::uuid AND o.order_id = ANY(${newest.map(({ row }) => row.orderId)})`,
  );
  const reasonOf = new Map(reasons.map(({ orderId, reason }) => [orderId, reason]));
  return newest.flatMap(({ row: { orderId, name, placedAt, outcome, advocateId }, facts: { kind, subtotal }, after }) => {
    const reason = reasonOf.get(orderId);
    if (reason === undefined) return []; // erased meanwhile
    const before = { outcome, reason, advocateId };
    return [
      {
        ...{ orderId, name, placedAt, kind, before },
        subtotalMinor: subtotal.minor.toString(),
        currency: subtotal.currency,
        after: { outcome: after.outcome, reason: after.reason, advocateId: after.advocateId },
      },
    ];
  });
}

function amountsOf(sums: Comparison['revenue']): Amounts {
  return [...sums].map(([currency, { before, after }]) => ({ currency, before: before.toString(), after: after.toString() }));
}

async function readVersions(prisma: Reader, shopId: string): Promise<Map<number, ProgramRules>> {
  const rows = await readRows(
    prisma,
    z.object({ version: z.number(), rules: programRulesSchema }),
    Prisma.sql`SELECT p.version, p.rules FROM program p WHERE p.shop_id = ${shopId}::uuid`,
  );
  return new Map(rows.map(({ version, rules }) => [version, rules]));
}

async function readFirst(prisma: Reader, shopId: string): Promise<string | null> {
  const { first } = await readRow(
    prisma,
    z.object({ first: z.date().nullable() }),
    Prisma.sql`SELECT min(o.placed_at) AS first FROM buyer_order o WHERE o.shop_id = ${shopId}::uuid`,
  );
  return first?.toISOString() ?? null;
}
