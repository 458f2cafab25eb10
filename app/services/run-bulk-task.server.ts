/** Something is done to many things at once: a piece at a time, seen by everybody, going on when the tab is closed, stopped when staff says so. */
import type { Context } from '../context.server.ts';
import { countRevived, listDead, reviveDeliveries } from '../data/dead-deliveries.server.ts';
import { findTask, forgetTask, moveTask, notePiece, openTask } from '../data/tasks.server.ts';
import type { Transaction } from '../db.server.ts';
import { STAFF_ACTIONS } from '../domain/staff-action.ts';
import type { Screen } from '../domain/staff-act.ts';
import { type BulkDetail, bulkDetailSchema, type BulkKind, DONE_AT_ONCE } from '../domain/task.ts';
import { Fault } from '../shopify/faults.ts';
import { actOnRewards } from './act-on-rewards.server.ts';
import { noteStaffAct } from './note-staff-act.server.ts';
import { sendRewardMessages } from './send-reward-messages.server.ts';

type BulkShop = { id: string; domain: string; personalKey: Uint8Array };
export type BulkWish = {
  kind: BulkKind;
  what: string;
  ids: readonly string[];
  note: string | null;
  /** Of the entry in the log of staff acts. */
  logged: { by: string; screen: Screen; seq: bigint };
};

/** At most so many messages at once; the button is there for the rest. */
const MOST_DEAD = 5_000;
/** Messages are looked at so often until all are worked in, but not for ever: the inbox may wait for Shopify. Milliseconds. */
const LOOK_EVERY = 1_000;
const WATCHED_FOR = 600_000;

/** False when the same kind of work is under way in this shop. */
export async function startBulkTask(context: Context, shop: BulkShop, wish: BulkWish): Promise<boolean> {
  const { kind, what, ids, note, logged } = wish;
  const id = context.newId();
  const detail: BulkDetail = {
    ...{ what, left: [...ids], watched: [], refused: {}, seq: String(logged.seq), screen: logged.screen },
    note: note === null ? null : Buffer.from(context.vault.seal(note)).toString('base64'),
  };
  return context.db.prisma.$transaction(async (tx) => {
    const task = { id, kind, detail, total: ids.length, by: logged.by, at: context.now() };
    if (!(await openTask(tx, shop.id, task))) return false;
    await enqueue(context, tx, shop.id, id);
    return true;
  });
}

/** Tries every dead message of the shop again, as `startBulkTask`. */
export async function retryAllDeliveries(context: Context, shop: BulkShop, logged: BulkWish['logged']): Promise<boolean> {
  const ids = await listDead(context.db.prisma, shop.domain, MOST_DEAD);
  if (ids.length === 0) return true;
  return startBulkTask(context, shop, { kind: 'retry-deliveries', what: 'retry', ids, note: null, logged });
}

/** What was done stays done. False when there is nothing of this id to be stopped, or to be put away. */
export async function endBulkTask(context: Context, shopId: string, taskId: string, wish: 'cancel' | 'forget'): Promise<boolean> {
  const { prisma } = context.db;
  if (wish === 'forget') return forgetTask(prisma, shopId, taskId);
  const task = await findTask(prisma, shopId, taskId);
  if (task === null || task.kind === 'import-advocates') return false;
  return finish(context, shopId, taskId, 'cancelled');
}

/** A piece that is done is noted after it: whoever is killed between the two does it again, which changes nothing. Throws Fault. */
export async function runBulkTask(context: Context, { shopId, taskId }: { shopId: string; taskId: string }): Promise<void> {
  const { prisma } = context.db;
  const shop = await prisma.shop.findUnique({ where: { id: shopId } });
  const task = await findTask(prisma, shopId, taskId);
  if (shop === null || task?.state !== 'running') return;
  const progress = {
    id: taskId,
    by: task.startedBy,
    done: task.done,
    total: task.total ?? 0,
    detail: bulkDetailSchema.parse(task.detail),
  };
  try {
    if (task.kind === 'retry-deliveries') await retryPieces(context, shop, progress, task.startedAt.getTime());
    else await actPieces(context, shop, progress);
  } catch (error) {
    if (error instanceof Fault && error.retry) throw error;
    context.log.error({ shopId, taskId, error }, 'a change of many things failed');
    await finish(context, shopId, taskId, 'fault');
  }
}

type Progress = { id: string; by: string; done: number; total: number; detail: BulkDetail };

async function actPieces(context: Context, shop: BulkShop, { id, by, done, detail }: Progress): Promise<void> {
  const { seq, screen } = detail;
  const action = STAFF_ACTIONS.find((word) => word === detail.what);
  if (action === undefined) throw new Error(`no action ${detail.what}`);
  const note = detail.note === null ? null : context.vault.open(Buffer.from(detail.note, 'base64'));
  let { left, refused } = detail;
  while (left.length > 0) {
    const wish = { rewardIds: left.slice(0, DONE_AT_ONCE), by, note };
    const result =
      action === 'message' ? await sendRewardMessages(context, shop, wish) : await actOnRewards(context, shop, action, wish);
    left = left.slice(DONE_AT_ONCE);
    done += wish.rewardIds.length;
    for (const { why } of result.refused) refused = { ...refused, [why]: (refused[why] ?? 0) + 1 };
    if (result.refused.length > 0) {
      const subjects = result.refused.map(({ rewardId }) => rewardId);
      await noteStaffAct(context, shop, { by, screen, act: 'not-done', subjects, value: seq });
    }
    if (!(await notePiece(context.db.prisma, shop.id, id, { done, detail: { left, refused } }))) return;
  }
  await finish(context, shop.id, id, null);
}

/** Messages go back into the inbox all at once; then they are counted until they are worked in. */
async function retryPieces(context: Context, shop: BulkShop, { id, total, detail }: Progress, startedAt: number): Promise<void> {
  const { prisma } = context.db;
  let { watched, refused } = detail;
  if (detail.left.length > 0) {
    watched = await reviveDeliveries(prisma, shop.domain, detail.left, context.now());
    const gone = detail.left.length - watched.length;
    refused = gone === 0 ? {} : { gone };
    if (!(await notePiece(prisma, shop.id, id, { done: gone, detail: { left: [], watched, refused } }))) return;
  }
  const { waiting, dead } = await countRevived(prisma, shop.domain, watched);
  const isOver = waiting === 0 || context.now() - startedAt > WATCHED_FOR;
  const told = { ...refused, ...(isOver && dead > 0 ? { dead } : {}), ...(isOver && waiting > 0 ? { waiting } : {}) };
  if (!(await notePiece(prisma, shop.id, id, { done: total - waiting, detail: { refused: told } }))) return;
  if (isOver) await finish(context, shop.id, id, null);
  else await prisma.$transaction((tx) => enqueue(context, tx, shop.id, id, context.now() + LOOK_EVERY));
}

function enqueue(context: Context, tx: Transaction, shopId: string, taskId: string, runAt?: number): Promise<void> {
  return context.queue.enqueue(tx, 'run-bulk-task', { shopId, taskId }, runAt === undefined ? {} : { runAt });
}

function finish(context: Context, shopId: string, taskId: string, problem: 'cancelled' | 'fault' | null): Promise<boolean> {
  return moveTask(context.db.prisma, shopId, taskId, {
    ...{ from: 'running' as const, to: problem === null ? ('done' as const) : ('failed' as const), problem },
    ...{ detail: { left: [], watched: [], note: null }, endedAt: context.now() },
  });
}
