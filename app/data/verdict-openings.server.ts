/** Orders as far as a verdict on them is concerned. */
import type { Transaction } from '../db.server.ts';
import { openVerdicts, type OrderStandingForVerdict } from '../domain/open-verdicts.ts';

/** `advocateId`: who is credited, or whom the best evidence leads to. */
export type VerdictOpening = { orderId: string; advocateId: string | null; open: ('approve' | 'refuse')[] };

export async function findOpenings(tx: Transaction, shopId: string, orderIds: readonly string[]): Promise<VerdictOpening[]> {
  const rows = await tx.$queryRaw<(OrderStandingForVerdict & { orderId: string; advocateId: string | null })[]>`
    SELECT o.order_id AS "orderId", o.outcome, o.reason, r.state AS "referralState", r.reversed_reason AS "reversedReason",
      coalesce(r.advocate_id, o.advocate_id) AS "advocateId"
    FROM buyer_order o LEFT JOIN referral r ON r.shop_id = o.shop_id AND r.order_id = o.order_id
    WHERE o.shop_id = ${shopId}::uuid AND o.order_id = ANY(${orderIds})`;
  return rows.map(({ orderId, advocateId, ...standing }) => ({ orderId, advocateId, open: openVerdicts(standing) }));
}
