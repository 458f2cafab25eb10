/** After an installation: the shop as it is, its recent buyers, and whatever a former installation left undone. */
import type { Context } from '../context.server.ts';
import { overdueMails } from '../data/mails.server.ts';
import { unfinishedGrants, unfinishedRevocations } from '../data/reward-grants.server.ts';
import { listUnsettledCodes } from '../data/shared-codes.server.ts';
import { anyOnItsWay } from './ask-parcels.server.ts';
import { enqueueGrants } from './enqueue-grants.server.ts';
import { reconcileOrders } from './reconcile-orders.server.ts';
import { refreshShop } from './refresh-shop.server.ts';
import { subscribeOptionalTopics } from './subscribe-optional-topics.server.ts';

const MANY = 1_000;

/**
 * Reads the shop's details and puts its orders of the last 60 days into the inbox: there their buyers become advocates and known buyers, as every
 * later buyer does. After a reinstallation, rewards and links that waited go on. Repeats are harmless. Throws Fault.
 */
export async function settleIn(context: Context, { shopId }: { shopId: string }): Promise<void> {
  const { prisma } = context.db;
  const shop = await prisma.shop.findUnique({ where: { id: shopId } });
  if (shop?.state !== 'installed') return;
  await refreshShop(context, shop);
  await reconcileOrders(context, { shopId });
  await subscribeOptionalTopics(context, shop, shop.scopes.split(','));
  await resumeWork(context, shopId);
}

/** Enqueues what should have been done by now: jobs of an uninstalled shop end without effect, and a job may be lost or give up. */
export async function resumeWork(context: Context, shopId: string): Promise<void> {
  await context.db.prisma.$transaction(async (tx) => {
    const jobs = (rewardIds: string[]) => rewardIds.map((rewardId) => ({ data: { shopId, rewardId }, once: rewardId }));
    await enqueueGrants(context, tx, shopId, await unfinishedGrants(tx, shopId, MANY));
    await context.queue.enqueueAll(tx, 'revoke-reward-code', jobs(await unfinishedRevocations(tx, shopId, MANY)));
    const mails = await overdueMails(tx, shopId, context.now(), MANY);
    await context.queue.enqueueAll(
      tx,
      'send-mail',
      mails.map((mailId) => ({ data: { shopId, mailId }, once: mailId })),
    );
    await context.queue.enqueue(tx, 'write-advocate-links', { shopId }, { once: shopId });
    if (await anyOnItsWay(context, tx, shopId)) await context.queue.enqueue(tx, 'ask-parcels', { shopId }, { once: shopId });
    if ((await listUnsettledCodes(tx, shopId, 1)).length > 0) {
      await context.queue.enqueue(tx, 'settle-shared-codes', { shopId }, { once: shopId });
    }
  });
}
