/** The languages of the admin screens. A language is one file of words; pages ask by key and never hold a sentence. */
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';

const resources = { en: { translation: en } };

export type Language = keyof typeof resources;

/** The language to show for a merchant's locale (`fr-CA`, …); English where we have no words yet. */
export function languageFor(locale: string | null): Language {
  const base = (locale ?? '').toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(resources, base) ? (base as Language) : 'en';
}

/** An instance of its own: on the server two requests may speak two languages at once. */
export function createWords(language: Language): i18n {
  const words = i18next.createInstance();
  void words.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources,
    initAsync: false,
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  return words;
}
