/** The merchant has merged two customers in Shopify: what is known of the one who is gone is the kept one's. */
import { z } from 'zod';
import type { Context } from '../context.server.ts';
import {
  findKeptCustomers,
  findRowsOfPerson,
  lockMerges,
  mergeAdvocates,
  type MergedAdvocates,
  type MergedCustomers,
  moveCustomer,
  noteMerge,
  rewardsWaitingFor,
} from '../data/customer-merges.server.ts';
import { markLockedCodes } from '../data/discount-troubles.server.ts';
import { versionsOfCredits } from '../data/milestones.server.ts';
import { lockCustomers } from '../data/payout-holder.server.ts';
import { listProgramVersions, type ProgramVersion } from '../data/programs.server.ts';
import { lockPromises } from '../data/reward-caps.server.ts';
import { moveSeenOrders } from '../data/seen-orders.server.ts';
import type { ShopRecord } from '../data/shops.server.ts';
import type { Transaction } from '../db.server.ts';
import { numericId } from '../shopify/gid.ts';
import { settleRewards } from './change-rewards.server.ts';
import { enqueueGrants } from './enqueue-grants.server.ts';
import { settleMilestones } from './settle-milestones.server.ts';
import { wantSharedCodes } from './settle-shared-codes.server.ts';

const payloadSchema = z.object({
  admin_graphql_api_customer_kept_id: z.string(),
  admin_graphql_api_customer_deleted_id: z.string(),
  status: z.string(),
});

/** A merge in a large shop touches every visit through the gone advocate's links. */
const LONGEST = 60_000;

/**
 * Works for merges in any sequence with each other and with the orders of both: later news of the gone customer is read as the kept one's
 * (`nameKeptCustomers`). A repeat changes nothing, and so does a merge that has not been completed.
 * @throws ZodError when it is no such payload
 */
export async function mergeCustomers(context: Context, shop: ShopRecord, payload: unknown): Promise<void> {
  const told = payloadSchema.parse(payload);
  if (told.status !== 'completed') return;
  const hasher = context.vault.forShop(shop.personalKey);
  const goneId = numericId(told.admin_graphql_api_customer_deleted_id);
  const named = numericId(told.admin_graphql_api_customer_kept_id);
  await context.db.prisma.$transaction(
    async (tx) => {
      await lockMerges(tx, shop.id);
      // The news of a later merge of the kept customer may have come first.
      const keptId = (await findKeptCustomers(tx, shop.id, [named])).get(named) ?? named;
      if (keptId === goneId) return;
      const merged = { goneId, goneHash: hasher.customer(goneId), keptId, keptHash: hasher.customer(keptId), at: context.now() };
      if (!(await noteMerge(tx, shop.id, merged))) return;
      await moveToKept(context, tx, shop, merged);
    },
    { timeout: LONGEST, maxWait: LONGEST },
  );
}

/** A noted merge: what names the gone customer names the kept one from now on, and where both shared they are one advocate. Needs the lock of merges. */
export async function moveToKept(context: Context, tx: Transaction, shop: ShopRecord, merged: MergedCustomers): Promise<void> {
  const { goneId, keptId } = merged;
  const versions = await lockMonth(tx, shop.id);
  const advocates = await mergeAdvocates(tx, shop.id, merged);
  await lockCustomers(tx, shop.id, [goneId, keptId]);
  await moveCustomer(tx, shop.id, merged);
  await moveSeenOrders(tx, shop.id, merged.goneHash, merged.keptHash);
  if (advocates?.outcome === 'moved') {
    await context.queue.enqueue(tx, 'write-advocate-links', { shopId: shop.id }, { once: shop.id });
  }
  await goOnAsOne(context, tx, shop, { advocates, keptId, versions });
  context.log.info({ shop: shop.domain, advocates: advocates?.outcome ?? 'none' }, 'customers merged');
}

/** Before the advocates: reward-caps.server.ts. Returns the versions of the rules. */
export async function lockMonth(tx: Transaction, shopId: string): Promise<ProgramVersion[]> {
  const versions = await listProgramVersions(tx, shopId);
  await lockPromises(tx, shopId, { month: limitsMonth(versions), advocateIds: [] });
  return versions;
}

type Joined = { advocates: MergedAdvocates | null; keptId: string | null; versions: readonly ProgramVersion[] };

/** What follows for rewards and codes when two advocates are one. @param joined.keptId the account of the one who is kept */
export async function goOnAsOne(
  context: Context,
  tx: Transaction,
  shop: ShopRecord,
  { advocates, keptId, versions }: Joined,
): Promise<void> {
  if (advocates?.outcome === 'joined') await joinMilestones(context, tx, shop, advocates, versions);
  if (advocates !== null) await wantSharedCodes(context, tx, shop.id);
  const rows = advocates === null ? [] : await findRowsOfPerson(tx, shop.id, advocates.advocateId);
  await markLockedCodes(tx, shop.id, { customerId: keptId, advocateIds: rows }, null);
  await enqueueGrants(context, tx, shop.id, await rewardsWaitingFor(tx, shop.id, keptId, rows));
}

const limitsMonth = (versions: readonly ProgramVersion[]) =>
  versions.some(({ rules }) => rules.reward.milestones.length > 0 && rules.reward.caps.programMonthMinor !== null);

/** What both have brought counts together from now on: bonuses that the two reach as one are given, and what one had lost may stand again. */
async function joinMilestones(
  context: Context,
  tx: Transaction,
  shop: ShopRecord,
  { advocateId, rows }: Extract<MergedAdvocates, { outcome: 'joined' }>,
  versions: readonly ProgramVersion[],
): Promise<void> {
  if (!versions.some(({ rules }) => rules.reward.milestones.length > 0)) return;
  const credits = (await versionsOfCredits(tx, shop.id, rows)).flatMap(
    (wanted) => versions.find(({ version }) => version === wanted) ?? [],
  );
  const { reversed, standing, given } = await settleMilestones(context, tx, shop, new Map([[advocateId, credits]]));
  await settleRewards(context, tx, shop, { reversed, standing }, []);
  if (standing.size > 0 || given.some(({ dueAt }) => dueAt !== null && dueAt <= context.now())) {
    await context.queue.enqueue(tx, 'release-due-rewards', {}, { once: 'now' });
  }
}
