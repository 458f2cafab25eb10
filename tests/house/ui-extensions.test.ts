import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { CART_ATTRIBUTE } from '#app/domain/storefront-contract.ts';
import { LANGUAGES } from '#app/i18n/languages.ts';
import { SHOPPER_LANGUAGES } from '#app/i18n/shopper-languages.ts';
import { bundleUiExtension } from '#devstore/ui-extensions/bundle.ts';

type Target = { target: string; module: string; metafields?: { namespace: string; key: string }[] };
type Extension = {
  name: string;
  handle: string;
  uid: string;
  targeting: Target[];
  capabilities?: { network_access?: boolean };
  settings?: { fields: { key: string; name: string; description?: string }[] };
};
type Table = { [key: string]: string | Table };

const fileOf = (language: string) => (language === 'en' ? 'en.default.json' : `${language}.json`);
const replacementsIn = (word: string) => [...word.matchAll(/\{\{\w+\}\}/g)].map(String).sort().join(' ');
const folders = ['thank-you', 'customer-account', 'admin-blocks'];
/** Shoppers read the one, merchants the other. */
const languagesOf = (folder: string): readonly string[] =>
  folder === 'admin-blocks' ? ['en', 'de', 'fr', 'es', 'ja'] : SHOPPER_LANGUAGES;
const read = (folder: string, file: string) => readFileSync(path.join('extensions', folder, file), 'utf8');
const configOf = (folder: string) =>
  parse(read(folder, 'shopify.extension.toml')) as { api_version: string; extensions: Extension[] };
const tableOf = (folder: string, file: string) => JSON.parse(read(folder, `locales/${file}`)) as Table;
const extensions = folders.flatMap((folder) => configOf(folder).extensions.map((extension) => ({ folder, ...extension })));

/** Every word with the path to it. */
function wordsOf(table: Table, prefix = ''): [string, string][] {
  return Object.entries(table).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : wordsOf(value, `${prefix}${key}.`),
  );
}
const wordAt = (folder: string, file: string, key: string) => new Map(wordsOf(tableOf(folder, file))).get(key.replace('t:', ''));

test('each target’s script weighs at most 11 KB compressed, of the 64 KB that Shopify allows, and 32 KB as it is', async () => {
  const weights: Record<string, [number, number]> = {};
  for (const { folder, targeting } of extensions)
    for (const { target, module } of targeting) {
      const script = await bundleUiExtension(path.resolve('extensions', folder, module), 'https://app.vouchsafe.test');
      weights[target] = [script.length, gzipSync(script, { level: 9 }).length];
    }
  expect(Object.keys(weights)).toEqual([
    'purchase.thank-you.block.render',
    'customer-account.order-status.block.render',
    'customer-account.page.render',
    'customer-account.profile.block.render',
    'admin.customer-details.block.render',
    'admin.order-details.block.render',
  ]);
  for (const [target, [raw, zipped]] of Object.entries(weights)) {
    expect(raw, target).toBeLessThanOrEqual(32_000);
    expect(zipped, target).toBeLessThanOrEqual(11_000);
  }
});

test('what is deployed is within Shopify’s rules: version, names, handles, settings, metafields; a full page stands alone', () => {
  expect(folders.map((folder) => configOf(folder).api_version)).toEqual(folders.map(() => '2026-07'));
  expect(new Set(extensions.map(({ handle }) => handle)).size).toBe(extensions.length);
  expect(new Set(extensions.map(({ uid }) => uid)).size).toBe(extensions.length);
  for (const { folder, name, handle, uid, targeting, settings = { fields: [] } } of extensions) {
    expect(handle).toMatch(/^[a-z0-9-]{1,50}$/);
    expect(uid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(settings.fields.length).toBeLessThanOrEqual(20);
    for (const file of languagesOf(folder).map(fileOf)) {
      const length = wordAt(folder, file, name)?.length ?? 0;
      expect([length >= 5, length <= 30], `${folder} ${file}`).toEqual([true, true]);
      for (const field of settings.fields)
        for (const word of [field.name, field.description ?? field.name]) expect(wordAt(folder, file, word), word).toBeTruthy();
    }
    for (const { metafields = [] } of targeting) {
      expect(metafields.length).toBeLessThanOrEqual(5);
      expect(metafields.every(({ namespace }) => namespace === '$app')).toBe(true);
    }
    if (targeting.some(({ target }) => target === 'customer-account.page.render')) expect(targeting).toHaveLength(1);
  }
});

test('every language says the same things with the same replacements, and counts in all of its ways', () => {
  for (const folder of folders) {
    expect(readdirSync(path.join('extensions', folder, 'locales')).sort()).toEqual(languagesOf(folder).map(fileOf).sort());
    for (const language of languagesOf(folder)) {
      const plurals = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const expected = wordsOf(tableOf(folder, 'en.default.json')).flatMap(([key, word]): [string, string][] =>
        key.endsWith('.one')
          ? []
          : key.endsWith('.other')
            ? plurals.map((form) => [key.replace(/other$/, form), word])
            : [[key, word]],
      );
      // Arabic has words for one and two, which take the place of the figure.
      const shape = (words: [string, string][]) =>
        words.map(([key, word]) => `${key} ${/\.(one|two)$/.test(key) ? '' : replacementsIn(word)}`).sort();
      expect(shape(wordsOf(tableOf(folder, fileOf(language)))), `${folder} ${language}`).toEqual(shape(expected));
    }
  }
});

test('French has no breaking space before double signs of punctuation', () => {
  for (const folder of folders)
    expect(wordsOf(tableOf(folder, 'fr.json')).filter(([, word]) => / [;:?!»%]|« /.test(word))).toEqual([]);
});

test('the blocks in the admin speak every language of the app itself, and ask it for sentences in their own', () => {
  expect(LANGUAGES.filter((language) => !languagesOf('admin-blocks').includes(language))).toEqual([]);
  for (const language of languagesOf('admin-blocks'))
    expect(wordAt('admin-blocks', fileOf(language), 'block.language')).toBe(language);
});

test('the extensions use the cart attribute of the contract', () => {
  expect(read('thank-you', 'src/after-purchase.tsx')).toContain(`'${CART_ATTRIBUTE}'`);
});
