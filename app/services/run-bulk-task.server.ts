/** Something is done to many things at once: a piece at a time, seen by everybody, going on when the tab is closed, stopped when staff says so. */
import type { Context } from '../context.server.ts';
import { countRevived, listDead, reviveDeliveries } from '../data/dead-deliveries.server.ts';
import { findTask, forgetTask, moveTask, notePiece, openTask } from '../data/tasks.server.ts';
import type { ShopRecord } from '../data/shops.server.ts';
import type { Transaction } from '../db.server.ts';
import { STAFF_ACTIONS } from '../domain/staff-action.ts';
import { loggedOrder, type Screen } from '../domain/staff-act.ts';
import { type BulkDetail, bulkDetailSchema, type BulkKind, DONE_AT_ONCE } from '../domain/task.ts';
import { Fault } from '../shopify/faults.ts';
import { actOnRewards } from './act-on-rewards.server.ts';
import { giveVerdict } from './give-verdict.server.ts';
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
    else {
      const { what } = progress.detail;
      const work =
        task.kind === 'give-verdicts'
          ? verdictWork(context, { ...shop, state: 'installed' }, what)
          : rewardWork(context, shop, what);
      await actPieces(context, shop, progress, work);
    }
  } catch (error) {
    if (error instanceof Fault && error.retry) throw error;
    context.log.error({ shopId, taskId, error }, 'a change of many things failed');
    await finish(context, shopId, taskId, 'fault');
  }
}

type Progress = { id: string; by: string; done: number; total: number; detail: BulkDetail };

/** Does one piece; answers what was left as it was. */
type Work = (ids: string[], wish: { by: string; note: string | null }) => Promise<{ id: string; why: string }[]>;

function rewardWork(context: Context, shop: BulkShop, what: string): Work {
  const action = STAFF_ACTIONS.find((word) => word === what);
  if (action === undefined) throw new Error(`no action ${what}`);
  return async (rewardIds, wish) => {
    const asked = { rewardIds, ...wish };
    const { refused } =
      action === 'message' ? await sendRewardMessages(context, shop, asked) : await actOnRewards(context, shop, action, asked);
    return refused.map(({ rewardId, why }) => ({ id: rewardId, why }));
  };
}

function verdictWork(context: Context, shop: BulkShop & ShopRecord, what: string): Work {
  const kind = what === 'approve' ? 'approve' : 'refuse';
  return async (orderIds, wish) => {
    const { refused } = await giveVerdict(context, shop, { orderIds, kind, ...wish });
    return refused.map(({ orderId, why }) => ({ id: loggedOrder(orderId), why }));
  };
}

async function actPieces(context: Context, shop: BulkShop, { id, by, done, detail }: Progress, work: Work): Promise<void> {
  const { seq, screen } = detail;
  const note = detail.note === null ? null : context.vault.open(Buffer.from(detail.note, 'base64'));
  let { left, refused } = detail;
  while (left.length > 0) {
    const piece = left.slice(0, DONE_AT_ONCE);
    const untouched = await work(piece, { by, note });
    left = left.slice(DONE_AT_ONCE);
    done += piece.length;
    for (const { why } of untouched) refused = { ...refused, [why]: (refused[why] ?? 0) + 1 };
    if (untouched.length > 0) {
      const subjects = untouched.map((one) => one.id);
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
