import { type ActionFunctionArgs, json } from '@remix-run/node';
import { z } from 'zod';
import { openAdmin, orNotFound } from '../admin-request.server.ts';
import type { Repair } from '../domain/reward-event.ts';
import { repairReward } from '../services/repair-reward.server.ts';
import { acting } from '../staff-acts.server.ts';

const wishSchema = z.object({ rewardId: z.guid() });

/** Staff have the discount behind a reward put right. */
export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const { context, shop, userId } = admin;
  const asked = wishSchema.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) throw new Response('Not a reward', { status: 400 });
  const { rewardId } = asked.data;
  return acting(admin, { act: 'reward-repaired', subjects: [rewardId] }, async () => {
    const repair = await repairReward(context, shop, rewardId, { by: userId ?? 'staff', note: null });
    return json<Repair>(orNotFound(repair));
  });
}
