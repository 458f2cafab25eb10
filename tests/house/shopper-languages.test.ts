import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SHOPPER_LANGUAGES } from '#app/i18n/shopper-languages.ts';
import { layOutMail } from '#app/email/lay-out-mail.ts';
import { liquidPage } from '#app/liquid-page.server.ts';

type Table = { [key: string]: string | Table };

const locales = path.resolve(import.meta.dirname, '../../extensions/storefront/locales');
const styles = path.resolve(import.meta.dirname, '../../extensions/storefront-source');

/** Every text with the path to it. */
function textsOf(table: Table, prefix = ''): [string, string][] {
  return Object.entries(table).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : textsOf(value, `${prefix}${key}.`),
  );
}
const read = (file: string) => new Map(textsOf(JSON.parse(readFileSync(path.join(locales, file), 'utf8')) as Table));
const marksIn = (text: string) => [...text.matchAll(/\{\{ \w+ \}\}/g)].map(String).sort().join(' ');

/** Declarations that name a side of the screen, which is the wrong one in half of the directions. */
function sidesIn(sheet: string): string[] {
  const css = sheet.replace(/\([^()]*\)/g, '()');
  const named = css.match(
    /(?<![-\w])(?:(?:margin|padding|border|scroll-\w+)-)?(?:left|right)(?:-\w+)*\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)/g,
  );
  const four = [
    ...css.matchAll(/(?<![-\w])(?:margin|padding|inset|border-width)\s*:\s*([^\s;"}]+) +([^\s;"}]+) +([^\s;"}]+) +([^\s;"}]+)/g),
  ];
  return [...(named ?? []), ...four.filter(([, , right, , left]) => right !== left).map(([declaration]) => declaration)];
}

test('the theme’s blocks speak every language of the shoppers: the same texts, the same marks, at most 15 KB', () => {
  const english = read('en.default.json');
  expect(english.size).toBeGreaterThan(70);
  for (const language of SHOPPER_LANGUAGES.filter((other) => other !== 'en')) {
    const texts = read(`${language}.json`);
    expect([...texts.keys()], language).toEqual([...english.keys()]);
    for (const [key, text] of texts) {
      expect(text.trim(), `${language} ${key}`).not.toBe('');
      expect(marksIn(text), `${language} ${key}`).toBe(marksIn(english.get(key) ?? ''));
    }
  }
  for (const file of readdirSync(locales)) expect(statSync(path.join(locales, file)).size, file).toBeLessThanOrEqual(15_000);
});

test('merchants set the blocks up in the languages of the Shopify admin that shoppers have, too', () => {
  const english = read('en.default.schema.json');
  for (const language of ['de', 'es', 'fr', 'ja']) {
    const texts = read(`${language}.schema.json`);
    expect([...texts.keys()], language).toEqual([...english.keys()]);
    for (const name of ['embed.name', 'refer.name', 'who.name']) expect(texts.get(name)?.length).toBeLessThan(30);
  }
});

test('no style of ours names a side: words from right to left mirror the whole', () => {
  expect(sidesIn('a{margin-left:1px}b{left: 0}c{text-align:right}d{padding:1px 2px 3px 4px}')).toHaveLength(4);
  expect(sidesIn('a{margin-inline-start:1px;--left:2px}b[data-position="left"]{padding:1px 2px 3px 2px}')).toEqual([]);
  const sheets = readdirSync(styles).filter((file) => file.endsWith('.css'));
  expect(sheets.length).toBeGreaterThan(2);
  for (const sheet of sheets) expect(sidesIn(readFileSync(path.join(styles, sheet), 'utf8')), sheet).toEqual([]);
  expect(sidesIn(liquidPage({ texts: {}, title: '', head: '', body: '' }))).toEqual([]);
  const mail = layOutMail({
    ...{ language: 'ar', shopName: 'S', shopUrl: 'https://example.com', subject: 's', preview: 'p', heading: 'h', greeting: 'g' },
    ...{ paragraphs: ['p'], box: { title: 't', code: { label: 'l', text: 'c' }, lines: ['l'] } },
    ...{ button: { text: 'b', url: 'https://example.com' }, closing: ['c'], footer: ['f'] },
  });
  expect(sidesIn(mail.html)).toEqual([]);
});
