import { LANGUAGES } from '#app/i18n/languages.ts';
import { expect, test } from 'vitest';
import { PROBLEM_CODES, readProblem, writeProblem } from '#app/domain/problem.ts';
import { problemText } from '#app/i18n/problem-text.ts';
import { loadWords } from '#app/i18n/words.ts';

const OF_SHOPIFY = 'Value must be less than 100 {{detail}} $t(problem.throttled)';
/** Those that name something: what they name must be read in every language. */
const NAMES_SOMETHING = [
  ...(['refused', 'payout-refused', 'code-refused', 'offer-refused', 'offer-taken'] as const),
  ...(['shared-refused', 'shared-taken', 'repair-refused', 'repair-kept'] as const),
];

test.each(LANGUAGES)('every problem has a sentence of its own in %s, and says what it names as it is', async (language) => {
  const { t } = await loadWords(language);
  const sentences = PROBLEM_CODES.map((code) => problemText(t, writeProblem(code, OF_SHOPIFY)));
  expect(sentences.filter((text) => /problem\.(?!throttled)/.test(text) || !/^\p{Lu}.*[.)}]$/su.test(text))).toEqual([]);
  expect(new Set(sentences).size).toBe(PROBLEM_CODES.length);
  expect(PROBLEM_CODES.filter((_, at) => sentences[at]?.includes(OF_SHOPIFY))).toEqual(NAMES_SOMETHING);
});

test('a problem is read as it was written, with the line breaks and colons of what it names', () => {
  for (const code of PROBLEM_CODES) {
    for (const detail of ['', 'CODE-1', 'Shopify: no.\nNot: today', ' ']) {
      expect(readProblem(writeProblem(code, detail))).toEqual({ code, detail });
    }
  }
});

test('sentences that were stored before there were codes are shown as they were, in every language', async () => {
  const old = [
    'Shopify did not answer. It is tried again automatically.',
    "Shopify refused the friend's discount: Value is too large",
    'Vouchsafe may not give store credit in this store yet.',
    'refused by the bank',
    'unheard-of: detail',
    '',
  ];
  for (const language of LANGUAGES) {
    const { t } = await loadWords(language);
    expect(old.map((stored) => problemText(t, stored))).toEqual(old);
  }
});
