/** A merchant hands in a file of advocates: it is stored, sealed, and read by a job, so that their tab may be closed. */
import type { Context } from '../context.server.ts';
import { addChunk } from '../data/import-rows.server.ts';
import { openTask } from '../data/tasks.server.ts';
import type { ImportDetail } from '../domain/task.ts';
import { fitText } from '../domain/untrusted-text.ts';

export const LARGEST_FILE = 100 * 2 ** 20;
const PIECE = 2 ** 19;

/** Why a file is not taken. `busy`: another import is under way, or waits for an answer. */
export type NotReceived = 'too-large' | 'empty' | 'busy';

/** Holds one piece of the file in memory. A file that breaks off leaves nothing. @param file.by Shopify user id */
export async function receiveImport(
  context: Context,
  shop: { id: string },
  file: { name: string; by: string; body: AsyncIterable<Uint8Array> },
): Promise<{ taskId: string } | { problem: NotReceived }> {
  const { prisma } = context.db;
  const taskId = context.newId();
  const detail: ImportDetail = {
    ...{
      fileName: fitText(file.name, 120),
      bytes: 0,
      step: 'reading',
      encoding: null,
      found: {},
      line: null,
      imported: 0,
      stayed: 0,
    },
  };
  const task = { id: taskId, kind: 'import-advocates' as const, detail, total: null, by: file.by, at: context.now() };
  if (!(await openTask(prisma, shop.id, task))) return { problem: 'busy' };
  const giveUp = () => prisma.task.deleteMany({ where: { shopId: shop.id, id: taskId } });
  try {
    const bytes = await store(context, shop.id, taskId, file.body);
    if (typeof bytes === 'string') return (await giveUp(), { problem: bytes });
    await prisma.$transaction(async (tx) => {
      await tx.$executeRaw`
        UPDATE task SET detail = detail || jsonb_build_object('bytes', ${bytes}::int) WHERE shop_id = ${shop.id}::uuid AND id = ${taskId}::uuid`;
      await context.queue.enqueue(tx, 'read-import', { shopId: shop.id, taskId }, { once: taskId });
    });
  } catch (error) {
    await giveUp();
    throw error;
  }
  context.log.info({ shopId: shop.id, taskId, by: file.by }, 'file of advocates received');
  return { taskId };
}

async function store(
  context: Context,
  shopId: string,
  taskId: string,
  body: AsyncIterable<Uint8Array>,
): Promise<number | 'too-large' | 'empty'> {
  let place = 0;
  let bytes = 0;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  const flush = async () => {
    // One character a byte: the vault seals text.
    const sealed = context.vault.seal(Buffer.concat(held).toString('latin1'));
    await addChunk(context.db.prisma, shopId, taskId, place, sealed);
    place += 1;
    held = [];
    heldBytes = 0;
  };
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > LARGEST_FILE) return 'too-large';
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes >= PIECE) await flush();
  }
  if (heldBytes > 0) await flush();
  return bytes === 0 ? 'empty' : bytes;
}
