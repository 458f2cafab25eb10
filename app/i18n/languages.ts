/**
 * The languages of the admin. Screens and files (words.ts) and the sentences of decisions (reasons.ts) ask here and therefore always
 * speak the same one: a language named here does not compile until it has both.
 */
export const LANGUAGES = ['en', 'de', 'fr', 'es'] as const;

export type Language = (typeof LANGUAGES)[number];

/** The language to speak to a merchant with this locale (`fr-CA`, …); English where we have no words yet. */
export function languageFor(locale: string | null): Language {
  const base = (locale ?? '').toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === base) ?? 'en';
}

/**
 * The BCP 47 tag to write numbers, amounts and dates by: the merchant's own, whatever language we speak, as far as Intl knows it. (An
 * unknown one would be the machine's own on a server and another in a browser; one that is no tag at all would throw.)
 */
export function localeFor(locale: string | null): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf((locale ?? '').replaceAll('_', '-'))[0] ?? languageFor(locale);
  } catch {
    return languageFor(locale);
  }
}
