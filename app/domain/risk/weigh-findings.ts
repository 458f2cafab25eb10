/** What all fraud checks together mean for a credit. */
import type { ProgramRules, RiskRules } from '../program.ts';
import type { Reason } from '../reasons.ts';
import type { AdvocateFacts, OrderFacts } from '../facts.ts';
import type { Finding } from './check.ts';
import { RISK_CHECK_CODES, RISK_CHECK_TRAITS } from './codes.ts';
import { findingOf } from './finding.ts';
import { RISK_CHECKS } from './index.ts';

/** The buyer is the advocate: what matched says it better than the name of the check. */
const SELF_REFERRALS: Readonly<Record<string, 'customer' | 'email' | 'phone'>> = {
  'same-customer': 'customer',
  'same-email': 'email',
  'same-phone': 'phone',
};
const VOLATILE: ReadonlySet<string> = new Set(RISK_CHECK_CODES.filter((code) => RISK_CHECK_TRAITS[code].volatile));

/** What every check that the merchant has not switched off sees between the buyer and this advocate, in the order of the checks. */
export function findingsBetween(facts: OrderFacts, advocate: AdvocateFacts, { risk }: ProgramRules): Finding[] {
  return RISK_CHECKS.flatMap((check) => {
    const grading = risk.checks[check.code];
    return findingOf(check.code, check.look(facts, advocate, risk), grading) ?? [];
  });
}

export function scoreOf(findings: readonly Finding[]): number {
  return findings.reduce((sum, { points }) => sum + points, 0);
}

/** Why the checks refuse the credit: one of them, or the points of all those whose facts will not change any more. */
export function refusalOf(findings: readonly Finding[], { refuseFrom }: RiskRules): Reason | null {
  const refused = findings.find(({ grade }) => grade === 'refuse');
  if (refused !== undefined) {
    const matched = SELF_REFERRALS[refused.check];
    return matched === undefined ? { code: 'check-refused', check: refused.check } : { code: 'self-referral', matched };
  }
  const score = scoreOf(findings.filter(({ check }) => !VOLATILE.has(check)));
  return refuseFrom !== null && score >= refuseFrom ? { code: 'score-refused', score, from: refuseFrom } : null;
}

/** Why staff shall look before the credit counts: a check asks for it, or the points of all do. */
export function holdOf(findings: readonly Finding[], { reviewFrom }: RiskRules): Reason | null {
  const checks = findings.filter(({ grade }) => grade === 'review').map(({ check }) => check);
  const score = scoreOf(findings);
  const tooMany = reviewFrom !== null && score >= reviewFrom;
  return checks.length > 0 || tooMany ? { code: 'in-review', checks, score } : null;
}
