/** Advocates, each with what they brought: by default whom to thank first. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { advocateMatches, type SearchTerms } from './advocate-search.server.ts';
import { type ListOrder, type Page, pageBy, type Paging, type Place } from './keyset.server.ts';
import { count, isoTime, minorUnits, type Reader, readRows, type Reveal, sealed } from './read-rows.server.ts';

export const ADVOCATE_STATES = ['active', 'blocked', 'redacted'] as const;
export type AdvocateState = (typeof ADVOCATE_STATES)[number];

export type AdvocateFilter = { state?: AdvocateState | null; search?: SearchTerms | null };

/** Equals are newest first (oldest first when ascending). */
export const ADVOCATE_SORTS = [
  'revenue-desc',
  'revenue-asc',
  'referrals-desc',
  'referrals-asc',
  'enrolled-desc',
  'enrolled-asc',
] as const;
export type AdvocateSort = (typeof ADVOCATE_SORTS)[number];
export const FIRST_TO_THANK: AdvocateSort = 'revenue-desc';

type ListShop = { id: string; currency: string };

const row = z.object({
  id: z.string(),
  code: z.string(),
  nameSealed: sealed,
  emailSealed: sealed,
  state: z.enum(ADVOCATE_STATES),
  /** Part of another one, whose page shows them both. */
  merged: z.boolean(),
  source: z.string(),
  enrolledAt: isoTime,
  visits: count,
  claims: count,
  /** Credited and not reversed. */
  referrals: count,
  /** What those orders brought, refunds taken off; shop currency only. */
  revenueMinor: minorUnits,
  /** Owed, issued or used; those taken back are left out. */
  rewards: count,
});
export type AdvocateRow = Omit<z.infer<typeof row>, 'nameSealed' | 'emailSealed'> & { name: string | null; email: string | null };

/** One page of the list. */
export async function listAdvocates(
  prisma: Reader,
  shop: ListShop,
  filter: AdvocateFilter,
  sort: AdvocateSort,
  place: Place | null,
  size: number,
  reveal: Reveal,
): Promise<Page<AdvocateRow>> {
  const order = orderOf(sort);
  const paging = pageBy(order, place, size);
  const page = paging.cut(await findInOrder(prisma, shop, filter, sort, paging), ({ id, at, rank }) => ({
    ...{ id, at },
    ...(order.rank === undefined ? {} : { rank }),
  }));
  return { ...page, rows: await readAdvocates(prisma, shop, ids(page.rows), reveal) };
}

/**
 * The whole list, read `batch` rows at a time. The order is settled at the beginning: an advocate whose figures change meanwhile is
 * neither left out nor told twice.
 */
export async function* everyAdvocate(
  prisma: Reader,
  shop: ListShop,
  filter: AdvocateFilter,
  sort: AdvocateSort,
  batch: number,
  reveal: Reveal,
): AsyncGenerator<AdvocateRow> {
  const all = ids(await findInOrder(prisma, shop, filter, sort, pageBy(orderOf(sort), null, Infinity)));
  for (let from = 0; from < all.length; from += batch)
    yield* await readAdvocates(prisma, shop, all.slice(from, from + batch), reveal);
}

const ids = (found: { id: string }[]) => found.map(({ id }) => id);

function orderOf(sort: AdvocateSort): ListOrder {
  return {
    ...(sort.startsWith('enrolled') ? {} : { rank: Prisma.sql`COALESCE(brought.rank, 0)` }),
    at: Prisma.sql`a.enrolled_at`,
    id: Prisma.sql`a.id`,
    idType: 'uuid',
    upwards: sort.endsWith('asc'),
  };
}

/** What each advocate is ranked by, out of one index (buyer_order_credited_idx) without the few orders whose credit was taken back. */
function ranks(shop: ListShop, sort: AdvocateSort): Prisma.Sql {
  if (sort.startsWith('enrolled')) return Prisma.sql`(SELECT NULL::uuid AS advocate_id, 0::bigint AS rank WHERE FALSE)`;
  const rank = sort.startsWith('referrals')
    ? Prisma.sql`count(*)`
    : Prisma.sql`(sum(o.total_minor - o.refunded_minor) FILTER (WHERE o.currency = ${shop.currency}))::bigint`;
  return Prisma.sql`(
    SELECT o.advocate_id, ${rank} AS rank FROM buyer_order o
    WHERE o.shop_id = ${shop.id}::uuid AND o.outcome = 'credited' AND NOT EXISTS (
      SELECT FROM referral r WHERE r.shop_id = o.shop_id AND r.order_id = o.order_id AND r.state = 'reversed')
    GROUP BY o.advocate_id)`;
}

async function findInOrder(prisma: Reader, shop: ListShop, filter: AdvocateFilter, sort: AdvocateSort, paging: Paging) {
  const conditions = [paging.beyond];
  if (filter.state) conditions.push(Prisma.sql`a.state = ${filter.state}`);
  if (filter.state === 'active' || filter.state === 'blocked') conditions.push(Prisma.sql`a.merged_into IS NULL`);
  if (filter.search) conditions.push(advocateMatches(filter.search));
  return readRows(
    prisma,
    z.object({ id: z.string(), at: isoTime, rank: minorUnits }),
    Prisma.sql`
      SELECT a.id, a.enrolled_at AS at, COALESCE(brought.rank, 0) AS rank
      FROM advocate a LEFT JOIN ${ranks(shop, sort)} brought ON brought.advocate_id = a.id
      WHERE a.shop_id = ${shop.id}::uuid AND ${Prisma.join(conditions, ' AND ')}
      ${paging.inOrder}`,
  );
}

/** These advocates, in this order, each counted. */
async function readAdvocates(prisma: Reader, shop: ListShop, wanted: string[], reveal: Reveal): Promise<AdvocateRow[]> {
  const found = await readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT a.id, a.code, a.name_sealed AS "nameSealed", a.email_sealed AS "emailSealed", a.state, a.merged_into IS NOT NULL AS merged, a.source,
             a.enrolled_at AS "enrolledAt", v.visits, c.claims, r.referrals, r.revenue AS "revenueMinor", w.rewards
      FROM unnest(${wanted}::uuid[]) WITH ORDINALITY AS wanted(id, position)
      JOIN advocate a ON a.shop_id = ${shop.id}::uuid AND a.id = wanted.id
      CROSS JOIN LATERAL (SELECT count(*) AS visits FROM visit v WHERE v.shop_id = a.shop_id AND v.advocate_id = a.id) v
      CROSS JOIN LATERAL (SELECT count(*) AS claims FROM claim c WHERE c.shop_id = a.shop_id AND c.advocate_id = a.id) c
      CROSS JOIN LATERAL (
        SELECT count(*) AS referrals,
               COALESCE(sum(o.total_minor - o.refunded_minor) FILTER (WHERE o.currency = ${shop.currency}), 0)::bigint AS revenue
        FROM referral r JOIN buyer_order o ON o.shop_id = r.shop_id AND o.order_id = r.order_id
        WHERE r.shop_id = a.shop_id AND r.advocate_id = a.id AND r.state = 'credited') r
      CROSS JOIN LATERAL (
        SELECT count(*) AS rewards FROM reward w
        WHERE w.shop_id = a.shop_id AND w.advocate_id = a.id AND w.recipient = 'advocate' AND w.state <> 'revoked') w
      ORDER BY wanted.position`,
  );
  return found.map(({ nameSealed, emailSealed, ...advocate }) => ({
    ...advocate,
    name: reveal(nameSealed),
    email: reveal(emailSealed),
  }));
}
