import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PROBLEM_CODES, readProblem, writeProblem } from '#app/domain/problem.ts';
import { problemText } from '#app/i18n/problem-text.ts';
import { loadWords } from '#app/i18n/words.ts';

test('law: a stored problem is read as it was written, whatever Shopify said', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PROBLEM_CODES), fc.string({ unit: 'grapheme' }), (code, detail) => {
      expect(readProblem(writeProblem(code, detail))).toEqual({ code, detail });
    }),
  );
});

test.each(['en', 'fr'] as const)(
  'every problem is a sentence with its detail (%s), and older texts are shown as they are',
  async (language) => {
    const { t } = await loadWords(language);
    const texts = PROBLEM_CODES.map((code) => problemText(t, writeProblem(code, '<Shopify: no>')));
    expect(texts.filter((text) => !/[.)]$/.test(text.replace('<Shopify: no>', '.').trim()))).toEqual([]);
    expect(texts.some((text) => text.includes('problem.'))).toBe(false);
    expect(problemText(t, 'refused: frozen')).toContain('frozen');
    const older = 'Shopify did not answer. It is tried again automatically.';
    expect(problemText(t, older)).toBe(older);
    expect(problemText(t, 'no such code: x')).toBe('no such code: x');
  },
);
