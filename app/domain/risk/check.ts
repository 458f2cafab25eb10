/** A fraud check: one file each, facts in, finding out. A missing fact is a finding "not-checked", never silence. */
import type { AdvocateFacts, OrderFacts } from '../facts.ts';
import type { Reason } from '../reasons.ts';

/** Every check that there is; stored findings may name former ones. */
export type RiskCheckCode = 'self-referral';

export type Grade = 'clear' | 'note' | 'refuse' | 'not-checked';

export type Finding = {
  check: string;
  grade: Grade;
  /** Numbers and words for the sentence; ids and hashes only, no personal data. */
  detail: Record<string, string | number | boolean | null>;
};

export type RiskCheck = {
  code: RiskCheckCode;
  /** @param advocate the advocate who would be credited */
  check(facts: OrderFacts, advocate: AdvocateFacts): Finding;
  /** Why the advocate is passed over when the finding's grade is `refuse`. */
  refusal(finding: Finding): Reason;
};
