/** Holds the rewards of a batch against the program's limits, in the transaction that promises them. */
import type { Context } from '../context.server.ts';
import { countRewards, lockPromises, worthOfMonth } from '../data/reward-caps.server.ts';
import type { NewReward } from '../data/rewards.server.ts';
import type { Transaction } from '../db.server.ts';
import { type Caps, limitOf } from '../domain/reward-limits.ts';

/** A reward that is about to be promised. `stands`: false for a credit that is taken back at once, which takes nobody's place. */
export type Candidate = { reward: NewReward; caps: Caps; stands: boolean };

/**
 * Of each candidate in turn, by reward id: the limit that it exceeds. Those that are not named may be promised; they count for the next.
 * Until the transaction ends nobody else promises anything to the same advocates, or where a month is limited in the same shop.
 */
export async function limitRewards(
  context: Context,
  tx: Transaction,
  shop: { id: string },
  candidates: readonly Candidate[],
): Promise<Map<string, 'advocate' | 'month'>> {
  const limited = candidates.filter(({ caps }) => caps.perAdvocate !== null || caps.programMonthMinor !== null);
  const refused = new Map<string, 'advocate' | 'month'>();
  if (limited.length === 0) return refused;
  const now = context.now();
  await lockPromises(tx, shop.id, {
    month: limited.some(({ caps }) => caps.programMonthMinor !== null),
    advocateIds: [...new Set(limited.map(({ reward }) => reward.advocateId))],
  });
  const windows = limited.flatMap(({ reward, caps: { perAdvocate } }) =>
    perAdvocate === null ? [] : [{ advocateId: reward.advocateId, days: perAdvocate.days }],
  );
  const counts = windows.length === 0 ? [] : await countRewards(tx, shop.id, windows, now);
  const months = new Map<string, bigint>();
  for (const { reward, caps } of limited) {
    const { currency } = reward.ledgerAmount;
    if (caps.programMonthMinor !== null && !months.has(currency)) {
      months.set(currency, await worthOfMonth(tx, shop.id, now, currency));
    }
  }
  const promised: NewReward[] = [];
  for (const { reward, caps, stands } of candidates) {
    const { ledgerAmount, advocateId } = reward;
    const place = windows.findIndex((window) => window.advocateId === advocateId && window.days === caps.perAdvocate?.days);
    const ofAdvocate = promised.filter((other) => other.advocateId === advocateId).length;
    const ofMonth = promised
      .filter((other) => other.ledgerAmount.currency === ledgerAmount.currency)
      .reduce((sum, other) => sum + other.ledgerAmount.minor, 0n);
    const limit = limitOf(caps, ledgerAmount, {
      advocateRewards: (counts[place] ?? 0) + ofAdvocate,
      monthMinor: (months.get(ledgerAmount.currency) ?? 0n) + ofMonth,
    });
    if (limit !== null) refused.set(reward.id, limit);
    else if (stands) promised.push(reward);
  }
  return refused;
}
