import { type ActionFunctionArgs, json } from '@remix-run/node';
import { z } from 'zod';
import { openAdmin } from '../admin-request.server.ts';
import type { NotesAnswer } from '../components/notes-card.tsx';
import { loggedOrder, type StaffAct } from '../domain/staff-act.ts';
import { fitNote, LONGEST_NOTE } from '../domain/staff-note.ts';
import { writeStaffNote } from '../services/write-staff-note.server.ts';
import { acting } from '../staff-acts.server.ts';

const about = z.union([z.object({ advocateId: z.guid() }), z.object({ orderId: z.string().min(1).max(64) })]);
const text = z.string().max(LONGEST_NOTE).transform(fitNote).pipe(z.string().min(1));
const wishSchema = z.discriminatedUnion('wish', [
  z.object({ wish: z.literal('add'), about, text }),
  z.object({ wish: z.literal('change'), about, id: z.guid(), text }),
  z.object({ wish: z.literal('delete'), about, id: z.guid() }),
]);
const ACTS = { add: 'added', change: 'changed', delete: 'deleted' } as const;

/** Staff writes, changes or deletes a note about an advocate or an order. */
export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const { context, shop, userId } = admin;
  const asked = wishSchema.safeParse(await request.json().catch(() => null));
  if (!asked.success) throw new Response('Not a note', { status: 400 });
  const wish = asked.data;
  const isAdvocate = 'advocateId' in wish.about;
  const subjects = ['advocateId' in wish.about ? wish.about.advocateId : loggedOrder(wish.about.orderId)];
  const act: StaffAct = `${isAdvocate ? 'advocate' : 'order'}-note-${ACTS[wish.wish]}`;
  return acting(admin, { act, subjects }, async () => {
    const answer = await writeStaffNote(context, shop.id, { ...wish, by: userId ?? 'staff' });
    return answer === 'done'
      ? json<NotesAnswer>({ done: wish.wish })
      : json<NotesAnswer>({ problem: answer }, { status: answer === 'unknown' ? 404 : 409 });
  });
}
