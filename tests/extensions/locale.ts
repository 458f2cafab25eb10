import { readFileSync } from 'node:fs';

type Table = { [key: string]: string | Table };

/** Translates as Shopify does: dots lead into the file, `count` chooses the plural. A key or a replacement that is missing throws. */
export function translatorOf(extension: 'thank-you' | 'customer-account' | 'admin-blocks', language = 'en') {
  const file = `extensions/${extension}/locales/${language === 'en' ? 'en.default' : language}.json`;
  const table = JSON.parse(readFileSync(file, 'utf8')) as Table;
  return (key: string, replacements: Record<string, string | number> = {}): string => {
    let found: string | Table | undefined = table;
    for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
    if (typeof found === 'object') found = found[new Intl.PluralRules(language).select(Number(replacements['count']))];
    if (typeof found !== 'string') throw new Error(`${file} has no ${key}`);
    return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      if (!Object.hasOwn(replacements, name)) throw new Error(`${key} wants ${name}`);
      return String(replacements[name]);
    });
  };
}
