/** Which advocates' links are written to their customer metafields, and which are still to do. */
import type { Transaction } from '../db.server.ts';

export type DueLink = {
  advocateId: string;
  customerId: string;
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
    SELECT id AS "advocateId", customer_id AS "customerId", code, enrolled_at AS "enrolledAt", name_sealed IS NOT NULL AS named,
      source = 'email' AS "byEmail"
    FROM advocate
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
