/** Rewards, newest first, by what has become of them. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { creditOf } from '../reward-standing.server.ts';
import { REWARD_TROUBLES } from '../domain/reward-event.ts';
import type { OwedPlace } from '../domain/owed.ts';
import { REWARD_STATES } from '../domain/reward-state.ts';
import { REWARD_KINDS } from '../domain/rewards.ts';
import { findAdvocateIds, rowsOfPerson, type SearchTerms } from './advocate-search.server.ts';
import { standsAt } from './liability.server.ts';
import { type Page, pageBy, type Place } from './keyset.server.ts';
import { type Period, within } from './period.server.ts';
import { count, isoTime, minorUnits, type Reader, readRow, readRows, type Reveal, sealed } from './read-rows.server.ts';

/** The list's tabs, each a set of states; `failing` has an error that a person can act on. */
export const REWARD_GROUPS = ['owed', 'issued', 'redeemed', 'expired', 'revoked', 'failing'] as const;
export type RewardGroup = (typeof REWARD_GROUPS)[number];

export function inGroup(group: RewardGroup): Prisma.Sql {
  switch (group) {
    case 'owed':
      return Prisma.sql`w.state IN ('pending', 'approved', 'issuing')`;
    case 'failing':
      return Prisma.sql`(w.last_error IS NOT NULL AND w.state NOT IN ('redeemed', 'expired'))`;
    case 'issued':
    case 'redeemed':
    case 'expired':
    case 'revoked':
      return Prisma.sql`w.state = ${group}`;
  }
}

export const RECIPIENTS = ['advocate', 'friend'] as const;
export const PURPOSES = ['referral', 'milestone', 'manual'] as const;

export type RewardFilter = {
  group?: RewardGroup | null;
  /** What is owed, by where it stands (liability.server.ts). */
  owed?: OwedPlace | null;
  /** When it was earned. */
  period?: Period | null;
  /** Advocate, reward code or order name. */
  search?: SearchTerms | null;
  /** With those who were merged into them. */
  advocateId?: string | null;
  kind?: (typeof REWARD_KINDS)[number] | null;
  recipient?: (typeof RECIPIENTS)[number] | null;
  purpose?: (typeof PURPOSES)[number] | null;
};

const row = z.object({
  id: z.string(),
  recipient: z.enum(RECIPIENTS),
  purpose: z.enum(PURPOSES),
  /** The how-manieth friend a bonus is for. */
  milestone: z.number().nullable(),
  /** Of the referral; null for bonuses and what staff gave. */
  orderId: z.string().nullable(),
  orderName: z.string().nullable(),
  advocateId: z.string(),
  advocateCode: z.string(),
  nameSealed: sealed,
  kind: z.enum(REWARD_KINDS),
  /** Basis points. */
  percentage: z.number().nullable(),
  amountMinor: minorUnits.nullable(),
  currency: z.string(),
  state: z.enum(REWARD_STATES),
  /** How what it was given for stands; held: it waits for staff, and is not issued before. */
  credit: z.enum(['credited', 'held', 'reversed']),
  code: z.string().nullable(),
  createdAt: isoTime,
  /** null while nobody knows when the waiting time begins. */
  dueAt: isoTime.nullable(),
  issuedAt: isoTime.nullable(),
  expiresAt: isoTime.nullable(),
  redeemedAt: isoTime.nullable(),
  revokedAt: isoTime.nullable(),
  revokedReason: z.string().nullable(),
  attempts: z.number(),
  lastError: z.string().nullable(),
  /** Staff leave it to its recipient. */
  kept: z.boolean(),
  /** Its old code is still to be switched off. */
  unsettled: z.boolean(),
  /** What the merchant did to its discount in Shopify. */
  trouble: z.enum(REWARD_TROUBLES).nullable(),
});
export type RewardRow = Omit<z.infer<typeof row>, 'nameSealed'> & { advocateName: string | null };

/** One page of the list. */
export async function listRewards(
  prisma: Reader,
  shop: { id: string; timeZone: string },
  filter: RewardFilter,
  place: Place | null,
  size: number,
  reveal: Reveal,
): Promise<Page<RewardRow>> {
  const at = Prisma.sql`w.created_at`;
  const paging = pageBy({ at, id: Prisma.sql`w.id`, idType: 'uuid' }, place, size);
  const found = await readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT w.id, w.recipient, w.purpose, w.milestone, r.order_id AS "orderId", o.name AS "orderName", w.advocate_id AS "advocateId", a.code AS "advocateCode",
             a.name_sealed AS "nameSealed", w.kind, w.percentage, w.amount_minor AS "amountMinor", w.currency, w.state, (${creditOf}) AS credit, w.code,
             w.created_at AS "createdAt", w.due_at AS "dueAt", w.issued_at AS "issuedAt", w.expires_at AS "expiresAt",
             w.redeemed_at AS "redeemedAt", w.revoked_at AS "revokedAt", w.revoked_reason AS "revokedReason",
             w.attempts, w.last_error AS "lastError", w.kept, w.trouble,
             (w.state = 'revoked' AND w.code IS NOT NULL AND w.last_error IS NOT NULL) AS unsettled
      FROM reward w
      LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
      LEFT JOIN buyer_order o ON o.shop_id = r.shop_id AND o.order_id = r.order_id
      JOIN advocate a ON a.shop_id = w.shop_id AND a.id = w.advocate_id
      WHERE w.shop_id = ${shop.id}::uuid AND ${await matches(prisma, shop, filter)} AND ${paging.beyond}
      ${paging.inOrder}`,
  );
  const page = paging.cut(found, (reward) => ({ at: reward.createdAt, id: reward.id }));
  return { ...page, rows: page.rows.map(({ nameSealed, ...reward }) => ({ ...reward, advocateName: reveal(nameSealed) })) };
}

const chosenRow = row.pick({
  ...{ id: true, kind: true, percentage: true, amountMinor: true, currency: true },
  ...{ state: true, credit: true, kept: true, unsettled: true },
});
/** What a change of several rewards needs to know of each. `capped`: more match. */
export type ChosenRewards = { rows: z.infer<typeof chosenRow>[]; capped: boolean };

/** The newest rewards under a filter, at most `most`. */
export async function chooseRewards(
  prisma: Reader,
  shop: { id: string; timeZone: string },
  filter: RewardFilter,
  most: number,
): Promise<ChosenRewards> {
  const rows = await readRows(
    prisma,
    chosenRow,
    Prisma.sql`
      SELECT w.id, w.kind, w.percentage, w.amount_minor AS "amountMinor", w.currency, w.state, (${creditOf}) AS credit, w.kept,
             (w.state = 'revoked' AND w.code IS NOT NULL AND w.last_error IS NOT NULL) AS unsettled
      FROM reward w
      LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
      LEFT JOIN buyer_order o ON o.shop_id = r.shop_id AND o.order_id = r.order_id
      WHERE w.shop_id = ${shop.id}::uuid AND ${await matches(prisma, shop, filter)}
      ORDER BY w.created_at DESC, w.id LIMIT ${most + 1}`,
  );
  return { rows: rows.slice(0, most), capped: rows.length > most };
}

/** `WHERE` part over reward `w`, referral `r` and order `o`. */
async function matches(prisma: Reader, shop: { id: string; timeZone: string }, filter: RewardFilter): Promise<Prisma.Sql> {
  const conditions = [within(Prisma.sql`w.created_at`, filter.period ?? null, shop.timeZone)];
  if (filter.group) conditions.push(inGroup(filter.group));
  if (filter.owed) conditions.push(standsAt(filter.owed));
  if (filter.advocateId) conditions.push(Prisma.sql`w.advocate_id IN ${rowsOfPerson(shop.id, filter.advocateId)}`);
  if (filter.kind) conditions.push(Prisma.sql`w.kind = ${filter.kind}`);
  if (filter.recipient) conditions.push(Prisma.sql`w.recipient = ${filter.recipient}`);
  if (filter.purpose) conditions.push(Prisma.sql`w.purpose = ${filter.purpose}`);
  if (filter.search) {
    const { text } = filter.search;
    const advocates = await findAdvocateIds(prisma, shop.id, filter.search);
    conditions.push(
      Prisma.sql`(w.code = ${text.toUpperCase()} OR o.name IN (${text}, ${`#${text}`}) OR w.advocate_id = ANY(${advocates}::uuid[]))`,
    );
  }
  return Prisma.join(conditions, ' AND ');
}

const groupCounts = z.object({ owed: count, failing: count });

/** How many rewards wait and how many of them need a person; the numbers on the tabs. */
export async function countOpenRewards(prisma: Reader, shopId: string): Promise<z.infer<typeof groupCounts>> {
  return readRow(
    prisma,
    groupCounts,
    Prisma.sql`
      SELECT (SELECT count(*) FROM reward w WHERE w.shop_id = ${shopId}::uuid AND ${inGroup('owed')}) AS owed,
             (SELECT count(*) FROM reward w WHERE w.shop_id = ${shopId}::uuid AND ${inGroup('failing')}) AS failing`,
  );
}
