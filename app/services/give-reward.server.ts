/** Staff give an advocate a reward that no referral earned. */
import type { Context } from '../context.server.ts';
import { appendEntries } from '../data/ledger.server.ts';
import { listProgramVersions } from '../data/programs.server.ts';
import { lockAdvocates } from '../data/reward-caps.server.ts';
import { noteRewardEvents } from '../data/reward-events.server.ts';
import { insertRewards, lockRewards } from '../data/rewards.server.ts';
import { findRecipient } from '../data/staff-rewards.server.ts';
import type { OrderlessValue } from '../domain/benefit.ts';
import { entriesForAccrual } from '../domain/ledger.ts';
import { isPayout } from '../domain/rewards.ts';
import type { GiftRefusal } from '../domain/staff-action.ts';
import { release } from './act-on-rewards.server.ts';
import { staffNote } from './staff-note.ts';

export type Gift = {
  /** Made by the form: asked twice, it is given once. */
  rewardId: string;
  advocateId: string;
  /** Amounts in the currency of the program. */
  value: OrderlessValue;
  /** The staff member's Shopify user id. */
  by: string;
  note: string | null;
};

/**
 * Promised and approved at once: it is issued by the job that follows, on the terms of the program in force. Limits of the program do not stand in its
 * way.
 */
export async function giveReward(
  context: Context,
  shop: { id: string; currency: string },
  { rewardId, advocateId, value, by, note }: Gift,
): Promise<{ given: string } | { refused: GiftRefusal }> {
  const at = context.now();
  return context.db.prisma.$transaction(async (tx) => {
    await lockAdvocates(tx, shop.id, [advocateId]);
    const [before] = await lockRewards(tx, shop.id, { ids: [rewardId] });
    if (before !== undefined) return { given: rewardId };
    const advocate = await findRecipient(tx, shop.id, advocateId);
    if (advocate === null || advocate.state === 'redacted') return { refused: 'advocate-not-found' as const };
    if (advocate.state !== 'active') return { refused: 'advocate-blocked' as const };
    if (isPayout(value) && advocate.customerId === null) return { refused: 'no-account' as const };
    const program = (await listProgramVersions(tx, shop.id)).at(-1);
    if (program === undefined) throw new Error('an installed shop has no program');
    const { version, rules } = program;
    if ('minor' in value && rules.currency !== shop.currency) return { refused: 'other-currency' as const };
    // Of a percentage, shipping and products nobody knows the worth before they are used.
    const ledgerAmount = { minor: 'minor' in value ? BigInt(value.minor) : 0n, currency: rules.currency };
    await insertRewards(tx, shop.id, [
      {
        ...{ id: rewardId, purpose: 'manual', advocateId, programVersion: version, createdAt: at, dueAt: at },
        ...{ value, currency: rules.currency, ledgerAmount, capMinor: null, tierFrom: null },
      },
    ]);
    await appendEntries(tx, shop.id, entriesForAccrual({ rewardId, amount: ledgerAmount, at }));
    await release(context, tx, shop, [rewardId]);
    await noteRewardEvents(tx, shop.id, [
      { id: context.newId(), rewardId, kind: 'given', at, by, note: staffNote(note), detail: null },
    ]);
    context.log.info({ shopId: shop.id, rewardId }, 'staff gave a reward');
    return { given: rewardId };
  });
}
