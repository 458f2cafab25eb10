/** Which advocate, if any, brought this order: facts in, one explained decision out. */
import { stopOfEligibility, stopOfMinimum } from './eligibility.ts';
import type { OrderFacts, Signal } from './facts.ts';
import { isAssigned, type Judged, judgeSignals } from './judge-signal.ts';
import { stopOfCurrency, stopOfFriend, stopOfOrder } from './order-standing.ts';
import type { ProgramRules } from './program.ts';
import { isSameAdvocate, rankSignals, whyOutranked } from './rank-signals.ts';
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

const NO_EVIDENCE: Omit<Decision, 'programVersion'> = {
  ...{ outcome: 'not-credited', reason: { code: 'no-evidence' }, advocateId: null },
  ...{ candidates: [], findings: [], score: 0 },
};

/**
 * Decides one order or sign-up. Pure: the same facts and rules give the same decision, whatever the sequence of the signals.
 *
 * 1. Each signal is judged alone (judge-signal.ts). Its code leads to an advocate who is active; it is no link on a renewal; it arose before
 *    the order and within the window (a signal of unknown time is within it); the fraud checks do not refuse. Staff's approval of an
 *    advocate waives the fraud checks for them; staff's assignment waives age and fraud checks.
 * 2. All are ranked (rank-signals.ts): those that passed first, then by kind (staff's assignment, a credited subscription, then as the
 *    merchant ranks them), within a kind by trust, then by the program's touch rule, where a known time beats an unknown one.
 * 3. The first is credited, unless something about the whole order forbids it. Several signals never share a credit. When a fraud check,
 *    or the points of all, ask for a look, the credit waits for it: `review`. Where staff (or the rule for what nobody looked at) refused
 *    this advocate, nobody is credited: a refusal gives the order to nobody else.
 *
 * Of several reasons against a credit the decision names the first of: no evidence; test, cancelled, fully refunded, disputed and lost, or
 * unpaid order; paused program; amounts in another currency; what stopped the best signal; what the program leaves out (sign-ups, renewals,
 * sales channel, country, products); unknown or returning customer; friend credited before; too small; refused by staff. Staff's assignment
 * waives the paused program and all that comes after what stopped its signal, but a refusal.
 *
 * @param rules the version in force when the order was placed: pausing takes nothing from earlier orders, resuming gives nothing to those
 *   placed during the pause. The advocate's state and the order's payment are judged as they are now.
 * @param programVersion stored with the decision
 */
export function decideAttribution(facts: OrderFacts, rules: ProgramRules, programVersion: number): Decision {
  const ranked = rankSignals(judgeSignals(facts, rules), rules.attribution);
  const [best] = ranked;
  if (best === undefined) return { ...NO_EVIDENCE, programVersion };
  const stop = stopOf(best, facts, rules);
  const refusal = stopOfVerdict(best, facts, rules);
  const reason: Reason = stop ?? refusal ?? best.hold ?? { code: 'credited', signal: best.signal.kind };
  const wins = stop === null && refusal === null;
  /** What is against the whole order is against every signal; a refusal, against all signals of that advocate. */
  const concerns = (candidate: Judged) =>
    candidate === best || stop !== null || (refusal !== null && isSameAdvocate(candidate, best));

  return {
    outcome: wins ? (best.hold === null ? 'credited' : 'review') : 'not-credited',
    reason,
    advocateId: wins ? idOf(best) : null,
    candidates: ranked.map((candidate) => ({
      signal: candidate.signal,
      advocateId: idOf(candidate),
      verdict: wins && candidate === best ? 'won' : 'lost',
      reason: candidate.stop ?? (concerns(candidate) ? reason : whyOutranked(candidate, best, rules.attribution)),
    })),
    findings: best.findings,
    score: scoreOf(best.findings),
    programVersion,
  };
}

/** What stops the best candidate or the whole order, whatever staff say of this advocate. */
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

/** A refusal is about one advocate. */
function stopOfVerdict({ advocate }: Judged, { verdict }: OrderFacts, { risk }: ProgramRules): Reason | null {
  if (verdict?.kind !== 'refuse' || verdict.advocateId !== advocate?.advocateId) return null;
  return verdict.by === 'staff' ? { code: 'refused-by-staff' } : { code: 'refused-unlooked', days: risk.unlooked.after };
}

function idOf({ advocate }: Judged): string | null {
  return advocate?.advocateId ?? null;
}
