/** What happened before an order: visits by a link and claims of the offer, newest first. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { OFFER_GIFTS } from '../domain/offer.ts';
import { type Page, pageBy, type Place } from './keyset.server.ts';
import { type Period, within } from './period.server.ts';
import { isoTime, type Reader, readRows, type Reveal, sealed } from './read-rows.server.ts';

const visitRow = z.object({
  id: z.string(),
  at: isoTime,
  code: z.string(),
  landingPath: z.string(),
  referrerHost: z.string().nullable(),
  advocateId: z.string().nullable(),
  nameSealed: sealed,
});
export type VisitRow = Omit<z.infer<typeof visitRow>, 'nameSealed'> & { advocateName: string | null };

export async function listVisits(
  prisma: Reader,
  shop: { id: string; timeZone: string },
  period: Period | null,
  place: Place | null,
  size: number,
  reveal: Reveal,
): Promise<Page<VisitRow>> {
  const at = Prisma.sql`v.at`;
  const paging = pageBy({ at, id: Prisma.sql`v.id`, idType: 'uuid' }, place, size);
  const found = await readRows(
    prisma,
    visitRow,
    Prisma.sql`
      SELECT v.id, v.at, v.code, v.landing_path AS "landingPath", v.referrer_host AS "referrerHost", v.advocate_id AS "advocateId",
             a.name_sealed AS "nameSealed"
      FROM visit v LEFT JOIN advocate a ON a.shop_id = v.shop_id AND a.id = v.advocate_id
      WHERE v.shop_id = ${shop.id}::uuid AND ${within(at, period, shop.timeZone)} AND ${paging.beyond}
      ${paging.inOrder}`,
  );
  const page = paging.cut(found, (visit) => ({ at: visit.at, id: visit.id }));
  return { ...page, rows: page.rows.map(({ nameSealed, ...visit }) => ({ ...visit, advocateName: reveal(nameSealed) })) };
}

export const CLAIM_STATES = ['minting', 'ready', 'used', 'failed', 'void'] as const;

const claimRow = z.object({
  id: z.string(),
  claimedAt: isoTime,
  state: z.enum(CLAIM_STATES),
  gives: z.enum(OFFER_GIFTS),
  /** The claim's own, or the advocate's shared one; null: nothing is given before the purchase. */
  offerCode: z.string().nullable(),
  /** What the merchant did to its discount in Shopify: `gone`, nobody can use it. */
  trouble: z.enum(['edited', 'gone']).nullable(),
  expiresAt: isoTime.nullable(),
  lastError: z.string().nullable(),
  advocateId: z.string(),
  advocateCode: z.string(),
  nameSealed: sealed,
});
export type ClaimRow = Omit<z.infer<typeof claimRow>, 'nameSealed'> & { advocateName: string | null };

export async function listClaims(
  prisma: Reader,
  shop: { id: string; timeZone: string },
  filter: { period: Period | null; state: ClaimRow['state'] | null },
  place: Place | null,
  size: number,
  reveal: Reveal,
): Promise<Page<ClaimRow>> {
  const at = Prisma.sql`c.claimed_at`;
  const paging = pageBy({ at, id: Prisma.sql`c.id`, idType: 'uuid' }, place, size);
  const found = await readRows(
    prisma,
    claimRow,
    Prisma.sql`
      SELECT c.id, c.claimed_at AS "claimedAt", c.state, c.gives, CASE c.gives WHEN 'shared' THEN a.code ELSE c.offer_code END AS "offerCode",
             c.expires_at AS "expiresAt", c.last_error AS "lastError",
             CASE WHEN c.state <> 'ready' THEN NULL
                  WHEN c.trouble <> 'edited' OR p.trouble <> 'edited' OR s.trouble <> 'edited' THEN 'gone'
                  WHEN c.trouble = 'edited' OR p.trouble = 'edited' OR s.trouble = 'edited' THEN 'edited' END AS trouble,
             c.advocate_id AS "advocateId", a.code AS "advocateCode", a.name_sealed AS "nameSealed"
      FROM claim c JOIN advocate a ON a.shop_id = c.shop_id AND a.id = c.advocate_id
      LEFT JOIN discount_pool p ON p.shop_id = c.shop_id AND p.id = c.pool_id
      LEFT JOIN shared_code s ON s.shop_id = c.shop_id AND s.advocate_id = c.advocate_id AND c.gives = 'shared'
      WHERE c.shop_id = ${shop.id}::uuid AND ${within(at, filter.period, shop.timeZone)}
        AND ${filter.state === null ? Prisma.sql`TRUE` : Prisma.sql`c.state = ${filter.state}`}
        AND ${paging.beyond}
      ${paging.inOrder}`,
  );
  const page = paging.cut(found, (claim) => ({ at: claim.claimedAt, id: claim.id }));
  return { ...page, rows: page.rows.map(({ nameSealed, ...claim }) => ({ ...claim, advocateName: reveal(nameSealed) })) };
}
