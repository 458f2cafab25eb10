/** Orders that came with evidence, newest first: credited, not credited, reversed. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { reasonSchema } from '../domain/reasons.ts';
import { REWARD_STATES } from '../domain/reward-state.ts';
import { findAdvocateIds, type SearchTerms } from './advocate-search.server.ts';
import { type Page, pageBy, type Place } from './keyset.server.ts';
import { type Period, within } from './period.server.ts';
import { isoTime, minorUnits, type Reader, readRows, type Reveal, sealed } from './read-rows.server.ts';

/** What became of an order: all but `not-credited` are states of its referral. */
export const STANDINGS = ['credited', 'held', 'not-credited', 'reversed'] as const;
export type Standing = (typeof STANDINGS)[number];

export type ReferralFilter = {
  standing?: Standing | null;
  /** A reason code (domain/reasons.ts). */
  reason?: string | null;
  period?: Period | null;
  /** Order name, the friend's e-mail address, or the advocate. */
  search?: SearchTerms | null;
  advocateId?: string | null;
};

const row = z.object({
  orderId: z.string(),
  name: z.string(),
  placedAt: isoTime,
  currency: z.string(),
  totalMinor: minorUnits,
  refundedMinor: minorUnits,
  standing: z.enum(STANDINGS),
  reason: reasonSchema,
  /** Reason code of a reversal. */
  reversedReason: z.string().nullable(),
  advocateId: z.string().nullable(),
  advocateCode: z.string().nullable(),
  nameSealed: sealed,
  rewardState: z.enum(REWARD_STATES).nullable(),
  rewardFailing: z.boolean(),
});
export type ReferralRow = Omit<z.infer<typeof row>, 'nameSealed'> & { advocateName: string | null };

/**
 * One page of the list.
 * @param shop the tenant and its time zone (days of `period` are its days)
 */
export async function listReferrals(
  prisma: Reader,
  shop: { id: string; timeZone: string },
  filter: ReferralFilter,
  place: Place | null,
  size: number,
  reveal: Reveal,
): Promise<Page<ReferralRow>> {
  const at = Prisma.sql`o.placed_at`;
  const paging = pageBy({ at, id: Prisma.sql`o.order_id`, idType: 'text' }, place, size);
  const advocates = filter.search ? await findAdvocateIds(prisma, shop.id, filter.search) : [];
  const found = await readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT o.order_id AS "orderId", o.name, o.placed_at AS "placedAt", o.currency,
             o.total_minor AS "totalMinor", o.refunded_minor AS "refundedMinor",
             COALESCE(r.state, 'not-credited') AS standing, o.decision->'reason' AS reason, r.reversed_reason AS "reversedReason",
             o.advocate_id AS "advocateId", a.code AS "advocateCode", a.name_sealed AS "nameSealed", w.state AS "rewardState",
             w.last_error IS NOT NULL AND w.state NOT IN ('redeemed', 'expired') AS "rewardFailing"
      FROM buyer_order o
      LEFT JOIN advocate a ON a.shop_id = o.shop_id AND a.id = o.advocate_id
      LEFT JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id
      LEFT JOIN reward w ON w.shop_id = r.shop_id AND w.referral_id = r.id
      WHERE o.shop_id = ${shop.id}::uuid
        AND ${Prisma.join(conditions(filter, advocates, shop.timeZone), ' AND ')}
        AND ${paging.beyond}
      ${paging.inOrder}`,
  );
  const page = paging.cut(found, (order) => ({ at: order.placedAt, id: order.orderId }));
  return { ...page, rows: page.rows.map(({ nameSealed, ...order }) => ({ ...order, advocateName: reveal(nameSealed) })) };
}

function conditions(filter: ReferralFilter, advocates: string[], timeZone: string): Prisma.Sql[] {
  const all = [within(Prisma.sql`o.placed_at`, filter.period ?? null, timeZone)];
  if (filter.standing) all.push(Prisma.sql`COALESCE(r.state, 'not-credited') = ${filter.standing}`);
  if (filter.reason) all.push(Prisma.sql`o.reason = ${filter.reason}`);
  if (filter.advocateId) all.push(Prisma.sql`o.advocate_id = ${filter.advocateId}::uuid`);
  if (filter.search) {
    const { text, emailHash } = filter.search;
    const byFriend = emailHash === null ? Prisma.sql`FALSE` : Prisma.sql`o.facts #>> '{buyer,emailHash}' = ${emailHash}`;
    all.push(Prisma.sql`(o.name IN (${text}, ${`#${text}`}) OR o.advocate_id = ANY(${advocates}::uuid[]) OR ${byFriend})`);
  }
  return all;
}
