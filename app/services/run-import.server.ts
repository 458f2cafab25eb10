/** What was found in a file of advocates is imported, all of it or nothing; or an import is taken back. */
import { Prisma } from '@prisma/client';
import type { Context } from '../context.server.ts';
import { countVerdicts, dropRows, enrolRows, forgetRows, markRepeats, removeImported } from '../data/import-rows.server.ts';
import { findTask, moveTask, noteProgress } from '../data/tasks.server.ts';
import type { Transaction } from '../db.server.ts';
import { importDetailSchema, isImportable } from '../domain/task.ts';

const ROWS_AT_ONCE = 2_000;
/** A job may take a quarter of an hour. */
const LONGEST = 800_000;

type Named = { shopId: string; taskId: string };

/** One transaction: whoever is killed in it leaves nothing, and the job begins anew. Progress is told beside it. */
export async function runImport(context: Context, { shopId, taskId }: Named): Promise<void> {
  const { prisma } = context.db;
  const task = await findTask(prisma, shopId, taskId);
  if (task?.state !== 'running') return;
  const detail = importDetailSchema.parse(task.detail);
  try {
    if (detail.step === 'undoing') await undo(context, { shopId, taskId }, detail.imported);
    else if (detail.step === 'importing') await importAll(context, { shopId, taskId }, detail.found['new'] ?? 0);
  } catch (error) {
    // 23505: somebody got a code of the file since it was read.
    const isTaken = error instanceof Prisma.PrismaClientKnownRequestError && /23505|P2002/.test(`${error.code} ${error.message}`);
    if (!isTaken) context.log.error({ shopId, taskId, error }, 'import of advocates failed');
    const problem = isTaken ? 'meanwhile' : 'fault';
    await dropRows(prisma, shopId, taskId);
    await moveTask(prisma, shopId, taskId, { from: 'running', to: 'failed', problem, endedAt: context.now() });
  }
}

async function importAll(context: Context, { shopId, taskId }: Named, total: number): Promise<void> {
  await context.db.prisma.$transaction(
    async (tx) => {
      let after = 0;
      let imported = 0;
      for (;;) {
        const { lastLine, added } = await enrolRows(tx, shopId, taskId, { after, limit: ROWS_AT_ONCE, now: context.now() });
        if (lastLine === null) break;
        after = lastLine;
        imported += added;
        await noteProgress(context.db.prisma, shopId, taskId, imported, total);
      }
      await forgetRows(tx, shopId, taskId);
      await moveTask(tx, shopId, taskId, { from: 'running', to: 'done', detail: { imported }, endedAt: context.now() });
      await context.queue.enqueue(tx, 'write-advocate-links', { shopId }, { once: shopId });
      context.log.info({ shopId, taskId, imported }, 'advocates imported');
    },
    { timeout: LONGEST, maxWait: LONGEST },
  );
}

async function undo(context: Context, { shopId, taskId }: Named, imported: number): Promise<void> {
  await context.db.prisma.$transaction(
    async (tx) => {
      const removed = await removeImported(tx, shopId, taskId);
      await dropRows(tx, shopId, taskId);
      const detail = { stayed: imported - removed };
      await moveTask(tx, shopId, taskId, { from: 'running', to: 'undone', detail, endedAt: context.now() });
      context.log.info({ shopId, taskId, removed }, 'import of advocates taken back');
    },
    { timeout: LONGEST, maxWait: LONGEST },
  );
}

/** The merchant's word. False when the task is not there to be answered so (any more). */
export async function answerImport(
  context: Context,
  shop: { id: string },
  taskId: string,
  wish: 'start' | 'discard' | 'undo',
): Promise<boolean> {
  // Judging a million rows once more, or forgetting them, takes longer than a transaction may without being told.
  return context.db.prisma.$transaction((tx) => answer(context, tx, shop.id, { taskId, wish }), {
    timeout: LONGEST,
    maxWait: LONGEST,
  });
}

async function answer(
  context: Context,
  tx: Transaction,
  shopId: string,
  { taskId, wish }: { taskId: string; wish: 'start' | 'discard' | 'undo' },
): Promise<boolean> {
  const task = await findTask(tx, shopId, taskId);
  if (task === null || task.kind !== 'import-advocates') return false;
  if (wish === 'discard') {
    const discarded = { from: 'asking', to: 'failed', problem: 'discarded', endedAt: context.now() } as const;
    if (!(await moveTask(tx, shopId, taskId, discarded))) return false;
    await dropRows(tx, shopId, taskId);
    return true;
  }
  if (wish === 'start') {
    await markRepeats(tx, shopId, taskId);
    const found = await countVerdicts(tx, shopId, taskId);
    if (!isImportable(found)) return false;
    const started = { from: 'asking', to: 'running', detail: { step: 'importing', found } } as const;
    if (!(await moveTask(tx, shopId, taskId, started))) return false;
  } else if (!(await moveTask(tx, shopId, taskId, { from: 'done', to: 'running', detail: { step: 'undoing' } }))) return false;
  await noteProgress(tx, shopId, taskId, 0, null);
  await context.queue.enqueue(tx, 'run-import', { shopId, taskId }, { once: taskId });
  return true;
}
