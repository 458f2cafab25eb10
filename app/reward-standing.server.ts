/** How what a reward was given for stands. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';

/**
 * 'credited' | 'held' | 'reversed' of the reward `w`, whose referral (none for bonuses and what staff gives) is LEFT JOINed as `r`.
 * What staff keep for its recipient counts as credited.
 */
export const creditOf = Prisma.sql`CASE WHEN w.kept THEN 'credited' WHEN NOT w.stands THEN 'reversed' ELSE coalesce(r.state, 'credited') END`;

/** The same of a row with its referral. */
export function creditOfRow(reward: {
  kept: boolean;
  stands: boolean;
  referral: { state: string } | null;
}): 'credited' | 'held' | 'reversed' {
  if (reward.kept) return 'credited';
  if (!reward.stands) return 'reversed';
  return reward.referral === null ? 'credited' : z.enum(['credited', 'held', 'reversed']).parse(reward.referral.state);
}
