/** Staff have recipients told of their rewards once more. */
import type { Context } from '../context.server.ts';
import { noteRewardEvents } from '../data/reward-events.server.ts';
import type { StaffReward } from '../data/staff-rewards.server.ts';
import type { StaffRefusal } from '../domain/staff-action.ts';
import { Fault } from '../shopify/faults.ts';
import { sendGiftCardMessage } from '../shopify/operations/send-gift-card-message.ts';
import { type StaffResult, type StaffWish, weigh } from './act-on-rewards.server.ts';
import { staffNote } from './staff-note.ts';
import { queueRewardMail } from './tell-recipient.server.ts';

/** Whoever clicks twice sends one message. */
const PAUSE = 60_000;

/**
 * A gift card that Shopify tells of is told by Shopify again, which alone may write its code; everything else by the app's e-mail, which goes out from
 * the outbox.
 */
export async function sendRewardMessages(
  context: Context,
  shop: { id: string; domain: string },
  { rewardIds, by, note }: StaffWish,
): Promise<StaffResult> {
  const { prisma } = context.db;
  const at = context.now();
  const first = await prisma.$transaction((tx) => weigh(tx, shop.id, 'message', rewardIds));
  const told = await tellByShopify(
    context,
    shop,
    first.done.filter((reward) => refusal(reward, at) === null),
  );
  return prisma.$transaction(async (tx) => {
    const { done: possible, refused } = await weigh(tx, shop.id, 'message', rewardIds);
    const done: string[] = [];
    for (const reward of possible) {
      const { rewardId, turn } = reward;
      const byShopify = told.has(rewardId);
      const why = refusal(reward, at) ?? (byShopify || context.mailer !== null ? null : ('no-mail-server' as const));
      if (why !== null) {
        refused.push({ rewardId, why });
        continue;
      }
      const id = context.newId();
      const detail = { via: byShopify ? 'shopify' : 'mail' };
      await noteRewardEvents(tx, shop.id, [{ id, rewardId, kind: 'message', at, by, note: staffNote(note), detail }]);
      if (!byShopify) await queueRewardMail(tx, context, shop.id, { rewardId, turn, kind: 'ready', again: id });
      done.push(rewardId);
    }
    return { done, refused };
  });
}

function refusal({ messageAt }: StaffReward, at: number): StaffRefusal | null {
  return messageAt !== null && at - messageAt < PAUSE ? 'just-sent' : null;
}

/** Of these, the gift cards of which Shopify sent its message; where it cannot, the app's goes out. */
async function tellByShopify(context: Context, shop: { domain: string }, rewards: readonly StaffReward[]): Promise<Set<string>> {
  const told = new Set<string>();
  for (const { rewardId, kind, notify, payoutId } of rewards) {
    if (kind !== 'gift-card' || notify !== 'shopify' || payoutId === null) continue;
    try {
      if (await sendGiftCardMessage(await context.shopify(shop.domain), payoutId)) told.add(rewardId);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      context.log.warn({ rewardId, fault: error.kind }, 'Shopify did not send the gift card’s message again');
    }
  }
  return told;
}
