/** Staff have a reward's code put right after the merchant changed its discount in Shopify. */
import type { Context } from '../context.server.ts';
import { type DiscountOwner, findDiscountOwner, markRewardTrouble } from '../data/discount-troubles.server.ts';
import { appendEntries, readRewardBalances } from '../data/ledger.server.ts';
import { noteRewardEvents } from '../data/reward-events.server.ts';
import { changeRewards, type LockedReward, lockRewards } from '../data/rewards.server.ts';
import type { Transaction } from '../db.server.ts';
import { entriesForMove, entriesForRestoring } from '../domain/ledger.ts';
import { writeProblem } from '../domain/problem.ts';
import type { Repair } from '../domain/reward-event.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import { Fault } from '../shopify/faults.ts';
import { nextStep } from '../shopify/next-step.ts';
import { findDiscountByCode } from '../shopify/operations/find-discount-by-code.ts';
import { release } from './act-on-rewards.server.ts';
import { isOurs } from './create-code-discount.server.ts';
import { noteTrouble } from './note-discount-news.server.ts';
import { poolOf } from './open-pool.server.ts';
import { restoreDiscount } from './restore-discount.server.ts';
import { rewardLabel } from './reward-label.server.ts';
import { staffNote } from './staff-note.ts';

type Shop = { id: string; domain: string };
/** `by`: the staff member's Shopify user id. */
type Staff = { by: string; note: string | null };
type Troubled = { rewardId: string; code: string; discountId: string | null };

/** Repeats are harmless: each step looks at what Shopify has before it changes anything. Null: the shop has no such reward. */
export async function repairReward(context: Context, shop: Shop, rewardId: string, staff: Staff): Promise<Repair | null> {
  const reward = await context.db.prisma.reward.findUnique({
    where: { shopId_id: { shopId: shop.id, id: rewardId } },
    select: { state: true, trouble: true, code: true, discountId: true, revokedReason: true },
  });
  if (reward === null) return null;
  const { state, trouble, code, discountId } = reward;
  const isLost = state === 'revoked' && reward.revokedReason === 'deleted-in-shopify';
  if (code === null || !(isLost || (state === 'issued' && trouble !== null))) return { done: 'nothing-wrong' };
  try {
    const client = await context.shopify(shop.domain, 'person');
    const troubled = { rewardId, code, discountId };
    const repair =
      isLost || trouble === 'code-removed'
        ? await replaceCode(context, client, shop, troubled, staff)
        : await putBack(context, client, shop, troubled, staff);
    context.log.info({ shopId: shop.id, rewardId, ...repair }, 'reward repaired');
    return repair;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    context.log.warn({ shopId: shop.id, rewardId, fault: error.kind }, 'reward not repaired');
    return { refused: nextStep(error) };
  }
}

async function putBack(context: Context, client: AdminClient, shop: Shop, reward: Troubled, staff: Staff): Promise<Repair> {
  const { discountId } = reward;
  const owner = discountId === null ? null : await findDiscountOwner(context.db.prisma, shop.id, discountId);
  if (discountId === null || owner === null) return replaceCode(context, client, shop, reward, staff);
  const outcome = await restoreDiscount(context, client, shop, owner, discountId);
  if (outcome === 'gone') return replaceCode(context, client, shop, reward, staff);
  if (outcome !== 'restored') return outcome;
  await recordPutBack(context, shop, owner, discountId, staff);
  return { done: 'put-back' };
}

function recordPutBack(context: Context, shop: Shop, owner: DiscountOwner, discountId: string, staff: Staff): Promise<void> {
  return context.db.prisma.$transaction(async (tx) => {
    const rewardIds = await noteTrouble(context, tx, shop.id, { owner, discountId, trouble: null, terms: [] });
    await noteRepairs(context, tx, shop.id, rewardIds, 'put-back', staff);
  });
}

async function replaceCode(context: Context, client: AdminClient, shop: Shop, reward: Troubled, staff: Staff): Promise<Repair> {
  const { rewardId, code } = reward;
  const found = await findDiscountByCode(client, code);
  const isThere = found !== null && (isOurs(found, rewardLabel(rewardId, code)) || (await poolOf(context, shop, found)) !== null);
  if (isThere && found.uses > 0) return { refused: writeProblem('repair-used') };
  return context.db.prisma.$transaction(async (tx): Promise<Repair> => {
    const [locked] = await lockRewards(tx, shop.id, { ids: [rewardId] });
    if (locked === undefined || locked.code !== code || (locked.state !== 'issued' && locked.state !== 'revoked'))
      return { done: 'nothing-wrong' };
    if (isThere && locked.state === 'issued') {
      const cleared = await markRewardTrouble(tx, shop.id, { rewardId }, null);
      await noteRepairs(context, tx, shop.id, cleared, 'put-back', staff);
      return { done: 'put-back' };
    }
    if (locked.reversed) return { refused: writeProblem('repair-taken-back') };
    await promiseAgain(context, tx, shop, locked);
    await noteRepairs(context, tx, shop.id, [rewardId], 'new-code', staff);
    return { done: 'new-code' };
  });
}

/** It comes back from its recipient and is promised again: its next turn has another code, and the ledger tells of both. */
async function promiseAgain(
  context: Context,
  tx: Transaction,
  shop: Shop,
  { rewardId, turn, currency, state }: LockedReward,
): Promise<void> {
  const at = context.now();
  const balance = (await readRewardBalances(tx, shop.id, [rewardId])).get(rewardId);
  const amount = { minor: balance?.accounts[state === 'issued' ? 'issued' : 'revoked'] ?? 0n, currency };
  if (state === 'issued') {
    await changeRewards(tx, shop.id, [{ rewardId, to: 'revoked', reason: 'deleted-in-shopify', at }]);
    await appendEntries(tx, shop.id, entriesForMove({ rewardId, turn, amount, at }, 'issued', 'revoked'));
  }
  await changeRewards(tx, shop.id, [{ rewardId, to: 'pending', at }]);
  await appendEntries(tx, shop.id, entriesForRestoring({ rewardId, turn: turn + 1, amount, at }));
  await release(context, tx, shop, [rewardId]);
}

function noteRepairs(
  context: Context,
  tx: Transaction,
  shopId: string,
  rewardIds: readonly string[],
  how: 'put-back' | 'new-code',
  { by, note }: Staff,
): Promise<void> {
  const event = { kind: 'repaired', at: context.now(), by, note: staffNote(note), detail: { how } } as const;
  return noteRewardEvents(
    tx,
    shopId,
    rewardIds.map((rewardId) => ({ ...event, id: context.newId(), rewardId })),
  );
}
