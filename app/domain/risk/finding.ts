/** From what a check saw to a finding: the merchant's grade decides what it means. */
import type { Finding, Seen } from './check.ts';
import { type Grading, RISK_CHECK_TRAITS, type RiskCheckCode } from './codes.ts';

/**
 * `null` when the merchant has switched the check off. Only a hit has points. A check that may hold a credit at most (codes.ts) never
 * refuses one, even where stored rules say so.
 */
export function findingOf(check: RiskCheckCode, { seen, detail }: Seen, { grade, weight }: Grading): Finding | null {
  if (grade === 'off') return null;
  if (seen !== 'hit') return { check, grade: seen, points: 0, detail };
  const capped = grade === 'refuse' && RISK_CHECK_TRAITS[check].most === 'review' ? 'review' : grade;
  return { check, grade: capped, points: weight, detail };
}
