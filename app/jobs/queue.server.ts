/** Work done later: pg-boss, enqueued inside the transaction that made the work necessary. */
import type { Transaction } from '../db.server.ts';

/** Every job and its data: ids only. */
export type Jobs = {
  /** Create the reward's discount code in Shopify. */
  'grant-reward': { shopId: string; rewardId: string };
  /** Deactivate an unused reward code after a refund. */
  'revoke-reward-code': { shopId: string; rewardId: string };
  /** Write the links of the shop's advocates that are still due to their customer metafields, 25 a call. */
  'write-advocate-links': { shopId: string };
  /** Find rewards whose waiting time is over and enqueue grant-reward for each; every minute. */
  'release-due-rewards': Record<string, never>;
  /** Ask the Admin API for recent orders of one shop and put the missing ones into the inbox; hourly per shop. */
  'reconcile-orders': { shopId: string };
  /** After installation: shop details, first advocates from recent orders. */
  'settle-in': { shopId: string };
  /** Expire unused codes, prune settled deliveries and old visits; daily. */
  'keep-house': Record<string, never>;
};
export type JobName = keyof Jobs;

export type Queue = {
  /**
   * @param options.runAt epoch milliseconds; at once when absent
   * @param options.once at most one waiting job with this key
   */
  enqueue<Name extends JobName>(
    transaction: Transaction,
    name: Name,
    data: Jobs[Name],
    options?: { runAt?: number; once?: string },
  ): Promise<void>;
};
