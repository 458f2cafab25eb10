/** Orders and sign-ups that came with evidence, newest first: credited, held, not credited, reversed. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { type Channel, NOT_TOLD } from '../domain/channel.ts';
import type { SignalKind } from '../domain/facts.ts';
import { reasonSchema } from '../domain/reasons.ts';
import { ORDER_KINDS, type OrderKind, type Standing, STANDINGS } from '../domain/referral-standing.ts';
import { UNREWARDED_REASONS } from '../domain/reward-limits.ts';
import { REWARD_STATES } from '../domain/reward-state.ts';
import { findAdvocateIds, rowsOfPerson, type SearchTerms } from './advocate-search.server.ts';
import { type Page, pageBy, type Place } from './keyset.server.ts';
import { type Period, within } from './period.server.ts';
import { isoTime, minorUnits, type Reader, readRows, type Reveal, sealed } from './read-rows.server.ts';

export type ReferralFilter = {
  kind?: OrderKind | null;
  standing?: Standing | null;
  /** A reason code (domain/reasons.ts). */
  reason?: string | null;
  /** Among the evidence is some of this kind, whatever became of it. */
  evidence?: SignalKind | null;
  /** How the credited advocate's link was shared, as reports count it. */
  channel?: Channel | typeof NOT_TOLD | null;
  /** ISO 3166 alpha-2. */
  country?: string | null;
  /** Numeric part of the gid: among what was bought. */
  productId?: string | null;
  period?: Period | null;
  /** Order name, the friend's e-mail address, or the advocate. */
  search?: SearchTerms | null;
  /** With those who were merged into them. */
  advocateId?: string | null;
  /** Just this one. */
  orderId?: string | null;
};

const row = z.object({
  orderId: z.string(),
  kind: z.enum(ORDER_KINDS),
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
  /** Why there is no reward. */
  unrewarded: z.enum(UNREWARDED_REASONS).nullable(),
  /** Of the friend, where the offer is paid out after the purchase. */
  friendRewardState: z.enum(REWARD_STATES).nullable(),
  friendRewardFailing: z.boolean(),
  friendUnrewarded: z.enum(UNREWARDED_REASONS).nullable(),
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
  const found = await readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT o.order_id AS "orderId", o.kind, o.name, o.placed_at AS "placedAt", o.currency,
             o.total_minor AS "totalMinor", o.refunded_minor AS "refundedMinor",
             COALESCE(r.state, 'not-credited') AS standing, o.decision->'reason' AS reason, r.reversed_reason AS "reversedReason",
             o.advocate_id AS "advocateId", a.code AS "advocateCode", a.name_sealed AS "nameSealed", w.state AS "rewardState",
             w.last_error IS NOT NULL AND w.state NOT IN ('redeemed', 'expired') AS "rewardFailing", r.unrewarded_reason AS unrewarded,
             f.state AS "friendRewardState", f.last_error IS NOT NULL AND f.state NOT IN ('redeemed', 'expired') AS "friendRewardFailing",
             r.friend_unrewarded_reason AS "friendUnrewarded"
      FROM buyer_order o
      LEFT JOIN advocate a ON a.shop_id = o.shop_id AND a.id = o.advocate_id
      LEFT JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id
      LEFT JOIN reward w ON w.shop_id = r.shop_id AND w.referral_id = r.id AND w.recipient = 'advocate'
      LEFT JOIN reward f ON f.shop_id = r.shop_id AND f.referral_id = r.id AND f.recipient = 'friend'
      WHERE o.shop_id = ${shop.id}::uuid
        AND ${await narrowed(prisma, shop, filter)}
        AND ${paging.beyond}
      ${paging.inOrder}`,
  );
  const page = paging.cut(found, (order) => ({ at: order.placedAt, id: order.orderId }));
  return { ...page, rows: page.rows.map(({ nameSealed, ...order }) => ({ ...order, advocateName: reveal(nameSealed) })) };
}

/** `WHERE` part over `buyer_order o` and its `referral r`. */
export async function narrowed(
  prisma: Reader,
  shop: { id: string; timeZone: string },
  filter: ReferralFilter,
): Promise<Prisma.Sql> {
  const all = [within(Prisma.sql`o.placed_at`, filter.period ?? null, shop.timeZone)];
  if (filter.orderId) all.push(Prisma.sql`o.order_id = ${filter.orderId}`);
  if (filter.kind) all.push(Prisma.sql`o.kind = ${filter.kind}`);
  if (filter.standing) all.push(Prisma.sql`COALESCE(r.state, 'not-credited') = ${filter.standing}`);
  if (filter.reason) all.push(Prisma.sql`o.reason = ${filter.reason}`);
  if (filter.evidence)
    all.push(Prisma.sql`o.decision->'candidates' @> ${JSON.stringify([{ signal: { kind: filter.evidence } }])}::jsonb`);
  if (filter.channel) all.push(told(CREDITED_CHANNEL, filter.channel));
  if (filter.country) all.push(told(Prisma.sql`(o.facts->>'country')`, filter.country));
  if (filter.productId) all.push(Prisma.sql`bought_products(o.facts) @> ARRAY[${filter.productId}]`);
  if (filter.advocateId) all.push(Prisma.sql`o.advocate_id IN ${rowsOfPerson(shop.id, filter.advocateId)}`);
  if (filter.search) {
    const { text, emailHash } = filter.search;
    const advocates = await findAdvocateIds(prisma, shop.id, filter.search);
    const byFriend = emailHash === null ? Prisma.sql`FALSE` : Prisma.sql`o.facts #>> '{buyer,emailHash}' = ${emailHash}`;
    all.push(Prisma.sql`(o.name IN (${text}, ${`#${text}`}) OR o.advocate_id = ANY(${advocates}::uuid[]) OR ${byFriend})`);
  }
  return Prisma.join(all, ' AND ');
}

/** How the credited advocate's link was shared, of `buyer_order o`; null where no evidence says it. */
export const CREDITED_CHANNEL = Prisma.sql`credited_channel(o.decision)`;

function told(trait: Prisma.Sql, value: string): Prisma.Sql {
  return value === NOT_TOLD ? Prisma.sql`${trait} IS NULL` : Prisma.sql`${trait} = ${value}`;
}
