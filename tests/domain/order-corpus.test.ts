/** Every order of the labelled corpus is decided as a fair judge expects (figures: `npm run bench -- credit`). */
import { expect, test } from 'vitest';
import { decideAttribution } from '#app/domain/attribution.ts';
import { LANGUAGES } from '#app/i18n/languages.ts';
import { decisionSentences } from '#app/i18n/reasons.ts';
import { factsOf, readCases, rulesOf } from '#tests/support/order-cases.ts';

const cases = readCases();

test('the corpus has at least 150 orders, households among them', () => {
  expect(cases.length).toBeGreaterThanOrEqual(150);
  expect(cases.filter(({ household }) => household).length).toBeGreaterThanOrEqual(20);
});

test.each(cases.map((order) => [order.name, order] as const))('%s', (_name, order) => {
  const decision = decideAttribution(factsOf(order), rulesOf(order), 1);
  expect({ outcome: decision.outcome, advocate: decision.advocateId, reason: decision.reason.code }).toEqual(order.expect);
  for (const locale of LANGUAGES) {
    const said = decisionSentences(decision, { advocate: (id) => id }, { locale, timeZone: 'Europe/Stockholm' });
    expect(said.outcome.length).toBeGreaterThan(20);
  }
});
