/** Each signal on its own, before it is weighed against the others. */
import type { AdvocateFacts, OrderFacts, Signal } from './facts.ts';
import type { ProgramRules } from './program.ts';
import type { Reason } from './reasons.ts';
import type { Finding } from './risk/check.ts';
import { findingsBetween, holdOf, refusalOf } from './risk/weigh-findings.ts';

export const DAY = 86_400_000;
/** Times sent by browsers are hints: a clock that is up to a day fast does not cost an advocate the credit. */
const CLOCK_TOLERANCE = DAY;

export type Judged = {
  signal: Signal;
  /** Whom it leads to; null: nobody. */
  advocate: AdvocateFacts | null;
  /** Why it cannot earn the credit, whatever else there is. */
  stop: Reason | null;
  /** Why its credit would have to wait for staff (`in-review`). */
  hold: Reason | null;
  /** Between the buyer and this advocate, also where they are waived. */
  findings: Finding[];
};

/** Judges all signals; fraud checks look at each advocate once. */
export function judgeSignals(facts: OrderFacts, rules: ProgramRules): Judged[] {
  const known = new Map<string, { advocate: AdvocateFacts; findings: Finding[] }>();
  for (const advocate of facts.advocates) {
    known.set(advocate.advocateId, { advocate, findings: findingsBetween(facts, advocate, rules) });
  }
  return facts.signals.map((signal): Judged => {
    const nobody = { signal, advocate: null, hold: null, findings: [] };
    if ('unresolved' in signal.resolution) {
      return { ...nobody, stop: { code: `code-${signal.resolution.unresolved}`, received: signal.rawCode } };
    }
    const candidate = known.get(signal.resolution.advocateId);
    if (candidate === undefined) return { ...nobody, stop: { code: 'code-unknown', received: signal.rawCode } };
    const { advocate, findings } = candidate;
    const trusted = isAssigned(signal) || isApproved(advocate, facts);
    return {
      ...{ signal, advocate, findings },
      stop:
        stopOfAdvocate(advocate) ??
        stopOfRenewal(signal, facts) ??
        stopOfTime(signal, facts, rules) ??
        (trusted ? null : refusalOf(findings, rules.risk)),
      hold: trusted ? null : holdOf(findings, rules.risk),
    };
  });
}

/** Staff said who brought the order: what they know counts more than rules about evidence. */
export function isAssigned({ kind }: Signal): boolean {
  return kind === 'merchant';
}

function isApproved({ advocateId }: AdvocateFacts, { verdict }: OrderFacts): boolean {
  return verdict?.kind === 'approve' && verdict.advocateId === advocateId;
}

function stopOfAdvocate({ state }: AdvocateFacts): Reason | null {
  if (state === 'blocked') return { code: 'advocate-blocked' };
  return state === 'redacted' ? { code: 'advocate-redacted' } : null;
}

/** A link that a subscriber opened lately brought none of the renewals: only the subscription's first order leads to their advocate. */
function stopOfRenewal(signal: Signal, { renewal }: OrderFacts): Reason | null {
  return renewal === null || isAssigned(signal) || signal.kind === 'renewal' ? null : { code: 'renewal-not-credited' };
}

/** Neither staff's word nor a credited subscription ages. */
function stopOfTime(signal: Signal, { placedAt }: OrderFacts, { attribution: { windowDays } }: ProgramRules): Reason | null {
  if (signal.at === null || isAssigned(signal) || signal.kind === 'renewal') return null;
  if (signal.at > placedAt + CLOCK_TOLERANCE) return { code: 'after-order', at: signal.at };
  const age = placedAt - signal.at;
  return age > windowDays * DAY ? { code: 'outside-window', days: Math.ceil(age / DAY), windowDays } : null;
}
