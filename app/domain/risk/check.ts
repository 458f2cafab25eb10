/** A fraud check: one file each, facts in, what it saw out. A missing fact is "not-checked", never silence. */
import type { AdvocateFacts, OrderFacts } from '../facts.ts';
import type { RiskRules } from '../program.ts';
import type { RiskCheckCode } from './codes.ts';

/** What a check saw, before the merchant's grade makes a finding of it. `detail` holds numbers and words for the sentence: no personal data. */
export type Seen = { seen: 'hit' | 'clear' | 'not-checked'; detail: Detail };
export type Detail = Record<string, string | number | boolean | null>;

/** `clear`: looked and saw nothing. `not-checked`: a fact is missing. The others: it saw something, and this is how the merchant grades that. */
export type Grade = 'clear' | 'note' | 'review' | 'refuse' | 'not-checked';

export type Finding = {
  /** A `RiskCheckCode`; stored findings may name former ones. */
  check: string;
  grade: Grade;
  /** What it adds to the score; 0 unless it saw something. */
  points: number;
  detail: Detail;
};

export type RiskCheck = {
  code: RiskCheckCode;
  /** @param advocate the advocate who would be credited */
  look(facts: OrderFacts, advocate: AdvocateFacts, rules: RiskRules): Seen;
};
