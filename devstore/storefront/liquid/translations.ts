/** Locale files of a theme or an app extension, and the `t` filter's rules. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { escapeHtml } from '#devstore/storefront/product-json.ts';

type Messages = { [key: string]: string | Messages };
export type Translate = (key: string, variables: Record<string, unknown>, locale: string) => string;

/**
 * Looks keys up in `locales/LOCALE.json`, then the language's file, then the default one (`en.default.json`). `count` chooses between plural
 * forms. Values put in are escaped unless the key ends in `_html`. A missing key reads "Translation missing: en.KEY", as on Shopify.
 */
export function createTranslate(folder: string): Translate {
  const files = new Map<string, { modified: number; messages: Messages }>();
  const read = (file: string): Messages => {
    const modified = statSync(file).mtimeMs;
    const known = files.get(file);
    if (known?.modified === modified) return known.messages;
    const messages = JSON.parse(readFileSync(file, 'utf8')) as Messages;
    files.set(file, { modified, messages });
    return messages;
  };
  return (key, variables, locale) => {
    for (const file of candidates(folder, locale)) {
      const found = lookUp(read(file), key, variables, locale);
      if (found !== null) return interpolate(found, variables, key.endsWith('_html'));
    }
    return `Translation missing: ${locale}.${key}`;
  };
}

function candidates(folder: string, locale: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder);
  const language = locale.split('-')[0] ?? locale;
  const wanted = [`${locale}.json`, `${locale}.default.json`, `${language}.json`, `${language}.default.json`];
  const fallback = names.filter((name) => /^[\w-]+\.default\.json$/.test(name));
  return [...new Set([...wanted.filter((name) => names.includes(name)), ...fallback])].map((name) => path.join(folder, name));
}

function lookUp(messages: Messages, key: string, variables: Record<string, unknown>, locale: string): string | null {
  let at: string | Messages | undefined = messages;
  for (const part of key.split('.')) at = typeof at === 'object' ? at[part] : undefined;
  if (typeof at === 'object' && typeof variables['count'] === 'number') {
    at = at[new Intl.PluralRules(locale).select(variables['count'])] ?? at['other'];
  }
  return typeof at === 'string' ? at : null;
}

function interpolate(text: string, variables: Record<string, unknown>, raw: boolean): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    if (!(name in variables)) return whole;
    const value = String(variables[name]);
    return raw ? value : escapeHtml(value);
  });
}
