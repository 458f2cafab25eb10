/** Which advocate, if any, brought this order: facts in, one explained decision out. */
import { type AdvocateFacts, type OrderFacts, type Signal, SIGNAL_KINDS } from './facts.ts';
import { stopOfMinimum, stopOfOrder } from './order-standing.ts';
import type { ProgramRules } from './program.ts';
import type { Reason } from './reasons.ts';
import type { Finding } from './risk/check.ts';
import { RISK_CHECKS } from './risk/index.ts';

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
  /** Who is credited; null when nobody is. */
  advocateId: string | null;
  /** Every signal, the winner (or the best one) first. */
  candidates: Candidate[];
  /** What every fraud check saw, between the buyer and the advocate of the first candidate. */
  findings: Finding[];
  programVersion: number;
};

export const DAY = 86_400_000;
/** Times sent by browsers are hints: a clock that is up to a day fast does not cost an advocate the credit. */
const CLOCK_TOLERANCE = DAY;

/** A signal on its own, before it is weighed against the others. */
type Judged = { signal: Signal; advocate: AdvocateFacts | null; stop: Reason | null; findings: Finding[] };

/**
 * Decides one order. Pure: the same facts and rules give the same decision, whatever the order of the signals.
 *
 * 1. Each signal is judged alone: its code leads to an active advocate, it arose before the order and within the window
 *    (a signal of unknown time is within it), and the advocate is not the buyer.
 * 2. What remains is ranked: by kind (a friend's discount code, then the cart attribute, then the landing link), within a kind by the
 *    program's touch rule, where a known time beats an unknown one.
 * 3. The first is credited, unless something about the whole order forbids it. Several signals never share a credit.
 *
 * Of several reasons against a credit the decision names the first of: no evidence; test, cancelled, fully refunded or unpaid order; paused
 * program; amounts in another currency; what stopped the best signal; returning or unknown customer; friend credited before; subtotal too small.
 *
 * @param rules the version in force when the order was placed: pausing takes nothing from earlier orders, resuming gives nothing to those
 *   placed during the pause. The advocate's state and the order's payment are judged as they are now.
 * @param programVersion stored with the decision
 */
export function decideAttribution(facts: OrderFacts, rules: ProgramRules, programVersion: number): Decision {
  const ranked = facts.signals
    .map((signal) => judge(signal, facts, rules))
    .sort((a, b) => compareCandidates(a, b, rules.attribution.touch));
  const [best] = ranked;
  const stop: Reason | null =
    best === undefined
      ? { code: 'no-evidence' }
      : (stopOfOrder(facts) ?? stopOfProgram(facts, rules) ?? best.stop ?? stopOfFriend(facts, rules));
  const winner = stop === null && best !== undefined ? best : null;
  const reason: Reason = stop ?? { code: 'credited', signal: best?.signal.kind ?? '' };

  return {
    outcome: winner === null ? 'not-credited' : 'credited',
    reason,
    advocateId: winner?.advocate?.advocateId ?? null,
    candidates: ranked.map((candidate) => ({
      signal: candidate.signal,
      advocateId: candidate.advocate?.advocateId ?? null,
      verdict: candidate === winner ? 'won' : 'lost',
      reason: candidate === winner || winner === null ? (candidate.stop ?? reason) : whyLost(candidate, winner, rules),
    })),
    findings: best?.findings ?? [],
    programVersion,
  };
}

function judge(signal: Signal, facts: OrderFacts, rules: ProgramRules): Judged {
  const { resolution } = signal;
  if ('unresolved' in resolution) {
    return { signal, advocate: null, stop: { code: `code-${resolution.unresolved}`, received: signal.rawCode }, findings: [] };
  }
  const advocate = facts.advocates.find(({ advocateId }) => advocateId === resolution.advocateId);
  if (advocate === undefined) {
    return { signal, advocate: null, stop: { code: 'code-unknown', received: signal.rawCode }, findings: [] };
  }
  const findings = RISK_CHECKS.map((check) => check.check(facts, advocate));
  const stop = stopOfAdvocate(advocate) ?? stopOfTime(signal, facts, rules) ?? firstRefusal(findings);
  return { signal, advocate, stop, findings };
}

function stopOfAdvocate(advocate: AdvocateFacts): Reason | null {
  if (advocate.state === 'blocked') return { code: 'advocate-blocked' };
  if (advocate.state === 'redacted') return { code: 'advocate-redacted' };
  return null;
}

function stopOfTime(signal: Signal, facts: OrderFacts, rules: ProgramRules): Reason | null {
  if (signal.at === null) return null;
  if (signal.at > facts.placedAt + CLOCK_TOLERANCE) return { code: 'after-order', at: signal.at };
  const { windowDays } = rules.attribution;
  const age = facts.placedAt - signal.at;
  return age > windowDays * DAY ? { code: 'outside-window', days: Math.floor(age / DAY), windowDays } : null;
}

function firstRefusal(findings: Finding[]): Reason | null {
  const index = findings.findIndex((finding) => finding.grade === 'refuse');
  const finding = findings[index];
  return finding === undefined ? null : (RISK_CHECKS[index]?.refusal(finding) ?? null);
}

/** A paused program credits nobody; a shop that changed its currency must save its program again before its amounts mean anything. */
function stopOfProgram(facts: OrderFacts, rules: ProgramRules): Reason | null {
  if (!rules.live) return { code: 'program-paused' };
  const { attribution, reward } = rules;
  const hasAmounts =
    BigInt(attribution.minimumSubtotalMinor) > 0n ||
    BigInt(reward.minimumSubtotalMinor) > 0n ||
    reward.value.kind === 'fixed-amount';
  if (!hasAmounts || rules.currency === facts.subtotal.currency) return null;
  return { code: 'currency-mismatch', program: rules.currency, order: facts.subtotal.currency };
}

/** What speaks against crediting this friend or this basket, whoever the advocate is. */
function stopOfFriend(facts: OrderFacts, rules: ProgramRules): Reason | null {
  const { newCustomersOnly, oneCreditPerFriend } = rules.attribution;
  if (newCustomersOnly && facts.earlierOrders === null) return { code: 'new-customer-unknown' };
  if (newCustomersOnly && facts.earlierOrders !== null && facts.earlierOrders > 0) {
    return { code: 'returning-customer', earlierOrders: facts.earlierOrders };
  }
  if (oneCreditPerFriend && facts.friendCreditedOn !== null && facts.friendCreditedOn !== facts.orderId) {
    return { code: 'friend-already-credited', orderId: facts.friendCreditedOn };
  }
  return stopOfMinimum(facts, rules);
}

function whyLost(candidate: Judged, winner: Judged, rules: ProgramRules): Reason {
  if (candidate.stop !== null) return candidate.stop;
  if (candidate.advocate?.advocateId === winner.advocate?.advocateId) return { code: 'same-advocate' };
  if (candidate.signal.kind !== winner.signal.kind) return { code: 'outranked-by-signal', by: winner.signal.kind };
  return { code: rules.attribution.touch === 'last' ? 'later-touch-won' : 'earlier-touch-won' };
}

/** Best first: eligible, then known advocates, then stronger kinds, then the touch rule; the rest only makes the order total. */
function compareCandidates(a: Judged, b: Judged, touch: 'first' | 'last'): number {
  return (
    Number(a.stop !== null) - Number(b.stop !== null) ||
    Number(a.advocate === null) - Number(b.advocate === null) ||
    SIGNAL_KINDS.indexOf(a.signal.kind) - SIGNAL_KINDS.indexOf(b.signal.kind) ||
    touchRank(a, touch) - touchRank(b, touch) ||
    compareText(JSON.stringify(a.signal), JSON.stringify(b.signal))
  );
}

/** Smaller is better. Unknown times come last. */
function touchRank({ signal: { at } }: Judged, touch: 'first' | 'last'): number {
  if (at === null) return Number.MAX_SAFE_INTEGER;
  return touch === 'last' ? -at : at;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
