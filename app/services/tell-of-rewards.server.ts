/** Advocates are told that a reward is on its way, and that a code ends soon: by the clock, as the shop's settings want it. */
import type { Context } from '../context.server.ts';
import { newlyPromised, type RewardNews, soonEnding } from '../data/reward-news.server.ts';
import { settingsOf } from '../data/settings.server.ts';
import { queueRewardMail } from './tell-recipient.server.ts';

const DAY = 86_400_000;
/** What was promised longer ago is no news; the job may have stood still for as long. */
const NEWS_LAST = DAY;
const BATCH = 200;

/** Each fact has one e-mail in the outbox, however often the job runs. A shop without a mail server is left alone: there is nobody to send it. */
export async function tellOfRewards(context: Context): Promise<void> {
  if (context.mailer === null) return;
  const shops = await context.db.prisma.shop.findMany({ where: { state: 'installed' }, select: { id: true } });
  for (const { id } of shops) await tellOf(context, id);
}

async function tellOf(context: Context, shopId: string): Promise<void> {
  const { prisma } = context.db;
  const now = context.now();
  const { promised, expiringDays } = await settingsOf(prisma, shopId);
  if (promised) {
    const since = now - NEWS_LAST;
    await queueAll(context, shopId, 'promised', () => newlyPromised(prisma, shopId, { since, now, limit: BATCH }));
  }
  if (expiringDays > 0) {
    const before = now + expiringDays * DAY;
    await queueAll(context, shopId, 'expiring', () => soonEnding(prisma, shopId, { now, before, limit: BATCH }));
  }
}

/** What is queued is not found again, so that the next batch is another one. */
async function queueAll(
  context: Context,
  shopId: string,
  kind: 'promised' | 'expiring',
  find: () => Promise<RewardNews[]>,
): Promise<void> {
  for (;;) {
    const found = await find();
    let queued = 0;
    for (const { rewardId, turn } of found) {
      const isNew = await context.db.prisma.$transaction((tx) => queueRewardMail(tx, context, shopId, { rewardId, turn, kind }));
      queued += isNew ? 1 : 0;
    }
    if (found.length < BATCH || queued === 0) return;
  }
}
