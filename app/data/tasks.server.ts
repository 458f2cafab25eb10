/** Long work that merchants have started. */
import type { Transaction } from '../db.server.ts';
import type { TaskKind, TaskState } from '../domain/task.ts';

export type NewTask = { id: string; kind: TaskKind; detail: object; total: number | null; by: string; at: number };

/** False when one of this kind is open already. */
export async function openTask(tx: Transaction, shopId: string, task: NewTask): Promise<boolean> {
  const opened = await tx.$executeRaw`
    INSERT INTO task (shop_id, id, kind, state, total, detail, started_by, started_at)
    VALUES (${shopId}::uuid, ${task.id}::uuid, ${task.kind}, 'running', ${task.total}, ${JSON.stringify(task.detail)}::jsonb, ${task.by}, ${new Date(task.at)})
    ON CONFLICT DO NOTHING`;
  return opened === 1;
}

export async function findTask(tx: Transaction, shopId: string, id: string) {
  return tx.task.findUnique({ where: { shopId_id: { shopId, id } } });
}

/** How far it is; seen by others at once unless `tx` is a transaction. */
export async function noteProgress(
  tx: Transaction,
  shopId: string,
  id: string,
  done: number,
  total: number | null,
): Promise<void> {
  await tx.$executeRaw`UPDATE task SET done = ${done}, total = ${total} WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid`;
}

/** How far a change of many things is. False when it was cancelled meanwhile. @param detail added to what stands there */
export async function notePiece(
  tx: Transaction,
  shopId: string,
  id: string,
  { done, detail }: { done: number; detail: object },
): Promise<boolean> {
  const noted = await tx.$executeRaw`
    UPDATE task SET done = ${done}, detail = detail || ${JSON.stringify(detail)}::jsonb
    WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid AND state = 'running'`;
  return noted === 1;
}

/** Forgets a task that has ended. False when the shop has none of this id that did. */
export async function forgetTask(tx: Transaction, shopId: string, id: string): Promise<boolean> {
  const { count } = await tx.task.deleteMany({
    where: { shopId, id, state: { in: ['done', 'failed'] }, kind: { not: 'import-advocates' } },
  });
  return count === 1;
}

/** From one state to another, with what is known by then; false when it is in another state. `detail` is added to what stands there. */
export async function moveTask(
  tx: Transaction,
  shopId: string,
  id: string,
  { from, to, detail = {}, problem = null, endedAt = null }: TaskMove,
): Promise<boolean> {
  const moved = await tx.$executeRaw`
    UPDATE task SET state = ${to}, detail = detail || ${JSON.stringify(detail)}::jsonb, problem = ${problem},
      ended_at = ${endedAt === null ? null : new Date(endedAt)}
    WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid AND state = ${from}`;
  return moved === 1;
}
export type TaskMove = { from: TaskState; to: TaskState; detail?: object; problem?: string | null; endedAt?: number | null };

/** Deletes those that ended, and those that nobody answered, before these times. */
export async function pruneTasks(
  tx: Transaction,
  shopId: string,
  { endedBefore, unansweredBefore }: { endedBefore: number; unansweredBefore: number },
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM task WHERE shop_id = ${shopId}::uuid
      AND (ended_at < ${new Date(endedBefore)} OR ended_at IS NULL AND started_at < ${new Date(unansweredBefore)})`;
}
