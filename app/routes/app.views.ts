import { type ActionFunctionArgs, json } from '@remix-run/node';
import { z } from 'zod';
import { openAdmin } from '../admin-request.server.ts';
import { LONGEST_VIEW_NAME, VIEW_LISTS } from '../domain/saved-view.ts';
import type { StaffAct } from '../domain/staff-act.ts';
import { fitText } from '../domain/untrusted-text.ts';
import { saveView, type ViewOutcome } from '../services/save-view.server.ts';
import { acting } from '../staff-acts.server.ts';

const name = z
  .string()
  .transform((text) => fitText(text.trim(), LONGEST_VIEW_NAME))
  .pipe(z.string().min(1));
const [list, query] = [z.enum(VIEW_LISTS), z.string().max(1_000)];
const wishSchema = z.union([
  z.object({ wish: z.literal('save'), list, name, query }),
  z.object({ wish: z.literal('change'), id: z.guid(), list, name }),
  z.object({ wish: z.literal('change'), id: z.guid(), list, query }),
  z.object({ wish: z.literal('change'), id: z.guid(), list, isShared: z.boolean() }),
  z.object({ wish: z.literal('change'), id: z.guid(), list, opensFirst: z.boolean() }),
  z.object({ wish: z.literal('delete'), id: z.guid() }),
]);
const ACTS = { save: 'view-saved', change: 'view-changed', delete: 'view-deleted' } as const satisfies Record<string, StaffAct>;

/** Staff saves a view of a list, changes or deletes one. */
export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const { context, shop, userId } = admin;
  const wish = wishSchema.safeParse(await request.json().catch(() => null));
  if (!wish.success) throw new Response('Not a view', { status: 400 });
  return acting(admin, { act: ACTS[wish.data.wish] }, async () => {
    const outcome = await saveView(context, shop.id, userId ?? 'staff', wish.data);
    const status = !('problem' in outcome) ? 200 : outcome.problem === 'unknown' ? 404 : 409;
    return json<ViewOutcome>(outcome, { status });
  });
}
