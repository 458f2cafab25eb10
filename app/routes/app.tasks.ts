import { type ActionFunctionArgs, json } from '@remix-run/node';
import { z } from 'zod';
import { openAdmin, orNotFound } from '../admin-request.server.ts';
import { endBulkTask } from '../services/run-bulk-task.server.ts';
import { acting } from '../staff-acts.server.ts';

const wishSchema = z.object({ taskId: z.guid(), wish: z.enum(['cancel', 'forget']) });

/** Stops a change of many things, or puts away what came of one. */
export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const asked = wishSchema.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) throw new Response('Unknown wish', { status: 400 });
  const { taskId, wish } = asked.data;
  return acting(admin, { act: wish === 'cancel' ? 'task-cancelled' : 'task-forgotten' }, async () => {
    orNotFound((await endBulkTask(admin.context, admin.shop.id, taskId, wish)) ? taskId : null);
    return json({ ended: taskId });
  });
}
