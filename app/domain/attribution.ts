/** Which advocate, if any, brought this order: facts in, one explained decision out. */
import { stopOfEligibility, stopOfMinimum } from './eligibility.ts';
import type { OrderFacts, Signal } from './facts.ts';
import { isAssigned, type Judged, judgeSignals } from './judge-signal.ts';
import { stopOfCurrency, stopOfFriend, stopOfOrder } from './order-standing.ts';
import type { ProgramRules } from './program.ts';
import { rankSignals, whyOutranked } from './rank-signals.ts';
import type { Reason } from './reasons.ts';
import type { Finding } from './risk/check.ts';
import { scoreOf } from './risk/weigh-findings.ts';

export { DAY } from './judge-signal.ts';

/** One signal and what became of it. */
export type Candidate = {
  signal: Signal;
  advocateId: string | null;
  verdict: 'won' | 'lost';
  reason: Reason;
};

export type Decision = {
  /** `review`: it would be credited, but staff shall look first. */
  outcome: 'credited' | 'review' | 'not-credited';
  /** The deciding reason: `credited`, `in-review`, or the one that stopped the best candidate (or the whole order). */
  reason: Reason;
  /** Who is credited, or would be after review; null when nobody is. */
  advocateId: string | null;
  /** Every signal, the winner (or the best one) first. */
  candidates: Candidate[];
  /** What every fraud check saw, between the buyer and the advocate of the first candidate; also where staff waived it. */
  findings: Finding[];
  /** The points of these findings. */
  score: number;
  programVersion: number;
};

/**
 * Decides one order or sign-up. Pure: the same facts and rules give the same decision, whatever the sequence of the signals.
 *
 * 1. Each signal is judged alone (judge-signal.ts). Its code leads to an advocate who is active; it is no link on a renewal; it arose before
 *    the order and within the window (a signal of unknown time is within it); staff did not refuse this advocate; the fraud checks do not
 *    refuse. Staff's approval of an advocate waives the fraud checks for them; staff's assignment waives age and fraud checks.
 * 2. All are ranked (rank-signals.ts): those that passed first, then by kind (staff's assignment, a credited subscription, then as the
 *    merchant ranks them), within a kind by trust, then by the program's touch rule, where a known time beats an unknown one.
 * 3. The first is credited, unless something about the whole order forbids it. Several signals never share a credit. When a fraud check,
 *    or the points of all, ask for a look, the credit waits for it: `review`.
 *
 * Of several reasons against a credit the decision names the first of: no evidence; test, cancelled, fully refunded, disputed and lost, or
 * unpaid order; paused program; amounts in another currency; what stopped the best signal; what the program leaves out (sign-ups, renewals,
 * sales channel, country, products); unknown or returning customer; friend credited before; too small. Staff's assignment waives the paused
 * program and everything behind what stopped its signal.
 *
 * @param rules the version in force when the order was placed: pausing takes nothing from earlier orders, resuming gives nothing to those
 *   placed during the pause. The advocate's state and the order's payment are judged as they are now.
 * @param programVersion stored with the decision
 */
export function decideAttribution(facts: OrderFacts, rules: ProgramRules, programVersion: number): Decision {
  const ranked = rankSignals(judgeSignals(facts, rules), rules.attribution);
  const [best] = ranked;
  const stop = best === undefined ? { code: 'no-evidence' as const } : stopOf(best, facts, rules);
  const winner = stop === null ? best : undefined;
  const reason: Reason = stop ?? winner?.hold ?? { code: 'credited', signal: winner?.signal.kind ?? '' };

  return {
    outcome: winner === undefined ? 'not-credited' : winner.hold === null ? 'credited' : 'review',
    reason,
    advocateId: winner?.advocate?.advocateId ?? null,
    candidates: ranked.map((candidate) => ({
      signal: candidate.signal,
      advocateId: candidate.advocate?.advocateId ?? null,
      verdict: candidate === winner ? 'won' : 'lost',
      reason:
        candidate.stop ??
        (candidate === winner || winner === undefined ? reason : whyOutranked(candidate, winner, rules.attribution)),
    })),
    findings: best?.findings ?? [],
    score: scoreOf(best?.findings ?? []),
    programVersion,
  };
}

/** What stops the best candidate or the whole order. */
function stopOf(best: Judged, facts: OrderFacts, rules: ProgramRules): Reason | null {
  const assigned = isAssigned(best.signal);
  return (
    stopOfOrder(facts, rules) ??
    (assigned || rules.live ? null : { code: 'program-paused' }) ??
    stopOfCurrency(facts, rules) ??
    best.stop ??
    (assigned ? null : (stopOfEligibility(facts, rules) ?? stopOfFriend(facts, rules) ?? stopOfMinimum(facts, rules)))
  );
}
