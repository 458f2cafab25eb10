/** The codes exist in Shopify: rewards, ledger and outbox say so, all or none. */
import type { Context } from '../context.server.ts';
import { appendEntries } from '../data/ledger.server.ts';
import { codesWithoutReward, type IssuedCode, markIssuedAll } from '../data/pool-grants.server.ts';
import type { Transaction } from '../db.server.ts';
import { entriesForMove } from '../domain/ledger.ts';
import { queueRewardMail } from './tell-recipient.server.ts';

/** Milliseconds; a batch is as large as Shopify allows. */
const TIME = 30_000;

/**
 * Repeats change nothing. `lost`: codes whose reward was taken back while Shopify was being asked, or has another code by now; they are taken out again,
 * by a job at the latest.
 * @param place.endsAt epoch milliseconds; null = never
 */
export async function recordIssued(
  context: Context,
  shopId: string,
  codes: readonly IssuedCode[],
  place: { discountId: string; poolId: string | null; endsAt: number | null },
): Promise<{ lost: { rewardId: string; code: string }[] }> {
  const at = context.now();
  async function record(tx: Transaction) {
    const issued = await markIssuedAll(tx, shopId, codes, { ...place, at });
    const entries = issued.flatMap(({ rewardId, turn, accrued }) =>
      entriesForMove({ rewardId, turn, amount: accrued, at }, 'issuing', 'issued'),
    );
    await appendEntries(tx, shopId, entries);
    for (const { rewardId, turn } of issued) await queueRewardMail(tx, context, shopId, { rewardId, turn, kind: 'ready' });
    const lost = issued.length === codes.length ? [] : await codesWithoutReward(tx, shopId, codes);
    const jobs = lost.map(({ rewardId, code }) => ({ data: { shopId, rewardId, code }, once: code }));
    await context.queue.enqueueAll(tx, 'revoke-reward-code', jobs);
    return { issued: issued.length, lost };
  }
  const { issued, lost } = await context.db.prisma.$transaction(record, { timeout: TIME });
  context.log.info({ shopId, issued, lost: lost.length }, 'rewards granted');
  return { lost };
}
