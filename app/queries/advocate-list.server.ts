/** Advocates, newest first, each with what they brought. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { advocateMatches, type SearchTerms } from './advocate-search.server.ts';
import { beyond, inOrder, type Page, pageOf, type Place } from './keyset.server.ts';
import { count, isoTime, minorUnits, type Reader, readRows, type Reveal, sealed } from './read-rows.server.ts';

export const ADVOCATE_STATES = ['active', 'blocked', 'redacted'] as const;
export type AdvocateState = (typeof ADVOCATE_STATES)[number];

export type AdvocateFilter = { state?: AdvocateState | null; search?: SearchTerms | null };

const row = z.object({
  id: z.string(),
  code: z.string(),
  nameSealed: sealed,
  emailSealed: sealed,
  state: z.enum(ADVOCATE_STATES),
  source: z.string(),
  enrolledAt: isoTime,
  visits: count,
  claims: count,
  /** Credited and not reversed. */
  referrals: count,
  /** What those orders brought, refunds taken off; shop currency. */
  revenueMinor: minorUnits,
  rewards: count,
});
export type AdvocateRow = Omit<z.infer<typeof row>, 'nameSealed' | 'emailSealed'> & { name: string | null; email: string | null };

/** One page of the list. The figures are counted for the rows of the page only, in the same statement. */
export async function listAdvocates(
  prisma: Reader,
  shopId: string,
  filter: AdvocateFilter,
  place: Place | null,
  size: number,
  reveal: Reveal,
): Promise<Page<AdvocateRow>> {
  const at = Prisma.sql`a.enrolled_at`;
  const id = Prisma.sql`a.id`;
  const conditions = [beyond(at, id, 'uuid', place)];
  if (filter.state) conditions.push(Prisma.sql`a.state = ${filter.state}`);
  if (filter.search) conditions.push(advocateMatches(filter.search));
  const found = await readRows(
    prisma,
    row,
    Prisma.sql`
      WITH page AS (
        SELECT a.* FROM advocate a
        WHERE a.shop_id = ${shopId}::uuid AND ${Prisma.join(conditions, ' AND ')}
        ${inOrder(at, id, place, size)}
      )
      SELECT a.id, a.code, a.name_sealed AS "nameSealed", a.email_sealed AS "emailSealed", a.state, a.source,
             a.enrolled_at AS "enrolledAt", v.visits, c.claims, r.referrals, r.revenue AS "revenueMinor", w.rewards
      FROM page a
      CROSS JOIN LATERAL (SELECT count(*) AS visits FROM visit v WHERE v.shop_id = a.shop_id AND v.advocate_id = a.id) v
      CROSS JOIN LATERAL (SELECT count(*) AS claims FROM claim c WHERE c.shop_id = a.shop_id AND c.advocate_id = a.id) c
      CROSS JOIN LATERAL (
        SELECT count(*) AS referrals, COALESCE(sum(o.total_minor - o.refunded_minor), 0)::bigint AS revenue
        FROM referral r JOIN buyer_order o ON o.shop_id = r.shop_id AND o.order_id = r.order_id
        WHERE r.shop_id = a.shop_id AND r.advocate_id = a.id AND r.state = 'credited') r
      CROSS JOIN LATERAL (SELECT count(*) AS rewards FROM reward w WHERE w.shop_id = a.shop_id AND w.advocate_id = a.id) w
      ${inOrder(at, id, place, size)}`,
  );
  const page = pageOf(found, place, size, (advocate) => ({ at: advocate.enrolledAt, id: advocate.id }));
  return {
    ...page,
    rows: page.rows.map(({ nameSealed, emailSealed, ...advocate }) => ({
      ...advocate,
      name: reveal(nameSealed),
      email: reveal(emailSealed),
    })),
  };
}
