/** Whether the home page shows the set-up guide. */
import type { Transaction } from '../db.server.ts';

/** @param at epoch milliseconds; null = shown */
export async function setGuideHidden(tx: Transaction, shopId: string, at: number | null): Promise<void> {
  await tx.shop.updateMany({ where: { id: shopId }, data: { guideHiddenAt: at === null ? null : new Date(at) } });
}
