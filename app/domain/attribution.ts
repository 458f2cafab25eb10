/** Which advocate, if any, brought this order: facts in, one explained decision out. */
import type { OrderFacts, Signal } from './facts.ts';
import type { ProgramRules } from './program.ts';
import type { Reason } from './reasons.ts';
import type { Finding } from './risk/check.ts';

/** One signal and what became of it. */
export type Candidate = {
  signal: Signal;
  advocateId: string | null;
  verdict: 'won' | 'lost';
  reason: Reason;
};

export type Decision = {
  outcome: 'credited' | 'not-credited';
  /** The deciding reason: `credited` or the one that stopped the best candidate (or the whole order). */
  reason: Reason;
  advocateId: string | null;
  /** Every signal, the winner first. */
  candidates: Candidate[];
  /** What every fraud check saw. */
  findings: Finding[];
  programVersion: number;
};

/**
 * Decides one order. Pure: the same facts and rules give the same decision.
 * @param programVersion stored with the decision
 */
declare function decideAttribution(facts: OrderFacts, rules: ProgramRules, programVersion: number): Decision;
