/** Every few seconds: rewards whose waiting time is over may be granted. */
import type { Context } from '../context.server.ts';
import { appendEntries } from '../data/ledger.server.ts';
import { approveDue, shopsWithDueRewards } from '../data/reward-grants.server.ts';
import { entriesForMove } from '../domain/ledger.ts';
import { enqueueGrants } from './enqueue-grants.server.ts';

const BATCH = 500;

/** Moves due rewards of installed shops to approved, writes their ledger entries and enqueues their granting, shop by shop. */
export async function releaseDueRewards(context: Context): Promise<void> {
  const { prisma } = context.db;
  for (const shopId of await shopsWithDueRewards(prisma, context.now())) {
    let released: number;
    do released = await releaseBatch(context, shopId);
    while (released === BATCH);
  }
}

async function releaseBatch(context: Context, shopId: string): Promise<number> {
  const at = context.now();
  return context.db.prisma.$transaction(async (tx) => {
    const moved = await approveDue(tx, shopId, at, BATCH);
    const entries = moved.flatMap(({ rewardId, turn, accrued }) =>
      entriesForMove({ rewardId, turn, amount: accrued, at }, 'pending', 'approved'),
    );
    await appendEntries(tx, shopId, entries);
    await enqueueGrants(
      context,
      tx,
      shopId,
      moved.map(({ rewardId }) => rewardId),
    );
    if (moved.length > 0) context.log.info({ shopId, rewards: moved.length }, 'rewards released');
    return moved.length;
  });
}
