/** What holds for every order, however it is told: laws, not examples. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Decision, decideAttribution } from '#app/domain/attribution.ts';
import type { OrderFacts, Signal } from '#app/domain/facts.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { RISK_CHECK_CODES } from '#app/domain/risk/codes.ts';
import { readStoredDecision, readStoredFacts, storeFacts } from '#app/domain/stored-decision.ts';
import { LANGUAGES } from '#app/i18n/languages.ts';
import { decisionSentences } from '#app/i18n/reasons.ts';
import { anyFacts, anyRules } from './arbitrary-facts.ts';
import { DAY, PLACED } from './order-facts.ts';

const RUNS = { numRuns: 1_500 };
const decide = (facts: OrderFacts, rules: ProgramRules) => decideAttribution(facts, rules, 7);

/** Holds for any facts and rules. */
function law(name: string, holds: (facts: OrderFacts, rules: ProgramRules, decision: Decision) => void): void {
  test(name, () => {
    fc.assert(
      fc.property(anyFacts, anyRules, (facts, rules) => holds(facts, rules, decide(facts, rules))),
      RUNS,
    );
  });
}

law('the sequence in which signals and advocates are told does not matter', (facts, rules, decision) => {
  const turned = { ...facts, signals: facts.signals.toReversed(), advocates: facts.advocates.toReversed() };
  expect(decide(turned, rules)).toEqual(decision);
});

law('the same evidence told twice changes no outcome', (facts, rules, { outcome, advocateId, reason }) => {
  expect(decide({ ...facts, signals: [...facts.signals, ...facts.signals] }, rules)).toMatchObject({
    outcome,
    advocateId,
    reason,
  });
});

law('stored facts and decisions read as they were written', (facts, rules, decision) => {
  const stored = readStoredFacts(JSON.parse(JSON.stringify(storeFacts(facts))));
  expect(stored).toEqual(facts);
  expect(decide(stored, rules)).toEqual(decision);
  expect(readStoredDecision(JSON.parse(JSON.stringify(decision)))).toEqual(decision);
});

law('a code that leads to nobody never changes who is credited', (facts, rules, { outcome, advocateId }) => {
  const unknown: Signal = {
    kind: 'discount-code',
    rawCode: 'NOBODYS',
    at: PLACED - DAY,
    trust: 'verified',
    channel: null,
    resolution: { unresolved: 'unknown' },
  };
  expect(decide({ ...facts, signals: [...facts.signals, unknown] }, rules)).toMatchObject({ outcome, advocateId });
});

law('at most one candidate wins, and it leads to who is credited or would be', (_facts, _rules, decision) => {
  const winners = decision.candidates.filter(({ verdict }) => verdict === 'won');
  expect(winners).toHaveLength(decision.outcome === 'not-credited' ? 0 : 1);
  expect(winners.map(({ advocateId }) => advocateId)).toEqual(decision.outcome === 'not-credited' ? [] : [decision.advocateId]);
  expect(decision.advocateId === null).toBe(decision.outcome === 'not-credited');
});

law('every signal is a candidate with a reason', (facts, _rules, decision) => {
  expect(decision.candidates).toHaveLength(facts.signals.length);
});

law(
  'nobody is credited whose account or mailbox is the buyer’s, unless staff says so or the check was eased',
  (facts, rules, decision) => {
    const { checks } = rules.risk;
    if (decision.outcome !== 'credited' || checks['same-email'].grade !== 'refuse' || checks['same-customer'].grade !== 'refuse')
      return;
    const credited = facts.advocates.find(({ advocateId }) => advocateId === decision.advocateId);
    const byStaff = decision.candidates[0]?.signal.kind === 'merchant' || facts.verdict?.kind === 'approve';
    if (byStaff) return;
    if (facts.buyer.emailHash !== null) expect(credited?.emailHash).not.toBe(facts.buyer.emailHash);
    if (facts.buyer.customerId !== null) expect(credited?.customerId).not.toBe(facts.buyer.customerId);
  },
);

law('blocked and erased advocates, cancelled and unpaid orders are never credited or held', (facts, _rules, decision) => {
  if (decision.outcome === 'not-credited') return;
  expect(facts.advocates.find(({ advocateId }) => advocateId === decision.advocateId)?.state).toBe('active');
  expect(facts.cancelledAt).toBeNull();
  expect(facts.dispute).not.toBe('lost');
  if (facts.kind === 'order') expect(facts.paidAt).not.toBeNull();
});

law('what Shopify may still change its mind about can hold a credit but never refuse it or move it', (facts, rules) => {
  const calm = decide({ ...facts, shopifyRisk: null, dispute: null }, rules);
  const alarmed = decide({ ...facts, shopifyRisk: { level: 'high', at: PLACED }, dispute: 'open' }, rules);
  expect(alarmed.advocateId).toBe(calm.advocateId);
  expect(alarmed.outcome === 'not-credited').toBe(calm.outcome === 'not-credited');
});

law('staff’s refusal is the end of that advocate’s credit', (facts, rules, { advocateId }) => {
  if (advocateId === null) return;
  const verdict = { kind: 'refuse' as const, advocateId, by: 'staff' as const, at: PLACED + DAY };
  expect(decide({ ...facts, verdict }, rules).advocateId).not.toBe(advocateId);
});

law('staff’s approval of a held credit credits it', (facts, rules, { outcome, advocateId }) => {
  if (outcome !== 'review' || advocateId === null) return;
  const verdict = { kind: 'approve' as const, advocateId, by: 'staff' as const, at: PLACED + DAY };
  expect(decide({ ...facts, verdict }, rules)).toMatchObject({ outcome: 'credited', advocateId });
});

law('every check that is on says what it saw, or that it could not look', (_facts, rules, decision) => {
  if ((decision.candidates[0]?.advocateId ?? null) === null) return;
  const on = RISK_CHECK_CODES.filter((code) => rules.risk.checks[code].grade !== 'off');
  expect(decision.findings.map(({ check }) => check)).toEqual(on);
  for (const { grade, points } of decision.findings) if (grade === 'clear' || grade === 'not-checked') expect(points).toBe(0);
  expect(decision.score).toBe(decision.findings.reduce((sum, { points }) => sum + points, 0));
});

law('a longer window loses no credit when only the window stood in the way', (facts, rules, decision) => {
  if (decision.outcome === 'not-credited') return;
  const longer = { ...rules, attribution: { ...rules.attribution, windowDays: 365 } };
  expect(decide(facts, longer).outcome).not.toBe('not-credited');
});

law('every decision can be said in every language', (facts, rules, decision) => {
  for (const locale of LANGUAGES) {
    const said = decisionSentences(decision, { advocate: (id) => id }, { locale, timeZone: 'Europe/Paris' });
    const texts = [said.outcome, ...said.candidates, ...said.findings];
    expect(texts).toHaveLength(1 + facts.signals.length + decision.findings.length);
    for (const text of texts) expect(text).not.toMatch(/undefined|NaN|\[object|^\s*$/);
  }
});
