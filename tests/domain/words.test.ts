import { describe, expect, test } from 'vitest';
import { en } from '#app/i18n/en.ts';
import { typeset } from '#app/i18n/french-typography.ts';
import { languageFor, localeFor } from '#app/i18n/languages.ts';
import { loadWords } from '#app/i18n/words.ts';

type Tree = { readonly [key: string]: string | Tree };

/** Every text with its path: "needs.held_one" → "{{count}} credit …". */
function textsOf(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, text]): [string, string][] =>
    typeof text === 'string' ? [[path + key, text]] : textsOf(text, `${path}${key}.`),
  );
}
const placeholders = (text: string) => (text.match(/\{\{\w+\}\}|<\/?\w+>/g) ?? []).sort();

const english = new Map(textsOf(en));
const french = new Map(textsOf((await loadWords('fr')).getResourceBundle('fr', 'translation') as Tree));

describe('words', () => {
  test('every key of one language is in the other, and French has its plural for round millions', () => {
    const millions = [...english.keys()].filter((key) => key.endsWith('_other')).map((key) => key.replace(/_other$/, '_many'));
    expect(millions.length).toBeGreaterThan(20);
    expect([...french.keys()].sort()).toEqual([...english.keys(), ...millions].sort());
  });

  test('every text has the same placeholders in both languages', () => {
    const different = [...english].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(french.get(key) ?? '').join(),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  test('French texts break no line before their punctuation, use printed signs, and end as the English ones do', () => {
    const wrong = [...french].filter(([key, text]) => {
      const end = (english.get(key.replace(/_many$/, '_other')) ?? '').slice(-1);
      return (
        text.trim() === '' ||
        /[^\u00a0][;?!»%]|« | »|['"“”]/.test(text) ||
        /(^|[^\u00a0\d])[:](?![\d/])/.test(text.replace(/https?:\/\//g, '')) ||
        (/[.…]/.test(end) && !text.endsWith(end))
      );
    });
    expect(wrong).toEqual([]);
  });

  test('only names, figures and words of both languages are the same in both', () => {
    const same = [...english].filter(
      ([key, text]) => french.get(key) === text && /[a-z]{3}/i.test(text.replace(/\{\{\w+\}\}/g, '')),
    );
    expect(new Set(same.map(([, text]) => text))).toEqual(
      new Set(['Points', 'points', '+{{points}} points', '{{points}} points', '{{points}} point', '+{{points}} point', 'Vouchsafe',
        'Collections', 'Version {{version}}', 'Versions', 'Date', 'Total', 'Page', 'Code', 'message', 'Shopify', 'WhatsApp',         'Messenger', 'Anna', 'Ben', 'Note', 'Action', 'E-mail', 'e-mail', 'Bonus', 'Bonus {{number}}', 'Codes', 'Messages']), // prettier-ignore
    );
  });

  test('typography leaves the texts otherwise alone', () => {
    expect(typeset({ a: { b: 'Vraiment : « oui » !' }, count_other: '{{count}} %' })).toEqual({
      a: { b: 'Vraiment\u00a0: «\u00a0oui\u00a0»\u00a0!' },
      count_other: '{{count}}\u00a0%',
      count_many: '{{count}}\u00a0%',
    });
  });
});

test('French counts nothing as one, and knows millions', async () => {
  const { t } = await loadWords('fr');
  expect([0, 1, 2, 1_000_000].map((count) => t('program.dayCount', { count }))).toEqual([
    '0 jour',
    '1 jour',
    '2 jours',
    '1000000 jours',
  ]);
});

describe('the language of a merchant', () => {
  test.each([
    ['fr', 'fr', 'fr'],
    ['fr-CA', 'fr', 'fr-CA'],
    ['FR_ca', 'fr', 'fr-CA'],
    ['en-GB', 'en', 'en-GB'],
    ['de-DE', 'en', 'de-DE'],
    ['fil', 'en', 'fil'],
    ['xx-XX', 'en', 'en'],
    ['', 'en', 'en'],
    [null, 'en', 'en'],
    ['fr-', 'fr', 'fr'],
    ['fr<script>', 'en', 'en'],
    ['x'.repeat(5_000), 'en', 'en'],
  ])('%j is spoken to in %s and its figures are those of %s', (locale, language, figures) => {
    expect(languageFor(locale)).toBe(language);
    expect(localeFor(locale)).toBe(figures);
  });
});
