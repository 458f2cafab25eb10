import { type ActionFunctionArgs, json } from '@remix-run/node';
import { z } from 'zod';
import { openAdmin } from '../admin-request.server.ts';
import type { ActAnswer } from '../components/rewards/use-reward-acts.ts';
import type { StaffAct } from '../domain/staff-act.ts';
import { STAFF_ACTIONS, type StaffAction } from '../domain/staff-action.ts';
import { DONE_AT_ONCE } from '../domain/task.ts';
import { actOnRewards } from '../services/act-on-rewards.server.ts';
import { startBulkTask } from '../services/run-bulk-task.server.ts';
import { sendRewardMessages } from '../services/send-reward-messages.server.ts';
import { acting } from '../staff-acts.server.ts';

const wishSchema = z.object({
  action: z.enum(STAFF_ACTIONS),
  rewardIds: z.array(z.guid()).min(1).max(500),
  note: z.string().max(500).nullable(),
});

const ACTS = {
  approve: 'reward-approved',
  revoke: 'reward-revoked',
  keep: 'reward-kept',
  'give-again': 'reward-given-again',
  message: 'reward-told',
} as const satisfies Record<StaffAction, StaffAct>;

/** Staff change rewards; many of them in a task, which goes on when the page is left. Those of another shop are refused like rewards that do not exist. */
export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const { context, shop, userId } = admin;
  const asked = wishSchema.safeParse(await request.json().catch(() => null));
  if (!asked.success) throw new Response('Not a change of rewards', { status: 400 });
  const { action: wanted, rewardIds, note } = asked.data;
  const wish = { rewardIds, note, by: userId ?? 'staff' };
  return acting(admin, { act: ACTS[wanted], subjects: rewardIds }, async (refused, logged) => {
    if (rewardIds.length > DONE_AT_ONCE) {
      const bulk = { kind: 'act-on-rewards', what: wanted, ids: rewardIds, note, logged } as const;
      const started = await startBulkTask(context, shop, bulk);
      return json<ActAnswer>({ started }, started ? {} : { status: 409 });
    }
    const result =
      wanted === 'message' ? await sendRewardMessages(context, shop, wish) : await actOnRewards(context, shop, wanted, wish);
    if (result.refused.length > 0) await refused(result.refused.map(({ rewardId }) => rewardId));
    return json<ActAnswer>({ action: wanted, ...result });
  });
}
