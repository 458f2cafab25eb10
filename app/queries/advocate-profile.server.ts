/** One advocate with what they brought, and what those brought who were merged into them; asked for one of these, it answers for the one who was kept. Their referrals and rewards are pages of the lists, filtered by the advocate. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { ADVOCATE_STATES } from './advocate-list.server.ts';
import { count, isoTime, minorUnits, type Reader, readRows, type Reveal, sealed } from './read-rows.server.ts';

const row = z.object({
  id: z.string(),
  code: z.string(),
  customerId: z.string().nullable(),
  nameSealed: sealed,
  emailSealed: sealed,
  state: z.enum(ADVOCATE_STATES),
  source: z.string(),
  enrolledAt: isoTime,
  /** Codes that the advocate or the merchant chose, the newest first. */
  chosenCodes: z.array(z.object({ code: z.string(), current: z.boolean() })),
  /** Codes of those who were merged into this one. */
  mergedCodes: z.array(z.string()),
  linkWrittenAt: isoTime.nullable(),
  visits: count,
  claims: count,
  referrals: count,
  reversed: count,
  /** Credited and not reversed, refunds taken off; shop currency only. */
  revenueMinor: minorUnits,
  /** As the list counts them: those taken back are left out. */
  rewards: count,
  rewardsOwed: count,
  /** Issued, and neither used nor expired. */
  rewardsReady: count,
});
export type AdvocateProfile = Omit<z.infer<typeof row>, 'nameSealed' | 'emailSealed'> & {
  name: string | null;
  email: string | null;
};

/** Null when this shop has no such advocate. */
export async function readAdvocateProfile(
  prisma: Reader,
  shop: { id: string; currency: string },
  advocateId: string,
  reveal: Reveal,
): Promise<AdvocateProfile | null> {
  if (!z.guid().safeParse(advocateId).success) return null;
  const [found] = await readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT a.id, a.code, a.customer_id AS "customerId", a.name_sealed AS "nameSealed", a.email_sealed AS "emailSealed", a.state, a.source,
             a.enrolled_at AS "enrolledAt", a.link_written_at AS "linkWrittenAt", own.codes AS "chosenCodes", person.codes AS "mergedCodes", v.visits, c.claims, r.referrals, r.reversed,
             r.revenue AS "revenueMinor", w.rewards, w.owed AS "rewardsOwed", w.ready AS "rewardsReady"
      FROM advocate asked JOIN advocate a ON a.shop_id = asked.shop_id AND a.id = coalesce(asked.merged_into, asked.id)
      CROSS JOIN LATERAL (
        SELECT array_agg(one.id) AS ids, coalesce(array_agg(coalesce(k.code, one.code) ORDER BY one.code) FILTER (WHERE one.id <> a.id), '{}') AS codes
        FROM advocate one LEFT JOIN chosen_code k ON k.shop_id = one.shop_id AND k.advocate_id = one.id AND k.current
        WHERE one.shop_id = a.shop_id AND (one.id = a.id OR one.merged_into = a.id)) person
      CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_agg(jsonb_build_object('code', k.code, 'current', k.current) ORDER BY k.chosen_at DESC), '[]') AS codes
        FROM chosen_code k WHERE k.shop_id = a.shop_id AND k.advocate_id = a.id AND k.code IS NOT NULL) own
      CROSS JOIN LATERAL (SELECT count(*) AS visits FROM visit v WHERE v.shop_id = a.shop_id AND v.advocate_id = ANY (person.ids)) v
      CROSS JOIN LATERAL (SELECT count(*) AS claims FROM claim c WHERE c.shop_id = a.shop_id AND c.advocate_id = ANY (person.ids)) c
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE r.state = 'credited') AS referrals, count(*) FILTER (WHERE r.state = 'reversed') AS reversed,
               COALESCE(sum(o.total_minor - o.refunded_minor) FILTER (WHERE r.state = 'credited' AND o.currency = ${shop.currency}), 0)::bigint AS revenue
        FROM referral r JOIN buyer_order o ON o.shop_id = r.shop_id AND o.order_id = r.order_id
        WHERE r.shop_id = a.shop_id AND r.advocate_id = ANY (person.ids)) r
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE w.state IN ('pending', 'approved', 'issuing')) AS owed,
               count(*) FILTER (WHERE w.state = 'issued') AS ready,
               count(*) FILTER (WHERE w.state <> 'revoked') AS rewards
        FROM reward w WHERE w.shop_id = a.shop_id AND w.advocate_id = ANY (person.ids) AND w.recipient = 'advocate') w
      WHERE asked.shop_id = ${shop.id}::uuid AND asked.id = ${advocateId}::uuid`,
  );
  if (found === undefined) return null;
  const { nameSealed, emailSealed, ...profile } = found;
  return { ...profile, name: reveal(nameSealed), email: reveal(emailSealed) };
}
