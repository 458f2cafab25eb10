/** Holds the rewards of a batch against the program's limits, in the transaction that promises them. */
import type { Context } from '../context.server.ts';
import { countRewards, lockPromises, worthOfMonth } from '../data/reward-caps.server.ts';
import type { NewReward } from '../data/rewards.server.ts';
import type { Sql } from '../db.server.ts';
import type { Money } from '../domain/money.ts';
import { type Caps, limitOf } from '../domain/reward-limits.ts';

/** A reward that is about to be promised. */
export type Candidate = {
  reward: NewReward;
  caps: Caps;
  /** The program's. */
  currency: string;
  /** False for a credit that is taken back at once, which takes nobody's place. */
  stands: boolean;
};

/**
 * Of each candidate in turn, by reward id: the limit that it exceeds. Those that are not named may be promised; they count for the next.
 * The number of an advocate's rewards is no matter of what their friends are given; the month's sum is one of everybody.
 * Until the transaction ends nobody else promises anything to the same advocates, or where a month is limited in the same shop.
 * @param leaving rewards that the transaction will take back
 */
export async function limitRewards(
  context: Context,
  tx: Sql,
  shop: { id: string },
  all: readonly Candidate[],
  leaving: readonly string[] = [],
): Promise<Map<string, 'advocate' | 'month'>> {
  const candidates = all.map((candidate) => ({ ...candidate, ...boundsOf(candidate) }));
  const limited = candidates.filter(({ perAdvocate, programMonthMinor }) => perAdvocate !== null || programMonthMinor !== null);
  const refused = new Map<string, 'advocate' | 'month'>();
  if (limited.length === 0) return refused;
  const now = context.now();
  await lockPromises(tx, shop.id, {
    month: limited.some(({ programMonthMinor }) => programMonthMinor !== null),
    advocateIds: [...new Set(limited.map(({ reward }) => reward.advocateId))],
  });
  const windows = limited.flatMap(({ reward: { advocateId }, perAdvocate }) =>
    perAdvocate === null ? [] : [{ advocateId, days: perAdvocate.days }],
  );
  const counts = windows.length === 0 ? [] : await countRewards(tx, shop.id, windows, { now, leaving });
  const months = new Map<string, bigint>();
  for (const { programMonthMinor, worth } of limited) {
    if (programMonthMinor === null || months.has(worth.currency)) continue;
    months.set(worth.currency, await worthOfMonth(tx, shop.id, worth.currency, { now, leaving }));
  }
  const promised: typeof candidates = [];
  for (const candidate of candidates) {
    const { reward, caps, worth, perAdvocate } = candidate;
    const { advocateId } = reward;
    const place = windows.findIndex((window) => window.advocateId === advocateId && window.days === perAdvocate?.days);
    const ofAdvocate = promised.filter((other) => !other.isFriends && other.reward.advocateId === advocateId).length;
    const ofMonth = promised.filter((other) => other.worth.currency === worth.currency);
    const limit = limitOf({ ...caps, perAdvocate }, worth, {
      advocateRewards: (counts[place] ?? 0) + ofAdvocate,
      monthMinor: ofMonth.reduce((sum, other) => sum + other.worth.minor, months.get(worth.currency) ?? 0n),
    });
    if (limit !== null) refused.set(reward.id, limit);
    else if (candidate.stands) promised.push(candidate);
  }
  return refused;
}

type Bounds = Pick<Caps, 'perAdvocate' | 'programMonthMinor'> & { worth: Money; isFriends: boolean };

function boundsOf({ reward, caps, currency }: Candidate): Bounds {
  const isFriends = 'recipient' in reward && reward.recipient === 'friend';
  return {
    ...{ perAdvocate: isFriends ? null : caps.perAdvocate, programMonthMinor: caps.programMonthMinor, isFriends },
    worth: reward.capMinor === null ? reward.ledgerAmount : { minor: reward.capMinor, currency },
  };
}
