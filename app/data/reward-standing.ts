/** How what a reward was given for stands. */
import { Prisma } from '@prisma/client';

/**
 * 'credited' | 'held' | 'reversed' of the reward `w`, whose referral (none for bonuses and what staff gives) is LEFT JOINed as `r`.
 * What staff keep for its recipient counts as credited.
 */
export const creditOf = Prisma.sql`CASE WHEN w.kept THEN 'credited' WHEN NOT w.stands THEN 'reversed' ELSE coalesce(r.state, 'credited') END`;
