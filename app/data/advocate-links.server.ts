/** Which advocates' links are written to their customer metafields, and which are still to do. */
import { Prisma } from '@prisma/client';
import type { Transaction } from '../db.server.ts';
import { CHOSEN_MARK } from '../domain/chosen-code.ts';

/** What links of an advocate carry, as `sharedRef` (link-signer.server.ts) says it: the chosen code behind its mark, else the made one. @param alias of the advocate's row */
export const sharedCodeOf = (alias: 'a' | 'kept') => {
  const a = Prisma.raw(alias);
  return Prisma.sql`coalesce((SELECT ${CHOSEN_MARK} || c.code FROM chosen_code c WHERE c.shop_id = ${a}.shop_id AND c.advocate_id = ${a}.id AND c.current), ${a}.code)`;
};

export type DueLink = {
  advocateId: string;
  customerId: string;
  /** As links carry it. */
  code: string;
  enrolledAt: Date;
  named: boolean;
  byEmail: boolean;
};

/** Advocates whose link is still to be written, in order of enrolment. @param after the last one of the page before, null for the first */
export async function listDueLinks(
  tx: Transaction,
  shopId: string,
  after: { enrolledAt: Date; advocateId: string } | null,
  limit: number,
): Promise<DueLink[]> {
  return tx.$queryRaw<DueLink[]>`
    SELECT a.id AS "advocateId", customer_id AS "customerId", ${sharedCodeOf('a')} AS code, enrolled_at AS "enrolledAt", name_sealed IS NOT NULL AS named,
      source IN ('email', 'merchant') AS "byEmail"
    FROM advocate a
    WHERE shop_id = ${shopId}::uuid AND link_written_at IS NULL AND customer_id IS NOT NULL AND state <> 'redacted'
      AND (${after === null} OR (enrolled_at, id) > (${after?.enrolledAt ?? null}::timestamptz, ${after?.advocateId ?? null}::uuid))
    ORDER BY enrolled_at, id LIMIT ${limit}`;
}

export async function markLinksWritten(tx: Transaction, shopId: string, advocateIds: string[], at: number): Promise<void> {
  await tx.advocate.updateMany({ where: { shopId, id: { in: advocateIds } }, data: { linkWrittenAt: new Date(at) } });
}

/** The storefront has another address: every link is to be written again. */
export async function forgetWrittenLinks(tx: Transaction, shopId: string): Promise<void> {
  await tx.advocate.updateMany({ where: { shopId, linkWrittenAt: { not: null } }, data: { linkWrittenAt: null } });
}

/** This advocate's links carry another code from now on. */
export async function forgetWrittenLink(tx: Transaction, shopId: string, advocateId: string): Promise<void> {
  await tx.advocate.update({ where: { shopId_id: { shopId, id: advocateId } }, data: { linkWrittenAt: null } });
  await tx.$executeRaw`
    INSERT INTO standing_change (shop_id, advocate_id)
    SELECT shop_id, id FROM advocate WHERE shop_id = ${shopId}::uuid AND id = ${advocateId}::uuid AND customer_id IS NOT NULL`;
}
