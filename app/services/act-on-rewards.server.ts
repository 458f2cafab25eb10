/** Staff change what becomes of rewards. */
import type { Context } from '../context.server.ts';
import { appendEntries } from '../data/ledger.server.ts';
import { noteRewardEvents } from '../data/reward-events.server.ts';
import { approveNow, keepForGood, lockForStaff, type StaffReward, stopBacking } from '../data/staff-rewards.server.ts';
import type { Transaction } from '../db.server.ts';
import { entriesForMove } from '../domain/ledger.ts';
import type { RewardEventKind } from '../domain/reward-event.ts';
import { BY_STAFF, refusalOf, type StaffAction, type StaffRefusal } from '../domain/staff-action.ts';
import { settleRewards } from './change-rewards.server.ts';
import { enqueueGrants } from './enqueue-grants.server.ts';
import { staffNote } from './staff-note.ts';

export type StaffChange = Exclude<StaffAction, 'message'>;

/** `by`: the staff member's Shopify user id. */
export type StaffWish = { rewardIds: readonly string[]; by: string; note: string | null };

export type StaffResult = { done: string[]; refused: { rewardId: string; why: StaffRefusal }[] };

const EVENTS: Readonly<Record<StaffChange, RewardEventKind>> = {
  approve: 'approved',
  revoke: 'revoked',
  keep: 'kept',
  'give-again': 'given-again',
};

/**
 * Does it to each reward that allows it, all in one transaction with what the ledger and the reward's life say of it; the others are named with the
 * reason. A repeat changes nothing. What Shopify is to be asked for (a new code, switching one off, taking money back) is done by jobs.
 */
export async function actOnRewards(
  context: Context,
  shop: { id: string },
  action: StaffChange,
  { rewardIds, by, note }: StaffWish,
): Promise<StaffResult> {
  const at = context.now();
  const result = await context.db.prisma.$transaction(async (tx) => {
    const { done, refused } = await weigh(tx, shop.id, action, rewardIds);
    const ids = done.map(({ rewardId }) => rewardId);
    if (ids.length === 0) return { done: ids, refused };
    await carryOut(context, tx, shop, action, ids);
    const event = { kind: EVENTS[action], at, by, note: staffNote(note), detail: null };
    await noteRewardEvents(
      tx,
      shop.id,
      ids.map((rewardId) => ({ ...event, id: context.newId(), rewardId })),
    );
    return { done: ids, refused };
  });
  context.log.info(
    { shopId: shop.id, action, done: result.done.length, refused: result.refused.length },
    'staff changed rewards',
  );
  return result;
}

/** Locks the rewards until the transaction ends. */
export async function weigh(
  tx: Transaction,
  shopId: string,
  action: StaffAction,
  rewardIds: readonly string[],
): Promise<{ done: StaffReward[]; refused: StaffResult['refused'] }> {
  const wanted = [...new Set(rewardIds)];
  const found = new Map((await lockForStaff(tx, shopId, wanted)).map((reward) => [reward.rewardId, reward]));
  const done: StaffReward[] = [];
  const refused: StaffResult['refused'] = [];
  for (const rewardId of wanted) {
    const reward = found.get(rewardId);
    const why = reward === undefined ? 'not-found' : refusalOf(action, reward);
    if (why !== null) refused.push({ rewardId, why });
    else if (reward !== undefined) done.push(reward);
  }
  return { done, refused };
}

async function carryOut(
  context: Context,
  tx: Transaction,
  shop: { id: string },
  action: StaffChange,
  ids: readonly string[],
): Promise<void> {
  if (action === 'revoke') {
    await stopBacking(tx, shop.id, ids);
    const reversed = new Map(ids.map((id) => [id, BY_STAFF]));
    return settleRewards(context, tx, shop, { reversed, standing: new Map() }, []);
  }
  if (action !== 'approve') {
    await keepForGood(tx, shop.id, ids);
    const standing = new Map(ids.map((id) => [id, 'credited' as const]));
    await settleRewards(context, tx, shop, { reversed: new Map(), standing }, []);
  }
  // What its referral held back may be due by now.
  if (action === 'keep') return context.queue.enqueue(tx, 'release-due-rewards', {}, { once: 'now' });
  await release(context, tx, shop, ids);
}

export async function release(context: Context, tx: Transaction, shop: { id: string }, ids: readonly string[]): Promise<void> {
  const at = context.now();
  const moved = await approveNow(tx, shop.id, ids);
  const entries = moved.flatMap(({ rewardId, turn, accrued }) =>
    entriesForMove({ rewardId, turn, amount: accrued, at }, 'pending', 'approved'),
  );
  await appendEntries(tx, shop.id, entries);
  await enqueueGrants(
    context,
    tx,
    shop.id,
    moved.map(({ rewardId }) => rewardId),
  );
}
