/** The words of the admin's screens and files. A language is one table; pages ask by key and never hold a sentence. */
import polarisEnglish from '@shopify/polaris/locales/en.json' with { type: 'json' };
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import type { Language } from './languages.ts';
import type { Translation } from './translation.ts';

/** Our own words, and those of the Polaris components ("Clear all", "Next page"). */
type LanguageWords = { own: Translation<typeof en>; polaris: typeof polarisEnglish };

/** English is in the first bundle, for most merchants read it; every other language is fetched only by those who do. */
const TABLES: Record<Language, () => Promise<LanguageWords>> = {
  en: () => Promise.resolve({ own: en, polaris: polarisEnglish }),
  de: async () => (await import('./de.ts')).german,
  fr: async () => (await import('./fr.ts')).french,
  es: async () => (await import('./es.ts')).spanish,
};

/** An instance of its own: on the server two requests may speak two languages at once. */
export async function loadWords(language: Language): Promise<i18n> {
  const { own, polaris } = await TABLES[language]();
  const words = i18next.createInstance();
  await words.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: own, polaris } },
    initAsync: false,
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  return words;
}

/** What Polaris' AppProvider wants, in the language of these words. */
export function polarisWords(words: i18n): LanguageWords['polaris'] {
  return words.getResourceBundle(words.language, 'polaris') as LanguageWords['polaris'];
}
