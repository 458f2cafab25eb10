import { type ActionFunctionArgs, json } from '@remix-run/node';
import { z } from 'zod';
import { openAdmin } from '../admin-request.server.ts';
import type { AssignAnswer } from '../components/verdict/assign-dialog.tsx';
import { loggedOrder } from '../domain/staff-act.ts';
import { assignOrder } from '../services/assign-order.server.ts';
import { acting } from '../staff-acts.server.ts';

const wishSchema = z.object({
  order: z.string().trim().min(1).max(64),
  advocateId: z.guid(),
  note: z.string().max(500).nullable(),
});

/** Staff credits an order by hand. */
export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const { context, shop, userId } = admin;
  const wish = wishSchema.safeParse(await request.json().catch(() => null));
  if (!wish.success) throw new Response('Not an assignment', { status: 400 });
  const { order, advocateId } = wish.data;
  return acting(admin, { act: 'order-assigned', subjects: [loggedOrder(order)], value: advocateId }, async () => {
    const answer = await assignOrder(context, { ...shop, state: 'installed' }, { ...wish.data, by: userId ?? 'staff' });
    return json<AssignAnswer>(answer, 'refused' in answer ? { status: 409 } : {});
  });
}
