import { type ActionFunctionArgs, json } from '@remix-run/node';
import { z } from 'zod';
import { openAdmin } from '../admin-request.server.ts';
import type { GiveAnswer } from '../components/rewards/give-dialog.tsx';
import { orderlessValueSchema } from '../domain/benefit.ts';
import { giveReward } from '../services/give-reward.server.ts';
import { acting } from '../staff-acts.server.ts';

const giftSchema = z.object({
  rewardId: z.guid(),
  advocateId: z.guid(),
  value: orderlessValueSchema,
  note: z.string().max(500).nullable(),
});

/** Staff give an advocate a reward. */
export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const { context, shop, userId } = admin;
  const gift = giftSchema.safeParse(await request.json().catch(() => null));
  if (!gift.success) throw new Response('Not a reward', { status: 400 });
  return acting(admin, { act: 'reward-given', subjects: [gift.data.rewardId], value: gift.data.value.kind }, async () => {
    const answer = await giveReward(context, shop, { ...gift.data, by: userId ?? 'staff' });
    return json<GiveAnswer>(answer, 'refused' in answer ? { status: 409 } : {});
  });
}
