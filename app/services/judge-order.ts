/** One order's facts, rules and verdicts → its decision, who earns the credit, and whether that credit stands. Pure: the sequence in which things became known has no say. */
import { decideAttribution, type Decision } from '../domain/attribution.ts';
import type { OrderFacts, Verdict } from '../domain/facts.ts';
import { zeroMoney } from '../domain/money.ts';
import type { ProgramRules } from '../domain/program.ts';
import type { Reason } from '../domain/reasons.ts';
import { reviewCredit } from '../domain/refunds.ts';

export type Judgement = {
  /** With the verdict that was weighed. */
  facts: OrderFacts;
  decision: Decision;
  /** The decision that names the advocate, before a refusal; null when nobody earns a credit. */
  credit: Decision | null;
  /** What a verdict has against the credit. */
  refusal: Reason | null;
};

export type CreditStanding = { state: 'credited' | 'held' } | { state: 'reversed'; reason: Reason };

/** As it was placed: not cancelled, refunded, edited or lost to the buyer's bank. */
export function asPlaced(facts: OrderFacts, placedMinor: bigint): OrderFacts {
  const { currency } = facts.total;
  return {
    ...facts,
    cancelledAt: null,
    refunded: zeroMoney(currency),
    subtotal: { minor: placedMinor, currency },
    lines: facts.lines.map((line) => ({ ...line, currentQuantity: line.quantity })),
    dispute: facts.dispute === 'lost' ? null : facts.dispute,
  };
}

/**
 * Who earns the credit is found without verdicts; then the verdict about that advocate is weighed: an approval waives the fraud checks, a refusal
 * takes the credit back and gives it to nobody else. Where nobody earns it, an approval may give it ("credit anyway").
 * @param creditedTo who has the credit already: a later approval for somebody else does not move it
 */
export function judgeOrder(
  facts: OrderFacts,
  rules: ProgramRules,
  version: number,
  verdicts: readonly Verdict[],
  creditedTo: string | null = null,
): Judgement {
  const natural = decideAttribution({ ...facts, verdict: null }, rules, version);
  const concerned = natural.advocateId ?? creditedTo;
  const verdict = verdicts.find(({ advocateId }) => advocateId === concerned) ?? (concerned === null ? latest(verdicts) : null);
  const weighed = { ...facts, verdict };
  if (verdict === null) return { facts: weighed, decision: natural, credit: creditIn(natural), refusal: null };
  const ruled = decideAttribution(weighed, rules, version);
  const refusal = verdict.kind === 'refuse' && ruled.advocateId === null ? refusalBy(verdict, rules) : null;
  // An approval settles how the credit stands, not whose it is.
  const decision = natural.advocateId === null || refusal !== null || ruled.advocateId === natural.advocateId ? ruled : natural;
  return { facts: weighed, decision, credit: creditIn(natural) ?? creditIn(ruled), refusal };
}

/** What has become of an earned credit. @param now the facts as they stand today */
export function standingOfCredit({ decision, refusal }: Judgement, now: OrderFacts, rules: ProgramRules): CreditStanding {
  const review = reviewCredit(now, rules, null);
  if (review.credit === 'reversed') return { state: 'reversed', reason: review.reason };
  if (refusal !== null) return { state: 'reversed', reason: refusal };
  return { state: decision.outcome === 'review' ? 'held' : 'credited' };
}

function creditIn(decision: Decision): Decision | null {
  return decision.advocateId === null ? null : decision;
}

function refusalBy({ by }: Verdict, rules: ProgramRules): Reason {
  return by === 'staff' ? { code: 'refused-by-staff' } : { code: 'refused-unlooked', days: rules.risk.unlooked.after };
}

function latest(verdicts: readonly Verdict[]): Verdict | null {
  return verdicts.reduce<Verdict | null>(
    (newest, verdict) => (newest === null || verdict.at > newest.at ? verdict : newest),
    null,
  );
}
