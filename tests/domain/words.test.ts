import { describe, expect, test } from 'vitest';
import { en } from '#app/i18n/en.ts';
import { typeset } from '#app/i18n/french-typography.ts';
import { LANGUAGES, languageFor, localeFor } from '#app/i18n/languages.ts';
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

/** Ways to count of a language: of things ("_one") and of places in a row ("_ordinal_one"). */
const formsOf = (language: string, type: Intl.PluralRuleType) =>
  new Intl.PluralRules(language, { type }).resolvedOptions().pluralCategories;

/** The keys that a language must have: the English ones, with its own ways to count. Nothing (`_zero`) may be told apart in all. */
function keysFor(language: string): string[] {
  return [...english.keys()].flatMap((key) => {
    const [, base = '', ordinal = '', form = ''] = /^(.+?)(_ordinal)?_(one|two|few|other)$/.exec(key) ?? [];
    if (base === '') return [key];
    return form === 'other'
      ? formsOf(language, ordinal === '' ? 'cardinal' : 'ordinal').map((own) => `${base}${ordinal}_${own}`)
      : [];
  });
}

const others = LANGUAGES.filter((language) => language !== 'en');
const wordsOf = async (language: (typeof LANGUAGES)[number]) =>
  new Map(textsOf((await loadWords(language)).getResourceBundle(language, 'translation') as Tree));

describe.each(others)('words in %s', (language) => {
  test('have every key of the English ones, and each way to count of the language', async () => {
    expect(new Set((await wordsOf(language)).keys())).toEqual(new Set(keysFor(language)));
  });

  test('have the same placeholders, and an end to every sentence', async () => {
    const different = [...(await wordsOf(language))].filter(([key, text]) => {
      const model = english.get(key) ?? english.get(key.replace(/_(one|many|other)$/, '_other')) ?? '';
      const sameEnd = /[.…]$/.test(model) === /[.…。]$/.test(text) && (!model.endsWith('?') || /[?？]$/.test(text));
      return placeholders(model).join() !== placeholders(text).join() || !sameEnd || text.trim() === '';
    });
    expect(different.map(([key, text]) => `${key}: ${text}`)).toEqual([]);
  });

  test('are its own: only names, figures and words of both languages are the same in English', async () => {
    const same = [...(await wordsOf(language))].filter(
      ([key, text]) => english.get(key) === text && /[a-z]{3}/i.test(text.replace(/\{\{\w+\}\}/g, '')),
    );
    expect(same.map(([, text]) => text).filter((text) => !SHARED[language].includes(text))).toEqual([]);
  });
});

const NAMES = ['Vouchsafe', 'Shopify', 'WhatsApp', 'Messenger', 'Anna', 'Ben'];
const SHARED: Readonly<Record<(typeof others)[number], string[]>> = {
  de: [...NAMES, 'Status', 'Link', 'Name', 'Code', 'Codes', 'Codes in Shopify', 'Bonus', 'Bonus {{number}}', 'Version {{version}}', 'Details', 'Problem', 'Simulator', 'Webhooks', 'Test'],
  fr: [...NAMES, 'Points', 'points', '+{{points}} points', '{{points}} points', '{{points}} point', '+{{points}} point', 'Collections',
    'Version {{version}}', 'Versions', 'Date', 'Total', 'Page', 'Code', 'message', 'Note', 'Action', 'E-mail', 'e-mail', 'Bonus', 'Bonus {{number}}', 'Codes',
    'Messages', 'Notes', 'Webhooks', 'Active', 'Test', 'messages'],
  es: [...NAMES, 'Webhooks', 'Subtotal'],
}; // prettier-ignore

describe('words', () => {
  test('French texts break no line before their punctuation, use printed signs, and end as the English ones do', () => {
    const wrong = [...french].filter(([key, text]) => {
      const end = (english.get(key.replace(/_many$/, '_other')) ?? '').slice(-1);
      return (
        text.trim() === '' ||
        /[^\u00a0(][;?!»%]|« | »|['"“”]/.test(text) ||
        /(^|[^\u00a0\d])[:](?![\d/])/.test(text.replace(/https?:\/\//g, '')) ||
        (/[.…]/.test(end) && !text.endsWith(end))
      );
    });
    expect(wrong).toEqual([]);
  });

  test('German quotes „so“, and breaks no line before its sign for percent', async () => {
    const wrong = [...(await wordsOf('de'))].filter(([, text]) => /["”'«»]|“\w| [%…]/.test(text.replace(/“$/, '')));
    expect(wrong).toEqual([]);
  });

  test('Spanish quotes «así», opens its questions, and breaks no line before its sign for percent', async () => {
    const wrong = [...(await wordsOf('es'))].filter(
      ([, text]) => /["“”„']|« | »| %/.test(text) || text.split('¿').length !== text.split('?').length,
    );
    expect(wrong).toEqual([]);
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

test('Spanish knows one and millions', async () => {
  const { t } = await loadWords('es');
  expect([0, 1, 2, 1_000_000].map((count) => t('program.dayCount', { count }))).toEqual([
    '0 días',
    '1 día',
    '2 días',
    '1000000 días',
  ]);
});

describe('the language of a merchant', () => {
  test.each([
    ['fr', 'fr', 'fr'],
    ['fr-CA', 'fr', 'fr-CA'],
    ['FR_ca', 'fr', 'fr-CA'],
    ['en-GB', 'en', 'en-GB'],
    ['de-DE', 'de', 'de-DE'],
    ['es', 'es', 'es'],
    ['es-MX', 'es', 'es-MX'],
    ['es_419', 'es', 'es-419'],
    ['pt-BR', 'en', 'pt-BR'],
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
