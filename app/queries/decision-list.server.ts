/** The rows of the referrals list with their whole decision, for files. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import type { Decision } from '../domain/attribution.ts';
import { readStoredDecision } from '../domain/stored-decision.ts';
import { type NamedAdvocate, nameAdvocates } from './advocate-names.server.ts';
import type { Page, Place } from './keyset.server.ts';
import { type Reader, readRows, type Reveal } from './read-rows.server.ts';
import { listReferrals, type ReferralFilter, type ReferralRow } from './referral-list.server.ts';

export type DecisionRow = ReferralRow & {
  decision: Decision;
  /** Every advocate that the decision names. */
  advocates: NamedAdvocate[];
};

const row = z.object({ orderId: z.string(), decision: z.unknown().transform(readStoredDecision) });

/** The same page of the same list as `listReferrals` answers. */
export async function listDecisions(
  prisma: Reader,
  shop: { id: string; timeZone: string },
  filter: ReferralFilter,
  place: Place | null,
  size: number,
  reveal: Reveal,
): Promise<Page<DecisionRow>> {
  const page = await listReferrals(prisma, shop, filter, place, size, reveal);
  const found = await readRows(
    prisma,
    row,
    Prisma.sql`SELECT o.order_id AS "orderId", o.decision FROM buyer_order o
      WHERE o.shop_id = ${shop.id}::uuid AND o.order_id = ANY(${page.rows.map(({ orderId }) => orderId)})`,
  );
  const decisions = new Map(found.map(({ orderId, decision }) => [orderId, decision]));
  const named = await nameAdvocates(
    prisma,
    shop.id,
    found.flatMap(({ decision }) => advocatesOf(decision)),
    reveal,
  );
  const byId = new Map(named.map((advocate) => [advocate.id, advocate]));
  return {
    ...page,
    rows: page.rows.flatMap((order) => {
      const decision = decisions.get(order.orderId); // gone when the shop was erased between the two statements
      if (decision === undefined) return [];
      return [{ ...order, decision, advocates: advocatesOf(decision).flatMap((id) => byId.get(id) ?? []) }];
    }),
  };
}

function advocatesOf({ advocateId, candidates }: Decision): string[] {
  return [...new Set([advocateId, ...candidates.map((candidate) => candidate.advocateId)])].filter((id) => id !== null);
}
